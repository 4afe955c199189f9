/** Bars of counts of which some are suppressed. */
import * as Plot from "@observablehq/plot";
import type {
  BarXOptions,
  BarYOptions,
  CompoundMark,
  Markish,
  MarkOptions,
  RenderFunction,
} from "@observablehq/plot";
import { type Axis, BAR, makePaints, type Room, withRoom } from "./hatch.ts";
import type { MarkData } from "./rows.ts";
import {
  type Part,
  type RowKind,
  SUPPRESSED,
  type SuppressedChannels,
  type SuppressedOptions,
  SuppressedRows,
} from "./suppressed.ts";

/** Options that a bar of suppressed counts does not take: stacking would lay a range on top of a count. */
export type NoStack = "x1" | "x2" | "y1" | "y2" | "interval" | "offset" | "order" | "z";

/** Options of {@linkcode suppressedBarX}: those of `Plot.barX`, and the channels that tell what is suppressed. */
export interface SuppressedBarXOptions extends Omit<BarXOptions, NoStack>, SuppressedChannels {}

/** Options of {@linkcode suppressedBarY}: those of `Plot.barY`, and the channels that tell what is suppressed. */
export interface SuppressedBarYOptions extends Omit<BarYOptions, NoStack>, SuppressedChannels {}

/**
 * Horizontal bars. A published count is a plain bar from 0. A suppressed one is hatched over what it can be, from `lower` to
 * `upper`, with a tick at each end; where nothing limits it, the hatching runs out towards the frame's edge. The source's
 * mark stands beside the axis; where the range is withheld or there is none, it stands alone.
 *
 * `fill`, `stroke` and other styles are of the plain bars; all other options, `fx`, `fy`, `sort`, `filter` and transforms among
 * them, work as in `Plot.barX`.
 * @param data rows, or a Polars frame such as `cells` of `protect()`
 * @throws {RangeError} when a channel names a column that there is not; says which there are
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { Plot, suppressedBarX } from "@crosses/counts/marks";
 *
 * const rows = [{ town: "A", births: 12 }, { town: "B", births: null, mark: "x", lower: 1, upper: 4 }];
 * const bars = suppressedBarX(rows, { y: "town", x: "births" });
 * const drawn = Plot.plot({ marks: [bars, Plot.ruleX([0])] });
 * assert.equal(drawn.querySelectorAll('[aria-label="suppressed bar"] rect').length, 1);
 * ```
 * @example Rows of one's own
 * ```ts
 * import assert from "node:assert/strict";
 * import { Plot, suppressedBarX } from "@crosses/counts/marks";
 *
 * const rows = [{ town: "A", births: 12 }, { town: "B", births: null, flag: "<5", least: 1, most: 4 }];
 * const channels = { mark: "flag", lower: "least", upper: "most" };
 * const bars = suppressedBarX(rows, { y: "town", x: "births", ...channels });
 * assert.match(Plot.plot({ marks: [bars] }).textContent!, /<5/);
 * ```
 */
export function suppressedBarX(data: MarkData, options: SuppressedBarXOptions = {}): CompoundMark {
  return drawBars("x", "suppressedBarX", data, options, ["published"]);
}

/**
 * Vertical bars: {@linkcode suppressedBarX}, upright. The source's mark stands under the bar.
 * @param data rows, or a Polars frame such as `cells` of `protect()`
 * @throws {RangeError} when a channel names a column that there is not; says which there are
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { Plot, suppressedBarY } from "@crosses/counts/marks";
 *
 * const rows = [{ town: "A", births: 12 }, { town: "B", births: null, mark: "x", lower: 1, upper: 4 }];
 * const bars = suppressedBarY(rows, { x: "town", y: "births" });
 * const drawn = Plot.plot({ marks: [bars, Plot.ruleY([0])] });
 * assert.equal(drawn.querySelectorAll('[aria-label="suppressed bar"] rect').length, 1);
 * ```
 */
export function suppressedBarY(data: MarkData, options: SuppressedBarYOptions = {}): CompoundMark {
  return drawBars("y", "suppressedBarY", data, options, ["published"]);
}

/** The parts of a bar mark: plain bars, hatched ones with their ends, and the source's marks. Bars of `plain` kinds are plain up to what is known. */
function drawBars(
  axis: Axis,
  name: string,
  data: MarkData,
  { [axis]: place, value = place, ...given }: SuppressedOptions,
  plain: readonly RowKind[],
): CompoundMark {
  // The source prints no mark for a sum from which counts are missing.
  const defaultMark = plain.includes("open") ? "" : "x";
  const rows = new SuppressedRows(name, data, { ...given, value }, defaultMark);
  const { fill = BAR, fillOpacity, stroke, strokeOpacity, strokeWidth, sort, ...rest } =
    rows.options;
  const [bar, tick] = axis === "x" ? [Plot.barX, Plot.tickX] : [Plot.barY, Plot.tickY];
  const [from, to] = [`${axis}1`, `${axis}2`];
  const [lower, upper] = [rows.column(({ lower }) => lower), rows.column(({ upper }) => upper)];
  const { defs, hatch, fade } = makePaints(axis);
  const [ofScale, ofRows] = isDomainSort(sort) ? [{ sort }, {}] : [{}, onlyGiven({ sort })];
  const shared = { ...rest, ...ofRows };
  const { tip: _tip, ...silent } = shared;
  const known = ({ kind, value, lower }: Part) => kind === "open" ? lower : value;
  const length = rows.column((part) => plain.includes(part.kind) ? known(part) : NaN, rows.label);
  const style = onlyGiven({ fill, fillOpacity, stroke, strokeOpacity, strokeWidth });
  const hatched = { ...shared, [from]: lower, fill: hatch };
  const open = { ...hatched, [to]: rows.openEnd, render: masked(fade, rest.render) };
  const end = { ...silent, stroke: "currentColor", strokeWidth: 1.5 };
  return Plot.marks(
    withRoom(defs, roomFor(axis, rows)),
    rows.part("bar", plain, bar, { ...shared, ...ofScale, ...style, [from]: 0, [to]: length }),
    rows.part("suppressed bar", ["bounded"], bar, { ...hatched, [to]: upper }),
    rows.part("suppressed bar without upper bound", ["open"], bar, toEdge(axis, open)),
    rows.part("lower bound", ["bounded", "open"], tick, { ...end, [axis]: lower }),
    rows.part("upper bound", ["bounded"], tick, { ...end, [axis]: upper }),
    printedMarks(axis, rows, silent),
  );
}

/** Lets each bar fade. */
function masked(mask: string, own: RenderFunction | undefined): RenderFunction {
  return (index, scales, values, dimensions, context, next) => {
    const group = (own ?? next!)(index, scales, values, dimensions, context, next);
    for (const bar of group?.children ?? []) bar.setAttribute("mask", mask);
    return group;
  };
}

/** Lets a mark with two ends run from the first to the edge of the frame. */
export function toEdge(axis: Axis, options: MarkOptions): MarkOptions {
  return Plot.initializer(options, (data, facets, channels, scales, dimensions) => {
    const scale = (scales as unknown as Record<string, (value: number) => number>)[axis]!;
    const edge = axis === "x" ? dimensions.width - dimensions.marginRight : dimensions.marginTop;
    const starts = Array.from(channels[`${axis}1`]!.value as Iterable<number>, (at) => scale(at));
    return {
      data,
      facets,
      channels: {
        [`${axis}1`]: { value: starts, scale: null },
        [`${axis}2`]: { value: starts.map(() => edge), scale: null },
      },
    };
  }) as MarkOptions;
}

/** The source's marks, in a row of their own beside the axis. */
export function printedMarks(axis: Axis, rows: SuppressedRows, options: MarkOptions): Markish {
  const { title: _title, href: _href, ...rest } = options;
  const zero = rows.column(() => 0);
  const place = axis === "x"
    ? { x: zero, textAnchor: "end", dx: -6 }
    : { y: zero, lineAnchor: "top", dy: 5 };
  const text = rows.column(({ printed }) => printed.join(axis === "x" ? " " : "\n"));
  const look = { fill: "currentColor", fontWeight: 700 };
  return rows.part("suppression mark", SUPPRESSED, Plot.text, { ...rest, ...place, ...look, text });
}

/** Pixels that the marks take beside the axis, and that hatching without an end takes to run out in. */
export function roomFor(axis: Axis, rows: SuppressedRows): Room {
  const suppressed = rows.suppressed();
  const sizes = suppressed.filter(({ printed }) => printed.length > 0).map(({ printed }) =>
    axis === "y" ? 6 + 14 * printed.length : 13 + 8 * printed.join(" ").length
  );
  const isOpen = suppressed.some(({ kind }) => kind === "open");
  return { scale: axis, before: Math.max(0, ...sizes), after: isOpen ? 28 : 0 };
}

/** `sort: { y: "x" }` orders a scale; anything else orders the rows. As Plot tells them apart. */
function isDomainSort(sort: unknown): boolean {
  return typeof sort === "object" && sort !== null &&
    !["value", "channel", "transform"].some((name) => name in sort);
}

/** Drops what is undefined: Plot takes it as given. */
export function onlyGiven(options: object): object {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

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
 * import assert from "node:assert/strict";
 * import { atLeastBarX, Plot } from "@crosses/counts/marks";
 *
 * const sums = [{ town: "A", value: 30 }, { town: "B", value: null, lower: 12, status: "suppressed" }];
 * const drawn = Plot.plot({ marks: [atLeastBarX(sums, { y: "town" })] });
 * assert.equal(drawn.querySelectorAll('[aria-label="bar"] rect').length, 2);
 * ```
 */
export function atLeastBarX(data: MarkData, options: AtLeastBarXOptions = {}): CompoundMark {
  return drawBars("x", "atLeastBarX", data, { ...options, upper: null, range: null }, [
    "published",
    "open",
  ]);
}
