/** What a file is, told by its first bytes and not by its name. */

export type Kind = "text" | "xlsx" | "pdf";

/** What cannot be read: what it is, and how its table gets here all the same. */
export interface Unreadable {
  readonly found: string;
  readonly hint: string;
}

const PASTE = "copy the table and paste it: npx --yes deno task new FOLDER --from -";
const SAVE = "open it in a spreadsheet and save it as .xlsx or as CSV";
const TYPE =
  "its letters must be read first: type the table as text, columns two spaces apart, or ask the office for its data";

const SIGNATURES: readonly (readonly [bytes: string, found: string, hint: string])[] = [
  [
    "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "is a workbook or document of Office before 2007 (.xls, .doc)",
    SAVE,
  ],
  ["\x89PNG", "is a picture (PNG)", TYPE],
  ["\xff\xd8\xff", "is a picture (JPEG)", TYPE],
  ["GIF8", "is a picture (GIF)", TYPE],
  ["II*\0", "is a picture (TIFF)", TYPE],
  ["MM\0*", "is a picture (TIFF)", TYPE],
  ["\x1f\x8b", "is compressed (gzip)", "unpack it first"],
  ["7z\xbc\xaf", "is compressed (7-Zip)", "unpack it first"],
  ["Rar!", "is compressed (RAR)", "unpack it first"],
  ["{\\rtf", "is a rich-text document", PASTE],
  ["PAR1", "is a Parquet file", "save it as CSV"],
  ["SQLite format 3", "is a database (SQLite)", "save the table as CSV"],
];

/** Parts that tell one zipped format from another, by their names inside. */
const ZIPPED: readonly (readonly [name: string, found: string, hint: string])[] = [
  ["opendocument.spreadsheet", "is an OpenDocument spreadsheet (.ods)", SAVE],
  ["opendocument.text", "is an OpenDocument text (.odt)", PASTE],
  ["word/", "is a Word document", PASTE],
  ["ppt/", "is a presentation", PASTE],
  ["xl/workbook.bin", "is a binary workbook (.xlsb)", SAVE],
];

export function kindOf(bytes: Uint8Array): Kind | Unreadable {
  const head = latin(bytes.subarray(0, 1024));
  if (head.startsWith("%PDF-") || head.slice(0, 1024).includes("\n%PDF-")) return "pdf";
  if (head.startsWith("PK\x03\x04")) return zippedKind(bytes);
  const known = SIGNATURES.find(([signature]) => head.startsWith(signature));
  if (known) return { found: known[1], hint: known[2] };
  if (/^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|table|\?xml|svg)/i.test(head)) {
    const isXml = /<\?xml|<svg/i.test(head);
    return { found: isXml ? "is XML" : "is a web page (HTML)", hint: PASTE };
  }
  if (/^(?:\xef\xbb\xbf)?\s*(?:\{\s*"|\[\s*[[{])/.test(head)) {
    return { found: "is JSON", hint: "save it as CSV" };
  }
  return "text";
}

function zippedKind(bytes: Uint8Array): Kind | Unreadable {
  // A zip archive repeats the names of its parts at its end.
  const names = latin(bytes.subarray(0, 4096)) + latin(bytes.subarray(-65_536));
  const other = ZIPPED.find(([name]) => names.includes(name));
  if (other) return { found: other[1], hint: other[2] };
  return names.includes("xl/") ? "xlsx" : { found: "is compressed (zip)", hint: "unpack it first" };
}

function latin(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}
