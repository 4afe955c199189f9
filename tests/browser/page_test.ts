/** The project's pages at every width, in every mode and on paper: nothing is cut, nothing is too small. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { runTask } from "../cli/run_command.ts";
import { renderFixtures } from "../report/fixtures.ts";
import { browserTest } from "./chromium.ts";
import { findCut, findSmall, lookInModes } from "./inspect_page.ts";

/** Printable widths in CSS pixels, for the margins of the page's style sheet. */
const PAPER = { A4: 180 / 25.4 * 96, Letter: 186 / 25.4 * 96 } as const;
const LEAST_PT = 8;

async function print(browser: Browser, url: string): Promise<Record<string, unknown>> {
  const printed: Record<string, unknown> = {};
  const page = await browser.newPage();
  await page.goto(url);
  for (const [format, width] of Object.entries(PAPER)) {
    const pdf = (await page.pdf({ format, preferCSSPageSize: false })).toString("latin1");
    await page.setViewportSize({ width: Math.floor(width), height: 900 });
    await page.emulateMedia({ media: "print" });
    printed[format] = {
      pages: [...pdf.matchAll(/\/Type\s*\/Page\b(?!s)/g)].length,
      small: await findSmall(page, LEAST_PT / 72 * 96),
    };
    await page.emulateMedia({ media: null });
  }
  await page.close();
  return printed;
}

browserTest(
  "no page of the project is cut, scrolls sideways or is too small, on screen or paper",
  async (browser) => {
    const folder = await Deno.makeTempDir({ prefix: "page-test-" });
    try {
      const { status, stderr } = await runTask("report", ["--no-execute", "--out", folder]);
      assert.equal(status, 0, stderr);
      for (const lang of ["en", "fr"]) {
        const url = pathToFileURL(join(folder, `report.${lang}.html`)).href;
        const page = await browser.newPage();
        await page.goto(url);
        assert.deepEqual(await lookInModes(page), {}, lang);
        await page.close();
        for (const [format, printed] of Object.entries(await print(browser, url))) {
          const { pages, small } = printed as { pages: number; small: string[] };
          assert.ok(pages >= 3 && pages <= 8, `${lang}, ${format}: ${pages} pages`);
          assert.deepEqual(small, [], `${lang}, ${format}`);
        }
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);

browserTest("what is cut and what is small is found", async (browser) => {
  const page = await browser.newPage({ viewport: { width: 400, height: 300 } });
  await page.setContent(
    '<p style="font-size: 11px">small</p><div style="overflow: auto; width: 100px"><p style="width: 200px">w</p></div>' +
      '<svg class="figure-svg" width="50" viewBox="0 0 100 50"><text y="20" font-size="20">ours</text></svg>' +
      '<svg width="200" viewBox="0 0 200 50"><text y="20" font-size="10">as it came</text></svg>' +
      '<svg width="100" viewBox="0 0 200 50"><text y="20" font-size="10">shrunk</text></svg>' +
      '<p style="width: 50px"><svg width="50" viewBox="0 0 100 50"><text y="20" font-size="20">fitted</text></svg></p>',
  );
  assert.deepEqual(await findCut(page), ["div. 200"]);
  assert.deepEqual(await findSmall(page, 12), [
    "11.00 px small",
    "10.00 px ours",
    "5.00 px shrunk",
  ]);
  await page.close();
});

browserTest(
  "a word is explained where it stands, by key and pointer, and on paper in a list",
  async (browser) => {
    const { html } = await renderFixtures(["story.ipynb", "story_method.ipynb"]);
    const page = await browser.newPage({ javaScriptEnabled: false });
    const path = await Deno.makeTempFile({ suffix: ".html" });
    await Deno.writeTextFile(path, html);
    await page.goto(pathToFileURL(path).href);
    const meaning = page.locator("#term-cohort");
    assert.equal(await meaning.isVisible(), false);
    await page.locator(".r-deck .r-term").click();
    assert.equal(await meaning.isVisible(), true);
    await page.keyboard.press("Escape");
    assert.equal(await meaning.isVisible(), false);
    await page.emulateMedia({ media: "print" });
    assert.equal(await meaning.isVisible(), true);
    await page.close();
    await Deno.remove(path);
  },
);
