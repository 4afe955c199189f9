/** `check` of notebook cells: the place of a type error, and figures that say nothing to those who do not see them. */
import assert from "node:assert/strict";
import { parse } from "@babel/parser";
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
