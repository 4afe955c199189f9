/** Horizontal bars, one a line, for figures that compare ranges: solid, hatched, open-ended or withheld. */
import * as Plot from "@observablehq/plot";
import { CHARACTER, foldLabel, widthOf } from "./labels.ts";
import { COLOURS, FONT, PAINT, WIDTH } from "./theme.ts";

/** One line of a figure. Ends are in the units of the axis. */
export interface Line {
  /** Panel, and place within it. */
  readonly panel: string;
  readonly row: string;
  readonly fill: string;
  /** Printed at the start of a range. */
  readonly mark: string;
  /** Printed after the bar. */
  readonly label: string;
  readonly bar:
    | { readonly kind: "value"; readonly value: number }
    | { readonly kind: "range"; readonly lower: number; readonly upper: number | null }
    | { readonly kind: "none" };
}

/** The widest line of a row's label. */
const ROW_WIDTH = 200;
/** Heights of a slot whose label has one line, and of one with two. */
const SLOTS = [23, 32] as const;

/** The greatest finite end of any line; 1 where none has an extent, so that there is a scale. */
function greatestEnd(lines: readonly Line[]): number {
  return Math.max(
    1,
    ...lines.map(({ bar }) =>
      bar.kind === "value" ? bar.value : bar.kind === "range" ? bar.upper ?? bar.lower : 0
    ),
  );
}

/**
 * Plot options for the lines, a panel under another, on one scale from 0. A range that has no upper bound fades out past
 * the greatest end of any other.
 */
export function rangePlot(lines: readonly Line[]): Plot.PlotOptions {
  const panels = [...Map.groupBy(lines, ({ panel }) => panel)];
  // Room that the mark at the start of a range takes.
  const longest = Math.max(1, ...lines.map(({ mark }) => mark.length));
  const markRoom = 13 + CHARACTER * longest;
  const rows = new Map(lines.map(({ row }) => [row, foldLabel(row, ROW_WIDTH)]));
  const marginLeft = 16 + 7.2 / CHARACTER * Math.max(...[...rows.values()].map(widthOf));
  const isFolded = [...rows.values()].some((row) => row.includes("\n"));
  const breadth = WIDTH - marginLeft;
  const labelRoom = 10 + CHARACTER * Math.max(
        0,
        ...lines.filter(({ bar }) => bar.kind !== "none").map(({ label }) => label.length),
      );
  const hasOpen = lines.some(({ bar }) => bar.kind === "range" && bar.upper === null);
  const open = greatestEnd(lines) * (hasOpen ? 1.25 : 1);
  const end = open * breadth / (breadth - Math.min(labelRoom, 0.7 * breadth));
  // One slot a line; each panel starts with a slot for its title.
  const slots = panels.flatMap(([panel, lines]) => [panel, ...lines.map(slotOf)]);
  const drawn = lines.map((line) => {
    const { bar } = line;
    const from = bar.kind === "range" ? bar.lower : 0;
    const to = bar.kind === "value" ? bar.value : bar.kind === "range" ? bar.upper ?? open : 0;
    const isNarrow = bar.kind !== "value" && (to - from) / end * breadth < markRoom;
    return { ...line, slot: slotOf(line), from, to, isNarrow };
  });
  const values = drawn.filter(({ bar }) => bar.kind === "value");
  const closed = drawn.filter(({ bar }) => bar.kind === "range" && bar.upper !== null);
  const openEnded = drawn.filter(({ bar }) => bar.kind === "range" && bar.upper === null);
  const span = { y: "slot", x1: "from", x2: "to" } as const;
  const label = {
    y: "slot",
    text: "label",
    textAnchor: "start",
    fontSize: FONT.size - 0.5,
  } as const;
  return {
    height: 4 + slots.length * SLOTS[isFolded ? 1 : 0],
    marginTop: 2,
    marginBottom: 2,
    marginLeft,
    marginRight: 0,
    y: { type: "band", domain: slots, axis: null, padding: 0.2 },
    x: { domain: [0, end], axis: null },
    marks: [
      Plot.text(panels, {
        y: ([panel]) => panel,
        text: ([panel]) => foldLabel(panel, WIDTH, 1),
        frameAnchor: "left",
        textAnchor: "start",
        dx: 4 - marginLeft,
        fontWeight: 600,
      }),
      Plot.text(drawn, {
        y: "slot",
        x: 0,
        text: ({ row }) => rows.get(row)!,
        textAnchor: "end",
        dx: -8,
      }),
      Plot.barX(values, { ...span, fill: "fill" }),
      Plot.barX(closed, { ...span, fill: PAINT.suppressed, stroke: COLOURS.ink, strokeWidth: 0.8 }),
      Plot.barX(openEnded, { ...span, fill: PAINT.suppressed }),
      Plot.barX(openEnded, { ...span, fill: PAINT.fadeRight }),
      Plot.tickX(drawn, { x: 0, y: "slot", stroke: COLOURS.ink }),
      Plot.text(drawn.filter(({ bar }) => bar.kind !== "value"), {
        y: "slot",
        x: "from",
        text: "mark",
        dx: 5.5 + CHARACTER / 2 * longest,
        fontWeight: 700,
        fill: COLOURS.ink,
        stroke: COLOURS.paper,
        strokeWidth: 5,
      }),
      Plot.text(drawn.filter(({ isNarrow }) => !isNarrow), { ...label, x: "to", dx: 6 }),
      Plot.text(drawn.filter(({ isNarrow }) => isNarrow), { ...label, x: "from", dx: markRoom }),
    ],
  };
}

function slotOf({ panel, row }: Line): string {
  return `${panel}|${row}`;
}
