/** A table as rows and columns, whatever its cells span. */
import { lineOf } from "./dom.ts";

export interface Grid {
  /** What each column is called: its heads from top to bottom; empty where it has none. */
  readonly heads: readonly string[];
  /** Rows of heads alone. */
  readonly head: readonly (readonly (Element | undefined)[])[];
  /** Rows with a cell: by column, and only where the cell begins. */
  readonly body: readonly (readonly (Element | undefined)[])[];
  readonly cells: number;
}

/** More columns or rows than these are not counted for one cell. */
const MOST_SPANNED = 1000;

/** Lays out a table's own rows, not those of a table inside. */
export function layOutGrid(table: Element): Grid {
  const head: (Element | undefined)[][] = [];
  const body: (Element | undefined)[][] = [];
  const heads: string[] = [];
  let cells = 0;
  /** Rows that each column is still taken up for, by a cell above. */
  const taken: number[] = [];
  for (const row of table.querySelectorAll("tr")) {
    if (row.closest("table") !== table) continue;
    const isHead = row.closest("thead") !== null ||
      (body.length === 0 && [...row.children].every(({ localName }) => localName === "th"));
    const line: (Element | undefined)[] = [];
    let column = 0;
    for (const cell of row.children) {
      cells++;
      while ((taken[column] ?? 0) > 0) column++;
      line[column] = cell;
      const words = isHead ? headText(cell) : "";
      const [across, down] = [spanOf(cell, "colspan"), spanOf(cell, "rowspan")];
      const end = column + across;
      for (; column < end; column++) {
        taken[column] = down;
        if (words !== "") heads[column] = heads[column] ? `${heads[column]} · ${words}` : words;
        heads[column] ??= "";
      }
    }
    for (const at of taken.keys()) taken[at] = Math.max(0, (taken[at] ?? 0) - 1);
    (isHead ? head : body).push(line);
  }
  return { heads: Array.from(heads, (words) => words ?? ""), head, body, cells };
}

/** How many rows or columns a cell takes up, within reason. */
function spanOf(cell: Element, attribute: "rowspan" | "colspan"): number {
  const span = Number(cell.getAttribute(attribute) ?? 1);
  return Number.isInteger(span) && span > 0 ? Math.min(span, MOST_SPANNED) : 1;
}

/** A head without its small print. */
function headText(cell: Element): string {
  const small = [...cell.querySelectorAll("small, .r-hidden")].map(lineOf);
  return small.reduce((text, words) => text.replace(words, ""), lineOf(cell)).trim();
}
