/** Cells of a matrix of counts of which some are suppressed. */
import type { CellOptions, ChannelValue, CompoundMark, RenderFunction } from "@observablehq/plot";
import * as Plot from "@observablehq/plot";
import type { Language } from "@crosses/text";
import { wordsOf } from "../words/figures.ts";
import { makePaints, TILE } from "./hatch.ts";
import type { MarkData } from "./rows.ts";
import { type Part, SUPPRESSED, type SuppressedChannels, SuppressedRows } from "./suppressed.ts";
import { onlyGiven } from "./suppressed_bar.ts";

/** Options of {@linkcode suppressedCell}: those of `Plot.cell`, and the channels that tell what is suppressed. */
export interface SuppressedCellOptions
  extends CellOptions, Omit<SuppressedChannels, "lower" | "upper"> {
  /** What a published cell prints; its count, if left out. Null for nothing. */
  text?: ChannelValue;
  /** The language in which counts are printed; "en" if left out. */
  locale?: Language;
}

/** Free of hatching on each side of a printed mark, in pixels. */
const CLEAR = 6;

/**
 * Cells of a matrix: a published one prints its count, a suppressed one is hatched on both sides of the source's mark.
 * `fill`, `stroke` and other styles are of the published cells; all else works as in `Plot.cell`.
 * @throws {RangeError} when a channel names a column that there is not; says which there are
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { Plot, suppressedCell } from "@crosses/counts/marks";
 *
 * const rows = [{ town: "A", year: "2024", value: 12 }, { town: "B", year: "2024", mark: "x" }];
 * const drawn = Plot.plot({ marks: [suppressedCell(rows, { x: "year", y: "town" })] });
 * assert.match(drawn.querySelector('[aria-label="suppression mark"]')!.textContent!, /x/);
 * ```
 */
export function suppressedCell(data: MarkData, options: SuppressedCellOptions = {}): CompoundMark {
  const { text, inset = 1, locale, ...given } = options;
  const channels = { ...given, lower: null, upper: null };
  const rows = new SuppressedRows("suppressedCell", data, channels, "x");
  const { fill = TILE, stroke, sort, ...rest } = rows.options;
  const { hatch, defs } = makePaints("x");
  const { tip: _tip, title: _title, href: _href, ...places } = rest;
  const counts = text ?? rows.column(({ value }) => wordsOf(locale).number(value));
  const printed = rows.column(({ printed }) => printed.join(" "));
  const [print, bold] = [{ ...places, fill: "currentColor" }, { fontWeight: 700 }];
  const style = onlyGiven({ sort, stroke, fill });
  const hatched = {
    ...rest,
    inset,
    fill: hatch,
    channels: { ...rest.channels, clear: rows.column(clearOf) },
    render: asideOf(rest.render),
  };
  return Plot.marks(
    defs,
    rows.part("cell", ["published"], Plot.cell, { ...rest, inset, ...style }),
    rows.part("suppressed cell", SUPPRESSED, Plot.cell, hatched),
    text === null ? null : rows.part("count", ["published"], Plot.text, { ...print, text: counts }),
    rows.part("suppression mark", SUPPRESSED, Plot.text, { ...print, text: printed, ...bold }),
  );
}

/** Pixels that a mark takes, free of hatching. */
function clearOf({ printed }: Part): number {
  return 7.5 * printed.join(" ").length + 2 * CLEAR;
}

/** Keeps the middle of each cell free for its mark: hatches what is left and right of it; above and below, where it is narrow. */
function asideOf(own: RenderFunction | undefined): RenderFunction {
  return (index, scales, values, dimensions, context, next) => {
    const group = (own ?? next!)(index, scales, values, dimensions, context, next);
    for (const [at, cell] of [...group?.children ?? []].entries()) {
      const clear = values.clear![index[at]!];
      const isWide = Number(cell.getAttribute("width")) >= clear + 8;
      hatchAside(cell, isWide ? ["x", "width", clear] : ["y", "height", 18]);
    }
    return group;
  };
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
