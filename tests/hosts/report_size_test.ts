/** The reports beside the pages that nbconvert makes of the same notebooks. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { runTask } from "../project/run_command.ts";
import { jupyterTest } from "./jupyter.ts";
import { LANGUAGES } from "../../src/text/language.ts";

jupyterTest(
  "each report, less the files to take along, takes at most a quarter of nbconvert's bytes for the same notebooks",
  async (bin) => {
    const folder = await Deno.makeTempDir({ prefix: "report-size-" });
    try {
      const { status, stderr } = await runTask("report", ["--no-execute", "--out", folder]);
      assert.equal(status, 0, stderr);
      for (const lang of LANGUAGES) {
        const notebooks = await filesIn(join(folder, "notebooks", lang));
        const pages = join(folder, "nbconvert", lang);
        const { code, stderr } = await new Deno.Command(join(bin, "jupyter-nbconvert"), {
          args: ["--to", "html", "--output-dir", pages, ...notebooks],
          env: { JUPYTER_CONFIG_DIR: folder, JUPYTER_DATA_DIR: folder },
        }).output();
        assert.equal(code, 0, new TextDecoder().decode(stderr));
        const ours = await measure([join(folder, `report.${lang}.html`)]);
        const theirs = await measure(await filesIn(pages));
        assert.equal(notebooks.length, 3);
        assert.ok(ours.figures > 0);
        assert.equal(ours.figures, theirs.figures, `figures of ${lang}`);
        assert.ok(
          ours.bytes * 4 <= theirs.bytes,
          `${lang}: ${ours.bytes} and ${theirs.bytes} bytes`,
        );
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);

async function filesIn(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => join(folder, name)).sort();
}

async function measure(paths: readonly string[]): Promise<{ bytes: number; figures: number }> {
  const pages = await Promise.all(paths.map(async (path) =>
    // CSV, SVG and the data, which nbconvert's pages do not offer.
    (await Deno.readTextFile(path)).replaceAll(/ href="data:[^"]*"/g, "")
  ));
  return {
    bytes: pages.reduce((sum, page) => sum + new TextEncoder().encode(page).length, 0),
    figures: pages.reduce((sum, page) => sum + page.split("<figcaption").length - 1, 0),
  };
}
