/** What is wrong in a tidy file, row by row: read only where something is. */
import pl from "nodejs-polars";
import type { Problem } from "../errors.ts";
import { quote } from "../errors.ts";
import { PERIOD_DATES } from "./tidy.ts";

export interface TidyFile {
  /** What messages call it. */
  readonly file: string;
  /** A CSV's rows are named by their line. */
  readonly isCsv: boolean;
  /** The columns that name a cell. */
  readonly keys: readonly string[];
  /** The column of the periods, where there are dates. */
  readonly period: string | undefined;
}

/** Problems of one kind that are told one by one. */
const MOST_OF_A_KIND = 20;
const ROW = "row of the file";

/** What may be wrong in a column, and how to see it. */
interface Kind {
  readonly column: string;
  /** True in the rows where it is wrong; never null. */
  readonly isWrong: pl.Expr;
  readonly wanted: string;
}

/** The problems of a tidy frame, in the order of its rows; a CSV's columns are all text. */
export function findTidyProblems(frame: pl.DataFrame, file: TidyFile): Problem[] {
  if (frame.height === 0) {
    return [{
      file: file.file,
      found: "has no rows",
      wanted: "a tidy file has a row for each cell",
    }];
  }
  const text = frame.withColumns(...frame.columns.map((name) => pl.col(name).cast(pl.String)))
    .withColumn(pl.Series(ROW, Int32Array.from({ length: frame.height }, (_, row) => row)));
  const problems = kindsOf(file).flatMap((kind) => findOfKind(text, frame.columns, kind, file));
  return problems.toSorted((left, right) => left.row - right.row).map(({ problem }) => problem);
}

function kindsOf({ keys, period }: TidyFile): Kind[] {
  const [status, value] = [filled("status"), filled("value")];
  const isStatus = status.eq(pl.lit("published")).or(status.eq(pl.lit("suppressed")));
  const kinds: Kind[] = keys.map((column) => ({
    column,
    isWrong: filled(column).eq(pl.lit("")),
    wanted: "every cell is named in full",
  }));
  kinds.push(
    { column: "status", isWrong: isStatus.not(), wanted: 'it is "published" or "suppressed"' },
    {
      column: "value",
      isWrong: value.eq(pl.lit("")).or(isMatch(value, "^[0-9]{1,15}$")).not(),
      wanted: "it is a whole number from 0, or empty where the cell is suppressed",
    },
    {
      column: "value",
      isWrong: value.eq(pl.lit("")).and(status.eq(pl.lit("published"))),
      wanted: 'a cell whose status is "published" has a count',
    },
    {
      column: "value",
      isWrong: value.neq(pl.lit("")).and(status.eq(pl.lit("suppressed"))),
      wanted: 'a cell whose status is "suppressed" has none',
    },
    {
      column: keys.at(-1)!,
      isWrong: structOf(keys).isUnique().not(),
      wanted: "a cell stands once, and this one's whole name stands more than once",
    },
  );
  return period === undefined ? kinds : [...kinds, ...kindsOfPeriods(period)];
}

function kindsOfPeriods(period: string): Kind[] {
  const [start, end] = PERIOD_DATES.map((column) => {
    const text = filled(column);
    const isDay = isMatch(text, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
      .and(text.cast(pl.Date, false).isNotNull());
    return { column, text, isDay };
  });
  const isFlag = filled("isPartial").eq(pl.lit("true")).or(filled("isPartial").eq(pl.lit("false")));
  const differs = ["periodStart", "periodEnd", "isPartial"].map((column): Kind => ({
    column,
    isWrong: filled(column).neq(filled(column).first().over(period)),
    wanted: "it is the same in all rows of a period",
  }));
  return [
    ...[start!, end!].map(({ column, isDay }): Kind => ({
      column,
      isWrong: isDay.not(),
      wanted: "it is a day, written 2024-12-31",
    })),
    { column: "isPartial", isWrong: isFlag.not(), wanted: "it is true or false" },
    {
      column: "periodEnd",
      isWrong: start!.isDay.and(end!.isDay).and(end!.text.lt(start!.text)),
      wanted: "no period ends before it starts",
    },
    ...differs,
  ];
}

/** Several columns as one, to be compared as a whole. */
function structOf(columns: readonly string[]): pl.Expr {
  // The package's types know it over series only.
  return pl.struct(
    columns.map((name) => pl.col(name)) as unknown as pl.Series[],
  ) as unknown as pl.Expr;
}

/** A column's text, empty where there is none. */
function filled(name: string): pl.Expr {
  return pl.col(name).fillNull(pl.lit(""));
}

function isMatch(text: pl.Expr, pattern: string): pl.Expr {
  return text.str.contains(pattern);
}

function findOfKind(
  text: pl.DataFrame,
  columns: readonly string[],
  { column, isWrong, wanted }: Kind,
  { file, isCsv }: TidyFile,
): { readonly row: number; readonly problem: Problem }[] {
  const wrong = text.withColumn(isWrong.alias("is wrong")).filter(pl.col("is wrong"))
    .select(pl.col(ROW), pl.col(column).alias("held"), pl.col("status").alias("status held"));
  const place = (row: number) => {
    const position = columns.indexOf(column) + 1;
    return isCsv ? { line: row + 2, column: position, columnName: column } : {};
  };
  const suffix = (row: number) => isCsv ? "" : ` in row ${row + 1}, column "${column}"`;
  const told = wrong.head(MOST_OF_A_KIND).rows().map(([zeroBasedRow, held, status]) => {
    const row = Number(zeroBasedRow);
    const isSecret = column === "value" && status !== "published";
    const holds = held === null || held === ""
      ? "is empty"
      // A count that should not be there is not for a message to repeat.
      : isSecret
      ? "is filled"
      : `holds ${quote(String(held))}`;
    return { row, problem: { file, ...place(row), found: holds + suffix(row), wanted } };
  });
  const more = wrong.height - told.length;
  if (more === 0) return told;
  const found = `has ${more} more rows with such a "${column}"`;
  return [...told, { row: Infinity, problem: { file, found, wanted } }];
}
