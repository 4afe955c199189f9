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
