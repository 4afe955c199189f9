/** `Plot.plot` as in Observable, where there is no page: it brings a document, takes Polars frames, and is legible anywhere. */
import * as Plot from "@observablehq/plot";
export * from "@observablehq/plot";
// The same library as one file, which loads in a third of the time.
import { parseHTML } from "linkedom/worker";
import { FONT, HATCH, hatchPattern, makeShape, roomOf, type Shape } from "./hatch.ts";
import { bundleOfDrawing, drawFitted, type Drawn, hearing } from "./drawn.ts";
import { isFrame, requireColumns, requireRows, rowsOf } from "./rows.ts";
import { DISPLAY } from "./html.ts";

/** Plot's own, which the marks' `.plot()` takes too. */
const { plot: plotInPage } = Plot;

/**
 * Draws a plot, as [Plot.plot](https://observablehq.com/plot/features/plots) does, with no `document` to be given.
 *
 * Marks take Polars frames as data. Years as text ("2023") make a band or point scale without a warning. Type is 12 pixels
 * unless `style` says otherwise. As the last expression of a cell the drawing shows on white paper, dark theme or not.
 * @throws {RangeError} when a mark over a frame names a column that there is not
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { Plot } from "@crosses/counts/marks";
 *
 * const drawn = Plot.plot({ width: 720, marks: [Plot.dot([[1, 2], [3, 4]])] });
 * assert.equal(drawn.getAttribute("width"), "720");
 * ```
 */
export function plot(options: Plot.PlotOptions = {}): Drawn {
  const marks = ((options.marks ?? []) as unknown[]).flat(Infinity as 1);
  marks.forEach(takeFrame);
  const given = {
    ...options,
    ...roomFor(marks, options),
    document: options.document ?? pageless(),
    style: styleOf(options.style),
  };
  const [drawn, warnings] = hearing(() => drawFitted(given, withYears));
  for (const warning of warnings) console.warn(warning);
  addHatch(drawn, given.document);
  drawRamps(drawn, given.document);
  return Object.assign(drawn, { [DISPLAY]: () => bundleOfDrawing(drawn) });
}

/** A legend of its own, as [Plot.legend](https://observablehq.com/plot/features/legends) does. */
export function legend(options?: Parameters<typeof Plot.legend>[0]): SVGSVGElement | HTMLElement {
  const made = Plot.legend({ document: pageless(), ...options } as typeof options);
  drawRamps(made, pageless());
  return Object.assign(made, { [DISPLAY]: () => bundleOfDrawing(made) });
}

Plot.Mark.prototype.plot = function (this: Plot.RenderableMark, { marks = [], ...options } = {}) {
  return plot({ ...options, marks: [...marks, this] });
} as typeof plotInPage;

let document: Document | undefined;

/** The page's document where there is a page; else one without. */
function pageless(): Document {
  if (document) return document;
  const page = (globalThis as { document?: Document }).document;
  if (page) return page;
  const made = parseHTML("<!doctype html><html><body></body></html>").document;
  const create = made.createElement.bind(made);
  // Plot paints the ramp of a continuous legend on a canvas, pixel by pixel.
  made.createElement =
    ((name: string) => name === "canvas" ? rampCanvas() : create(name)) as typeof create;
  return document = made as unknown as Document;
}

/** As much of a canvas as Plot's ramp takes: a row of pixels. Their colours stand where a picture would. */
function rampCanvas(): unknown {
  const colours: string[] = [];
  const context = { fillStyle: "", fillRect: (x: number) => colours[x] = context.fillStyle };
  return { getContext: () => context, toDataURL: () => `${RAMP}${JSON.stringify(colours)}` };
}
const RAMP = "ramp:";

/** Draws the ramps of legends, which Plot paints on a canvas, as rectangles: one for every eighth colour. */
function drawRamps(drawn: Element, document: Document): void {
  for (const image of drawn.querySelectorAll("image")) {
    const href = image.getAttribute("href") ?? image.getAttribute("xlink:href");
    if (!href?.startsWith(RAMP)) continue;
    const colours = (JSON.parse(href.slice(RAMP.length)) as string[]).filter((_, at) =>
      at % 8 === 4
    );
    const rects = colours.map((fill, x): Shape => ["rect", { x, width: 1, height: 1, fill }]);
    const place = ["x", "y", "width", "height"].map((name) => [name, image.getAttribute(name)!]);
    const box = {
      ...Object.fromEntries(place),
      viewBox: `0 0 ${rects.length} 1`,
      preserveAspectRatio: "none",
      "shape-rendering": "crispEdges",
    };
    image.replaceWith(makeShape(document, ["svg", box, ...rects]));
  }
}

/** A mark over a frame takes its rows. Plot would go through its columns, and draw nothing. */
function takeFrame(mark: unknown): void {
  // An axis that is not drawn is a mark that is null.
  const { data, channels = {} } = (mark ?? {}) as {
    data?: unknown;
    channels?: Record<string, { value?: unknown }>;
  };
  requireRows(data);
  if (!isFrame(data)) return;
  const { fx, fy } = mark as { fx?: unknown; fy?: unknown };
  const values = Object.entries(channels).map(([name, { value }]) => [name, value]);
  requireColumns(data, { fx, fy, ...Object.fromEntries(values) }, `Plot.${nameOf(mark)}`);
  Object.assign(mark as object, { data: rowsOf(data) });
}

function nameOf(mark: unknown): string {
  const { name } = (mark as object).constructor;
  return name.charAt(0).toLowerCase() + name.slice(1);
}

const INSETS = [["x", "insetLeft", "insetRight"], ["y", "insetBottom", "insetTop"]] as const;

/** Insets that the marks ask for, where the caller gave none. */
function roomFor(marks: readonly unknown[], options: Plot.PlotOptions): Plot.PlotOptions {
  const insets: Plot.PlotOptions = {};
  for (const [scale, before, after] of INSETS) {
    const asked = marks.flatMap((mark) => roomOf(mark) ?? []).filter((room) =>
      room.scale === scale
    );
    const { [scale]: given = {} } = options;
    if (asked.length === 0 || given === null || "inset" in options || "inset" in given) continue;
    insets[scale] = {
      [before]: options[before] ?? Math.max(...asked.map(({ before }) => before)),
      [after]: options[after] ?? Math.max(...asked.map(({ after }) => after)),
      ...given,
    };
  }
  return insets;
}

/** The caller's style over type of 12 pixels. */
function styleOf(style: Plot.PlotOptions["style"]): Plot.PlotOptions["style"] {
  if (typeof style === "string") return `font-size: ${FONT.size}px; ${style}`;
  return { fontSize: `${FONT.size}px`, fontFamily: FONT.family, ...style } as Partial<
    CSSStyleDeclaration
  >;
}

const ABOUT_TEXT =
  /^Warning: some data associated with the (\w+) scale are strings that appear to be/;
const YEAR = /^(1[5-9]|2[0-4])\d\d(-\d\d)?$/;

/** Draws; where Plot takes years as text for a mistake, draws again with the scale that it had chosen itself. */
function withYears(options: Plot.PlotOptions): Drawn {
  const [drawn, warnings] = hearing(() => plotInPage(options) as Drawn);
  const years: Record<string, Plot.ScaleOptions> = {};
  for (const warning of warnings) {
    const scale = ABOUT_TEXT.exec(warning)?.[1] as Plot.ScaleName | undefined;
    const { domain, type } = (scale && drawn.scale(scale)) ?? {};
    if (!scale || !domain || ![...domain].some((value) => YEAR.test(String(value)))) continue;
    // Plot says "ordinal" of the colours that it chose as for categories.
    years[scale] = { ...options[scale], type: scale === "color" ? "categorical" : type };
  }
  if (Object.keys(years).length > 0) return withYears({ ...options, ...years });
  for (const warning of warnings) console.warn(warning);
  return drawn;
}

/** Brings the pattern of {@linkcode HATCH} where a mark uses it, with an id of its own. */
function addHatch(drawn: Element, document: Document): void {
  const hatched = drawn.querySelectorAll(`[fill="${HATCH}"]`);
  if (hatched.length === 0) return;
  const id = `suppressed-hatch-${++hatches}`;
  for (const part of hatched) part.setAttribute("fill", `url(#${id})`);
  const svg = drawn.tagName.toLowerCase() === "svg" ? drawn : hatched[0]!.closest("svg")!;
  svg.prepend(makeShape(document, ["defs", {}, hatchPattern(id)]));
}
let hatches = 0;
