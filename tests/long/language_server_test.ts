/** What an editor shows in the notebooks' cells: no complaint, and words that help. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { type Notebook, parseNotebook } from "../../src/notebooks/ipynb/format.ts";
import { LanguageServer } from "../hosts/language_server.ts";
import { LANGUAGES } from "../../src/text/language.ts";

const FOLDER = fileURLToPath(new URL("../../", import.meta.url)).replace(/\/$/, "");
const PATHS = LANGUAGES.flatMap((lang) =>
  ["01_outcomes", "02_suppression", "03_method"].map((name) => `notebooks/${lang}/${name}.ipynb`)
);

const read = async (path: string): Promise<Notebook> =>
  parseNotebook(await Deno.readTextFile(`${FOLDER}/${path}`), path);

// One server for all: it reads the project's types once.
Deno.test("the language server helps in the notebooks' cells and complains of nothing", async (t) => {
  await using server = await LanguageServer.start(FOLDER);

  await t.step("it has nothing to say against any cell", async () => {
    for (const path of PATHS) {
      const cells = await server.openNotebook(`${FOLDER}/${path}`, await read(path));
      assert.ok(cells.length > 5);
      for (const cell of cells) assert.deepEqual(await server.diagnose(cell), [], cell);
    }
  });

  await t.step("it marks a type error in its cell, and nowhere else", async () => {
    const notebook = await read(PATHS[0]!);
    const open = notebook.cells.findIndex(({ id }) => id === "tables");
    const planted = notebook.cells.map((cell, index) =>
      index === open
        ? { ...cell, source: `${cell.source}\nconst n: number = received.toRecords()[0]!.table;` }
        : cell
    );
    const path = `${FOLDER}/notebooks/en/planted.ipynb`;
    const cells = await server.openNotebook(path, { ...notebook, cells: planted });
    const found = await Promise.all(cells.map((cell) => server.diagnose(cell)));
    assert.deepEqual(found.flatMap((items, cell) => items.map(() => cell)), [1]);
    const [fault] = found[1]!;
    assert.match(fault!.message, /not assignable to type 'number'/);
    assert.equal(fault!.range.start.line, notebook.cells[open]!.source.split("\n").length);
  });

  await t.step("it shows over an imported name what it is for", async () => {
    const notebook = await read(PATHS[0]!);
    const path = `${FOLDER}/notebooks/en/hover.ipynb`;
    const [first] = await server.openNotebook(path, notebook);
    const source = notebook.cells.find(({ cell_type }) => cell_type === "code")!.source;
    const hover = await server.hover(first!, 0, source.indexOf("loadRelease") + 2);
    assert.match(hover, /loadRelease/);
    assert.match(hover, /@throws|Reads|release/);
  });
});
