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
  const most = (given: number | undefined) =>
    (given ?? options.margin ?? MOST * (options.width ?? 640)) - 12;
  const y = foldedAxis(drawn, options, "y", most(options.marginLeft));
  const fy = foldedAxis(drawn, options, "fy", most(options.marginRight));
  const need = (axis: "y" | "fy", { widest }: FoldedAxis) =>
    12 + Math.min(widest, most(undefined)) +
    (hasLabel(drawn, axis) && isText(drawn, axis) ? LINE + 2 : 0);
  const [left, right] = [need("y", y), need("fy", fy)];
  const height = Number(mainSvg(drawn).getAttribute("height")) + LINE * (y.lines - 1) * y.labels;
  return {
    ...y.options,
    ...fy.options,
    ...margins(options, {
      marginLeft: left > 40 && options.y?.axis !== "right" && left,
      marginRight: right > 40 && options.fy?.axis !== "left" && right,
    }),
    ...(y.lines > 1 && options.height === undefined ? { height } : {}),
  };
}

/** The same for the axes above and below. */
function fittedAround(drawn: Drawn, options: PlotOptions): PlotOptions {
  const step = (axis: "x" | "fx") =>
    (drawn.scale(axis) as { step?: number } | undefined)?.step ?? Infinity;
  const x = foldedAxis(drawn, options, "x", step("x"));
  const fx = foldedAxis(drawn, options, "fx", step("fx"));
  const below = 8 + LINE * x.lines + (hasLabel(drawn, "x") ? LINE : 0);
  const above = 14 + LINE * fx.lines + (hasLabel(drawn, "y") || hasLabel(drawn, "fx") ? LINE : 0);
  const isTop = options.x?.axis === "top";
  return {
    ...x.options,
    ...fx.options,
    ...margins(options, {
      marginBottom: x.widest > 0 && !isTop && below,
      marginTop: (fx.widest > 0 && options.fx?.axis !== "bottom" && above) ||
        (x.widest > 0 && isTop && below),
    }),
  };
}

/** The margins that are needed, but for those that were given. */
function margins(
  given: PlotOptions,
  needed: { readonly [side in `margin${"Top" | "Right" | "Bottom" | "Left"}`]?: number | false },
): PlotOptions {
  const isOpen = (name: string) => given.margin === undefined && !(name in given);
  return Object.fromEntries(
    Object.entries(needed).filter(([name, value]) => value !== false && isOpen(name)),
  );
}

interface FoldedAxis {
  readonly options: PlotOptions;
  /** Width of the widest label before it is folded; 0 where there is none. */
  readonly widest: number;
  readonly lines: number;
  /** How many there are. */
  readonly labels: number;
}

function foldedAxis(
  drawn: Drawn,
  given: PlotOptions,
  axis: "x" | "y" | "fx" | "fy",
  most: number,
): FoldedAxis {
  const labels = [...drawn.querySelectorAll(`[aria-label="${axis}-axis tick label"] text`)]
    .map(({ textContent }) => textContent ?? "");
  const widest = CHARACTER * Math.max(0, ...labels.map((label) => label.length));
  if (widest <= most || given[axis]?.tickFormat !== undefined) {
    return { options: {}, widest, lines: 1, labels: labels.length };
  }
  const tickFormat = (value: unknown) => fold(String(value), most);
  const lines = Math.max(...labels.map((label) => tickFormat(label).split("\n").length));
  return {
    options: { [axis]: { ...given[axis], tickFormat } },
    widest,
    lines,
    labels: labels.length,
  };
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
