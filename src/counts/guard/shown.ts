/** What may be shown of a number, as plain frozen records: the only thing that leaves this room. */

import type { Fraction } from "../programs/fraction.ts";
import type { Range } from "../programs/program.ts";
import type { RangeWord } from "../words/figures.ts";

/** Known exactly from published counts alone. */
export interface PublishedValue<Value> {
  readonly kind: "published";
  readonly value: Value;
}

/** Somewhere in a range; no end that is null is ever drawn as a number. */
export interface ShownRange<Value> extends Range<Value> {
  readonly kind: "range";
}

/** Withheld by this guard, whatever the reason: nothing of the range, and no degree. */
export interface Withheld {
  readonly kind: "withheld";
}

/** No range is given: the published numbers and the assumption contradict one another. */
export interface Contradictory {
  readonly kind: "contradictory";
}

/** There is no number: a cell that is not applicable, or a rate over a denominator that is 0. */
export interface Undefined {
  readonly kind: "undefined";
}

/** A count, sum or difference that may be shown as it is. */
export type ShownCount =
  | PublishedValue<number>
  | ShownRange<number>
  | Withheld
  | Contradictory
  | Undefined;

/** A rate that may be shown as it is. */
export type ShownRate =
  | PublishedValue<Fraction>
  | ShownRange<Fraction>
  | Withheld
  | Contradictory
  | Undefined;

export type Shown = ShownCount | ShownRate;

/** The word for it. */
export function rangeWord(shown: Shown): RangeWord {
  if (shown.kind === "published") return "exact";
  if (shown.kind === "range") return shown.upper === null ? "unbounded" : "bounded";
  return shown.kind === "withheld" || shown.kind === "contradictory" ? shown.kind : "unbounded";
}

export const WITHHELD: Withheld = Object.freeze({ kind: "withheld" });
export const CONTRADICTORY: Contradictory = Object.freeze({ kind: "contradictory" });
export const UNDEFINED: Undefined = Object.freeze({ kind: "undefined" });

export function published<Value>(value: Value): PublishedValue<Value> {
  return Object.freeze({ kind: "published", value });
}
