/** What may be shown of a number, by which rules, as plain frozen records: the only thing that leaves this room. */
import { UsageError } from "@crosses/text";
import type { Fraction, Range } from "../programs/program.ts";
import type { RangeWord } from "../words/figures.ts";

/** Known exactly from published counts alone. */
interface PublishedValue<Value> {
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
type ShownRate =
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

/**
 * Below this width nothing is ever shown and no option changes it: one possible value is exact disclosure, and so is a
 * rate forced to 0 % or 100 % (attribute disclosure). Hundepool et al., *Statistical Disclosure Control*
 * (Wiley 2012), on tabular data.
 */
const MIN_WIDTH_HARD = 2;

/**
 * The default policy: a range is shown only if at least so many values can be taken in it. A narrower one is approximate
 * disclosure: smaller than the protection interval asked for (τ-ARGUS and sdcTable: protection levels). The number
 * is this project's choice, after the common practice of not showing counts below five.
 */
export const MIN_WIDTH_VALUES = 5;

/** @throws {UsageError} if the width is not a whole number from {@linkcode MIN_WIDTH_HARD} on. */
export function requireMinWidth(minWidth: number): void {
  if (Number.isSafeInteger(minWidth) && minWidth >= MIN_WIDTH_HARD) return;
  throw new UsageError(
    `Cannot use a least width of ${minWidth}: give a whole number, ${MIN_WIDTH_HARD} or more`,
    "a range of one value is never shown",
  );
}
