/** The simplex of big integers says what HiGHS says. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { HighsProgram, loadHighs } from "../../../src/counts/programs/highs.ts";
import {
  evaluate,
  holds,
  type IntegerProgram,
  NO_DEADLINE,
  type Objective,
} from "../../../src/counts/programs/program.ts";
import { ExactProgram } from "../../../src/counts/programs/simplex.ts";
import { form, NONE, program, row } from "./programs.ts";

const greatest = (given: IntegerProgram, objective: number[], branches = 500) =>
  new ExactProgram(given).greatest(form(objective), NO_DEADLINE, branches);

Deno.test("ExactProgram finds the one point, or that there is none", () => {
  // 3a + 5b = 11 only at a = 2, b = 1; never 7 in whole numbers.
  const found = greatest(program([9, 9], [row([3, 5], 11, 11)]), [0, 1]);
  assert.deepEqual(found, { status: "optimal", value: 1n, point: [2n, 1n] });
  assert.equal(greatest(program([9, 9], [row([3, 5], 7, 7)]), [1]).status, "infeasible");
  assert.deepEqual(greatest(program([], []), []), { status: "optimal", value: 0n, point: [] });
});

Deno.test("ExactProgram branches where the corner is not whole, and gives up when told", () => {
  // Three pairs of at most 1 each: together at most 1, where the rows' halves add up to 1.5.
  const triangle = program([1, 1, 1], [
    row([1, 1, 0], 0, 1),
    row([0, 1, 1], 0, 1),
    row([1, 0, 1], 0, 1),
  ]);
  assert.equal(evaluate(form([1, 1, 1]), pointOf(greatest(triangle, [1, 1, 1]))), 1n);
  // By then it knows at least that it is less than 2.
  assert.deepEqual(greatest(triangle, [1, 1, 1], 1), { status: "undecided", bound: 1n });
});

Deno.test("ExactProgram proves what nothing caps by a direction in lowest terms", () => {
  const ratio = program([NONE, NONE], [row([3, -2], 0, 0)]);
  assert.deepEqual(greatest(ratio, [1, 1]), { status: "unbounded", ray: [2n, 3n] });
  // 2x − 2y = 1 has a direction and points in halves, but no whole point.
  assert.notEqual(
    greatest(program([NONE, NONE], [row([2, -2], 1, 1)]), [1, 2]).status,
    "unbounded",
  );
});

Deno.test("ExactProgram says nothing of an end where it stops before it has a whole point", () => {
  // 3x − 2y = 1: (1, 1), (3, 4), …; the first corner is x = 1/3.
  const endless = program([NONE, NONE], [row([3, -2], 1, 1)]);
  for (const branches of [0, 1, 2]) {
    assert.deepEqual(greatest(endless, [1, 0], branches), { status: "undecided", bound: null });
  }
  assert.deepEqual(greatest(endless, [1, 0], 3), { status: "unbounded", ray: [2n, 3n] });
});

Deno.test("ExactProgram takes numbers of any size", () => {
  const k = 10n ** 40n;
  const rows = [{ ...form([2, 3]), lower: null, upper: 12n * k + 1n }];
  assert.deepEqual(greatest({ upper: [null, 2n * k], rows }, [1, 2]), {
    status: "optimal",
    value: 7n * k,
    point: [3n * k, 2n * k],
  });
});

function pointOf(found: ReturnType<typeof greatest>): readonly bigint[] {
  assert.ok(found.status === "optimal");
  return found.point;
}

function assertRay(given: IntegerProgram, objective: Objective, ray: readonly bigint[]) {
  assert.ok(evaluate(objective, ray) > 0n);
  assert.ok(ray.every((step, v) => step >= 0n && (step === 0n || given.upper[v] === null)));
  for (const { lower, upper, ...row } of given.rows) {
    const step = evaluate(row, ray);
    assert.ok((lower === null || step >= 0n) && (upper === null || step <= 0n));
  }
}

const programs = fc.integer({ min: 1, max: 6 }).chain((size) => {
  const coefficients = fc.array(fc.integer({ min: -3, max: 3 }), {
    minLength: size,
    maxLength: size,
  });
  const limit = fc.oneof(fc.integer({ min: -9, max: 20 }), fc.constant(NONE));
  const rows = fc.array(
    fc.tuple(coefficients, fc.integer({ min: -9, max: 20 }), limit).map(([factors, one, other]) =>
      row(factors, Math.min(one, other), Math.max(one, other))
    ),
    { maxLength: 5 },
  );
  const upper = fc.array(fc.oneof(fc.nat(12), fc.constant(NONE)), {
    minLength: size,
    maxLength: size,
  });
  return fc.record({
    given: fc.tuple(upper, rows).map((parts) => program(...parts)),
    coefficients,
  });
});

Deno.test("HiGHS is not believed where it ends too early on whole numbers without a limit", async () => {
  const given = program([6, NONE, NONE, NONE, 1, NONE], [
    row([2, 1, 0, 1, 0, -3], 0, 1),
    row([0, 3, 1, -1, 0, -1], 0, NONE),
    row([3, -2, 0, -2, 0, 2], -5, 0),
    row([0, 1, 0, 1, 1, -1], 0, NONE),
  ]);
  const coefficients = [0, -1, -1, 1, -1, 1];
  const found = greatest(given, coefficients);
  assert.equal(found.status === "optimal" && found.value, 16n);
  using open = new HighsProgram(await loadHighs(), given);
  const byHighs = open.optimise(form(coefficients), NO_DEADLINE);
  assert.ok(byHighs === undefined || (byHighs.status === "optimal" && byHighs.value === 16n));
});

Deno.test("what the simplex answers is what HiGHS answers, on random programs", async () => {
  const highs = await loadHighs();
  let [compared, stopped, rays] = [0, 0, 0];
  const answers = { infeasible: 0, optimal: 0, unbounded: 0, undecided: 0 };
  fc.assert(
    fc.property(programs, ({ given, coefficients }) => {
      const objective = form(coefficients);
      const found = greatest(given, coefficients);
      answers[found.status]++;
      for (const branches of [1, 2, 3]) {
        const early = greatest(given, coefficients, branches);
        if (early.status !== "undecided") assert.equal(early.status, found.status);
        else if (early.bound !== null) {
          stopped++;
          assert.notEqual(found.status, "unbounded");
          assert.ok(found.status !== "optimal" || early.bound >= found.value);
        }
      }
      using open = new HighsProgram(highs, given);
      const byHighs = open.optimise(objective, NO_DEADLINE);
      if (found.status === "optimal") {
        assert.ok(given.rows.every((row) => holds(row, found.point)));
        assert.ok(
          found.point.every((value, v) => value >= 0n && value <= (given.upper[v] ?? value)),
        );
        assert.equal(evaluate(objective, found.point), found.value);
        // Where rounding fails a check, HiGHS says nothing.
        if (byHighs === undefined) return;
        compared++;
        assert.equal(byHighs.status === "optimal" ? byHighs.value : byHighs, found.value);
      } else if (found.status === "unbounded") {
        assertRay(given, objective, found.ray);
        // Where its direction cannot be made whole, HiGHS says nothing either.
        if (byHighs === undefined) return;
        assert.equal(byHighs.status, "unbounded");
        assertRay(given, objective, (byHighs as typeof found).ray);
        rays++;
      } else if (found.status === "undecided") {
        const most = byHighs?.status === "optimal" ? byHighs.value : undefined;
        assert.ok(found.bound === null || most === undefined || found.bound >= most);
      } else {
        // HiGHS may leave open whether there is no point or no end.
        assert.ok(byHighs === undefined || byHighs.status === "infeasible");
      }
    }),
    { numRuns: 300 * Number(Deno.env.get("FUZZ_TIMES") ?? 1) },
  );
  const { infeasible, unbounded, undecided } = answers;
  assert.ok(infeasible > 20 && compared > 60 && rays > 20, JSON.stringify(answers));
  assert.ok(rays >= 0.99 * unbounded, `${rays} of ${unbounded} directions`);
  assert.ok(stopped > 20, `${stopped} bounds`);
  assert.ok(undecided < infeasible / 2, JSON.stringify(answers));
});
