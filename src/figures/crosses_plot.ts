/** Suppressed cells among all, drawn: a square a cell, or a bar a column. */
import * as Plot from "@observablehq/plot";
import type { Cell } from "../release/model.ts";
import { fits, foldLabel, widthOf } from "./labels.ts";
import { COLOURS, FONT, PAINT, WIDTH } from "./theme.ts";

/** One table. */
export interface Block {
  readonly title: string;
  /** Its cells by the label of their column. */
  readonly columns: ReadonlyMap<string, readonly Cell[]>;
  readonly cells: readonly Cell[];
  /** How many are suppressed among all, in words. */
  readonly label: string;
}

/** What stands under a column. */
export interface Margin {
  readonly name: string;
  readonly label: string;
}

/** Heights of a square, of what parts two tables, and of what stands above the first. */
const SQUARE = 25;
const GAP = 28;
const ABOVE = 22;
/** Squares beside one another in which a mark can be read. */
const MOST_MARKED = 4;

/** Whether columns can stand side by side over what is written under them. */
export function hasRoomForSquares(margins: readonly Margin[]): boolean {
  const slot = 0.95 * WIDTH / margins.length;
  return margins.every(({ name, label }) => fits(name, slot, 1) && widthOf(label) <= slot);
}

/** A group of squares a column, a row of groups a table, counts at both margins. */
export function crossesSquares(
  blocks: readonly Block[],
  margins: readonly Margin[],
  allName: string,
): Plot.PlotOptions {
  const most = Math.max(
    ...blocks.flatMap(({ columns }) => [...columns.values()].map((c) => c.length)),
  );
  const across = most <= 16 ? 2 : Math.min(20, Math.ceil(Math.sqrt(1.5 * most)));
  const squares = blocks.flatMap(({ title, columns }) =>
    [...columns].flatMap(([column, cells]) =>
      cells.map((cell, index) => ({
        title,
        column,
        isSuppressed: cell.status === "suppressed",
        mark: cell.mark ?? "",
        x: index % across,
        y: Math.floor(index / across),
      }))
    )
  );
  const suppressed = squares.filter(({ isSuppressed }) => isSuppressed);
  const deep = Math.max(...squares.map(({ y }) => y)) + 1;
  const band = deep * SQUARE;
  const place = {
    fx: "column",
    fy: "title",
    x1: (square: { x: number }) => square.x + 0.06,
    x2: (square: { x: number }) => square.x + 0.94,
    y1: (square: { y: number }) => square.y + 0.06,
    y2: (square: { y: number }) => square.y + 0.94,
  } as const;
  return {
    height: 52 + ABOVE + blocks.length * (band + GAP),
    marginTop: 8,
    marginLeft: 0,
    marginRight: 0,
    marginBottom: 44,
    fx: {
      type: "band",
      domain: [...margins.map(({ name }) => name), allName],
      axis: null,
      padding: 0.14,
    },
    fy: {
      type: "band",
      domain: blocks.map(({ title }) => title),
      axis: null,
      paddingInner: GAP / (band + GAP),
      paddingOuter: ABOVE / (band + GAP),
    },
    x: { domain: [0, across], axis: null },
    y: { domain: [deep, 0], axis: null },
    marks: [
      Plot.rect(squares.filter(({ isSuppressed }) => !isSuppressed), {
        ...place,
        fill: COLOURS.grid,
      }),
      Plot.rect(suppressed, { ...place, fill: PAINT.suppressed, stroke: COLOURS.muted }),
      Plot.text(across <= MOST_MARKED ? suppressed : [], {
        fx: "column",
        fy: "title",
        x: (square) => square.x + 0.5,
        y: (square) => square.y + 0.5,
        text: "mark",
        fontWeight: 700,
        fill: COLOURS.ink,
        stroke: COLOURS.paper,
        strokeWidth: 5,
      }),
      Plot.text(blocks, {
        fx: () => margins[0]!.name,
        fy: "title",
        text: "title",
        frameAnchor: "top-left",
        textAnchor: "start",
        dy: -18,
        fontWeight: 600,
      }),
      Plot.text(blocks, {
        fx: () => allName,
        fy: "title",
        text: "label",
        frameAnchor: "middle",
      }),
      ...(["name", "label"] as const).map((text, line) =>
        Plot.text(margins, {
          fx: "name",
          fy: () => blocks.at(-1)!.title,
          text,
          frameAnchor: "bottom",
          dy: 18 + line * 17,
          fill: line === 0 ? COLOURS.muted : COLOURS.ink,
        })
      ),
    ],
  };
}

/** A column of one table: how many of its cells are suppressed. */
interface Counted {
  readonly name: string;
  readonly cells: number;
  readonly suppressed: number;
  readonly label: string;
}

/** A bar a column, all on one scale, its suppressed part hatched. */
export function crossesBars(
  blocks: readonly {
    readonly title: string;
    readonly label: string;
    readonly lines: readonly Counted[];
  }[],
): Plot.PlotOptions {
  const lines = blocks.flatMap(({ title, lines }) =>
    lines.map((line) => ({ ...line, slot: `${title}|${line.name}` }))
  );
  const titles = blocks.map(({ title, label }) => ({ slot: title, text: `${title} (${label})` }));
  const slots = blocks.flatMap(({ title, lines }) => [
    title,
    ...lines.map(({ name }) => `${title}|${name}`),
  ]);
  const heads = new Map(lines.map(({ name }) => [name, foldLabel(name, 200, 1)]));
  const marginLeft = 16 + Math.max(...[...heads.values()].map(widthOf));
  const room = 10 + Math.max(...lines.map(({ label }) => widthOf(label)));
  const longest = Math.max(...lines.map(({ cells }) => cells));
  const breadth = WIDTH - marginLeft;
  return {
    height: 4 + slots.length * 23,
    marginTop: 2,
    marginBottom: 2,
    marginLeft,
    marginRight: 0,
    y: { type: "band", domain: slots, axis: null, padding: 0.2 },
    x: { domain: [0, longest * breadth / (breadth - room)], axis: null },
    marks: [
      Plot.text(titles, {
        y: "slot",
        text: ({ text }) => foldLabel(text, WIDTH, 1),
        frameAnchor: "left",
        textAnchor: "start",
        dx: 4 - marginLeft,
        fontWeight: 600,
      }),
      Plot.text(lines, {
        y: "slot",
        x: 0,
        text: ({ name }) => heads.get(name)!,
        textAnchor: "end",
        dx: -8,
      }),
      Plot.barX(lines, { y: "slot", x1: "suppressed", x2: "cells", fill: COLOURS.grid }),
      Plot.barX(lines.filter(({ suppressed }) => suppressed > 0), {
        y: "slot",
        x1: 0,
        x2: "suppressed",
        fill: PAINT.suppressed,
        stroke: COLOURS.muted,
      }),
      Plot.text(lines, {
        y: "slot",
        x: "cells",
        text: "label",
        textAnchor: "start",
        dx: 6,
        fontSize: FONT.size - 0.5,
      }),
    ],
  };
}
