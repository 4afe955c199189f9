/** The notebook that a new release starts with: the release's own names in code that is checked, alike in both languages. */
import assert from "node:assert/strict";
import { starterNotebook } from "../../src/intake/starter/notebook.ts";
import { cellFrame } from "../../src/counts/frames/cells.ts";
import { lowerBounds } from "../../src/counts/frames/frame.ts";
import type { Release } from "../../src/counts/release/model.ts";
import { draftOf, written } from "./tables.ts";
import { letterRelease, LETTERS, releaseOf } from "../counts/release/letters.ts";
import { type Language, LANGUAGES } from "../../src/text/language.ts";

const MONTHS = ["Jan-24", "Feb-24", "Mar-24", "Apr-24", "May-24", "Jun-24", "Jul-24"];
const TALL = ["Year,Office,Count", "2022,Dakar,41", "2022,Lima,x", "2023,Dakar,38", "2023,Lima,12"];

const PATHS = { releasePath: "../../", command: "npx --yes deno task new" };

function codeOf(release: Release, lang: Language): string[] {
  const { cells } = JSON.parse(starterNotebook(release, { lang, ...PATHS })) as {
    cells: { cell_type: string; source: string | string[] }[];
  };
  return cells.filter(({ cell_type }) => cell_type === "code")
    .map(({ source }) => [source].flat().join(""));
}

for (const name of Object.keys(LETTERS)) {
  Deno.test(`the starter of ${name} holds no name of the template, and the same code in every language`, async () => {
    const release = await letterRelease(name);
    const [first, ...others] = LANGUAGES.map((lang) => codeOf(release, lang));
    const plain = (code: string) =>
      code.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""').replaceAll(/inferred\.\w\w\b/g, "inferred");
    for (const other of others) assert.deepEqual(other.map(plain), first!.map(plain));
    for (const code of [first!, ...others].flat()) {
      assert.doesNotMatch(code, /\b(?:COUNTS|PRINTED|ROWS|COLUMN|TABLE|TITLE|MEASURE|ALT|NOTE)\b/);
      assert.ok(code.split("\n").length <= 25, code);
    }
    for (const lang of LANGUAGES) {
      assert.match(
        starterNotebook(release, { lang, ...PATHS }),
        /`npx --yes deno task new [A-Z]+ --update`/,
      );
    }
    assert.ok(first!.some((code) => code.includes(`assumption: "${release.defaultAssumption}"`)));
  });
}

Deno.test("months stand side by side, in their order, and a tall table's periods in panels", async () => {
  const months = codeOf(
    await releaseOf({ "a.csv": ["k", ...MONTHS].join() + "\nA,1,2,3,4,5,6,x\nB,7,8,9,9,8,x,7\n" }),
    "en",
  );
  assert.ok(
    months.some((code) => /suppressedBarY\(months, \{ x: "period", fy: "group" \}\)/.test(code)),
  );
  const tall = codeOf(await releaseOf({ "a.csv": TALL.join("\n") }), "en");
  assert.ok(tall.some((code) => /suppressedBarX\(bars, \{ y: "group", fy: "Year" \}\)/.test(code)));
});

Deno.test("the starter of two tables declares each name once", async () => {
  const table = ["k", ...MONTHS].join() + "\nA,1,2,3,4,5,6,x\nB,7,8,9,9,8,x,7\n";
  const code = codeOf(await releaseOf({ "a.csv": table, "b.csv": table }), "en").join("\n");
  const names = [...code.matchAll(/^const (\w+)/gm)].map(([, name]) => name);
  assert.deepEqual([...new Set(names)], names);
});

Deno.test("a cell that the source leaves empty has a mark in the language of the page", async () => {
  const draft = await draftOf({ "a.csv": "k,2023,2024\nA,,4\nB,12,x\n" }, {
    mark: ["empty=suppressed"],
  });
  const release = await written(draft);
  for (const [lang, mark] of [["en", "(empty): sup"], ["fr", "(vide)\u00a0: mas"]] as const) {
    assert.ok(codeOf(release, lang).join("\n").includes(`note: "${mark}`));
    const marks = [...cellFrame(release, { locale: lang }).getColumn("mark")];
    assert.deepEqual(marks, [mark.split(/:|\u00a0/)[0], null, null, "x"]);
  }
});

const LETTER = {
  "bourses.csv":
    "Région,Sexe,2022,2023\nEstrie,F,1204,x\nEstrie,H,n.d.,19\nGaspé,F,12,x\nGaspé,H,7,9\n",
};

Deno.test("a starter says which columns name rows, what is counted, and of what is withheld only where something is", async () => {
  const release = await releaseOf(LETTER);
  for (const [lang, withheld] of [["en", "not given"], ["fr", "non donné"]] as const) {
    const code = codeOf(release, lang);
    assert.ok(code.some((cell) => cell.includes("headColumns: 2")));
    assert.ok(code.some((cell) => cell.includes('label: "Bourses", grid')));
    const saying = code.filter((cell) => cell.includes(withheld));
    assert.equal(saying.length, 1);
    assert.match(saying[0]!, /^if \(withheld\.height > 0\) \{/);
    // Ends without a word would be a dash, where none is given and where there is none.
    assert.doesNotMatch(code.join("\n"), /"(?:lower|upper)"/);
    assert.doesNotMatch(starterNotebook(release, { lang, ...PATHS }), /\[c\]/);
  }
  assert.doesNotMatch(
    starterNotebook(release, { lang: "fr", ...PATHS }),
    / [;:»]|« |[^\u202f\\n\s]; [a-z]\./,
  );
});

Deno.test("no table of a starter is cut but where the table says so itself", async () => {
  const rows = Array.from(
    { length: 52 },
    (_, at) => `State ${at},${at * 7 + 6},${at % 9 ? 12 : "x"}`,
  );
  const code = codeOf(await releaseOf({ "a.csv": ["State,2021,2022", ...rows].join("\n") }), "en");
  assert.ok(code.some((cell) => cell.includes("show(table(printed")));
  assert.doesNotMatch(code.join("\n"), /table\(\w+\.head\(/);
});

Deno.test("a table that is only numbered counts counts, in both languages", async () => {
  const { tables } = await releaseOf({ "table-1.csv": LETTER["bourses.csv"] });
  const { en, fr } = tables[0]!.measure;
  assert.deepEqual([en, fr], ["count", "nombre"]);
});

Deno.test("a count that is not available has a status of its own, and is missing in sums", async () => {
  const cells = cellFrame(await releaseOf(LETTER), { locale: "en" });
  const at = [...cells.getColumn("mark")].indexOf("n.d.");
  assert.equal(cells.getColumn("status").get(at), "notAvailable");
  const sums = lowerBounds(cells, "Sexe").toRecords();
  assert.deepEqual(sums.map(({ suppressed, value }) => [Number(suppressed), value]), [[2, null], [
    1,
    null,
  ]]);
});
