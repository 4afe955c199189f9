/** Tidy files read back and checked: what a release of millions of cells is loaded with. */
import { basename } from "node:path";
import pl from "nodejs-polars";
import { type Problem, ReleaseError, UsageError } from "../errors.ts";
import { PERIOD_DATES } from "./tidy.ts";
import { findTidyProblems, structOf } from "./tidy_problems.ts";

export interface ReadTidyOptions {
  /** The column whose categories have the dates; without it `period`, or else any that does. */
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
 * @throws {UsageError} when there is no such file, its name ends otherwise, or it has no such column of periods
 */
export function readTidy(path: string, { period }: ReadTidyOptions = {}): pl.DataFrame {
  const format = /\.(csv|parquet)$/i.exec(path)?.[1]?.toLowerCase();
  if (format === undefined) {
    throw new UsageError(`Cannot read "${path}": it is no .csv or .parquet`);
  }
  const isCsv = format === "csv";
  const file = basename(path);
  const header = readHeader(path, isCsv);
  const problems = findHeaderProblems(file, header, isCsv);
  if (problems.length > 0) throw new ReleaseError(problems);
  const keys = header.filter((name) => !FACTS.has(name));
  if (period !== undefined && !keys.includes(period)) {
    throw new UsageError(
      `Cannot find the column "${period}" of the periods in "${path}"`,
      `the option period takes one of ${keys.join(", ")}`,
    );
  }
  const periods = header.includes("periodStart") ? candidates(keys, period) : [];
  const frame = isCsv ? readCsv(path, header) : pl.readParquet(path);
  if (frame !== undefined && isSound(frame, keys, periods)) return frame;
  const found = findTidyProblems(isCsv ? readText(path) : frame!, {
    file,
    isCsv,
    keys,
    period: periods.at(-1),
  });
  if (found.length === 0) throw new Error(`Cannot read ${path}: its checks contradict each other`);
  throw new ReleaseError(found);
}

/** The columns that may hold the periods. */
function candidates(keys: readonly string[], period: string | undefined): readonly string[] {
  const known = period ?? keys.find((name) => name === "period");
  return known === undefined ? keys.filter((name) => name !== "table") : [known];
}

/**
 * The names of the columns.
 * @throws {UsageError} when the file cannot be opened
 * @throws {ReleaseError} when it is something else
 */
function readHeader(path: string, isCsv: boolean): string[] {
  try {
    // Polars opens the file by native code, of which Deno takes no note: a report that depends on the file would not know.
    if (!Deno.statSync(path).isFile) throw new Deno.errors.IsADirectory("it is a folder");
  } catch (error) {
    const isMissing = error instanceof Deno.errors.NotFound;
    const why = isMissing ? "there is no such file" : (error as Error).message;
    throw new UsageError(`Cannot read "${path}": ${why}`);
  }
  try {
    return isCsv
      ? pl.readCSV(path, { nRows: 1, inferSchemaLength: 0 }).columns
      : pl.readParquet(path, { nRows: 1 }).columns;
  } catch (error) {
    const why = String((error as Error).message).split("\n")[0];
    const found = isCsv ? `is no table in CSV: ${why}` : `is no Parquet file: ${why}`;
    throw new ReleaseError([{ file: basename(path), found, wanted: WANTED }]);
  }
}

const WANTED = "a tidy file has the columns table, one a dimension, value and status, and with " +
  "periods periodStart, periodEnd and isPartial";

function findHeaderProblems(file: string, header: readonly string[], isCsv: boolean): Problem[] {
  const hasPeriods = [...PERIOD_DATES, "isPartial"].some((name) => header.includes(name));
  const needed = ["table", "value", "status", ...hasPeriods ? [...PERIOD_DATES, "isPartial"] : []];
  const place = isCsv ? { line: 1 } : {};
  const problems = needed.filter((name) => !header.includes(name)).map((name) => (
    { file, ...place, found: `has no column "${name}"`, wanted: WANTED }
  ));
  if (problems.length > 0 || header.some((name) => name !== "table" && !FACTS.has(name))) {
    return problems;
  }
  return [{ file, ...place, found: "has no column for a dimension", wanted: WANTED }];
}

/** The file with the types of a tidy frame; undefined where a field does not have them. */
function readCsv(path: string, header: readonly string[]): pl.DataFrame | undefined {
  const dtypes = Object.fromEntries(header.map((name) => [name, typeOf(name)]));
  try {
    return pl.readCSV(path, { dtypes });
  } catch {
    return undefined;
  }
}

function typeOf(name: string): pl.DataType {
  if (name === "value") return pl.Int64;
  if (name === "isPartial") return pl.Bool;
  return PERIOD_DATES.some((date) => date === name) ? pl.Date : pl.String;
}

/** Every field as text, as it stands. */
function readText(path: string): pl.DataFrame {
  return pl.readCSV(path, { inferSchemaLength: 0 });
}

/** Whether the frame is what a tidy frame has to be. */
function isSound(frame: pl.DataFrame, keys: readonly string[], periods: readonly string[]) {
  const hasTypes = frame.columns.every((name, index) =>
    String(frame.dtypes[index]!.variant) === String(typeOf(name).variant)
  );
  if (!hasTypes || frame.height === 0) return false;
  const nulls = frame.nullCount().toRecords()[0]!;
  if (frame.columns.some((name) => name !== "value" && Number(nulls[name]) > 0)) return false;
  const isSuppressed = pl.col("status").eq(pl.lit("suppressed"));
  const isPublished = pl.col("status").eq(pl.lit("published"));
  const [mismatches, least] = frame.select(
    pl.when(pl.col("value").isNull()).then(isSuppressed).otherwise(isPublished).not().sum()
      .alias("mismatches"),
    pl.col("value").min().alias("least"),
  ).row(0);
  if (Number(mismatches) > 0 || Number(least ?? 0) < 0) return false;
  if (periods.length > 0 && !periods.some((name) => arePeriodsSound(frame, name))) return false;
  return areKeysUnique(frame, keys);
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
