/** Where the suppressed cells are, by table and column. */
import * as Plot from "@observablehq/plot";
import type { Cell } from "../release/model.ts";
import { Figure } from "./figure.ts";
import { sourceLine } from "./source.ts";
import { COLOURS, PAINT } from "./theme.ts";
import { columnLabel, localText, requireView, type View } from "./view.ts";

/** Heights of a square, of what parts two tables, and of what stands above the first. */
const SQUARE = 25;
const GAP = 28;
const ABOVE = 22;
/** Squares beside one another in which a mark can be read. */
const MOST_MARKED = 4;

/** One square a cell of the source, grouped by table and column, suppressed ones hatched; with counts at both margins. */
export function crossesFigure(view: View): Figure {
  const { text, release } = requireView(view);
  const blocks = release.tables.map((table) => ({
    title: localText(view, table.shortTitle),
    columns: Map.groupBy(table.cells, (cell) => columnLabel(view, cell, table)),
    cells: table.cells,
  }));
  const columns = [...new Set(blocks.flatMap((block) => [...block.columns.keys()]))];
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
  const deep = Math.max(...squares.map(({ y }) => y)) + 1;
  const band = deep * SQUARE;
  const inColumn = (column: string) => blocks.flatMap((block) => block.columns.get(column) ?? []);
  const share = (cells: readonly Cell[]) =>
    text.figure.crossesOf(
      cells.filter(({ status }) => status === "suppressed").length,
      cells.length,
    );
  const all = [...columns, text.table.all];
  const counts = (cells: readonly Cell[]) => {
    const suppressed = cells.filter(({ status }) => status === "suppressed").length;
    return {
      text: text.figure.crossesOf(suppressed, cells.length),
      kind: "number" as const,
      value: suppressed,
    };
  };
  const place = {
    fx: "column",
    fy: "title",
    x1: (square: { x: number }) => square.x + 0.06,
    x2: (square: { x: number }) => square.x + 0.94,
    y1: (square: { y: number }) => square.y + 0.06,
    y2: (square: { y: number }) => square.y + 0.94,
  } as const;
  const suppressed = squares.filter(({ isSuppressed }) => isSuppressed);
  return new Figure({
    id: "figure-crosses",
    name: text.figure.crossesName,
    description: text.figure.crossesDescription([
      ...blocks.map(({ title, cells }) => text.colon(title, share(cells))),
      ...columns.map((column) => text.colon(column, share(inColumn(column)))),
    ]),
    caption: `${text.figure.crossesCaption} ${sourceLine(view)}`,
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
    plot: {
      height: 52 + ABOVE + blocks.length * (band + GAP),
      marginTop: 8,
      marginLeft: 0,
      marginRight: 0,
      marginBottom: 44,
      fx: { type: "band", domain: all, axis: null, padding: 0.14 },
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
          fx: () => columns[0],
          fy: "title",
          text: "title",
          frameAnchor: "top-left",
          textAnchor: "start",
          dy: -18,
          fontWeight: 600,
        }),
        Plot.text(blocks, {
          fx: () => text.table.all,
          fy: "title",
          text: ({ cells }) => share(cells),
          frameAnchor: "middle",
        }),
        ...[
          (name: string) => name,
          (name: string) => columns.includes(name) ? share(inColumn(name)) : "",
        ].map(
          (label, line) =>
            Plot.text(all.slice(0, -1), {
              fx: (name) => name,
              fy: () => blocks.at(-1)!.title,
              text: label,
              frameAnchor: "bottom",
              dy: 18 + line * 17,
              fill: line === 0 ? COLOURS.muted : COLOURS.ink,
            }),
        ),
      ],
    },
  });
}
