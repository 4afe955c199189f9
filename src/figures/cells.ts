/** One cell of a release, in words and as a cell of a table. */
import type { Cell, Table } from "../release/model.ts";
import type { TableCell } from "./table.ts";
import { localText, type View } from "./view.ts";

/** The table that a cell belongs to. */
export function tableOf(view: View, cell: Cell): Table {
  return view.release.tables.find((table) => table.name === cell.table)!;
}

/** What the mark of a suppressed cell stands for, in the words of the release. */
export function markLabel(view: View, cell: Cell): string {
  const mark = tableOf(view, cell).marks.find(({ value }) => value === cell.mark);
  return mark ? localText(view, mark.label) : view.text.cell.suppressed;
}

/** A cell for a table: its count, or its mark with what it stands for and, if asked, the range it can take. */
export function tableCell(view: View, cell: Cell, { withRange = false } = {}): TableCell {
  const shown = view.shown(cell);
  const { text } = view;
  if (shown.kind === "published") {
    return { text: text.number(shown.value), kind: "number", value: shown.value };
  }
  return {
    text: cell.mark ?? "x",
    kind: shown.kind === "withheld" ? "withheld" : "suppressed",
    abbreviation: markLabel(view, cell),
    ...(withRange
      ? {
        note: shown.kind === "withheld"
          ? text.cell.withheldMark
          : text.cell.range(shown.lower, shown.upper),
      }
      : {}),
    value: null,
  };
}

/** A cell in a sentence: "13", or "x (suppressed by the source, 0 or more)". */
export function cellWords(view: View, cell: Cell): string {
  const shown = view.shown(cell);
  const { text } = view;
  if (shown.kind === "published") return text.number(shown.value);
  const range = shown.kind === "withheld"
    ? text.cell.withheld
    : text.cell.range(shown.lower, shown.upper);
  return `${cell.mark ?? "x"} (${markLabel(view, cell)}, ${range})`;
}
