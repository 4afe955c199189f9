/** One table of the release, as the source lays it out. */
import { findTable, groupRows } from "../frames/wide.ts";
import { tableCell } from "./cells.ts";
import type { Cell, Table } from "../release/model.ts";
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
  return new ShownTable({
    id: `table-${table.name}`,
    caption: localText(view, table.title),
    notes: markNotes(view, table, suppressed),
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

/** What the marks stand for: missing, and nothing else unless a mark says itself how great the count can be. */
function markNotes({ text }: View, table: Table, suppressed: readonly Cell[]): string[] {
  const byMark = Map.groupBy(suppressed, ({ mark }) => mark!);
  const limits = new Map(table.marks.map(({ value, atMost }) => [value, atMost]));
  const limited = [...byMark.keys()].filter((mark) => limits.get(mark) !== undefined);
  const others = [...byMark.keys()].filter((mark) => !limited.includes(mark));
  const cells = others.reduce((sum, mark) => sum + byMark.get(mark)!.length, 0);
  return [
    ...(others.length > 0 || limited.length === 0
      ? [text.table.marks(others.map(text.quoted), cells)]
      : []),
    ...limited.map((mark) =>
      text.table.marksAtMost(text.quoted(mark), byMark.get(mark)!.length, limits.get(mark)!)
    ),
  ];
}
