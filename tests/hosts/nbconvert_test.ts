/** The notebooks in Jupyter's own tools, which stop listening early: nothing may be lost. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { parseHTML } from "linkedom";
import { compareOutputs } from "../../src/notebooks/run/compare.ts";
import { type Notebook, parseNotebook } from "../../src/notebooks/ipynb/format.ts";
import { onlyHtml, withHtml } from "./html_outputs.ts";
import { jupyterTest, writeKernelspec } from "./jupyter.ts";

const PATHS = LANGUAGES.flatMap((lang) =>
  ["01_outcomes", "02_suppression", "03_method"].map((name) => `notebooks/${lang}/${name}.ipynb`)
);

jupyterTest("nbclient gives what each notebook is saved with", async (bin) => {
  await inFolder(async (folder) => {
    await run(join(bin, "python3"), ["-c", EXECUTE, folder, ...PATHS], folder);
    for (const path of PATHS) {
      assert.deepEqual(compareOutputs(await read(path), await read(join(folder, path))), [], path);
    }
  });
});

jupyterTest("nbconvert --to html --execute shows what each notebook is saved with", async (bin) => {
  await inFolder(async (folder) => {
    for (const lang of LANGUAGES) {
      const paths = PATHS.filter((path) => path.includes(`/${lang}/`));
      const pages = join(folder, "notebooks", lang);
      await run(
        join(bin, "jupyter-nbconvert"),
        ["--to", "html", "--execute", "--output-dir", pages, ...paths],
        folder,
      );
      for (const path of paths) {
        const page = await Deno.readTextFile(join(folder, path.replace(".ipynb", ".html")));
        const saved = onlyHtml(await read(path));
        assert.deepEqual(compareOutputs(saved, shownIn(page, saved)), [], path);
      }
    }
  });
});

const EXECUTE = `
import os, sys
import nbformat
from nbclient import NotebookClient

folder, *paths = sys.argv[1:]
for path in paths:
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, resources={"metadata": {"path": os.path.dirname(path)}}).execute()
    target = os.path.join(folder, path)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    nbformat.write(notebook, target)
`;
import { LANGUAGES } from "../../src/text/language.ts";

/** A folder that is also Jupyter's home, with the kernel registered. */
async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "nbconvert-test-" });
  try {
    await writeKernelspec(folder);
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function run(program: string, args: readonly string[], home: string): Promise<void> {
  const { code, stderr } = await new Deno.Command(program, {
    args: [...args],
    env: {
      JUPYTER_DATA_DIR: home,
      JUPYTER_CONFIG_DIR: home,
      JUPYTER_RUNTIME_DIR: join(home, "runtime"),
    },
  }).output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
}

async function read(path: string): Promise<Notebook> {
  return parseNotebook(await Deno.readTextFile(path), path);
}

/** The notebook with the outputs that a page of nbconvert's shows in its cells. */
function shownIn(page: string, notebook: Notebook): Notebook {
  const { document } = parseHTML(page);
  return withHtml(notebook, ({ id }) => {
    const cell = document.getElementById(`cell-id=${id}`);
    assert.ok(cell, `no cell ${id}`);
    return [...cell.querySelectorAll(".jp-OutputArea-child")].map((output) =>
      output.querySelector(".jp-OutputArea-output")?.innerHTML ?? ""
    );
  });
}
