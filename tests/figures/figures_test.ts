/** Every figure of the notebooks, drawn from the project's own release. */
import assert from "node:assert/strict";
import * as Plot from "@observablehq/plot";
import { draw } from "../../src/figures/drawing.ts";
import { Figure } from "../../src/figures/figure.ts";
import { DISPLAY } from "../../src/figures/table.ts";
import {
  comparisonFigure,
  countsFigure,
  crossesFigure,
  derivedFigure,
  lengthsFigure,
  loadRelease,
  matrixFigure,
  naiveFigure,
  openView,
  orderFigure,
  rangesFigure,
  releaseFolder,
  totalsFigure,
  type View,
} from "../../src/mod.ts";
import { matchSnapshot } from "./snapshot.ts";

const release = await loadRelease(releaseFolder("28731"));
const figuresOf = (view: View) => ({
  matrix: matrixFigure(view),
  received: countsFigure(view, "received"),
  crosses: crossesFigure(view),
  lengths: lengthsFigure(view),
  comparison: comparisonFigure(view, ["received", "refused", "accepted"]),
  ranges: rangesFigure(view),
  acceptance: derivedFigure(view, "acceptance"),
  undecided: derivedFigure(view, "undecided"),
  naive: naiveFigure(view, "acceptance"),
  totals: totalsFigure(view, "component"),
  order: orderFigure(view, "component"),
});

for (const locale of ["en", "fr"] as const) {
  const figures = figuresOf(await openView(release, { locale }));
  for (const [name, figure] of Object.entries(figures)) {
    Deno.test(`the figure "${name}" in ${locale} looks as it did when it was last reviewed`, async () => {
      assert.ok(figure instanceof Figure);
      await matchSnapshot(`${name}.${locale}`, figure.svg);
    });
  }

  Deno.test(`every figure in ${locale} has a name, a description, a caption and its numbers`, () => {
    for (const figure of Object.values(figures)) {
      assert.ok(figure instanceof Figure);
      const { name, description, caption } = figure.parts;
      for (const text of [name, description, caption]) assert.ok(text.length > 10, name);
      assert.ok(figure.table.rows.length > 0);
      const bundle = figure[DISPLAY]();
      assert.deepEqual(Object.keys(bundle), ["text/html", "image/svg+xml", "text/plain"]);
      assert.match(
        String(bundle["text/html"]),
        /<img alt="[^"]{40,}" width="\d+" height="\d+" src="data:image\/svg\+xml;base64,/,
      );
      assert.match(
        String(bundle["image/svg+xml"]),
        /^<svg[^>]* role="img"[^>]*><title id="[^"]+">[^<]+<\/title><desc/,
      );
    }
  });

  Deno.test(`no figure in ${locale} shows null, NaN, undefined or an unfilled label`, () => {
    for (const figure of Object.values(figures)) {
      const text = JSON.stringify((figure as Figure)[DISPLAY]()).replaceAll(/base64,[^"\\]+/g, "");
      assert.doesNotMatch(
        text,
        /\bNaN\b|\bundefined\b|>null<|\[object/,
        (figure as Figure).parts.name,
      );
    }
  });
}

Deno.test("the matrix prints 32 counts and 16 crosses", async () => {
  const { svg } = matrixFigure(await openView(release, { locale: "en" }));
  const texts = [...svg.matchAll(/<text[^>]*>([^<]+)<\/text>/g)].map(([, text]) => text!);
  assert.equal(texts.filter((text) => text === "x").length, 16);
  assert.equal(texts.filter((text) => /^\d{1,3}$/.test(text)).length, 32);
});

Deno.test("a range without an upper bound fades, and one with it has an outline", async () => {
  const count = (svg: string, paint: string) =>
    svg.split(`url(#`).filter((part) => part.includes(paint)).length;
  const none = countsFigure(
    await openView(release, { locale: "en", assumption: "none" }),
    "refused",
  );
  assert.ok(count(none.svg, "fade-up)") > 0);
  assert.doesNotMatch(none.svg, /stroke-width="0.8"/);
  const cohort = countsFigure(await openView(release, { locale: "en" }), "refused");
  assert.match(cohort.svg, /stroke-width="0.8"/);
});

Deno.test("derivedFigure() gives a note in place of a figure under an assumption that gives it no meaning", async () => {
  const note = derivedFigure(
    await openView(release, { locale: "en", assumption: "none" }),
    "acceptance",
  );
  assert.match(
    String(note[DISPLAY]()["text/plain"]),
    /not shown under the assumption “no assumption”/,
  );
});

Deno.test("draw() refuses a figure that Plot warns about", () => {
  const { warn } = console;
  console.warn = () => {};
  try {
    const dates = [{ at: "2020", n: 1 }, { at: "2021", n: 2 }];
    assert.throws(
      () =>
        draw({ marks: [Plot.barY(dates, { x: "at", y: "n" })] }, {
          id: "a",
          name: "A",
          description: "B",
        }),
      /Cannot draw "A": Plot warned/,
    );
  } finally {
    console.warn = warn;
  }
});

Deno.test("openView() and countsTable() say what to write instead of a wrong name", async () => {
  await assert.rejects(
    openView(release, { locale: "de" as "en" }),
    /Cannot find the locale "de": choose one of "en", "fr"/,
  );
  await assert.rejects(
    openView(release, { locale: "en", assumption: "yearly" }),
    /Cannot find the assumption "yearly": this release has "none", "cumulative", "cohort"/,
  );
  const view = await openView(release, { locale: "en" });
  assert.throws(
    () => countsFigure(view, "recieved"),
    /Cannot find the table "recieved": this release has "received"/,
  );
  assert.throws(
    () => derivedFigure(view, "rate"),
    /Cannot find the quantity "rate": this release declares "undecided", "acceptance"/,
  );
});
