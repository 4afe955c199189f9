/** What a letter says around its tables: reference and date, notes, a star at a period, the title of its tables. */
import assert from "node:assert/strict";
import { showTables } from "../../src/intake/ask/show.ts";
import { draftOf, saidOf, written } from "./tables.ts";

const letter = (head: string, star: string) =>
  `${head}

Further to your request of 12 November 2024, please find the permits below.

Table 1. Permits requested

Port         2022-2023    2023-2024    2024-2025*
Halifax      214          198          120
Gaspé        64           x            41

${star}
x: fewer than 5
Yours sincerely,
`;
/** What the note on x says of its size is asked about. */
const GIVEN = { mark: ["x=suppressed:0..4"] };
const HEADS: Readonly<Record<string, readonly [reference: string, date: string]>> = {
  "Ottawa, 4 March 2025\nFile A-2024-00719\n\nDear Sir,": ["A-2024-00719", "2025-03-04"],
  "Québec, le 9 avril 2025\nN/Réf. : 31044\nV/Réf. : 77\n\nMadame,": ["31044", "2025-04-09"],
  "Our ref: FOI/2025/0418\nDate: 14 May 2025\n\nDear Applicant,": ["FOI/2025/0418", "2025-05-14"],
  "Our reference: FOI 2025-0417\n14 May 2025\n\nDear Applicant,": ["FOI 2025-0417", "2025-05-14"],
  "Québec, le 9 avril 2025\n\nMonsieur Étienne Roy\nN/Réf. : CPSE-2024-05-112\n\nMonsieur,": [
    "CPSE-2024-05-112",
    "2025-04-09",
  ],
  "Your ref: 88-A\nWe answer by 14 May 2025 at the latest.\n\nDear Applicant,": [
    "next",
    "2026-01-31",
  ],
};

for (const [head, [reference, date]] of Object.entries(HEADS)) {
  Deno.test(`letterhead: ${JSON.stringify(head.slice(0, 40))}`, async () => {
    const draft = await draftOf({ "letter.txt": letter(head, "* To 31 January 2025.") }, GIVEN);
    const { provenance, title } = await written(draft);
    assert.deepEqual([provenance.reference, provenance.documentDate], [reference, date]);
    assert.equal(title.en, "Permits requested");
  });
}

Deno.test("notes are caveats, and a star makes a period partial, to the day that its note says", async () => {
  const star = "* To 31 January 2025.";
  const files = { "letter.txt": letter("Dear Sir,", star) };
  const open = await draftOf(files, GIVEN);
  const { caveats, dimensions } = await written(open);
  assert.deepEqual(caveats.map(({ text }) => text.en), ["x: fewer than 5", star]);
  const last = dimensions.at(-1)!.categories.map(({ isPartial, end }) => [isPartial, end]);
  assert.deepEqual(last, [[false, undefined], [false, undefined], [true, undefined]]);
  assert.ok(saidOf(open).some((said) => /“2024-2025” is not over.*ends on 2025-01-31/.test(said)));
  assert.ok(showTables(open).some((line) => line.includes(`notes:    ${star}`)));
  const dated = await written(await draftOf(files, { ...GIVEN, "year-start": ["04-01"] }));
  const [, before, now] = dated.dimensions.at(-1)!.categories;
  assert.deepEqual([before!.isPartial, before!.end], [false, "2024-03-31"]);
  assert.deepEqual([now!.isPartial, now!.end], [true, "2025-01-31"]);
  const revised = await written(
    await draftOf({ "letter.txt": letter("Dear Sir,", "* Revised since.") }, GIVEN),
  );
  assert.ok(revised.dimensions.at(-1)!.categories.every(({ isPartial }) => !isPartial));
});

Deno.test("a note that goes on in small letters on the next line is one", async () => {
  const text = letter(
    "Dear Sir,",
    "Note: a permit may concern a request of an earlier year,\nor a renewal.",
  );
  const { caveats } = await written(await draftOf({ "letter.txt": text }, GIVEN));
  assert.deepEqual(caveats.map(({ text }) => text.en), [
    "x: fewer than 5",
    "Note: a permit may concern a request of an earlier year, or a renewal.",
  ]);
});

Deno.test("the tables of one page are announced once", async () => {
  const bytes = await Deno.readFile(new URL("letters/pdf_ruled_tight.pdf", import.meta.url));
  const shown = showTables(await draftOf({ "letter.pdf": bytes }));
  assert.deepEqual(shown.slice(0, 2), ["letter.pdf: PDF", ""]);
});

Deno.test("the letter's own words say on which day its years begin, and what it calls years is no name of theirs", async () => {
  const said = "Un exercice financier commence le 1er avril et se termine le 31 mars.";
  const days = async (head: string, given = {}) => {
    const { dimensions } = await written(
      await draftOf({ "letter.txt": letter(head, "") }, { ...GIVEN, ...given }),
    );
    return dimensions.at(-1)!.categories[0]!.start;
  };
  assert.equal(await days(`${said}\n`), "2022-04-01");
  assert.equal(await days("A financial year runs from July 1 to June 30.\n"), "2022-07-01");
  assert.equal(await days(`${said}\n`, { "year-start": ["no"] }), undefined);
  assert.equal(await days(`${said} A fiscal year starts on 1 July.\n`), undefined);
  const head = (over: string) =>
    draftOf({ "a.csv": `,${over},,\nPort,2019,2020,2021\nGaspé,12,15,18\nPercé,22,24,21\n` });
  for (const [over, first] of [["Calendar year", "2019"], ["Fiscal year", "Fiscal year · 2019"]]) {
    assert.equal((await head(over!)).understood.tables[0]!.counts[0]!.name, first);
  }
});
