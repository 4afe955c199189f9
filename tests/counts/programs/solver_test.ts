import assert from "node:assert/strict";
import { HighsProgram, loadHighs } from "../../../src/counts/programs/highs.ts";
import {
  evaluate,
  type LinearRow,
  NO_DEADLINE,
  type Sense,
  unit,
} from "../../../src/counts/programs/program.ts";
import { loadSolver } from "../../../src/counts/programs/solver.ts";
import { form, NONE, program, row } from "./programs.ts";

async function optimise(
  upper: readonly number[],
  rows: readonly LinearRow[],
  coefficients: readonly number[],
  sense: Sense = "maximise",
) {
  const solver = await loadSolver();
  using open = solver.open(program(upper, rows));
  const found = open.optimise(form(coefficients), sense);
  // HiGHS must say the same where it is asked first.
  using direct = solver.open(program(upper, rows), { isLarge: true });
  const byHighs = direct.optimise(form(coefficients), sense);
  assert.equal(found.status, byHighs.status);
  if (found.status === "optimal" && byHighs.status === "optimal") {
    assert.equal(found.value, byHighs.value);
  }
  return found;
}

const valueOf = async (...args: Parameters<typeof optimise>) => {
  const found = await optimise(...args);
  return found.status === "optimal" ? Number(found.value) : found.status;
};

Deno.test("loadSolver() loads HiGHS once", () => {
  assert.equal(loadSolver(), loadSolver());
});

Deno.test("optimise() finds both ends of an objective", async () => {
  const rows = [row([1, 1], 2, 7)];
  assert.equal(await valueOf([NONE, NONE], rows, [1, 2]), 14);
  assert.equal(await valueOf([NONE, NONE], rows, [1, 2], "minimise"), 2);
  assert.equal(await valueOf([NONE, 3], rows, [-5, 1], "minimise"), -35);
});

Deno.test("optimise() gives whole numbers where the relaxation gives halves", async () => {
  assert.equal(await valueOf([NONE, NONE], [row([2, 2], -NONE, 7)], [1, 1]), 3);
  const triangle = [row([1, 1, 0], -NONE, 1), row([0, 1, 1], -NONE, 1), row([1, 0, 1], -NONE, 1)];
  assert.equal(await valueOf([NONE, NONE, NONE], triangle, [1, 1, 1]), 1);
});

Deno.test("optimise() finds the very best filling of a knapsack, not one within a gap of it", async () => {
  // Weights far apart and values close to them: thousands of fillings lie within 0.01 % of the best.
  const weights = Array.from({ length: 15 }, (_, item) => 4001 + (item * item * 97) % 1733);
  const values = weights.map((weight, item) => weight + (item % 5));
  const room = 33_333;
  const best = new Int32Array(room + 1);
  for (const [item, weight] of weights.entries()) {
    for (let space = room; space >= weight; space--) {
      best[space] = Math.max(best[space]!, best[space - weight]! + values[item]!);
    }
  }
  assert.equal(
    await valueOf(weights.map(() => 1), [row(weights, -NONE, room)], values),
    best[room],
  );
});

Deno.test("optimise() proves an unbounded direction by a ray in whole numbers", async () => {
  const found = await optimise([NONE, NONE], [row([3, -2], 0, 0)], [1, 1]);
  assert.deepEqual(found, { status: "unbounded", ray: [2n, 3n] });
});

Deno.test("HighsProgram proves by itself what nothing caps in a table whose totals are all suppressed", async () => {
  // Four rows of two parts and their total, and the total of each column.
  const parts = [[0, 1], [2, 3], [4, 5], [6, 7]];
  const lines = [...parts, [0, 2, 4, 6], [1, 3, 5, 7]];
  const rows = lines.map((line, index) =>
    row([...line.map(() => 1), -1], 0, 0, [...line, 8 + index])
  );
  using open = new HighsProgram(await loadHighs(), program([...Array(13).fill(NONE), 5], rows));
  // A cap on the second column's total caps its parts.
  for (const variable of [0, 2, 4, 6, 8, 9, 10, 11, 12]) {
    const found = open.optimise(unit(variable), NO_DEADLINE);
    assert.ok(found?.status === "unbounded" && found.ray[variable]! > 0n);
    assert.ok(rows.every((line) => evaluate(line, found.ray) === 0n));
    // With a point, the relaxation is enough.
    assert.deepEqual(open.relax(unit(variable), NO_DEADLINE), found);
  }
  const widest = open.findWidestRay(NO_DEADLINE)!;
  assert.ok(rows.every((line) => evaluate(line, widest) === 0n));
  assert.deepEqual(
    widest.flatMap((step, variable) => step > 0n ? [variable] : []),
    [0, 2, 4, 6, 8, 9, 10, 11, 12],
  );
  for (const variable of [1, 3, 5, 7, 13]) {
    const found = open.optimise(unit(variable), NO_DEADLINE);
    assert.equal(found?.status === "optimal" ? found.value : found, 5n);
  }
});

Deno.test("optimise() bounds one side of a program that is unbounded on the other", async () => {
  assert.equal(await valueOf([NONE, NONE], [row([1, -1], 3, NONE)], [1, 0], "minimise"), 3);
});

Deno.test("optimise() tells infeasible from unbounded, also where only whole numbers are missing", async () => {
  assert.equal(await valueOf([NONE, NONE], [row([1, 1], -NONE, -7)], [1, 2]), "infeasible");
  // 2x − 2y = 1 has points and a ray in halves, but no whole point.
  assert.equal(await valueOf([NONE, NONE], [row([2, -2], 1, 1)], [1, 2]), "infeasible");
  const parity = [row([2, -2, 0], 1, 1), row([4, 6, -10], 3, 3)];
  assert.equal(await valueOf([NONE, NONE, NONE], parity, [1, 2, 0]), "infeasible");
});

Deno.test("optimise() takes programs without rows and without variables", async () => {
  assert.equal(await valueOf([5], [], [1]), 5);
  assert.equal(await valueOf([NONE], [], [1]), "unbounded");
  assert.equal(await valueOf([], [], []), 0);
  assert.equal(await valueOf([], [row([], 1, NONE)], []), "infeasible");
});

Deno.test("optimise() answers many objectives on one program as if each were the first", async () => {
  using open = (await loadSolver()).open(
    program([4, 9, NONE], [row([1, 1, -1], 0, 0), row([1, -1, 0], -2, NONE)]),
  );
  const end = (coefficients: number[], sense: Sense) => {
    const found = open.optimise(form(coefficients), sense);
    return found.status === "optimal" ? Number(found.value) : found.status;
  };
  for (let round = 0; round < 3; round++) {
    assert.equal(end([1, 0, 0], "maximise"), 4);
    assert.equal(end([0, 1, 0], "maximise"), 6);
    assert.equal(end([0, 0, 1], "maximise"), 10);
    assert.equal(end([0, 0, 1], "minimise"), 0);
  }
});

Deno.test("optimise() does without HiGHS where floating point cannot hold the numbers apart", async () => {
  const [most, factor] = [2 ** 50, 1e8 + 1];
  assert.equal(await valueOf([NONE, NONE], [row([factor, 1], -NONE, most)], [factor, 1]), most);
});
