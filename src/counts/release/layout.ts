/** What the descriptor says of each CSV: its columns, its rows and its marks. */
import type { Layout } from "./descriptor_schema.ts";
import type { MarkKind, Rounding } from "./model.ts";

/** How one table is laid out. Every table is broken down by every dimension of its release. */
export interface TableLayout {
  readonly name: string;
  readonly path: string;
  /** Dimensions that have a column of their own, in the order of those columns. */
  readonly rowDimensions: readonly NamedCategories[];
  /** The dimension whose categories are columns. */
  readonly columnDimension: NamedCategories;
  /** The marks that stand for a missing count, as the file writes them. */
  readonly marks: readonly string[];
  readonly kindOf: ReadonlyMap<string, MarkKind>;
  readonly roundedTo?: Rounding;
}

/** A dimension as the files know it. */
export interface NamedCategories {
  readonly name: string;
  readonly categories: readonly string[];
}

/** The header of a table's CSV in its usual order. */
export function headerOf(layout: Pick<TableLayout, "rowDimensions" | "columnDimension">): string[] {
  return [...layout.rowDimensions.map(({ name }) => name), ...layout.columnDimension.categories];
}

/** The name of a table's column dimension: by default, the last dimension of the release. */
export function columnDimensionOf(resource: Layout["resources"][number], layout: Layout): string {
  return resource.columnDimension ?? layout.dimensions.at(-1)!.name;
}

/** The layout of a resource that `checkLayout` found nothing wrong with. */
export function tableLayout(resource: Layout["resources"][number], layout: Layout): TableLayout {
  const columnName = columnDimensionOf(resource, layout);
  const dimensions = layout.dimensions.map(({ name, categories }) => ({
    name,
    categories: categories.map((category) => category.name),
  }));
  const order = resource.schema.fields?.map(({ name }) => name) ?? [];
  return {
    name: resource.name,
    path: resource.path,
    rowDimensions: dimensions.filter(({ name }) => name !== columnName)
      .sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name)),
    columnDimension: dimensions.find(({ name }) => name === columnName)!,
    marks: resource.schema.missingValues.map(({ value }) => value),
    kindOf: new Map(resource.schema.missingValues.map(({ value, kind }) => [value, kind])),
    roundedTo: resource.roundedTo,
  };
}
