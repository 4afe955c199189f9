import assert from "node:assert/strict";
import { Span, sparseVector } from "../../../src/counts/guard/span.ts";

const vector = (...values: number[]) =>
  sparseVector(values.map((value, index) => [index, BigInt(value)]));

Deno.test("Span has what adds up from what was added, and nothing else", () => {
  const span = new Span();
  span.add(vector(2, 4, 0, 0));
  span.add(vector(0, 3, 5, 0));
  span.add(vector(2, 7, 5, 0));
  assert.ok(span.has(vector(2, 1, -5, 0)));
  assert.ok(span.has(vector(0, 0, 0, 0)));
  assert.ok(!span.has(vector(1, 0, 0, 0)));
  assert.ok(!span.has(vector(2, 4, 0, 1)));
});

Deno.test("Span stays exact where floating point would not", () => {
  const span = new Span();
  span.add(vector(3, 1, 0));
  span.add(vector(0, 7, 1));
  span.add(vector(1, 0, 11));
  assert.ok(span.has(vector(1, 0, 0)) && span.has(vector(0, 1, 0)) && span.has(vector(0, 0, 1)));
});

Deno.test("sparseVector() adds up repeated columns and drops zeros", () => {
  assert.deepEqual([...sparseVector([[1, 2n], [3, 1n], [1, -2n]])], [[3, 1]]);
});
