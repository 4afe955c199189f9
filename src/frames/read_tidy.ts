/** Tidy files read back and checked: what a release of millions of cells is loaded with. */
import { basename } from "node:path";
import pl from "nodejs-polars";
import { type Problem, ReleaseError, UsageError } from "../errors.ts";
import { PERIOD_DATES } from "./tidy.ts";
import { findTidyProblems, structOf } from "./tidy_problems.ts";

export interface ReadTidyOptions {
  /** The column whose categories have the dates; by default `period`. */
  readonly period?: string;
}

/** Columns that are not part of a cell's name. */
const FACTS: ReadonlySet<string> = new Set([...PERIOD_DATES, "isPartial", "value", "status"]);

/**
 * Reads the tidy CSV or Parquet file (by its ending) of one release, and checks it as a whole: no name of a cell is empty
 * or stands twice; `status` is "published" or "suppressed"; `value` is a whole number from 0, null where suppressed and
 * nowhere else; and each period has one first day, one last day not before it, and is either partial or not.
 *
 * Columns and types are those of {@link tidyFrame}. The checks are a few expressions over whole columns; only where one
 * of them fails is the file read once more, to say what is wrong where.
 * @throws {ReleaseError} with the problems: the first of each kind by line, and how many more there are
 * @throws {UsageError} when there is no such file, or its name ends otherwise, or its periods stand in an unknown column
 */
export function readTidy(path: string, { period = "period" }: ReadTidyOptions = {}): pl.DataFrame {
  const format = /\.(csv|parquet)$/i.exec(path)?.[1]?.toLowerCase();
  if (format === undefined) {
    throw new UsageError(`Cannot read "${path}": it is no .csv or .parquet`);
  }
  const header = readHeader(path, format === "csv");
  const problems = findHeaderProblems(basename(path), header);
  if (problems.length > 0) throw new ReleaseError(problems);
  const keys = header.filter((name) => !FACTS.has(name));
  const hasPeriods = header.includes("periodStart");
  if (hasPeriods && !keys.includes(period)) {
    throw new UsageError(
      `Cannot find the column "${period}" of the periods in "${path}"`,
      `name one of ${keys.join(", ")} with the option period`,
    );
  }
  const frame = format === "csv" ? readCsv(path, keys, hasPeriods) : pl.readParquet(path);
  if (frame !== undefined && isSound(frame, keys, hasPeriods ? period : undefined)) return frame;
  const found = findTidyProblems(format === "csv" ? readText(path) : frame!, {
    file: basename(path),
    isCsv: format === "csv",
    keys,
    period: hasPeriods ? period : undefined,
  });
  if (found.length === 0) throw new Error(`Cannot read ${path}: its checks contradict each other`);
  throw new ReleaseError(found);
}

/** The names of the columns. @throws {UsageError} when the file cannot be read at all */
function readHeader(path: string, isCsv: boolean): string[] {
  try {
    return isCsv
      ? pl.readCSV(path, { nRows: 1, inferSchemaLength: 0 }).columns
      : pl.readParquet(path, { nRows: 1 }).columns;
  } catch (error) {
    throw new UsageError(`Cannot read "${path}": ${(error as Error).message.split("\n")[0]}`);
  }
}

function findHeaderProblems(file: string, header: readonly string[]): Problem[] {
  const missing = (names: readonly string[]) => names.filter((name) => !header.includes(name));
  const hasPeriods = [...PERIOD_DATES, "isPartial"].some((name) => header.includes(name));
  return [
    ...missing(["table", "value", "status"]),
    ...hasPeriods ? missing([...PERIOD_DATES, "isPartial"]) : [],
  ].map((name) => ({
    file,
    ...(file.endsWith("csv") ? { line: 1 } : {}),
    found: `has no column "${name}"`,
    wanted:
      "a tidy file has the columns table, one a dimension, value and status, and with periods " +
      "periodStart, periodEnd and isPartial",
  }));
}

/** The file with the types of a tidy frame; undefined where a field does not have them. */
function readCsv(path: string, keys: readonly string[], hasPeriods: boolean) {
  const dtypes: Record<string, pl.DataType> = { value: pl.Int64, status: pl.String };
  for (const name of keys) dtypes[name] = pl.String;
  if (hasPeriods) {
    for (const name of PERIOD_DATES) dtypes[name] = pl.Date;
    dtypes.isPartial = pl.Bool;
  }
  try {
    return pl.readCSV(path, { dtypes });
  } catch {
    return undefined;
  }
}

/** Every field as text, as it stands. */
function readText(path: string): pl.DataFrame {
  return pl.readCSV(path, { inferSchemaLength: 0 });
}

/** Whether the frame is what a tidy frame has to be. */
function isSound(frame: pl.DataFrame, keys: readonly string[], period: string | undefined) {
  const types = frame.columns.map((name, index) => [name, frame.dtypes[index]!.variant] as const);
  const wanted = (name: string) =>
    name === "value" ? "Int64" : name === "isPartial" ? "Bool" : isDate(name) ? "Date" : "String";
  if (types.some(([name, type]) => String(type) !== wanted(name))) return false;
  const nulls = frame.nullCount().toRecords()[0]!;
  if (frame.columns.some((name) => name !== "value" && Number(nulls[name]) > 0)) return false;
  if (frame.height === 0) return true;
  const isSuppressed = pl.col("status").eq(pl.lit("suppressed"));
  const isPublished = pl.col("status").eq(pl.lit("published"));
  const [mismatches, least] = frame.select(
    pl.when(pl.col("value").isNull()).then(isSuppressed).otherwise(isPublished).not().sum()
      .alias("mismatches"),
    pl.col("value").min().alias("least"),
  ).row(0);
  if (Number(mismatches) > 0 || Number(least ?? 0) < 0) return false;
  if (period !== undefined && !arePeriodsSound(frame, period)) return false;
  return areKeysUnique(frame, keys);
}

function isDate(name: string): boolean {
  return PERIOD_DATES.some((date) => date === name);
}

function arePeriodsSound(frame: pl.DataFrame, period: string): boolean {
  const facts = [...PERIOD_DATES, "isPartial"];
  const ends = frame.groupBy(period).agg(
    ...facts.flatMap((name) => [
      pl.col(name).min().alias(`${name} least`),
      pl.col(name).max().alias(`${name} greatest`),
    ]),
  ).toRecords();
  return ends.every((row) =>
    facts.every((name) => Number(row[`${name} least`]) === Number(row[`${name} greatest`])) &&
    Number(row["periodStart least"]) <= Number(row["periodEnd least"])
  );
}

/** Different hashes are different names. Where two are the same, the names themselves are compared. */
function areKeysUnique(frame: pl.DataFrame, keys: readonly string[]): boolean {
  const hashes =
    frame.select(structOf(keys).hash(1, 2, 3, 4).nUnique().alias("different")).row(0)[0];
  if (Number(hashes) === frame.height) return true;
  return frame.select(...keys).unique().height === frame.height;
}
