/** Where a cell stands, in words and as columns: its dimensions, its period, whether it sums up others. */
import pl from "nodejs-polars";
import type { Language } from "@crosses/text";
import type { Category, Cell, CellKeys, Dimension, Release } from "../release/model.ts";
import type { Column } from "./frame.ts";

type Keyed = { readonly keys: Partial<CellKeys> };
type Dated = Category & Required<Pick<Category, "start" | "end">>;

/** The short label of a category, as the frames hold it and axes print it; the name where there is no such category. */
export function categoryLabel(dimension: Dimension, name: string, locale: Language): string {
  return dimension.categories.find((category) => category.name === name)?.shortLabel[locale] ??
    name;
}

/** One column a dimension, named after it: the category's short label, null where an item has none. */
export function dimensionColumns(release: Release, locale: Language): Column<Keyed>[] {
  return release.dimensions.map((dimension) => {
    const labels = new Map(
      dimension.categories.map(({ name, shortLabel }) => [name, shortLabel[locale]]),
    );
    return {
      name: dimension.name,
      type: pl.String,
      of: ({ keys }) => labels.get(keys[dimension.name] ?? "") ?? null,
    };
  });
}

/** `AI · Francophone`: the short labels of the given dimensions, or of all. */
export function placeLabel(
  release: Release,
  keys: Partial<CellKeys>,
  locale: Language,
  names: readonly string[] = release.dimensions.map(({ name }) => name),
): string {
  return release.dimensions.filter(({ name }) => names.includes(name) && keys[name] !== undefined)
    .map((dimension) => categoryLabel(dimension, keys[dimension.name]!, locale)).join(" · ");
}

/** `Received AI · Francophone · 2023`: the table's short title and the cell's place. */
export function cellLabel(release: Release, { table, keys }: Cell, locale: Language): string {
  const { shortTitle } = release.tables.find(({ name }) => name === table)!;
  return `${shortTitle[locale]} ${placeLabel(release, keys, locale)}`;
}

/** First day, last day (inclusive) and whether the period is partial; no column where no dimension has days. */
export function periodColumns(release: Release): Column<Keyed>[] {
  const periods = release.dimensions.find(({ categories }) =>
    categories.some(({ start }) => start !== undefined)
  );
  if (!periods) return [];
  const spans = spansOf(periods);
  const spanOf = ({ keys }: Keyed) => spans.get(keys[periods.name] ?? "");
  return [
    { name: "periodStart", type: pl.Date, of: (item) => spanOf(item)?.start ?? null },
    { name: "periodEnd", type: pl.Date, of: (item) => spanOf(item)?.end ?? null },
    { name: "isPartial", type: pl.Bool, of: (item) => spanOf(item)?.isPartial ?? null },
  ];
}

/** By category; a total spans all the others, and is partial where one of them is. */
function spansOf(
  { categories }: Dimension,
): Map<string, Pick<Dated, "start" | "end" | "isPartial">> {
  const isDated = (category: Category): category is Dated =>
    category.start !== undefined && category.end !== undefined;
  const dated = categories.filter(isDated);
  const whole = {
    start: dated.map(({ start }) => start).sort().at(0)!,
    end: dated.map(({ end }) => end).sort().at(-1)!,
    isPartial: dated.some(({ isPartial }) => isPartial),
  };
  return new Map(
    categories.map((category) => [category.name, isDated(category) ? category : whole]),
  );
}
