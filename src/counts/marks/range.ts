/** Ranges as lines with ends: what a number can be, whatever the reason. */
import type { ChannelValueSpec, CompoundMark, RuleYOptions } from "@observablehq/plot";
import * as Plot from "@observablehq/plot";
import { withRoom } from "../plot/look.ts";
import type { MarkData } from "../plot/rows.ts";
import { ARROW, roomFor, type SuppressedChannels, type SuppressedOptions } from "./suppressed.ts";
import { SuppressedMarks } from "./suppressed_marks.ts";

/** Options of {@linkcode rangeX}: those of `Plot.ruleY`, and the channels that tell from where to where. */
export interface RangeXOptions
  extends Omit<RuleYOptions, "x" | "x1" | "x2" | "interval">, SuppressedChannels {
  /** Radius of the dot where the number is known; 4 if left out. */
  r?: number;
  /** Fill of the dot; the stroke, if left out. */
  fill?: ChannelValueSpec;
  /** What stands beside each range, such as "says". */
  text?: ChannelValueSpec;
}

/**
 * Horizontal ranges: a line from `lower` to `upper` with a tick at each end, an arrow to the scale's upper end where there is no
 * upper bound, a dot where the number is known (`value`). Where a range is withheld, "not given" stands beside the axis.
 *
 * For shares and other quantities; a suppressed count is a {@linkcode suppressedBarX}, which hatches. There is no upright one: words beside a
 * range read from left to right, and so does its axis.
 * @throws {RangeError} when a channel names a column that there is not; says which there are
 * @throws {TypeError} when an option is not known
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { Plot, rangeX } from "@crosses/counts/marks";
 *
 * const rows = [{ share: "a", lower: 0.2, upper: 0.4, status: "suppressed" }, { share: "b", value: 0.3, status: "published" }];
 * const svg = Plot.plot({ x: { percent: true }, marks: [rangeX(rows, { y: "share" })] });
 * assert.equal(svg.querySelectorAll('[aria-label="value"] circle').length, 1);
 * ```
 */
export function rangeX(data: MarkData, options: RangeXOptions = {}): CompoundMark {
  const { r = 4, text, ...given } = options;
  const rows = new SuppressedMarks("rangeX", "x", data, given as SuppressedOptions, "", {
    r,
    text,
  });
  const { stroke = "currentColor", fill = stroke, strokeWidth = 1.5, ...rest } = rows.options;
  const { order, shared } = rows.sorted(rest, fill);
  const { tip: _tip, ...silent } = shared;
  const lower = rows.column(({ lower }) => lower);
  const line = { ...shared, stroke, strokeWidth, x1: lower, markerStart: "tick" };
  const bounded = { ...line, x2: rows.column(({ upper }) => upper), markerEnd: "tick" };
  const open = { ...line, x2: rows.openEnd, markerEnd: "arrow" };
  const known = { ...shared, x: rows.column(({ value }) => value, rows.label), r, fill };
  return Plot.marks(
    withRoom(() => null, roomFor("x", rows, text)),
    order,
    rows.part("range", ["bounded"], Plot.ruleY, bounded),
    rows.part("range without upper end", ["open"], Plot.ruleY, open, rows.toUpperEnd()),
    rows.part("value", ["published"], Plot.dot, known),
    ...text === undefined ? rows.printedMarks(silent) : rows.textBeside(silent, ARROW, text),
  );
}
