import assert from "node:assert/strict";
import { fraction } from "../../../src/counts/programs/program.ts";

Deno.test("fraction() is in lowest terms with its sign above", () => {
  assert.deepEqual(fraction(12n, -8n), { numerator: -3n, denominator: 2n });
  assert.deepEqual(fraction(0n, 5n), { numerator: 0n, denominator: 1n });
  assert.throws(() => fraction(1n, 0n), RangeError);
});
