import assert from "node:assert/strict";
import { splitComponents } from "../../../src/counts/programs/program.ts";
import { sum } from "./programs.ts";

const row = (variables: number[]) => sum(variables, 9);

Deno.test("splitComponents() keeps together what rows link, also through others", () => {
  const found = splitComponents({
    upper: [1n, 2n, 3n, 4n, 5n],
    rows: [row([0, 3]), row([]), row([3, 4]), row([2])],
  });
  assert.deepEqual(
    found.map(({ variables, upper, rows }) => ({
      variables,
      upper,
      rows: rows.map((row) => row.variables),
    })),
    [
      { variables: [0, 3, 4], upper: [1n, 4n, 5n], rows: [[0, 1], [1, 2]] },
      { variables: [1], upper: [2n], rows: [] },
      { variables: [2], upper: [3n], rows: [[0]] },
    ],
  );
});

Deno.test("splitComponents() of nothing is nothing", () => {
  assert.deepEqual(splitComponents({ upper: [], rows: [row([])] }), []);
});

Deno.test("splitComponents() is linear in a long chain", () => {
  const size = 100_000;
  const chain = Array.from({ length: size - 1 }, (_, index) => row([index, index + 1]));
  const found = splitComponents({ upper: Array(size).fill(1n), rows: chain });
  assert.equal(found.length, 1);
  assert.equal(found[0]?.variables.length, size);
});
