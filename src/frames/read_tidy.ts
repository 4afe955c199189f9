/** Tidy files read back and checked: what a release of millions of cells is loaded with. */
import { basename } from "node:path";
import { parse } from "csv-parse/sync";
import pl from "nodejs-polars";
import { type Problem, ReleaseError, UsageError } from "../errors.ts";
import { PERIOD_DATES } from "./tidy.ts";
import { findTidyProblems } from "./tidy_problems.ts";

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
  const parquet = isCsv ? undefined : readParquet(path);
  const header = parquet?.columns ?? readHeader(path);
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
  const frame = parquet ?? readCsv(path, header);
  if (frame !== undefined && isSound(frame, keys, periods)) return frame;
  const found = findTidyProblems(parquet ?? readText(path), {
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

/** More than any header takes. */
const GREATEST_HEADER = 2 ** 20;

/** The names in the first line of a CSV. Polars would read the whole file for them. */
function readHeader(path: string): string[] {
  const bytes = new Uint8Array(GREATEST_HEADER);
  using file = open(path);
  const length = file.readSync(bytes) ?? 0;
  const refuse = (found: string) =>
    new ReleaseError([{ file: basename(path), line: 1, found, wanted: WANTED }]);
  try {
    const options = { bom: true, to: 1 };
    const [names] = parse(new TextDecoder().decode(bytes.subarray(0, length)), options);
    if (names !== undefined) return names as string[];
  } catch (error) {
    throw refuse(`is no CSV: ${(error as Error).message}`);
  }
  throw refuse("is empty");
}

function readParquet(path: string): pl.DataFrame {
  // Polars opens files by native code, of which Deno takes no note: a report that depends on one would not know.
  using _noted = open(path);
  try {
    return withWideValues(pl.readParquet(path));
  } catch (error) {
    const found = `is no Parquet file: ${(error as Error).message.split("\n")[0]}`;
    throw new ReleaseError([{ file: basename(path), found, wanted: WANTED }]);
  }
}

/** Counts as Int64, whatever whole numbers another tool wrote them as. */
function withWideValues(frame: pl.DataFrame): pl.DataFrame {
  const type = frame.dtypes[frame.columns.indexOf("value")];
  return type !== undefined && /^U?Int(8|16|32)$/.test(String(type.variant))
    ? frame.withColumns(pl.col("value").cast(pl.Int64))
    : frame;
}

/** @throws {UsageError} when there is no such file */
function open(path: string): Deno.FsFile {
  try {
    if (Deno.statSync(path).isFile) return Deno.openSync(path);
  } catch (error) {
    const isMissing = error instanceof Deno.errors.NotFound;
    const why = isMissing ? "there is no such file" : (error as Error).message;
    throw new UsageError(`Cannot read "${path}": ${why}`);
  }
  throw new UsageError(`Cannot read "${path}": it is no file`);
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
  for (const [index, name] of header.entries()) {
    if (header.indexOf(name) === index) continue;
    problems.push({ file, ...place, found: `has a second column "${name}"`, wanted: WANTED });
  }
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

/** Whether each category has one first day, one last day not before it, and one flag. */
function arePeriodsSound(frame: pl.DataFrame, period: string): boolean {
  const day = (name: string) => pl.col(name).cast(pl.Int32).cast(pl.Int64);
  // As one number: a day is well below 2^24 in size, and two of them and a flag below 2^53.
  const [start, end] = [day("periodStart"), day("periodEnd")];
  const span = start.mul(pl.lit(2 ** 26)).add(end.mul(pl.lit(2))).add(
    pl.col("isPartial").cast(pl.Int64),
  );
  const [backwards] = frame.select(pl.col("periodStart").gt(pl.col("periodEnd")).sum().alias("n"))
    .row(0);
  if (Number(backwards) > 0) return false;
  const [different] = frame.select(pl.col(period), span.alias("span")).groupBy(period)
    .agg(pl.col("span").min().neq(pl.col("span").max()).alias("differs"))
    .select(pl.col("differs").sum().alias("n")).row(0);
  return Number(different) === 0;
}

/** Different hashes are different names. Where two are the same, the names themselves are compared. */
function areKeysUnique(frame: pl.DataFrame, keys: readonly string[]): boolean {
  const names = frame.select(...keys);
  return names.hashRows().nUnique() === frame.height || names.unique().height === frame.height;
}
