/** Marks shared by figures with bars: published counts solid, suppressed ones hatched over the range they can take. */
import * as Plot from "@observablehq/plot";
import type { PublishableCount } from "../guard/publish.ts";
import type { Cell } from "../release/model.ts";
import { COLOURS, FONT, PAINT } from "./theme.ts";
import type { View } from "./view.ts";

/** The mark of the source, and after it that of what the report withholds. */
export function markWords(view: View, cell: Cell, shown: PublishableCount): string {
  const mark = cell.mark ?? "";
  return shown.kind === "withheld" ? `${mark} ${view.text.cell.withheldMark}` : mark;
}

/** A bar before it is drawn: what may be shown of a cell, and the channels that place it (x, fx, fy…). */
export interface Bar {
  readonly shown: PublishableCount;
  readonly mark: string;
  readonly label: string;
}

/** Splits bars by how they are drawn. `top` is where a range without an upper bound leaves the panel. */
export function splitBars<T extends Bar>(bars: readonly T[], top: number) {
  const solid: (T & { value: number })[] = [];
  const hatched: (T & { lower: number; upper: number; isOpen: boolean })[] = [];
  const withheld: T[] = [];
  for (const bar of bars) {
    const { shown } = bar;
    if (shown.kind === "published") solid.push({ ...bar, value: shown.value });
    else if (shown.kind !== "range") withheld.push(bar);
    else {
      hatched.push({
        ...bar,
        lower: shown.lower ?? 0,
        upper: shown.upper ?? top,
        isOpen: shown.upper === null,
      });
    }
  }
  return { solid, hatched, withheld };
}

/** The greatest count or finite bound among bars. */
export function greatest(bars: readonly Bar[]): number {
  const ends = bars.flatMap(({ shown }) =>
    shown.kind === "published"
      ? [shown.value]
      : shown.kind === "range"
      ? [shown.lower, shown.upper]
      : []
  );
  return Math.max(1, ...ends.filter((end) => end !== null));
}

/** Vertical bars. `channels` places each bar. A withheld range is a mark on the base line, with no extent. */
export function barsY<T extends Bar>(
  bars: readonly T[],
  { top, fill, ...channels }: {
    top: number;
    fill: string | ((bar: T) => string);
    x: string;
    fx?: string;
    fy?: string;
  },
): Plot.Markish[] {
  const { solid, hatched, withheld } = splitBars(bars, top);
  const open = hatched.filter(({ isOpen }) => isOpen);
  const closed = hatched.filter(({ isOpen }) => !isOpen);
  const range = { ...channels, y1: "lower", y2: "upper", fill: PAINT.suppressed } as const;
  const crossed = {
    ...channels,
    fontWeight: 700,
    fontSize: FONT.size + 1,
    fill: COLOURS.ink,
    stroke: COLOURS.paper,
    strokeWidth: 5,
    text: "mark",
  } as const;
  return [
    Plot.barY(solid, { ...channels, y: "value", fill: fill as string }),
    Plot.barY(closed, { ...range, stroke: COLOURS.ink, strokeWidth: 0.8 }),
    Plot.barY(open, range),
    Plot.barY(open, { ...range, fill: PAINT.fadeUp }),
    Plot.text(solid, {
      ...channels,
      y: "value",
      text: "label",
      dy: -8,
      fontVariant: "tabular-nums",
    }),
    Plot.text(hatched, { ...crossed, y: "lower", dy: -9 }),
    Plot.text(withheld, { ...crossed, y: () => 0, dy: -9 }),
  ];
}
