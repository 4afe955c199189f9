/** What is written in a figure can be read: nothing runs over the edge or over another label. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { parseNotebook } from "../../src/notebooks/ipynb/format.ts";
import { browserTest } from "./chromium.ts";
import { LANGUAGES } from "../../src/text/language.ts";

/** Labels that run over the edge of their drawing, or over one another. */
function findUnreadable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const svg of document.querySelectorAll("svg")) {
      const name = svg.querySelector("title")?.textContent;
      const edge = svg.getBoundingClientRect();
      const labels = [...svg.querySelectorAll("text")].filter(({ textContent }) => textContent)
        .map((text) => ({ text: text.textContent!, box: text.getBoundingClientRect() }));
      for (const [index, { text, box }] of labels.entries()) {
        const isOver = box.left < edge.left - 2 || box.right > edge.right + 2 ||
          box.top < edge.top - 2 || box.bottom > edge.bottom + 2;
        if (isOver) found.push(`${name}: "${text}" runs over the edge`);
        for (const other of labels.slice(index + 1)) {
          const width = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
          const height = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
          if (width > 2 && height > 5) found.push(`${name}: "${text}" over "${other.text}"`);
        }
      }
    }
    return found;
  });
}

/** The drawings of a notebook's saved figures: wide and narrow. */
async function drawingsOf(path: string): Promise<string[]> {
  const { cells } = parseNotebook(await Deno.readTextFile(path), path);
  const html = cells.flatMap((cell) => cell.cell_type === "code" ? cell.outputs : [])
    .map((output) => "data" in output ? String(output.data["text/html"] ?? "") : "").join("");
  return [...html.matchAll(/base64,([^"]+)"/g)].map(([, data]) =>
    new TextDecoder().decode(Uint8Array.fromBase64(data!))
  );
}

for (const lang of LANGUAGES) {
  browserTest(
    `the labels of every figure can be read (${lang}), wide and narrow`,
    async (browser) => {
      const page = await browser.newPage();
      const drawings: string[] = [];
      for await (const { name } of Deno.readDir(`notebooks/${lang}`)) {
        if (name.endsWith(".ipynb")) {
          drawings.push(...await drawingsOf(`notebooks/${lang}/${name}`));
        }
      }
      assert.ok(drawings.length >= 10, `${drawings.length} drawings`);
      await page.setContent(drawings.map((svg) => `<figure>${svg}</figure>`).join(""));
      assert.deepEqual(await findUnreadable(page), []);
    },
  );
}

browserTest("a drawing has the page's colours in the dark", async (browser) => {
  const css = await Deno.readTextFile("src/notebooks/page/style.css");
  const page = await browser.newPage({ colorScheme: "dark" });
  const [svg] = await drawingsOf("notebooks/en/01_outcomes.ipynb");
  const themed = svg!.replace(`class="figure-svg"`, `class="r-themed"`);
  await page.setContent(`<style>${css}</style>${themed}`);
  const colours = await page.evaluate(() => {
    const of = (selector: string, property: "fill" | "stroke") =>
      getComputedStyle(document.querySelector(selector)!)[property];
    return [of("svg text", "fill"), of("svg [stroke]", "stroke"), of(".figure-paper", "fill")];
  });
  const light = colours.map((colour) => {
    const [red, green, blue] = colour.match(/[\d.]+/g)!.map(Number) as [number, number, number];
    return (red + green + blue) / 3 > 128;
  });
  assert.deepEqual(light, [true, true, false], colours.join("; "));
});

browserTest("an overlap and an edge that are planted are found", async (browser) => {
  const page = await browser.newPage();
  const text = (x: number, label: string) => `<text x="${x}" y="20">${label}</text>`;
  await page.setContent(
    `<svg width="200" height="40">${text(0, "one label")}${text(20, "another")}${
      text(180, "over the edge")
    }</svg>`,
  );
  assert.deepEqual(await findUnreadable(page), [
    'undefined: "one label" over "another"',
    'undefined: "over the edge" runs over the edge',
  ]);
});
