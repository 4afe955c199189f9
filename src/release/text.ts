/** Bytes to text: UTF-8 or a message that says what else it is. */
import type { Report } from "./report.ts";

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
export function decodeText(bytes: Uint8Array, report: Report): string | undefined {
  const hint = 'save it again as UTF-8; spreadsheets call it "CSV UTF-8"';
  const other = OTHER_ENCODINGS.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte));
  if (other) {
    report({ found: `is text in ${other[0]}`, wanted: UTF8_WANTED, hint });
    return undefined;
  }
  const zero = bytes.indexOf(0);
  if (zero >= 0) {
    const found = bytes.length % 2 === 0 && alternatesWithZero(bytes)
      ? "holds a NUL byte in every second place, as UTF-16 without a byte order mark does"
      : "holds a NUL byte";
    report({ line: lineOf(bytes, zero), found, wanted: UTF8_WANTED, hint });
    return undefined;
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const invalid = firstInvalid(bytes);
    report({
      line: lineOf(bytes, invalid),
      found: `holds the byte 0x${bytes[invalid]!.toString(16).padStart(2, "0")}, ` +
        "which is not valid UTF-8 there",
      wanted: UTF8_WANTED,
      hint: `it may be Windows-1252 or Latin-1: ${hint}`,
    });
    return undefined;
  }
}

function alternatesWithZero(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 200);
  const zeros = (parity: number) => head.every((byte, i) => i % 2 !== parity || byte === 0);
  return zeros(0) || zeros(1);
}

function lineOf(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let i = 0; i < offset; i++) if (bytes[i] === 0x0a) line++;
  return line;
}

/** Where the first byte stands that is not part of valid UTF-8. */
function firstInvalid(bytes: Uint8Array): number {
  const lenient = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const replaced = new TextEncoder().encode(lenient);
  let place = bytes.findIndex((byte, i) => byte !== replaced[i]);
  if (place < 0) place = bytes.length - 1;
  // The replacement character may start with the same bytes as what it stands for.
  while ((replaced[place]! & 0xc0) === 0x80) place--;
  return place;
}
