/** The project's own pages, as a reader opens them. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseHTML } from "linkedom";
import { runTask } from "../project/run_command.ts";
import { browserTest } from "./chromium.ts";
import { inspectPage } from "./inspect_page.ts";

browserTest(
  "the project's pages request, run and break nothing, and name one another",
  async (browser) => {
    const folder = await Deno.makeTempDir({ prefix: "project-page-" });
    try {
      const { status, stderr } = await runTask("report", ["--no-execute", "--out", folder]);
      assert.equal(status, 0, stderr);
      for (const [lang, other] of [["en", "fr"], ["fr", "en"]]) {
        const path = join(folder, `report.${lang}.html`);
        assert.deepEqual(await inspectPage(browser, pathToFileURL(path).href), {
          requests: [],
          dialogs: [],
          complaints: [],
          axe: [],
          overflow: [],
          scripts: 0,
          handlers: [],
          outline: [],
          unreachable: [],
        });
        const html = await Deno.readTextFile(path);
        // The other language is a file of its own, which may not have come along: named, not linked.
        assert.match(html, new RegExp(`lang="${other}">[^<]*report\\.${other}\\.html</p>`));
        assert.equal(html.split("<h1").length, 2);
        // The report is cited by what it is called.
        const { document } = parseHTML(html);
        const heading = document.querySelector("h1")!.textContent!.replace(/\s/g, " ");
        const cited = document.querySelector("#citation")!.textContent!.replace(/\s/g, " ");
        assert.ok(cited.includes(heading), cited);
        assert.doesNotMatch(html, /<img/, "figures are drawn inline");
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);
