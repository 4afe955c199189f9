/** What is told once in a process: nothing may have told it before. */
import assert from "node:assert/strict";
import { Plot, suppressedBarX } from "../../../src/counts/mod.ts";
import { births, own } from "./births.ts";

Deno.test("a tip is there for who asks for one, and not for who does not; that a picture is still is said once", () => {
  const tips = (tip: boolean) =>
    Plot.plot({ marks: [suppressedBarX(births, { x: "births", y: "town", tip, ...own })] })
      .querySelectorAll('[aria-label="tip"]').length;
  const { error } = console;
  const told: unknown[] = [];
  console.error = (text) => told.push(text);
  try {
    assert.equal(tips(false), 0);
    Plot.auto(births, { x: "births" }).plot();
    assert.deepEqual(told, []);
    assert.ok(tips(true) > 0);
    assert.ok(tips(true) > 0);
    assert.equal(told.length, 1);
    assert.match(String(told), /`tip` is not seen in it/);
  } finally {
    console.error = error;
  }
});
