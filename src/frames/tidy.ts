/** A release as one Polars frame: one row per cell of every table. */
import pl from "nodejs-polars";
import type { Category, Cell, Dimension, Release } from "../release/model.ts";
import { requireRelease } from "../release/require_release.ts";

/**
 * All cells of a release, tidy.
 *
 * One row per cell, table by table in the order of the source. Columns: `table` (String); one String column per
 * dimension, named after it; where the release has a dimension of periods, `periodStart` and `periodEnd` (Date,
 * both inclusive) and `isPartial` (Boolean); `value` (Int64: a count of the table's units, null when suppressed and
 * only then); `status` (String: "published" or "suppressed").
 */
export function tidyFrame(release: Release): pl.DataFrame {
  const cells = requireRelease(release).tables.flatMap((table) => table.cells);
  const column = (name: string, dtype: pl.DataType, values: unknown[]) =>
    pl.Series(name, values, dtype);
  const columns = [
    column("table", pl.String, cells.map((cell) => cell.table)),
    ...release.dimensions.map(({ name }) =>
      column(name, pl.String, cells.map((cell) => cell.keys[name]))
    ),
  ];
  const periods = periodDimension(release);
  if (periods) {
    const spans = periodSpans(periods);
    const spanOf = (cell: Cell) => spans.get(cell.keys[periods.name]!)!;
    columns.push(
      column("periodStart", pl.String, cells.map((cell) => spanOf(cell).start)),
      column("periodEnd", pl.String, cells.map((cell) => spanOf(cell).end)),
      column("isPartial", pl.Bool, cells.map((cell) => spanOf(cell).isPartial)),
    );
  }
  columns.push(
    column("value", pl.Int64, cells.map((cell) => cell.value)),
    column("status", pl.String, cells.map((cell) => cell.status)),
  );
  const frame = pl.DataFrame(columns);
  return periods ? frame.withColumns(...PERIOD_DATES.map(asDate)) : frame;
}

/** Columns that hold days. Polars reads them from ISO text, which keeps time zones out of it. */
export const PERIOD_DATES = ["periodStart", "periodEnd"] as const;

/** An expression that turns a column of ISO days into dates. */
export function asDate(name: string): pl.Expr {
  return pl.col(name).str.strptime(pl.Date, "%Y-%m-%d");
}

/** The dimension whose categories have a first and a last day; undefined where there is none. */
export function periodDimension(release: Pick<Release, "dimensions">): Dimension | undefined {
  return release.dimensions.find((dimension) =>
    dimension.categories.some((category) => category.start !== undefined)
  );
}

type Span = Required<Pick<Category, "start" | "end">> & { isPartial: boolean };

/** First and last day by category. A total spans all the others, and is partial where one of them is. */
function periodSpans(dimension: Dimension): Map<string, Span> {
  const dated = dimension.categories.filter((category): category is Category & Span =>
    category.start !== undefined && category.end !== undefined
  );
  const whole: Span = {
    start: dated.map(({ start }) => start).sort().at(0)!,
    end: dated.map(({ end }) => end).sort().at(-1)!,
    isPartial: dated.some(({ isPartial }) => isPartial),
  };
  return new Map(
    dimension.categories.map((category) => [
      category.name,
      category.start !== undefined && category.end !== undefined ? category as Span : whole,
    ]),
  );
}
