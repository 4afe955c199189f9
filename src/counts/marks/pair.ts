/** Two values of one measure, side by side on a line. */
import type { ChannelValue, CompoundMark } from "@observablehq/plot";
import * as Plot from "@observablehq/plot";
import { withRoom } from "./hatch.ts";
import { requireKnown } from "./rows.ts";
import { type MarkData, requireColumns, requireRows, rowsOf } from "./rows.ts";

/** Options of {@linkcode pairX}. */
export interface PairXOptions {
  /** The values; null where there is none. */
  x: ChannelValue;
  /** The line on which a value stands. */
  y: ChannelValue;
  /** Which of the two a value is: what comes first is filled, what comes second hollow. */
  z: ChannelValue;
  /** Panels, as in Plot. */
  fx?: ChannelValue;
  /** Panels, as in Plot. */
  fy?: ChannelValue;
  /** The colour of line and dots: one for all, or a channel. */
  stroke?: ChannelValue;
  /** What stands beside a value, outwards; the value itself, if left out. */
  text?: ChannelValue;
  /** What stands on a line for the values that are missing there; their `z` and their mark, if left out. Empty for nothing. */
  missing?: (rows: readonly Record<string, unknown>[]) => string;
  /** The radius of the dots; 5 if left out. */
  r?: number;
}

interface Dot {
  readonly at: number;
  readonly x: number | null;
  readonly text: string;
  readonly z: unknown;
}

/**
 * Pairs of values: a dot filled and one hollow on a common line, what they are written outwards, and words where one is missing.
 * @param data rows, or a Polars frame: two rows a line
 * @throws {RangeError} when a channel names a column that there is not; says which there are
 * @throws {TypeError} when an option is not known
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { pairX, Plot } from "@crosses/counts/marks";
 *
 * const rows = [{ year: "2023", who: "men", n: 3 }, { year: "2023", who: "women", n: 9 }, { year: "2024", who: "men", n: null, mark: "x" }];
 * const svg = Plot.plot({ y: { type: "band" }, marks: [pairX(rows, { x: "n", y: "year", z: "who" })] });
 * assert.match(svg.textContent, /men: x/);
 * ```
 */
export function pairX(data: MarkData, options: PairXOptions): CompoundMark {
  requireRows(data);
  requireKnown("pairX", options, ["text", "missing", "r"]);
  const { x, y, z, fx, fy, text = x, stroke = "currentColor", r = 5 } = options;
  requireColumns(data, { x, y, z, fx, fy, text }, "pairX");
  const rows = Array.from(rowsOf(data) as Iterable<Record<string, unknown>>);
  const read = (channel: ChannelValue | undefined) =>
    channel === undefined ? undefined : Plot.valueof(rows, channel);
  const [xs, ys, zs, texts, fxs, fys] = [x, y, z, text, fx, fy].map(read);
  const kinds = [...new Set(Array.from(zs!))];
  const dots = rows.map((_, at): Dot => ({
    at,
    x: xs![at] == null || Number.isNaN(Number(xs![at])) ? null : Number(xs![at]),
    text: String(texts![at] ?? ""),
    z: zs![at],
  }));
  const places = JSON.stringify;
  const lines = [
    ...Map.groupBy(dots, ({ at }) => places([ys![at], fxs?.[at], fys?.[at]])).values(),
  ];
  const {
    missing = (missed) => missed.map((row) => nameOf(row, zs![rows.indexOf(row)])).join(", "),
  } = options;
  /** Channels of some dots: where they stand, and what else. */
  const of = (some: readonly Dot[], more: Record<string, unknown>) => ({
    y: some.map(({ at }) => ys![at]),
    ...(fxs ? { fx: some.map(({ at }) => fxs[at]) } : {}),
    ...(fys ? { fy: some.map(({ at }) => fys[at]) } : {}),
    ...more,
  });
  const colourOf = (some: readonly Dot[]) => {
    const column = read(stroke);
    const isColumn = typeof stroke !== "string" || rows.some((row) => Object.hasOwn(row, stroke));
    return isColumn && column ? some.map(({ at }) => column[at]) : stroke;
  };
  const known = lines.map((line) =>
    line.filter((dot): dot is Dot & { x: number } => dot.x !== null).toSorted((a, b) => a.x - b.x)
  );
  const whole = known.filter((line) => line.length > 1);
  const [lows, highs] = [whole.map((line) => line[0]!), known.flatMap((line) => line.at(-1) ?? [])];
  const missed = lines.flatMap((line, at) => {
    const without = line.filter(({ x }) => x === null);
    const words = without.length > 0 && missing(without.map(({ at }) => rows[at]!));
    return words ? [{ dot: line[0]!, known: known[at]!.at(-1), words }] : [];
  });
  const dot = (kind: number) => {
    const some = dots.filter(({ x, z }) => x !== null && (kinds.indexOf(z) === 0) === (kind === 0));
    const colour = colourOf(some);
    const look = { r, stroke: colour, strokeWidth: 2, fill: kind === 0 ? colour : "white" };
    return Object.assign(
      Plot.dot(some, of(some, { x: some.map(({ x }) => x), ...look })),
      { ariaLabel: kind === 0 ? "first value" : "second value" },
    );
  };
  const beside = (some: readonly Dot[], way: number) =>
    Plot.text(
      some,
      of(some, {
        x: some.map(({ x }) => x),
        text: some.map(({ text }) => text),
        fill: "currentColor",
        fontWeight: 600,
        textAnchor: way > 0 ? "start" : "end",
        dx: way * (r + 4),
      }),
    );
  /** Words on a line: at the left where nothing is known there, else on the side of the known value that has more room. */
  const words = (side: "alone" | "left" | "right") => {
    const some = missed.filter(({ known }) =>
      side === (known === undefined ? "alone" : known.x > middle ? "left" : "right")
    );
    const wide = Math.max(0, ...some.map(({ known }) => known?.text.length ?? 0));
    return Plot.text(
      some,
      of(some.map(({ dot }) => dot), {
        text: some.map(({ words }) => words),
        fill: "currentColor",
        fillOpacity: 0.75,
        textAnchor: side === "left" ? "end" : "start",
        ...(side === "alone" ? { frameAnchor: "left", dx: 6 } : {
          x: some.map(({ known }) => known!.x),
          dx: side === "left" ? -r - 8 : r + 18 + 8 * wide,
        }),
      }),
    );
  };
  const values = dots.flatMap(({ x }) => x ?? []);
  const middle = (Math.min(...values) + Math.max(...values)) / 2;
  const longest = Math.max(0, ...dots.map(({ text }) => text.length));
  const room = r + 8 + 8 * longest;
  return Plot.marks(
    withRoom(() => null, { scale: "x", before: room, after: room }),
    Plot.ruleY(
      whole,
      of(lows, {
        x1: lows.map(({ x }) => x),
        x2: whole.map((line) => line.at(-1)!.x),
        stroke: colourOf(lows),
        strokeWidth: 2,
      }),
    ),
    dot(0),
    dot(1),
    beside(lows, -1),
    beside(highs, 1),
    words("alone"),
    words("left"),
    words("right"),
  );
}

function nameOf(row: Record<string, unknown>, z: unknown): string {
  return `${z}: ${row.mark ?? "–"}`;
}
