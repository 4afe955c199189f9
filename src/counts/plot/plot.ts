/**
 * Observable Plot, as everywhere, but that nothing needs a document, data may be Polars frames, and a drawing shows itself.
 * @module
 */
import * as Plot from "@observablehq/plot";
import { documentOf } from "./document.ts";
import { addHatch, type Room } from "./look.ts";
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

/** Insets that the marks for suppressed counts ask for, where the caller gave none. */
function roomFor(marks: readonly unknown[], options: Plot.PlotOptions): Plot.PlotOptions {
  const insets: Plot.PlotOptions = {};
  for (const [scale, before, after] of INSETS) {
    const asked = marks.flatMap((mark) => (mark as { room?: Room } | null)?.room ?? [])
      .filter((room) => room.scale === scale);
    const { [scale]: given = {} } = options;
    if (asked.length === 0 || given === null || "inset" in options || "inset" in given) continue;
    const [start, end] = given.reverse ? [after, before] : [before, after];
    insets[scale] = {
      [start]: options[start] ?? Math.max(...asked.map(({ before }) => before)),
      [end]: options[end] ?? Math.max(...asked.map(({ after }) => after)),
      ...given,
    };
  }
  return insets;
}
