/** A file's bytes to the grids that may hold its tables: what it is, told by its first bytes, and in which encoding. */
import { quote, ReleaseError, UsageError } from "@crosses/text";
import { type Grid, gridLines, nameOf, type Unreadable } from "./grid.ts";
import { readHtml } from "./read_html.ts";
import { odsSheets } from "./read_ods.ts";
import { readPdf } from "./read_pdf.ts";
import { readText } from "./read_text.ts";
import { xlsxSheets } from "./read_xlsx.ts";
import { readWorkbook } from "./workbook.ts";

/** A file to read: its name as the user gave it, and what it holds. */
export interface SourceFile {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface ReadOptions {
  /** Of a PDF, one-based; or the first and the last, as `3-6`. */
  readonly page?: number | string;
  readonly sheet?: string;
  /** The first and the last line to read, as `12-30`. */
  readonly lines?: string;
  /** The cells of a sheet to read, as `B4:H40`. */
  readonly range?: string;
  /** Which of the tables to read, from 1. */
  readonly table?: number;
}

/** Each answer reads the tables anew, but not their files. */
const known = new WeakMap<Uint8Array, Map<string, Promise<Grid[]>>>();

/**
 * The grids of text in a file: one for a text, one for each sheet of a workbook or table of a page.
 * @throws {ReleaseError} where it is nothing that can be read
 */
export function readGrids(
  file: SourceFile,
  { page, sheet }: ReadOptions = {},
): Promise<readonly Grid[]> {
  const own = known.get(file.bytes) ?? new Map<string, Promise<Grid[]>>();
  known.set(file.bytes, own);
  const key = JSON.stringify([file.path, page, sheet]);
  const read = own.get(key) ?? readAnew(file, { page, sheet });
  own.set(key, read);
  return read;
}

async function readAnew(file: SourceFile, options: ReadOptions): Promise<Grid[]> {
  const { path, bytes } = file;
  const format = formatOf(bytes);
  const name = nameOf(path).replace(/\.[^.]*$/, "");
  const read = typeof format === "object"
    ? format
    : await FORMATS[format].read({ path, bytes, name }, options);
  if ("found" in read) throw new ReleaseError([{ file: path, ...read }]);
  return read;
}

/** A kind of file that can be read. */
interface Format {
  /**
   * What it is like: its first letters in Latin-1, of an archive with those at its end. Without signs, an archive or a text that
   * is nothing else.
   */
  readonly signs?: RegExp;
  /** What people call it, with its endings. */
  readonly called: string;
  read(
    file: SourceFile & { readonly name: string },
    options: ReadOptions,
  ): Read | Promise<Read>;
}

type Read = Grid[] | Unreadable;

/** The kinds of files that can be read, in the order in which they are told. */
export const FORMATS = {
  text: {
    called: "text (.csv, .tsv, pasted), a web page (.html)",
    read: ({ path, bytes, name }) => {
      const decoded = decode(bytes);
      if ("found" in decoded) return decoded;
      if (IS_HTML.test(decoded.text)) return readHtml(decoded.text, path, name);
      const grid = readText(decoded.text, path, name, decoded.encoding);
      return "found" in grid ? grid : [grid];
    },
  },
  xlsx: {
    called: ".xlsx",
    read: ({ path, bytes, name }, { sheet }) =>
      readWorkbook(xlsxSheets, bytes, { file: path, name, sheet, format: "Excel workbook" }),
  },
  ods: {
    signs: /^PK[^]*opendocument\.spreadsheet/,
    called: ".ods",
    read: ({ path, bytes, name }, { sheet }) =>
      readWorkbook(odsSheets, bytes, {
        ...{ file: path, name, sheet },
        format: "OpenDocument spreadsheet",
      }),
  },
  pdf: {
    signs: /^(?!PK)(?:[^]*\n)?%PDF-/,
    called: ".pdf",
    read: ({ path, bytes, name }, { page }) => readPdf(bytes, path, name, page),
  },
} satisfies Readonly<Record<string, Format>>;

type FileFormat = keyof typeof FORMATS;

const IS_HTML = /^\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|table|head|body|div|meta)\b/is;

/** What can be read, for people. */
export const READABLE: string = Object.values(FORMATS).map(({ called }) => called).join(", ");
const WANTED = `what can be read is ${READABLE}`;

const PASTE = "copy the table and paste it: --from - reads what is pasted";
const SAVE = "open it in a spreadsheet and save it as .xlsx or as CSV";
const TYPE =
  "its letters must be read first: type the table as text, columns two spaces apart, or ask the office for its data";
const UNPACK = "unpack it first";

/** How files begin that cannot be read: what they are, and how to bring their table here all the same. */
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
  [/^(?:\xef\xbb\xbf)?\s*(?:\{\s*"|\[\s*[[{])/, "is JSON", "save it as CSV"],
];

/** The same for zip archives, by the names of the parts inside. */
const ZIPPED: typeof SIGNATURES = [
  [/opendocument\.text/, "is an OpenDocument text (.odt)", PASTE],
  [/word\//, "is a Word document", PASTE],
  [/ppt\//, "is a presentation", PASTE],
  [/xl\/workbook\.bin/, "is a binary workbook (.xlsb)", SAVE],
  [/^(?![^]*xl\/)/, "is compressed (zip)", UNPACK],
];

function formatOf(bytes: Uint8Array): FileFormat | Unreadable {
  const head = latin(bytes.subarray(0, 1024));
  const isZip = head.startsWith("PK\x03\x04");
  // A zip archive repeats the names of its parts at its end.
  const text = isZip ? latin(bytes.subarray(0, 4096)) + latin(bytes.subarray(-65_536)) : head;
  const told = (Object.entries(FORMATS) as [FileFormat, Format][])
    .find(([, { signs }]) => signs?.test(text));
  if (told) return told[0];
  const known = (isZip ? ZIPPED : SIGNATURES).find(([signs]) => signs.test(text));
  if (!known) return isZip ? "xlsx" : "text";
  return { found: known[1], wanted: WANTED, hint: known[2] };
}

function latin(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

interface Decoded {
  readonly text: string;
  readonly encoding: "UTF-8" | "UTF-16" | "Windows-1252" | "Shift_JIS";
}

export function decode(bytes: Uint8Array): Decoded | Unreadable {
  const wide = wideEncoding(bytes);
  if (wide) return { text: new TextDecoder(wide).decode(bytes), encoding: "UTF-16" };
  if (bytes.includes(0)) {
    const hint = "save the table as CSV, or paste it: --from - reads what is pasted";
    return { found: "holds bytes that no text has", wanted: WANTED, hint };
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "UTF-8" };
  } catch {
    const text = new TextDecoder("windows-1252").decode(bytes);
    const odd = text.search(ODD);
    if (odd < 0) return { text, encoding: "Windows-1252" };
    const japanese = japaneseIn(bytes);
    if (japanese !== undefined) return { text: japanese, encoding: "Shift_JIS" };
    return {
      line: text.slice(0, odd).split("\n").length,
      found: "holds a letter that is none in UTF-8, UTF-16, Windows-1252 or Shift_JIS",
      wanted: "the encoding of a text can be told",
      hint: 'save it again as UTF-8; spreadsheets call it "CSV UTF-8"',
    };
  }
}

/** What no Western European table holds, but appears where another encoding is read as Windows-1252: such letters, or whole words with accents. */
const ODD =
  // deno-lint-ignore no-control-regex
  /[\u0000-\u0008\u000e-\u001f\u0080-\u009f‚ƒ„ˆ‹ŽžŸ˜›¤¦¨¬¯¸]|(?<=\p{L})[±³¹²¿¶¼½¾µ](?=\p{L})|[À-ÿ]{4}/u;

/** A text in Shift_JIS, as Japanese offices write them; in what else reads as such, signs stand among Latin letters. */
function japaneseIn(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("shift_jis", { fatal: true }).decode(bytes);
    const count = (one: RegExp) => text.match(one)?.length ?? 0;
    const signs = count(/[\u3040-\u9fff]/g);
    const others = count(
      /\p{Script=Latin}[\u3040-\u9fff]|[\u3040-\u9fff]\p{Script=Latin}|[\uff61-\uff9f]/gu,
    );
    return others < 0.2 * signs ? text : undefined;
  } catch {
    return undefined;
  }
}

function wideEncoding(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  if (bytes.length < 4 || bytes.length % 2 !== 0) return undefined;
  const head = bytes.subarray(0, 400);
  const zeros = (parity: number) =>
    head.filter((byte, at) => at % 2 === parity && byte === 0).length > 0.4 * head.length;
  return zeros(1) ? "utf-16le" : zeros(0) ? "utf-16be" : undefined;
}

/** @throws {UsageError} where a range is none */
export function pointed(grid: Grid, { lines, range }: ReadOptions): Grid {
  if (lines === undefined && range === undefined) return grid;
  const [from, to] = lines === undefined ? [1, Infinity] : linesOf(lines);
  const [left, top, right, bottom] = range === undefined
    ? [0, 1, Infinity, Infinity]
    : rangeOf(range);
  const isIn = (line: number) => line >= Math.max(from!, top!) && line <= Math.min(to!, bottom!);
  const kept = grid.columns.map((column) => column >= left! && column <= right!);
  const rows = grid.lines.filter(({ line }) => isIn(line)).map(({ fields, ...rest }) => ({
    ...rest,
    fields: fields.filter((_, at) => kept[at]),
    // How many of a line's numbers stand in the range, its places do not tell.
    ...range !== undefined && rest.numbers ? { numbers: 0 } : {},
  }));
  return {
    ...grid,
    ...gridLines(rows, grid.columns.filter((_, at) => kept[at])),
    faults: grid.faults?.filter(({ line, at }) => isIn(line) && at >= left! && at <= right!) ?? [],
  };
}

/** More is no table of counts that people read, and takes minutes. */
const MOST_LINES = 20_000;
const MOST_COLUMNS = 1_000;

/** @throws {ReleaseError} naming each cell that cannot be read, or how much is too much */
export function requireSound(grids: readonly Grid[]): void {
  for (const { file, lines, columns } of grids) {
    const isLong = lines.length > MOST_LINES;
    if (!isLong && columns.length <= MOST_COLUMNS) continue;
    throw new ReleaseError([{
      file,
      found: isLong ? `has ${lines.length} lines` : `has ${columns.length} columns`,
      wanted: `at most ${MOST_LINES} lines and ${MOST_COLUMNS} columns are read`,
      hint: "say which part to read: --lines 1-200, or --range A1:H200 of a sheet",
    }]);
  }
  const problems = grids.flatMap(({ file, faults = [] }) =>
    faults.slice(0, 5).map(({ at: _, line: __, ...fault }) => ({ file, ...fault }))
  );
  if (problems.length > 0) throw new ReleaseError(problems);
}

function linesOf(lines: string): readonly number[] {
  const [, from, to] = /^([1-9]\d{0,6})(?:-([1-9]\d{0,6}))?$/.exec(lines) ?? [];
  if (from === undefined || Number(to ?? from) < Number(from)) {
    throw new UsageError(
      `Option "--lines" is ${quote(lines)}`,
      "it takes the first and the last line, such as 12-30",
    );
  }
  return [Number(from), Number(to ?? from)];
}

function rangeOf(range: string): readonly number[] {
  const [, left, top, right, bottom] =
    /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6}):\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/i.exec(range) ?? [];
  if (left === undefined) {
    throw new UsageError(
      `Option "--range" is ${quote(range)}`,
      "it takes the first and the last cell, such as B4:H40",
    );
  }
  const column = (letters: string) =>
    [...letters.toUpperCase()].reduce((sum, one) => 26 * sum + one.charCodeAt(0) - 64, 0) - 1;
  return [column(left), Number(top), column(right!), Number(bottom)];
}
