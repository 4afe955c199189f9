/** Figures and tables in the language of a protection. */
import assert from "node:assert/strict";
import { cellFrame, localise, Plot, protect, table } from "../../../src/counts/mod.ts";
import { DISPLAY } from "../../../src/counts/plot/html.ts";
import { wordsOf } from "../../../src/counts/words/figures.ts";
import { LANGUAGES } from "../../../src/text/language.ts";
import { edited, load } from "../release/folders.ts";

const release = await load(edited((descriptor) => {
  descriptor.dimensions[0].labels = { en: "Engine part", fr: "Pièce de moteur" };
  descriptor.dimensions[1].labels = { en: "District", fr: "Arrondissement" };
}));

const headsOf = (text: string) => text.split("\n").find((line) => / (value|valeur)/.test(line))!;

Deno.test("localise() heads the columns of dimensions with the release's own labels, in its language", () => {
  const heads = (["en", "fr"] as const).map((locale) => {
    const frame = cellFrame(release, { locale }).select("kind", "year", "value");
    return headsOf(localise({ release, locale }).table(frame).text).trim().split(/ {2,}/);
  });
  assert.deepEqual(heads, [
    ["Engine part", "District", "value"],
    ["Pièce de moteur", "Arrondissement", "valeur"],
  ]);
});

Deno.test("localise() lets a figure, its numbers and claims speak its language, whatever another one speaks", async () => {
  const { cells, ...protection } = await protect(release, { locale: "fr" });
  const french = localise(protection);
  const draw = () => Plot.plot({ marks: [Plot.ruleX([1])] });
  const figure = french.figure({ title: "T", data: cells }, draw)[DISPLAY]();
  assert.match(String(figure["text/html"]), /Les nombres de cette figure/);
  assert.match(headsOf(String(figure["text/plain"])), /Pièce de moteur/);
  assert.match(french.assertClaims([["a", true]]).text, /1 énoncé vérifié/);
  assert.match(french.table(cells, { locale: "en" }).text, /4 rows/);
  assert.match(table(cells).text, /4 rows/);
  await assert.rejects(french.show(1), /Cannot show outside a notebook/);
});

Deno.test("every language but that of the code heads the same columns with words of its own", () => {
  const headed = (language: typeof LANGUAGES[number]) =>
    Object.keys(wordsOf(language).columns).sort();
  for (const language of LANGUAGES.filter((one) => one !== "en")) {
    assert.deepEqual(headed(language), headed("fr"), language);
    assert.ok(wordsOf(language).columns !== wordsOf("en").columns, language);
  }
});
