/** The project's pages at every width, in every mode and on paper: nothing is cut, nothing is too small. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { runTask } from "../cli/run_command.ts";
import { renderFixtures } from "../report/fixtures.ts";
import { browserTest } from "./chromium.ts";
import { findOverflow } from "./inspect_page.ts";

/** Elements cut by their own box, or wider than it. */
function findCut(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("body *")].filter((element) =>
      element.checkVisibility() && element.closest("pre, svg, .r-hidden") === null &&
      element.clientWidth > 40 && element.scrollWidth > element.clientWidth + 1
    ).map((element) => `${element.localName}.${element.className} ${element.scrollWidth}`)
  );
}

/** Texts smaller than so many CSS pixels, as shown: a drawing's type by its scale. */
function findSmall(page: Page, least: number): Promise<string[]> {
  return page.evaluate(
    (least) =>
      [...document.querySelectorAll("body *")].filter((element) =>
        element.checkVisibility() && element.closest("title, desc, .r-hidden") === null &&
        [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent!.trim())
      ).flatMap((element) => {
        const svg = (element as SVGElement).ownerSVGElement;
        const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
        const size = parseFloat(getComputedStyle(element).fontSize) * scale;
        return size < least - 0.05 ? [`${size.toFixed(2)} px ${element.textContent!.trim()}`] : [];
      }),
    least,
  );
}

const MODES: readonly (readonly [string, BrowserContextOptions])[] = [
  ...[1440, 1200, 768, 360].flatMap((width) =>
    (["light", "dark"] as const).map((colorScheme) =>
      [`${width} px, ${colorScheme}`, {
        viewport: { width, height: 800 },
        colorScheme,
      }] as const
    )
  ),
  ["forced colours", { viewport: { width: 1200, height: 800 }, forcedColors: "active" }],
  ["200 %", { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
];

/** Printable widths in CSS pixels, for the margins of the page's style sheet. */
const PAPER = { A4: 180 / 25.4 * 96, Letter: 186 / 25.4 * 96 } as const;
const LEAST_PT = 8;

async function lookAt(browser: Browser, url: string): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const [mode, options] of MODES) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await page.goto(url);
    const faults = [
      ...await findOverflow(page),
      ...await findCut(page),
      ...await findSmall(page, 12),
    ];
    if (faults.length > 0) found[mode] = faults;
    await context.close();
  }
  return found;
}

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
        assert.deepEqual(await lookAt(browser, url), {}, lang);
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
      '<svg width="50" viewBox="0 0 100 50"><text y="20" font-size="20">half</text></svg>',
  );
  assert.deepEqual(await findCut(page), ["div. 200"]);
  assert.deepEqual(await findSmall(page, 12), ["11.00 px small", "10.00 px half"]);
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
