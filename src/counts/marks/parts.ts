/** Parts of a whole, each with its count and share. */
import type {
  BarXOptions,
  ChannelValueSpec,
  CompoundMark,
  RenderFunction,
} from "@observablehq/plot";
import * as Plot from "@observablehq/plot";
import { contrastOnWhite, isDark } from "./colour.ts";
import { makeShape, withRoom } from "./hatch.ts";
import { requireKnown } from "./rows.ts";
import { isColour } from "./suppressed.ts";
import { type MarkData, requireColumns, requireRows, rowsOf } from "./rows.ts";

/** Options of {@linkcode partsX}: those of `Plot.barX`. */
export interface PartsXOptions extends Omit<BarXOptions, "x1" | "x2" | "interval" | "offset"> {
  /** What stands over each bar, from its left end: a column that is the same in all rows of the bar. */
  head?: ChannelValueSpec;
  /** How a part is written; its count and its share of the whole, in per cent, if left out. */
  label?: (count: number, share: number) => string;
}

/** Average width of a character of the label, of its size. */
const CHARACTER = 0.62;
/** What parts that are hardly darker than paper get as an edge. */
const EDGE = "#868d96";

/**
 * Horizontal bars of 100 %, each cut into the parts of a whole. A part prints its count and its share; where it is too narrow, they stand to the
 * right of the bar. Parts are a gap apart, a light one has an edge, and text on a dark one is white, so that they are told apart in
 * grey, too. A bar is what shares `y`, `fx` and `fy`; `fill` tells the parts apart, `order` puts them in order.
 * @param data rows, or a Polars frame: a row a part, with its count in `x`
 * @throws {RangeError} when a channel names a column that there is not; says which there are
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
export function partsX(data: MarkData, options: PartsXOptions = {}): CompoundMark {
  requireRows(data);
  const { head, label = countAndShare, render, x = "value", ...rest } = options;
  requireKnown("partsX", rest, ["head", "label", "order"]);
  const { y, fx, fy, fill } = rest;
  requireColumns(data, { x, y, fx, fy, head, ...isColour(fill) ? {} : { fill } }, "partsX");
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
      render: labelled(label, render),
    } as Plot.BarXOptions & Plot.StackOptions,
  );
  const bars = Plot.barX(rowsOf(data) as Plot.Data, stacked);
  return Plot.marks(
    withRoom(() => null, { scale: "x", before: 0, after: 80 }),
    Object.assign(bars, { ariaLabel: "parts" }),
  );
}

function countAndShare(count: number, share: number): string {
  return count === 0 ? "0" : `${count} · ${Math.round(100 * share)}%`;
}

function labelled(
  label: (count: number, share: number) => string,
  own: RenderFunction | undefined,
): RenderFunction {
  return (index, scales, values, dimensions, context, next) => {
    const group = (own ?? next!)(index, scales, values, dimensions, context, next);
    if (!group) return group;
    const counts = values.count as unknown as ArrayLike<number>;
    const heads = values.head as unknown as ArrayLike<unknown> | undefined;
    const rects = [...group.querySelectorAll("rect")];
    const style = (context as unknown as { ownerSVGElement: Element }).ownerSVGElement;
    const size = fontSizeOf(style);
    const get = (rect: Element, name: string) => Number(rect.getAttribute(name));
    const texts: Element[] = [];
    const write = (text: string, attributes: Record<string, string | number>) => {
      const made = makeShape(context.document, ["text", attributes]);
      made.textContent = text;
      texts.push(made);
    };
    // A bar that has a head keeps its upper part for that.
    const headRoom = heads ? 1.5 * size : 0;
    for (const bar of Map.groupBy(rects.keys(), (at) => get(rects[at]!, "y")).values()) {
      const of = (at: number) => Number(counts[index[at]!]);
      const whole = bar.reduce((sum, at) => sum + of(at), 0);
      const beside: string[] = [];
      const first = rects[bar[0]!]!;
      const top = get(first, "y") + headRoom;
      const height = Math.max(4, get(first, "height") - headRoom);
      let end = 0;
      for (const at of bar.toSorted((a, b) => get(rects[a]!, "x") - get(rects[b]!, "x"))) {
        const rect = rects[at]!;
        const [x, width] = [get(rect, "x"), get(rect, "width")];
        const colour = rect.getAttribute("fill") ?? group.getAttribute("fill") ?? "";
        const text = label(of(at), whole === 0 ? 0 : of(at) / whole);
        rect.setAttribute("y", String(top));
        rect.setAttribute("height", String(height));
        if (of(at) === 0) rect.remove();
        else if (contrastOnWhite(colour) < 1.6) edge(rect, x, width, top, height);
        end = Math.max(end, x + width);
        if (text === "") continue;
        const fill = isDark(colour) ? "white" : "currentColor";
        const lines = fitting(text, width - 6, height, size);
        if (of(at) === 0 || lines === undefined) beside.push(text);
        for (const [line, part] of (of(at) === 0 ? [] : lines ?? []).entries()) {
          const y = top + height / 2 + (line - (lines!.length - 1) / 2) * 1.15 * size;
          write(part, { x: x + width / 2, y, dy: "0.32em", "font-weight": 600, fill });
        }
      }
      const middle = { y: top + height / 2, dy: "0.32em", fill: "currentColor" };
      const start = { "text-anchor": "start" };
      if (beside.length > 0) write(beside.join("; "), { x: end + 7, ...middle, ...start });
      if (heads) {
        const x = Math.min(...bar.map((at) => get(rects[at]!, "x"))) - 1;
        const head = { x, y: top - 0.45 * size, fill: "currentColor", ...start };
        write(String(heads[index[bar[0]!]!] ?? ""), head);
      }
    }
    group.append(...texts);
    return group;
  };
}

/** A label in one line or, parted at its dot, in two, where it fits; undefined where it does not. */
function fitting(text: string, width: number, height: number, size: number): string[] | undefined {
  const fits = (lines: readonly string[]) =>
    lines.every((line) => CHARACTER * size * line.length <= width) &&
    lines.length * 1.15 * size <= height;
  return [[text], text.split(" · ")].find(fits);
}

/** Draws the edge of a light part inside its rectangle. */
function edge(rect: Element, x: number, width: number, y: number, height: number): void {
  const inside = { x: x + 0.5, y: y + 0.5, width: Math.max(1, width - 1), height: height - 1 };
  for (const [name, value] of Object.entries({ ...inside, stroke: EDGE })) {
    rect.setAttribute(name, String(value));
  }
}

/** The size of the type of a drawing, in pixels. */
function fontSizeOf(svg: Element): number {
  const styled = /font-size:\s*([\d.]+)/.exec(svg.getAttribute("style") ?? "")?.[1];
  return Number(styled ?? svg.getAttribute("font-size") ?? 10);
}
