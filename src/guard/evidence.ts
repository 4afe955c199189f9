/** Signs in the shown ranges that a count was not suppressed for being small. */

import type { Cell, Release } from "../release/model.ts";
import type { Protected } from "./protect.ts";
import type { ShownRange } from "./shown.ts";

/** A suppressed cell that must be at least as large as some count which the source does publish. */
export interface ComplementarySuppression {
  readonly cell: Cell;
  /** The cell's range, as the guard let it through. */
  readonly shown: ShownRange<number>;
  /** The smallest published count above 0. */
  readonly smallestPublished: number;
  /** How many published counts are no larger than the cell's least value. */
  readonly publishedNoLarger: number;
}

/**
 * The suppressed cells which cannot be suppressed for smallness alone: whatever they are, a count no larger is
 * published. That is complementary (secondary) suppression, or a rule about something else. A published 0
 * proves nothing, since 0 is no small group. Rests only on ranges that are shown.
 */
export function findComplementarySuppression(
  release: Release,
  { suppressed }: Pick<Protected, "suppressed">,
): ComplementarySuppression[] {
  const counts = release.tables.flatMap(({ cells }) => cells).flatMap(({ value }) => value || []);
  const smallestPublished = counts.reduce((least, count) => Math.min(least, count), Infinity);
  return suppressed.flatMap(({ cell, shown }) => {
    if (shown.kind !== "range" || shown.lower === null || shown.lower < smallestPublished) {
      return [];
    }
    const publishedNoLarger = counts.filter((count) => count <= shown.lower!).length;
    return { cell, shown, smallestPublished, publishedNoLarger };
  });
}
