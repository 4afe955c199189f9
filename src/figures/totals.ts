/** Sums of published counts as lower limits. */
import * as Plot from "@observablehq/plot";
import type { PublishableCount } from "../guard/publish.ts";
import { Figure } from "./figure.ts";
import { sourceLine } from "./source.ts";
import { sumCell, sumsBy } from "./sums.ts";
import { CHARACTER, foldLabel, widthOf } from "./labels.ts";
import { COLOURS, MOST_ROWS, PAINT, seriesColour, WIDTH } from "./theme.ts";
import { findDimension, localText, requireView, type View } from "./view.ts";

/** How far a lower limit goes on, as a part of the scale. */
const OPEN = 0.16;

/**
 * For each table, the sum of its published counts by the categories of a dimension: a solid bar, which goes on hatched
 * and open wherever a cell is suppressed, since the sum is then a lower limit.
 * @throws {RangeError} when the release has no such dimension; says which it has
 */
export function totalsFigure(view: View, dimensionName: string): Figure {
  const { text, release } = requireView(view);
  const dimension = findDimension(view, dimensionName);
  const columns = dimension.categories.filter(({ isTotal }) => !isTotal);
  const bars = release.tables.flatMap((table, index) =>
    sumsBy(view, table, columns.map(({ name }) => ({ [dimension.name]: name }))).map((
      shown,
      place,
    ) => ({
      shown,
      sum: shown.kind === "published" || shown.kind === "atLeast" ? shown.value : 0,
      isOpen: shown.kind === "atLeast",
      table: localText(view, table.shortTitle),
      category: localText(view, columns[place]!.shortLabel),
      fill: seriesColour(index),
      label: sumLabel(view, shown),
    }))
  );
  const drawnNames = columns.slice(0, MOST_ROWS).map(({ shortLabel }) =>
    localText(view, shortLabel)
  );
  const drawn = bars.filter(({ category }) => drawnNames.includes(category));
  const heads = new Map(drawnNames.map((name) => [name, foldLabel(name, 140)]));
  const marginLeft = 10 + 8 / CHARACTER * Math.max(...[...heads.values()].map(widthOf));
  // The scale leaves room for the longest bar's label behind it.
  const breadth = WIDTH - marginLeft - 4;
  const right = Math.max(
    2,
    ...drawn.map(({ sum, label }) => {
      const room = (1 - OPEN) * breadth - 7 - 0.95 * widthOf(label);
      return Math.max(2 * sum, sum * breadth / Math.max(room, breadth / 4));
    }),
  );
  const open = drawn.filter(({ isOpen }) => isOpen)
    .map((bar) => ({ ...bar, end: Math.min(right, bar.sum + right * OPEN) }));
  const place = { y: "category", fy: "table" } as const;
  const tables = [...new Set(bars.map(({ table }) => table))];
  return new Figure({
    id: `figure-totals-${dimension.name}`,
    name: text.figure.totalsName(localText(view, dimension.label)),
    description: text.figure.totalsDescription(
      drawn.map(({ table, category, label }) => text.colon(`${table}, ${category}`, label)),
    ),
    caption: [
      text.figure.totalsCaption,
      ...(drawn.length < bars.length
        ? [text.figure.firstRows(drawnNames.length, columns.length)]
        : []),
      sourceLine(view),
    ].join(" "),
    numbersLabel: text.figure.numbers,
    data: {
      caption: text.table.sums,
      headColumns: 2,
      columns: [
        { name: "table", heading: text.table.table, type: "string" },
        { name: dimension.name, heading: localText(view, dimension.label), type: "string" },
        { name: "sum", heading: text.table.sum, type: "integer" },
      ],
      rows: bars.map((bar) => [
        { text: bar.table, kind: "text" },
        { text: bar.category, kind: "text" },
        sumCell(view, bar.shown),
      ]),
    },
    plot: {
      height: 8 + tables.length * (26 + drawnNames.length * 30),
      marginTop: 26,
      marginLeft,
      marginRight: 4,
      marginBottom: 2,
      fy: { type: "band", domain: tables, axis: null, paddingInner: 0.28 },
      y: {
        type: "band",
        domain: drawnNames,
        axis: null,
        padding: 0.2,
      },
      x: { domain: [0, right], axis: null },
      marks: [
        Plot.text(tables, {
          fy: (table) => table,
          text: (table) => table,
          frameAnchor: "top-left",
          textAnchor: "start",
          dy: -16,
          fontWeight: 600,
        }),
        Plot.axisY({
          label: null,
          tickSize: 0,
          tickPadding: 8,
          tickFormat: (name: string) => heads.get(name)!,
        }),
        Plot.barX(drawn, { ...place, x: "sum", fill: "fill" }),
        Plot.barX(open, { ...place, x1: "sum", x2: "end", fill: PAINT.suppressed }),
        Plot.barX(open, { ...place, x1: "sum", x2: "end", fill: PAINT.fadeRight }),
        Plot.ruleX([0], { stroke: COLOURS.ink }),
        Plot.text(drawn, {
          ...place,
          x: (bar) => bar.isOpen ? Math.min(right, bar.sum + right * OPEN) : bar.sum,
          text: "label",
          textAnchor: "start",
          dx: 6,
        }),
      ],
    },
  });
}

function sumLabel(view: View, shown: PublishableCount): string {
  const { number, table } = view.text;
  if (shown.kind === "atLeast") return table.atLeastShort(shown.value, shown.suppressedCells);
  return shown.kind === "published" ? number(shown.value) : "";
}
