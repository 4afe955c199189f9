/** The rows of a CSV to the cells of a table. */
import { nearest, type OnProblem, quote } from "@crosses/text";
import { readCell } from "./cell.ts";
import { combinations } from "./categories.ts";
import { didYouMean, listed } from "./names.ts";
import { type Columns, type CsvRow, readColumns, readCsv } from "./csv.ts";
import type { TableLayout } from "./layout.ts";
import type { Cell, MarkKind } from "./model.ts";

/** Missing rows that are named one by one; the others are counted. */
const MOST_NAMED = 20;

/**
 * Reads a table and reports every fault of its columns, rows and cells.
 *
 * @returns one cell for each combination of categories, in the order that the descriptor gives them; incomplete where
 * something was reported
 */
export function readTable(text: string, layout: TableLayout, report: OnProblem): Cell[] {
  const { rows, unsplit } = readCsv(text, report);
  if (rows.length === 0) return [];
  const columns = readColumns(rows, layout, report);
  if (columns.rows.length === 0) {
    if (unsplit === 0) {
      report({
        found: "has no rows below its header",
        wanted: `there is one row for each ${each(layout)}`,
      });
    }
    return [];
  }
  const found = new Map<string, { line: number; cells: Cell[] }>();
  const known = new Map(
    layout.rowDimensions.map(({ name, categories }) => [name, new Set(categories)]),
  );
  for (const row of columns.rows) {
    const keys = readRow(row, columns, layout, known, report);
    const cells = readCells(row, columns, layout, keys ?? [], report);
    if (!keys) continue;
    const earlier = found.get(JSON.stringify(keys));
    if (earlier) {
      report({
        line: row.line,
        found: `repeats the row ${rowName(keys)} of line ${earlier.line}`,
        wanted: `there is one row for each ${each(layout)}`,
      });
    } else found.set(JSON.stringify(keys), { line: row.line, cells });
  }
  // Without its column, no row can be told from another; that has been reported.
  if (layout.rowDimensions.every(({ name }) => columns.places.has(name))) {
    reportMissingRows(found, unsplit, layout, report);
  }
  return rowsOf(layout).flatMap((keys) => found.get(JSON.stringify(keys))?.cells ?? []);
}

/** The categories of a row; undefined where they cannot be told. */
function readRow(
  row: CsvRow,
  columns: Columns,
  layout: TableLayout,
  known: ReadonlyMap<string, ReadonlySet<string>>,
  report: OnProblem,
): string[] | undefined {
  const { line, fields } = row;
  const { header } = columns;
  if (fields.length !== header.length) {
    const counted = `${fields.length} ${fields.length === 1 ? "field" : "fields"}`;
    const grouped = fields.length > header.length &&
      fields.some((field, i) => /^\d{1,3}$/.test(field) && /^\d{3}$/.test(fields[i + 1] ?? ""));
    report({
      line,
      found: `has ${counted}`,
      wanted: `the header has ${header.length}, and so has each row`,
      hint: grouped ? "a comma that groups thousands splits a number in two" : undefined,
    });
  }
  const keys = layout.rowDimensions.map(({ name, categories }) => {
    const { field, reportField } = fieldOf(row, columns, name, report);
    if (field === undefined || known.get(name)!.has(field)) return field;
    const near = nearest(field, categories);
    reportField({
      found: field === "" ? "is empty" : `holds ${quote(field)}`,
      wanted: `the categories of ${quote(name)} are ${listed(categories)}`,
      hint: didYouMean(near),
    });
    return near;
  });
  return keys.every((key) => key !== undefined) ? keys : undefined;
}

/** A field of a row, and what reports it; undefined where it or its column is missing, which has been reported. */
function fieldOf(
  { line, fields }: CsvRow,
  { places }: Columns,
  columnName: string,
  report: OnProblem,
) {
  const place = places.get(columnName) ?? -1;
  const reportField: OnProblem = (problem) =>
    report({ line, column: place + 1, columnName, ...problem });
  return { field: fields[place], reportField };
}

/** The cells of a row, in the order of the column dimension. */
function readCells(
  row: CsvRow,
  columns: Columns,
  layout: TableLayout,
  rowKeys: readonly string[],
  report: OnProblem,
): Cell[] {
  const base = layout.roundedTo?.base ?? 1;
  const keys = layout.rowDimensions.map(({ name }, i) => [name, rowKeys[i]!] as const);
  const { name, categories } = layout.columnDimension;
  return categories.flatMap((category) => {
    const { field, reportField } = fieldOf(row, columns, category, report);
    if (field === undefined) return [];
    const read = readCell(field, layout.marks);
    if ("found" in read) {
      reportField(read);
      return [];
    }
    if ((read.value ?? 0) % base !== 0) {
      reportField({
        found: `holds "${read.value}"`,
        wanted: `every count of a table rounded to ${base} is a multiple of it`,
      });
    }
    const own = { ...Object.fromEntries([...keys, [name, category]]), ...layout.fixed };
    const said: Pick<Cell, "value" | "status" | "mark"> = read.value !== null
      ? { value: read.value, status: "published" }
      : { ...MARKED[layout.kindOf.get(read.mark) ?? "suppressed"], mark: read.mark };
    return [{ table: layout.name, keys: own, ...said }];
  });
}

function reportMissingRows(
  found: ReadonlyMap<string, unknown>,
  unsplit: number,
  layout: TableLayout,
  report: OnProblem,
): void {
  const missing = rowsOf(layout).filter((keys) => !found.has(JSON.stringify(keys)));
  // As many lines as rows are missing could not be split: they may well be these rows.
  if (missing.length <= unsplit) return;
  const wanted = `there is one row for each ${each(layout)}`;
  for (const keys of missing.slice(0, MOST_NAMED)) {
    report({ found: `has no row ${rowName(keys)}`, wanted });
  }
  const more = missing.length - MOST_NAMED;
  if (more > 0) report({ found: `has no rows for ${more} more combinations either`, wanted });
}

/** What a mark makes of its cell. */
const MARKED: Readonly<Record<MarkKind, Pick<Cell, "value" | "status">>> = {
  suppressed: { value: null, status: "suppressed" },
  unreliable: { value: null, status: "suppressed" },
  notAvailable: { value: null, status: "suppressed" },
  notApplicable: { value: null, status: "notApplicable" },
  zero: { value: 0, status: "published" },
};

/** The row dimensions' categories, in every combination. */
function rowsOf({ rowDimensions }: TableLayout): string[][] {
  return combinations(rowDimensions.map(({ categories }) => categories));
}

function rowName(keys: readonly string[]): string {
  return quote(keys.join(" · "));
}

function each({ rowDimensions }: TableLayout): string {
  const names = rowDimensions.map(({ name }) => name);
  if (names.length === 0) return "table";
  return names.length === 1 ? `${names[0]}` : `combination of ${names.join(" and ")}`;
}
