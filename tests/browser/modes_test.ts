/** Pages as readers see them who change colours or sizes. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { FIXTURES, renderFixtures } from "../notebooks/page/fixtures.ts";
import { browserTest } from "./chromium.ts";
import { lookInModes, openAll } from "./inspect_page.ts";

/** Looks at the page of every notebook of the corpus; gives what was found, by notebook. */
async function lookAtCorpus<T extends object>(
  browser: Browser,
  options: BrowserContextOptions,
  look: (page: Page) => Promise<T>,
): Promise<Record<string, T>> {
  const folder = await Deno.makeTempDir({ prefix: "modes-test-" });
  const context = await browser.newContext(options);
  try {
    const found: Record<string, T> = {};
    for (const name of FIXTURES) {
      const path = join(folder, `${name}.html`);
      await Deno.writeTextFile(path, (await renderFixtures([name])).html);
      const page = await context.newPage();
      await page.goto(pathToFileURL(path).href);
      await openAll(page);
      const faults = await look(page);
      if (Object.keys(faults).length > 0) found[name] = faults;
      await page.close();
    }
    return found;
  } finally {
    await context.close();
    await Deno.remove(folder, { recursive: true });
  }
}

browserTest(
  "no page of the corpus is cut, scrolls sideways or is too small, at any width and in any mode",
  async (browser) => {
    assert.deepEqual(await lookAtCorpus(browser, {}, lookInModes), {});
  },
);

for (const colorScheme of ["light", "dark"] as const) {
  browserTest(
    `with forced colours on a ${colorScheme} ground every text of the corpus can be read`,
    async (browser) => {
      assert.deepEqual(
        await lookAtCorpus(browser, { forcedColors: "active", colorScheme }, findUnreadable),
        {},
      );
    },
  );
}

browserTest("findUnreadable() sees text that forced colours would hide", async (browser) => {
  const page = await browser.newPage({ forcedColors: "active", colorScheme: "dark" });
  await page.setContent(
    '<p style="forced-color-adjust: none; color: #222; background: #111">hidden</p><p>seen</p>' +
      '<svg width="60" height="20"><text y="15" fill="#000">drawn</text></svg>',
  );
  const found = await findUnreadable(page);
  assert.deepEqual(found.map((fault) => fault.split(":")[0]), ["hidden", "drawn"]);
  await page.close();
});

/** Texts whose colour is less than 3 to 1 from what is painted behind them, as computed. */
function findUnreadable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (colour: string) => {
      const [red, green, blue] = channels(colour).slice(0, 3).map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
    };
    const ground = (element: Element | null): string => {
      for (let at = element; at !== null; at = at.parentElement) {
        const { backgroundColor } = getComputedStyle(at);
        if ((channels(backgroundColor)[3] ?? 1) > 0.5) return backgroundColor;
      }
      return matchMedia("(prefers-color-scheme: dark)").matches ? "rgb(0,0,0)" : "rgb(255,255,255)";
    };
    /** What is painted under the middle of a drawing's text: a shape, else the ground of the drawing. */
    const behindDrawn = (element: Element) => {
      element.scrollIntoView({ block: "center", behavior: "instant" });
      const { left, top, width, height } = element.getBoundingClientRect();
      const shape = document.elementsFromPoint(left + width / 2, top + height / 2).find((under) =>
        under.closest("svg") !== null && !under.matches("svg, text, tspan") &&
        !/none|url/.test(getComputedStyle(under).fill)
      );
      return shape === undefined ? ground(element) : getComputedStyle(shape).fill;
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    while (texts.nextNode()) {
      const text = texts.currentNode.textContent!.trim();
      const element = texts.currentNode.parentElement!;
      if (
        text === "" || element.closest("title, desc, .r-hidden, .r-skip") !== null ||
        !element.checkVisibility()
      ) continue;
      const { color, fill, stroke, strokeWidth } = getComputedStyle(element);
      const isDrawn = element.closest("svg") !== null;
      const behind = isDrawn && stroke !== "none" && parseFloat(strokeWidth) > 2
        ? stroke
        : element.closest(".r-themed, .figure-svg") !== null
        ? behindDrawn(element)
        : ground(element);
      const [one, other] = [luminance(isDrawn ? fill : color), luminance(behind)];
      const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      if (contrast < 3) found.push(`${text.slice(0, 40)}: ${isDrawn ? fill : color} on ${behind}`);
    }
    return found;
  });
}
