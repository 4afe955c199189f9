import assert from "node:assert/strict";
import { exact, fraction } from "../../src/bounds/fraction.ts";

Deno.test("fraction() is in lowest terms with its sign above", () => {
  assert.deepEqual(fraction(12, -8), { numerator: -3, denominator: 2 });
  assert.deepEqual(fraction(0, 5), { numerator: 0, denominator: 1 });
  assert.throws(() => fraction(1, 0), RangeError);
});

Deno.test("exact() refuses what was rounded", () => {
  assert.throws(() => exact(2 ** 53), RangeError);
  assert.throws(() => exact(0.5), RangeError);
});
