/** The derived quantities that a release declares, at every place where its tables have cells. */
import type { Cell, CellKeys, Derived, Release } from "../release/model.ts";
import type { Quantity } from "./derived.ts";
import { differenceOf, keysLabel, sumOf } from "./form.ts";

/** One declared quantity at one combination of keys. */
export interface DeclaredQuantity {
  /** Unique in the release, and fit for a message: `undecided: AI · Francophone · 2024`. */
  readonly name: string;
  readonly derived: Derived;
  readonly keys: CellKeys;
  readonly quantity: Quantity;
}

/** Every declared quantity that means something under the reading, in the order of the source. */
export function declaredQuantities(release: Release, reading: string): DeclaredQuantity[] {
  const cellsOf = (names: readonly string[]) =>
    names.map((name) => release.tables.find((table) => table.name === name)!.cells);
  return release.derived.filter(({ readings }) => readings.includes(reading)).flatMap((derived) => {
    const [first, second] = derived.type === "difference"
      ? [derived.plus, derived.minus]
      : [derived.numerator, derived.denominator];
    const tables = [cellsOf(first), cellsOf(second)] as const;
    return tables[0][0]!.flatMap(({ keys }): DeclaredQuantity[] => {
      const [left, right] = tables.map((side) => side.map((cells) => findAt(cells, keys)));
      if (left!.includes(undefined) || right!.includes(undefined)) return [];
      const sides = [left as Cell[], right as Cell[]] as const;
      return [{
        name: `${derived.name}: ${keysLabel(release, keys)}`,
        derived,
        keys,
        quantity: derived.type === "difference"
          ? { kind: "linear", form: differenceOf(...sides) }
          : { kind: "ratio", numerator: sumOf(sides[0]), denominator: sumOf(sides[1]) },
      }];
    });
  });
}

function findAt(cells: readonly Cell[], keys: CellKeys): Cell | undefined {
  return cells.find((cell) =>
    Object.keys(keys).length === Object.keys(cell.keys).length &&
    Object.entries(keys).every(([name, value]) => cell.keys[name] === value)
  );
}
