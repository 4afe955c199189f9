/** Two values of one measure, side by side on a line. */
import type { ChannelValue, CompoundMark } from "@observablehq/plot";
import * as Plot from "@observablehq/plot";
import { withRoom } from "../plot/look.ts";
import { type MarkData, requireColumns, requireKnown, requireRows, rowsOf } from "../plot/rows.ts";
import { isColour } from "./suppressed.ts";

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
}

/** The radius of the dots, in pixels. */
const R = 5;

type Row = Readonly<Record<string, unknown>>;

interface Dot {
  readonly row: Row;
  readonly x: number;
  readonly y: unknown;
  readonly z: unknown;
  readonly fx: unknown;
  readonly fy: unknown;
  readonly text: string;
  readonly stroke: unknown;
}

/** The last dot of a line that lacks one, or the one that is missing. */
interface Missed extends Dot {
  readonly words: string;
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
  requireKnown("pairX", options, ["text", "missing"]);
  const { x, y, z, fx, fy, text = x, stroke = "currentColor", missing } = options;
  const isOne = isColour(stroke);
  requireColumns(data, { x, y, z, fx, fy, text, ...isOne ? {} : { stroke } }, "pairX");
  const dots = readDots(data, { x, y, z, fx, fy, text, stroke: isOne ? undefined : stroke });
  const { ranges, last, missed } = readLines(dots, missing);
  const place = {
    y: (dot: Dot) => dot.y,
    ...fx === undefined ? {} : { fx: (dot: Dot) => dot.fx },
    ...fy === undefined ? {} : { fy: (dot: Dot) => dot.fy },
  };
  const at = { ...place, x: (dot: Dot) => dot.x };
  const colour = { stroke: isOne ? stroke : (dot: Dot) => dot.stroke, strokeWidth: 2 };
  const isFirst = ({ z }: Dot) => z === dots[0]!.z;
  const circles = (ariaLabel: string, some: readonly Dot[], fill: ChannelValue) =>
    Object.assign(Plot.dot(some, { ...at, ...colour, r: R, fill }), { ariaLabel });
  const beside = (some: readonly Dot[], way: number) => {
    const look = { text: (dot: Dot) => dot.text, fill: "currentColor", fontWeight: 600 };
    const textAnchor = way > 0 ? "start" : "end";
    return Plot.text(some, { ...at, ...look, textAnchor, dx: way * (R + 4) });
  };
  const room = R + 8 + 8 * Math.max(0, ...dots.map(({ text }) => text.length));
  return Plot.marks(
    withRoom(() => null, { scale: "x", before: room, after: room }),
    Plot.ruleY(ranges, { ...place, ...colour, x1: ({ x }) => x, x2: ({ x2 }) => x2 }),
    circles("first value", dots.filter((dot) => isKnown(dot) && isFirst(dot)), colour.stroke),
    circles("second value", dots.filter((dot) => isKnown(dot) && !isFirst(dot)), "white"),
    beside(ranges, -1),
    beside(last, 1),
    ...wordsOnLines(dots, missed, place),
  );
}

/** The lines that have both ends, the last value of each line, and words for each line that lacks some. */
function readLines(dots: readonly Dot[], missing: PairXOptions["missing"]) {
  const lines = [...Map.groupBy(dots, ({ y, fx, fy }) => JSON.stringify([y, fx, fy])).values()];
  const known = lines.map((line) => line.filter(isKnown).toSorted((a, b) => a.x - b.x));
  const ranges = known.filter((line) => line.length > 1)
    .map((line) => ({ ...line[0]!, x2: line.at(-1)!.x }));
  const missed = lines.flatMap((line, at): Missed[] => {
    const without = line.filter((dot) => !isKnown(dot));
    const words = missing && without.length > 0
      ? missing(without.map(({ row }) => row))
      : without.map(({ row, z }) => `${z}: ${row.mark ?? "–"}`).join(", ");
    return words ? [{ ...line[0]!, ...known[at]!.at(-1), words }] : [];
  });
  return { ranges, last: known.flatMap((line) => line.at(-1) ?? []), missed };
}

/** Words stand at the left of a line where nothing is known there, else beside the known value, where there is more room. */
function wordsOnLines(
  dots: readonly Dot[],
  missed: readonly Missed[],
  place: Plot.TextOptions,
): Plot.Markish[] {
  const values = dots.filter(isKnown).map(({ x }) => x);
  const middle = (Math.min(...values) + Math.max(...values)) / 2;
  const on = (isLeft: boolean) => missed.filter((dot) => isKnown(dot) && dot.x > middle === isLeft);
  const write = (some: readonly Missed[], options: Plot.TextOptions) => {
    const look = { text: ({ words }: Missed) => words, fill: "currentColor", fillOpacity: 0.75 };
    return Plot.text(some, { ...look, ...place, ...options });
  };
  const x = (dot: Dot) => dot.x;
  const wide = Math.max(0, ...on(false).map(({ text }) => text.length));
  return [
    write(missed.filter((dot) => !isKnown(dot)), {
      frameAnchor: "left",
      textAnchor: "start",
      dx: 6,
    }),
    write(on(true), { x, textAnchor: "end", dx: -R - 8 }),
    write(on(false), { x, textAnchor: "start", dx: R + 18 + 8 * wide }),
  ];
}

function isKnown({ x }: Dot): boolean {
  return !Number.isNaN(x);
}

function readDots(
  data: MarkData,
  channels: Readonly<Record<string, ChannelValue | undefined>>,
): readonly Dot[] {
  const rows = Array.from(rowsOf(data) as Iterable<Row>);
  const columns = Object.entries(channels).map(([name, channel]) =>
    [name, channel === undefined ? undefined : Plot.valueof(rows, channel)] as const
  );
  return rows.map((row, at) => {
    const read = Object.fromEntries(columns.map(([name, values]) => [name, values?.[at]]));
    const x = read.x == null ? NaN : Number(read.x);
    return { ...read, row, x, text: String(read.text ?? "") } as Dot;
  });
}
