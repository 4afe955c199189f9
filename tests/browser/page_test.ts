/** The project's pages at every width, in every mode and on paper: nothing is cut, nothing is too small. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { extractTextItems, getDocumentProxy } from "unpdf";
import { runTask } from "../project/run_command.ts";
import { renderFixtures } from "../notebooks/page/fixtures.ts";
import { browserTest } from "./chromium.ts";
import { findCut, findSmall, lookInModes } from "./inspect_page.ts";
import { LANGUAGES } from "../../src/text/language.ts";

/** Printable widths in CSS pixels, for the margins of the page's style sheet. */
const PAPER = { A4: 180 / 25.4 * 96, Letter: 186 / 25.4 * 96 } as const;
const LEAST_PT = 8;

interface Printed {
  readonly pages: number;
  readonly small: readonly string[];
  /** Pages but the last whose words end in their upper third, by number. */
  readonly empty: readonly number[];
}

async function print(browser: Browser, url: string): Promise<Record<string, Printed>> {
  const printed: Record<string, Printed> = {};
  const page = await browser.newPage();
  await page.goto(url);
  for (const [format, width] of Object.entries(PAPER)) {
    const pdf = await getDocumentProxy(Uint8Array.from(await page.pdf({ format })));
    await page.setViewportSize({ width: Math.floor(width), height: 900 });
    await page.emulateMedia({ media: "print" });
    printed[format] = {
      pages: pdf.numPages,
      small: await findSmall(page, LEAST_PT / 72 * 96),
      empty: await findEmpty(pdf),
    };
    await page.emulateMedia({ media: null });
  }
  await page.close();
  return printed;
}

/** A PDF counts its points from the foot of the page, where the page's number stands. */
async function findEmpty(
  pdf: Awaited<ReturnType<typeof getDocumentProxy>>,
): Promise<readonly number[]> {
  const { items } = await extractTextItems(pdf);
  const [, , , height] = (await pdf.getPage(1)).view as [number, number, number, number];
  const ends = items.map((words) =>
    Math.min(...words.filter(({ str, y }) => str.trim() !== "" && y > 40).map(({ y }) => y))
  );
  return ends.slice(0, -1).flatMap((end, index) => end > height * 2 / 3 ? [index + 1] : []);
}

browserTest(
  "no page of the project is cut, scrolls sideways or is too small, on screen or paper",
  async (browser) => {
    const folder = await Deno.makeTempDir({ prefix: "page-test-" });
    try {
      const { status, stderr } = await runTask("report", ["--no-execute", "--out", folder]);
      assert.equal(status, 0, stderr);
      for (const lang of LANGUAGES) {
        const url = pathToFileURL(join(folder, `report.${lang}.html`)).href;
        const page = await browser.newPage();
        await page.goto(url);
        assert.deepEqual(await lookInModes(page), {}, lang);
        await page.close();
        for (const [format, printed] of Object.entries(await print(browser, url))) {
          const { pages, small, empty } = printed;
          assert.ok(pages >= 3 && pages <= 8, `${lang}, ${format}: ${pages} pages`);
          assert.deepEqual(small, [], `${lang}, ${format}`);
          assert.deepEqual(empty, [], `${lang}, ${format}`);
        }
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);

browserTest("a page of paper that is two thirds empty is found", async (browser) => {
  const page = await browser.newPage();
  const part = '<p style="break-after: page">words</p>';
  await page.setContent(part + '<div style="height: 18cm"></div>' + part + "<p>the end</p>");
  assert.deepEqual(await findEmpty(await getDocumentProxy(Uint8Array.from(await page.pdf()))), [1]);
  await page.close();
});

browserTest("what is cut and what is small is found", async (browser) => {
  const page = await browser.newPage({ viewport: { width: 400, height: 300 } });
  await page.setContent(
    '<p style="font-size: 11px">small</p><div style="overflow: auto; width: 100px"><p style="width: 200px">w</p></div>' +
      '<svg class="r-themed" width="50" viewBox="0 0 100 50"><text y="20" font-size="20">ours</text></svg>' +
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
