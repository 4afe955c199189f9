import assert from "node:assert/strict";
import { join } from "node:path";
import { watchPages } from "../../src/notebooks/cli.ts";

Deno.test("watchPages() makes what was saved, and takes the page that it wrote beside it for no change", async () => {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "watch-pages-" }));
  const notebooks = ["a.ipynb", "b.ipynb"].map((name) => join(folder, name));
  const controller = new AbortController();
  const made: (readonly string[] | undefined)[] = [];
  try {
    await watchPages({
      folders: [folder],
      notebooks,
      written: [join(folder, "a.html")],
      signal: controller.signal,
      make: async (changed) => {
        made.push(changed);
        if (made.length > 1) return controller.abort();
        await Deno.writeTextFile(join(folder, "a.html"), "page");
        await Deno.writeTextFile(notebooks[0]!, "saved");
      },
    });
    assert.deepEqual(made, [undefined, [notebooks[0]]]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
