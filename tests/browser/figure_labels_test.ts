/** What is written in a figure can be read: nothing runs over the edge or over another label. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { Figure } from "../../src/figures/figure.ts";
import { loadRelease, openView, type Release, releaseFolder } from "../../src/mod.ts";
import { everySurface } from "../figures/every_surface.ts";
import { letterRelease, LETTERS } from "../release/letters.ts";
import { browserTest } from "./chromium.ts";

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

async function check(page: Page, release: Release): Promise<string[]> {
  const found: string[] = [];
  for (const locale of ["en", "fr"] as const) {
    for (const { name: assumption } of release.assumptions) {
      const view = await openView(release, { locale, assumption });
      const figures = [...(await everySurface(view)).values()]
        .filter((shown) => shown instanceof Figure);
      await page.setContent(figures.map(({ svg }) => `<figure>${svg}</figure>`).join(""));
      found.push(...await findUnreadable(page));
    }
  }
  return found;
}

browserTest("the labels of every figure of the project's release can be read", async (browser) => {
  const page = await browser.newPage();
  assert.deepEqual(await check(page, await loadRelease(releaseFolder("28731"))), []);
});

for (const name of Object.keys(LETTERS)) {
  browserTest(`the labels of every figure of ${name} can be read`, async (browser) => {
    assert.deepEqual(await check(await browser.newPage(), await letterRelease(name)), []);
  });
}

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
