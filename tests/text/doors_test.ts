/** What each door of the package needs. */
import assert from "node:assert/strict";
import { graphOf, ROOT } from "../import_graph.ts";

Deno.test("the door . of text needs nothing of Deno, Node or a package: it loads wherever JavaScript runs", async () => {
  const src = new URL("src/", ROOT);
  const { edges, npm } = await graphOf(src, ["text/mod.ts"]);
  const files = new Set(["text/mod.ts", ...edges.map(({ to }) => to)]);
  assert.ok(files.has("text/language.ts"));
  assert.deepEqual(npm, []);
  for (const file of files) {
    const text = await Deno.readTextFile(new URL(file, src));
    // Comments apart, whose examples may.
    assert.doesNotMatch(text.replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, ""), /\bDeno\.|"node:/, file);
  }
});
