/** Long outputs are folded, with their size said. */
import type { CellContext } from "./context.ts";
import { createElement, innerHtml, textOf } from "./dom.ts";
import { byteLength } from "./text_output.ts";

/** A table of more rows is folded. */
const FOLD_ROWS = 100;
/** Words of more bytes are folded: about eight printed pages. */
const FOLD_TEXT_BYTES = 20_000;

/** An output's HTML, behind a fold where it is a long table or a long text. A figure folds its own numbers. */
export function foldLong(output: Element, { text, place }: CellContext): Element {
  if (output.querySelector("figure") !== null) return output;
  const rows = [...output.querySelectorAll("tr")].filter((row) => !row.closest("thead")).length;
  if (rows <= FOLD_ROWS && byteLength(textOf(output)) <= FOLD_TEXT_BYTES) return output;
  const bytes = byteLength(String(innerHtml(output)));
  const size = rows > FOLD_ROWS ? text.foldedTable(rows, bytes) : text.bytes(bytes);
  const summary = createElement("summary", {}, [
    `${text.output(place.cell)} `,
    createElement("span", { class: "r-size" }, [`(${size})`]),
  ]);
  return createElement("details", { class: "r-fold" }, [summary, output]);
}
