/** Sums of published counts, which are lower limits wherever a cell is suppressed. */
import { sumCell, sumsBy } from "./sums.ts";
import { ShownTable } from "./table.ts";
import { findDimension, localText, requireView, type View } from "./view.ts";

/**
 * The sum of each table's published counts, by the categories of a dimension and over all of them. A sum beside a
 * suppressed cell reads "at least N (k cells suppressed)". Categories that are totals are left out.
 * @throws {RangeError} when the release has no such dimension; says which it has
 */
export function sumsTable(view: View, dimensionName: string): ShownTable {
  const { text, release } = requireView(view);
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
    rows: release.tables.map((table) => [
      { text: localText(view, table.shortTitle), kind: "text" },
      ...sumsBy(view, table, [
        ...categories.map(({ name }) => ({ [dimension.name]: name })),
        {},
      ]).map((partial) => sumCell(view, partial)),
    ]),
  });
}
