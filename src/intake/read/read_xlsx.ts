/** The sheets of an .xlsx file: the cells that hold something, as they are shown. */
import { raised } from "../fields/fields.ts";
import { builtInFormat, scaleOf, shownNumber } from "./number_format.ts";
import { emptySheet, type Sheet, type SheetCell, unpack } from "./workbook.ts";

type Attributes = Readonly<Record<string, string>>;
interface Handler {
  open?(tag: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(tag: string): void;
}

/** @throws {Error} where it cannot be opened */
export async function xlsxSheets(bytes: Uint8Array): Promise<Sheet[]> {
  const { Parser } = await import("htmlparser2");
  const files = await unpack(
    bytes,
    (name) => /^\/?xl\/(?:[^/]+\.xml|_rels\/.*|worksheets\/[^/]+)$/.test(name),
  );
  const parse = (path: string, handler: Handler) => {
    // Prefixes of names are left out.
    const parser = new Parser({
      onopentag: (name, attributes) => handler.open?.(name.replace(/^.*:/, ""), attributes),
      ontext: (one) => handler.text?.(one),
      onclosetag: (name) => handler.close?.(name.replace(/^.*:/, "")),
    }, { xmlMode: true });
    parser.end(new TextDecoder().decode(files[path] ?? files[`/${path}`] ?? new Uint8Array()));
  };
  const { sheets, is1904 } = sheetsIn(parse);
  if (sheets.length === 0) throw new Error("no sheet");
  const strings = new Texts("si");
  parse("xl/sharedStrings.xml", strings);
  const shared = { formats: formatsIn(parse), strings: strings.all, is1904 };
  return sheets.map(({ name, path, isHidden }) => {
    const reader = new SheetReader(emptySheet(name, isHidden), shared);
    parse(path, reader);
    return reader.sheet;
  });
}

type Parse = (path: string, handler: Handler) => void;

function sheetsIn(parse: Parse) {
  const targets = new Map<string, string>();
  parse("xl/_rels/workbook.xml.rels", {
    open: (tag, { Id, Target }) => {
      if (tag === "Relationship") targets.set(Id!, Target!.replace(/^(?:\/?xl\/)?/, "xl/"));
    },
  });
  const sheets: { name: string; path: string; isHidden: boolean }[] = [];
  let is1904 = false;
  parse("xl/workbook.xml", {
    open: (tag, { name = "", state = "", date1904 = "", "r:id": id = "" }) => {
      if (tag === "workbookPr") is1904 = /^(?:1|true)$/.test(date1904);
      if (tag !== "sheet") return;
      sheets.push({ name, path: targets.get(id) ?? "", isHidden: /hidden/i.test(state) });
    },
  });
  return { sheets, is1904 };
}

/** The number format of each style; undefined where it is General. */
function formatsIn(parse: Parse): (string | undefined)[] {
  const codes = new Map<string, string>();
  const formats: (string | undefined)[] = [];
  let areCells = false;
  parse("xl/styles.xml", {
    open: (tag, { numFmtId = "", formatCode }) => {
      if (tag === "numFmt" && !codes.has(numFmtId)) codes.set(numFmtId, formatCode!);
      if (/xfs$/i.test(tag)) areCells = tag === "cellXfs";
      if (tag === "xf" && areCells) formats.push(codes.get(numFmtId) ?? builtInFormat(numFmtId));
    },
  });
  return formats;
}

/** The texts of shared strings or cells, run by run: raised digits as signs of notes, without the readings above them. */
class Texts implements Handler {
  readonly all: string[] = [];
  #isText = false;
  #isReading = false;
  #isRaised = false;
  constructor(readonly item: "si" | "c") {}

  open(tag: string, { val }: Attributes): void {
    if (tag === this.item) this.all.push("");
    if (tag === "vertAlign") this.#isRaised = val === "superscript";
    if (tag === "rPh") this.#isReading = true;
    this.#isText = tag === "t" && !this.#isReading;
  }

  text(text: string): void {
    if (this.#isText) this.all[this.all.length - 1] += this.#isRaised ? raised(text) : text;
  }

  close(tag: string): void {
    this.#isText = false;
    if (tag === "r") this.#isRaised = false;
    if (tag === "rPh") this.#isReading = false;
  }
}

interface Shared {
  readonly formats: readonly (string | undefined)[];
  readonly strings: readonly string[];
  readonly is1904: boolean;
}

const isOff = ({ hidden, ht, width }: Attributes) =>
  /^(?:1|true)$/.test(hidden ?? "") || [ht, width].some((size) => size && Number(size) === 0);

class SheetReader implements Handler {
  #row = -1;
  #column = -1;
  #cell: Attributes = {};
  #value = "";
  readonly #inline = new Texts("c");
  #hasFormula = false;
  #isValue = false;
  constructor(readonly sheet: Sheet, readonly shared: Shared) {}

  open(tag: string, attributes: Attributes): void {
    const { r, min, max, ref } = attributes;
    this.#inline.open(tag, attributes);
    this.#isValue = tag === "v";
    if (tag === "col" && isOff(attributes)) {
      this.sheet.hiddenColumns.push([Number(min) - 1, Number(max) - 1]);
    }
    if (tag === "row") {
      this.#row = r ? Number(r) - 1 : this.#row + 1;
      this.#column = -1;
      if (isOff(attributes)) this.sheet.hiddenRows.add(this.#row);
    }
    if (tag === "c") {
      this.#column = r ? placeOf(r).column : this.#column + 1;
      [this.#cell, this.#value, this.#hasFormula] = [attributes, "", false];
    }
    if (tag === "f") this.#hasFormula = true;
    if (tag === "mergeCell" && ref) {
      const [from, to = from] = ref.split(":").map(placeOf);
      this.sheet.merged.push({
        rows: [from!.row, to!.row],
        columns: [from!.column, to!.column],
      });
    }
  }

  text(text: string): void {
    if (this.#isValue) this.#value += text;
    else this.#inline.text(text);
  }

  close(tag: string): void {
    this.#isValue = false;
    this.#inline.close(tag);
    if (tag !== "c") return;
    const text = this.#inline.all.at(-1)!;
    const shown = shownCell(this.#cell, this.#value, text, this.#hasFormula, this.shared);
    if (shown) this.sheet.cells.push({ row: this.#row, column: this.#column, ...shown });
  }
}

type Shown = Pick<SheetCell, "text" | "fault" | "behind">;

/** What a cell shows; undefined where it holds nothing. */
function shownCell(
  { t = "n", s = "0" }: Attributes,
  value: string,
  inline: string,
  hasFormula: boolean,
  { formats, strings, is1904 }: Shared,
): Shown | undefined {
  if (value === "" && inline === "") {
    return hasFormula && t !== "str" ? { text: "=", fault: "formula" } : undefined;
  }
  if (t === "inlineStr") return { text: inline };
  if (t === "s") return { text: strings[Number(value)] ?? "" };
  if (t === "b") return { text: value === "1" ? "TRUE" : "FALSE" };
  if (t !== "n") return { text: value };
  const format = formats[Number(s)];
  const text = shownNumber(Number(value), format, is1904);
  if (text === undefined) return { text: "=", fault: "disguised" };
  const behind = String(Number(Number(value).toPrecision(15)));
  const isCut = format !== undefined && /^-?\d+$/.test(text) && text !== behind &&
    (scaleOf(format) > 0 || behind.includes("."));
  return isCut && !/[dmyhs]/i.test(format) ? { text, behind } : { text };
}

/** `AB3` → row 2, column 27. */
function placeOf(cell: string): { row: number; column: number } {
  const [, letters = "", digits = "0"] = /^\$?([A-Z]*)\$?(\d*)$/i.exec(cell) ?? [];
  const column = [...letters.toUpperCase()].reduce(
    (sum, one) => 26 * sum + one.charCodeAt(0) - 64,
    0,
  );
  return { row: Number(digits) - 1, column: column - 1 };
}
