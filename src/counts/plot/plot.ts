/**
 * Observable Plot, as everywhere, but that nothing needs a document, data may be Polars frames, and a drawing shows itself.
 * @module
 */
import { Buffer } from "node:buffer";
import { crc32, deflateSync } from "node:zlib";
import * as Plot from "@observablehq/plot";
// The same library as one file, which loads in a third of the time.
import { parseHTML } from "linkedom/worker";
import { addHatch, parseColour, type Room } from "./look.ts";
import { bundleOfDrawing, type Drawn } from "./drawn.ts";
import { drawInFigure } from "./fit.ts";
import {
  type FrameLike,
  isFrame,
  labelOf,
  requireColumns,
  requireRows,
  rowsOf,
  tellOnce,
} from "./rows.ts";
import { DISPLAY } from "./html.ts";

export * from "@observablehq/plot";

/** Plot's own, which the marks' `.plot()` takes too. */
const { plot: plotInPage } = Plot;

/**
 * Draws a plot, as [Plot.plot](https://observablehq.com/plot/features/plots) does, with no `document` to be given: the same
 * drawing, to the letter. Data are rows, or Polars frames, wherever Plot takes data. Inside {@linkcode figure} type is 12 pixels and
 * labels get the room that they need. As the last expression of a cell the drawing shows on white paper, dark theme or not.
 * @throws {RangeError} when a mark over a frame names a column that there is not
 * @example
 * ```ts
 * import { Plot } from "@crosses/counts/marks";
 * import assert from "node:assert/strict";
 *
 * const svg = Plot.plot({ marks: [Plot.dot([{ n: 1, m: 2 }], { x: "n", y: "m" })] });
 * assert.equal(svg.querySelectorAll("circle").length, 1);
 * ```
 */
export function plot(options: Plot.PlotOptions = {}): Drawn {
  const marks = ((options.marks ?? []) as unknown[]).flat(Infinity as 1);
  marks.forEach(takeFrame);
  const { facet } = options as { facet?: { data?: unknown } };
  const given = {
    ...options,
    ...roomFor(marks, options),
    ...(facet ? { facet: { ...facet, data: rowsOf(facet.data) } } : {}),
    document: documentOf(options.document),
  } as Plot.PlotOptions;
  const drawn = drawInFigure(given, marks, (options) => plotInPage(options) as Drawn);
  addHatch(drawn, given.document!);
  tellOfTips(marks);
  const { legend } = drawn;
  drawn.legend = (name, options) => {
    const made = legend(name, options);
    return made && showing(made);
  };
  return showing(drawn);
}

/** A legend of its own, as [Plot.legend](https://observablehq.com/plot/features/legends) does. */
export function legend(options?: Parameters<typeof Plot.legend>[0]): SVGSVGElement | HTMLElement {
  return showing(
    Plot.legend(
      {
        ...options,
        document: documentOf((options as { document?: Document } | undefined)?.document),
      } as typeof options,
    ),
  );
}

function showing<Made extends Element>(made: Made): Made {
  return Object.assign(made, { [DISPLAY]: () => bundleOfDrawing(made) });
}

Plot.Mark.prototype.plot = function (this: Plot.RenderableMark, { marks = [], ...options } = {}) {
  return plot({ ...options, marks: [...marks, this] });
} as typeof plotInPage;

/** As Plot's own, over a Polars frame too. */
export const auto = ((data, options) => {
  const marks = Plot.auto(rowsOf(data) as Plot.Data, options);
  [marks as unknown].flat(Infinity as 1).forEach((mark) => mark && TIP_UNASKED.add(mark));
  return marks;
}) as typeof Plot.auto;

/** As Plot's own, over a Polars frame too. */
export const autoSpec =
  ((data, options) => Plot.autoSpec(rowsOf(data) as Plot.Data, options)) as typeof Plot.autoSpec;

/** As Plot's own, over a Polars frame too. */
export const valueof =
  ((data: unknown, ...rest: [never]) =>
    Plot.valueof(rowsOf(data) as Plot.Data, ...rest)) as typeof Plot.valueof;

/** Marks whose tips nobody asked for. */
const TIP_UNASKED = new WeakSet<object>();

/** A picture is still, and nothing else would tell why its tips are not seen. */
function tellOfTips(marks: readonly unknown[]): void {
  const isAsked = (mark: unknown) =>
    (mark as { tip?: unknown } | null)?.tip && !TIP_UNASKED.has(mark as object);
  if (!marks.some(isAsked)) return;
  tellOnce("A notebook's picture is still: `tip` is not seen in it; print words with `text`.");
}

/** Plot leaves out a null without a word, and what is left out looks like 0. */
function tellOfSuppressed(
  data: FrameLike,
  channels: Readonly<Record<string, unknown>>,
  name: string,
): void {
  const isCount = (spec: unknown) => labelOf(spec as Plot.ChannelValueSpec) === "value";
  if (!data.columns.includes("status") || !Object.values(channels).some(isCount)) return;
  const rows = rowsOf(data) as Record<string, unknown>[];
  const hidden = rows.filter(({ status, value }) => status === "suppressed" && value === null);
  if (hidden.length === 0) return;
  tellOnce(
    `${name} draws nothing for ${hidden.length} suppressed of ${rows.length} counts, as if they were 0: ` +
      "suppressedBarY and its kin draw them.",
  );
}

/** A mark that stacks loses the names of its columns: it is asked for them before. */
function stacked<Make extends typeof Plot.barX | typeof Plot.barY>(name: string, make: Make): Make {
  return ((data: Plot.Data, options: Plot.BarYOptions = {}) => {
    const { x, y, fx, fy, z } = options;
    if (isFrame(data)) requireColumns(data, { x, y, fx, fy, z }, `Plot.${name}`);
    return make(data, options as never);
  }) as Make;
}

/** As Plot's own; over a Polars frame, a column that there is not is an error. */
export const barX: typeof Plot.barX = stacked("barX", Plot.barX);

/** As Plot's own; over a Polars frame, a column that there is not is an error. */
export const barY: typeof Plot.barY = stacked("barY", Plot.barY);

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
  const values = Object.fromEntries(
    Object.entries(channels).map(([name, { value }]) => [name, value]),
  );
  const name = `Plot.${nameOf(mark)}`;
  requireColumns(data, { fx, fy, ...values }, name);
  tellOfSuppressed(data, values, name);
  Object.assign(mark as object, { data: rowsOf(data) });
}

function nameOf(mark: unknown): string {
  const { name } = (mark as object).constructor;
  return name.charAt(0).toLowerCase() + name.slice(1);
}

const INSETS = [["x", "insetLeft", "insetRight"], ["y", "insetBottom", "insetTop"]] as const;

/** As much of a width as marks may take before and past bars: beside labels, something is left for the counts. */
const MOST_INSET = 0.45;

/** Insets that the marks for suppressed counts ask for, where the caller gave none. */
function roomFor(marks: readonly unknown[], options: Plot.PlotOptions): Plot.PlotOptions {
  const insets: Plot.PlotOptions = {};
  for (const [scale, before, after] of INSETS) {
    const asked = marks.flatMap((mark) => (mark as { room?: Room } | null)?.room ?? [])
      .filter((room) => room.scale === scale);
    const { [scale]: given = {} } = options;
    if (asked.length === 0 || given === null || "inset" in options || "inset" in given) continue;
    const [start, end] = given.reverse ? [after, before] : [before, after];
    const past = Math.max(...asked.map(({ after }) => after));
    const most = scale === "x" ? MOST_INSET * (options.width ?? 640) - past : Infinity;
    const room = Math.min(most, Math.max(...asked.map(({ before }) => before)));
    insets[scale] = {
      [start]: options[start] ?? Math.max(0, room),
      [end]: options[end] ?? past,
      ...given,
    };
  }
  return insets;
}

// The document that Plot draws on where there is no page, and as much of a canvas as it asks for: pixels in, a PNG out.

let made: Document | undefined;
const completed = new WeakSet<Document>();

/** The document that was given, else the page's, else one without a page: with what Plot asks of any of them. */
function documentOf(given?: Document): Document {
  const document = given ?? globalThis.document as Document | undefined ??
    (made ??= parseHTML("<!doctype html><html><body></body></html>")
      .document as unknown as Document);
  if (!completed.has(document)) complete(document);
  completed.add(document);
  return document;
}

function complete(document: Document): void {
  if (document.defaultView && "CanvasRenderingContext2D" in document.defaultView) return;
  const create = document.createElement.bind(document);
  document.createElement =
    ((name: string) => name === "canvas" ? new Canvas() : create(name)) as typeof create;
  // In a page, a style is given as text too, and the names of SVG elements keep their case.
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (let at = Object.getPrototypeOf(svg); at !== null; at = Object.getPrototypeOf(at)) {
    const style = Object.getOwnPropertyDescriptor(at, "style");
    if (style === undefined || style.set) continue;
    Object.defineProperty(at, "style", {
      ...style,
      set(this: Element, text: string) {
        this.setAttribute("style", text);
      },
    });
  }
  if (svg.tagName === "svg") return;
  Object.defineProperty(Object.getPrototypeOf(svg), "tagName", {
    get(this: Element) {
      return this.localName;
    },
  });
}

/** Pixels as a canvas gives them: red, green, blue and opacity, 0 to 255 each, row by row. */
interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** Stands in for `document.createElement("canvas")`. */
class Canvas {
  width = 300;
  height = 150;
  #pixels: Pixels | undefined;

  /** What Plot draws with: one pixel filled at a time, or all of them put at once. */
  getContext(): unknown {
    const context = {
      fillStyle: "#000",
      fillRect: (x: number, y: number) => {
        const pixels = this.#pixels ??= blank(this.width, this.height);
        pixels.data.set(parseColour(context.fillStyle) ?? [0, 0, 0, 255], 4 * (y * this.width + x));
      },
      createImageData: blank,
      putImageData: (pixels: Pixels) => this.#pixels = pixels,
    };
    return context;
  }

  toDataURL(): string {
    const png = encodePng(this.#pixels ?? blank(this.width, this.height));
    return `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
  }
}

function blank(width: number, height: number): Pixels {
  return { width, height, data: new Uint8ClampedArray(4 * width * height) };
}

/**
 * A PNG of 8 bits a channel, each row as it is.
 * @see https://www.w3.org/TR/png-3/
 */
function encodePng({ width, height, data }: Pixels): Uint8Array {
  const rows = new Uint8Array(height * (4 * width + 1));
  for (let y = 0; y < height; y++) {
    rows.set(data.subarray(4 * width * y, 4 * width * (y + 1)), y * (4 * width + 1) + 1);
  }
  const header = Buffer.concat([uint32(width), uint32(height), Uint8Array.of(8, 6, 0, 0, 0)]);
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", new Uint8Array()),
  ]);
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(name), data]);
  return Buffer.concat([uint32(data.length), body, uint32(crc32(body))]);
}

function uint32(number: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number);
  return bytes;
}
