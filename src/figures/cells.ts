/** One cell of a release, in words and as a cell of a table. */
import type { PublishableCount } from "../guard/publish.ts";
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
  const shown = view.publication.cell(cell);
  if (shown.kind === "published") {
    return { text: view.text.number(shown.value), kind: "number", value: shown.value };
  }
  return {
    text: cell.mark ?? "x",
    kind: shown.kind === "withheld" ? "withheld" : "suppressed",
    abbreviation: markLabel(view, cell),
    ...(withRange ? { note: rangeWords(view, shown) } : {}),
    value: null,
  };
}

/** A cell in a sentence: "13", or "x (suppressed by the source, 0 or more)". */
export function cellWords(view: View, cell: Cell): string {
  const shown = view.publication.cell(cell);
  if (shown.kind === "published") return view.text.number(shown.value);
  return `${cell.mark ?? "x"} (${markLabel(view, cell)}, ${rangeWords(view, shown)})`;
}

/** What may be said of a count that is not published: "0 to 7", "0 or more", or that the report withholds it. */
export function rangeWords(view: View, shown: PublishableCount): string {
  const { cell, number } = view.text;
  switch (shown.kind) {
    case "published":
      return number(shown.value);
    case "range":
      return cell.range(shown.lower, shown.upper);
    case "atLeast":
      return cell.range(shown.value, null);
    case "withheld":
      return `${cell.withheldMark} ${cell.withheld}`;
    case "contradictory":
    case "undefined":
      return cell.contradictory;
  }
}
