/** `check` of notebook cells: the place of a type error, and figures that say nothing to those who do not see them. */
import assert from "node:assert/strict";
import { parse } from "@babel/parser";
import root from "../../deno.json" with { type: "json" };
import counts from "../../src/counts/deno.json" with { type: "json" };
import { checkNotebooks, figureCalls } from "../../src/project/check.ts";

const cell = (source: string) => ({
  cell_type: "code",
  id: crypto.randomUUID().slice(0, 8),
  metadata: {},
  execution_count: null,
  outputs: [],
  source,
});

Deno.test("checkNotebooks() names cell, line and column of a type error, with names of earlier cells known", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const path = `${folder}/own.ipynb`;
    const cells = [
      cell("const rows: number[] = [1];"),
      cell("rows.map(String);\nrows.mpa(String);"),
    ];
    await Deno.writeTextFile(
      path,
      JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }),
    );
    await assert.rejects(checkNotebooks([path]), (error: AggregateError) => {
      const [{ message }] = error.errors;
      assert.match(
        message,
        /own\.ipynb", cell 2, line 2, column 6: Property 'mpa' does not exist.* \(TS\d+\)/,
      );
      return true;
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("checkNotebooks() takes the deno.json beside a notebook, as its kernel does", async () => {
  const folder = await Deno.makeTempDir();
  const write = (name: string, content: unknown) =>
    Deno.writeTextFile(`${folder}/${name}`, JSON.stringify(content));
  try {
    const notebook = (source: string) => ({
      ...{ cells: [cell(source)], metadata: {}, nbformat: 4, nbformat_minor: 5 },
    });
    await Deno.writeTextFile(`${folder}/ours.ts`, "export const ours = 1;\n");
    await write("deno.json", { lock: false, imports: { ours: "./ours.ts" } });
    await write("right.ipynb", notebook('import { ours } from "ours";\nours.toFixed();'));
    await checkNotebooks([`${folder}/right.ipynb`]);
    await write("wrong.ipynb", notebook('import { ours } from "ours";\nours.toFixt();'));
    await assert.rejects(checkNotebooks([`${folder}/wrong.ipynb`]), (error: AggregateError) => {
      assert.match(error.errors[0].message, /wrong\.ipynb", cell 1, line 2, column 6: /);
      return true;
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("notebooks/mine imports this project's packages, and locks none of its own", async () => {
  const mine = new URL("../../notebooks/mine/", import.meta.url);
  const { lock, imports } = JSON.parse(await Deno.readTextFile(new URL("deno.json", mine)));
  assert.equal(lock, false);
  for (const name of ["@observablehq/plot", "nodejs-polars"] as const) {
    assert.equal(imports[name], root.imports[name]);
  }
  for (const [door, path] of Object.entries(counts.exports)) {
    if (!path.endsWith(".ts")) continue;
    const to = new URL(path, new URL("../../src/counts/", import.meta.url));
    assert.equal(new URL(imports[door.replace(".", "@crosses/counts")], mine).href, to.href);
  }
});

Deno.test("figureCalls() finds each figure and the options that it names", () => {
  const { program } = parse(
    'await show(figure({ title: "a", data }, (width) => figure({ alt: "b" })));',
    {
      sourceType: "module",
      allowAwaitOutsideFunction: true,
    },
  );
  assert.deepEqual(figureCalls(program).map(({ names }) => names), [["alt"], ["title", "data"]]);
});
