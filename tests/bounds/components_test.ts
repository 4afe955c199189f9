import assert from "node:assert/strict";
import { joinComponents, splitComponents } from "../../src/bounds/components.ts";

const row = (variables: number[]) => ({
  variables,
  coefficients: variables.map(() => 1),
  lower: 0,
  upper: 9,
});

Deno.test("splitComponents() keeps together what rows link, also through others", () => {
  const found = splitComponents({
    upper: [1, 2, 3, 4, 5],
    rows: [row([0, 3]), row([]), row([3, 4]), row([2])],
  });
  assert.deepEqual(
    found.map(({ variables, upper, rows }) => ({
      variables,
      upper,
      rows: rows.map((row) => row.variables),
    })),
    [
      { variables: [0, 3, 4], upper: [1, 4, 5], rows: [[0, 1], [1, 2]] },
      { variables: [1], upper: [2], rows: [] },
      { variables: [2], upper: [3], rows: [[0]] },
    ],
  );
});

Deno.test("splitComponents() of nothing is nothing", () => {
  assert.deepEqual(splitComponents({ upper: [], rows: [row([])] }), []);
});

Deno.test("joinComponents() puts parts side by side", () => {
  const parts = splitComponents({ upper: [1, 2, 3], rows: [row([2, 0]), row([1])] });
  const joined = joinComponents(parts);
  assert.deepEqual(joined.variables, [0, 2, 1]);
  assert.deepEqual(joined.upper, [1, 3, 2]);
  assert.deepEqual(joined.rows.map(({ variables }) => variables), [[1, 0], [2]]);
});

Deno.test("splitComponents() is linear in a long chain", () => {
  const size = 100_000;
  const chain = Array.from({ length: size - 1 }, (_, index) => row([index, index + 1]));
  const found = splitComponents({ upper: Array(size).fill(1), rows: chain });
  assert.equal(found.length, 1);
  assert.equal(found[0]?.variables.length, size);
});
