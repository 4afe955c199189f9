/** What may be shown of a suppressed cell, as named rules with their sources. */

import { UsageError } from "@crosses/text";

/**
 * Below this width nothing is ever shown and no option changes it: one possible value is exact disclosure, and so is a
 * rate forced to 0 % or 100 % (attribute disclosure). Hundepool et al., *Statistical Disclosure Control*
 * (Wiley 2012), on tabular data.
 */
export const MIN_WIDTH_HARD = 2;

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
