/** Sums over cells some of which are suppressed. */
import type { Cell, CellKeys, Table } from "../release/model.ts";
import type { TableCell } from "./table.ts";
import type { View } from "./view.ts";

/** The sum of what is published, and how many suppressed cells it leaves out. */
export interface PartialSum {
  readonly sum: number;
  readonly suppressed: number;
}

/** Sums of a table's cells that have the given keys, one for each. Cells that are totals of others are left out. */
export function sumsBy(view: View, table: Table, selections: readonly CellKeys[]): PartialSum[] {
  const parts = table.cells.filter((cell) => !isTotal(view, cell));
  return selections.map((keys) => {
    const cells = parts.filter((cell) =>
      Object.entries(keys).every(([dimension, name]) => cell.keys[dimension] === name)
    );
    return {
      sum: cells.reduce((sum, { value }) => sum + (value ?? 0), 0),
      suppressed: cells.filter(({ status }) => status === "suppressed").length,
    };
  });
}

/** True where any of a cell's categories sums up others. */
function isTotal(view: View, cell: Cell): boolean {
  return view.release.dimensions.some(({ name, categories }) =>
    categories.some((category) => category.isTotal && category.name === cell.keys[name])
  );
}

/** A sum in words: "at least N" and how many cells are suppressed, unless it is whole. Its datum is null unless it is whole. */
export function sumCell(view: View, { sum, suppressed }: PartialSum): TableCell {
  const { number, table } = view.text;
  return suppressed === 0 ? { text: number(sum), kind: "number", value: sum } : {
    text: table.atLeast(sum),
    kind: "number",
    note: table.cellsSuppressed(suppressed),
    value: null,
  };
}
