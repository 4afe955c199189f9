/** What a file is, told by its first bytes and not by its name. */
import type { Unreadable } from "./grid.ts";

export type Kind = "text" | "xlsx" | "pdf";

export const READABLE = "what can be read is text (.csv, .tsv, pasted), .xlsx or .pdf";

const PASTE = "copy the table and paste it: --from - reads what is pasted";
const SAVE = "open it in a spreadsheet and save it as .xlsx or as CSV";
const TYPE =
  "its letters must be read first: type the table as text, columns two spaces apart, or ask the office for its data";
const UNPACK = "unpack it first";

/** The first bytes, what they tell, and how such a table gets here all the same. */
const SIGNATURES: readonly (readonly [bytes: RegExp, found: string, hint: string])[] = [
  [
    /^\xd0\xcf.\xe0\xa1\xb1.\xe1/s,
    "is a workbook or document of Office before 2007 (.xls, .doc)",
    SAVE,
  ],
  [/^\x89PNG/, "is a picture (PNG)", TYPE],
  [/^\xff\xd8\xff/, "is a picture (JPEG)", TYPE],
  [/^GIF8/, "is a picture (GIF)", TYPE],
  [/^(?:II\*\0|MM\0\*)/, "is a picture (TIFF)", TYPE],
  [/^[^ -~]\x8b[^ -~]/, "is compressed (gzip)", UNPACK],
  [/^7z\xbc\xaf/, "is compressed (7-Zip)", UNPACK],
  [/^Rar!/, "is compressed (RAR)", UNPACK],
  [/^\{\\rtf/, "is a rich-text document", PASTE],
  [/^PAR1/, "is a Parquet file", "save it as CSV"],
  [/^SQLite format 3/, "is a database (SQLite)", "save the table as CSV"],
  [/^(?:\xef\xbb\xbf)?\s*<(?:\?xml|svg)/i, "is XML", PASTE],
  [/^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|table)/i, "is a web page (HTML)", PASTE],
  [/^(?:\xef\xbb\xbf)?\s*(?:\{\s*"|\[\s*[[{])/, "is JSON", "save it as CSV"],
];

/** The same for zip archives, by the names of the parts inside. */
const ZIPPED: typeof SIGNATURES = [
  [/opendocument\.spreadsheet/, "is an OpenDocument spreadsheet (.ods)", SAVE],
  [/opendocument\.text/, "is an OpenDocument text (.odt)", PASTE],
  [/word\//, "is a Word document", PASTE],
  [/ppt\//, "is a presentation", PASTE],
  [/xl\/workbook\.bin/, "is a binary workbook (.xlsb)", SAVE],
  [/^(?![^]*xl\/)/, "is compressed (zip)", UNPACK],
];

export function kindOf(bytes: Uint8Array): Kind | Unreadable {
  const head = latin(bytes.subarray(0, 1024));
  if (/(?:^|\n)%PDF-/.test(head)) return "pdf";
  const isZip = head.startsWith("PK\x03\x04");
  // A zip archive repeats the names of its parts at its end.
  const text = isZip ? latin(bytes.subarray(0, 4096)) + latin(bytes.subarray(-65_536)) : head;
  const known = (isZip ? ZIPPED : SIGNATURES).find(([signs]) => signs.test(text));
  if (!known) return isZip ? "xlsx" : "text";
  return { found: known[1], wanted: READABLE, hint: known[2] };
}

function latin(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}
