/** What may be shown of a number, as plain frozen records: the only thing that leaves this room. */

import type { Fraction } from "../programs/fraction.ts";
import type { RangeWord } from "../words/figures.ts";

/** Known exactly from published counts alone. */
export interface PublishedValue<Value> {
  readonly kind: "published";
  readonly value: Value;
}

/** Somewhere from `lower` to `upper`, under an assumption. */
export interface ShownRange<Value> {
  readonly kind: "range";
  /** Null where nothing bounds it from below (only differences and rates of them). */
  readonly lower: Value | null;
  /** Null where nothing bounds it from above: never drawn as a number. */
  readonly upper: Value | null;
  readonly assumption: string;
  /** True where the ends only enclose what it can be: time was up, or a number was too large. */
  readonly isOuter: boolean;
  /** Whether the ends themselves can be taken; a rate may come as close as one likes without reaching one. */
  readonly isAttained: { readonly lower: boolean; readonly upper: boolean };
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
