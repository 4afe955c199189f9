/** One table of the release, as the source lays it out. */
import { findTable, groupRows } from "../frames/wide.ts";
import { tableCell } from "./cells.ts";
import { ShownTable, type TableColumn } from "./table.ts";
import { findCategory, findDimension, localText, requireView, type View } from "./view.ts";

/**
 * A table of the release with its own marks: one row per combination of its row dimensions, one column per category
 * of its column dimension.
 * @throws {RangeError} when the release has no such table; says which it has
 */
export function countsTable(view: View, tableName: string): ShownTable {
  const table = findTable(requireView(view).release, tableName);
  const rows = groupRows(table);
  const names = rows[0]!.map((cell) => cell.keys[table.columnDimension]!);
  const suppressed = table.cells.filter((cell) => cell.status === "suppressed");
  const marks = [...new Set(suppressed.map((cell) => cell.mark!))].map(view.text.quoted);
  return new ShownTable({
    id: `table-${table.name}`,
    caption: localText(view, table.title),
    notes: [view.text.table.marks(marks, suppressed.length)],
    headColumns: table.rowDimensions.length,
    columns: [
      ...table.rowDimensions.map((name): TableColumn => ({
        name,
        heading: localText(view, findDimension(view, name).label),
        type: "string",
      })),
      ...names.map((name): TableColumn => ({
        name,
        heading: localText(view, findCategory(view, table.columnDimension, name).label),
        type: "integer",
      })),
    ],
    rows: rows.map((cells) => [
      ...table.rowDimensions.map((dimension) => {
        const name = cells[0]!.keys[dimension]!;
        const label = localText(view, findCategory(view, dimension, name).label);
        return { text: label, kind: "text" as const, value: name };
      }),
      ...cells.map((cell) => tableCell(view, cell)),
    ]),
  });
}
