/** How far the tables themselves tell which of two blocks of rows is which. */
import type { Cell, Release, Table } from "../release/model.ts";
import { checkRelations } from "./evidence.ts";

/** One order of the blocks, and where the published counts then contradict an assumption's relations. */
export interface BlockOrder {
  /** The tables whose two blocks are exchanged; none for the order as it is read. */
  readonly exchanged: readonly Table[];
  /** By assumption, for those that have relations: at how many places a relation breaks. */
  readonly breaks: ReadonlyMap<string, number>;
}

/**
 * Tries every order of a dimension's two blocks relative to the first table: an order and its mirror image cannot be told
 * apart, so the first table stays. Rests on published counts alone.
 * @throws {RangeError} when the dimension does not have two categories, or there is none such
 */
export function tryBlockOrders(release: Release, dimension: string): BlockOrder[] {
  const names =
    release.dimensions.find(({ name }) => name === dimension)?.categories.map(({ name }) => name) ??
      [];
  const [first, second, ...more] = names;
  if (first === undefined || second === undefined || more.length > 0) {
    throw new RangeError(
      `Cannot exchange the blocks of "${dimension}": it has ${names.length} categories, and this takes two`,
    );
  }
  const exchange = (cell: Cell): Cell => ({
    ...cell,
    keys: { ...cell.keys, [dimension]: cell.keys[dimension] === first ? second : first },
  });
  return subsets(release.tables.slice(1)).map((exchanged) => {
    const tables = release.tables.map((table) =>
      exchanged.includes(table) ? { ...table, cells: table.cells.map(exchange) } : table
    );
    return { exchanged, breaks: countBreaks({ ...release, tables }) };
  });
}

function countBreaks(release: Release): Map<string, number> {
  const breaks = new Map<string, number>();
  for (const { relation, counts } of checkRelations(release)) {
    for (const name of relation.assumptions) {
      breaks.set(name, (breaks.get(name) ?? 0) + counts.breaks);
    }
  }
  return breaks;
}

/** The smaller sets first. */
function subsets<Item>(items: readonly Item[]): Item[][] {
  return items.reduce<Item[][]>((sets, item) => [...sets, ...sets.map((set) => [...set, item])], [
    [],
  ])
    .sort((left, right) => left.length - right.length);
}
