/** Bars of sums from which suppressed counts are missing. */
import type { BarXOptions, CompoundMark } from "@observablehq/plot";
import type { MarkData } from "./rows.ts";
import { drawBars, type NoStack } from "./suppressed_bar.ts";
import type { SuppressedChannels } from "./suppressed.ts";

/** Options of {@linkcode atLeastBarX}: those of `Plot.barX`, and the channels that tell what is missing. */
export interface AtLeastBarXOptions
  extends Omit<BarXOptions, NoStack>, Omit<SuppressedChannels, "upper" | "range"> {}

/**
 * Horizontal bars of sums. A bar is plain from 0 to what the published counts add up to; where a suppressed count is missing
 * from the sum, hatching runs on from there towards the frame's edge: the sum is at least that.
 *
 * Channels default to `value`, `lower` and `status`, as `lowerBounds()` gives them.
 * @throws {RangeError} when a channel names a column that there is not; says which there are
 * @example
 * ```ts
 * Plot.plot({ marks: [atLeastBarX(lowerBounds(cells, ["tableLabel"]), { y: "tableLabel" }), Plot.ruleX([0])] })
 * ```
 */
export function atLeastBarX(data: MarkData, options: AtLeastBarXOptions = {}): CompoundMark {
  return drawBars("x", "atLeastBarX", data, { ...options, upper: null, range: null }, [
    "published",
    "open",
  ]);
}
