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
  const parse = (path: string, { open, text, close }: Handler) => {
    // Prefixes of names are left out.
    const parser = new Parser({
      onopentag: (name, attributes) => open?.(name.replace(/^.*:/, ""), attributes),
      ontext: (one) => text?.(one),
      onclosetag: (name) => close?.(name.replace(/^.*:/, "")),
    }, { xmlMode: true });
    parser.end(new TextDecoder().decode(files[path] ?? files[`/${path}`] ?? new Uint8Array()));
  };
  const targets = new Map<string, string>();
  parse("xl/_rels/workbook.xml.rels", {
    open: (tag, { Id, Target }) => {
      if (tag === "Relationship") targets.set(Id!, Target!.replace(/^(?:\/?xl\/)?/, "xl/"));
    },
  });
  const formats = formatsIn(parse);
  const strings = stringsIn(parse);
  const named: { name: string; path: string; isHidden: boolean }[] = [];
  let is1904 = false;
  parse("xl/workbook.xml", {
    open: (tag, attributes) => {
      if (tag === "workbookPr") is1904 = /^(?:1|true)$/.test(attributes.date1904 ?? "");
      if (tag !== "sheet") return;
      const path = targets.get(attributes["r:id"] ?? "") ?? "";
      named.push({
        name: attributes.name!,
        path,
        isHidden: /hidden/i.test(attributes.state ?? ""),
      });
    },
  });
  if (named.length === 0) throw new Error("no sheet");
  return named.map(({ name, path, isHidden }) => {
    const sheet = emptySheet(name, isHidden);
    parse(path, sheetHandler(sheet, { formats, strings, is1904 }));
    return sheet;
  });
}

type Parse = (path: string, handler: Handler) => void;

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

/** The texts that cells share, without the readings above them. */
function stringsIn(parse: Parse): string[] {
  const strings: string[] = [];
  let [isText, isReading, isRaised] = [false, false, false];
  parse("xl/sharedStrings.xml", {
    open: (tag, { val }) => {
      if (tag === "si") strings.push("");
      if (tag === "vertAlign") isRaised = val === "superscript";
      if (tag === "rPh") isReading = true;
      isText = tag === "t" && !isReading;
    },
    text: (text) => {
      if (isText) strings[strings.length - 1] += isRaised ? raised(text) : text;
    },
    close: (tag) => {
      isText = false;
      if (tag === "r") isRaised = false;
      if (tag === "rPh") isReading = false;
    },
  });
  return strings;
}

interface Shared {
  readonly formats: readonly (string | undefined)[];
  readonly strings: readonly string[];
  readonly is1904: boolean;
}

function sheetHandler(sheet: Sheet, shared: Shared): Handler {
  const isOff = ({ hidden, ht, width }: Attributes) =>
    /^(?:1|true)$/.test(hidden ?? "") || [ht, width].some((size) => size && Number(size) === 0);
  let [row, column] = [-1, -1];
  let cell: Attributes = {};
  let [value, inline] = ["", ""];
  let [hasFormula, isValue, isInline, isRaised] = [false, false, false, false];
  return {
    open(tag, attributes) {
      isValue = tag === "v";
      isInline = tag === "t";
      const { r, min, max, ref, val } = attributes;
      if (tag === "vertAlign") isRaised = val === "superscript";
      if (tag === "col" && isOff(attributes)) {
        sheet.hiddenColumns.push([Number(min) - 1, Number(max) - 1]);
      }
      if (tag === "row") {
        row = r ? Number(r) - 1 : row + 1;
        column = -1;
        if (isOff(attributes)) sheet.hiddenRows.add(row);
      }
      if (tag === "c") {
        [cell, value, inline, hasFormula] = [attributes, "", "", false];
        column = r ? placeOf(r).column : column + 1;
      }
      if (tag === "f") hasFormula = true;
      if (tag === "mergeCell" && ref) {
        const [from, to] = ref.split(":").map(placeOf);
        sheet.merged.push({
          rows: [from!.row, (to ?? from)!.row],
          columns: [from!.column, (to ?? from)!.column],
        });
      }
    },
    text(text) {
      if (isValue) value += text;
      else if (isInline) inline += isRaised ? raised(text) : text;
    },
    close(tag) {
      isValue = isInline = false;
      if (tag === "r") isRaised = false;
      if (tag !== "c") return;
      const shown = shownCell(cell, value, inline, hasFormula, shared);
      if (shown) sheet.cells.push({ row, column, ...shown });
    },
  };
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
