/** Notebooks with nothing of their outputs but the HTML, which is what other hosts show. */
import assert from "node:assert/strict";
import type { CodeCell, Notebook } from "../../src/notebooks/ipynb/format.ts";

/** The notebook with the HTML of its outputs and nothing else. */
export function onlyHtml(notebook: Notebook): Notebook {
  return withHtml(notebook, ({ outputs }) =>
    outputs.map((output) => {
      assert.ok("data" in output && "text/html" in output.data);
      return String(output.data["text/html"]);
    }));
}

/** The notebook with other outputs: for each code cell the HTML that a host shows below it. */
export function withHtml(notebook: Notebook, htmlOf: (cell: CodeCell) => string[]): Notebook {
  const cells = notebook.cells.map((cell) =>
    cell.cell_type !== "code" ? cell : {
      ...cell,
      outputs: htmlOf(cell).map((html) => ({
        output_type: "display_data" as const,
        data: { "text/html": html },
        metadata: {},
      })),
    }
  );
  return { ...notebook, cells };
}
