/** What an audit counts in a table, whatever form it is printed in. */
import type { Cell, Release, Table } from "../release/model.ts";

/** Counts of one table. */
export interface TableCounts {
  readonly cells: number;
  readonly suppressed: number;
  /** The sum of the published counts, each counted once: totals are left out. */
  readonly visibleSum: bigint;
  /** Suppressed cells that the sum leaves out; with any, the sum is only a lower limit, and none where counts are rounded. */
  readonly suppressedInSum: number;
}

/** Counts the cells of a table and sums up its published counts. */
export function countTable(table: Table, release: Release): TableCounts {
  const totals = new Map(
    release.dimensions.map(({ name, categories }) => [
      name,
      new Set(categories.filter(({ isTotal }) => isTotal).map(({ name }) => name)),
    ]),
  );
  const isTotal = ({ keys }: Cell) =>
    Object.entries(keys).some(([dimension, category]) => totals.get(dimension)?.has(category));
  const inner = table.cells.filter((cell) => !isTotal(cell));
  return {
    cells: table.cells.length,
    suppressed: suppressedCells(table).length,
    // Each count is a safe integer; their sum need not be.
    visibleSum: inner.reduce((sum, { value }) => sum + BigInt(value ?? 0), 0n),
    suppressedInSum: inner.filter(({ value }) => value === null).length,
  };
}

/** The suppressed cells of a table, in its order. */
export function suppressedCells(table: Table): Cell[] {
  return table.cells.filter(({ status }) => status === "suppressed");
}
