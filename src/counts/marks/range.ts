/** Ranges as lines with ends: what a number can be, whatever the reason. */
import type {
  ChannelValueSpec,
  CompoundMark,
  MarkOptions,
  RuleXOptions,
  RuleYOptions,
} from "@observablehq/plot";
import * as Plot from "@observablehq/plot";
import { type Axis, withRoom } from "./hatch.ts";
import type { MarkData } from "./rows.ts";
import { onlyGiven, printedMarks, roomFor, toEdge } from "./suppressed_bar.ts";
import { type SuppressedChannels, type SuppressedOptions, SuppressedRows } from "./suppressed.ts";

/** Options of {@linkcode rangeX}: those of `Plot.ruleY`, and the channels that tell from where to where. */
export interface RangeXOptions
  extends Omit<RuleYOptions, "x" | "x1" | "x2" | "interval">, SuppressedChannels {
  /** Radius of the dot where the number is known; 4 if left out. */
  r?: number;
  /** Fill of the dot; the stroke, if left out. */
  fill?: ChannelValueSpec;
}

/** Options of {@linkcode rangeY}: those of `Plot.ruleX`, and the channels that tell from where to where. */
export interface RangeYOptions
  extends Omit<RuleXOptions, "y" | "y1" | "y2" | "interval">, SuppressedChannels {
  /** Radius of the dot where the number is known; 4 if left out. */
  r?: number;
  /** Fill of the dot; the stroke, if left out. */
  fill?: ChannelValueSpec;
}

/**
 * Horizontal ranges: a line from `lower` to `upper` with a tick at each end, an arrow to the frame's edge where there is no
 * upper end, a dot where the number is known (`value`). Where a range is withheld, [c] stands beside the axis.
 *
 * For shares and other quantities; a suppressed count is a {@linkcode suppressedBarX}, which hatches.
 * @throws {RangeError} when a channel names a column that there is not; says which there are
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { Plot, rangeX } from "@crosses/counts/marks";
 *
 * const shares = [{ town: "A", value: 0.4 }, { town: "B", value: null, lower: 0.2, upper: 0.5 }];
 * const drawn = Plot.plot({ marks: [rangeX(shares, { y: "town" })] });
 * assert.equal(drawn.querySelectorAll('[aria-label="range"] *').length > 0, true);
 * ```
 */
export function rangeX(data: MarkData, options: RangeXOptions = {}): CompoundMark {
  return rangeMark("x", "rangeX", data, options);
}

/**
 * Vertical ranges: {@linkcode rangeX}, upright.
 * @throws {RangeError} when a channel names a column that there is not; says which there are
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { Plot, rangeY } from "@crosses/counts/marks";
 *
 * const shares = [{ town: "A", value: 0.4 }, { town: "B", value: null, lower: 0.2, upper: 0.5 }];
 * const drawn = Plot.plot({ marks: [rangeY(shares, { x: "town" })] });
 * assert.equal(drawn.querySelectorAll('[aria-label="range"] *').length > 0, true);
 * ```
 */
export function rangeY(data: MarkData, options: RangeYOptions = {}): CompoundMark {
  return rangeMark("y", "rangeY", data, options);
}

function rangeMark(
  axis: Axis,
  name: string,
  data: MarkData,
  { r = 4, ...given }: SuppressedOptions & { r?: number },
): CompoundMark {
  const rows = new SuppressedRows(name, data, given, "");
  const { stroke = "currentColor", fill = stroke, strokeWidth = 1.5, sort, ...shared } =
    rows.options;
  const rule = axis === "x" ? Plot.ruleY : Plot.ruleX;
  const [from, to] = [`${axis}1`, `${axis}2`];
  const { tip: _tip, ...silent } = shared;
  const start = rows.column(({ lower }) => lower);
  const line = { ...shared, stroke, strokeWidth, [from]: start, markerStart: "tick" };
  const bounded = { ...line, [to]: rows.column(({ upper }) => upper), markerEnd: "tick" };
  const open = toEdge(axis, { ...line, [to]: rows.openEnd, markerEnd: "arrow" } as MarkOptions);
  const known = {
    ...shared,
    ...onlyGiven({ sort }),
    [axis]: rows.column(({ value }) => value, rows.label),
    r,
    fill,
  };
  return Plot.marks(
    withRoom(() => null, roomFor(axis, rows)),
    rows.part("range", ["bounded"], rule, bounded),
    rows.part("range without upper end", ["open"], rule, open),
    rows.part("value", ["published"], Plot.dot, known),
    printedMarks(axis, rows, silent),
  );
}
