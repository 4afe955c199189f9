/** The sheets of a workbook to grids, without what it hides: sheets, rows, columns, and numbers behind a format that shows something else. */
import { SAY } from "../words/intake.ts";
import { type Grid, gridLines, type Unreadable } from "./grid.ts";

type Sheet = { sheet: string; data: unknown[][] };

/** One grid a sheet that holds something; what the workbook hides is left out, and hidden sheets unless one is named. */
export async function readXlsx(
  bytes: Uint8Array<ArrayBuffer>,
  file: string,
  name: string,
  sheet: string | undefined,
): Promise<Grid[] | Unreadable> {
  const { default: readSheets } = await import("read-excel-file/universal");
  let all: Sheet[];
  let hidden: ReadonlyMap<string, HiddenCells>;
  try {
    all = await readSheets(new Blob([bytes])) as typeof all;
    hidden = await hiddenIn(bytes);
  } catch {
    return {
      found: "is a workbook that cannot be opened",
      wanted: "an .xlsx file as spreadsheets save it",
      hint: "open it in a spreadsheet and save it again, or as CSV",
    };
  }
  const shown = all.filter(({ sheet }) => !hidden.get(sheet)?.isHidden);
  const sheets = sheet === undefined ? shown : all.filter((one) => one.sheet === sheet);
  if (sheet !== undefined && sheets.length === 0) {
    const names = shown.map((one) => `"${one.sheet}"`).join(", ");
    return { found: `has no sheet "${sheet}"`, wanted: `it has ${names}` };
  }
  const disguise = disguiseIn(sheets, hidden);
  if (disguise) return disguise;
  const isNamed = shown.length > 1 || sheet !== undefined && all.length > 1;
  const sheetsOut = sheet === undefined ? all.length - shown.length : 0;
  const grids = sheets.map((one): Grid => ({
    file: isNamed ? `${file}, sheet "${one.sheet}"` : file,
    name: isNamed ? one.sheet : name,
    format: "Excel workbook",
    ...visible(one, hidden.get(one.sheet)),
  })).filter(({ lines }) => lines.length > 0);
  const [first, ...others] = grids;
  if (!first || sheetsOut === 0) return grids;
  return [{ ...first, leftOut: [...first.leftOut!, SAY.hidden("sheet", sheetsOut)] }, ...others];
}

/** Refuses a visible cell whose format shows something else than its number: which was to be published, nobody can tell. */
function disguiseIn(
  sheets: readonly Sheet[],
  hidden: ReadonlyMap<string, HiddenCells>,
): Unreadable | undefined {
  const found = sheets.find(({ sheet }) => hidden.get(sheet)?.disguised.length);
  return found && {
    found: `shows in cell ${hidden.get(found.sheet)!.disguised[0]} of sheet "${found.sheet}" ` +
      "something else than the number behind it",
    wanted:
      "a cell holds what it shows, such as <5; what a number format hides is not to be published",
    hint: "save the sheet as CSV, which keeps what is shown, and read that",
  };
}

/** The lines that can be seen, and how many rows and columns cannot. */
function visible({ data }: Sheet, hidden?: HiddenCells): Pick<Grid, "lines" | "leftOut"> {
  const isRowOff = (at: number) => hidden?.rows.has(at + 1);
  const isOff = (at: number) => hidden?.columns.some(([from, to]) => from <= at + 1 && at < to);
  const holds = (value: unknown) => String(value ?? "").trim() !== "";
  const rowsOut = data.filter((fields, at) => isRowOff(at) && fields.some(holds));
  const filled = new Set(
    data.flatMap((fields) => [...fields.keys()].filter((at) => holds(fields[at]))),
  );
  const columnsOut = [...filled].filter(isOff);
  const textOf = textWith(data.flat());
  const lines = data.map((fields, at) => ({
    line: at + 1,
    fields: fields.map((value, at) => isOff(at) ? "" : textOf(value)),
  }));
  return {
    lines: gridLines(lines.filter((_, at) => !isRowOff(at))),
    leftOut: [
      ...rowsOut.length > 0 ? [SAY.hidden("row", rowsOut.length)] : [],
      ...columnsOut.length > 0 ? [SAY.hidden("column", columnsOut.length)] : [],
    ],
  };
}

/** Dates as text: as months where all are the first of one, which is how a sheet holds "Jan 23". */
function textWith(values: readonly unknown[]): (value: unknown) => string {
  const dates = values.filter((value) => value instanceof Date);
  const areMonths = dates.length > 1 && dates.every((date) => date.getUTCDate() === 1);
  return (value) => {
    if (value instanceof Date) return value.toISOString().slice(0, areMonths ? 7 : 10);
    // As a sheet shows it: 0.1 + 0.2 is 0.3.
    return typeof value === "number" ? String(Number(value.toPrecision(15))) : String(value ?? "");
  };
}

interface HiddenCells {
  readonly isHidden: boolean;
  /** One-based. */
  readonly rows: ReadonlySet<number>;
  /** One-based, the first and the last of each run. */
  readonly columns: readonly (readonly [from: number, to: number])[];
  /** Visible cells that show something else than their number, such as B3. */
  readonly disguised: readonly string[];
}

type Xml = typeof import("htmlparser2");
type OnTag = (name: string, attributes: Readonly<Record<string, string>>) => void;

/** What each sheet hides, by its name. */
async function hiddenIn(bytes: Uint8Array): Promise<ReadonlyMap<string, HiddenCells>> {
  const [{ unzipSync }, xml] = await Promise.all([import("fflate"), import("htmlparser2")]);
  const files = unzipSync(bytes, {
    filter: ({ name }) => /^\/?xl\/(?:[^/]+\.xml|_rels\/.*|worksheets\/[^/]+)$/.test(name),
  });
  const text = (path: string) => new TextDecoder().decode(files[path] ?? new Uint8Array());
  const targets = new Map<string, string>();
  read(xml, text("xl/_rels/workbook.xml.rels"), (name, { Id, Target }) => {
    if (name === "Relationship") targets.set(Id!, Target!.replace(/^(?:\/?xl\/)?/, "xl/"));
  });
  const formats = formatsIn(xml, text("xl/styles.xml"));
  const sheets = new Map<string, HiddenCells>();
  read(xml, text("xl/workbook.xml"), (tag, attributes) => {
    if (tag !== "sheet") return;
    const path = targets.get(attributes["r:id"] ?? "") ?? "";
    const isHidden = /hidden/i.test(attributes.state ?? "");
    sheets.set(attributes.name!, { isHidden, ...sheetIn(xml, text(path), formats) });
  });
  return sheets;
}

/** Elements in their order, their prefixes left out. */
function read({ Parser }: Xml, source: string, onTag: OnTag, onText?: (text: string) => void) {
  const parser = new Parser({
    onopentag: (name, attributes) => onTag(name.replace(/^.*:/, ""), attributes),
    ...onText ? { ontext: onText } : {},
  }, { xmlMode: true });
  parser.end(source);
}

/** The number format of each style; undefined for a built-in one. */
function formatsIn(xml: Xml, styles: string): (string | undefined)[] {
  const codes = new Map<string, string>();
  const formats: (string | undefined)[] = [];
  let areCells = false;
  read(xml, styles, (tag, { numFmtId, formatCode }) => {
    if (tag === "numFmt" && !codes.has(numFmtId!)) codes.set(numFmtId!, formatCode!);
    if (/xfs$/i.test(tag)) areCells = tag === "cellXfs";
    if (tag === "xf" && areCells) formats.push(codes.get(numFmtId ?? ""));
  });
  return formats;
}

function sheetIn(xml: Xml, source: string, formats: readonly (string | undefined)[]) {
  const rows = new Set<number>();
  const columns: [number, number][] = [];
  const disguised: string[] = [];
  const isOff = ({ hidden, ht, width }: Readonly<Record<string, string>>) =>
    /^(?:1|true)$/.test(hidden ?? "") || [ht, width].some((size) => size && Number(size) === 0);
  let [row, column] = [0, 0];
  let [cell, value] = ["", ""];
  let format: string | undefined;
  let isValue = false;
  const close = () => {
    const isSeen = !rows.has(row) && !columns.some(([from, to]) => column >= from && column <= to);
    if (format && value && isSeen && isDisguised(Number(value), format)) disguised.push(cell);
    value = "";
  };
  read(xml, source, (tag, attributes) => {
    const { r, s, t, min, max } = attributes;
    isValue = tag === "v";
    if (tag === "col" && isOff(attributes)) columns.push([Number(min), Number(max)]);
    if (tag === "row") {
      close();
      row = Number(r ?? row + 1);
      column = 0;
      if (isOff(attributes)) rows.add(row);
    }
    if (tag !== "c") return;
    close();
    column = r ? columnIn(r) : column + 1;
    cell = r ?? `${column} of row ${row}`;
    format = !t || t === "n" ? formats[Number(s ?? 0)] : undefined;
  }, (text) => {
    if (isValue) value += text;
  });
  close();
  return { rows, columns, disguised };
}

/** `AB3` → 28. */
const columnIn = (cell: string) =>
  [...cell.replace(/\d+$/, "")].reduce((sum, one) => 26 * sum + one.charCodeAt(0) - 64, 0);

const LITERAL = /"([^"]*)"|\\(.)/g;

/** Whether a format shows words or signs in the place of a number, or beside it: `"<5"`, `[<5]"x";0`, `;;;`. */
function isDisguised(value: number, format: string): boolean {
  const section = sectionFor(value, format);
  const literals = [...section.matchAll(LITERAL)].map(([, quoted, one]) => quoted ?? one).join("");
  const bare = section.replaceAll(LITERAL, "").replaceAll(/\[[^\]]*\]|[_*]./g, "");
  if (/general|@|[dmyhs]/i.test(bare)) return false;
  return !/[0#?]/.test(bare) || /[\p{L}\p{N}<>≤≥~≈*†‡#]/u.test(literals);
}

const HOLDS: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  "<": (value, limit) => value < limit,
  "<=": (value, limit) => value <= limit,
  ">": (value, limit) => value > limit,
  ">=": (value, limit) => value >= limit,
  "=": (value, limit) => value === limit,
  "<>": (value, limit) => value !== limit,
};

/** The section of a format for a value: positive; negative; zero; or by conditions such as [<5]. */
function sectionFor(value: number, format: string): string {
  const sections = format.match(/(?:"[^"]*"|\\.|[^;"\\])+|(?<=;|^)(?=;|$)/g) ?? [""];
  const conditions = sections.map((section) =>
    /\[([<>=]+)(-?[\d.]+)\]/.exec(section.replaceAll(LITERAL, ""))
  );
  if (conditions.some(Boolean)) {
    const at = conditions.findIndex((one) => !one || HOLDS[one[1]!]?.(value, Number(one[2])));
    return sections[at] ?? "General";
  }
  const at = value > 0 ? 0 : value < 0 ? 1 : 2;
  return sections[at] ?? sections[0]!;
}
