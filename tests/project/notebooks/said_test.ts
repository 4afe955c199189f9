/**
 * What the notebooks' words say of suppressed counts. Each such sentence is written down here with its content, and all contents
 * together, beside every range that is shown under any assumption, are given to the guard's attacker.
 */
import assert from "node:assert/strict";
import { Attacker, type Fact, factsOf } from "../../../src/counts/guard/attack.ts";
import { protectAssumptions } from "../../../src/counts/guard/protect.ts";
import { FeasibleSet } from "../../../src/counts/relations/feasible_set.ts";
import { sumOf } from "../../../src/counts/relations/form.ts";
import { loadRelease } from "../../../src/counts/release/load_release.ts";
import type { Cell } from "../../../src/counts/release/model.ts";
import { parseNotebook } from "../../../src/notebooks/ipynb/format.ts";
import { type Language, LANGUAGES } from "../../../src/text/language.ts";

const release = await loadRelease("28731");
const cells = release.tables.flatMap((table) => table.cells);
const find = (table: string, component: string, profile: string, period: string): Cell =>
  cells.find((cell) =>
    cell.table === table && cell.keys.component === component && cell.keys.profile === profile &&
    cell.keys.period === period
  )!;
/** Between two ends, a sum of counts. */
const says = (some: readonly Cell[], lower: number | null, upper: number | null): Fact[] =>
  factsOf({ kind: "linear", form: sumOf(some) }, { lower, upper, isOuter: false });

interface Claim {
  readonly en: RegExp;
  readonly fr: RegExp;
  /** What it says of suppressed counts that the letter does not; nothing of most. */
  readonly content?: readonly Fact[];
}

const CLAIMS: readonly Claim[] = [
  {
    en:
      /^\W*16 of 48\W* counts (are )?hidden|is hidden\.$|and hidden|, hidden and|none of them in 2023|8 of 8 outcomes hidden|of 16 hidden|^x in both profiles|profile\}: x$/,
    fr:
      /^\W*16 (sur|des) 48\W* nombres|est masqué\.$|et masqué|, masqué et|aucun en 2023|8 décisions masquées sur 8|sur 16 masqués|^x dans les deux profils|profile\} : x$/,
  },
  // The source's own words, and what may not be read into them.
  {
    en:
      /some data were replaced|x: (replaced|hidden) by the letter|“fewer than 5” for an x|an x may be 0 or large|an x may be any number|likelier|confidence intervals/,
    fr:
      /certaines données ont été remplacées|x : (remplacé|masqué) par la lettre|« moins de 5 » pour un x|un x peut être 0 ou grand|un x peut être tout nombre|la plus probable|intervalles de confiance/,
  },
  // A sum of published counts: every x adds 0 or more.
  {
    en: /Sums over rows with an x are lower limits: at least 1,434|of at least 1,434 since/,
    fr: /Les sommes de lignes où figure un x sont des minimums|sur au moins 1 434 depuis/,
    content: ["received", "refused", "accepted"].flatMap((table) =>
      says(cells.filter((cell) => cell.table === table && cell.value === null), 0, null)
    ),
  },
  {
    en: /\b17 or more|one x is at least 17|at least one x would not hide a small count/,
    fr: /17 ou plus|un x est d’au moins 17|au moins un x ne cacherait pas un petit nombre/,
    content: says([find("received", "AI", "Francophone", "2024")], 17, null),
  },
  {
    en:
      /x \(0 or more\)|some whole number from 0 up|Four other x can be 0 or more|no x has an upper bound/,
    fr:
      /x \(0 ou plus\)|un nombre entier, à partir de 0|Quatre autres x peuvent être 0 ou plus|aucun x n’a de borne/,
    content: cells.filter(({ value }) => value === null).flatMap((cell) => says([cell], 0, null)),
  },
  {
    en: /Two counts of “0 to 151” that share 151 applications cannot both be 151/,
    fr: /Deux nombres « de 0 à 151 » qui se partagent 151 demandes/,
    content: says(
      ["refused", "accepted"].map((table) => find(table, "AI", "Francization", "2025")),
      null,
      151,
    ),
  },
  // How many are not given stands in the table, too; which of them are narrow, and how, nowhere.
  {
    en: /Some ranges, under either assumption|9 ranges, 5 without upper bound, 2 not given/,
    fr:
      /Certains intervalles, sous l’une et l’autre hypothèse|9 intervalles, 5 sans borne supérieure, 2 non donnés/,
  },
  // What a naive sum makes of the published counts.
  {
    en: /Taking every x for 0|an x counts as 0/,
    fr: /Remplacer chaque x par 0|un x y compte pour 0/,
  },
  // Titles, and what words and columns mean.
  {
    en:
      /^(# )?What (an x can be|each (x|hidden count) can be)|^## (What each x|Every x|Why each range)|^Every hidden count|^Hidden counts: ranges given|For each end of a range|the ends of the ranges follow|Arrow: a hidden count|^“Not given”|^- \*\*(x|not given|primary suppression|complementary suppression)\*\*|Statistics Canada|suppressed value; the letter|for each x the least|`value` is null/,
    fr:
      /^(# )?Ce que peut être|^## (Ce que peuvent valoir|Chaque x|Pourquoi chaque)|^Chaque nombre masqué|^Nombres masqués : intervalles donnés|Pour chaque borne montrée|les bornes des intervalles|Flèche : |ne répète pas l’intervalle|^- \*\*(x|non donné|suppression primaire|suppression complémentaire)\*\*|Statistique Canada|valeur supprimée ; la lettre|pour chaque x|`value` est vide/,
  },
];

/** Sentences that may say something of a suppressed count. */
const ABOUT = {
  en:
    /\bx\b|\bhid(es?|den)\b|suppress|withh|not given|\branges?\b|bound|\bat least\b|threshold|\b\d+ to \d+”/,
  fr:
    /\bx\b|masqu|supprim|suppression|non donné|intervalle|\bbornes?\b|au moins|seuil|« de \d+ à \d+/,
};

/** Sentences of the words, and texts in the code. */
async function sentences(lang: Language): Promise<string[]> {
  const all = await Promise.all(["01_outcomes", "02_suppression", "03_method"].map(async (name) => {
    const path = `notebooks/${lang}/${name}.ipynb`;
    return parseNotebook(await Deno.readTextFile(path), path).cells.flatMap((cell) =>
      cell.cell_type === "markdown"
        ? cell.source.replaceAll(/(?<!\n)\n(?![\n#*-])/g, " ").split(/(?<=[.!?])\s+|\n+/)
        : [...cell.source.matchAll(/"([^"\\]*)"|`([^`]*)`/g)].flatMap(([, one, two]) =>
          (one ?? two!).split(/(?<=[.!?])\s+/)
        )
    );
  }));
  return all.flat().map((text) => text.replaceAll(/[\u00a0\u202f]/g, " ").trim())
    .filter((text) => text.length > 20 && text.includes(" "));
}

for (const lang of LANGUAGES) {
  Deno.test(`each sentence in ${lang} about suppressed counts is written down with what it says`, async () => {
    const about = (await sentences(lang)).filter((text) => ABOUT[lang].test(text));
    const unknown = about.filter((text) => !CLAIMS.some((claim) => claim[lang].test(text)));
    assert.deepEqual(unknown, []);
    for (const claim of CLAIMS) {
      assert.ok(about.some((text) => claim[lang].test(text)), `nobody says ${claim[lang]}`);
    }
  });
}

/** The cell that is narrowed by everything that is shown and said, and by some more. */
async function narrowedBy(more: readonly Fact[]): Promise<Cell | undefined> {
  const all = await protectAssumptions(release);
  const secrets = new Set(
    all.flatMap(({ withheld }) => withheld.filter((what) => typeof what !== "string")),
  );
  assert.ok(secrets.size > 1);
  const shown = all.flatMap(({ suppressed }) =>
    suppressed.flatMap(({ cell, shown }) =>
      shown.kind === "range" ? says([cell], shown.lower, shown.upper) : []
    )
  );
  const attacker = new Attacker(await FeasibleSet.of(release, null), 5);
  const said = CLAIMS.flatMap(({ content }) => content ?? []);
  return attacker.findNarrowed(secrets, [...shown, ...said, ...more]);
}

Deno.test("nobody gets a withheld count narrower by all that the notebooks show and say", async () => {
  assert.equal(await narrowedBy([]), undefined);
});

Deno.test("a sentence that gives a count away is found", async () => {
  const hidden = ["Francophone", "Francization"].map((profile) =>
    find("refused", "AI", profile, "2022")
  );
  // "Two counts of 2022 come out in ranges of fewer than five values", from 0.
  assert.ok(hidden.includes((await narrowedBy(hidden.flatMap((cell) => says([cell], null, 3))))!));
  // "Together they are at most 4."
  assert.ok(hidden.includes((await narrowedBy(says(hidden, null, 3)))!));
});
