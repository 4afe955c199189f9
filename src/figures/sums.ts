/** Sums over cells some of which are suppressed. */
import { isTotal } from "../bounds/declared.ts";
import { type PublishableCount, publishVisibleSum } from "../guard/publish.ts";
import type { CellKeys, Table } from "../release/model.ts";
import type { TableCell } from "./table.ts";
import type { View } from "./view.ts";

/** Sums of a table's cells that have the given keys, one for each. Cells that are totals of others are left out. */
export function sumsBy(
  view: View,
  table: Table,
  selections: readonly CellKeys[],
): PublishableCount[] {
  const parts = table.cells.filter((cell) => !isTotal(view.release, cell));
  return selections.map((keys) =>
    publishVisibleSum(
      parts.filter((cell) =>
        Object.entries(keys).every(([dimension, name]) => cell.keys[dimension] === name)
      ),
    )
  );
}

/** A sum in words: "at least N" and how many cells are suppressed, unless it is whole. Its datum is null unless it is whole. */
export function sumCell(view: View, sum: PublishableCount): TableCell {
  const { number, table } = view.text;
  if (sum.kind === "published") {
    return { text: number(sum.value), kind: "number", value: sum.value };
  }
  if (sum.kind !== "atLeast") throw new TypeError(`Cannot show a sum of the kind "${sum.kind}"`);
  return {
    text: table.atLeast(sum.value),
    kind: "number",
    note: table.cellsSuppressed(sum.suppressedCells),
    value: null,
  };
}
