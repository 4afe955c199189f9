/** Every cell of the release at its own place. */
import * as Plot from "@observablehq/plot";
import { tableCell } from "./cells.ts";
import { Figure } from "./figure.ts";
import { sourceLine } from "./source.ts";
import type { TableColumn } from "./table.ts";
import { COLOURS, FONT, MOST_ROWS, PAINT } from "./theme.ts";
import { columnLabel, localText, requireView, rowLabel, type View } from "./view.ts";

/** Heights of a row, and of what parts two blocks. */
const ROW = 29;
const GAP = 29;

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
  const drawnRows = rows.slice(0, MOST_ROWS);
  const drawn = data.filter(({ row }) => drawnRows.includes(row));
  const band = drawnRows.length * ROW;
  const place = { x: "column", y: "row", fy: "block" } as const;
  const marginLeft = Math.min(180, 20 + 7 * Math.max(...rows.map((row) => row.length)));
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
      height: 34 + blocks.length * (band + GAP) + GAP,
      marginTop: 30,
      marginBottom: 4,
      marginLeft,
      marginRight: 4,
      x: { type: "band", domain: columns, axis: null, padding: 0.06 },
      y: { type: "band", domain: drawnRows, axis: null, padding: 0.1 },
      fy: { type: "band", domain: blocks, axis: null, padding: GAP / (band + GAP) },
      marks: [
        Plot.text(columns, {
          x: (column) => column,
          fy: () => blocks[0],
          text: (column) => column,
          frameAnchor: "top",
          dy: -16,
          fill: COLOURS.muted,
        }),
        Plot.text(blocks, {
          fy: (block) => block,
          text: (block) => block,
          frameAnchor: "top-left",
          textAnchor: "start",
          dx: 4 - marginLeft,
          dy: -16,
          fontWeight: 600,
        }),
        Plot.axisY({ label: null, tickSize: 0, tickPadding: 8 }),
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
