/** What `figure()` asks of the plots that are drawn inside it: type that is legible on a telephone, room for labels, panels that turn. */
import * as Plot from "@observablehq/plot";
import type { PlotOptions } from "@observablehq/plot";
import { type Drawn, mainSvg } from "./drawn.ts";
import { FONT } from "./look.ts";

/** Average width of a character of 12 pixels, and the height of a line. */
const CHARACTER = 6.8;
const LINE = 15;

/** As much of a drawing as labels beside it may take. */
const MOST = 0.42;

/** Up to this width panels stand one above the other, each under its name. */
const NARROW = 500;

/** The width that the figure being drawn asked for; undefined outside one. */
let figureWidth: number | undefined;

/** Calls a function of {@linkcode figure} with a width; plots drawn meanwhile know that they are inside a figure. */
export function inFigure<Result>(width: number, draw: (width: number) => Result): Result {
  const before = figureWidth;
  figureWidth = width;
  try {
    return draw(width);
  } finally {
    figureWidth = before;
  }
}

type Draw = (options: PlotOptions) => Drawn;
type Side = "marginTop" | "marginRight" | "marginBottom" | "marginLeft";

/** Draws once, as the bare library does; inside a figure, as often as it takes to make the labels legible. */
export function drawInFigure(options: PlotOptions, marks: readonly unknown[], draw: Draw): Drawn {
  if (figureWidth === undefined) return draw(options);
  // What can be gone through once would be gone at the second drawing.
  for (const mark of marks as { data?: unknown }[]) {
    const data = mark?.data as IteratorObject<unknown> | null | undefined;
    if (typeof data?.next === "function") mark.data = [...data];
  }
  const styled = { ...options, style: styleOf(options.style) };
  const drawYears: Draw = (options) => withYears(options, draw);
  return drawFitted(namePanels(styled, marks, drawYears, figureWidth < NARROW), drawYears);
}

/** The caller's style over type of 12 pixels. */
function styleOf(style: PlotOptions["style"]): PlotOptions["style"] {
  if (typeof style === "string") return `font-size: ${FONT.size}px; ${style}`;
  return { fontSize: `${FONT.size}px`, fontFamily: FONT.family, ...style } as Partial<
    CSSStyleDeclaration
  >;
}

const ABOUT_TEXT =
  /^Warning: some data associated with the (\w+) scale are strings that appear to be/;
const YEAR = /^(1[5-9]|2[0-4])\d\d(-\d\d)?$/;

/** Draws; where Plot takes years as text for a mistake, draws again with the scale that it had chosen itself. */
function withYears(options: PlotOptions, draw: Draw): Drawn {
  const [drawn, warnings] = hearing(() => draw(options));
  const years: Record<string, Plot.ScaleOptions> = {};
  for (const warning of warnings) {
    const scale = ABOUT_TEXT.exec(warning)?.[1] as Plot.ScaleName | undefined;
    const { domain, type } = (scale && drawn.scale(scale)) ?? {};
    if (!scale || !domain || ![...domain].some((value) => YEAR.test(String(value)))) continue;
    // Plot says "ordinal" of the colours that it chose as for categories.
    years[scale] = { ...options[scale], type: scale === "color" ? "categorical" : type };
  }
  if (Object.keys(years).length > 0) return withYears({ ...options, ...years }, draw);
  for (const warning of warnings) console.warn(warning);
  return drawn;
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

interface Faceted {
  fx?: unknown;
  fy?: unknown;
  sort?: Record<string, unknown> | null;
}

/** Height of a panel whose counts run upwards. */
const PANEL = 150;

/** A panel, by its place in the plot as it is drawn. */
interface Panel {
  readonly fx?: unknown;
  readonly fy?: unknown;
  readonly name: string;
}

/** Panels that stand one above the other get their names over them; those side by side stand so, too, where it is narrow, or their labels would meet. */
function namePanels(
  options: PlotOptions,
  marks: readonly unknown[],
  draw: Draw,
  isNarrow: boolean,
): PlotOptions {
  const drawn = draw(options);
  const [fxs, fys] = [drawn.scale("fx")?.domain, drawn.scale("fy")?.domain]
    .map((domain) => domain && [...domain]);
  isNarrow ||= fxs !== undefined && !options.x?.tickRotate && isCrowded(drawn);
  const isAsked = options.fy?.axis !== undefined || options.fx?.axis !== undefined ||
    marks.some((mark) => /^f[xy]-axis/.test((mark as Partial<Element> | null)?.ariaLabel ?? ""));
  const isLeftAlone = isAsked || options.facet ||
    (fys === undefined && (fxs === undefined || !isNarrow));
  if (isLeftAlone) return options;
  const isUpright = fxs !== undefined;
  const isStacked = isNarrow && isUpright;
  const named = panelsOf(drawn, fxs, fys, isStacked);
  if (isStacked) marks.forEach((mark) => stack(mark as Faceted | null));
  const domain = [...new Set(named.map(({ fy }) => fy))];
  const { tickFormat: _, padding = isUpright ? 0.22 : 0.3, ...given } =
    ((fys ? options.fy : options.fx) ?? {}) as Plot.ScaleOptions;
  const [panels, more] = isUpright && !isStacked ? [named, 0] : foldNames(named, drawn, options);
  const plain = isStacked
    ? PANEL * domain.length + 60
    : options.height && options.height + (isUpright ? 0 : 2 * LINE * domain.length);
  const step = (plain ?? Number(mainSvg(drawn).getAttribute("height"))) / domain.length;
  const gap = (padding * step + more) / (step + more);
  return {
    ...options,
    height: more > 0 ? (step + more) * domain.length : plain,
    marginTop: options.marginTop ??
      (hasLabel(drawn, "y") && isUpright ? 2 * LINE + 8 : LINE + 8) + more,
    fx: fxs && !isNarrow ? { ...options.fx, axis: null } : undefined,
    fy: { ...given, domain, axis: null, padding: gap } as PlotOptions["fy"],
    marks: [options.marks, namesOver(panels)] as PlotOptions["marks"],
  };
}

/** Names that are folded to the width of their panels, and how much higher that makes the highest. */
function foldNames(
  panels: readonly Panel[],
  drawn: Drawn,
  options: PlotOptions,
): [panels: Panel[], more: number] {
  const width = options.width ?? 640;
  const widest = Math.max(0, ...labelsOf(drawn, "y").map(({ textContent }) => textContent.length));
  const left = options.marginLeft ?? Math.min(CHARACTER * widest + 12, MOST * width);
  const folded = panels.map((one) => ({ ...one, name: fold(one.name, width - left - 20) }));
  const lines = Math.max(...folded.map(({ name }) => name.split("\n").length));
  return [folded, LINE * (lines - 1)];
}

/** All of them, by rows alone where they are to stand one above the other. */
function panelsOf(
  drawn: Drawn,
  fxs: readonly unknown[] | undefined,
  fys: readonly unknown[] | undefined,
  isStacked: boolean,
): readonly Panel[] {
  const [columns, rows] = (["fx", "fy"] as const).map((axis) =>
    labelsOf(drawn, axis).map(({ textContent }) => textContent.replaceAll(/\s+/g, " "))
  );
  return (fys ?? [undefined]).flatMap((fy, row) =>
    (fxs ?? [undefined]).map((fx, column): Panel => {
      const names = [fys && rows![row], fxs && columns![column]];
      const name = names.filter(Boolean).join(SEPARATOR);
      return isStacked ? { fy: fys ? `${fy}${SEPARATOR}${fx}` : fx, name } : { fx, fy, name };
    })
  );
}

function namesOver(panels: readonly Panel[]): Plot.RenderableMark {
  return Plot.text(panels, {
    ...(panels.some(({ fx }) => fx !== undefined) ? { fx: "fx" } : {}),
    ...{ fy: "fy", text: "name", fontWeight: 600, dy: -4, ariaLabel: "panel name" },
    ...{ frameAnchor: "top-left", lineAnchor: "bottom", textAnchor: "start" },
  });
}

const SEPARATOR = " · ";

/** Whether a word under the panels is wider than its place: no fold would part it from the next. */
function isCrowded(drawn: Drawn): boolean {
  const { step = Infinity } = (drawn.scale("x") ?? {}) as { step?: number };
  const words = labelsOf(drawn, "x").flatMap(({ textContent }) => textContent.split(/\s+/));
  return words.some((word) => CHARACTER * word.length > step);
}

/** Lets the panels of a mark stand one above the other. */
function stack(mark: Faceted | null): void {
  if (!mark || mark.fx == null) return;
  const { fx, fy } = mark;
  const both = (data: Plot.Data) => {
    const [columns, rows] = [fx, fy].map((spec) => Plot.valueof(data, spec as Plot.ChannelValue)!);
    return Array.from(columns!, (column, at) => `${rows![at]}${SEPARATOR}${column}`);
  };
  [mark.fy, mark.fx] = [fy == null ? fx : { transform: both }, undefined];
  const { fx: order, ...sort } = mark.sort ?? {};
  if (order !== undefined) mark.sort = fy == null ? { ...sort, fy: order } : null;
}

/** Draws; where labels would be cut or run into one another, draws again with margins that hold them, and folds them at their spaces. */
function drawFitted(options: PlotOptions, draw: Draw): Drawn {
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
    const side: Side = isTop ? "marginTop" : "marginBottom";
    if (widest === 0 || (options[side] ?? options.margin) !== undefined) continue;
    const isLabelled = hasLabel(drawn, axis) || axis === "fx" && hasLabel(drawn, "y");
    fitted[side] = (axis === "x" ? 8 : 14) + LINE * (lines + (isLabelled ? 1 : 0));
  }
  return fitted;
}

function labelsOf(drawn: Drawn, axis: string): Element[] {
  return [...drawn.querySelectorAll(`[aria-label="${axis}-axis tick label"] text`)];
}

/** How wide the labels of an axis are (0: there is none), how many there are, and how they fold into lines of some room. */
function foldedAxis(drawn: Drawn, given: PlotOptions, axis: "x" | "y" | "fx" | "fy", room: number) {
  // What the caller turns is the caller's.
  const texts = given[axis]?.tickRotate
    ? []
    : labelsOf(drawn, axis).map(({ textContent }) => textContent);
  const widest = CHARACTER * Math.max(0, ...texts.map((text) => text.length));
  const labels = texts.length;
  const isFolded = drawn.querySelector(`[aria-label="${axis}-axis tick label"] tspan`) !== null;
  if (widest <= room || isFolded) return { widest, lines: isFolded ? 2 : 1, labels, folded: {} };
  // As Plot wrote them: a date, or thousands, keep their form.
  const tickFormat = (_value: unknown, at: number) => fold(texts[at] ?? "", room);
  const lines = Math.max(...texts.map((text) => fold(text, room).split("\n").length));
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
export function fold(text: string, width: number): string {
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
