import assert from "node:assert/strict";
import { checkRelations } from "../../../src/counts/relations/evidence.ts";
import { sketchLetter, sketchRelease } from "./tables.ts";

Deno.test("checkRelations() counts how the letter's triples fare", () => {
  const [cohort, cumulative] = checkRelations(sketchLetter());
  assert.deepEqual(cohort?.counts, { holds: 5, equality: 2, breaks: 0, unchecked: 9 });
  const equal = cohort?.checks.filter(({ outcome }) => outcome === "equality");
  assert.deepEqual(equal?.map(({ keys }) => Object.values(keys).join(" · ")), [
    "AI · Francophone · 2023",
    "AI · Francization · 2023",
  ]);
  assert.equal(cumulative?.checks.length, 16);
});

Deno.test("checkRelations() is certain of a break that a suppressed cell could only make worse", () => {
  const [evidence] = checkRelations(sketchLetter({ "accepted:0": 20 }));
  assert.equal(evidence?.counts.breaks, 1);
});

Deno.test("checkRelations() checks a total only where all its parts are published", () => {
  const [evidence] = checkRelations(sketchRelease({
    dimensions: { row: ["1", "2", "3"], part: ["a", "b", "Total"] },
    tables: { n: [1, 2, 3, 1, null, 3, 1, 2, 4] },
    relations: [{ total: "part" }],
  }));
  assert.deepEqual(evidence?.checks.map(({ outcome }) => outcome), [
    "holds",
    "unchecked",
    "breaks",
  ]);
});
