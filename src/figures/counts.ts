/** One table as bars, a panel a row of the source. */
import * as Plot from "@observablehq/plot";
import { isTotal } from "../bounds/declared.ts";
import { findTable, groupRows } from "../frames/wide.ts";
import type { Cell, Table } from "../release/model.ts";
import { barsY, greatest, markWords } from "./bars.ts";
import { cellWords, rangeWords, tableCell } from "./cells.ts";
import { Figure } from "./figure.ts";
import { fits, foldLabel, widthOf } from "./labels.ts";
import { type Line, rangePlot } from "./range_bars.ts";
import { sourceLine } from "./source.ts";
import { COLOURS, MOST_ROWS, seriesColour, WIDTH } from "./theme.ts";
import { columnLabel, findDimension, localText, requireView, rowLabel, type View } from "./view.ts";

/** Panels that a figure holds at most; more are in its numbers. */
const MOST_PANELS = 24;

/**
 * Bars of one table by its column dimension, a panel a row, on one common scale; lines where the columns are one or too
 * many for that. Suppressed cells are hatched over the range they can take under the view's assumption. Totals would dwarf
 * their parts: they stand in the numbers only.
 * @throws {RangeError} when the release has no such table; says which it has
 */
export function countsFigure(view: View, tableName: string): Figure {
  const { text } = requireView(view);
  const table = findTable(view.release, tableName);
  const columns = findDimension(view, table.columnDimension);
  const all = groupRows(table).map((cells) => ({
    title: rowLabel(view, cells[0]!, table.rowDimensions),
    cells,
  }));
  const parts = all.map(({ title, cells }) => ({
    title,
    cells: cells.filter((cell) => !isTotal(view.release, cell)),
  })).filter(({ cells }) => cells.length > 0);
  const drawable = parts.length > 0 ? parts : all;
  const hasTotals = drawable.flatMap(({ cells }) => cells).length < table.cells.length;
  const perRow = drawable[0]!.cells.length;
  const across = perRow === 1 ? 0 : panelsAcross(view, table, drawable);
  const most = across === 0 ? Math.max(1, Math.floor(MOST_ROWS / perRow)) : MOST_PANELS;
  const panels = drawable.slice(0, most);
  const domain = [...new Set(table.cells.map((cell) => columnLabel(view, cell, table)))];
  const by = perRow === 1 && table.rowDimensions.length > 0
    ? view.release.dimensions.filter(({ name }) => table.rowDimensions.includes(name))
    : [columns];
  const column = by.map(({ label }) => localText(view, label)).join(" · ");
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
        localText(view, view.assumption.label),
        columns.categories.some(({ isPartial }) => isPartial),
      ),
      ...(hasTotals ? [text.figure.withoutTotals] : []),
      ...(drawable.length > panels.length
        ? [text.figure.firstRows(panels.length, drawable.length)]
        : []),
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
    plot: across === 0 ? listPlot(view, table, panels) : panelPlot(view, table, panels, across),
  });
}

interface Panel {
  readonly title: string;
  readonly cells: readonly Cell[];
}

/** How many panels stand side by side so that everything written in them can be read; 0 where not even one can. */
function panelsAcross(view: View, table: Table, panels: readonly Panel[]): number {
  const cells = panels.flatMap(({ cells }) => cells);
  const heads = [...new Set(cells.map((cell) => columnLabel(view, cell, table)))];
  const widest = Math.max(...cells.map((cell) => widthOf(written(view, cell))));
  return [2, 1].find((across) => {
    const panel = (WIDTH - 40) / across;
    const slot = panel / panels[0]!.cells.length;
    return panels.every(({ title }) => widthOf(title) <= panel) &&
      heads.every((head) => fits(head, slot)) && widest <= 1.1 * slot;
  }) ?? 0;
}

/** What stands at a bar. */
function written(view: View, cell: Cell): string {
  return cell.value === null
    ? markWords(view, cell, view.publication.cell(cell))
    : view.text.number(cell.value);
}

/** A panel a row, its columns side by side. */
function panelPlot(
  view: View,
  table: Table,
  panels: readonly Panel[],
  across: number,
): Plot.PlotOptions {
  const placed = panels.map(({ title, cells }, index) => ({
    title,
    fx: index % across,
    fy: Math.floor(index / across),
    cells,
  }));
  const bars = placed.flatMap(({ cells, fx, fy }) =>
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
  const slot = (WIDTH - 40) / across / domain.length;
  const heads = new Map(domain.map((head) => [head, foldLabel(head, slot)]));
  const isFolded = [...heads.values()].some((head) => head.includes("\n"));
  return {
    height: 10 + 190 * Math.ceil(panels.length / across) + (isFolded ? 14 : 0),
    marginTop: 30,
    marginLeft: Math.max(34, 12 + widthOf(view.text.number(Math.ceil(top)))),
    marginRight: 4,
    marginBottom: isFolded ? 38 : 24,
    fx: { type: "band", axis: null, padding: 0.1 },
    fy: { type: "band", axis: null, padding: 0.22 },
    x: { type: "band", domain, label: null, padding: 0.18 },
    y: { domain: [0, top], ticks: 4, label: null },
    marks: [
      Plot.gridY({ ticks: 4, stroke: COLOURS.grid, strokeOpacity: 1 }),
      Plot.axisY({
        ticks: 4,
        tickSize: 0,
        label: null,
        fill: COLOURS.muted,
        tickFormat: (tick: number) => view.text.number(tick),
      }),
      Plot.axisX({
        tickSize: 0,
        label: null,
        fx: null,
        fy: null,
        tickFormat: (head: string) => heads.get(head)!,
      }),
      ...barsY(bars, {
        x: "x",
        fx: "fx",
        fy: "fy",
        top,
        fill: seriesColour(view.release.tables.indexOf(table)),
      }),
      Plot.ruleY([0], { stroke: COLOURS.ink }),
      Plot.text(placed, {
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

/** A line a cell: where a row has but one, in one panel, else in a panel a row. */
function listPlot(view: View, table: Table, panels: readonly Panel[]): Plot.PlotOptions {
  const fill = seriesColour(view.release.tables.indexOf(table));
  const isOne = panels.every(({ cells }) => cells.length === 1);
  return rangePlot(panels.flatMap(({ title, cells }) =>
    cells.map((cell): Line => {
      const [panel, row] = isOne
        ? [localText(view, table.shortTitle), title]
        : [title, columnLabel(view, cell, table)];
      const shown = view.publication.cell(cell);
      const line = { panel, row, fill };
      if (shown.kind === "published") {
        const { value } = shown;
        const label = view.text.number(value);
        return { ...line, mark: "", label, bar: { kind: "value", value } };
      }
      return {
        ...line,
        mark: cell.mark ?? "x",
        label: shown.kind === "withheld"
          ? `${view.text.cell.withheldMark} ${view.text.cell.withheldShort}`
          : rangeWords(view, shown),
        bar: shown.kind === "range"
          ? { kind: "range", lower: shown.lower ?? 0, upper: shown.upper }
          : { kind: "none" },
      };
    })
  ));
}
