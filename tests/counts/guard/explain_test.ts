import assert from "node:assert/strict";
import { explainRelease } from "../../../src/counts/guard/explain.ts";
import { sketchRelease } from "../relations/tables.ts";

Deno.test("explainRelease() withholds an explanation that would give a withheld end away", async () => {
  // a + b <= 3 withholds b, capped at 3; c is shown, and is at least 9 − 3 only by what caps b.
  const release = sketchRelease({
    dimensions: { one: ["o"] },
    tables: { b: [null], c: [null], cap: [3], least: [9], most: [20] },
    relations: [
      { left: ["b"], right: ["cap"] },
      { left: ["least"], right: ["b", "c"] },
      { left: ["c"], right: ["most"] },
    ],
  });
  const explained = await explainRelease(release, { assumption: "none" });
  // c's lower end 6 would give b's upper end: the guard withholds one of the two, and no reason tells the other.
  for (const { cell, explanation } of explained) {
    assert.notEqual(cell.table, "b");
    const tellsCap = explanation?.published.some(({ table }) => table === "cap") ?? false;
    assert.ok(!tellsCap);
  }
});

Deno.test("explainRelease() finds two relations that say an end only together, before four that say it in turn", async () => {
  // x + y + z <= 30 and x <= y + z: so x <= 15, which neither says by itself, whatever is known of y and z.
  const release = sketchRelease({
    dimensions: { one: ["o"] },
    tables: {
      ...{ x: [null], y: [null], z: [null], p: [null], q: [null], r: [null] },
      ...{ thirty: [30], fifteen: [15] },
    },
    relations: [
      { left: ["x", "y", "z"], right: ["thirty"] },
      { left: ["x"], right: ["y", "z"] },
      { left: ["x"], right: ["p"] },
      { left: ["p"], right: ["q"] },
      { left: ["q"], right: ["r"] },
      { left: ["r"], right: ["fifteen"] },
    ],
  });
  const explained = await explainRelease(release, { assumption: "none" });
  const found = explained.find(({ cell, end }) => cell.table === "x" && end === "upper")!;
  assert.equal(found.value, 15);
  assert.deepEqual(found.explanation!.published.map(({ table }) => table), ["thirty"]);
  assert.equal(found.explanation!.rows.length, 2);
});
