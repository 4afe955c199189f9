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

const PATHS = {
  releasePath: "../../",
  command: "npx --yes deno task new",
  source: { places: [{ en: "a.csv, line 2", fr: "a.csv, ligne 2" }], today: "2026-01-31" },
};

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

Deno.test("months stand side by side where no marks stand between them; a tall table's periods in panels", async () => {
  const months = async (last: string) => {
    const table = ["k", ...MONTHS].join() + `\nA,1,2,3,4,5,6,${last}\nB,7,8,9,9,8,2,7\n`;
    return codeOf(await releaseOf({ "a.csv": table }), "en").join();
  };
  assert.match(await months("9"), /suppressedBarY\(periods, \{ x: "period", fy: "group" \}\)/);
  assert.doesNotMatch(await months("9"), /ticks:/);
  assert.match(await months("x"), /suppressedBarX\(bars, \{ y: "period", fy: "group" \}\)/);
  const years = Array.from({ length: 36 }, (_, at) => 1980 + at);
  const long = `k,${years}\nA,${years.map((one) => one % 89)}\n`;
  assert.match(
    codeOf(await releaseOf({ "a.csv": long }), "en").join(),
    /ticks: .* at % 2 === 0\), domain/,
  );
  const tall = codeOf(await releaseOf({ "a.csv": TALL.join("\n") }), "en");
  assert.ok(tall.some((code) => /suppressedBarX\(bars, \{ y: "Year", fy: "group" \}\)/.test(code)));
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
  for (const [lang, mark] of [["en", "(empty)"], ["fr", "(vide)"]] as const) {
    assert.match(
      codeOf(release, lang).join("\n"),
      RegExp(`note: "${RegExp.escape(mark)}, x\u00a0?: `),
    );
    const marks = [...cellFrame(release, { locale: lang }).getColumn("mark")];
    assert.deepEqual(marks, [mark, null, null, "x"]);
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
    assert.match(saying[0]!, /note: isWithheld \? /);
    // Ends without a word would be a dash, where none is given and where there is none.
    assert.doesNotMatch(code.join("\n"), /"(?:lower|upper)"/);
    assert.doesNotMatch(starterNotebook(release, { lang, ...PATHS }), /\[c\]/);
  }
  assert.doesNotMatch(
    starterNotebook(release, { lang: "fr", ...PATHS }).replaceAll(' : \\"\\"', ""),
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

Deno.test("a long table is drawn up to its first rows, which the figure's title says, or not at all", async () => {
  const figureOf = async (rows: number) => {
    const lines = Array.from(
      { length: rows },
      (_, at) => `State ${at},${at * 7 + 6},${at * 5 + 9}`,
    );
    const code = codeOf(
      await releaseOf({ "a.csv": ["State,2021,2022", ...lines].join("\n") }),
      "en",
    );
    return code.find((one) => one.includes("Plot.plot"));
  };
  const whole = await figureOf(60);
  assert.match(whole!, /head\(120\)[^]*title: "The same counts as bars",[^]*Bars of 120 counts/);
  const cut = await figureOf(61);
  assert.match(cut!, /head\(120\)[^]*\(the first 60 of 61 rows\)"[^]*Bars of 120 counts/);
  assert.equal(await figureOf(700), undefined);
});

Deno.test("a long name stands over its bar, and short ones beside theirs", async () => {
  const named = async (name: string) =>
    codeOf(await releaseOf({ "a.csv": `Ground,Count\n${name},41\nOther,x\n` }), "en").join();
  assert.match(await named("Late"), /suppressedBarX\(bars, \{ y: "group" \}\)/);
  assert.match(
    await named("Delay beyond the time limit"),
    /suppressedBarX\(bars, \{ fy: "group" \}\)/,
  );
  const ages = "Kind,Younger than eighteen,Older than seventeen\nHome,41,x\nShop,7,9\n";
  const parts = await written(await draftOf({ "a.csv": ages }, { columns: ["parts"] }));
  assert.match(
    codeOf(parts, "en").join(),
    /pl\.col\("group"\), pl\.col\("\w+"\)\], " · "\)\.alias\("bar"\)\);[^]*\{ fy: "bar" \}/,
  );
});

const SAID = [
  "Table 1: Appeals received, by region and year",
  "Region,2022,2023",
  "Estrie,12,x",
  "Gaspé,x,19",
  '"Counts of one to four, and others from which they could be worked out, are not published:"',
  "they are replaced by x.",
  "Note: A year ends on 31 March.",
].join("\n");

Deno.test("a starter quotes what the file says of its marks, with its place, and has what nobody knows filled in", async () => {
  const release = await releaseOf({ "a.csv": SAID });
  const [en, fr] = LANGUAGES.map((lang) => starterNotebook(release, { lang, ...PATHS }));
  assert.match(
    en!,
    /- \*\*Lines 5 to 6:\*\* “Counts of one to four, and others from which they could be worked out, are not published: they are replaced by x\.”\\n/,
  );
  assert.match(fr!, /\*\*Ligne 7\u00a0:\*\* «\u00a0Note: A year ends on 31 March\.\u00a0»/);
  assert.match(
    en!,
    /Published by \*\*\[who: to be filled in\]\*\*\. Dated .*Taken from a\.csv, line 2, on 31\u00a0January\u00a02026\./,
  );
  assert.match(en!, /Limits that the source states in words are not used here\./);
  assert.equal(en!.split("Appeals received, by region and year").length, 4, "title, caption, axis");
  const publisher = { en: "Appeals Office", fr: "Bureau des recours" };
  const provenance = { publisher, reference: "A-12", documentDate: "2026-03-01" };
  const known = starterNotebook({ ...release, provenance }, { lang: "fr", ...PATHS });
  assert.match(
    known,
    /Publié par Bureau des recours\. Document A-12, daté du 1er\u00a0mars\u00a02026\. Tiré de a\.csv/,
  );
});

Deno.test("what another table says of its marks is not said of these", async () => {
  const other = ["", "Table 2: Fees", "Region,2022,2023", "Estrie,4,x", "Gaspé,7,8", "x: withheld"];
  const text = [...SAID.split("\n"), ...other].join("\n");
  const { descriptor } = await draftOf({ "a.txt": text }, {}, { table: 1 });
  const said = (descriptor.caveats as { text: { en: string } }[]).map(({ text }) => text.en);
  assert.equal(said.length, 2);
  assert.doesNotMatch(said.join(), /withheld/);
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
