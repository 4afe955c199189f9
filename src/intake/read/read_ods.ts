/** The sheets of an OpenDocument spreadsheet: each cell keeps the text that it shows beside its value. */
import { emptySheet, type Sheet, type SheetCell, unpack } from "./workbook.ts";
import { raised } from "../fields/fields.ts";
import { isPeriodLabel } from "../fields/periods.ts";

type Attributes = Readonly<Record<string, string>>;

/** @throws {Error} where it cannot be opened */
export async function odsSheets(bytes: Uint8Array): Promise<Sheet[]> {
  const { Parser } = await import("htmlparser2");
  const content = (await unpack(bytes, (name) => name === "content.xml"))["content.xml"]!;
  const reader = new SheetReader();
  const parser = new Parser({
    onopentag: (name, attributes) => reader.open(name, attributes),
    ontext: (text) => reader.text(text),
    onclosetag: (name) => reader.close(name),
  }, { xmlMode: true });
  parser.end(new TextDecoder().decode(content));
  if (reader.sheets.length === 0) throw new Error("no sheet");
  return reader.sheets;
}

/** A run of rows or cells that are alike is written once, with how many they are. */
class SheetReader {
  readonly sheets: Sheet[] = [];
  readonly #hiddenStyles = new Set<string>();
  readonly #raisedStyles = new Set<string>();
  #style = "";
  #row = 0;
  #rowTimes = 1;
  #column = 0;
  /** Of column elements, which come before the rows. */
  #defined = 0;
  #cells: SheetCell[] = [];
  #cell: Attributes | undefined;
  #texts: string[] = [];
  #isText = false;
  #isRaised = false;
  /** Inside a comment, whose text is none of the cell's. */
  #isAside = false;

  open(name: string, attributes: Attributes): void {
    const times = (what: string) => Number(attributes[`table:number-${what}-repeated`] ?? 1);
    const isOff = /^(?:collapse|filter)$/.test(attributes["table:visibility"] ?? "");
    const sheet = this.sheets.at(-1)!;
    this.#openStyle(name, attributes);
    if (name === "table:table") {
      const isHidden = this.#hiddenStyles.has(attributes["table:style-name"] ?? "");
      this.sheets.push(emptySheet(attributes["table:name"] ?? "", isHidden));
      this.#row = this.#defined = 0;
    }
    if (name === "table:table-column") {
      const from = this.#defined;
      this.#defined += times("columns");
      if (isOff) sheet.hiddenColumns.push([from, this.#defined - 1]);
    }
    if (name === "table:table-row") {
      this.#rowTimes = times("rows");
      this.#column = 0;
      this.#cells = [];
      if (isOff && this.#rowTimes < 10_000) {
        for (let at = 0; at < this.#rowTimes; at++) sheet.hiddenRows.add(this.#row + at);
      }
    }
    if (name === "table:table-cell" || name === "table:covered-table-cell") {
      this.#cell = attributes;
      this.#texts = [];
    }
    if (name === "office:annotation") this.#isAside = true;
    if (name === "text:p" && !this.#isAside) {
      this.#texts.push("");
      this.#isText = true;
    }
    if (/^text:(?:s|tab|line-break)$/.test(name)) this.text(" ");
  }

  #openStyle(name: string, attributes: Attributes): void {
    if (name === "style:style") this.#style = attributes["style:name"] ?? "";
    if (name === "style:table-properties" && attributes["table:display"] === "false") {
      this.#hiddenStyles.add(this.#style);
    }
    if (/^super/.test(attributes["style:text-position"] ?? "")) this.#raisedStyles.add(this.#style);
    if (name !== "text:span") return;
    this.#isRaised = this.#raisedStyles.has(attributes["text:style-name"] ?? "");
  }

  text(text: string): void {
    if (!this.#isText || this.#isAside) return;
    this.#texts[this.#texts.length - 1] += this.#isRaised ? raised(text) : text;
  }

  close(name: string): void {
    if (name === "office:annotation") this.#isAside = false;
    if (name === "text:span") this.#isRaised = false;
    if (name === "text:p") this.#isText = false;
    if (name === "table:table-cell" || name === "table:covered-table-cell") this.#closeCell(name);
    if (name !== "table:table-row") return;
    const sheet = this.sheets.at(-1)!;
    const times = this.#cells.length > 0 ? Math.min(this.#rowTimes, 10_000) : 0;
    for (let at = 0; at < times; at++) {
      sheet.cells.push(...this.#cells.map((cell) => ({ ...cell, row: this.#row + at })));
    }
    this.#row += this.#rowTimes;
  }

  #closeCell(name: string): void {
    const cell = this.#cell!;
    const number = (attribute: string) => Number(cell[`table:number-${attribute}`] ?? 1);
    const times = number("columns-repeated");
    const shown = name === "table:table-cell" ? shownCell(cell, this.#texts.join(" ")) : undefined;
    if (shown) {
      for (let at = 0; at < Math.min(times, 1000); at++) {
        this.#cells.push({ row: this.#row, column: this.#column + at, ...shown });
      }
    }
    const [width, height] = [number("columns-spanned"), number("rows-spanned")];
    if (width > 1 || height > 1) {
      this.sheets.at(-1)!.merged.push({
        rows: [this.#row, this.#row + height - 1],
        columns: [this.#column, this.#column + width - 1],
      });
    }
    this.#column += times;
  }
}

type Shown = Pick<SheetCell, "text" | "fault" | "behind">;

function shownCell(cell: Attributes, text: string): Shown | undefined {
  const value = cell["office:value"];
  const date = cell["office:date-value"];
  if (cell["table:formula"] && text === "" && value === undefined && !date) {
    return { text: "=", fault: "formula" };
  }
  if (date) return { text: isPeriodLabel(text) ? text : date.slice(0, 10) };
  if (value === undefined || text === "" || text.includes("%")) return text ? { text } : undefined;
  const plain = String(Number(Number(value).toPrecision(15)));
  const digits = (one: string) => one.replaceAll(/[^\d]/g, "");
  // As spreadsheets show zero in accounts.
  if (Math.abs(Number(value)) < 0.5 && /^[\s\-–—0]+$/.test(text)) return { text: "0" };
  if (digits(text) === digits(plain)) return /[\p{L}<>≤≥]/u.test(text) ? { text } : { text: plain };
  if (!/^[-−]?[\d\s.,'’]+$/.test(text)) return { text: "=", fault: "disguised" };
  const isWhole = !/[.,]\d{1,2}$/.test(text);
  return isWhole ? { text: digits(text), behind: plain } : { text };
}
