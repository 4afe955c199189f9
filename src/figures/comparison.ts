/** Several tables beside one another, a panel a row of the source. */
import * as Plot from "@observablehq/plot";
import { isTotal } from "../bounds/declared.ts";
import { findTable } from "../frames/wide.ts";
import { greatest, markWords, splitBars } from "./bars.ts";
import { cellWords, tableCell } from "./cells.ts";
import { Figure } from "./figure.ts";
import { sourceLine } from "./source.ts";
import { foldLabel, widthOf } from "./labels.ts";
import { COLOURS, FONT, PAINT, seriesColour, WIDTH } from "./theme.ts";
import { columnLabel, findDimension, localText, requireView, rowLabel, type View } from "./view.ts";

/** Panels, and bars in all of them, that a drawing holds at most. */
const MOST_PANELS = 24;
const MOST_SLOTS = 96;

/**
 * Horizontal bars: for each row of the source and each column, one bar a table, in the order given.
 * @throws {TypeError} when they are not a list
 * @throws {RangeError} when the release has no such table; says which it has
 */
export function comparisonFigure(view: View, tableNames: readonly string[]): Figure {
  const { text, release } = requireView(view);
  if (!Array.isArray(tableNames)) {
    throw new TypeError(
      'Cannot compare the tables: give a list of their names, such as ["one", "two"]',
    );
  }
  const tables = tableNames.map((name) => findTable(release, name));
  const bars = tables.flatMap((table) =>
    table.cells.map((cell) => ({
      cell,
      panel: rowLabel(view, cell, table.rowDimensions),
      column: columnLabel(view, cell, table),
      series: localText(view, table.shortTitle),
      fill: seriesColour(release.tables.indexOf(table)),
      shown: view.publication.cell(cell),
      mark: markWords(view, cell, view.publication.cell(cell)),
      label: cell.value === null ? "" : text.number(cell.value),
    }))
  );
  const panels = [...new Set(bars.map(({ panel }) => panel))];
  const columns = [...new Set(bars.map(({ column }) => column))];
  // Totals would dwarf their parts: they stand in the numbers only.
  const parts = bars.filter(({ cell }) => !isTotal(release, cell));
  const drawable = parts.length > 0 ? parts : bars;
  const drawnColumns = columns.filter((name) => drawable.some(({ column }) => column === name));
  const drawablePanels = panels.filter((name) => drawable.some(({ panel }) => panel === name));
  const drawnPanels = drawablePanels.slice(
    0,
    Math.max(
      1,
      Math.min(MOST_PANELS, Math.floor(MOST_SLOTS / drawnColumns.length / tables.length)),
    ),
  );
  const drawn = drawable.filter(({ panel }) => drawnPanels.includes(panel));
  const heads = new Map(drawnColumns.map((name) => [name, foldLabel(name, 120, tables.length)]));
  const marginLeft = Math.max(52, 17 + Math.max(...[...heads.values()].map(widthOf)));
  const right = greatest(drawn) * 1.3;
  const slots = drawnColumns.flatMap((column) =>
    [...tables.keys(), "gap"].map((slot) => `${column}|${slot}`)
  );
  const slotOf = (bar: (typeof bars)[number]) =>
    `${bar.column}|${tables.findIndex((table) => table.name === bar.cell.table)}`;
  const { solid, hatched, withheld } = splitBars(drawn, right);
  const open = hatched.filter(({ isOpen }) => isOpen);
  const place = { fy: "panel", y: slotOf };
  const range = { ...place, x1: "lower", x2: "upper", fill: PAINT.suppressed } as const;
  const crossed = {
    ...place,
    text: "mark",
    fontWeight: 700,
    fill: COLOURS.ink,
    stroke: COLOURS.paper,
    strokeWidth: 5,
    dx: 8,
  } as const;
  const isFirst = (bar: { panel: string; column: string }) =>
    bar.panel === drawnPanels[0] && bar.column === drawnColumns[0];
  return new Figure({
    id: `figure-${tableNames.join("-")}`,
    name: text.list(tables.map((table) => localText(view, table.shortTitle))),
    description: text.figure.comparisonDescription(
      tables.map((table) => localText(view, table.measure)),
      drawnPanels.map((panel) =>
        text.colon(
          panel,
          drawnColumns.map((column) =>
            `${column} ${
              bars.filter((bar) => bar.panel === panel && bar.column === column)
                .map((bar) => `${bar.series.toLowerCase()} ${cellWords(view, bar.cell)}`).join(", ")
            }`
          ).join("; "),
        )
      ),
    ),
    caption: [
      text.figure.comparisonCaption(localText(view, view.assumption.label)),
      ...(drawable.length < bars.length ? [text.figure.withoutTotals] : []),
      ...(drawnPanels.length < drawablePanels.length
        ? [text.figure.firstRows(drawnPanels.length, drawablePanels.length)]
        : []),
      sourceLine(view),
    ].join(" "),
    numbersLabel: text.figure.numbers,
    data: {
      caption: text.list(tables.map((table) => localText(view, table.title))),
      headColumns: 2,
      columns: [
        { name: "row", heading: text.table.group, type: "string" },
        {
          name: "column",
          heading: localText(view, findDimension(view, tables[0]!.columnDimension).label),
          type: "string",
        },
        ...tables.map((table) => ({
          name: table.name,
          heading: localText(view, table.shortTitle),
          type: "integer" as const,
        })),
      ],
      rows: panels.flatMap((panel) =>
        columns.map((column) => [
          { text: panel, kind: "text" as const },
          { text: column, kind: "text" as const },
          ...bars.filter((bar) => bar.panel === panel && bar.column === column)
            .map((bar) => tableCell(view, bar.cell, { withRange: true })),
        ])
      ),
    },
    plot: {
      height: 10 + drawnPanels.length * (34 + slots.length * 14),
      marginTop: 28,
      marginLeft,
      marginRight: 4,
      marginBottom: 4,
      fy: { type: "band", domain: drawnPanels, axis: null, padding: 0.1 },
      y: { type: "band", domain: slots, axis: null, padding: 0.12 },
      x: { domain: [0, right], axis: null },
      marks: [
        Plot.text(drawnPanels, {
          fy: (panel) => panel,
          text: (panel) => foldLabel(panel, WIDTH, 1),
          frameAnchor: "top-left",
          textAnchor: "start",
          dx: 2 - marginLeft,
          dy: -14,
          fontWeight: 600,
        }),
        Plot.text(drawnColumns, {
          x: 0,
          y: (column) => `${column}|${Math.floor((tables.length - 1) / 2)}`,
          text: (column) => heads.get(column)!,
          textAnchor: "end",
          dx: -8,
        }),
        Plot.barX(solid, { ...place, x: "value", fill: "fill" }),
        Plot.barX(hatched.filter(({ isOpen }) => !isOpen), {
          ...range,
          stroke: COLOURS.ink,
          strokeWidth: 0.8,
        }),
        Plot.barX(open, range),
        Plot.barX(open, { ...range, fill: PAINT.fadeRight }),
        Plot.ruleX([0], { stroke: COLOURS.ink }),
        Plot.text(solid, {
          ...place,
          x: "value",
          text: (bar) => isFirst(bar) ? `${bar.label} ${bar.series.toLowerCase()}` : bar.label,
          textAnchor: "start",
          dx: 4,
          fontSize: FONT.size - 1,
          fontVariant: "tabular-nums",
        }),
        Plot.text(hatched, { ...crossed, x: "lower" }),
        Plot.text(hatched.filter(isFirst), {
          ...place,
          x: "lower",
          text: (bar) => bar.series.toLowerCase(),
          textAnchor: "start",
          dx: 18,
          fontSize: FONT.size - 1,
          fill: COLOURS.ink,
          stroke: COLOURS.paper,
          strokeWidth: 5,
        }),
        Plot.text(withheld, { ...crossed, x: 0, textAnchor: "start", dx: 4 }),
        Plot.text(withheld.filter(isFirst), {
          ...place,
          x: 0,
          text: (bar) => bar.series.toLowerCase(),
          textAnchor: "start",
          dx: 42,
          fontSize: FONT.size - 1,
        }),
      ],
    },
  });
}
