/** A cell that would take up too much of the page, as its words. */
import type { Cell, Output } from "../ipynb/format.ts";
import type { CellContext } from "./context.ts";
import { createElement, createSlot, innerHtml } from "./dom.ts";
import { htm } from "./html.ts";
import { lengthOf } from "./limits.ts";
import { renderText } from "./text_output.ts";

/** Characters of a box that scrolls, or of what leads to a heading. */
const BOX = 150;

/** A cell's content, or a note and its words where these would take up too much of the page. */
export function keepProportion(
  root: Element,
  cell: Cell,
  imagesBefore: number,
  { text, place, findings, limits }: CellContext,
): Element {
  // What gets a box of its own later takes up more.
  const boxes = root.querySelectorAll("math, table, h1, h2, h3, h4, h5, h6").length * BOX;
  const taken = String(innerHtml(root)).length + boxes;
  if (limits.admitCell(taken, lengthOf(cell) + limits.images - imagesBefore)) return root;
  findings.add("too-large", place, text.bytes(taken));
  const words = cell.cell_type === "code" ? cell.outputs.map(wordsOf).join("\n") : cell.source;
  const shown = renderText(words, { text, label: text.output(place.cell) });
  const slot = createSlot(htm`<p class="r-mark">${text.tooLarge(taken)}</p>${shown}`);
  return createElement("div", {}, [slot]);
}

function wordsOf(output: Output): string {
  if (!("data" in output)) return "";
  const { "text/plain": plain, "text/markdown": markdown, "text/latex": latex } = output.data;
  return [plain, markdown, latex].find((text) => typeof text === "string") as string ?? "";
}
