/** The sheets of a workbook to grids. */
import type { Problem } from "../errors.ts";
import { type Grid, gridLines } from "./grid.ts";

/** One grid a sheet that holds something. */
export async function readXlsx(
  bytes: Uint8Array<ArrayBuffer>,
  file: string,
  name: string,
  sheet: string | undefined,
): Promise<Grid[] | Omit<Problem, "file">> {
  const { default: readSheets } = await import("read-excel-file/universal");
  let sheets: { sheet: string; data: unknown[][] }[];
  try {
    sheets = await readSheets(new Blob([bytes])) as typeof sheets;
  } catch {
    return {
      found: "is a workbook that cannot be opened",
      wanted: "an .xlsx file as spreadsheets save it",
      hint: "open it in a spreadsheet and save it again, or as CSV",
    };
  }
  const names = sheets.map(({ sheet }) => sheet);
  if (sheet !== undefined && !names.includes(sheet)) {
    return {
      found: `has no sheet "${sheet}"`,
      wanted: `it has ${names.map((one) => `"${one}"`).join(", ")}`,
    };
  }
  return sheets.filter((one) => sheet === undefined || one.sheet === sheet).map((
    { sheet, data },
  ) => ({
    file: sheets.length > 1 ? `${file}, sheet "${sheet}"` : file,
    name: sheets.length > 1 ? sheet : name,
    format: { en: "Excel workbook", fr: "classeur Excel" },
    lines: gridLines(data.map((fields, at) => ({ line: at + 1, fields: fields.map(textOf) }))),
  })).filter(({ lines }) => lines.length > 0);
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  // 0.1 + 0.2 is shown as 0.3.
  return typeof value === "number" ? String(Number(value.toPrecision(15))) : String(value);
}
