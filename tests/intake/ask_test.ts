/** Being asked on a terminal: what is shown, what is asked, and the flags that give the same answers again. */
import assert from "node:assert/strict";
import { AS_PROPOSED, flagsOf, settle } from "../../src/intake/ask/ask.ts";

const TABLE = "Where,2022,2023\nBasin,60,70\nUpper,30,41\nMid,–,19\nLow,30,10\n";
const FILES = [{ path: "a.csv", bytes: new TextEncoder().encode(TABLE) }];
const OPTIONS = { name: "next", today: "2026-01-31" };

/** Answers in their order; remembers what was asked and said. */
function answered(...answers: (string | null)[]) {
  return answeredOf(FILES, ...answers);
}

async function answeredOf(files: typeof FILES, ...answers: (string | null)[]) {
  const [asked, said]: [string[], string[]] = [[], []];
  const ask = (question: string) => {
    asked.push(question);
    return answers.shift() ?? null;
  };
  const settled = await settle(files, {}, OPTIONS, (line) => said.push(line), ask);
  return { ...settled, asked, said };
}

Deno.test("settle() shows the table first, asks about what is doubtful, and prints flags that answer the same", async () => {
  const { draft, asked, said, given } = await answered("", "n");
  assert.match(
    said[0]!,
    /a\.csv, lines 2 to 5: 4 rows[^]*counts: {3}2022 \| 2023[^]*Mid {4}– {5}19/,
  );
  assert.deepEqual(asked, [
    "a.csv, line 4: what does “–” stand for (1 cell, in line 4)? [ZERO/suppressed/not-available/not-applicable/unreliable]",
    "a.csv: is “Basin” the sum of these 3: Upper, Mid, Low? [Y/n]",
  ]);
  const flags = flagsOf(draft.inferences, []);
  assert.deepEqual(flags, ['--mark="–=zero"', '--total "Basin=no"']);
  const again = await settle(FILES, given, OPTIONS, () => {}, undefined);
  assert.deepEqual(again.draft.descriptor, draft.descriptor);
});

Deno.test("settle() asks again after an answer that is none, and refuses with the questions where nobody answers", async () => {
  const { draft } = await answered("maybe", "suppressed", "y");
  assert.match(JSON.stringify(draft.descriptor), /"value":"–","kind":"suppressed"/);
  await assert.rejects(
    answered(null),
    /line 4, column 2 can be read in more than one way; what does “–” stand for/,
  );
  await assert.rejects(answered("a", "b", "c"), /is “Basin” the sum of these 3/);
});

const MANY = [{
  path: "b.csv",
  bytes: new TextEncoder().encode("Where,2022,2023\nBasin,60,70\nUpper,30,?\nMid,–,29\nLow,30,\n"),
}];

Deno.test("settle() shows three questions and more at once: Enter takes all that is proposed, a number asks that one", async () => {
  const all = await answeredOf(MANY, "");
  assert.equal(all.asked.length, 1);
  assert.match(
    all.asked[0]!,
    /\n {2}2\. b\.csv, line 4: what does “–” stand for \(1 cell, in line 4\)\? → zero\n[^]*Enter takes all/,
  );
  const proposed = await settle(MANY, {}, OPTIONS, () => {}, AS_PROPOSED);
  assert.deepEqual(proposed.draft.descriptor, all.draft.descriptor);

  const one = await answeredOf(MANY, "2", "not-available");
  assert.match(one.asked[1]!, /^b\.csv, line 4: what does “–” stand for/);
  assert.equal(one.asked.length, 2);
  const flags = flagsOf(all.draft.inferences, []);
  assert.deepEqual(
    flagsOf(one.draft.inferences, []),
    flags.map((flag) => flag.replace("–=zero", "–=not-available")),
  );
  const each = await answeredOf(MANY, "all", ...flags.map(() => ""));
  assert.deepEqual(each.draft.descriptor, all.draft.descriptor);
});

Deno.test("settle() names --proposed where three questions and more are left and nobody is there", async () => {
  const said: string[] = [];
  await assert.rejects(settle(MANY, {}, OPTIONS, (line) => said.push(line), undefined));
  assert.match(said.at(-1)!, /--proposed/);
});

Deno.test("settle() takes an answer that no longer fits once another changed the table as none", async () => {
  const text = "1,Ash,5\n2,Elm,x\n3,Oak,7\n4,Yew,?\n";
  const files = [{ path: "c.csv", bytes: new TextEncoder().encode(text) }];
  const { draft, asked } = await answeredOf(files, ...Array<string>(9).fill(""));
  assert.ok(asked.length > 0 && draft.tables.size > 0);
});
