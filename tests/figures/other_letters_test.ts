/** Figures and tables of releases of other shapes than the project's own. */
import assert from "node:assert/strict";
import { Figure } from "../../src/figures/figure.ts";
import { DISPLAY } from "../../src/figures/table.ts";
import { countsFigure, crossesFigure, matrixFigure, openView } from "../../src/mod.ts";
import { letterRelease, LETTERS } from "../release/letters.ts";
import { everySurface } from "./every_surface.ts";

const textsOf = (svg: string) =>
  [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]+)</g)].map(([, text]) => text!);

for (const name of Object.keys(LETTERS)) {
  Deno.test(`every figure and table of ${name} is shown, in words, in both languages`, async () => {
    const release = await letterRelease(name);
    for (const locale of ["en", "fr"] as const) {
      for (const { name: assumption } of release.assumptions) {
        const view = await openView(release, { locale, assumption });
        for (const [surface, shown] of await everySurface(view)) {
          const bundle = JSON.stringify(shown[DISPLAY]()).replaceAll(/base64,[^"\\]+/g, "");
          assert.doesNotMatch(bundle, /\bNaN\b|\bundefined\b|>null<|\[object|Infinity/, surface);
          if (shown instanceof Figure) {
            assert.match(shown.parts.caption, locale === "en" ? /Draft: / : /Ébauche\u00a0: /);
          }
        }
      }
    }
  });
}

Deno.test("matrixFigure() of many rows draws the first, says so, and lists all", async () => {
  const view = await openView(await letterRelease("200 rows and one column"), { locale: "en" });
  const { svg, parts, table } = matrixFigure(view);
  assert.equal(textsOf(svg).filter((text) => /^Municipality/.test(text)).length, 40);
  assert.match(parts.caption, /Only the first 40 of 200 are drawn; the numbers hold all\./);
  assert.equal(table.rows.length, 200);
});

Deno.test("matrixFigure() of many columns folds into blocks that hold each column once", async () => {
  const view = await openView(await letterRelease("thirteen columns"), { locale: "en" });
  const texts = textsOf(matrixFigure(view).svg);
  assert.equal(texts.filter((text) => text === "Insgesamt").length, 1);
  assert.equal(texts.filter((text) => text === "Aachen").length, 3);
  assert.equal(texts.filter((text) => text === "[c]").length, 9);
});

Deno.test("countsFigure() leaves totals to the numbers, and says so", async () => {
  const view = await openView(await letterRelease("totals of rows and columns, and <5"), {
    locale: "en",
  });
  const { svg, parts, table } = countsFigure(view, "granted");
  assert.ok(!textsOf(svg).some((text) => /Total|1,326/.test(text)));
  assert.match(parts.caption, /Totals stand in the numbers and are not drawn\./);
  assert.ok(JSON.stringify(table.rows).includes("1,326"));
});

Deno.test("crossesFigure() draws a bar a column where columns are many, and says what it is", async () => {
  const view = await openView(await letterRelease("thirteen columns"), { locale: "en" });
  const { svg, parts } = crossesFigure(view);
  assert.match(parts.caption, /^A bar is a column of the source/);
  assert.equal(textsOf(svg).filter((text) => / of 3$/.test(text)).length, 13);
});
