/** What published counts say of the relations that a release declares, and of which of two blocks of rows is which. */
import pl from "nodejs-polars";
import { type Frame, frameOf, type FrameOptions, readOptions, requireName } from "./frame.ts";
import { checkRelations } from "../relations/kinds.ts";
import type { Cell, Release, Table } from "../release/model.ts";

/** A row of {@linkcode relationChecks}: at how many places the relation comes out how. */
export interface RelationRow {
  /** The relation in words of the locale. */
  readonly relation: string;
  /** The names of the assumptions that suppose it, joined. */
  readonly assumptions: string;
  /** At how many places it holds. */
  readonly holds: number;
  /** An "at most" that is met exactly; not counted under `holds`. */
  readonly equal: number;
  /** At how many places published counts contradict it. */
  readonly breaks: number;
  /** It depends on a suppressed count. */
  readonly open: number;
}

/** One row a relation of the release. Rests on published counts alone, whatever is assumed. */
export function relationChecks(release: Release, options?: FrameOptions): Frame<RelationRow> {
  const { locale } = readOptions("relationChecks(release, …)", release, options);
  const labels = new Map(release.assumptions.map(({ name, label }) => [name, label[locale]]));
  return frameOf(checkRelations(release), [
    { name: "relation", type: pl.String, of: ({ relation }) => relation.label[locale] },
    {
      name: "assumptions",
      type: pl.String,
      of: ({ relation }) => relation.assumptions.map((name) => labels.get(name) ?? name).join(", "),
    },
    { name: "holds", type: pl.Int64, of: ({ counts }) => counts.holds },
    { name: "equal", type: pl.Int64, of: ({ counts }) => counts.equality },
    { name: "breaks", type: pl.Int64, of: ({ counts }) => counts.breaks },
    { name: "open", type: pl.Int64, of: ({ counts }) => counts.unchecked },
  ]);
}

/** A row of {@linkcode blockOrders}, without its columns for the assumptions. */
export interface BlockOrderRow {
  /** The labels of the tables whose blocks are exchanged, joined; null for the order as the release reads it. */
  readonly exchanged: string | null;
}

/**
 * One row an order of a dimension's two blocks, relative to the first table. One Int64 column an assumption that has relations,
 * named after it: at how many places published counts contradict it in that order. Under an assumption without relations
 * nothing follows about the order.
 * @throws {RangeError} when the dimension does not have two categories
 */
export function blockOrders(
  release: Release,
  dimension: string,
  options?: FrameOptions,
): Frame<BlockOrderRow> {
  const { locale } = readOptions("blockOrders(release, dimension, …)", release, options);
  const { name } = requireName(release.dimensions, dimension, "dimension");
  const orders = tryBlockOrders(release, name);
  return frameOf(orders, [
    {
      name: "exchanged",
      type: pl.String,
      of: ({ exchanged }) =>
        exchanged.map(({ shortTitle }) => shortTitle[locale]).join(" + ") || null,
    },
    ...[...orders[0]!.breaks.keys()].map((assumption) => ({
      name: assumption,
      type: pl.Int64,
      of: ({ breaks }: (typeof orders)[number]) => breaks.get(assumption),
    })),
  ]);
}

/** One order of the blocks, and where the published counts then contradict an assumption's relations. */
interface BlockOrder {
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
function tryBlockOrders(release: Release, dimension: string): BlockOrder[] {
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
