import assert from "node:assert/strict";
import { isForest } from "../../../src/counts/programs/forest.ts";
import { isNetwork, propagate, shift } from "../../../src/counts/programs/propagate.ts";
import { big, NONE, program, row, sum } from "./programs.ts";

const box = (lower: number[], upper: number[]) => ({
  lower: lower.map(BigInt),
  upper: upper.map(big),
});

Deno.test("propagate() carries a limit through a chain of rows", () => {
  // a <= b, b <= c, c + d = 4: everything ends at 4, and nothing caps e.
  const chain = program([NONE, NONE, NONE, NONE, NONE], [
    row([1, -1], -NONE, 0, [0, 1]),
    row([1, -1], -NONE, 0, [1, 2]),
    row([1, 1], 4, 4, [2, 3]),
    row([1, -1], 0, NONE, [4, 0]),
  ]);
  assert.equal(isForest(chain), true);
  assert.deepEqual(propagate(chain), box([0, 0, 0, 0, 0], [4, 4, 4, 4, NONE]));
});

Deno.test("propagate() goes through a chain of 300 rows against their order, in any numbers", () => {
  // x0 <= x1 <= … <= x300 <= 10^20.
  const size = 301;
  const rows = Array.from({ length: size - 1 }, (_, i) => row([1, -1], -NONE, 0, [i, i + 1]));
  const upper = [...Array(size - 1).fill(null), 10n ** 20n];
  assert.equal(propagate({ upper, rows })?.upper[0], 10n ** 20n);
});

Deno.test("propagate() proves a contradiction", () => {
  const rows = [row([1], 5, NONE), row([1, 1], -NONE, 4)];
  assert.equal(propagate(program([NONE, NONE], rows)), null);
});

Deno.test("propagate() rounds towards whole numbers", () => {
  assert.deepEqual(propagate(program([NONE], [row([2], 3, 7)])), box([2], [3]));
  assert.deepEqual(propagate(program([NONE], [row([-2], -7, -3)])), box([2], [3]));
});

Deno.test("propagate() ends where two rows push each other up without end", () => {
  const found = propagate(program([NONE, NONE], [row([1, -1], 1, NONE), row([-1, 1], 1, NONE)]));
  assert.ok(found === null || found.upper.every((upper) => upper === null));
});

Deno.test("shift() makes programs of the same freedom equal, and leaves out what the box says", () => {
  const shapeOf = (base: number) => {
    const one = program([NONE, NONE], [
      row([1], base, base + 3),
      row([0, 1], base, base + 3),
      row([1, 1], -NONE, 2 * base + 4),
      row([1, -1], -NONE, 3),
    ]);
    return shift(one, propagate(one)!);
  };
  assert.deepEqual(shapeOf(1e15).base, [10n ** 15n, 10n ** 15n]);
  assert.deepEqual(shapeOf(1e15).program, program([3, 3], [row([1, 1], -NONE, 4)]));
  assert.deepEqual(shapeOf(1e15).program, shapeOf(7).program);
});

Deno.test("isForest() is false for two rows over the same two variables and for other factors", () => {
  const pair = sum([0, 1], 3);
  assert.equal(isForest(program([9, 9], [pair])), true);
  assert.equal(isForest(program([9, 9], [pair, pair])), false);
  assert.equal(isForest(program([9, 9], [row([2, 1], 0, 3)])), false);
});

Deno.test("isNetwork() is true for a table of two dimensions, and for an odd cycle and thrice false", () => {
  const is = (...rows: ReturnType<typeof row>[]) => isNetwork(program([9, 9, 9, 9], rows));
  assert.equal(is(sum([0, 1], 7), sum([2, 3], 3), sum([0, 2], 6), sum([1, 3], 4)), true);
  assert.equal(is(sum([0, 1], 3), sum([0, 2], 3), sum([0, 3], 3)), false);
  assert.equal(is(row([2, 1], 0, 3)), false);
  // No signs make each variable leave one row and enter the other.
  assert.equal(is(sum([0, 1], 3), sum([1, 2], 3), sum([2, 0], 3)), false);
  assert.equal(is(sum([0, 1], 3), sum([1, 2], 3), row([1, -1], 0, 3, [2, 0])), true);
});
