/** The page that `new` makes for whoever reviews how a table was read, on a telephone. */
import assert from "node:assert/strict";
import { reviewPage } from "../../src/intake/ask/review_page.ts";
import { draftOf } from "../intake/tables.ts";
import { browserTest } from "./chromium.ts";

const TABLE = "Région;Type de demande;2022;2023;2024;2025\n" +
  "Capitale-Nationale;Permis de construction;1 234;<5;2 345;30 600\n" +
  "Montréal;Permis de rénovation;10 234;11 402;x;9 121\n";

browserTest(
  "at 360 px the review page stays in its width, its tables scroll, and no number breaks",
  async (browser) => {
    const draft = await draftOf({ "a.csv": TABLE });
    const page = await browser.newPage({ viewport: { width: 360, height: 800 } });
    await page.setContent(reviewPage("next", draft, "npx --yes deno task new data/next --update"));
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    const boxes = page.locator('[role=group][tabindex="0"]');
    assert.equal(await boxes.count(), 2);
    for (const box of await boxes.all()) {
      const left = await box.evaluate((one) => {
        one.scrollLeft = 10_000;
        return one.scrollWidth - one.clientWidth - one.scrollLeft;
      });
      assert.ok(Math.abs(left) < 1, `${left} px cannot be reached`);
    }
    const lines = await page.locator("td", { hasText: /^\d+\s\d+$/ }).evaluateAll((cells) =>
      cells.map((cell) => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        return range.getClientRects().length;
      })
    );
    assert.deepEqual(lines, [1, 1, 1, 1, 1, 1]);
  },
);
