/** What drawings look like: colours, type, room around a mark, and hatching, which means one thing: the source suppressed this count. */
import type { Context, RenderFunction } from "@observablehq/plot";

/**
 * A fill that hatches, for a mark of one's own: `Plot.barX(rows, { x1: "from", x2: "to", fill: HATCH })`. It means that the
 * source suppressed a count, and nothing else. `Plot.plot` of this library brings the pattern along.
 */
export const HATCH = "url(#suppressed-hatch)";

/** Text, axes, hatching. */
export const INK = "#15191e";
export const PAPER = "#ffffff";
/** A bar that was given no fill. */
export const BAR = "#4f6d8f";
/** The ground of a cell that was given none. */
export const TILE = "#eef0f2";

/** Type that is legible on a telephone, in CSS pixels: drawings are shown at the width at which they were drawn. */
export const FONT = {
  size: 12,
  family: "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif",
} as const;

/** The direction of the counts. */
export type Axis = "x" | "y";

let instances = 0;

export interface Hatching {
  readonly fill: string;
  /** A mark that draws the `<defs>`, once a plot. */
  readonly defs: RenderFunction;
}

export function makeHatching(): Hatching {
  const id = `suppressed-${++instances}-hatch`;
  const drawn = new WeakSet<object>();
  return {
    fill: `url(#${id})`,
    defs: (_index, _scales, _values, _dimensions, context) => {
      const plot = (context as Context & { ownerSVGElement: SVGSVGElement }).ownerSVGElement;
      if (drawn.has(plot)) return null;
      drawn.add(plot);
      return makeShape(context.document, ["defs", {}, hatchPattern(id)]);
    },
  };
}

/** An SVG element before it is made: its name, attributes and children. */
export type Shape = readonly [name: string, Record<string, string | number>, ...Shape[]];

/** Makes an element by name: HTML as text would lose the capitals of `linearGradient`. */
export function makeShape(document: Document, [name, attributes, ...children]: Shape): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name) as SVGElement;
  // Some documents write the attribute that was set last first.
  for (const [key, value] of Object.entries(attributes).toReversed()) {
    made.setAttribute(key, String(value));
  }
  made.append(...children.map((child) => makeShape(document, child)));
  return made;
}

/** Diagonal lines in the colour of the text, on nothing: right on any paper. */
function hatchPattern(id: string): Shape {
  const size = { width: 5, height: 5, patternUnits: "userSpaceOnUse" };
  const line = { width: 1.3, height: 5, fill: "currentColor", "fill-opacity": 0.75 };
  return ["pattern", { id, ...size, patternTransform: "rotate(45)" }, ["rect", line]];
}

/** Pixels that a mark would like between the frame's edge and its scale: before the least value, and past the greatest. */
export interface Room {
  readonly scale: Axis;
  readonly before: number;
  readonly after: number;
}

export function withRoom<Mark extends object>(mark: Mark, room: Room): Mark & { room: Room } {
  return Object.assign(mark, { room });
}

/** Brings the pattern of {@linkcode HATCH} where a mark of somebody's own uses it, with an id of its own. */
export function addHatch(drawn: Element, document: Document): void {
  const hatched = drawn.querySelectorAll(`[fill="${HATCH}"]`);
  if (hatched.length === 0) return;
  const id = `suppressed-hatch-${++instances}`;
  for (const part of hatched) part.setAttribute("fill", `url(#${id})`);
  const svg = drawn.tagName.toLowerCase() === "svg" ? drawn : hatched[0]!.closest("svg")!;
  svg.prepend(makeShape(document, ["defs", {}, hatchPattern(id)]));
}

/** Red, green, blue and opacity, 0 to 255 each. */
type Rgba = readonly [red: number, green: number, blue: number, opacity: number];

/** Reads `#rgb`, `#rrggbb` (with or without opacity), `rgb(…)` and `hsl(…)`, as scales give them; undefined of any other, such as a name. */
export function parseColour(colour: string): Rgba | undefined {
  const hex = /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.exec(colour.trim())?.[1];
  if (hex) {
    const digits = hex.length < 6 ? hex.replaceAll(/./g, "$&$&") : hex;
    const [red, green, blue, opacity = 255] = digits.match(/../g)!.map((two) => parseInt(two, 16));
    return [red!, green!, blue!, opacity];
  }
  const [, space, parts] = /^(rgb|hsl)a?\(([^)]*)\)$/i.exec(colour.trim()) ?? [];
  if (!space || !parts) return undefined;
  const [one = 0, two = 0, three = 0, opacity = 1] = parts.split(/[\s,/]+/).filter(Boolean)
    .map((part) => part.endsWith("%") ? parseFloat(part) / 100 : parseFloat(part));
  const alpha = 255 * opacity;
  if (space.toLowerCase() === "rgb") return [one, two, three, alpha];
  const [red, green, blue] = [0, 8, 4].map((at) => {
    const turn = (at + one / 30) % 12;
    const chroma = two * Math.min(three, 1 - three);
    return 255 * (three - chroma * Math.max(-1, Math.min(turn - 3, 9 - turn, 1)));
  });
  return [red!, green!, blue!, alpha];
}

/** Whether text on a ground is read better in white than in dark ink; no, where the colour cannot be told. */
export function isDark(colour: string): boolean {
  const luminance = luminanceOf(colour);
  return luminance !== undefined && luminance < 0.2;
}

/** The edge that an area gets whose contrast to white paper (WCAG 2.2) is less than 1.6; none where the colour cannot be told. */
export const edgeOf = (colour: string): { stroke?: string } =>
  1.05 / ((luminanceOf(colour) ?? 0) + 0.05) < 1.6 ? { stroke: "#868d96" } : {};

/** Relative luminance, as WCAG 2.2 defines it. */
function luminanceOf(colour: string): number | undefined {
  const linear = parseColour(colour)?.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return linear && 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!;
}
