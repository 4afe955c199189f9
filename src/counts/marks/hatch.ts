/** Hatching, which means one thing: the source suppressed this count; the colours and type of every drawing; and where a mark needs room. */
import type { Context, RenderFunction } from "@observablehq/plot";

/**
 * A fill that hatches, for a mark of one's own: `Plot.barX(rows, { x1: "from", x2: "to", fill: HATCH })`. It means that the
 * source suppressed a count, and nothing else. `Plot.plot` of this library brings the pattern along.
 */
export const HATCH = "url(#suppressed-hatch)";

/** The direction of the counts. */
export type Axis = "x" | "y";

let instances = 0;

/** The paints of one mark, with ids of their own. */
interface Paints {
  readonly hatch: string;
  /** A mask that lets hatching fade to the right, or to the top. */
  readonly fade: string;
  /** A mark that draws the `<defs>`, once a plot. */
  readonly defs: RenderFunction;
}

/** New paints; hatching fades along `axis`, towards greater values. */
export function makePaints(axis: Axis): Paints {
  const id = `suppressed-${++instances}`;
  const drawn = new WeakSet<object>();
  return {
    hatch: `url(#${id}-hatch)`,
    fade: `url(#${id}-fade)`,
    defs: (_index, _scales, _values, _dimensions, context) => {
      const plot = (context as Context & { ownerSVGElement: SVGSVGElement }).ownerSVGElement;
      if (drawn.has(plot)) return null;
      drawn.add(plot);
      return makeShape(context.document, [
        "defs",
        {},
        hatchPattern(`${id}-hatch`),
        ...fade(id, axis),
      ]);
    },
  };
}

/** An SVG element before it is made: its name, attributes and children. */
export type Shape = readonly [name: string, Record<string, string | number>, ...Shape[]];

/** Makes an element by name: HTML as text would lose the capitals of `linearGradient`. */
export function makeShape(document: Document, [name, attributes, ...children]: Shape): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children.map((child) => makeShape(document, child)));
  return made;
}

/** Diagonal lines in the colour of the text, on nothing: right on any paper. */
export function hatchPattern(id: string): Shape {
  const size = { width: 5, height: 5, patternUnits: "userSpaceOnUse" };
  const line = { width: 1.3, height: 5, fill: "currentColor", "fill-opacity": 0.75 };
  return ["pattern", { id, ...size, patternTransform: "rotate(45)" }, ["rect", line]];
}

function fade(id: string, axis: Axis): Shape[] {
  const ends = axis === "x" ? { x1: 0, x2: 1, y1: 0, y2: 0 } : { x1: 0, x2: 0, y1: 1, y2: 0 };
  const whole = { x: 0, y: 0, width: 1, height: 1 };
  return [
    [
      "linearGradient",
      { id: `${id}-gradient`, ...ends },
      ["stop", { offset: 0.3, "stop-color": "#fff" }],
      ["stop", { offset: 1, "stop-color": "#fff", "stop-opacity": 0 }],
    ],
    [
      "mask",
      { id: `${id}-fade`, ...whole, maskContentUnits: "objectBoundingBox" },
      ["rect", { ...whole, fill: `url(#${id}-gradient)` }],
    ],
  ];
}

/** Pixels that a mark would like between the frame's edge and its scale: before the least value, and past the greatest. */
export interface Room {
  readonly scale: Axis;
  readonly before: number;
  readonly after: number;
}

const ROOMS = new WeakMap<object, Room>();

/** Asks for room; {@linkcode roomOf} tells. */
export function withRoom<Mark extends object>(mark: Mark, room: Room): Mark {
  ROOMS.set(mark, room);
  return mark;
}

/** The room that a mark asked for. */
export function roomOf(mark: unknown): Room | undefined {
  return typeof mark === "function" ? ROOMS.get(mark) : undefined;
}

/** Text, axes, hatching. */
export const INK = "#1c1c1c";
/** The ground of a drawing. */
export const PAPER = "#ffffff";
/** A bar that was given no fill. */
export const BAR = "#4f6d8f";
/** The ground of a cell that was given none. */
export const TILE = "#eef0f2";

/** Type that is legible on a telephone, in CSS pixels: drawings are shown at the width at which they were drawn. */
export const FONT = {
  size: 12,
  family: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
} as const;
