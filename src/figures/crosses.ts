/** Where the suppressed cells are, by table and column. */
import type { Cell } from "../release/model.ts";
import { type Block, crossesBars, crossesSquares, hasRoomForSquares } from "./crosses_plot.ts";
import { Figure } from "./figure.ts";
import { sourceLine } from "./source.ts";
import { MOST_ROWS } from "./theme.ts";
import { columnLabel, localText, requireView, type View } from "./view.ts";

/**
 * One square a cell of the source, grouped by table and column, suppressed ones hatched; with counts at both margins.
 * Where the columns are too many to stand side by side, a bar each.
 */
export function crossesFigure(view: View): Figure {
  const { text, release } = requireView(view);
  const share = (cells: readonly Cell[]) =>
    text.figure.crossesOf(suppressedAmong(cells), cells.length);
  const blocks = release.tables.map((table): Block => ({
    title: localText(view, table.shortTitle),
    columns: Map.groupBy(table.cells, (cell) => columnLabel(view, cell, table)),
    cells: table.cells,
    label: share(table.cells),
  }));
  const columns = [...new Set(blocks.flatMap((block) => [...block.columns.keys()]))];
  const inColumn = (column: string) => blocks.flatMap((block) => block.columns.get(column) ?? []);
  const margins = columns.map((name) => ({ name, label: share(inColumn(name)) }));
  const all = [...columns, text.table.all];
  const isSquares = hasRoomForSquares([...margins, { name: text.table.all, label: "" }]);
  const most = Math.max(...blocks.map(({ columns }) => columns.size));
  const mostBars = Math.max(1, Math.floor(MOST_ROWS / blocks.length));
  const counts = (cells: readonly Cell[]) => ({
    text: share(cells),
    kind: "number" as const,
    value: suppressedAmong(cells),
  });
  return new Figure({
    id: "figure-crosses",
    name: text.figure.crossesName,
    description: text.figure.crossesDescription(isSquares, [
      ...blocks.map(({ title, label }) => text.colon(title, label)),
      ...margins.map(({ name, label }) => text.colon(name, label)),
    ]),
    caption: [
      text.figure.crossesCaption(isSquares),
      ...(!isSquares && most > mostBars ? [text.figure.firstRows(mostBars, most)] : []),
      sourceLine(view),
    ].join(" "),
    numbersLabel: text.figure.numbers,
    data: {
      caption: text.figure.crossesName,
      headColumns: 1,
      columns: [
        { name: "table", heading: text.table.table, type: "string" },
        ...all.map((name) => ({ name, heading: name, type: "integer" as const })),
      ],
      rows: [
        ...blocks.map(({ title, columns: cellsOf, cells }) => [
          { text: title, kind: "text" as const },
          ...columns.map((column) => counts(cellsOf.get(column) ?? [])),
          counts(cells),
        ]),
        [
          { text: text.table.all, kind: "text" as const },
          ...columns.map((column) => counts(inColumn(column))),
          counts(release.tables.flatMap(({ cells }) => cells)),
        ],
      ],
    },
    plot: isSquares
      ? crossesSquares(blocks, margins, text.table.all)
      : crossesBars(blocks.map((block) => ({
        ...block,
        lines: [...block.columns].slice(0, mostBars).map(([name, cells]) => ({
          name,
          cells: cells.length,
          suppressed: suppressedAmong(cells),
          label: share(cells),
        })),
      }))),
  });
}

function suppressedAmong(cells: readonly Cell[]): number {
  return cells.filter(({ status }) => status === "suppressed").length;
}
