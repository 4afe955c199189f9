/** The derived quantities that a release declares, at each place where they apply. */

import type { CellKeys, Derived, Release } from "../release/model.ts";
import type { Quantity } from "./derived.ts";
import { differenceOf, sumOf } from "./form.ts";
import { combinations } from "./system.ts";

/** A declared quantity at one combination of keys. */
export interface DeclaredQuantity {
  readonly derived: Derived;
  readonly keys: CellKeys;
  readonly quantity: Quantity;
}

/** The quantities that mean something under the reading: one a declared quantity and combination of keys. */
export function declaredQuantities(release: Release, reading: string): DeclaredQuantity[] {
  const places = combinations(release.dimensions);
  return release.derived.filter(({ readings }) => readings.includes(reading)).flatMap((derived) =>
    places.map((keys) => {
      const at = (tables: readonly string[]) => tables.map((table) => ({ table, keys }));
      const quantity: Quantity = derived.type === "difference"
        ? { kind: "linear", form: differenceOf(at(derived.plus), at(derived.minus)) }
        : {
          kind: "ratio",
          numerator: sumOf(at(derived.numerator)),
          denominator: sumOf(at(derived.denominator)),
        };
      return { derived, keys, quantity };
    })
  );
}
