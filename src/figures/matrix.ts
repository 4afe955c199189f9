/** Every cell of the release at its own place. */
import * as Plot from "@observablehq/plot";
import { tableCell } from "./cells.ts";
import { Figure } from "./figure.ts";
import { foldLabel, widthOf } from "./labels.ts";
import { sourceLine } from "./source.ts";
import type { TableColumn } from "./table.ts";
import { COLOURS, FONT, MOST_ROWS, PAINT, WIDTH } from "./theme.ts";
import { columnLabel, localText, requireView, rowLabel, type View } from "./view.ts";

/** Heights of a row, of a line of type, and of what parts two blocks. */
const ROW = 29;
const LINE = 15;
const GAP = 29;
/** The widest line of a row's label, and of a column's. */
const ROW_WIDTH = 160;
const HEAD_WIDTH = 77;
/** Rows of all blocks together that a drawing holds at most. */
const MOST_IN_ALL = 160;

/** A grid of all cells, a block a table: counts are printed, suppressed cells are hatched and print their mark. */
export function matrixFigure(view: View): Figure {
  const { text, release } = requireView(view);
  const data = release.tables.flatMap((table) =>
    table.cells.map((cell) => ({
      block: localText(view, table.shortTitle),
      row: rowLabel(view, cell, table.rowDimensions),
      column: columnLabel(view, cell, table),
      isPublished: cell.status === "published",
      text: cell.value === null ? cell.mark ?? "x" : text.number(cell.value),
      cell,
    }))
  );
  const blocks = [...new Set(data.map(({ block }) => block))];
  const rows = [...new Set(data.map(({ row }) => row))];
  const columns = [...new Set(data.map(({ column }) => column))];
  const suppressed = data.filter(({ isPublished }) => !isPublished).length;
  const rowHeads = new Map(rows.map((row) => [row, foldLabel(row, ROW_WIDTH, 3)]));
  const marginLeft = Math.min(180, 20 + Math.max(...[...rowHeads.values()].map(widthOf)));
  const breadth = WIDTH - marginLeft - 4;
  const across = columnsAcross(data.map(({ text }) => text), columns, breadth);
  const parts = chunks(columns, across);
  const most = Math.max(
    1,
    Math.min(MOST_ROWS, Math.floor(MOST_IN_ALL / blocks.length / parts.length)),
  );
  const drawnRows = rows.slice(0, most);
  const drawn = data.filter(({ row }) => drawnRows.includes(row)).map((datum) => {
    const at = columns.indexOf(datum.column);
    const part = Math.floor(at / across);
    return { ...datum, band: bandOf(datum.block, part), place: at % across };
  });
  const bands = blocks.flatMap((block) =>
    parts.map((columns, part) => ({
      name: bandOf(block, part),
      title: part === 0 ? foldLabel(block, WIDTH, 1) : "",
      columns,
    }))
  );
  const heads = new Map(columns.map((column) => [column, foldLabel(column, breadth / across)]));
  const headLines = Math.max(...[...heads.values()].map((head) => head.split("\n").length));
  // Titles and the heads of columns share a line where there is room for both.
  const isShared = parts.length === 1 && headLines === 1 &&
    Math.max(...blocks.map(widthOf)) <= marginLeft + (breadth / across - widthOf(columns[0]!)) / 2;
  const gap = isShared ? GAP : GAP + 4 + LINE * headLines;
  const headed = isShared ? bands.slice(0, 1) : bands;
  const rowLines = Math.max(...[...rowHeads.values()].map((head) => head.split("\n").length));
  const band = drawnRows.length * Math.max(ROW, 14 * rowLines + 1);
  const above = isShared ? 30 : gap;
  // Rows under one head are somewhat higher.
  const spare = isShared && bands.length > 1 ? 2 * GAP : 0;
  const place = { x: "place", y: "row", fy: "band" } as const;
  return new Figure({
    id: "figure-matrix",
    name: text.figure.matrixName,
    description: text.figure.matrixDescription(data.length, suppressed, blocks),
    caption: [
      text.figure.matrixCaption,
      ...(rows.length > drawnRows.length
        ? [text.figure.firstRows(drawnRows.length, rows.length)]
        : []),
      sourceLine(view),
    ].join(" "),
    numbersLabel: text.figure.numbers,
    data: {
      caption: text.figure.matrixName,
      headColumns: 2,
      columns: [
        { name: "table", heading: text.table.table, type: "string" },
        { name: "row", heading: text.table.group, type: "string" },
        ...columns.map((name): TableColumn => ({ name, heading: name, type: "integer" })),
      ],
      rows: blocks.flatMap((block) =>
        rows.map((row) => {
          const cells = data.filter((datum) => datum.block === block && datum.row === row);
          return [
            { text: block, kind: "text" as const },
            { text: row, kind: "text" as const },
            ...cells.map(({ cell }) => tableCell(view, cell)),
          ];
        }).filter((row) => row.length > 2)
      ),
    },
    plot: {
      height: above + bands.length * (band + gap) - gap + spare + 4,
      marginTop: above,
      marginBottom: 4,
      marginLeft,
      marginRight: 4,
      x: { type: "band", domain: [...Array(across).keys()], axis: null, padding: 0.06 },
      y: { type: "band", domain: drawnRows, axis: null, padding: 0.1 },
      fy: {
        type: "band",
        domain: bands.map(({ name }) => name),
        axis: null,
        paddingInner: bands.length > 1 ? gap / (band + gap) : 0,
        paddingOuter: 0,
      },
      marks: [
        Plot.text(
          headed.flatMap(({ name, columns }) => columns.map((column, x) => ({ name, column, x }))),
          {
            x: "x",
            fy: "name",
            text: ({ column }) => heads.get(column)!,
            frameAnchor: "top",
            dy: -1 - LINE * headLines,
            fill: COLOURS.muted,
          },
        ),
        Plot.text(bands, {
          fy: "name",
          text: "title",
          frameAnchor: "top-left",
          textAnchor: "start",
          dx: 4 - marginLeft,
          dy: isShared ? -16 : -6 - LINE * (headLines + 1),
          fontWeight: 600,
        }),
        Plot.axisY({
          label: null,
          tickSize: 0,
          tickPadding: 8,
          tickFormat: (row: string) => rowHeads.get(row)!,
        }),
        Plot.cell(drawn.filter(({ isPublished }) => isPublished), { ...place, fill: COLOURS.tile }),
        Plot.cell(drawn.filter(({ isPublished }) => !isPublished), {
          ...place,
          fill: PAINT.suppressed,
          stroke: COLOURS.muted,
        }),
        Plot.text(drawn.filter(({ isPublished }) => isPublished), {
          ...place,
          text: "text",
          fontVariant: "tabular-nums",
        }),
        Plot.text(drawn.filter(({ isPublished }) => !isPublished), {
          ...place,
          text: "text",
          fontWeight: 700,
          fontSize: FONT.size + 1,
          fill: COLOURS.ink,
          stroke: COLOURS.paper,
          strokeWidth: 5,
        }),
      ],
    },
  });
}

/** How many columns stand beside one another so that each cell and head can be read. */
function columnsAcross(
  cells: readonly string[],
  columns: readonly string[],
  breadth: number,
): number {
  const cell = Math.max(...cells.map(widthOf)) + 6;
  const head = Math.min(
    HEAD_WIDTH,
    Math.max(...columns.map((name) => widthOf(name.replaceAll(" ", "\n")))),
  );
  return Math.max(1, Math.min(columns.length, Math.floor(breadth / Math.max(cell, head))));
}

function chunks(columns: readonly string[], size: number): string[][] {
  return [...Map.groupBy(columns, (_, index) => Math.floor(index / size)).values()];
}

function bandOf(block: string, part: number): string {
  return `${block}|${part}`;
}
