/** The range of every suppressed cell under the assumption. */
import { markLabel, rangeWords } from "./cells.ts";
import { Figure } from "./figure.ts";
import { type Line, rangePlot } from "./range_bars.ts";
import { sourceLine } from "./source.ts";
import { findTable } from "../frames/wide.ts";
import { COLOURS, MOST_ROWS } from "./theme.ts";
import { columnLabel, localText, requireView, rowLabel, type View } from "./view.ts";

/** One line a suppressed cell, a panel a table: the values it can take under the assumption, or that they are withheld. */
export function rangesFigure(view: View): Figure {
  const { text, publication } = requireView(view);
  const assumption = localText(view, view.assumption.label);
  const items = publication.suppressed.map(({ cell, shown }) => {
    const table = findTable(view.release, cell.table);
    const row = [rowLabel(view, cell, table.rowDimensions), columnLabel(view, cell, table)];
    const isWithheld = shown.kind === "withheld";
    const bar: Line["bar"] = shown.kind === "range"
      ? { kind: "range", lower: shown.lower ?? 0, upper: shown.upper }
      : { kind: "none" };
    return {
      cell,
      panel: localText(view, table.shortTitle),
      row: row.join(" · "),
      fill: COLOURS.ink,
      mark: cell.mark ?? "x",
      label: rangeWords(view, shown),
      short: isWithheld
        ? `${text.cell.withheldMark} ${text.cell.withheldShort}`
        : rangeWords(view, shown),
      isWithheld,
      bar,
    };
  });
  return new Figure({
    id: `figure-ranges-${view.assumption.name}`,
    name: text.figure.rangesName(assumption),
    description: text.figure.rangesDescription(
      assumption,
      items.slice(0, MOST_ROWS).map(({ panel, row, label }) =>
        text.colon(`${panel}, ${row}`, label)
      ),
    ),
    caption: [
      text.figure.rangesCaption(assumption),
      ...(items.length > MOST_ROWS ? [text.figure.firstRows(MOST_ROWS, items.length)] : []),
      sourceLine(view),
    ].join(" "),
    numbersLabel: text.figure.numbers,
    data: {
      caption: text.figure.rangesName(assumption),
      headColumns: 2,
      columns: [
        { name: "table", heading: text.table.table, type: "string" },
        { name: "cell", heading: text.table.cell, type: "string" },
        { name: "mark", heading: text.table.mark, type: "string" },
        { name: "range", heading: text.table.range, type: "string" },
      ],
      rows: items.map(({ cell, panel, row, label, isWithheld }) => [
        { text: panel, kind: "text" },
        { text: row, kind: "text" },
        { text: cell.mark ?? "x", kind: "suppressed", abbreviation: markLabel(view, cell) },
        { text: label, kind: isWithheld ? "withheld" : "number" },
      ]),
    },
    plot: rangePlot(items.slice(0, MOST_ROWS).map((item) => ({ ...item, label: item.short }))),
  });
}
