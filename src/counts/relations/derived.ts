/** Quantities derived from cells: sums, differences and rates, bounded jointly. */

import type { FeasibleSet } from "./feasible_set.ts";
import type { LinearForm } from "./form.ts";
import type { Fraction } from "../programs/fraction.ts";
import { type Range, TimeIsUpError } from "../programs/program.ts";
import { boundRatio, countRatioValues, type Ratio } from "./ratio.ts";

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
