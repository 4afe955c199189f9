/** Quantities derived from cells: sums, differences, rates and differences of rates, bounded jointly. */

import type { FeasibleSet, LinearBounds } from "./feasible_set.ts";
import type { LinearForm } from "./form.ts";
import { boundRatio, type Ratio, type RatioBounds } from "./ratio.ts";
import {
  boundRatioDifference,
  type RatioDifference,
  type RatioDifferenceBounds,
} from "./ratio_difference.ts";

/** A quantity that a reader may want besides the cells. */
export type Quantity =
  | { readonly kind: "linear"; readonly form: LinearForm }
  | ({ readonly kind: "ratio" } & Ratio)
  | ({ readonly kind: "ratioDifference" } & RatioDifference);

/** What a quantity can be, by its kind. */
export type QuantityBounds =
  | { readonly kind: "linear"; readonly bounds: LinearBounds }
  | { readonly kind: "ratio"; readonly bounds: RatioBounds }
  | { readonly kind: "ratioDifference"; readonly bounds: RatioDifferenceBounds }
  | { readonly kind: "undefined" }
  | { readonly kind: "contradiction" };

/**
 * Bounds a derived quantity over the same feasible set as the cells, never by interval arithmetic on them.
 * `undefined`: a denominator can only be 0. `contradiction`: the numbers it rests on cannot all be true.
 *
 * @throws {RangeError} where no exact answer is within the stated limits.
 */
export function boundQuantity(set: FeasibleSet, quantity: Quantity): QuantityBounds {
  if (quantity.kind === "linear") {
    const bounds = set.bound(quantity.form);
    return bounds ? { kind: "linear", bounds } : { kind: "contradiction" };
  }
  if (quantity.kind === "ratio") {
    const bounds = boundRatio(set, quantity);
    if (bounds === null) return { kind: "contradiction" };
    return bounds === "undefined" ? { kind: "undefined" } : { kind: "ratio", bounds };
  }
  const bounds = boundRatioDifference(set, quantity);
  if (bounds === null) return { kind: "contradiction" };
  return bounds === "undefined" ? { kind: "undefined" } : { kind: "ratioDifference", bounds };
}
