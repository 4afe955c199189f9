/** The sheets of a workbook to grids. */
import { SAY } from "../words/intake.ts";
import { type Grid, gridLines, type Unreadable } from "./grid.ts";
import { type HiddenCells, hiddenIn } from "./hidden_xlsx.ts";

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
  for (const { sheet } of sheets) {
    const [cell] = hidden.get(sheet)?.disguised ?? [];
    if (cell === undefined) continue;
    return {
      found: `shows in cell ${cell} of sheet "${sheet}" something else than the number behind it`,
      wanted:
        "a cell holds what it shows, such as <5; what a number format hides is not to be published",
      hint: "save the sheet as CSV, which keeps what is shown, and read that",
    };
  }
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

/** Dates of which all are firsts of months are months: that is how a sheet holds "Jan 23". */
function textWith(values: readonly unknown[]): (value: unknown) => string {
  const dates = values.filter((value) => value instanceof Date);
  const areMonths = dates.length > 1 && dates.every((date) => date.getUTCDate() === 1);
  return (value) => {
    if (value instanceof Date) return value.toISOString().slice(0, areMonths ? 7 : 10);
    // 0.1 + 0.2 is shown as 0.3.
    return typeof value === "number" ? String(Number(value.toPrecision(15))) : String(value ?? "");
  };
}
