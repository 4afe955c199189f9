/** What an analyst asks and draws for themselves. */
import assert from "node:assert/strict";
import { cellNote, HATCHING, loadRelease, openView, pl, Plot, plotFigure } from "../../src/mod.ts";
import { DISPLAY } from "../../src/figures/table.ts";
import { load, small } from "../release/folders.ts";

const release = await load(small());
const view = await openView(release, { locale: "en" });

Deno.test("cellNote() says a count, and of a cross what it stands for and the range it can take", () => {
  assert.match(
    cellNote(view, "received", { kind: "Online", year: "2023" }).text,
    /^received · Online · 2023: 12\. /,
  );
  assert.match(
    cellNote(view, "received", { year: "2024", kind: "Paper" }).text,
    /^received · Paper · 2024: x \(.+, 0 or more\)\. /,
  );
});

Deno.test("cellNote() of a withheld cell says so, and no number of it", async () => {
  const letter = await loadRelease("data/28731");
  for (const locale of ["en", "fr"] as const) {
    const view = await openView(letter, { locale, assumption: "cohort" });
    for (const profile of ["Francophone", "Francization"]) {
      const { text } = cellNote(view, "refused", { component: "AI", profile, period: "2022" });
      assert.ok(text.includes(view.text.cell.withheldMark), text);
      assert.doesNotMatch(text.replaceAll("2022", ""), /\d/);
    }
  }
});

Deno.test("plotFigure() hatches, names, describes and lists what it was given", () => {
  const frame = pl.DataFrame({ year: ["2023", "2024"], n: [3, null] });
  const figure = plotFigure(view, {
    name: "Reçus, by year",
    description: "A bar, and a band.",
    frame,
    plot: {
      x: { type: "band" },
      marks: [
        Plot.barY(frame.toRecords(), { x: "year", y: "n" }),
        Plot.barY(["2024"], { x: (year) => year, y1: () => 0, y2: () => 3, fill: HATCHING }),
      ],
    },
  });
  assert.match(figure.svg, /<title id="figure-recus-by-year-title">Reçus, by year<\/title>/);
  assert.match(figure.svg, /fill="url\(#figure-recus-by-year-hatch-suppressed\)"/);
  const text = String(figure[DISPLAY]()["text/plain"]);
  assert.match(text, /^Reçus, by year\nA bar, and a band\.\n/);
  assert.match(text, /2023 +3\n2024 +x \(suppressed/);
});
