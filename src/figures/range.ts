/** Ranges as lines with ends: what a number can be, whatever the reason. */
import type {
  ChannelValueSpec,
  CompoundMark,
  MarkOptions,
  RuleXOptions,
  RuleYOptions,
} from "@observablehq/plot";
import * as Plot from "@observablehq/plot";
import { withRoom } from "./hatch.ts";
import type { MarkData } from "./rows.ts";
import { printedMarks, roomForMarks, toEdge } from "./suppressed_bar.ts";
import { type Part, type SuppressedChannels, SuppressedRows } from "./suppressed.ts";

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
 * Plot.plot({ x: { percent: true }, marks: [rangeX(acceptance, { y: "group", fy: "period" })] })
 * ```
 */
export function rangeX(data: MarkData, options: RangeXOptions = {}): CompoundMark {
  return rangeMark("x", "rangeX", data, options as RangeOptions);
}

/**
 * Vertical ranges: {@linkcode rangeX}, upright.
 * @throws {RangeError} when a channel names a column that there is not; says which there are
 * @example
 * ```ts
 * Plot.plot({ marks: [rangeY(acceptance, { x: "period", fx: "group" })] })
 * ```
 */
export function rangeY(data: MarkData, options: RangeYOptions = {}): CompoundMark {
  return rangeMark("y", "rangeY", data, options as RangeOptions);
}

type RangeOptions = SuppressedChannels & MarkOptions & { x?: unknown; y?: unknown; r?: number };

function rangeMark(
  axis: "x" | "y",
  name: string,
  data: MarkData,
  options: RangeOptions,
): CompoundMark {
  const { value, lower, upper, mark, status, range, ...rest } = options;
  const { stroke = "currentColor", fill = stroke, strokeWidth = 1.5, r = 4, sort, ...shared } =
    rest;
  const { x, y, fx, fy } = shared;
  const channels = { value, lower, upper, mark, status, range } as SuppressedChannels;
  const rows = new SuppressedRows(name, data, channels, { x, y, fx, fy }, "");
  const rule = axis === "x" ? Plot.ruleY : Plot.ruleX;
  const { tip: _tip, ...silent } = shared;
  const only = (kinds: readonly Part["kind"][], options: object) =>
    Plot.filter(rows.is(...kinds), options as MarkOptions);
  const [from, to] = [rows.column(({ lower }) => lower), rows.column(({ upper }) => upper)];
  const line = { stroke, strokeWidth, [`${axis}1`]: from, markerStart: "tick" };
  const before = roomForMarks(axis, rows);
  const hasOpen = rows.suppressed().some(({ kind }) => kind === "open");
  const parts = {
    range: rule(
      rows.rows,
      only(["bounded"], { ...shared, ...line, [`${axis}2`]: to, markerEnd: "tick" }),
    ),
    "range without upper end": rule(
      rows.rows,
      toEdge(
        axis,
        only(["open"], { ...shared, ...line, [`${axis}2`]: from, markerEnd: "arrow" }),
      ),
    ),
    value: Plot.dot(
      rows.rows,
      only(["published"], {
        ...shared,
        ...(sort === undefined ? {} : { sort }),
        [axis]: rows.column(({ value }) => value, rows.label),
        r,
        fill,
      }),
    ),
    mark: printedMarks(axis, rows, silent),
  };
  for (const [ariaLabel, part] of Object.entries(parts)) Object.assign(part!, { ariaLabel });
  const room = withRoom(() => null, { scale: axis, before, after: hasOpen ? 28 : 0 });
  return Plot.marks(room, ...Object.values(parts));
}
