/** The sheets of a workbook to grids. */
import type { Problem } from "../errors.ts";
import { SAY } from "../locale/intake.ts";
import { type Grid, gridLines } from "./grid.ts";
import { type HiddenCells, hiddenIn } from "./hidden_xlsx.ts";

type Sheet = { sheet: string; data: unknown[][] };

/** One grid a sheet that holds something; what the workbook hides is left out, and hidden sheets unless one is named. */
export async function readXlsx(
  bytes: Uint8Array<ArrayBuffer>,
  file: string,
  name: string,
  sheet: string | undefined,
): Promise<Grid[] | Omit<Problem, "file">> {
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
    return {
      found: `has no sheet "${sheet}"`,
      wanted: `it has ${shown.map((one) => `"${one.sheet}"`).join(", ")}`,
    };
  }
  for (const { sheet } of sheets) {
    const [cell] = hidden.get(sheet)?.disguised ?? [];
    if (cell) return disguised(sheet, cell);
  }
  const isNamed = shown.length > 1 || sheet !== undefined && all.length > 1;
  const grids = sheets.map((one): Grid => ({
    file: isNamed ? `${file}, sheet "${one.sheet}"` : file,
    name: isNamed ? one.sheet : name,
    format: { en: "Excel workbook", fr: "classeur Excel" },
    ...visible(one, hidden.get(one.sheet)),
  })).filter(({ lines }) => lines.length > 0);
  const sheetsOut = sheet === undefined ? all.length - shown.length : 0;
  return sheetsOut === 0
    ? grids
    : grids.map((grid, at) =>
      at > 0 ? grid : { ...grid, leftOut: [...grid.leftOut ?? [], SAY.hidden("sheet", sheetsOut)] }
    );
}

const disguised = (sheet: string, cell: string): Omit<Problem, "file"> => ({
  found: `shows in cell ${cell} of sheet "${sheet}" something else than the number behind it`,
  wanted:
    "a cell holds what it shows, such as <5; what a number format hides is not to be published",
  hint: "save the sheet as CSV, which keeps what is shown, and read that",
});

/** The lines that can be seen, and how many rows and columns cannot. */
function visible(
  { data }: Sheet,
  hidden: HiddenCells | undefined,
): Pick<Grid, "lines" | "leftOut"> {
  const isOff = (at: number) =>
    hidden?.columns.some(([from, to]) => at + 1 >= from && at + 1 <= to);
  const holds = (value: unknown) => String(value ?? "").trim() !== "";
  const width = Math.max(0, ...data.map(({ length }) => length));
  const columns = Array.from({ length: width }, (_, at) => at)
    .filter((at) => isOff(at) && data.some((fields) => holds(fields[at]))).length;
  const rows = data.filter((fields, at) => hidden?.rows.has(at + 1) && fields.some(holds)).length;
  const textOf = textWith(data.flat());
  const lines = data.flatMap((fields, at) =>
    hidden?.rows.has(at + 1)
      ? []
      : [{ line: at + 1, fields: fields.map((value, at) => isOff(at) ? "" : textOf(value)) }]
  );
  const leftOut = [
    ...rows > 0 ? [SAY.hidden("row", rows)] : [],
    ...columns > 0 ? [SAY.hidden("column", columns)] : [],
  ];
  return { lines: gridLines(lines), ...leftOut.length > 0 ? { leftOut } : {} };
}

/** Dates of which all are firsts of months are months: that is how a sheet holds "Jan 23". */
function textWith(values: readonly unknown[]): (value: unknown) => string {
  const dates = values.filter((value) => value instanceof Date);
  const areMonths = dates.length > 1 && dates.every((date) => date.getUTCDate() === 1);
  return (value) => {
    if (value === null || value === undefined) return "";
    if (value instanceof Date) return value.toISOString().slice(0, areMonths ? 7 : 10);
    // 0.1 + 0.2 is shown as 0.3.
    return typeof value === "number" ? String(Number(value.toPrecision(15))) : String(value);
  };
}
