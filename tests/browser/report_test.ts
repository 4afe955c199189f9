import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import type { Browser } from "playwright-core";
import { type Fixture, FIXTURES, renderFixtures } from "../notebooks/page/fixtures.ts";
import { RANDOM_PAGE, renderRandom } from "../notebooks/page/random_pages.ts";
import { browserTest } from "./chromium.ts";
import { type Inspection, inspectPage } from "./inspect_page.ts";

const CLEAN: Inspection = {
  requests: [],
  dialogs: [],
  complaints: [],
  axe: [],
  overflow: [],
  scripts: 0,
  handlers: [],
  outline: [],
  unreachable: [],
};

async function withFile<T>(html: string, use: (url: string) => Promise<T>): Promise<T> {
  const path = await Deno.makeTempFile({ suffix: ".html" });
  try {
    await Deno.writeTextFile(path, html);
    return await use(pathToFileURL(path).href);
  } finally {
    await Deno.remove(path);
  }
}

function inspect(browser: Browser, html: string): Promise<Inspection> {
  return withFile(html, (url) => inspectPage(browser, url));
}

const PAGES: readonly (readonly [string, readonly Fixture[]])[] = [
  ...FIXTURES.map((name) => [name, [name]] as const),
  ["three chapters", ["plain.ipynb", "second.ipynb", "outputs.ipynb"]],
];

for (const [name, fixtures] of PAGES) {
  browserTest(
    `the page of ${name} requests, runs and breaks nothing, in light, dark and at 320 px`,
    async (browser) => {
      const { html } = await renderFixtures(fixtures, {
        title: "A report",
      });
      assert.deepEqual(await inspect(browser, html), CLEAN);
    },
  );
}

browserTest(
  "inspectPage() sees what acts, what breaks an axe rule, what overflows and what the keyboard misses",
  async (browser) => {
    const found = await inspect(
      browser,
      '<!doctype html><html><body><img src="http://127.0.0.1:9/a.png"><script>alert(1)</script>' +
        '<div style="width: 900px" onclick="a()">wide</div><h2>Two</h2><h4>Four</h4>' +
        '<div style="overflow-x: auto; width: 100px"><p style="width: 300px">in a box</p></div></body></html>',
    );
    assert.deepEqual(found.dialogs, ["1", "1"]);
    assert.ok(found.requests.includes("http://127.0.0.1:9/a.png"));
    assert.ok(found.scripts > 0);
    assert.ok(
      found.axe.some((finding) => finding.startsWith("dark: image-alt")),
      found.axe.join("\n"),
    );
    assert.ok(found.overflow.some((element) => element.includes("wide")));
    assert.deepEqual(found.handlers, ["onclick of <div>"]);
    assert.deepEqual(found.outline, ["0 h1", "h0 before h2", "h2 before h4"]);
    assert.equal(found.unreachable.length, 1);
  },
);

browserTest(
  "the page's policy stops a script, a style and an image that were put in by hand",
  async (browser) => {
    const { html } = await renderFixtures(["plain.ipynb"]);
    const tampered = html.replace(
      "</main>",
      '<script>alert(1)</script><p style="color: red">x</p><img alt="a" src="http://127.0.0.1:9/a.png"></main>',
    );
    const found = await inspect(browser, tampered);
    assert.deepEqual(found.dialogs, []);
    assert.ok(found.complaints.length >= 3);
  },
);

browserTest("the browser's own parser finds nothing that acts in random pages", async (browser) => {
  const pages = await Promise.all(fc.sample(RANDOM_PAGE, 300).map(renderRandom));
  const page = await browser.newPage();
  const found = await page.evaluate((pages) =>
    pages.flatMap((html) => {
      const document = new DOMParser().parseFromString(html, "text/html");
      // The page's own picture in the tab.
      document.querySelector("head > link[rel=icon][href^='data:image/svg+xml;base64,']")?.remove();
      return [...document.querySelectorAll("*")].filter((element) =>
        /^(?:script|iframe|object|embed|form|input|base|link|foreignObject|animate|set|annotation|annotation-xml|semantics|maction|template|noscript)$/i
          .test(element.localName) ||
        [...element.attributes].some(({ name, value }) =>
          /^on|^style$|^srcset$/i.test(name) ||
          (name === "href" &&
            !/^(?:#|https?:|mailto:|data:(?:text|application)\/|data:image\/svg\+xml;charset=utf-8;base64,)/
              .test(value)) ||
          (/^(?:src|xlink:href)$/i.test(name) && !value.startsWith("data:image/"))
        )
      ).map((element) => element.outerHTML.slice(0, 200));
    }), pages);
  assert.deepEqual(found, []);
  await page.close();
});

browserTest(
  "the contents fold on a narrow screen and stand open on a wide one, without script",
  async (browser) => {
    const { html } = await renderFixtures(["plain.ipynb", "second.ipynb"], { title: "A report" });
    await withFile(html, async (url) => {
      const page = await browser.newPage({
        viewport: { width: 320, height: 700 },
        javaScriptEnabled: false,
      });
      await page.goto(url);
      const entry = page.locator(".r-contents a").first();
      assert.equal(await entry.isVisible(), false);
      await page.locator(".r-contents summary").click();
      assert.equal(await entry.isVisible(), true);
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.reload();
      assert.equal(await entry.isVisible(), true);
      assert.equal(await page.locator(".r-contents summary").isVisible(), false);
      await page.close();
    });
  },
);

browserTest(
  "the keyboard reaches the skip link first, then every link, fold and table",
  async (browser) => {
    const { html } = await renderFixtures(["plain.ipynb"]);
    await withFile(html, async (url) => {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await page.goto(url);
      const wanted = await page.locator("a[href]:visible, summary:visible, [tabindex='0']:visible")
        .count();
      const reached = new Set<string>();
      let first = "";
      for (let step = 0; step < wanted; step++) {
        await page.keyboard.press("Tab");
        const here = await page.evaluate(() => {
          const all = [...document.querySelectorAll("*")];
          return `${all.indexOf(document.activeElement!)} ${
            document.activeElement!.textContent?.slice(0, 40)
          }`;
        });
        first ||= here;
        reached.add(here);
      }
      assert.match(first, /Skip to the content$/);
      assert.equal(reached.size, wanted);
      await page.close();
    });
  },
);

browserTest(
  "a printed page has the code that a screen folds, and spells links out",
  async (browser) => {
    const { html } = await renderFixtures(["plain.ipynb"]);
    await withFile(html, async (url) => {
      const page = await browser.newPage();
      await page.goto(url);
      const code = page.locator("pre.code").first();
      assert.equal(await code.isVisible(), false);
      await page.emulateMedia({ media: "print" });
      assert.equal(await code.isVisible(), true);
      const spelt = await page.locator("main a[href^=http]").first().evaluate((link) =>
        getComputedStyle(link, "::after").content
      );
      assert.match(spelt, /https:\/\/example\.org\/page/);
      await page.close();
    });
  },
);

browserTest("the browser names a figure by its title and describes it", async (browser) => {
  const { html } = await renderFixtures(["plain.ipynb"]);
  await withFile(html, async (url) => {
    const page = await browser.newPage();
    await page.goto(url);
    const figure = page.getByRole("img", { name: "Bars of three years" });
    assert.equal(await figure.count(), 1);
    assert.equal(await page.getByRole("cell", { name: "suppressed by the source" }).count(), 1);
    await page.close();
  });
});
