/** Sums of published counts as lower limits. */
import * as Plot from "@observablehq/plot";
import type { PublishableCount } from "../guard/publish.ts";
import { Figure } from "./figure.ts";
import { sourceLine } from "./source.ts";
import { sumCell, sumsBy } from "./sums.ts";
import { COLOURS, PAINT, seriesColour } from "./theme.ts";
import { findDimension, localText, requireView, type View } from "./view.ts";

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
  const right = Math.max(1, ...bars.map(({ sum }) => sum)) * 2;
  const open = bars.filter(({ isOpen }) => isOpen)
    .map((bar) => ({ ...bar, end: Math.min(right, bar.sum + right * 0.16) }));
  const place = { y: "category", fy: "table" } as const;
  const tables = [...new Set(bars.map(({ table }) => table))];
  return new Figure({
    id: `figure-totals-${dimension.name}`,
    name: text.figure.totalsName(localText(view, dimension.label)),
    description: text.figure.totalsDescription(
      bars.map(({ table, category, label }) => text.colon(`${table}, ${category}`, label)),
    ),
    caption: `${text.figure.totalsCaption} ${sourceLine(view)}`,
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
      height: 8 + tables.length * (26 + columns.length * 30),
      marginTop: 26,
      marginLeft: 10 + 8 * Math.max(...bars.map(({ category }) => category.length)),
      marginRight: 4,
      marginBottom: 2,
      fy: { type: "band", domain: tables, axis: null, paddingInner: 0.28 },
      y: {
        type: "band",
        domain: columns.map(({ shortLabel }) => localText(view, shortLabel)),
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
        Plot.axisY({ label: null, tickSize: 0, tickPadding: 8 }),
        Plot.barX(bars, { ...place, x: "sum", fill: "fill" }),
        Plot.barX(open, { ...place, x1: "sum", x2: "end", fill: PAINT.suppressed }),
        Plot.barX(open, { ...place, x1: "sum", x2: "end", fill: PAINT.fadeRight }),
        Plot.ruleX([0], { stroke: COLOURS.ink }),
        Plot.text(bars, {
          ...place,
          x: (bar) => bar.isOpen ? Math.min(right, bar.sum + right * 0.16) : bar.sum,
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
