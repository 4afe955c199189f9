/** What may be shown of a suppressed cell, as named rules with their sources. */

import { UsageError } from "../errors.ts";

/**
 * Below this width nothing is ever shown and no option changes it: one possible value is exact disclosure, and so is a
 * rate forced to 0 % or 100 % (attribute disclosure). Hundepool et al., *Statistical Disclosure Control*
 * (Wiley 2012), on tabular data.
 */
export const MIN_WIDTH_HARD = 2;

/**
 * The default policy: a range is shown only if it holds at least so many values. A narrower one is approximate
 * disclosure: smaller than the protection interval asked for (τ-ARGUS and sdcTable: protection levels). The number
 * is this project's choice, after the common practice of not showing counts below five.
 */
export const MIN_WIDTH_VALUES = 5;

/** What a publisher decides for itself. */
export interface Policy {
  /** The least number of different values that a shown range holds: 2 (only the hard rule) or more. */
  readonly minWidthValues: number;
}

export const DEFAULT_POLICY: Policy = { minWidthValues: MIN_WIDTH_VALUES };

/** @throws {UsageError} if the policy is not a whole number from {@linkcode MIN_WIDTH_HARD} on. */
export function requirePolicy({ minWidthValues }: Policy): void {
  if (Number.isSafeInteger(minWidthValues) && minWidthValues >= MIN_WIDTH_HARD) return;
  throw new UsageError(
    `Cannot use a policy of ${minWidthValues} values`,
    `a whole number >= ${MIN_WIDTH_HARD}; exact values are never shown`,
  );
}

/**
 * Why something is withheld.
 * - `exact`: one value is possible, or a rate is forced.
 * - `narrow`: fewer values are possible than the policy asks for.
 * - `contains`: a part of it is withheld itself, and would follow from the rest.
 * - `differencing`: together with what is shown it would give away something withheld.
 */
export type WithheldReason = "exact" | "narrow" | "contains" | "differencing";

/** Whether any policy would withhold it (`hard`), or this one does. */
export type WithheldBy = "hard" | "policy";
