/** Bytes to text: UTF-8 or a message that says what else it is. */
import type { OnProblem } from "@crosses/text";

const UTF8_WANTED = "a file of a release is text in UTF-8";

/** Byte order marks of the encodings that editors and spreadsheets offer beside UTF-8; the longer ones first. */
const OTHER_ENCODINGS: readonly (readonly [name: string, mark: readonly number[]])[] = [
  ["UTF-32 (little-endian)", [0xff, 0xfe, 0, 0]],
  ["UTF-32 (big-endian)", [0, 0, 0xfe, 0xff]],
  ["UTF-16 (little-endian)", [0xff, 0xfe]],
  ["UTF-16 (big-endian)", [0xfe, 0xff]],
];

/**
 * The text of a file, its byte order mark dropped; undefined where it is reported not to be UTF-8.
 * A file that holds NUL is refused too: it is UTF-16 without a mark, or no text at all.
 */
export function decodeText(bytes: Uint8Array, report: OnProblem): string | undefined {
  const hint = 'save it again as UTF-8; spreadsheets call it "CSV UTF-8"';
  const other = OTHER_ENCODINGS.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte));
  if (other) {
    report({ found: `is text in ${other[0]}`, wanted: UTF8_WANTED, hint });
    return undefined;
  }
  const lineOf = (place: number) =>
    bytes.subarray(0, place).filter((byte) => byte === 0x0a).length + 1;
  if (bytes.includes(0)) {
    const found = "holds a NUL byte, as UTF-16 without a byte order mark does";
    report({ line: lineOf(bytes.indexOf(0)), found, wanted: UTF8_WANTED, hint });
    return undefined;
  }
  // What is not valid is replaced, and then no longer the same bytes.
  const lenient = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const same = new TextEncoder().encode(lenient);
  const place = same.findIndex((byte, i) => byte !== bytes[i]);
  if (place < 0) return lenient.replace(/^\ufeff/, "");
  report({
    line: lineOf(place),
    found: "holds bytes that are not valid UTF-8",
    wanted: UTF8_WANTED,
    hint: `it may be Windows-1252 or Latin-1: ${hint}`,
  });
  return undefined;
}
