/** One table as bars, a panel a row of the source. */
import * as Plot from "@observablehq/plot";
import { findTable, groupRows } from "../frames/wide.ts";
import { barsY, greatest, markWords } from "./bars.ts";
import { cellWords, tableCell } from "./cells.ts";
import { Figure } from "./figure.ts";
import { sourceLine } from "./source.ts";
import { COLOURS, seriesColour } from "./theme.ts";
import { columnLabel, findDimension, localText, requireView, rowLabel, type View } from "./view.ts";

/** Panels side by side. */
const ACROSS = 2;

/**
 * Bars of one table by its column dimension, a panel a row, on one common scale. Suppressed cells are hatched over the
 * range they can take under the view's reading.
 * @throws {RangeError} when the release has no such table; says which it has
 */
export function countsFigure(view: View, tableName: string): Figure {
  const { text } = requireView(view);
  const table = findTable(view.release, tableName);
  const columns = findDimension(view, table.columnDimension);
  const panels = groupRows(table).map((cells, index) => ({
    title: rowLabel(view, cells[0]!, table.rowDimensions),
    fx: index % ACROSS,
    fy: Math.floor(index / ACROSS),
    cells,
  }));
  const bars = panels.flatMap(({ cells, fx, fy }) =>
    cells.map((cell) => ({
      fx,
      fy,
      x: columnLabel(view, cell, table),
      shown: view.publication.cell(cell),
      mark: markWords(view, cell, view.publication.cell(cell)),
      label: cell.value === null ? "" : text.number(cell.value),
    }))
  );
  const top = greatest(bars) * 1.12;
  const domain = [...new Set(bars.map(({ x }) => x))];
  const column = localText(view, columns.label);
  return new Figure({
    id: `figure-${table.name}`,
    name: text.figure.countsName(localText(view, table.measure), column),
    description: text.figure.countsDescription(
      localText(view, table.measure),
      panels.map(({ title, cells }) =>
        text.colon(
          title,
          cells.map((cell) => `${columnLabel(view, cell, table)} ${cellWords(view, cell)}`).join(
            ", ",
          ),
        )
      ),
    ),
    caption: `${
      text.figure.countsCaption(
        localText(view, view.reading.label),
        columns.categories.some(({ isPartial }) => isPartial),
      )
    } ${sourceLine(view)}`,
    numbersLabel: text.figure.numbers,
    data: {
      caption: localText(view, table.title),
      headColumns: 1,
      columns: [
        { name: "row", heading: text.table.group, type: "string" },
        ...domain.map((name) => ({ name, heading: name, type: "integer" as const })),
      ],
      rows: panels.map(({ title, cells }) => [
        { text: title, kind: "text" },
        ...cells.map((cell) => tableCell(view, cell, { withRange: true })),
      ]),
    },
    plot: {
      height: 10 + 190 * Math.ceil(panels.length / ACROSS),
      marginTop: 30,
      marginLeft: 34,
      marginRight: 4,
      marginBottom: 24,
      fx: { type: "band", axis: null, padding: 0.1 },
      fy: { type: "band", axis: null, padding: 0.22 },
      x: { type: "band", domain, label: null, padding: 0.18 },
      y: { domain: [0, top], ticks: 4, label: null },
      marks: [
        Plot.gridY({ ticks: 4, stroke: COLOURS.grid, strokeOpacity: 1 }),
        Plot.axisY({ ticks: 4, tickSize: 0, label: null, fill: COLOURS.muted }),
        Plot.axisX({ tickSize: 0, label: null, fx: null, fy: null }),
        ...barsY(bars, {
          x: "x",
          fx: "fx",
          fy: "fy",
          top,
          fill: seriesColour(view.release.tables.indexOf(table)),
        }),
        Plot.ruleY([0], { stroke: COLOURS.ink }),
        Plot.text(panels, {
          fx: "fx",
          fy: "fy",
          text: "title",
          frameAnchor: "top-left",
          textAnchor: "start",
          dy: -20,
          fontWeight: 600,
        }),
      ],
    },
  });
}
