import assert from "node:assert/strict";
import { findComplementarySuppression } from "../../src/guard/evidence.ts";
import { publish } from "./published.ts";
import { sketchLetter, sketchRelease } from "../bounds/tables.ts";

Deno.test("findComplementarySuppression() finds the letter's count that is at least 17", async () => {
  const release = sketchLetter();
  const found = findComplementarySuppression(
    release,
    await publish(release, { assumption: "cohort" }),
  );
  assert.deepEqual(
    found.map(({ cell, shown, smallestPublished, publishedNoLarger }) => ({
      table: cell.table,
      keys: Object.values(cell.keys),
      lower: shown.lower,
      smallestPublished,
      publishedNoLarger,
    })),
    [{
      table: "received",
      keys: ["AI", "Francophone", "2024"],
      lower: 17,
      smallestPublished: 7,
      // 7, 11, 12, 12, 13 and 17 itself.
      publishedNoLarger: 6,
    }],
  );
});

Deno.test("findComplementarySuppression() finds nothing where nothing is assumed", async () => {
  const release = sketchLetter();
  const publication = await publish(release, { assumption: "none" });
  assert.deepEqual(findComplementarySuppression(release, publication), []);
});

Deno.test("findComplementarySuppression() says nothing of a withheld cell, nor by a published 0", async () => {
  // b is 9 for certain, and withheld for it.
  const release = sketchRelease({
    dimensions: { part: ["a", "b", "c", "Total"] },
    tables: { n: [0, null, 3, 12], open: [null, null, 3, null] },
    relations: [{ total: "part" }],
  });
  const found = findComplementarySuppression(
    release,
    await publish(release, { assumption: "none" }),
  );
  assert.deepEqual(found.map(({ cell }) => [cell.table, cell.keys.part]), [["open", "Total"]]);
});
