/** Which categories a table has, which of them sum up others, and their combinations. */
import { inEachLanguage } from "@crosses/text";
import type { Cell, Dimension, Release, SumRelation, TableKeys } from "./model.ts";

/** A total, and the categories that add up to it. */
export type Sum = Pick<SumRelation, "total" | "parts">;

/** The relations that the sums of one dimension are. */
export function sumRelations(
  base: Omit<SumRelation, keyof Sum>,
  sums: readonly Sum[],
): SumRelation[] {
  return sums.map((sum) => {
    const label = inEachLanguage((language) => `${base.label[language]} · ${sum.total}`);
    return { ...base, ...sum, name: `${base.name}: ${sum.total}`, label };
  });
}

/** The dimension with the total of each sum as a total. */
export function withTotals(dimension: Dimension, sums: readonly Sum[]): Dimension {
  const totals = new Set(sums.map(({ total }) => total));
  return {
    ...dimension,
    categories: dimension.categories.map((category) =>
      totals.has(category.name) ? { ...category, isTotal: true } : category
    ),
  };
}

/** True where any of a cell's categories sums up others; one in which its whole table stands does not, there. */
export function isTotal(
  { dimensions, tables }: Pick<Release, "dimensions" | "tables">,
  cell: Cell,
): boolean {
  const { keys } = tables.find(({ name }) => name === cell.table)!;
  return dimensions.some(({ name, categories }) =>
    typeof keys[name] !== "string" &&
    categories.some((category) => category.isTotal && category.name === cell.keys[name])
  );
}

/** The categories of a dimension that a table with such keys has. */
export function categoriesIn<Named extends { readonly name: string }>(
  keys: TableKeys,
  { name, categories }: { readonly name: string; readonly categories: readonly Named[] },
): Named[] {
  // A dimension may be called like what every object has.
  const some = Object.hasOwn(keys, name) ? keys[name] : undefined;
  return categories.filter((category) =>
    some === undefined || [some].flat().includes(category.name)
  );
}

/** Every combination of an item of each list, the last list running fastest. */
export function combinations<Item>(lists: readonly (readonly Item[])[]): Item[][] {
  return lists.reduce<Item[][]>(
    (known, items) => known.flatMap((combination) => items.map((item) => [...combination, item])),
    [[]],
  );
}
