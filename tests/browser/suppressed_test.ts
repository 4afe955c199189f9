/** Suppressed cells as a reader gets them: heard in words, copied and saved as their marks. */
import assert from "node:assert/strict";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { parseNotebook } from "../../src/notebooks/ipynb/format.ts";
import { renderPage } from "../../src/notebooks/page/render_page.ts";
import { renderFixtures } from "../notebooks/page/fixtures.ts";
import { browserTest } from "./chromium.ts";
import { type Language, LANGUAGES } from "../../src/text/language.ts";

const WORDS = { en: "suppressed by the source", fr: "masqué par la source" } as const;

async function firstNotebook(lang: Language) {
  const name = `notebooks/${lang}/01_outcomes.ipynb`;
  return {
    name: "01_outcomes.ipynb",
    notebook: parseNotebook(await Deno.readTextFile(name), name),
  };
}

/** The HTML of the notebook's outputs, one after another, as a notebook's front end shows it. */
async function outputsOf(lang: Language): Promise<string> {
  const { notebook } = await firstNotebook(lang);
  const html = notebook.cells.flatMap((cell) =>
    cell.cell_type === "code"
      ? cell.outputs.flatMap((output) => "data" in output ? [output.data["text/html"] ?? ""] : [])
      : []
  );
  return `<!doctype html><html lang="${lang}"><title>Outputs</title><main><h1>Outputs</h1>${
    html.join("\n")
  }</main></html>`;
}

async function pageOf(lang: Language): Promise<string> {
  const { html } = await renderPage({
    lang,
    chapters: [await firstNotebook(lang)],
    provenance: { rows: [] },
    generatedAt: new Date(0),
    brokenLinks: "report",
    theme: { className: "figure-svg", dark: {} },
  });
  return html;
}

async function open(browser: Browser, html: string): Promise<Page> {
  const page = await browser.newPage();
  await page.setContent(html);
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
  return page;
}

for (const lang of LANGUAGES) {
  for (const [where, make] of [["the notebook", outputsOf], ["the page", pageOf]] as const) {
    browserTest(
      `suppressed cells of ${where} (${lang}) are heard as suppressed and never as x`,
      async (browser) => {
        const page = await open(browser, await make(lang));
        const cells = page.getByRole("cell");
        const marked = page.locator("td.suppressed, td.withheld");
        const heard = await cells.filter({ has: page.locator("abbr") }).count();
        assert.ok(heard >= 16, `${heard} cells`);
        assert.equal(await marked.count(), heard);
        assert.equal(await page.getByRole("cell", { name: WORDS[lang] }).count(), heard);
        assert.equal(await page.getByRole("cell", { name: /(?:^|\s)x(?:\s|$)/ }).count(), 0);
        await page.close();
      },
    );
  }
}

browserTest("axe accepts the notebook's own tables and figures", async (browser) => {
  const page = await open(browser, await outputsOf("en"));
  await page.evaluate(`${axe.source}; undefined`);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run("main", {
      runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
    })
  );
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`), []);
  await page.close();
});

browserTest("a table copied from the page has its marks alone", async (browser) => {
  const page = await open(browser, await pageOf("en"));
  const copied = await page.locator("table", { has: page.locator("abbr") }).first()
    .evaluate((table) => {
      getSelection()!.selectAllChildren(table);
      return getSelection()!.toString();
    });
  assert.match(copied, /\tx\t/);
  assert.doesNotMatch(copied.split("\n").slice(3).join("\n"), /suppressed/);
  await page.close();
});

browserTest("a figure's numbers and drawing are saved under its name", async (browser) => {
  const { html } = await renderFixtures(["story.ipynb", "story_method.ipynb"]);
  const page = await open(browser, html);
  for (const [ending, start] of [["csv", "\ufeffgroup,part,count"], ["svg", "<svg xmlns="]]) {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator(`#outcomes-2023 a[download$=".${ending}"]`).click(),
    ]);
    assert.equal(download.suggestedFilename(), `outcomes-2023.${ending}`);
    assert.ok((await Deno.readTextFile(await download.path())).startsWith(start!));
  }
  await page.close();
});
