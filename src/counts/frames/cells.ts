/** The cells of a release as one Polars frame: where each stands, and what is said of its count; of quantities, too. */
import pl from "nodejs-polars";
import { formatNumber, formatPercent, type Language, shownMark } from "@crosses/text";
import { type Column, type Frame, frameOf, type FrameOptions, readOptions } from "./frame.ts";
import type {
  Category,
  Cell,
  CellKeys,
  Derived,
  Dimension,
  Mark,
  Release,
} from "../release/model.ts";
import { isTotal } from "../release/categories.ts";
import { keysLabel } from "../relations/form.ts";
import { type RangeWord, type ShownStatus, wordsOf } from "../words/figures.ts";
import { rangeWord, type Shown as ShownNumber } from "../guard/shown.ts";
import type { End, Fraction } from "../programs/program.ts";

export type { RangeWord as RangeKind } from "../words/figures.ts";

/** A row of {@linkcode cellFrame}, without its columns for the dimensions. */
export interface CellRow {
  /** The table's name in the release, e.g. "received". */
  readonly table: string;
  /** The table's short title in the locale. */
  readonly tableLabel: string;
  /** The labels of the row's dimensions, joined. */
  readonly group: string;
  /** First and last day, both inclusive; not there where no dimension has days. */
  readonly periodStart: Date;
  /** The last day of the period. */
  readonly periodEnd: Date;
  /** True where the period is shorter than its name says. */
  readonly isPartial: boolean;
  /** True where the cell sums up others. */
  readonly isTotal: boolean;
  /** The count; null when suppressed and only then. */
  readonly value: number | null;
  /** Whether the source prints the count. */
  readonly status: ShownStatus;
  /** What the source prints in place of a count; null where it prints one. */
  readonly mark: string | null;
}

/** A row of {@linkcode Protection.cells}: ends are null where there is none, or where none is given. */
export interface ProtectedCellRow extends CellRow {
  /** The least value, equal to `value` where published; null where there is none, or none is given. */
  readonly lower: number | null;
  /** The greatest value; null as well with `range` "unbounded", where nothing limits it. */
  readonly upper: number | null;
  /** What is said of it. */
  readonly range: RangeWord;
  /** The same in words of the locale: "0 to 7", "17 or more", "not given"; the count where it is published. */
  readonly says: string;
}

/**
 * All cells of a release, tidy: one row a cell, table by table in the order of the source, and nothing about what a
 * suppressed cell may be. Columns: those of {@linkcode CellRow}, and one a dimension (its short labels in the locale).
 */
export function cellFrame(release: Release, options?: FrameOptions): Frame<CellRow> {
  const { locale } = readOptions("cellFrame(release, …)", release, options);
  return frameOf(cellsOf(release), cellColumns(release, locale));
}

export function cellsOf(release: Release): Cell[] {
  return release.tables.flatMap(({ cells }) => cells);
}

/** The columns of {@linkcode CellRow} and of the dimensions. */
export function cellColumns(release: Release, locale: Language): Column<Cell>[] {
  const tables = new Map(release.tables.map((table) => [table.name, table]));
  return [
    ["table", pl.String, ({ table }) => table],
    ["tableLabel", pl.String, ({ table }) => tables.get(table)!.shortTitle[locale]],
    ...dimensionColumns(release, locale),
    [
      "group",
      pl.String,
      ({ table, keys }) => groupLabel(release, keys, locale, tables.get(table)!.rowDimensions),
    ],
    ...periodColumns(release),
    ["isTotal", pl.Bool, (cell) => isTotal(release, cell)],
    ["value", pl.Int64, ({ value }) => value],
    [
      "status",
      pl.String,
      (cell) => markIn(release, cell)?.kind === "notAvailable" ? "notAvailable" : cell.status,
    ],
    ["mark", pl.String, ({ mark }) => mark === undefined ? null : shownMark(mark, locale)],
  ];
}

/** What the table says of the mark in a cell; undefined where it has a count. */
export function markIn({ tables }: Release, { table, mark }: Cell): Mark | undefined {
  return mark === undefined
    ? undefined
    : tables.find(({ name }) => name === table)!.marks.find(({ value }) => value === mark);
}

type Keyed = { readonly keys: Partial<CellKeys> };
type Dated = Category & Required<Pick<Category, "start" | "end">>;

/** One column a dimension, named after it: the category's short label, null where an item has none. */
export function dimensionColumns(release: Release, locale: Language): Column<Keyed>[] {
  return release.dimensions.map((dimension) => {
    const labels = new Map(
      dimension.categories.map(({ name, shortLabel }) => [name, shortLabel[locale]]),
    );
    return [
      dimension.name,
      pl.String,
      ({ keys }) => labels.get(keys[dimension.name] ?? "") ?? null,
    ];
  });
}

/** `AI · Francophone`: the short labels of some dimensions. */
export function groupLabel(
  { dimensions }: Release,
  keys: Partial<CellKeys>,
  locale: Language,
  names: readonly string[],
): string {
  const some = dimensions.filter(({ name }) => names.includes(name));
  return keysLabel({ dimensions: some }, keys, locale);
}

/** `Received AI · Francophone · 2023`: the table's short title and the cell's place. */
export function cellLabel(release: Release, { table, keys }: Cell, locale: Language): string {
  const { shortTitle } = release.tables.find(({ name }) => name === table)!;
  return `${shortTitle[locale]} ${keysLabel(release, keys, locale)}`;
}

/** First day, last day (inclusive) and whether the period is partial; no column where no dimension has days. */
function periodColumns(release: Release): Column<Keyed>[] {
  const periods = release.dimensions.find(({ categories }) =>
    categories.some(({ start }) => start !== undefined)
  );
  if (!periods) return [];
  const spans = spansOf(periods);
  const spanOf = ({ keys }: Keyed) => spans.get(keys[periods.name] ?? "");
  return [
    ["periodStart", pl.Date, (item) => spanOf(item)?.start ?? null],
    ["periodEnd", pl.Date, (item) => spanOf(item)?.end ?? null],
    ["isPartial", pl.Bool, (item) => spanOf(item)?.isPartial ?? null],
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

/** Something that may be shown, and where it stands. */
export interface Shown {
  readonly keys: Partial<CellKeys>;
  readonly shown: ShownNumber;
}

/** The columns of ends and of what is said of them. */
export function endColumns(type: pl.DataType): Column<{ readonly shown: ShownNumber }>[] {
  return [
    ["lower", type, ({ shown }) => endOf(shown, "lower")],
    ["upper", type, ({ shown }) => endOf(shown, "upper")],
    ["range", pl.String, ({ shown }) => rangeWord(shown)],
  ];
}

/** One end of what is shown, as a number; null where there is none, or none is given. */
function endOf(shown: ShownNumber, end: End): number | null {
  if (shown.kind === "published") return number(shown.value);
  const value = shown.kind === "range" ? shown[end] : null;
  return value === null ? null : number(value);
}

/** Whether an end can be taken; null where there is none, or none is given. */
export function isAttained(shown: ShownNumber, end: End): boolean | null {
  if (endOf(shown, end) === null) return null;
  return shown.kind !== "range" || (shown.isAttained?.[end] ?? !shown.isOuter);
}

/** A whole number as it is; a fraction as the nearest double. */
export function number(value: number | Fraction): number {
  return typeof value === "number" ? value : Number(value.numerator) / Number(value.denominator);
}

export function sayCell(release: Release, locale: Language): (cell: Cell & Shown) => string {
  return (cell) => {
    const { shown } = cell;
    const mark = markIn(release, cell);
    if (shown.kind !== "undefined" && mark?.kind !== "notAvailable") {
      return say(shown, locale, (count) => formatNumber(count, locale));
    }
    return mark?.label[locale] ?? "–";
  };
}

/** What is said of a quantity, in words: a share in whole per cent, its ends rounded outwards. */
export function sayQuantity({ type }: Derived, shown: ShownNumber, locale: Language): string {
  if (type === "difference") return say(shown, locale, (count) => formatNumber(count, locale));
  return say(shown, locale, (share, end) => {
    const round = end === "lower" ? Math.floor : end === "upper" ? Math.ceil : Math.round;
    // A hair below a whole per cent is that per cent.
    return formatPercent(round(Number((100 * share).toFixed(9))), locale);
  });
}

function say(
  shown: ShownNumber,
  locale: Language,
  write: (value: number, end?: End) => string,
): string {
  const { says } = wordsOf(locale);
  if (shown.kind === "published") return write(number(shown.value));
  if (shown.kind === "withheld" || shown.kind === "contradictory") return says[shown.kind];
  const [lower, upper] = [endOf(shown, "lower"), endOf(shown, "upper")];
  if (lower === null) return upper === null ? says.anything : says.atMost(write(upper, "upper"));
  if (upper === null) return says.atLeast(write(lower, "lower"));
  return says.between(write(lower, "lower"), write(upper, "upper"));
}
