/** One table of a frame of cells, in the layout of the source. */
import pl from "nodejs-polars";
import { requireCells, requireName } from "./frame.ts";

/**
 * One table as the source prints it: one row a combination of its row dimensions, one column a category of its column
 * dimension, in the order of the cells. The row dimensions are String, the counts Int64: null where suppressed, and only then.
 *
 * @param cells what `cellFrame()` or `protect()` gives, filtered or not
 * @param table the table's name in the release
 * @throws {RangeError} when the cells have no such table; says which they have
 */
export function tableFrame(cells: pl.DataFrame, table: string): pl.DataFrame {
  const known = [...new Set(requireCells(cells).getColumn("table").toArray() as string[])];
  requireName(known.map((name) => ({ name })), table, "table", "this frame");
  const rows = cells.filter(pl.col("table").eq(pl.lit(table)));
  const [head, side] = headAndSide(rows);
  return rows.pivot("value", { index: [...side], on: head, maintainOrder: true });
}

/** The column dimension is the one whose label is no part of `group`. */
function headAndSide(rows: pl.DataFrame): readonly [head: string, side: readonly string[]] {
  const names = rows.columns;
  const dimensions = names.slice(names.indexOf("tableLabel") + 1, names.indexOf("group"));
  const records = rows.toRecords() as Record<string, string>[];
  for (const head of dimensions) {
    const side = dimensions.filter((name) => name !== head);
    if (records.every((row) => side.map((name) => row[name]).join(" · ") === row.group)) {
      return [head, side];
    }
  }
  throw new RangeError(
    `Cannot find the column dimension among ${
      dimensions.join(", ")
    }: give whole rows of cellFrame()`,
  );
}
