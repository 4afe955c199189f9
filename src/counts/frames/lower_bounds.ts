/** Sums over cells of which some are suppressed. */
import pl from "nodejs-polars";
import { requireCells } from "./frame.ts";

/** A column that is there only while sums are made; no dimension's name begins with a space. */
const PLACE = " place";

/**
 * What the published cells add up to, by one or more columns: exact where nothing is suppressed, else "at least". Rests on
 * published counts alone, and holds under every assumption. Cells that sum up others are left out.
 *
 * One row a combination, in the order of the cells. Columns: those of `by`; `cells` and `suppressed` (how many);
 * `lower` (Int64: the sum of the published counts); `value` (Int64: the same, null where a cell is suppressed); `status`.
 * @throws {RangeError} when there is no such column; says which there are
 */
export function lowerBounds(cells: pl.DataFrame, by: string | readonly string[]): pl.DataFrame {
  const names = typeof by === "string" ? [by] : [...by];
  const missing = names.find((name) => !requireCells(cells).columns.includes(name));
  if (missing !== undefined) {
    throw new RangeError(
      `Cannot find the column "${missing}": this frame has ${cells.columns.join(", ")}`,
    );
  }
  const isSuppressed = pl.col("status").eq(pl.lit("suppressed"));
  const sums = cells.filter(pl.col("isTotal").not()).withColumns(
    isSuppressed.cast(pl.Int64).alias("suppressed"),
  )
    .withRowIndex(PLACE)
    .groupBy(names)
    .agg(
      pl.col(PLACE).min(),
      pl.col("status").count().cast(pl.Int64).alias("cells"),
      pl.col("suppressed").sum(),
      pl.col("value").sum().alias("lower"),
    );
  const isWhole = pl.col("suppressed").eq(pl.lit(0));
  return sums.sort(PLACE).drop(PLACE).withColumns(
    pl.when(isWhole).then(pl.col("lower")).otherwise(pl.lit(null)).alias("value"),
    pl.when(isWhole).then(pl.lit("published")).otherwise(pl.lit("suppressed")).alias("status"),
  );
}
