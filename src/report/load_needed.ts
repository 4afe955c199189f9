/** Loads what only some pages use, and only for those: a page without formulas or code starts sooner. */
import type { Cell, Notebook } from "../notebook/format.ts";
import { loadHighlighter } from "./highlight.ts";
import { loadMath } from "./math.ts";

export async function loadNeeded(notebooks: readonly Notebook[]): Promise<void> {
  const cells = notebooks.flatMap((notebook) => notebook.cells);
  await Promise.all([
    cells.some(mayHoldMath) && loadMath(),
    cells.some(mayHoldCode) && loadHighlighter(),
  ]);
}

function mayHoldMath(cell: Cell): boolean {
  if (cell.cell_type !== "code") return /\$|\\begin|\\\\[[(]/.test(cell.source);
  return cell.outputs.some((output) =>
    "data" in output && ("text/latex" in output.data || "text/markdown" in output.data)
  );
}

function mayHoldCode(cell: Cell): boolean {
  return cell.cell_type === "code" || /```|~~~/.test(cell.source);
}
