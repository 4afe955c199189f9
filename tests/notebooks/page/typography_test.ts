import assert from "node:assert/strict";
import { bindSpaces } from "../../../src/notebooks/words/page.ts";
import { type Language } from "../../../src/text/language.ts";

/** Spaces that do not break shown as `_`, narrow ones as `'`. */
const bound = (text: string, lang: Language) =>
  bindSpaces(text, lang).replaceAll("\u00a0", "_").replaceAll("\u202f", "'");

for (
  const [lang, text, wanted] of [
    ["fr", "la lettre N/Réf. 28731 du 19 mars 2025", "la lettre N/Réf._28731 du 19_mars_2025"],
    [
      "fr",
      "en janv. 2025 et janvier 2025, le 1er mai 2024",
      "en janv._2025 et janvier_2025, le 1er_mai_2024",
    ],
    ["fr", "53 + 12 = 65, soit 1 434 en tout", "53_+_12_=_65, soit 1'434 en tout"],
    ["fr", "« masqué » : pourquoi ? 13 % !", "«_masqué_»_: pourquoi'? 13_%'!"],
    [
      "en",
      "on 31 January 2025 in Table 3: 53 % of 65",
      "on 31_January_2025 in Table_3: 53_% of 65",
    ],
    ["en", "from 12 to 65 in 2022 103 came", "from 12 to 65 in 2022 103 came"],
    ["en", "letter 28731, fewer than 5", "letter_28731, fewer than_5"],
    ["fr", "la lettre 28731, moins de 5", "la lettre_28731, moins_de_5"],
    ["en", "AI · 2024, the letter · page", "AI_· 2024, the letter_· page"],
    ["en", "2022*. * From 22 April", "2022*. *_From 22_April"],
  ] as const
) {
  Deno.test(`bindSpaces() of "${text}"`, () => assert.equal(bound(text, lang), wanted));
}

Deno.test("bindSpaces() adds and removes no character", () => {
  const text = "Total: 53 + 12 = 65; N/Réf. 28731 !";
  assert.equal(bindSpaces(text, "fr").replace(/[\u00a0\u202f]/g, " "), text);
});
