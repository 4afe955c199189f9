/** The sheets of a workbook to grids, whoever wrote it: without what it hides, merged cells filled as far as they head others. */
import { SAY } from "../words/words.ts";
import { cellName, type Fault, type Grid, gridLines, type Unreadable } from "./grid.ts";

/** A sheet by the cells that hold something. */
export interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly cells: SheetCell[];
  readonly merged: Merged[];
  /** Zero-based. */
  readonly hiddenRows: Set<number>;
  /** Zero-based, the first and the last of each run. */
  readonly hiddenColumns: (readonly [from: number, to: number])[];
}

export interface SheetCell {
  /** Zero-based. */
  readonly row: number;
  readonly column: number;
  /** As the sheet shows it. */
  readonly text: string;
  /** Why it cannot be read. */
  readonly fault?: "formula" | "disguised";
  /** What stands behind it, where that has more digits than are shown. */
  readonly behind?: string;
}

/** Zero-based, both ends inclusive. */
interface Merged {
  readonly rows: readonly [from: number, to: number];
  readonly columns: readonly [from: number, to: number];
}

export const emptySheet = (name: string, isHidden: boolean): Sheet => ({
  name,
  isHidden,
  cells: [],
  merged: [],
  hiddenRows: new Set(),
  hiddenColumns: [],
});

/** What a workbook that cannot be opened is refused with. */
const UNOPENED: Unreadable = {
  found: "is a workbook that cannot be opened",
  wanted: "a workbook as spreadsheets save it",
  hint: "open it in a spreadsheet and save it again, or as CSV",
};

/** Megabytes that the parts which are read may take up, unpacked: more than any table of counts. */
const MOST_MEGABYTES = 40;

const TOO_LARGE: Unreadable = {
  found: `is a workbook whose sheets take up more than ${MOST_MEGABYTES} MB`,
  wanted: "less is read",
  hint: "keep the sheet with the counts alone, or save it as CSV",
};

/** A workbook that would take up more memory than there may be. */
class TooLargeError extends Error {}

/**
 * The parts of a zipped workbook that are needed, and no other.
 * @throws {TooLargeError} before anything is unpacked, where these are too large together
 */
export async function unpack(
  bytes: Uint8Array,
  isNeeded: (name: string) => boolean,
): Promise<Record<string, Uint8Array>> {
  const { unzipSync } = await import("fflate");
  let size = 0;
  unzipSync(bytes, {
    filter: ({ name, originalSize, size: packed }) => {
      if (!isNeeded(name)) return false;
      size += originalSize;
      if (packed > originalSize + 1_000) throw new Error("It says a wrong size");
      return false;
    },
  });
  if (size > MOST_MEGABYTES * 1e6) throw new TooLargeError();
  return unzipSync(bytes, { filter: ({ name }) => isNeeded(name) });
}

/** What the messages call a workbook, and which of its sheets is meant. */
interface WorkbookSource {
  readonly file: string;
  readonly name: string;
  readonly format: string;
  readonly sheet: string | undefined;
}

/** The grids of a workbook that is opened by the reader of its format. */
export async function readWorkbook(
  open: (bytes: Uint8Array) => Promise<Sheet[]>,
  bytes: Uint8Array,
  source: WorkbookSource,
): Promise<Grid[] | Unreadable> {
  let sheets: Sheet[];
  try {
    sheets = await open(bytes);
  } catch (error) {
    return error instanceof TooLargeError ? TOO_LARGE : UNOPENED;
  }
  return sheetGrids(sheets, source);
}

/** One grid a sheet that holds something; what the workbook hides is left out, and hidden sheets unless one is named. */
function sheetGrids(
  all: readonly Sheet[],
  { file, name, format, sheet }: WorkbookSource,
): Grid[] | Unreadable {
  const shown = all.filter(({ isHidden }) => !isHidden);
  const sheets = sheet === undefined ? shown : all.filter((one) => one.name === sheet);
  if (sheet !== undefined && sheets.length === 0) {
    const names = shown.map((one) => `"${one.name}"`).join(", ");
    return { found: `has no sheet "${sheet}"`, wanted: `it has ${names}` };
  }
  const isNamed = shown.length > 1 || sheet !== undefined && all.length > 1;
  const sheetsOut = sheet === undefined ? all.length - shown.length : 0;
  const grids = sheets.map((one): Grid => ({
    file: isNamed ? `${file}, sheet "${one.name}"` : file,
    name: isNamed ? one.name : name,
    format,
    isSheet: true,
    ...visible(one),
  })).filter(({ lines }) => lines.length > 0);
  const [first, ...others] = grids;
  if (!first || sheetsOut === 0) return grids;
  return [{ ...first, leftOut: [...first.leftOut!, SAY.hidden("sheet", sheetsOut)] }, ...others];
}

/** The lines that can be seen, and how many rows and columns cannot. */
function visible(
  sheet: Sheet,
): Pick<Grid, "lines" | "columns" | "leftOut" | "faults" | "estimated"> {
  const isOff = (column: number) =>
    sheet.hiddenColumns.some(([from, to]) => from <= column && column <= to);
  const holding = sheet.cells.filter(({ text, fault }) => text.trim() !== "" || fault);
  const rowsOut = new Set(holding.map(({ row }) => row)).intersection(sheet.hiddenRows).size;
  const columnsOut = new Set(holding.map(({ column }) => column).filter(isOff)).size;
  const seen = holding.filter(({ row, column }) => !sheet.hiddenRows.has(row) && !isOff(column));
  const rounded = seen.filter(({ behind }) => behind !== undefined);
  const { lines, columns } = linesOf(sheet, seen, isOff);
  const inColumns = (cells: readonly SheetCell[]) => Map.groupBy(cells, ({ column }) => column);
  const broken = inColumns(rounded.filter(({ behind }) => /[.,]\d/.test(behind!)));
  const numbers = inColumns(seen.filter(({ text }) => /^[\d\s.,]+$/.test(text)));
  return {
    ...{ lines, columns },
    estimated: [...broken].filter(([column, cells]) =>
      2 * cells.length > (numbers.get(column)?.length ?? 0)
    ).map(([column]) => column),
    faults: seen.flatMap(({ row, column, fault }): Fault[] => {
      if (!fault) return [];
      const cell = `${cellName(row + 1, column)} of sheet "${sheet.name}"`;
      return [{ line: row + 1, at: column, ...FAULTS[fault](cell) }];
    }),
    leftOut: [
      ...rowsOut > 0 ? [SAY.hidden("row", rowsOut)] : [],
      ...columnsOut > 0 ? [SAY.hidden("column", columnsOut)] : [],
      ...rounded.slice(0, 1).map(({ row, column, text, behind }) =>
        SAY.shownOnly(cellName(row + 1, column), text, behind!, rounded.length)
      ),
    ],
  };
}

function linesOf(
  { merged, hiddenRows }: Sheet,
  seen: readonly SheetCell[],
  isOff: (column: number) => boolean,
): Pick<Grid, "lines" | "columns"> {
  const rows = new Map<number, Map<number, string>>();
  for (const { row, column, text } of seen) {
    if (!rows.has(row)) rows.set(row, new Map());
    rows.get(row)!.set(column, text);
  }
  for (const one of merged) fillMerged(rows, one, isOff);
  const ordered = (numbers: Iterable<number>) => [...new Set(numbers)].sort((a, b) => a - b);
  const columns = ordered(rows.values().flatMap((row) => row.keys()));
  const used = ordered(rows.keys());
  const lines = used.flatMap((row, at) => {
    const fields = columns.map((column) => rows.get(row)!.get(column) ?? "");
    const isApart = at > 0 && used[at - 1] !== row - 1 &&
      Array.from({ length: Math.min(row - used[at - 1]! - 1, 1000) }, (_, n) => row - 1 - n)
        .some((empty) => !hiddenRows.has(empty));
    return [...isApart ? [{ line: row, fields: [] }] : [], { line: row + 1, fields }];
  });
  return gridLines(lines, columns);
}

const FAULTS: Readonly<Record<"formula" | "disguised", (cell: string) => Unreadable>> = {
  formula: (cell) => ({
    found: `holds in cell ${cell} a formula whose value the file does not keep`,
    wanted: "a cell holds a number or text",
    hint: "open it in a spreadsheet and save it again, which computes it; or leave it out: --range",
  }),
  disguised: (cell) => ({
    found: `shows in cell ${cell} something else than the number behind it`,
    wanted:
      "a cell holds what it shows, such as <5; what a number format hides is not to be published",
    hint: "save the sheet as CSV, which keeps what is shown, and read that",
  }),
};

/** Fills the cells of a merged range; not where it is the whole line, such as a title, nor with a count. */
function fillMerged(
  rows: Map<number, Map<number, string>>,
  { rows: [top, bottom], columns: [left, right] }: Merged,
  isOff: (column: number) => boolean,
): void {
  const text = rows.get(top)?.get(left);
  if (text === undefined || bottom > top && /^[\d\s.,]+$/.test(text)) return;
  const isWhole = [...rows.get(top)!.keys()].every((column) => column >= left && column <= right);
  const to = isWhole && left === Math.min(...rows.get(top)!.keys()) && isFirst(rows, left)
    ? left
    : Math.min(right, left + 500);
  for (let row = top; row <= Math.min(bottom, top + 10_000); row++) {
    for (let column = left; column <= to; column++) {
      if (rows.has(row) && !isOff(column)) rows.get(row)!.set(column, text);
    }
  }
}

/** Whether a column is the first that holds something in any row. */
const isFirst = (rows: ReadonlyMap<number, ReadonlyMap<number, string>>, column: number) =>
  [...rows.values()].every((row) => [...row.keys()].every((one) => one >= column));
