/** Reading tidy files that somebody may have changed: column by column, a million rows as fast as Polars reads them. */
import { basename } from "node:path";
import { parse } from "csv-parse/sync";
import pl from "nodejs-polars";
import { type Problem, quote, ReleaseError } from "../errors.ts";
import { asDate, PERIOD_DATES } from "./tidy.ts";

/** Problems of one kind that are told one by one. */
const MOST_TOLD = 20;

/** Columns that every tidy table has, and those that come with periods. The others are dimensions. */
const REQUIRED = ["table", "value", "status"] as const;
const WITH_PERIODS = ["periodStart", "periodEnd", "isPartial"] as const;

/**
 * The tidy table of a CSV or Parquet file, with the columns and types of `tidyFrame`: one row a cell; `value` (Int64) is
 * null exactly where `status` is "suppressed".
 *
 * @throws {ReleaseError} of every row that is not such a cell, every repeated key, and every column that is missing
 */
export function readTidy(path: string): pl.DataFrame {
  const file = basename(path);
  const isParquet = /\.parquet$/i.test(path);
  const columns = isParquet ? undefined : readHeader(path, file);
  // Polars opens the file by native code, which leaves no trace in Deno's log of accesses: this does.
  Deno.statSync(path);
  const read = isParquet ? readParquet(path, file) : readCsv(path, columns!);
  const names = read.columns;
  checkColumns(names, file);
  const frame = tryTyped(read, names);
  if (frame === undefined || !isSound(frame, names)) {
    const text = isParquet ? asText(read) : pl.readCSV(path, { inferSchemaLength: 0 });
    throw new ReleaseError(findProblems(text, names, file));
  }
  return frame;
}

function readHeader(path: string, file: string): string[] {
  const problem = (found: string) =>
    new ReleaseError([{ file, line: 1, found, wanted: "the first line names the columns" }]);
  const bytes = new Uint8Array(65_536);
  using handle = Deno.openSync(path);
  const length = handle.readSync(bytes) ?? 0;
  const [line = ""] = new TextDecoder().decode(bytes.subarray(0, length)).split(/\r?\n/);
  if (line.trim() === "") throw problem("is empty");
  try {
    return parse(line.replace(/^\ufeff/, ""))[0]!;
  } catch {
    throw problem(`cannot be split: ${quote(line)}`);
  }
}

/** With its types where every field has one, else as text, for the faults to be found in. */
function readCsv(path: string, columns: readonly string[]): pl.DataFrame {
  // The columns of days are left to be found: Polars parses them while it reads, or keeps the text of what is no day.
  const days: readonly string[] = PERIOD_DATES;
  const typed = columns.filter((name) => !days.includes(name));
  const dtypes = Object.fromEntries(typed.map((name) => [name, typeOf(name)]));
  try {
    return pl.readCSV(path, { dtypes, tryParseDates: true });
  } catch {
    return pl.readCSV(path, { inferSchemaLength: 0 });
  }
}

function readParquet(path: string, file: string): pl.DataFrame {
  try {
    return pl.readParquet(path);
  } catch (error) {
    const [why = ""] = (error as Error).message.split("\n");
    throw new ReleaseError([{ file, found: `is no Parquet file: ${why}`, wanted: "a tidy table" }]);
  }
}

function typeOf(name: string): pl.DataType {
  if (name === "value") return pl.Int64;
  return name === "isPartial" ? pl.Bool : pl.String;
}

function checkColumns(names: readonly string[], file: string): void {
  const wanted = WITH_PERIODS.some((name) => names.includes(name))
    ? [...REQUIRED, ...WITH_PERIODS]
    : REQUIRED;
  const missing = wanted.filter((name) => !names.includes(name));
  if (missing.length === 0 && dimensionsOf(names).length > 1) return;
  throw new ReleaseError([{
    file,
    found: missing.length > 0
      ? `has no column ${missing.map(quote).join(", ")}`
      : "has no column for a dimension",
    wanted: `a tidy table has ${REQUIRED.map(quote).join(", ")}, and a column for each dimension`,
  }]);
}

/** The columns that tell one cell from another. */
function dimensionsOf(names: readonly string[]): string[] {
  const others: readonly string[] = ["value", "status", ...WITH_PERIODS];
  return names.filter((name) => !others.includes(name));
}

/** The frame with the types of a tidy table; undefined where some field has another. */
function tryTyped(frame: pl.DataFrame, names: readonly string[]): pl.DataFrame | undefined {
  const typeNow = (name: string) => String(frame.dtypes[names.indexOf(name)]!.variant);
  if (typeNow("value") !== "Int64") return undefined;
  if (names.includes("isPartial") && typeNow("isPartial") !== "Bool") return undefined;
  if (dimensionsOf(names).some((name) => typeNow(name) !== "String")) return undefined;
  const undated = PERIOD_DATES.filter((name) => names.includes(name) && typeNow(name) !== "Date");
  try {
    return undated.length > 0 ? frame.withColumns(...undated.map(asDate)) : frame;
  } catch {
    return undefined;
  }
}

/** Whether every row is a cell and no two are the same one. */
function isSound(frame: pl.DataFrame, names: readonly string[]): boolean {
  if (frame.height === 0) return false;
  const empty = frame.nullCount().row(0).map(Number);
  if (names.some((name, index) => name !== "value" && empty[index]! > 0)) return false;
  const [faulty] = frame.select(isFaulty(names).sum().alias("faulty")).row(0);
  return Number(faulty) === 0 && hasUniqueKeys(frame, dimensionsOf(names));
}

/** True for a row without empty fields that is no cell. */
function isFaulty(names: readonly string[]): pl.Expr {
  const isSuppressed = pl.col("status").eq(pl.lit("suppressed"));
  const isPublished = pl.col("status").eq(pl.lit("published"));
  const value = pl.col("value");
  const fault = isSuppressed.or(isPublished).not()
    .or(value.isNull().neq(isSuppressed))
    .or(value.lt(pl.lit(0)).fillNull(pl.lit(false)));
  return names.includes("periodStart")
    ? fault.or(pl.col("periodStart").gt(pl.col("periodEnd")))
    : fault;
}

/** Rows whose hashes differ are different. Where two agree, only the keys themselves can tell. */
function hasUniqueKeys(frame: pl.DataFrame, dimensions: readonly string[]): boolean {
  const keys = frame.select(...dimensions);
  return keys.hashRows().nUnique() === frame.height || keys.unique().height === frame.height;
}

function asText(frame: pl.DataFrame): pl.DataFrame {
  return frame.select(...frame.columns.map((name) => pl.col(name).cast(pl.String).alias(name)));
}

/** Each fault with its line, from a table in which everything is text. Slow, and only where something is wrong. */
function findProblems(text: pl.DataFrame, names: readonly string[], file: string): Problem[] {
  const problems: Problem[] = [];
  if (text.height === 0) {
    return [{ file, found: "has no rows", wanted: "a tidy table has a row for each cell" }];
  }
  const rows = text.toRecords() as Record<string, string | null>[];
  const told = new Map<string, number>();
  const tell = (row: number, column: string, found: string, wanted: string) => {
    const count = (told.get(column) ?? 0) + 1;
    told.set(column, count);
    if (count > MOST_TOLD) return;
    const place = { line: row + 2, column: names.indexOf(column) + 1, columnName: column };
    problems.push({ file, ...place, found, wanted });
  };
  const seen = new Map<string, number>();
  const dimensions = dimensionsOf(names);
  for (const [index, row] of rows.entries()) {
    for (const [column, found, wanted] of rowFaults(row, names)) tell(index, column, found, wanted);
    const key = JSON.stringify(dimensions.map((name) => row[name]));
    const earlier = seen.get(key);
    if (earlier === undefined) seen.set(key, index);
    else tell(index, "table", `repeats the cell of line ${earlier + 2}`, "each cell has one row");
  }
  for (const [column, count] of told) {
    if (count <= MOST_TOLD) continue;
    problems.push({
      file,
      found: `has ${count - MOST_TOLD} more faults in the column ${quote(column)}`,
      wanted: "they are like those above",
    });
  }
  return problems;
}

type Fault = readonly [column: string, found: string, wanted: string];

function rowFaults(
  row: Readonly<Record<string, string | null>>,
  names: readonly string[],
): Fault[] {
  const faults: Fault[] = [];
  const holds = (name: string) => row[name] === null ? "is empty" : `holds ${quote(row[name]!)}`;
  const check = (name: string, isRight: boolean, wanted: string) => {
    if (!isRight) faults.push([name, holds(name), wanted]);
  };
  for (const name of dimensionsOf(names)) check(name, row[name] !== null, "it names a category");
  const { status } = row;
  const isKnown = status === "published" || status === "suppressed";
  check("status", isKnown, 'it is "published" or "suppressed"');
  const count = row.value ?? "";
  if (status === "suppressed") check("value", count === "", "a suppressed cell has no value");
  else check("value", /^\d{1,15}$/.test(count), "a published cell has a whole number >= 0");
  if (!names.includes("periodStart")) return faults;
  check("isPartial", /^(true|false)$/.test(row.isPartial ?? ""), "it is true or false");
  for (const name of PERIOD_DATES) {
    check(name, isDay(row[name] ?? ""), "it is a day such as 2025-01-31");
  }
  if (isDay(row.periodStart ?? "") && isDay(row.periodEnd ?? "")) {
    check(
      "periodEnd",
      row.periodStart! <= row.periodEnd!,
      "a period does not end before it starts",
    );
  }
  return faults;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) &&
    new Date(text).toISOString().startsWith(text);
}
