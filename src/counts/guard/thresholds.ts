/** What the shown ranges say of the rule by which the source suppressed: which uniform thresholds agree with what is published. */

import type { Protected } from "./protect.ts";
import { type Cell, type Release, slackOf } from "../release/model.ts";

/** Thresholds from `from` to `to`, under each of which the same cells must be suppressed for another reason than smallness. */
interface ThresholdStep {
  readonly from: number;
  /** Null: any from `from` on. */
  readonly to: number | null;
  /** Suppressed although they are certainly no smaller than the threshold: complementary (secondary) suppression. */
  readonly complementary: readonly Cell[];
}

/**
 * Every threshold t for which "each count from 1 to t − 1 is suppressed" agrees with the published counts, in steps between
 * which the answer changes: t is no greater than the smallest published count above 0, as a published 0 proves nothing of size.
 * For each, suppressed cells that *must* be complementary, by their shown lower ends alone: at least these, as a cell whose
 * range is not shown may be another. Which x are only primary is not said anywhere. `suppressed`: the cells whose lower end is shown. Empty where not even t = 2 agrees.
 */
export function uniformThresholds(
  release: Release,
  suppressed: readonly { readonly cell: Cell; readonly lower: number }[],
): ThresholdStep[] {
  const greatest = release.tables.flatMap(({ cells, roundedTo }) =>
    cells.flatMap(({ value }) => value ? [value + slackOf(roundedTo)] : [])
  ).reduce((least, count) => Math.min(least, count), Infinity);
  // Above a cell's lower end, that cell drops out.
  const starts = [2, ...suppressed.map(({ lower }) => lower + 1)]
    .filter((start) => start >= 2 && start <= greatest);
  const steps = [...new Set(starts)].sort((left, right) => left - right);
  return steps.map((from, index) => {
    const to = steps[index + 1] === undefined ? greatest : steps[index + 1]! - 1;
    return {
      from,
      to: Number.isFinite(to) ? to : null,
      complementary: suppressed.filter(({ lower }) => lower >= from).map(({ cell }) => cell),
    };
  });
}

/** The suppressed cells whose lower end is shown. */
export function lowerEndsOf(
  { suppressed }: Pick<Protected, "suppressed">,
): { readonly cell: Cell; readonly lower: number }[] {
  return suppressed.flatMap(({ cell, shown }) =>
    shown.kind === "range" && shown.lower !== null ? [{ cell, lower: shown.lower }] : []
  );
}
