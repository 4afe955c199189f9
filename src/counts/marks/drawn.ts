/** What Plot draws: with room for its labels, and as one SVG that stands alone (plain colours, opaque paper, unique ids). */
import type { Plot, PlotOptions } from "@observablehq/plot";
import { FONT, INK, PAPER } from "./hatch.ts";
import { dataUrl, escapeMarkup, type MimeBundle } from "./html.ts";

/** What `Plot.plot` gives: an SVG, or a `<figure>` where there is a title, a caption or a legend. */
export type Drawn = (SVGSVGElement | HTMLElement) & Plot;

/** A drawing that stands alone. */
export interface Drawing {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  /** Titles and captions that Plot put beside the drawing. */
  readonly title: string;
  readonly caption: string;
}

/**
 * Makes what Plot drew stand alone: legends go above the drawing, colours become plain, the paper opaque, and each id
 * starts with a prefix made from the content, so that it is the same in every run and no two drawings of a page share one.
 * @param words what a screen reader says of it
 * @throws {TypeError} when there is no SVG in it
 */
export function standAlone(
  drawn: Element,
  words: { readonly title?: string; readonly alt?: string } = {},
): Drawing {
  const svg = mainSvg(drawn);
  const [width, plotHeight] = sizeOf(svg);
  const legends = drawn === svg ? { svg: "", height: 0 } : legendsOf(drawn, svg, width);
  const height = plotHeight + legends.height;
  const body = plain(svg.innerHTML);
  const inner = `<rect class="figure-paper" width="${width}" height="${height}" fill="${PAPER}"/>` +
    plain(legends.svg) +
    (legends.height > 0 ? `<g transform="translate(0,${legends.height})">${body}</g>` : body);
  const prefix = `f${digest(inner)}-`;
  const size = svg.style.fontSize || `${svg.getAttribute("font-size") ?? FONT.size}`;
  const name = words.title ? `<title id="${prefix}title">${escapeMarkup(words.title)}</title>` : "";
  const description = words.alt ? `<desc id="${prefix}desc">${escapeMarkup(words.alt)}</desc>` : "";
  const labels = [name && `${prefix}title`, description && `${prefix}desc`].filter(Boolean);
  return {
    svg:
      `<svg xmlns="http://www.w3.org/2000/svg" class="figure-svg" width="${width}" height="${height}" ` +
      `viewBox="0 0 ${width} ${height}" role="img"` +
      (labels.length > 0 ? ` aria-labelledby="${labels.join(" ")}"` : "") +
      ` fill="${INK}" font-family="${escapeMarkup(FONT.family)}" font-size="${parseFloat(size)}" ` +
      `text-anchor="middle">${name}${description}${withPrefix(inner, prefix)}</svg>`,
    width,
    height,
    title: textOf(drawn, "h2"),
    caption: [textOf(drawn, "h3"), textOf(drawn, "figcaption")].filter(Boolean).join(" "),
  };
}

/** A drawing of Plot's, as a cell shows it: an image, which an untrusted notebook shows too. */
export function bundleOfDrawing(drawn: Element): MimeBundle {
  if (!/^(svg|figure)$/i.test(drawn.tagName)) {
    return { "text/html": drawn.outerHTML, "text/plain": drawn.textContent ?? "" };
  }
  const { svg, width, height, title, caption } = standAlone(drawn);
  const text = [title, caption].filter(Boolean).join(". ") || "Plot";
  const image = `<img alt="${escapeMarkup(text)}" width="${width}" height="${height}" src="${
    dataUrl(svg)
  }">`;
  const head = figcaption(title, caption);
  return {
    "text/html": head ? `<figure class="figure">\n${head}\n${image}\n</figure>` : image,
    "image/svg+xml": svg,
    "text/plain": text,
  };
}

/** What stands above a drawing; "" where there is nothing to say. */
export function figcaption(title: string, caption: string): string {
  const words = [title && `<strong>${escapeMarkup(title)}</strong>`, escapeMarkup(caption)];
  return title || caption ? `<figcaption>${words.filter(Boolean).join(" ")}</figcaption>` : "";
}

/** The drawing itself, in what Plot gave. */
function mainSvg(drawn: Element): SVGSVGElement {
  if (drawn.tagName.toLowerCase() === "svg") return drawn as SVGSVGElement;
  // Legends stand before the drawing; swatches have drawings of their own.
  const own = [...drawn.children].filter(({ tagName }) => tagName.toLowerCase() === "svg");
  const svg = own.at(-1) ?? drawn.querySelector("svg");
  if (svg) return svg as SVGSVGElement;
  throw new TypeError(
    `Cannot find a drawing in a <${drawn.tagName.toLowerCase()}>: Plot.plot gives one`,
  );
}

function sizeOf(svg: Element): [width: number, height: number] {
  const [, , width, height] = (svg.getAttribute("viewBox") ?? "").split(/[ ,]+/).map(Number);
  return [width || Number(svg.getAttribute("width")), height || Number(svg.getAttribute("height"))];
}

function textOf(drawn: Element, tag: string): string {
  const found = [...drawn.children].find(({ tagName }) => tagName.toLowerCase() === tag);
  return found?.textContent?.trim() ?? "";
}

/** Average width of a character of 12 pixels, in a legend. */
const LEGEND_CHARACTER = 6.6;
const SWATCH = 15;

/** The legends of a `<figure>`, laid out in lines as wide as the drawing. */
function legendsOf(figure: Element, svg: Element, width: number): { svg: string; height: number } {
  let [y, parts] = [0, ""];
  for (const child of figure.children) {
    if (child === svg || /^(h2|h3|figcaption)$/i.test(child.tagName)) continue;
    if (child.tagName.toLowerCase() === "svg") {
      parts +=
        `<g transform="translate(0,${y})" font-size="12" text-anchor="start">${child.innerHTML}</g>`;
      y += sizeOf(child)[1] + 8;
      continue;
    }
    let x = 0;
    y += 4;
    for (const swatch of child.querySelectorAll("svg")) {
      const label = swatch.parentElement!.textContent?.trim() ?? "";
      const room = SWATCH + 6 + LEGEND_CHARACTER * label.length + 16;
      if (x > 0 && x + room > width) [x, y] = [0, y + 22];
      swatch.setAttribute("x", String(x));
      swatch.setAttribute("y", String(y));
      parts += `${swatch.outerHTML}<text x="${x + SWATCH + 6}" y="${y + 12}" text-anchor="start" ` +
        `font-size="12">${escapeMarkup(label)}</text>`;
      x += room;
    }
    y += 26;
  }
  return { svg: parts, height: y };
}

/** No style sheet, no variable, no colour of whoever shows it; coordinates to two decimals. */
function plain(svg: string): string {
  return svg
    .replaceAll(/<style[^>]*>[^]*?<\/style>/g, "")
    .replaceAll(/ aria-(label|hidden|description)="[^"]*"/g, "")
    .replaceAll("&nbsp;", "\u00a0")
    .replaceAll(/var\(--plot-background\)/g, PAPER)
    .replaceAll(/var\(--[\w-]+,\s*([^()]+)\)/g, "$1")
    .replaceAll(/light-dark\(([^,()]+),[^()]+\)/g, "$1")
    .replaceAll("currentColor", INK)
    .replaceAll(/-?\d+\.\d{3,}/g, (number) => String(Math.round(+number * 100) / 100));
}

/** Ids in the order in which they are defined, whatever they were called in this run. */
function withPrefix(svg: string, prefix: string): string {
  const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
  return [...new Set(ids)].sort((a, b) => b.length - a.length).reduce(
    (text, id) =>
      text.replaceAll(` id="${id}"`, ` id="${prefix}${ids.indexOf(id) + 1}"`)
        .replaceAll(`url(#${id})`, `url(#${prefix}${ids.indexOf(id) + 1})`)
        .replaceAll(`href="#${id}"`, `href="#${prefix}${ids.indexOf(id) + 1}"`),
    svg,
  );
}

/** A few letters that tell drawings apart (FNV-1a); numbers in ids count instances, and are left out. */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (
    const byte of new TextEncoder().encode(
      text.replaceAll(/(suppressed-(hatch-)?|plot-[a-z]+-)\d+/g, "$1"),
    )
  ) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash.toString(36);
}

/** Average width of a character of 12 pixels, and the height of a line. */
const CHARACTER = 6.8;
const LINE = 15;

/** As much of a drawing as labels beside it may take. */
const MOST = 0.42;

/**
 * Draws; where the labels of an axis would be cut or run into one another, draws again with margins that hold them, and with
 * labels folded at their spaces. What the caller gave stands: a margin, a height, a `tickFormat`.
 */
export function drawFitted(options: PlotOptions, draw: (options: PlotOptions) => Drawn): Drawn {
  // What stands beside the panels tells how wide they are, and that how far the labels above and below them fold.
  const drawn = draw(options);
  const aside = fittedAside(drawn, options);
  const wide = hasAny(aside) ? draw({ ...options, ...aside }) : drawn;
  const around = fittedAround(wide, { ...options, ...aside });
  return hasAny(around) ? draw({ ...options, ...aside, ...around }) : wide;
}

/** Margins, and folded labels, for the axes left and right. */
function fittedAside(drawn: Drawn, options: PlotOptions): PlotOptions {
  const fitted: PlotOptions = {};
  const most = MOST * (options.width ?? 640) - 12;
  for (const [axis, side, opposite] of ASIDE) {
    const given = options[side] ?? options.margin;
    const room = given === undefined ? most : given - 12;
    const { widest, lines, labels, folded } = foldedAxis(drawn, options, axis, room);
    Object.assign(fitted, folded);
    const label = hasLabel(drawn, axis) && isText(drawn, axis) ? LINE + 2 : 0;
    const need = 12 + Math.min(widest, most) + label;
    if (need > 40 && given === undefined && options[axis]?.axis !== opposite) fitted[side] = need;
    if (axis === "fy" || lines === 1 || options.height !== undefined) continue;
    fitted.height = Number(mainSvg(drawn).getAttribute("height")) + LINE * (lines - 1) * labels;
  }
  return fitted;
}
const ASIDE = [["y", "marginLeft", "right"], ["fy", "marginRight", "left"]] as const;

/** The same for the axes above and below. */
function fittedAround(drawn: Drawn, options: PlotOptions): PlotOptions {
  const fitted: PlotOptions = {};
  for (const axis of ["x", "fx"] as const) {
    const { step = Infinity } = (drawn.scale(axis) ?? {}) as { step?: number };
    const { widest, lines, folded } = foldedAxis(drawn, options, axis, step);
    Object.assign(fitted, folded);
    const isTop = axis === "x" ? options.x?.axis === "top" : options.fx?.axis !== "bottom";
    const side = isTop ? "marginTop" : "marginBottom";
    const isGiven = (options[side] ?? options.margin) !== undefined;
    if (widest === 0 || isGiven || axis === "fx" && !isTop) continue;
    const isLabelled = hasLabel(drawn, axis) || axis === "fx" && hasLabel(drawn, "y");
    fitted[side] = (axis === "x" ? 8 : 14) + LINE * (lines + (isLabelled ? 1 : 0));
  }
  return fitted;
}

/** How wide the labels of an axis are (0: there is none), how many there are, and how they fold into lines of some room. */
function foldedAxis(
  drawn: Drawn,
  given: PlotOptions,
  axis: "x" | "y" | "fx" | "fy",
  room: number,
) {
  const texts = [...drawn.querySelectorAll(`[aria-label="${axis}-axis tick label"] text`)]
    .map(({ textContent }) => textContent ?? "");
  const widest = CHARACTER * Math.max(0, ...texts.map((text) => text.length));
  const labels = texts.length;
  if (widest <= room || given[axis]?.tickFormat !== undefined) {
    return { widest, lines: 1, labels, folded: {} };
  }
  const tickFormat = (value: unknown) => fold(String(value), room);
  const lines = Math.max(...texts.map((text) => tickFormat(text).split("\n").length));
  return { widest, lines, labels, folded: { [axis]: { ...given[axis], tickFormat } } };
}

function hasAny(options: PlotOptions): boolean {
  return Object.keys(options).length > 0;
}

function hasLabel(drawn: Drawn, axis: string): boolean {
  return drawn.querySelector(`[aria-label="${axis}-axis label"]`) !== null;
}

/** Whether an axis names categories: its own label then stands beside them, turned. */
function isText(drawn: Drawn, axis: "y" | "fy"): boolean {
  return axis === "fy" || ["band", "point"].includes(String(drawn.scale(axis)?.type));
}

/** Folds a text at its spaces into lines of a width, as far as its words are that short. */
function fold(text: string, width: number): string {
  const lines: string[] = [];
  // A separator stays with what it follows.
  for (const word of text.replaceAll(" ·", "\u00a0·").split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && CHARACTER * (last.length + 1 + word.length) <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines.join("\n").replaceAll("\u00a0·", " ·");
}

/** What a function gives, and what it warned of meanwhile, each once. */
export function hearing<Result>(run: () => Result): [Result, readonly string[]] {
  const { warn } = console;
  const warnings = new Set<string>();
  console.warn = (...words) => void warnings.add(words.join(" "));
  try {
    return [run(), [...warnings]];
  } finally {
    console.warn = warn;
  }
}
