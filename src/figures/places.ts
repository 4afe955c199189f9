/** Where a cell stands, in short words. */
import type { Cell } from "../release/model.ts";
import { tableOf } from "./cells.ts";
import { columnLabel, rowLabel, type View } from "./view.ts";

/** The row of a cell, e.g. "AI · Francophone". */
export function placeWords(view: View, cell: Cell): string {
  return rowLabel(view, cell, tableOf(view, cell).rowDimensions);
}

/** The column of a cell, e.g. "2024". */
export function columnWords(view: View, cell: Cell): string {
  return columnLabel(view, cell, tableOf(view, cell));
}
