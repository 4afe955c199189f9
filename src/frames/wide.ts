/** One table of a release as a Polars frame in the layout of the source. */
import pl from "nodejs-polars";
import type { Release, Table } from "../release/model.ts";
import { requireRelease } from "../release/require_release.ts";

/**
 * One table, wide: one row per combination of its row dimensions, one column per category of its column dimension.
 *
 * Columns: the row dimensions (String), then the categories in the order of the source (Int64, null when suppressed
 * and only then).
 * @throws {RangeError} when the release has no such table; says which it has
 */
export function wideFrame(release: Release, tableName: string): pl.DataFrame {
  const table = findTable(release, tableName);
  const rows = groupRows(table);
  const categories = [...new Set(table.cells.map((cell) => cell.keys[table.columnDimension]!))];
  return pl.DataFrame([
    ...table.rowDimensions.map((name) =>
      pl.Series(name, rows.map((cells) => cells[0]!.keys[name]!), pl.String)
    ),
    ...categories.map((category) =>
      pl.Series(
        category,
        rows.map((cells) =>
          cells.find((cell) => cell.keys[table.columnDimension] === category)!.value
        ),
        pl.Int64,
      )
    ),
  ]);
}

/**
 * The table of that name.
 * @throws {RangeError} when there is none; says which there are
 */
export function findTable(release: Release, name: string): Table {
  const table = requireRelease(release).tables.find((table) => table.name === name);
  if (table) return table;
  const known = release.tables.map((table) => `"${table.name}"`).join(", ");
  throw new RangeError(`Cannot find the table "${name}": this release has ${known}`);
}

/** The table's cells, a list per row of the source. */
export function groupRows(table: Table): Table["cells"][] {
  const rows = Map.groupBy(
    table.cells,
    (cell) => JSON.stringify(table.rowDimensions.map((name) => cell.keys[name])),
  );
  return [...rows.values()];
}
