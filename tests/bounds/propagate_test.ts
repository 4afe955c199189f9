import assert from "node:assert/strict";
import { isForest, propagate } from "../../src/bounds/propagate.ts";

const NONE = Infinity;
const row = (variables: number[], coefficients: number[], lower: number, upper: number) => ({
  variables,
  coefficients,
  lower,
  upper,
});

Deno.test("propagate() carries a limit through a chain of rows", () => {
  // a <= b, b <= c, c + d = 4: everything ends at 4, and nothing caps e.
  const program = {
    upper: [NONE, NONE, NONE, NONE, NONE],
    rows: [
      row([0, 1], [1, -1], -NONE, 0),
      row([1, 2], [1, -1], -NONE, 0),
      row([2, 3], [1, 1], 4, 4),
      row([4, 0], [1, -1], 0, NONE),
    ],
  };
  assert.equal(isForest(program), true);
  assert.deepEqual(propagate(program), {
    lower: [0, 0, 0, 0, 0],
    upper: [4, 4, 4, 4, NONE],
  });
});

Deno.test("propagate() proves a contradiction", () => {
  const rows = [row([0], [1], 5, NONE), row([0, 1], [1, 1], -NONE, 4)];
  assert.equal(propagate({ upper: [NONE, NONE], rows }), null);
});

Deno.test("propagate() rounds towards whole numbers", () => {
  assert.deepEqual(propagate({ upper: [NONE], rows: [row([0], [2], 3, 7)] }), {
    lower: [2],
    upper: [3],
  });
});

Deno.test("propagate() ends where two rows push each other up without end", () => {
  const rows = [row([0, 1], [1, -1], 1, NONE), row([0, 1], [-1, 1], 1, NONE)];
  const found = propagate({ upper: [NONE, NONE], rows });
  assert.ok(found === null || found.upper.every((upper) => upper === NONE));
});

Deno.test("isForest() is false for two rows over the same two variables and for other factors", () => {
  const pair = row([0, 1], [1, 1], 0, 3);
  assert.equal(isForest({ upper: [9, 9], rows: [pair] }), true);
  assert.equal(isForest({ upper: [9, 9], rows: [pair, pair] }), false);
  assert.equal(isForest({ upper: [9, 9], rows: [row([0, 1], [2, 1], 0, 3)] }), false);
});
