/** A release seen in one language and under one assumption: what every figure and table is made from. */
import { declaredQuantities, type DeclaredQuantity } from "../bounds/declared.ts";
import { type Publication, publish } from "../guard/publish.ts";
import { type Catalogue, catalogueOf } from "../locale/catalogue.ts";
import type { Language } from "../locale/language.ts";
import type {
  Assumption,
  Category,
  Cell,
  Dimension,
  LocalText,
  Release,
  Table,
} from "../release/model.ts";
import { requireRelease } from "../release/require_release.ts";

/** A release, the words to show it in, and what may be shown of it under one assumption. */
export interface View {
  readonly release: Release;
  readonly text: Catalogue;
  readonly assumption: Assumption;
  /** What the guard lets through: of cells, and of the quantities that the release declares. */
  readonly publication: Publication;
  /** The declared quantities that mean something under the assumption. */
  readonly quantities: readonly DeclaredQuantity[];
}

export interface ViewOptions {
  readonly locale: Language;
  /** The name of one of the release's assumptions; its default assumption if left out. */
  readonly assumption?: string;
}

/**
 * The view itself.
 * @throws {TypeError} when a cell passed something else; says what to write
 */
export function requireView(view: View): View {
  if ((view as Partial<View> | undefined)?.publication) return view;
  const hint = view as unknown instanceof Promise
    ? "it is not there yet: write `await openView(…)`"
    : "give what `await openView(release, { locale })` gives";
  throw new TypeError(`Cannot read this as a view: ${hint}`);
}

/**
 * Opens a release for figures and tables: bounds every suppressed cell and declared quantity under the assumption, and
 * asks the guard for what may be shown of them together.
 * @throws {RangeError} when there is no such locale or assumption; says which there are
 */
export async function openView(
  release: Release,
  { locale, assumption }: ViewOptions = {} as ViewOptions,
): Promise<View> {
  requireRelease(release);
  const text = catalogueOf(locale);
  const name = assumption ?? release.defaultAssumption;
  const found = release.assumptions.find((assumption) => assumption.name === name);
  if (!found) {
    const known = release.assumptions.map(({ name }) => `"${name}"`).join(", ");
    throw new RangeError(`Cannot find the assumption "${name}": this release has ${known}`);
  }
  const quantities = declaredQuantities(release, name);
  const publication = await publish(release, {
    assumption: name,
    quantities: Object.fromEntries(quantities.map(({ name, quantity }) => [name, quantity])),
  });
  return { release, text, assumption: found, publication, quantities };
}

/** A text of the release in the language of the view. */
export function localText(view: View, text: LocalText): string {
  return text[view.text.language];
}

/**
 * The dimension of that name.
 * @throws {RangeError} when there is none; says which there are
 */
export function findDimension(view: View, name: string): Dimension {
  const dimension = view.release.dimensions.find((dimension) => dimension.name === name);
  if (dimension) return dimension;
  const known = view.release.dimensions.map(({ name }) => `"${name}"`).join(", ");
  throw new RangeError(`Cannot find the dimension "${name}": this release has ${known}`);
}

export function findCategory(view: View, dimension: string, name: string): Category {
  return findDimension(view, dimension).categories.find((category) => category.name === name)!;
}

/** A cell's row in short words, e.g. "AI · Francophone". */
export function rowLabel(view: View, cell: Cell, dimensions: readonly string[]): string {
  return dimensions.map((name) =>
    localText(view, findCategory(view, name, cell.keys[name]!).shortLabel)
  ).join(" · ");
}

/** A cell's column in short words, e.g. "2022*". */
export function columnLabel(view: View, cell: Cell, table: Table): string {
  const { columnDimension } = table;
  return localText(
    view,
    findCategory(view, columnDimension, cell.keys[columnDimension]!).shortLabel,
  );
}
