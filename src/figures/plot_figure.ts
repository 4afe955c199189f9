/** A figure of one's own: any Observable Plot options, in the form of the figures here. */
import type { PlotOptions } from "@observablehq/plot";
import type pl from "nodejs-polars";
import { Figure } from "./figure.ts";
import { frameTable } from "./frame_table.ts";
import { sourceLine } from "./source.ts";
import { PAINT } from "./theme.ts";
import { requireView, type View } from "./view.ts";

/** A fill for what is suppressed. Plot leaves a null out, which looks like zero: draw a mark with this fill instead. */
export const HATCHING: string = PAINT.suppressed;

/** A drawing of one's own, and what those who do not see it are told. */
export interface OwnPlot {
  /** A short name, as a heading would say it. */
  readonly name: string;
  /** What one would see, in a sentence or two. */
  readonly description: string;
  /** The numbers behind the drawing: they stand under it as a table. */
  readonly frame: pl.DataFrame;
  /** What `Plot.plot` takes. Widths are in units of 440 to the drawing. */
  readonly plot: PlotOptions;
}

/**
 * Draws a plot of one's own as a figure: hatching, name and description, its numbers as a table, and the source.
 * @throws {Error} when Plot warns
 */
export function plotFigure(view: View, { name, description, frame, plot }: OwnPlot): Figure {
  const { text } = requireView(view);
  const { id: _id, ...data } = frameTable(frame, text).model;
  return new Figure({
    id: `figure-${slug(name)}`,
    name,
    description,
    caption: sourceLine(view),
    numbersLabel: text.figure.numbers,
    data,
    plot,
  });
}

/** Letters, digits and hyphens: accents are dropped. */
function slug(name: string): string {
  return name.normalize("NFD").replace(/\p{M}/gu, "").replace(/[^A-Za-z0-9]+/g, "-").toLowerCase();
}
