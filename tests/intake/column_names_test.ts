import assert from "node:assert/strict";
import { Answers } from "../../src/intake/inferences/answers.ts";
import type { Given } from "../../src/intake/mod.ts";
import { draftOf, draftOfTable, questionsOf, refusalOf } from "./tables.ts";

const lines = (...rows: string[]) => rows.join("\n");
const namesIn = async (file: string, text: string, given?: Given) => {
  const { understood } = await draftOf({ [file]: text }, given);
  return understood.tables[0]!.columns.map(({ name }) => name);
};

const PAGE = lines(
  "                 Parole       Pretrial     Bench",
  "County           violators    felons       warrants",
  "Anderson              5           81            0",
  "Andrews               4           23            2",
  "Austin                3           17            1",
);

Deno.test("on a page, heads of several lines are joined and shown, and a wrong one is mended in one answer", async () => {
  const draft = await draftOf({ "a.txt": PAGE });
  const [question] = questionsOf(draft);
  assert.match(
    question!,
    /read as “County”, “Parole violators”, “Pretrial felons”, “Bench warrants”/,
  );
  const given = { names: ["|Parole violations|| Warrants"] };
  assert.deepEqual(await namesIn("a.txt", PAGE, given), [
    "County",
    "Parole violations",
    "Pretrial felons",
    "Warrants",
  ]);
  const settled = await draftOf({ "a.txt": PAGE }, given);
  assert.ok(!questionsOf(settled).some((one) => one.includes("names of the columns")));
});

Deno.test("names for another number of columns are refused with those that were read", async () => {
  const refused = await refusalOf({ "a.txt": PAGE }, { names: ["County | Parole | Pretrial"] });
  assert.match(refused, /has 4 columns, of which --names names 3/);
  assert.match(
    refused,
    /--names "County \| Parole violators \| Pretrial felons \| Bench warrants"/,
  );
});

Deno.test("heads that cross, and those of a separated file, are not asked about; names may be given all the same", async () => {
  const crossed = lines(
    "             Women            Men",
    "Office       2021    2022     2021    2022",
    "Dakar          41      37       12      13",
    "Lima           77      60        8       9",
  );
  assert.deepEqual(questionsOf(await draftOf({ "a.txt": crossed })), []);
  const table = lines("Office,a,b", "Dakar,41,37", "Lima,77,60");
  assert.deepEqual(await namesIn("a.csv", table, { names: ["Office|Permits|Refusals"] }), [
    "Office",
    "Permits",
    "Refusals",
  ]);
});

Deno.test("what is agreed to of one table names no other of as many columns", async () => {
  const two = `${PAGE}\n\nTable 2\n${PAGE.replaceAll("Parole", "Other ").replace("Table", "")}`;
  const first = "County | Parole violators | Pretrial felons | Bench warrants";
  const draft = await draftOf({ "a.txt": two }, { names: [first] });
  assert.match(questionsOf(draft).join(), /“Other violators”/);
});

Deno.test("names without a second one are no answer", async () => {
  await assert.rejects(draftOfTable("Office,a,b\nDakar,41,37", { names: ["Office"] }), /--names/);
});

Deno.test("names that were agreed to before are no error where their table has changed", () => {
  const before = { names: ["County | Parole violators | Pretrial felons"] };
  const given = { names: [...before.names, "Office | Permits"] };
  const answers = new Answers(given, before);
  assert.deepEqual(answers.namesFor(["Office", "a"]), ["Office", "Permits"]);
  answers.requireUsed();
  assert.throws(() => new Answers(given).requireUsed(), /--names/);
});
