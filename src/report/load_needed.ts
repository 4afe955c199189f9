/** Loads what only some pages use, and only for those: a page without formulas starts sooner. */
import type { Cell, Notebook } from "../notebook/format.ts";
import { loadMath } from "./math.ts";

export async function loadNeeded(notebooks: readonly Notebook[]): Promise<void> {
  if (notebooks.some(({ cells }) => cells.some(mayHoldMath))) await loadMath();
}

function mayHoldMath(cell: Cell): boolean {
  if (cell.cell_type !== "code") return /\$|\\begin|\\\\[[(]/.test(cell.source);
  return cell.outputs.some((output) =>
    "data" in output && ("text/latex" in output.data || "text/markdown" in output.data)
  );
}
