/** Room for the labels of axes, which Plot does not measure: its margins are for type of 10 pixels and short labels. */
import type { PlotOptions } from "@observablehq/plot";
import { type Drawn, mainSvg } from "./drawn.ts";

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
