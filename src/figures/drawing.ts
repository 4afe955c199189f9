/** Observable Plot, outside a browser: options in, the text of one stand-alone SVG out. */
import * as Plot from "@observablehq/plot";
// The same library as one file, which loads in a third of the time.
import { parseHTML } from "linkedom/worker";
import { COLOURS, definitions, FONT, WIDTH } from "./theme.ts";
import { escapeHtml } from "./html.ts";

/** What a screen reader says of a drawing: its name and what one would see. */
export interface DrawingText {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

/**
 * Draws a plot as SVG with a `<title>` and a `<desc>`, patterns for hatching, and no style sheet, so that it looks the
 * same inlined in a page and alone in a file.
 *
 * @throws {Error} when Plot warns: a figure that Plot doubts is not shown
 */
export function draw(options: Plot.PlotOptions, text: DrawingText): string {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const figure = Plot.plot({
    width: WIDTH,
    ...options,
    document: document as unknown as Document,
    style: { fontSize: `${FONT.size}px`, fontFamily: FONT.family },
  });
  if (figure.tagName.toLowerCase() !== "svg") {
    throw new Error(`Cannot draw "${text.name}": Plot gave a <${figure.tagName}>, not one SVG`);
  }
  if (figure.textContent?.includes("⚠")) {
    throw new Error(`Cannot draw "${text.name}": Plot warned; its message is above`);
  }
  figure.querySelector("style")?.remove();
  const [titleId, descriptionId] = [`${text.id}-title`, `${text.id}-desc`];
  const attributes: Record<string, string> = {
    xmlns: "http://www.w3.org/2000/svg",
    role: "img",
    "aria-labelledby": `${titleId} ${descriptionId}`,
    fill: COLOURS.ink,
    "font-family": FONT.family,
    "font-size": String(FONT.size),
    "text-anchor": "middle",
  };
  for (const { name } of [...figure.attributes]) {
    if (name !== "viewBox" && name !== "width" && name !== "height") figure.removeAttribute(name);
  }
  for (const [name, value] of Object.entries(attributes)) figure.setAttribute(name, value);
  // The drawing is one image with one name; labels on its parts are prohibited there.
  for (const part of figure.querySelectorAll("[aria-label], [aria-hidden], [aria-description]")) {
    for (const name of ["aria-label", "aria-hidden", "aria-description"]) {
      part.removeAttribute(name);
    }
  }
  const head = `<title id="${titleId}">${escapeHtml(text.name)}</title>` +
    `<desc id="${descriptionId}">${escapeHtml(text.description)}</desc>`;
  return rounded(figure.toString())
    .replace(/^<svg[^>]*>/, (start) => start + head + withPrefix(definitions, text.id))
    .replaceAll("url(#", `url(#${text.id}-`)
    .replaceAll("currentColor", COLOURS.ink);
}

/** Two drawings of one page must not share the ids of their paints. */
function withPrefix(svg: string, prefix: string): string {
  return svg.replaceAll(/ id="/g, ` id="${prefix}-`);
}

/** Coordinates to two decimals: enough for any screen, and the same on every machine. */
function rounded(svg: string): string {
  return svg.replaceAll(/-?\d+\.\d{3,}/g, (number) => String(Math.round(+number * 100) / 100));
}
