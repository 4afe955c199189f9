/** What sentences say of a sign limits its counts only where somebody agrees. */
import assert from "node:assert/strict";
import type { Draft } from "../../src/intake/release/draft.ts";
import { draftOfTable, questionsOf } from "./tables.ts";

const saying = (said: string, mark = "zz") =>
  draftOfTable(`k,2023,2024\nA,12,${mark}\nB,${mark},19\nC,7,8\n"${said}"\n`);
const markIn = ({ inferences }: Draft) => inferences.find(({ flag }) => flag === "mark")!;

for (
  const [said, limits] of [
    ["A count of one to five is given as zz.", "suppressed:1..5"],
    ["Les nombres compris entre 1 et 4 sont remplacés par zz.", "suppressed:1..4"],
    ["zz: between 2 and 9", "suppressed:2..9"],
    ["zz: fewer than ten persons (0-9)", "suppressed:0..9"],
    ["zz: fewer than ten persons (1-9)", undefined],
    ["A count of one to five, or a total of one, is given as zz.", undefined],
    ["A further count of 1 to 5 is given as zz.", undefined],
    ["A count of persons aged 15 to 24 is given as zz.", undefined],
    ["Shares of 1 to 5% are given as zz.", undefined],
    ["A count of fewer than five is given as zz.", "suppressed:0..4"],
    [
      "Les nombres inférieurs à 5 sont masqués en vertu des articles 53 et 54. Ils sont remplacés par zz.",
      "suppressed:0..4",
    ],
    ["Counts from 1 to 4 have been withheld. They are shown as zz.", "suppressed:1..4"],
    ["A figure withheld so that one below five cannot be worked out is shown as zz.", undefined],
    ["A count of 1 to 5 is given as zz. What is under review is marked as zz.", undefined],
  ] as const
) {
  Deno.test(`${limits ?? "no limit"} is offered for zz: ${said}`, async () => {
    const { choices } = markIn(await saying(said));
    assert.equal(choices.find((one) => one.startsWith("suppressed:")), limits);
  });
}

Deno.test("limits in words are asked about, also where the meaning is certain, and never taken unasked", async () => {
  const open = await saying("A count of one to five is given as zz.");
  assert.equal(questionsOf(open).length, 1);
  assert.equal(markIn(open).choices[0], "suppressed:1..5");
  const certain = await saying("Counts of 1 to 4 are withheld and replaced by x.", "x");
  assert.equal(questionsOf(certain).length, 1);
  assert.deepEqual(markIn(certain).choices.slice(0, 2), ["suppressed:1..4", "suppressed"]);
});

Deno.test("a dash is what the letter says where it names it, and no dash between words names it", async () => {
  const said = (text: string) =>
    draftOfTable(`k,2023,2024\nA,12,—\nB,—,19\nC,7,0\n"${text}"\n`).then(markIn);
  const named = await said("Le tiret (—) signifie qu’aucune plainte n’a été reçue.");
  assert.deepEqual([named.value, named.certainty], ["zero", "certain"]);
  const between = await said("Tableau 1 — Nombres masqués ou retirés du registre");
  assert.equal(between.certainty, "doubtful");
});

Deno.test("a sign that a note explains in words that nobody here knows is asked about, with these words", async () => {
  const said = "* = Keine Kandidatur";
  const { certainty, question } = markIn(await saying(said, "*"));
  assert.equal(certainty, "doubtful");
  assert.ok(question!.endsWith(`The file says: “${said}”`), question);
  assert.equal(markIn(await saying("* Zahlen des Vorjahres", "*")).certainty, "certain");
});

Deno.test("signs that the lines below a table explain without a mark between are no rows, and mean what is said", async () => {
  const draft = await draftOfTable(
    "k,2023,2024\nA,12,n.p.\nB,. .,19\nC,7,8\n. . not applicable\nn.p. not publishable because of small numbers\n",
  );
  assert.equal(draft.understood.tables[0]!.rows.length, 3);
  const marks = draft.inferences.filter(({ flag }) => flag === "mark");
  assert.deepEqual(Object.fromEntries(marks.map(({ name, value }) => [name, value])), {
    "n.p.": "suppressed",
    ". .": "not-applicable",
  });
});
