import { holds, type IntegerProgram } from "../../src/bounds/program.ts";
import assert from "node:assert/strict";
import fc from "fast-check";
import { searchGreatest, searchPoint, searchRay } from "../../src/bounds/search.ts";
import { loadSolver, withSolver } from "../../src/bounds/solver.ts";

const NONE = Infinity;
const row = (coefficients: number[], lower: number, upper: number) => ({
  variables: [...coefficients.keys()],
  coefficients,
  lower,
  upper,
});
const form = (coefficients: number[]) => ({
  variables: [...coefficients.keys()],
  coefficients,
});

Deno.test("withSolver() loads HiGHS only for what search leaves open, and then begins anew", async () => {
  const find = (rows: ReturnType<typeof row>[]) => {
    const attempts: number[] = [];
    return withSolver((solver) => {
      attempts.push(attempts.length + 1);
      using program = solver.open({ upper: [NONE, NONE, NONE, NONE], rows });
      return Promise.resolve({ point: program.findPoint(), attempts });
    });
  };
  assert.deepEqual(await find([row([1, 1, 0, 0], 3, 3), row([1, 0, 0, 0], 3, 3)]), {
    point: [3, 0, 0, 0],
    attempts: [1],
  });
  const odd = [row([1, 1, -2, 0], 0, 0), row([1, -1, 0, -2], 1, 1)];
  assert.deepEqual(await find(odd), { point: null, attempts: [1, 2] });
  assert.deepEqual(await find(odd), { point: null, attempts: [1] });
});

Deno.test("searchPoint() finds the one point, or that there is none", () => {
  // 3a + 5b = 11 only at a = 2, b = 1; never 7 in whole numbers.
  assert.deepEqual(searchPoint({ upper: [9, 9], rows: [row([3, 5], 11, 11)] }), [2, 1]);
  assert.equal(searchPoint({ upper: [9, 9], rows: [row([3, 5], 7, 7)] }), null);
  assert.deepEqual(searchPoint({ upper: [], rows: [] }), []);
});

Deno.test("searchPoint() finds rows in lowest terms that contradict each other", () => {
  // An even sum that shall be odd; and a + b at most 344/115 = 2 but at least 691/345 > 2.
  assert.equal(searchPoint({ upper: [NONE, NONE], rows: [row([2, -2], 1, 1)] }), null);
  const rows = [row([115, 115], -NONE, 344), row([345, 345], 691, NONE)];
  assert.equal(searchPoint({ upper: [NONE, NONE], rows }), null);
});

Deno.test("searchPoint() gives up where only a solver can tell", () => {
  // a + b = 2c and a − b = 2d + 1: together 2a is odd, which no row tells alone.
  const rows = [row([1, 1, -2, 0], 0, 0), row([1, -1, 0, -2], 1, 1)];
  assert.equal(searchPoint({ upper: [NONE, NONE, NONE, NONE], rows }), undefined);
});

Deno.test("searchPoint() leaves alone numbers whose products are not exact", () => {
  assert.equal(searchPoint({ upper: [2e9], rows: [] }), undefined);
  assert.equal(searchPoint({ upper: [9], rows: [row([1e6], 0, 9)] }), undefined);
});

Deno.test("searchGreatest() finds a greatest value that no end of a single row tells", () => {
  // Three pairs of at most 1 each: together at most 1, where the rows' halves add up to 1.5.
  const rows = [row([1, 1, 0], 0, 1), row([0, 1, 1], 0, 1), row([1, 0, 1], 0, 1)];
  const found = searchGreatest({ upper: [1, 1, 1], rows }, form([1, 1, 1]), [0, 0, 0]);
  assert.equal(found?.value, 1);
});

Deno.test("searchGreatest() takes a row's limit for its own part of the objective", () => {
  // c − a − b at most −17 in one row; with the d of 3 or more that is taken away, −20.
  const program = {
    upper: [NONE, NONE, NONE, NONE],
    rows: [row([-1, -1, 1, 0], -NONE, -17), row([0, 0, 0, 1], 3, NONE)],
  };
  assert.equal(searchGreatest(program, form([-1, -1, 1, -1]), [17, 0, 0, 3])?.value, -20);
});

Deno.test("searchGreatest() never takes what nothing caps for a greatest value", () => {
  const program = { upper: [NONE, 4], rows: [row([-1, 1], -NONE, 0)] };
  assert.equal(searchGreatest(program, form([1, 0]), [0, 0]), undefined);
  assert.deepEqual(searchRay(program, form([1, 0])), [1, 0]);
  assert.equal(searchGreatest(program, form([0, 1]), [0, 0])?.value, 4);
  assert.equal(searchRay(program, form([0, 1])), undefined);
});

const programs: fc.Arbitrary<{ program: IntegerProgram; objective: number[] }> = fc
  .integer({ min: 1, max: 6 }).chain((size) => {
    const coefficients = fc.array(fc.integer({ min: -3, max: 3 }), {
      minLength: size,
      maxLength: size,
    });
    const limit = fc.oneof(fc.integer({ min: -9, max: 20 }), fc.constant(NONE));
    return fc.record({
      program: fc.record({
        upper: fc.array(fc.oneof(fc.nat(12), fc.constant(NONE)), {
          minLength: size,
          maxLength: size,
        }),
        rows: fc.array(
          fc.tuple(coefficients, fc.integer({ min: -9, max: 20 }), limit).map((
            [factors, one, other],
          ) => row(factors, Math.min(one, other), Math.max(one, other))),
          { maxLength: 5 },
        ),
      }),
      objective: coefficients,
    });
  });

Deno.test("what a search answers is what HiGHS answers, on random programs", async () => {
  const solver = await loadSolver();
  const answers = { none: 0, greatest: 0, ray: 0, left: 0 };
  fc.assert(
    fc.property(programs, ({ program, objective }) => {
      const point = searchPoint(program);
      using open = solver.open(program, { search: false });
      const byHighs = open.optimise(form(objective), "maximise");
      if (point === undefined) return void answers.left++;
      if (point === null) {
        answers.none++;
        return assert.equal(byHighs.status, "infeasible");
      }
      assert.ok(program.rows.every((row) => holds(row, point)));
      const greatest = searchGreatest(program, form(objective), point);
      const ray = searchRay(program, form(objective));
      assert.ok(greatest === undefined || ray === undefined);
      if (greatest) {
        answers.greatest++;
        assert.ok(program.rows.every((row) => holds(row, greatest.point)));
        assert.deepEqual([byHighs.status, greatest.value + 0], [
          "optimal",
          byHighs.status === "optimal" && byHighs.value,
        ]);
      } else if (ray) {
        answers.ray++;
        assert.equal(byHighs.status, "unbounded");
      }
    }),
    { numRuns: 200 * Number(Deno.env.get("FUZZ_TIMES") ?? 1) },
  );
  assert.ok(
    answers.none > 10 && answers.greatest > 40 && answers.ray > 10,
    `${Object.entries(answers)}`,
  );
});
