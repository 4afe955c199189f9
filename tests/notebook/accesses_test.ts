/** What a run is known to have read, so that it can be told when it must be run again. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { runNotebook } from "../../src/notebook/run.ts";
import { notebookOf } from "./notebooks.ts";

Deno.test("runNotebook() tells the files, modules, folders and variables that its cells read", async () => {
  const cwd = await Deno.realPath(await Deno.makeTempDir({ prefix: "accesses-test-" }));
  try {
    await Deno.writeTextFile(join(cwd, "inner.ts"), `export const a = 1;`);
    await Deno.writeTextFile(join(cwd, "outer.ts"), `export { a } from "./inner.ts";`);
    await Deno.writeTextFile(join(cwd, "a.csv"), "a\n1\n");
    const { accesses } = await runNotebook(
      notebookOf(
        `import { a } from "./outer.ts"; a`,
        `import { existsSync } from "node:fs"; existsSync("b.csv")`,
        `[...Deno.readDirSync(".")].length; Deno.env.get("SOME_VARIABLE")`,
        `await Deno.readTextFile("a.csv")`,
      ),
      { name: "a.ipynb", cwd },
    );
    const seen = new Set(accesses!.map(({ permission, value }) => `${permission} ${value}`));
    for (const path of ["outer.ts", "inner.ts", "a.csv", "b.csv"]) {
      assert.ok(seen.has(`read ${join(cwd, path)}`), `${path}: ${[...seen].join("\n")}`);
    }
    assert.ok(seen.has(`read ${cwd}`));
    assert.ok(seen.has("env SOME_VARIABLE"));
    assert.deepEqual([...seen].filter((access) => access.startsWith("net ")), []);
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
});

Deno.test("runNotebook() goes on after a cell that fails where errors are allowed", async () => {
  const { notebook: { cells } } = await runNotebook(
    notebookOf(`throw new RangeError("no")`, `40 + 2`),
    { name: "a.ipynb", cwd: Deno.cwd(), allowErrors: true },
  );
  const outputs = cells.map((cell) => cell.cell_type === "code" ? cell.outputs[0] : undefined);
  assert.equal(outputs[0]!.output_type, "error");
  assert.ok("data" in outputs[1]! && outputs[1].data["text/plain"] === "42");
});
