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
  const hint = "save it again as UTF-8 (in a spreadsheet: CSV UTF-8, comma delimited)";
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
      hint: `${hint}; it may be Windows-1252 or Latin-1 now`,
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

/** The first byte that a lenient decoder replaces: the length of the longest valid prefix. */
function firstInvalid(bytes: Uint8Array): number {
  const isPrefix = (length: number): boolean => {
    try {
      // In stream mode a sequence that is only cut at the end is not an error yet.
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  let valid = 0, invalid = bytes.length;
  if (isPrefix(invalid)) return sequenceStart(bytes, invalid);
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (isPrefix(middle)) valid = middle;
    else invalid = middle;
  }
  return sequenceStart(bytes, invalid);
}

/** Where the sequence that the byte before `end` belongs to starts. */
function sequenceStart(bytes: Uint8Array, end: number): number {
  let start = end - 1;
  while (start > 0 && end - start < 4 && (bytes[start]! & 0xc0) === 0x80) start--;
  return start;
}
