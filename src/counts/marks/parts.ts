/** Parts of a whole, each with its count and share. */
import * as Plot from "@observablehq/plot";
import { edgeOf, isDark, makeShape, withRoom } from "../plot/look.ts";
import { isColour } from "./suppressed.ts";
import {
  type MarkData,
  placeOf,
  requireColumns,
  requireKnown,
  requireRows,
  rowsOf,
  valueOf,
} from "../plot/rows.ts";

/** Options of {@linkcode partsX}: those of `Plot.barX`. */
export interface PartsXOptions extends Omit<Plot.BarXOptions, "x1" | "x2" | "interval" | "offset"> {
  /** What stands over each bar, from its left end: a column that is the same in all rows of the bar. */
  head?: Plot.ChannelValueSpec;
  /** What ends a share: "%" if left out; in French, a no-break space before it. */
  percent?: string;
}

/** Average width of a character of the label, of its size. */
const CHARACTER = 0.62;

/**
 * Horizontal bars of 100 %, each cut into the parts of a whole. A part prints its count and its share; where it is too narrow, they stand to the
 * right of the bar. Parts are a gap apart, a light one has an edge, and text on a dark one is white, so that they are told apart in
 * grey, too. A bar is what shares `y`, `fx` and `fy`; `fill` tells the parts apart, `order` puts them in order.
 * @param data rows, or a Polars frame: a row a part, with its count in `x`
 * @throws {RangeError} when a channel names a column that there is not, or a part has no count: a share of what is left would mislead
 * @throws {TypeError} when an option is not known
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { partsX, Plot } from "@crosses/counts/marks";
 *
 * const rows = [{ town: "A", vote: "yes", n: 30 }, { town: "A", vote: "no", n: 10 }];
 * const svg = Plot.plot({ marks: [partsX(rows, { x: "n", y: "town", fill: "vote" })] });
 * assert.match(svg.textContent, /10 · 25%/);
 * ```
 */
export function partsX(data: MarkData, options: PartsXOptions = {}): Plot.CompoundMark {
  requireRows(data);
  const { head, percent = "%", render, x = "value", ...rest } = options;
  requireKnown("partsX", rest, ["head", "order", "percent"]);
  const { y, fx, fy, fill } = rest;
  requireColumns(data, { x, y, fx, fy, head, ...isColour(fill) ? {} : { fill } }, "partsX");
  requireCounts(data, x, { ...rest, fill: isColour(fill) ? undefined : fill });
  const channels = {
    ...rest.channels,
    count: { value: x, scale: null },
    ...(head === undefined ? {} : { head: { value: head, scale: null } }),
  };
  const stacked = Plot.stackX(
    {
      insetLeft: 1,
      insetRight: 1,
      ...rest,
      z: rest.z ?? (typeof fill === "string" ? fill : undefined),
      x,
      offset: "normalize",
      channels,
      render: labelled(percent, render),
    } as Plot.BarXOptions & Plot.StackOptions,
  );
  const bars = Plot.barX(rowsOf(data) as Plot.Data, stacked);
  return Plot.marks(
    withRoom(() => null, { scale: "x", before: 0, after: 92 }),
    Object.assign(bars, { ariaLabel: "parts" }),
  );
}

/** Without the count of one part, no share of its bar is known. */
function requireCounts(
  data: MarkData,
  x: Plot.ChannelValueSpec,
  { y, fx, fy, fill, filter }: PartsXOptions,
): void {
  const rows = rowsOf(data);
  const read = (spec: Plot.ChannelValueSpec) =>
    Array.from(Plot.valueof(rows as Plot.Data, valueOf(spec) as Plot.ChannelValue) ?? []);
  const isDrawn = filter == null ? undefined : read(filter as Plot.ChannelValueSpec);
  const wrong = read(x).flatMap((count, at) =>
    (isDrawn && !isDrawn[at]) || (count !== null && Number(count) >= 0)
      ? []
      : [`${placeOf(rows, at, [fx, fy, y, fill])} is ${count}`]
  );
  if (wrong.length === 0) return;
  const more = wrong.length > 3 ? `, and ${wrong.length - 3} more` : "";
  throw new RangeError(
    "Cannot draw parts of a whole without all their counts: " + wrong.slice(0, 3).join(", ") +
      more +
      "; leave these bars out, or draw the counts with suppressedBarX",
  );
}

interface Part {
  readonly rect: Element;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly colour: string;
  readonly count: number;
  readonly head: unknown;
}

function labelled(percent: string, own: Plot.RenderFunction | undefined): Plot.RenderFunction {
  return (index, scales, values, dimensions, context, next) => {
    const group = (own ?? next!)(index, scales, values, dimensions, context, next);
    if (!group) return group;
    const { count, head } = values as unknown as Record<string, ArrayLike<unknown> | undefined>;
    const parts = [...group.querySelectorAll("rect")].map((rect, at): Part => {
      const get = (name: string) => Number(rect.getAttribute(name));
      const place = { x: get("x"), y: get("y"), width: get("width"), height: get("height") };
      const colour = rect.getAttribute("fill") ?? group.getAttribute("fill") ?? "";
      const row = index[at]!;
      return { rect, ...place, colour, count: Number(count![row]), head: head?.[row] };
    });
    const size = fontSizeOf((context as unknown as { ownerSVGElement: Element }).ownerSVGElement);
    for (const bar of Map.groupBy(parts, ({ y }) => y).values()) {
      for (const { text, ...shape } of piecesOf(bar.toSorted((a, b) => a.x - b.x), size, percent)) {
        const made = makeShape(context.document, [text === undefined ? "rect" : "text", shape]);
        if (text !== undefined) made.textContent = text;
        group.append(made);
      }
    }
    return group;
  };
}

/** A text, or where there is none a rectangle. */
type Piece = Record<string, string | number> & { readonly text?: string };

/** What is written in, beside and over a bar, whose parts are put in their places. */
function piecesOf(bar: readonly Part[], size: number, percent: string): readonly Piece[] {
  const whole = bar.reduce((sum, { count }) => sum + count, 0);
  const [{ x: start, y, height: room, head }] = bar as [Part];
  // A bar that has a head keeps its upper part for that.
  const headRoom = head === undefined ? 0 : 1.5 * size;
  const [top, height] = [y + headRoom, Math.max(4, room - headRoom)];
  const middle = top + height / 2;
  const pieces: Piece[] = [];
  const beside: Label[] = [];
  for (const part of bar) {
    const { x, width, count, colour } = part;
    placePart(part, top, height);
    const text = count === 0 ? "0" : `${count} · ${Math.round((100 * count) / whole)}${percent}`;
    const lines = count === 0 ? undefined : fitting(text, width - 6, height, size);
    if (lines === undefined) beside.push({ text, part });
    const fill = isDark(colour) ? "white" : "currentColor";
    for (const [line, text] of lines?.entries() ?? []) {
      const down = (line - (lines!.length - 1) / 2) * 1.15 * size;
      const place = { x: x + width / 2, y: middle + down, dy: "0.32em" };
      pieces.push({ text, ...place, "font-weight": 600, fill });
    }
  }
  pieces.push(...piecesBeside(bar, beside, size, middle));
  if (headRoom > 0) {
    pieces.push({ text: String(head), x: start - 1, y: top - 0.45 * size, ...BESIDE });
  }
  return pieces;
}

/** What does not fit into its part. */
interface Label {
  readonly text: string;
  readonly part: Part;
}

/** How words beside and over a bar look. */
const BESIDE = { fill: "currentColor", "text-anchor": "start" };

/** Sets a part's rectangle; a light one gets an edge inside it, and one of nothing goes. */
function placePart({ rect, x, width, count, colour }: Part, top: number, height: number): void {
  set(rect, { y: top, height });
  if (count === 0) rect.remove();
  else if (edgeOf(colour).stroke) {
    const inside = { x: x + 0.5, width: Math.max(1, width - 1) };
    set(rect, { ...inside, y: top + 0.5, height: height - 1, ...edgeOf(colour) });
  }
}

/** The labels to the right of a bar, each with a swatch where it would be taken for another part's. */
function piecesBeside(
  bar: readonly Part[],
  labels: readonly Label[],
  size: number,
  middle: number,
): Piece[] {
  // Beside a part without words, a 0 would be taken for its own.
  const others = labels.filter(({ part }) => part.count > 0);
  const said = others.length > 0 ? others : labels.slice(0, 1);
  // What stands beside is taken for the last part's, unless its colour says otherwise.
  const last = bar.findLast(({ count }) => count > 0);
  const isOfLast = said.every(({ part }) => part === last || part.count === 0);
  let x = bar.at(-1)!.x + bar.at(-1)!.width + 7;
  return said.flatMap(({ text, part: { colour } }) => {
    const square = { x, y: middle - 0.36 * size, width: 0.7 * size, height: 0.7 * size };
    const swatch = isOfLast ? [] : [{ ...square, fill: colour, ...edgeOf(colour) }];
    x += isOfLast ? 0 : size;
    const written = { text, x, y: middle, dy: "0.32em", ...BESIDE };
    x += CHARACTER * size * text.length + size;
    return [...swatch, written];
  });
}

function set(rect: Element, attributes: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(attributes)) rect.setAttribute(name, String(value));
}

/** A label in one line or, parted at its dot, in two, where it fits; undefined where it does not. */
function fitting(text: string, width: number, height: number, size: number): string[] | undefined {
  const fits = (lines: readonly string[]) =>
    lines.every((line) => CHARACTER * size * line.length <= width) &&
    lines.length * 1.15 * size <= height;
  return [[text], text.split(" · ")].find(fits);
}

function fontSizeOf(svg: Element): number {
  const styled = /font-size:\s*([\d.]+)/.exec(svg.getAttribute("style") ?? "")?.[1];
  return Number(styled ?? svg.getAttribute("font-size") ?? 10);
}
