/** Quantities derived from cells (sums, differences, rates), bounded jointly, and those that a release declares. */
import { type Fraction, type Range, TimeIsUpError } from "../programs/program.ts";
import type { FeasibleSet } from "./feasible_set.ts";
import { CellIndex, differenceOf, keysLabel, type LinearForm, sumOf } from "./form.ts";
import { boundRatio, countRatioValues, type Ratio } from "./ratio.ts";
import {
  byType,
  type Cell,
  type CellKeys,
  type Derived,
  type Release,
  tablesOf,
} from "../release/model.ts";
import { isTotal } from "../release/categories.ts";

/** A quantity that a reader may want besides the cells. */
export type Quantity =
  | { readonly kind: "linear"; readonly form: LinearForm }
  | ({ readonly kind: "ratio" } & Ratio);

/** The linear forms that a quantity is made of. */
export function formsOf(quantity: Quantity): LinearForm[] {
  return quantity.kind === "linear" ? [quantity.form] : [quantity.numerator, quantity.denominator];
}

/** What a quantity can be, by its kind; `late`: time was up before an exact answer was there. */
export type QuantityBounds =
  | { readonly kind: "linear"; readonly bounds: Range<number> }
  | {
    readonly kind: "rate";
    readonly bounds: Range<Fraction>;
    /** At least so many different values are possible, counted as far as was asked. */
    readonly valuesAtLeast: number;
  }
  | { readonly kind: "undefined" }
  | { readonly kind: "contradiction" }
  | { readonly kind: "late" };

/**
 * Bounds a derived quantity over the same feasible set as the cells, never by interval arithmetic on them.
 * `undefined`: a denominator can only be 0. `contradiction`: the numbers it rests on cannot all be true.
 *
 * @param countUpTo how far the different values of a rate are counted, each being one more integer program
 * @throws {RangeError} where the denominator of a rate can be negative
 */
export function boundQuantity(
  set: FeasibleSet,
  quantity: Quantity,
  countUpTo = 1,
): QuantityBounds {
  if (quantity.kind === "linear") {
    const bounds = set.bound(quantity.form);
    return bounds ? { kind: "linear", bounds } : { kind: "contradiction" };
  }
  try {
    const bounds = boundRatio(set, quantity);
    if (bounds === null) return { kind: "contradiction" };
    if (bounds === "undefined") return { kind: "undefined" };
    return { kind: "rate", bounds, valuesAtLeast: countRatioValues(set, quantity, countUpTo) };
  } catch (error) {
    if (error instanceof TimeIsUpError) return { kind: "late" };
    throw error;
  }
}

/** One declared quantity at one place: a combination of keys, or a column with all its rows together. */
export interface DeclaredQuantity {
  /** Unique in the release, and fit for a message: `undecided: AI · Francophone · 2024`. */
  readonly name: string;
  readonly derived: Derived;
  /** One category for each dimension at a cell; only the column's for a column. */
  readonly keys: CellKeys;
  /** What is added, or stands above the line. */
  readonly first: readonly Cell[];
  /** What is taken away, or stands below the line. */
  readonly second: readonly Cell[];
  readonly quantity: Quantity;
}

/**
 * Every declared quantity that means something under the assumption: at each place in the order of the source, then for
 * each column over all its rows. Categories that are totals are left out of the latter.
 */
export function declaredQuantities(release: Release, assumption: string): DeclaredQuantity[] {
  return release.derived.filter(({ assumptions }) => assumptions.includes(assumption))
    .flatMap((derived) => {
      const places = cellPlaces(release, derived);
      return [...places, ...columnPlaces(release, places)];
    });
}

function cellPlaces(release: Release, derived: Derived): DeclaredQuantity[] {
  const [first, second] = tablesOf(derived);
  const index = new CellIndex(release);
  const { cells } = release.tables.find(({ name }) => name === first[0])!;
  return cells.filter(({ keys }) =>
    [...first, ...second].every((table) => index.has({ table, keys }))
  ).map(({ keys }) => {
    const at = (names: readonly string[]) => names.map((table) => index.find({ table, keys }));
    return declared(release, derived, keys, [at(first), at(second)]);
  });
}

function columnPlaces(release: Release, places: readonly DeclaredQuantity[]): DeclaredQuantity[] {
  const parts = places.filter(({ first }) => !isTotal(release, first[0]!));
  const column = (place: DeclaredQuantity) => columnKeys(release, place.first[0]!);
  return [...Map.groupBy(parts, (place) => JSON.stringify(column(place))).values()]
    .map((group) =>
      declared(release, group[0]!.derived, column(group[0]!), [
        group.flatMap(({ first }) => first),
        group.flatMap(({ second }) => second),
      ])
    );
}

function declared(
  release: Release,
  derived: Derived,
  keys: CellKeys,
  [first, second]: readonly [readonly Cell[], readonly Cell[]],
): DeclaredQuantity {
  return {
    name: `${derived.name}: ${keysLabel(release, keys)}`,
    derived,
    keys,
    first,
    second,
    quantity: byType<Derived, Quantity>({
      difference: () => ({ kind: "linear", form: differenceOf(first, second) }),
      share: () => ({ kind: "ratio", numerator: sumOf(first), denominator: sumOf(second) }),
    }, derived),
  };
}

function columnKeys(release: Release, cell: Cell): CellKeys {
  const { columnDimension } = release.tables.find(({ name }) => name === cell.table)!;
  return { [columnDimension]: cell.keys[columnDimension]! };
}
