/** Each door reaches the npm packages that it may, types included, and no others: who enters it need install no more. */
import assert from "node:assert/strict";
import { graphOf, members, ROOT } from "../import_graph.ts";

const RELEASE = ["csv-parse", "jsonc-parser", "zod"];
const MARKS = ["@observablehq/plot", "linkedom"];
/** By the path with which it is entered. */
const REACHES: Readonly<Record<string, readonly string[]>> = {
  "@crosses/counts": [...MARKS, ...RELEASE, "@resvg/resvg-js", "highs", "nodejs-polars"],
  "@crosses/counts/release": RELEASE,
  "@crosses/counts/ranges": ["highs"],
  "@crosses/counts/marks": MARKS,
  "@crosses/text": [],
  "@crosses/audit": [...RELEASE, "highs"],
};

for (const [door, wanted] of Object.entries(REACHES)) {
  Deno.test(`${door} reaches ${wanted.join(", ") || "no npm package"}`, async () => {
    const { folder, exports, name } = (await members()).find(({ name }) =>
      door === name || door.startsWith(`${name}/`)
    )!;
    const path = exports[door.replace(name, ".")]!;
    const { npm } = await graphOf(new URL("src/", ROOT), [folder + path.slice(1)]);
    assert.deepEqual(npm, [...wanted].sort());
  });
}

Deno.test("@crosses/counts/marks reaches plain TypeScript that names no Deno, so that Node loads it", async () => {
  const source = new URL("src/", ROOT);
  const { edges } = await graphOf(source, ["counts/marks.ts"]);
  const files = new Set(edges.flatMap(({ from, to }) => [from, to]));
  assert.ok(files.size > 10);
  for (const file of files) {
    const text = await Deno.readTextFile(new URL(file, source));
    assert.match(file, /^(counts|text)\/.*\.ts$/);
    if (file.startsWith("counts/")) {
      assert.doesNotMatch(text, /\bDeno\.|import\.meta|with \{ type:/, file);
    }
  }
});

Deno.test("programs/ knows no release: it imports nothing of another room", async () => {
  const { edges } = await graphOf(new URL("src/", ROOT), ["counts/mod.ts"]);
  const own = edges.filter(({ from }) => from.startsWith("counts/programs/"));
  assert.ok(own.length > 5);
  assert.deepEqual(own.filter(({ to }) => !to.startsWith("counts/programs/")), []);
});
