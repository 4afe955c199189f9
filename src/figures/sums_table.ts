/** Sums of published counts, which are lower limits wherever a cell is suppressed. */
import type { Cell } from "../release/model.ts";
import { ShownTable, type TableCell } from "./table.ts";
import { findDimension, localText, type View } from "./view.ts";

/**
 * The sum of each table's published counts, by the categories of a dimension and over all of them. A sum beside a
 * suppressed cell reads "at least N (k cells suppressed)". Categories that are totals are left out.
 * @throws {RangeError} when the release has no such dimension; says which it has
 */
export function sumsTable(view: View, dimensionName: string): ShownTable {
  const { text, release } = view;
  const dimension = findDimension(view, dimensionName);
  const categories = dimension.categories.filter(({ isTotal }) => !isTotal);
  return new ShownTable({
    id: `sums-${dimension.name}`,
    caption: text.table.sums,
    headColumns: 1,
    columns: [
      { name: "table", heading: text.table.table, type: "string" },
      ...categories.map((category) => ({
        name: category.name,
        heading: localText(view, category.label),
        type: "integer" as const,
      })),
      { name: "all", heading: text.table.all, type: "integer" },
    ],
    rows: release.tables.map((table) => {
      const parts = table.cells.filter((cell) => !isTotal(view, cell));
      return [
        { text: localText(view, table.shortTitle), kind: "text" as const },
        ...categories.map(({ name }) =>
          sumCell(view, parts.filter((cell) => cell.keys[dimension.name] === name))
        ),
        sumCell(view, parts),
      ];
    }),
  });
}

/** True where any of a cell's categories sums up others. */
function isTotal(view: View, cell: Cell): boolean {
  return view.release.dimensions.some(({ name, categories }) =>
    categories.some((category) => category.isTotal && category.name === cell.keys[name])
  );
}

function sumCell(view: View, cells: readonly Cell[]): TableCell {
  const sum = cells.reduce((sum, cell) => sum + (cell.value ?? 0), 0);
  const suppressed = cells.filter(({ status }) => status === "suppressed").length;
  const { number, table } = view.text;
  return {
    text: suppressed === 0 ? number(sum) : table.atLeast(sum, suppressed),
    kind: "number",
    value: suppressed === 0 ? sum : null,
  };
}
