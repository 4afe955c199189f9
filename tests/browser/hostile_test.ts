import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { renderIndex } from "../../src/notebooks/page/document.ts";
import { code, markdown, renderCells } from "../notebooks/page/cells.ts";
import { HOSTILE } from "../notebooks/page/hostile_outputs.ts";
import { browserTest } from "./chromium.ts";

/** Outputs a page: what Chromium takes a picture of is not higher than 16,000 pixels. */
const ON_A_PAGE = 26;
const TALLEST = 16_000;

/** Each output between two plain paragraphs, on which none may paint. */
function between(cells: readonly unknown[]): unknown[] {
  const plain = markdown(`Plain words. ${"word ".repeat(60)}`);
  return [plain, ...cells.flatMap((cell) => [cell, plain])];
}

interface Look {
  readonly requests: readonly string[];
  readonly dialogs: readonly string[];
  /** Pixels that differ outside of the outputs' boxes when what is in these is hidden. */
  readonly outside: number;
  /** The same where the boxes do not clip: shows that the look finds what it looks for. */
  readonly unclipped: number;
}

async function look(browser: Browser, html: string): Promise<Look> {
  const path = await Deno.makeTempFile({ suffix: ".html" });
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 } });
  try {
    await Deno.writeTextFile(path, html);
    const page = await context.newPage();
    const requests: string[] = [];
    const dialogs: string[] = [];
    page.on("request", (request) => {
      if (!/^(?:data|file):/.test(request.url())) requests.push(request.url());
    });
    page.on("dialog", async (dialog) => {
      dialogs.push(dialog.message());
      await dialog.dismiss();
    });
    await page.goto(pathToFileURL(path).href);
    const boxes = await findBoxes(page);
    const judge = await context.newPage();
    const clipped = await shoot(page);
    await setStyle(page, ".r-cell, .r-clip", "overflow", "visible");
    await setStyle(page, "svg, img", "max-height", "none");
    const unclipped = await shoot(page);
    await setStyle(page, "[data-hostile] *", "visibility", "hidden");
    await setStyle(page, ".r-cell, .r-clip", "overflow", "clip");
    await setStyle(page, "svg, img", "max-height", "4000px");
    const without = await shoot(page);
    return {
      requests,
      dialogs,
      outside: await countOutside(judge, clipped, without, boxes),
      unclipped: await countOutside(judge, unclipped, without, boxes),
    };
  } finally {
    await context.close();
    await Deno.remove(path);
  }
}

type Box = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

/** Opens what is folded, marks the boxes of hostile outputs and says where they stand in a window as high as the page. */
async function findBoxes(page: Page): Promise<Box[]> {
  const height = await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    return document.documentElement.scrollHeight;
  });
  await page.setViewportSize({ width: 1000, height: Math.min(height, TALLEST) });
  return page.evaluate(() => {
    return [...document.querySelectorAll<HTMLElement>("main .r-cell, main .r-clip")]
      .filter((box) => !box.textContent!.startsWith("Plain words."))
      .map((box) => {
        box.dataset.hostile = "";
        const { left, top, right, bottom } = box.getBoundingClientRect();
        return { left, top, right, bottom };
      });
  });
}

/** Sets a property past the page's policy, as its own style sheet would. */
async function setStyle(page: Page, selector: string, name: string, value: string): Promise<void> {
  await page.evaluate(([selector, name, value]) => {
    for (const element of document.querySelectorAll<HTMLElement>(selector!)) {
      element.style.setProperty(name!, value!, "important");
    }
  }, [selector, name, value]);
}

async function shoot(page: Page): Promise<string> {
  return (await page.screenshot()).toString("base64");
}

function countOutside(judge: Page, one: string, other: string, boxes: Box[]): Promise<number> {
  return judge.evaluate(async ({ one, other, boxes }) => {
    const read = async (base64: string) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext("2d")!;
      context.drawImage(image, 0, 0);
      return context.getImageData(0, 0, image.width, image.height);
    };
    const [first, second] = [await read(one), await read(other)];
    const height = Math.min(first.height, second.height);
    const a = new Uint32Array(first.data.buffer);
    const b = new Uint32Array(second.data.buffer);
    let count = 0;
    for (let y = 0; y < height; y++) {
      const here = boxes.filter((box) => y >= Math.floor(box.top) && y <= Math.ceil(box.bottom));
      for (let x = 0; x < first.width; x++) {
        const at = y * first.width + x;
        if (a[at] === b[at]) continue;
        if (!here.some(({ left, right }) => x >= left - 1 && x <= right + 1)) count++;
      }
    }
    return count;
  }, { one, other, boxes });
}

browserTest(
  "no output of the hostile corpus acts, fetches or paints outside its box",
  async (browser) => {
    let unclipped = 0;
    for (let start = 0; start < HOSTILE.length; start += ON_A_PAGE) {
      const part = HOSTILE.slice(start, start + ON_A_PAGE);
      const cells = between(part.map(([, cell]) => cell));
      const { html } = await renderCells(cells, { title: "Hostile" });
      const found = await look(browser, html);
      const names = part.map(([name]) => name).join("; ");
      assert.deepEqual({ ...found, unclipped: 0 }, {
        requests: [],
        dialogs: [],
        outside: 0,
        unclipped: 0,
      }, names);
      unclipped += found.unclipped;
    }
    assert.ok(unclipped > 10_000, `only ${unclipped} pixels outside of boxes that do not clip`);
  },
);

/** What paints as far as it can, or leads elsewhere as far as it can. */
const HUGE =
  `<svg width="10" height="10"><rect x="-4000" y="-4000" width="9999" height="9999" fill="red"/></svg>`;
const STRIKE = `<math><mrow class="tml-cancel"><mi>y</mi></mrow></math>`;
const ELSEWHERE = "https://elsewhere.example/";
const PAINTERS = [
  HUGE,
  `<a href="${ELSEWHERE}">${HUGE}</a>`,
  `<a href="${ELSEWHERE}">${STRIKE}</a>`,
  `<a href="${ELSEWHERE}"><math><menclose><mrow class="tml-cancel sout"><mi>y</mi></mrow></menclose></math></a>`,
  `<a href="${ELSEWHERE}"><math><mpadded width="39em" height="39em" depth="39em" lspace="-39em"><mtext>y</mtext></mpadded></math></a>`,
  `<a href="${ELSEWHERE}">${"\u0489\u0303".repeat(400)}</a>`,
];
const TAGS = ["none", "checks", "glossary", "aside", "key-figures", "hide-output"];
/** Where a cell's HTML may come to stand. */
const PLACES: readonly ((html: string) => string)[] = [
  (html) => `# T\n\n${html}\n\nwords`,
  (html) => `${html}\n\n# T`,
  (html) => `<h1>T ${html}</h1>\n\nwords`,
  (html) => `## T ${html}\n\nwords`,
  (html) => `<details open><summary>s ${html}</summary>y ${html}</details>\n\n${html}`,
  (html) => `- **t ${html}**: m ${html}`,
  (html) => `<table><caption>c ${html}</caption><tr><td>${html}</td></tr></table>\n\n${html}`,
];

/** What each page of painters is called, and its cells. Only the first cell may be a title or a hero. */
function* painted(): Generator<[name: string, cells: unknown[]]> {
  const sentinel = markdown(`SENTINEL ${"word ".repeat(60)}`);
  const last = markdown("## A\n\n## B");
  for (const [place, write] of PLACES.entries()) {
    for (const tag of TAGS) {
      const metadata = tag === "none" ? {} : { tags: [tag] };
      const cells = PAINTERS.flatMap((painter) => {
        const data = { "text/html": write(painter) };
        const shown = code([{ output_type: "display_data", data, metadata: {} }]);
        const written = markdown(write(painter));
        return [sentinel, { ...written, metadata }, sentinel, { ...shown, metadata }];
      });
      yield [`${tag}, place ${place}`, [...cells, sentinel, last]];
    }
    for (const [number, painter] of PAINTERS.entries()) {
      const first = { ...markdown(write(painter)), metadata: { tags: ["hero"] } };
      yield [`hero, place ${place}, painter ${number}`, [first, sentinel, last]];
    }
  }
}

browserTest(
  "no cell paints over another's words or takes a click on them, under any tag, as title or summary",
  async (browser) => {
    const context = await browser.newContext({ viewport: { width: 1200, height: 2000 } });
    const path = await Deno.makeTempFile({ suffix: ".html" });
    const judge = await context.newPage();
    const found: string[] = [];
    for (const [name, cells] of painted()) {
      await Deno.writeTextFile(path, (await renderCells(cells)).html);
      const page = await context.newPage();
      await page.goto(pathToFileURL(path).href);
      const { clicks, wide, boxes } = await lookAround(page);
      if (clicks > 0) found.push(`${name}: leads elsewhere at ${clicks} points`);
      if (wide) found.push(`${name}: the page scrolls sideways`);
      const painted = await shoot(page);
      await setStyle(page, "svg, math", "visibility", "hidden");
      const pixels = await countInside(judge, painted, await shoot(page), boxes);
      if (pixels > 0) found.push(`${name}: paints ${pixels} pixels of another's words`);
      await page.close();
    }
    await context.close();
    await Deno.remove(path);
    assert.deepEqual(found, []);
  },
);

/** Where the sentinels stand, and at how many points on them, and of the page's own words, a click would lead elsewhere. */
function lookAround(page: Page): Promise<{ clicks: number; wide: boolean; boxes: Box[] }> {
  return page.evaluate((elsewhere) => {
    const others = [...document.querySelectorAll("p")]
      .filter(({ textContent }) => textContent.startsWith("SENTINEL"));
    const own = [...document.querySelectorAll("nav, footer")];
    const boxes = [...others, ...own].map((element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      // Boxes share the row of pixels between them.
      return { left, top: top + 2, right, bottom: Math.min(bottom - 2, innerHeight) };
    });
    let clicks = 0;
    for (const { left, top, right, bottom } of boxes) {
      for (let x = left + 2; x < right; x += 40) {
        for (let y = top + 2; y < bottom; y += 10) {
          if (document.elementFromPoint(x, y)?.closest(`a[href="${elsewhere}"]`)) clicks++;
        }
      }
    }
    const { scrollWidth, clientWidth } = document.documentElement;
    return { clicks, wide: scrollWidth > clientWidth, boxes };
  }, ELSEWHERE);
}

/** Pixels inside of boxes that differ. */
async function countInside(
  judge: Page,
  one: string,
  other: string,
  boxes: readonly Box[],
): Promise<number> {
  const all = await countOutside(judge, one, other, []);
  const outside = all === 0 ? 0 : await countOutside(judge, one, other, [...boxes]);
  return all - outside;
}

browserTest("no title makes the page that lists the others scroll sideways", async (browser) => {
  const titles = ["x" + "\u0300\u0489\u20dd".repeat(300), "W".repeat(3_000), "plain"];
  const entries = titles.map((title) => ({ lang: "en", href: "a.html", title } as const));
  const path = await Deno.makeTempFile({ suffix: ".html" });
  await Deno.writeTextFile(path, renderIndex({ heading: "Contents", entries }));
  for (const width of [360, 1200]) {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    await page.goto(pathToFileURL(path).href);
    assert.equal((await lookAround(page)).wide, false, `at ${width} px`);
    await page.close();
  }
  await Deno.remove(path);
});
