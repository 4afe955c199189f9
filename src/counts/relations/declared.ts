/** The derived quantities that a release declares: at every place where its tables have cells, and for whole columns. */
import {
  byType,
  type Cell,
  type CellKeys,
  type Derived,
  type Release,
  tablesOf,
} from "../release/model.ts";
import type { Quantity } from "./derived.ts";
import { CellIndex, differenceOf, keysLabel, sumOf } from "./form.ts";
import { isTotal } from "../release/totals.ts";

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
  return cells.map(({ keys }) => {
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
