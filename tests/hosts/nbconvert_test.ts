/** The notebooks in Jupyter's own tools, which stop listening early: nothing may be lost. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { type CodeCell, type Notebook, parseNotebook } from "../../src/notebook/format.ts";
import { jupyterTest } from "./jupyter.ts";

const NOTEBOOKS = ["01_tables", "02_suppression", "03_outcomes"];

jupyterTest(
  "nbconvert --execute keeps each output of the notebooks in its own cell",
  async (bin) => {
    const folder = await Deno.makeTempDir({ prefix: "nbconvert-test-" });
    try {
      const kernel = join(folder, "kernels", "deno");
      await Deno.mkdir(kernel, { recursive: true });
      await Deno.writeTextFile(
        join(kernel, "kernel.json"),
        JSON.stringify({
          argv: [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"],
          display_name: "Deno",
          language: "typescript",
        }),
      );
      for (const name of NOTEBOOKS) {
        const saved = await read(`notebooks/en/${name}.ipynb`);
        const { code, stderr } = await new Deno.Command(join(bin, "jupyter-nbconvert"), {
          args: [
            "--to",
            "notebook",
            "--execute",
            "--output-dir",
            folder,
            `notebooks/en/${name}.ipynb`,
          ],
          env: { JUPYTER_PATH: folder },
        }).output();
        assert.equal(code, 0, new TextDecoder().decode(stderr));
        const executed = await read(join(folder, `${name}.ipynb`));
        assert.deepEqual(shapes(executed), shapes(saved), name);
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);

async function read(path: string): Promise<Notebook> {
  return parseNotebook(await Deno.readTextFile(path), path);
}

/** By cell: the MIME types of its outputs and the text of each. */
function shapes(notebook: Notebook): unknown[] {
  return notebook.cells.filter((cell): cell is CodeCell => cell.cell_type === "code")
    .map(({ id, outputs }) => [
      id,
      outputs.map((output) =>
        "data" in output ? [Object.keys(output.data).sort(), output.data["text/plain"]] : output
      ),
    ]);
}
