import assert from "node:assert/strict";
import { lowerEndsOf, uniformThresholds } from "../../../src/counts/guard/thresholds.ts";
import { sketchLetter, sketchRelease } from "../relations/tables.ts";
import { publish } from "./published.ts";

const stepsOf = async (release: ReturnType<typeof sketchRelease>, assumption: string) =>
  uniformThresholds(release, lowerEndsOf(await publish(release, { assumption })))
    .map(({ from, to, complementary }) => [
      from,
      to,
      complementary.map(({ table, keys }) => [table, ...Object.values(keys)].join(" ")),
    ]);

Deno.test("uniformThresholds() finds one complementary x of the letter for every t from 2 to 7", async () => {
  assert.deepEqual(await stepsOf(sketchLetter(), "cohort"), [
    [2, 7, ["received AI Francophone 2024"]],
  ]);
  assert.deepEqual(await stepsOf(sketchLetter(), "none"), [[2, 7, []]]);
});

Deno.test("uniformThresholds() takes a published 0 to prove nothing of size, and a cell only while it is above t", async () => {
  // The total is at least 4: complementary for t up to 4, and perhaps small above.
  const release = sketchRelease({
    dimensions: { part: ["a", "b", "c", "Total"] },
    tables: { n: [0, 8, 9, 17], open: [null, null, 4, null], most: [20, 30, 40, 90] },
    relations: [{ total: "part" }],
  });
  assert.deepEqual(await stepsOf(release, "none"), [[2, 4, ["open Total"]]]);
});

Deno.test("uniformThresholds() is empty where a count of 1 is published", async () => {
  const release = sketchRelease({ dimensions: { one: ["o", "p"] }, tables: { n: [1, null] } });
  assert.deepEqual(await stepsOf(release, "none"), []);
});
