/** One table as bars, a panel a row of the source. */
import * as Plot from "@observablehq/plot";
import { findTable, groupRows } from "../frames/wide.ts";
import type { Cell, Table } from "../release/model.ts";
import { barsY, greatest, markWords } from "./bars.ts";
import { cellWords, rangeWords, tableCell } from "./cells.ts";
import { Figure } from "./figure.ts";
import { type Line, rangePlot } from "./range_bars.ts";
import { sourceLine } from "./source.ts";
import { COLOURS, MOST_ROWS, seriesColour } from "./theme.ts";
import { columnLabel, findDimension, localText, requireView, rowLabel, type View } from "./view.ts";

/** Panels side by side. */
const ACROSS = 2;
/** Panels that a figure holds at most; more are in its numbers. */
const MOST_PANELS = 24;

/**
 * Bars of one table by its column dimension, a panel a row, on one common scale. Suppressed cells are hatched over the
 * range they can take under the view's reading.
 * @throws {RangeError} when the release has no such table; says which it has
 */
export function countsFigure(view: View, tableName: string): Figure {
  const { text } = requireView(view);
  const table = findTable(view.release, tableName);
  const columns = findDimension(view, table.columnDimension);
  const all = groupRows(table).map((cells, index) => ({
    title: rowLabel(view, cells[0]!, table.rowDimensions),
    fx: index % ACROSS,
    fy: Math.floor(index / ACROSS),
    cells,
  }));
  const isList = columns.categories.length === 1;
  const panels = all.slice(0, isList ? MOST_ROWS : MOST_PANELS);
  const domain = [...new Set(table.cells.map((cell) => columnLabel(view, cell, table)))];
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
    caption: [
      text.figure.countsCaption(
        localText(view, view.reading.label),
        columns.categories.some(({ isPartial }) => isPartial),
      ),
      ...(all.length > panels.length ? [text.figure.firstRows(panels.length, all.length)] : []),
      sourceLine(view),
    ].join(" "),
    numbersLabel: text.figure.numbers,
    data: {
      caption: localText(view, table.title),
      headColumns: 1,
      columns: [
        { name: "row", heading: text.table.group, type: "string" },
        ...domain.map((name) => ({ name, heading: name, type: "integer" as const })),
      ],
      rows: all.map(({ title, cells }) => [
        { text: title, kind: "text" },
        ...cells.map((cell) => tableCell(view, cell, { withRange: true })),
      ]),
    },
    plot: isList ? listPlot(view, table, panels) : panelPlot(view, table, panels),
  });
}

interface Panel {
  readonly title: string;
  readonly fx: number;
  readonly fy: number;
  readonly cells: readonly Cell[];
}

/** A panel a row, its columns side by side. */
function panelPlot(view: View, table: Table, panels: readonly Panel[]): Plot.PlotOptions {
  const bars = panels.flatMap(({ cells, fx, fy }) =>
    cells.map((cell) => ({
      fx,
      fy,
      x: columnLabel(view, cell, table),
      shown: view.publication.cell(cell),
      mark: markWords(view, cell, view.publication.cell(cell)),
      label: cell.value === null ? "" : view.text.number(cell.value),
    }))
  );
  const top = greatest(bars) * 1.12;
  const domain = [...new Set(bars.map(({ x }) => x))];
  return {
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
  };
}

/** A table of one column: a line a row. */
function listPlot(view: View, table: Table, panels: readonly Panel[]): Plot.PlotOptions {
  const fill = seriesColour(view.release.tables.indexOf(table));
  return rangePlot(panels.map(({ title, cells: [cell] }): Line => {
    const shown = view.publication.cell(cell!);
    const line = { panel: localText(view, table.shortTitle), row: title, fill };
    if (shown.kind === "published") {
      const { value } = shown;
      const label = view.text.number(value);
      return { ...line, mark: "", label, bar: { kind: "value", value } };
    }
    const isRange = shown.kind === "range";
    return {
      ...line,
      mark: cell!.mark ?? "x",
      label: shown.kind === "withheld"
        ? `${view.text.cell.withheldMark} ${view.text.cell.withheldShort}`
        : rangeWords(view, shown),
      bar: isRange
        ? { kind: "range", lower: shown.lower ?? 0, upper: shown.upper }
        : { kind: "none" },
    };
  }));
}
