/** Bars of counts of which some are suppressed; ranges as lines with ends: what a number can be, whatever the reason. */
import * as Plot from "@observablehq/plot";
import type { BarXOptions, BarYOptions, ChannelValueSpec, CompoundMark } from "@observablehq/plot";
import { type Axis, BAR, makeHatching, withRoom } from "../plot/look.ts";
import type { MarkData } from "../plot/rows.ts";
import {
  ARROW,
  onlyGiven,
  type Part,
  roomFor,
  type RowKind,
  type SuppressedChannels,
  type SuppressedOptions,
} from "./suppressed.ts";
import { SuppressedMarks } from "./suppressed_marks.ts";

/** Options that a bar of suppressed counts does not take: stacking would lay a range on top of a count. */
export type NoStack = "x1" | "x2" | "y1" | "y2" | "interval" | "offset" | "order" | "z";

/** Options of {@linkcode suppressedBarX}: those of `Plot.barX`, and the channels that tell what is suppressed. */
export interface SuppressedBarXOptions extends Omit<BarXOptions, NoStack>, SuppressedChannels {
  /** What stands beside each bar, such as "says"; the source's mark comes before it. The mark alone, beside the axis, if left out. */
  text?: ChannelValueSpec;
}

/** Options of {@linkcode suppressedBarY}: those of `Plot.barY`, and the channels that tell what is suppressed. */
export interface SuppressedBarYOptions extends Omit<BarYOptions, NoStack>, SuppressedChannels {
  /** What stands over each bar, such as "says"; the source's mark comes before it. The mark alone, under the axis, if left out. */
  text?: ChannelValueSpec;
}

/**
 * Horizontal bars. A published count is a plain bar from 0, and a published 0 a line there. A suppressed one is hatched over what it can
 * be, from `lower` to `upper`, with a tick at each end; where nothing limits it, a plain foot up to `lower`, a tick and a short arrow. The
 * source's mark stands beside the axis; where the range is withheld or there is none, it stands alone.
 *
 * `fill`, `stroke` and their kin style the plain bars; all other options, `fx`, `fy`, `sort`, `filter` and transforms among
 * them, work as in `Plot.barX`. Under any of them, and any scale, every suppressed row is drawn.
 * @param data rows, or a Polars frame such as `cells` of `protect()`
 * @throws {RangeError} when a channel names a column that there is not; says which there are
 * @throws {RangeError} when a logarithmic scale cannot hold a row; says which
 * @throws {TypeError} when an option is not known, or rows are grouped
 * @example Rows of one's own
 * ```ts
 * import assert from "node:assert/strict";
 * import { Plot, suppressedBarX } from "@crosses/counts/marks";
 *
 * const rows = [{ town: "A", births: 12 }, { town: "B", births: null, flag: "<5", most: 4, least: 1 }];
 * const bars = suppressedBarX(rows, { y: "town", x: "births", mark: "flag", lower: "least", upper: "most" });
 * const svg = Plot.plot({ marks: [bars, Plot.ruleX([0])] });
 * assert.match(svg.querySelector('[aria-label="suppression mark"]')!.textContent, /<5/);
 * ```
 */
export function suppressedBarX(data: MarkData, options: SuppressedBarXOptions = {}): CompoundMark {
  return drawBars("x", "suppressedBarX", data, options);
}

/**
 * Vertical bars: {@linkcode suppressedBarX}, upright, which refuses the same. The source's mark stands under the bar.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { Plot, suppressedBarY } from "@crosses/counts/marks";
 *
 * const rows = [{ year: "2023", value: 12 }, { year: "2024", value: null, mark: "x", lower: 3 }];
 * const svg = Plot.plot({ marks: [suppressedBarY(rows, { x: "year" }), Plot.ruleY([0])] });
 * assert.match(svg.querySelector('[aria-label="suppression mark"]')!.textContent, /x/);
 * ```
 */
export function suppressedBarY(data: MarkData, options: SuppressedBarYOptions = {}): CompoundMark {
  return drawBars("y", "suppressedBarY", data, options);
}

function drawBars(
  axis: Axis,
  name: string,
  data: MarkData,
  { [axis]: place, value = place, text, ...given }: SuppressedOptions & { text?: ChannelValueSpec },
): CompoundMark {
  const rows = new SuppressedMarks(name, axis, data, { ...given, value }, "x", { text });
  const { fill = BAR, fillOpacity, stroke, strokeOpacity, strokeWidth, ...rest } = rows.options;
  const hatching = makeHatching();
  const { order, shared } = rows.sorted(rest, fill);
  const { tip: _tip, ...silent } = shared;
  const style = onlyGiven({ fill, fillOpacity, stroke, strokeOpacity, strokeWidth });
  const zero = rows.column(({ value }) => value === 0 && !rows.isLog ? 0 : NaN);
  const line = { ...silent, stroke: fill, strokeWidth: 2, [axis]: zero };
  const { bar, tick } = SHAPES[axis];
  return Plot.marks(
    withRoom(hatching.defs, roomFor(axis, rows, text)),
    order,
    plainBars(rows, "bar", "published", ({ value }) => value, { ...shared, ...style }, rows.label),
    rows.part("zero", ["published"], tick, line),
    rows.part("suppressed bar", ["bounded"], bar, {
      ...shared,
      fill: hatching.fill,
      [`${axis}1`]: rows.column(({ lower }) => lower),
      [`${axis}2`]: rows.column(({ upper }) => upper),
    }),
    plainBars(rows, "known part", "open", ({ lower }) => lower, { ...shared, ...style }),
    ...endsOf(rows, silent),
    ...text === undefined ? rows.printedMarks(silent) : rows.textBeside(silent, ARROW, text),
  );
}

/** Plot's marks for counts that run along an axis. */
const SHAPES = {
  x: { bar: Plot.barX, tick: Plot.tickX, rule: Plot.ruleY, across: "y", inset: "insetRight" },
  y: { bar: Plot.barY, tick: Plot.tickY, rule: Plot.ruleX, across: "x", inset: "insetTop" },
} as const;

/** Plain bars of the rows of a kind, up to a column. */
function plainBars(
  rows: SuppressedMarks,
  name: string,
  kind: RowKind,
  column: (part: Part) => number,
  options: Plot.MarkOptions,
  label?: string,
): Plot.RenderableMark {
  const { axis } = rows;
  const from = rows.column((part) => rows.isLog ? column(part) : 0);
  const ends = { [`${axis}1`]: from, [`${axis}2`]: rows.column(column, label) };
  return rows.part(name, [kind], SHAPES[axis].bar, { ...options, ...ends }, rows.fromBase);
}

/** What ends the bars of suppressed counts: an arrow where there is no upper bound, a tick at each bound. */
function endsOf(rows: SuppressedMarks, options: Plot.MarkOptions): Plot.RenderableMark[] {
  const { axis } = rows;
  const { tick, rule, across, inset } = SHAPES[axis];
  const [lower, upper] = [rows.column(({ lower }) => lower), rows.column(({ upper }) => upper)];
  const end = { ...options, stroke: "currentColor", strokeWidth: 1.5 };
  const arrow = {
    ...end,
    // A bar without a place fills the frame; a rule without one would take the row for its place.
    [across]: (options as Record<string, unknown>)[across] ?? null,
    ...{ [`${axis}1`]: lower, [`${axis}2`]: rows.openEnd, markerEnd: "arrow", [inset]: 0 },
  };
  return [
    rows.part("suppressed bar without upper bound", ["open"], rule, arrow, rows.toUpperEnd(ARROW)),
    rows.part("lower bound", ["bounded", "open"], tick, { ...end, strokeWidth: 2, [axis]: lower }),
    rows.part("upper bound", ["bounded"], tick, { ...end, [axis]: upper }),
  ];
}

/** Options of {@linkcode rangeX}: those of `Plot.ruleY`, and the channels that tell from where to where. */
export interface RangeXOptions
  extends Omit<Plot.RuleYOptions, "x" | "x1" | "x2" | "interval">, SuppressedChannels {
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
