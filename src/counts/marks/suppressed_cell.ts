/** Cells of a matrix of counts of which some are suppressed. */
import type { CellOptions, ChannelValue, CompoundMark, RenderFunction } from "@observablehq/plot";
import * as Plot from "@observablehq/plot";
import { isDark, makeHatching, TILE } from "../plot/look.ts";
import { formatValue } from "../words/figures.ts";
import type { MarkData } from "../plot/rows.ts";
import {
  isColour,
  onlyGiven,
  type Part,
  SUPPRESSED,
  type SuppressedChannels,
} from "./suppressed.ts";
import { SuppressedMarks } from "./suppressed_marks.ts";

/** Options of {@linkcode suppressedCell}: those of `Plot.cell`, and the channels that tell what is suppressed. */
export interface SuppressedCellOptions
  extends CellOptions, Omit<SuppressedChannels, "lower" | "upper"> {
  /** What a published cell prints; its count, if left out. Null for nothing. */
  text?: ChannelValue;
}

/** Free of hatching on each side of a printed mark, in pixels. */
const CLEAR = 6;

/**
 * Cells of a matrix: a published one prints its count, a suppressed one is hatched on both sides of the source's mark.
 * `fill`, `stroke` and their kin style the published cells, and text on a dark one is white; all else works as in `Plot.cell`.
 * @throws {RangeError} when a channel names a column that there is not; says which there are
 * @throws {TypeError} when an option is not known
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { Plot, suppressedCell } from "@crosses/counts/marks";
 *
 * const rows = [{ year: "2023", town: "A", value: 12 }, { year: "2024", town: "A", value: null, mark: "x" }];
 * const svg = Plot.plot({ marks: [suppressedCell(rows, { x: "year", y: "town" })] });
 * assert.equal(svg.querySelector('[aria-label="suppression mark"]')!.textContent, "x");
 * ```
 */
export function suppressedCell(data: MarkData, options: SuppressedCellOptions = {}): CompoundMark {
  const { text, inset = 1, ...given } = options;
  if ("lower" in given || "upper" in given) {
    throw new TypeError(
      "Cannot use lower and upper of suppressedCell: a cell prints the mark alone",
    );
  }
  const noEnds = { ...given, lower: null, upper: null };
  const rows = new SuppressedMarks("suppressedCell", "x", data, noEnds, "x", { text });
  const { fill = TILE, stroke, ...rest } = rows.options;
  const hatching = makeHatching();
  const { order, shared } = rows.sorted(rest, fill, false);
  const { tip: _tip, title: _title, href: _href, ...places } = shared;
  const ground = isColour(fill) ? {} : { ground: { value: fill, scale: "color" } };
  const onGround = {
    ...places,
    fill: isColour(fill) && isDark(String(fill)) ? "white" : "currentColor",
    text: text ?? rows.column(({ value }) => formatValue(value, "en", { digits: 4 })),
    channels: { ...rest.channels, ...ground },
    render: contrasting(rest.render),
  };
  const printed = { value: rows.column(({ printed }) => printed), scale: null };
  const channels = { ...rest.channels, printed };
  const cell = { ...shared, inset };
  const hatched = { ...cell, fill: hatching.fill, channels, render: asideOf(rest.render) };
  const mark = rows.column(({ printed }) => printed.join(", "));
  const render = shortened(rest.render);
  const look = { fill: "currentColor", fontWeight: 700, channels, render };
  return Plot.marks(
    hatching.defs,
    order,
    rows.part("cell", ["published"], Plot.cell, { ...cell, ...onlyGiven({ stroke, fill }) }),
    rows.part("suppressed cell", SUPPRESSED, Plot.cell, hatched),
    text === null ? null : rows.part("count", ["published"], Plot.text, onGround),
    rows.part("suppression mark", SUPPRESSED, Plot.text, { ...places, ...look, text: mark }),
  );
}

/** Pixels that a text takes, free of hatching. */
function clearOf(text: string): number {
  return 7.5 * text.length + 2 * CLEAR;
}

/** What a suppressed cell of a width prints: the source's mark alone where the words do not fit. */
function fitting(values: unknown, row: number, width: number): string {
  const printed = (values as { printed: Part["printed"][] }).printed[row]!;
  const whole = printed.join(", ");
  return clearOf(whole) <= width + 2 * CLEAR ? whole : printed[0] ?? "";
}

/** Draws as asked, and then mends each element of a name, given the row that it is of. */
function mending(
  own: RenderFunction | undefined,
  name: string,
  mend: (element: Element, row: number, ...drawn: Parameters<RenderFunction>) => void,
): RenderFunction {
  return (...drawn) => {
    const [index, , , , , next] = drawn;
    const group = (own ?? next!)(...drawn);
    // A group that is clipped holds its elements in another.
    for (const [at, element] of [...group?.querySelectorAll(name) ?? []].entries()) {
      mend(element, index[at]!, ...drawn);
    }
    return group;
  };
}

function shortened(own: RenderFunction | undefined): RenderFunction {
  return mending(own, "text", (text, row, _index, scales, values) => {
    const width = (scales.x as { bandwidth?(): number } | undefined)?.bandwidth?.() ?? Infinity;
    text.textContent = fitting(values, row, width);
  });
}

/** White text where the colour under it is dark. */
function contrasting(own: RenderFunction | undefined): RenderFunction {
  return mending(own, "text", (text, row, _index, _scales, values) => {
    const grounds = values.ground as unknown as string[] | undefined;
    if (grounds && isDark(grounds[row]!)) text.setAttribute("fill", "white");
  });
}

/** Keeps the middle of each cell free for its mark: hatches what is left and right of it; above and below, where it is narrow. */
function asideOf(own: RenderFunction | undefined): RenderFunction {
  return mending(own, "rect", (cell, row, _index, _scales, values) => {
    const width = Number(cell.getAttribute("width"));
    const clear = clearOf(fitting(values, row, width));
    hatchAside(cell, width >= clear + 8 ? ["x", "width", clear] : ["y", "height", 18]);
  });
}

function hatchAside(
  cell: Element,
  [at, size, clear]: readonly [at: "x" | "y", size: "width" | "height", clear: number],
): void {
  const whole = Number(cell.getAttribute(size));
  const part = Math.max(0, (whole - clear) / 2);
  cell.setAttribute(size, String(part));
  const other = cell.cloneNode() as Element;
  other.setAttribute(at, String(Number(cell.getAttribute(at)) + whole - part));
  cell.after(other);
}
