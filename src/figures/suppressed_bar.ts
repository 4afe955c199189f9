/** Bars of counts of which some are suppressed. */
import type {
  BarXOptions,
  BarYOptions,
  ChannelDomainSort,
  CompoundMark,
  Markish,
  MarkOptions,
  RenderFunction,
  SortOrder,
} from "@observablehq/plot";
import * as Plot from "@observablehq/plot";
import { makePaints, type Paints, withRoom } from "./hatch.ts";
import type { MarkData } from "./rows.ts";
import {
  isSuppressedKind,
  type Part,
  type SuppressedChannels,
  SuppressedRows,
} from "./suppressed.ts";
import { BAR } from "./theme.ts";

/** Stacking would lay a range on top of a count: bars of suppressed counts all start at 0. */
type NoStack = "x1" | "x2" | "y1" | "y2" | "interval" | "offset" | "order" | "z";

/** Options of {@linkcode suppressedBarX}: those of `Plot.barX`, and the channels that tell what is suppressed. */
export interface SuppressedBarXOptions extends Omit<BarXOptions, NoStack>, SuppressedChannels {}

/** Options of {@linkcode suppressedBarY}: those of `Plot.barY`, and the channels that tell what is suppressed. */
export interface SuppressedBarYOptions extends Omit<BarYOptions, NoStack>, SuppressedChannels {}

/**
 * Horizontal bars. A published count is a plain bar from 0. A suppressed one is hatched over what it can be, from `lower` to
 * `upper`, with a tick at each end; where nothing limits it, the hatching runs out towards the frame's edge. The source's
 * mark stands beside the axis; where the range is withheld or there is none, it stands alone.
 *
 * `fill`, `stroke` and their kin style the plain bars; all other options, `fx`, `fy`, `sort`, `filter` and transforms among
 * them, work as in `Plot.barX`.
 * @param data rows, or a Polars frame such as `cells` of `protect()`
 * @throws {RangeError} when a channel names a column that there is not; says which there are
 * @example
 * ```ts
 * Plot.plot({ marks: [suppressedBarX(refused, { y: "period", fy: "group" }), Plot.ruleX([0])] })
 * ```
 * @example Rows of one's own
 * ```ts
 * suppressedBarX([{ town: "A", births: 12 }, { town: "B", births: null, flag: "<5", most: 4, least: 1 }],
 *   { y: "town", x: "births", mark: "flag", lower: "least", upper: "most" })
 * ```
 */
export function suppressedBarX(data: MarkData, options: SuppressedBarXOptions = {}): CompoundMark {
  const { x, value = x, ...rest } = options;
  return suppressedBar("x", "suppressedBarX", data, { ...rest, value });
}

/**
 * Vertical bars: {@linkcode suppressedBarX}, upright. The source's mark stands under the bar.
 * @param data rows, or a Polars frame such as `cells` of `protect()`
 * @throws {RangeError} when a channel names a column that there is not; says which there are
 * @example
 * ```ts
 * Plot.plot({ marks: [suppressedBarY(received, { x: "period", fx: "group" }), Plot.ruleY([0])] })
 * ```
 */
export function suppressedBarY(data: MarkData, options: SuppressedBarYOptions = {}): CompoundMark {
  const { y, value = y, ...rest } = options;
  return suppressedBar("y", "suppressedBarY", data, { ...rest, value });
}

/** Options that both directions share, and whichever of x and y places the bar. */
export type BarOptions = SuppressedChannels & MarkOptions & { x?: unknown; y?: unknown };

function suppressedBar(
  axis: "x" | "y",
  name: string,
  data: MarkData,
  options: BarOptions,
): CompoundMark {
  const { value, lower, upper, mark, status, range, ...rest } = options;
  const { x, y, fx, fy } = rest;
  const channels = { value, lower, upper, mark, status, range } as SuppressedChannels;
  const rows = new SuppressedRows(name, data, channels, { x, y, fx, fy }, "x");
  return drawBars(axis, rows, rest, {
    plain: ["published"],
    end: ({ value }) => value,
    before: roomForMarks(axis, rows),
  });
}

/** What of the rows is drawn plain, and up to where. */
export interface PlainBars {
  readonly plain: readonly Part["kind"][];
  readonly end: (part: Part) => number;
  /** Pixels that the marks beside the axis take. */
  readonly before: number;
}

/** The parts of a bar mark: paints, plain bars, hatched ones with their ends, and the source's marks. */
export function drawBars(
  axis: "x" | "y",
  rows: SuppressedRows,
  { fill = BAR, fillOpacity, stroke, strokeOpacity, strokeWidth, sort, ...rest }: MarkOptions,
  { plain, end, before }: PlainBars,
): CompoundMark {
  const [bar, tick] = axis === "x" ? [Plot.barX, Plot.tickX] : [Plot.barY, Plot.tickY];
  const [from, to] = [`${axis}1`, `${axis}2`];
  const paints = makePaints(axis);
  const isDomain = isDomainSort(sort);
  const shared = { ...rest, ...(isDomain || sort === undefined ? {} : { sort }) } as MarkOptions;
  const { tip: _tip, ...silent } = shared;
  const only = (kinds: readonly Part["kind"][], options: MarkOptions) =>
    Plot.filter(rows.is(...kinds), options);
  const lower = rows.column(({ lower }) => lower);
  const upper = rows.column(({ upper }) => upper);
  const tickOf = (kinds: readonly Part["kind"][], at: typeof lower) =>
    tick(
      rows.rows,
      only(
        kinds,
        { ...silent, [axis]: at, stroke: "currentColor", strokeWidth: 1.5 } as MarkOptions,
      ),
    );
  const hasOpen = rows.suppressed().some(({ kind }) => kind === "open");
  const parts: Record<string, Markish> = {
    defs: withRoom(paints.defs, { scale: axis, before, after: hasOpen ? ROOM_FOR_OPEN : 0 }),
    bar: bar(
      rows.rows,
      only(plain, {
        ...shared,
        ...(isDomain ? { sort } : {}),
        [from]: 0,
        [to]: rows.column((part) => plain.includes(part.kind) ? end(part) : NaN, rows.label),
        ...styles({ fill, fillOpacity, stroke, strokeOpacity, strokeWidth }),
      } as MarkOptions),
    ),
    "suppressed bar": bar(
      rows.rows,
      only(["bounded"], {
        ...shared,
        [from]: lower,
        [to]: upper,
        fill: paints.hatch,
      } as MarkOptions),
    ),
    "suppressed bar without upper bound": bar(
      rows.rows,
      openEnded(
        axis,
        paints,
        only(["open"], {
          ...shared,
          [from]: lower,
          [to]: lower,
          fill: paints.hatch,
        } as MarkOptions),
      ),
    ),
    "lower bound": tickOf(["bounded", "open"], lower),
    "upper bound": tickOf(["bounded"], upper),
    "suppression mark": printedMarks(axis, rows, silent),
  };
  for (const [label, part] of Object.entries(parts)) {
    if (label !== "defs") Object.assign(part!, { ariaLabel: label });
  }
  return Plot.marks(...Object.values(parts));
}

/** Pixels past the greatest value for hatching without an end to run out in. */
const ROOM_FOR_OPEN = 28;

/** Lets a bar run on to the edge of the frame, and fade. */
function openEnded(axis: "x" | "y", { fade }: Paints, options: MarkOptions): MarkOptions {
  const { render: own } = options;
  const render: RenderFunction = (index, scales, values, dimensions, context, next) => {
    const group = (own ?? next!)(index, scales, values, dimensions, context, next);
    for (const bar of group?.children ?? []) bar.setAttribute("mask", fade);
    return group;
  };
  return toEdge(axis, { ...options, render });
}

/** Lets a mark with two ends run from the first to the edge of the frame. */
export function toEdge(axis: "x" | "y", options: MarkOptions): MarkOptions {
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
export function printedMarks(axis: "x" | "y", rows: SuppressedRows, options: MarkOptions): Markish {
  const text = rows.column(({ printed }) => printed.join(axis === "x" ? " " : "\n"));
  const place = axis === "x"
    ? { x: zero(rows), textAnchor: "end", dx: -6 }
    : { y: zero(rows), lineAnchor: "top", dy: 5 };
  const { title: _title, href: _href, ...rest } = options;
  return Plot.text(
    rows.rows,
    Plot.filter(rows.is(...isSuppressedKind), {
      ...rest,
      ...place,
      text,
      fill: "currentColor",
      fontWeight: 700,
    } as Plot.TextOptions),
  );
}

function zero(rows: SuppressedRows) {
  return rows.column(() => 0);
}

/** Pixels that the longest mark takes beside the axis: none where nothing is suppressed. */
export function roomForMarks(axis: "x" | "y", rows: SuppressedRows): number {
  const printed = rows.suppressed().map(({ printed }) => printed).filter(({ length }) =>
    length > 0
  );
  if (printed.length === 0) return 0;
  if (axis === "y") return 6 + 14 * Math.max(...printed.map(({ length }) => length));
  return 13 + 8 * Math.max(...printed.map((texts) => texts.join(" ").length));
}

/** `sort: { y: "x" }` orders a scale; anything else orders the rows. As Plot tells them apart. */
function isDomainSort(sort: SortOrder | ChannelDomainSort | undefined): boolean {
  return typeof sort === "object" && sort !== null && !("value" in sort) && !("channel" in sort) &&
    !("transform" in sort);
}

/** The options that were given: Plot takes one that is undefined for one that was asked for. */
function styles(options: MarkOptions): MarkOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
