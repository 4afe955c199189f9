/** Flows give the same ends as HiGHS and as trying everything. */
import type { IntegerProgram, LinearRow } from "../../src/bounds/program.ts";
import assert from "node:assert/strict";
import fc from "fast-check";
import { boundComponent } from "../../src/bounds/bound_component.ts";
import { boundNetwork } from "../../src/bounds/network.ts";
import { propagate } from "../../src/bounds/propagate.ts";
import { loadSolver, type Solver } from "../../src/bounds/solver.ts";

const NONE = Infinity;
const row = (variables: number[], coefficients: number[], lower: number, upper: number) => ({
  variables,
  coefficients,
  lower,
  upper,
});
const free = ({ upper }: IntegerProgram) => ({ lower: upper.map(() => 0), upper: [...upper] });
const sum = (variables: number[], total: number) =>
  row(variables, variables.map(() => 1), total, total);

Deno.test("boundNetwork() bounds a table of two rows and two columns by its margins", () => {
  // Geurts 1992: row totals 7 and 3, column totals 6 and 4.
  const program = {
    upper: [NONE, NONE, NONE, NONE],
    rows: [sum([0, 1], 7), sum([2, 3], 3), sum([0, 2], 6), sum([1, 3], 4)],
  };
  assert.deepEqual(boundNetwork(program, free(program)), {
    lower: [3, 1, 0, 0],
    upper: [6, 4, 3, 3],
  });
});

Deno.test("boundNetwork() says where nothing caps a variable, and caps the others", () => {
  // a − b = 0 and a + c >= 2, c <= 1: a and b can grow together.
  const program = {
    upper: [NONE, NONE, 1],
    rows: [row([0, 1], [1, -1], 0, 0), row([1, 2], [1, -1], -1, NONE)],
  };
  assert.deepEqual(boundNetwork(program, free(program)), {
    lower: [0, 0, 0],
    upper: [NONE, NONE, 1],
  });
});

Deno.test("boundNetwork() finds that margins contradict each other", () => {
  const program = {
    upper: [NONE, NONE, NONE, NONE],
    rows: [sum([0, 1], 7), sum([2, 3], 3), sum([0, 2], 6), sum([1, 3], 5)],
  };
  assert.equal(boundNetwork(program, free(program)), null);
});

Deno.test("boundNetwork() leaves alone what is no network", () => {
  const three = [row([0, 1], [1, 1], 0, 3), row([0, 2], [1, 1], 0, 3), row([0, 3], [1, 1], 0, 3)];
  const program = (rows: LinearRow[]) => ({ upper: [9, 9, 9, 9], rows });
  assert.equal(boundNetwork(program(three), free(program(three))), undefined);
  const twice = program([row([0, 1], [2, 1], 0, 3)]);
  assert.equal(boundNetwork(twice, free(twice)), undefined);
  // An odd cycle: no signs make each variable leave one row and enter the other.
  const odd = program([
    row([0, 1], [1, 1], 0, 3),
    row([1, 2], [1, 1], 0, 3),
    row([2, 0], [1, 1], 0, 3),
  ]);
  assert.equal(boundNetwork(odd, free(odd)), undefined);
});

const CAP = 3;
const limit = fc.integer({ min: -3, max: 5 });
/** A program of few variables and rows. Half of them are networks: each variable enters one row and leaves another. */
const programs = fc.tuple(
  fc.array(fc.integer({ min: 0, max: CAP }), { minLength: 1, maxLength: 5 }),
  fc.array(fc.tuple(limit, fc.nat(3), fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 4 }),
  fc.array(fc.nat(), { minLength: 10, maxLength: 10 }),
  fc.boolean(),
).map(([upper, limits, choices, isNetwork]): IntegerProgram => {
  const rows = limits.map(([lower, width, isOpenBelow, isOpenAbove], index) => {
    const coefficients = upper.map((_, variable) => {
      if (!isNetwork) return choices[(variable * 3 + index * 7) % 10]! % 4 - 1;
      const [tail, head] = [choices[variable]!, choices[variable + 5]!].map((n) =>
        n % limits.length
      );
      return tail === head ? 0 : index === head ? 1 : index === tail ? -1 : 0;
    });
    const present = [...upper.keys()].filter((variable) => coefficients[variable] !== 0);
    return row(
      present,
      present.map((variable) => coefficients[variable]!),
      isOpenBelow ? -NONE : lower,
      isOpenAbove ? NONE : lower + width,
    );
  });
  return { upper, rows };
});

/** The ends by trying every assignment. */
function endsByTrying({ upper, rows }: IntegerProgram) {
  const ends = { lower: upper.map(() => NONE), upper: upper.map(() => -NONE) };
  const point: number[] = [];
  const assign = (variable: number): void => {
    if (variable < upper.length) {
      for (let value = 0; value <= upper[variable]!; value++) {
        point[variable] = value;
        assign(variable + 1);
      }
      return;
    }
    const isFeasible = rows.every((row) => {
      const total = row.variables.reduce((sum, v, i) => sum + row.coefficients[i]! * point[v]!, 0);
      return row.lower <= total && total <= row.upper;
    });
    if (!isFeasible) return;
    for (const [v, value] of point.entries()) {
      ends.lower[v] = Math.min(ends.lower[v]!, value);
      ends.upper[v] = Math.max(ends.upper[v]!, value);
    }
  };
  assign(0);
  return ends.upper[0] === -NONE ? null : ends;
}

/** The ends by HiGHS alone, which proves what has none. */
function endsByHighs(program: IntegerProgram, solver: Solver) {
  using open = solver.open(program, { search: false });
  const ends = { lower: [] as number[], upper: [] as number[] };
  for (const variable of program.upper.keys()) {
    for (const [sense, side] of [["minimise", ends.lower], ["maximise", ends.upper]] as const) {
      const end = open.optimise({ variables: [variable], coefficients: [1] }, sense);
      if (end.status === "infeasible") return null;
      assert.ok(end.status !== "undecided");
      side.push(end.status === "unbounded" ? NONE : end.value);
    }
  }
  return ends;
}

Deno.test({
  name: "boundComponent() agrees with trying everything on random programs",
  permissions: { read: true, env: ["FUZZ_TIMES"] },
  async fn() {
    const solver = await loadSolver();
    const known = new Map();
    let networks = 0;
    fc.assert(
      fc.property(programs, (program) => {
        const outer = propagate(program);
        if (outer && boundNetwork(program, outer) !== undefined) networks++;
        assert.deepEqual(boundComponent(program, solver, known), endsByTrying(program));
      }),
      { numRuns: 200 * Number(Deno.env.get("FUZZ_TIMES") ?? 1) },
    );
    assert.ok(networks > 40, `${networks} networks`);
  },
});

Deno.test({
  name: "boundComponent() agrees with HiGHS alone where some variables have no limit",
  permissions: { read: true },
  async fn() {
    const solver = await loadSolver();
    let [open, capped] = [0, 0];
    fc.assert(
      fc.property(
        programs,
        fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
        (given, isFree) => {
          const upper = given.upper.map((end, variable) => isFree[variable] ? NONE : end);
          const program = { ...given, upper };
          const found = boundComponent(program, solver);
          assert.deepEqual(found, endsByHighs(program, solver));
          for (const [variable, end] of found?.upper.entries() ?? []) {
            if (isFree[variable]) end === NONE ? open++ : capped++;
          }
        },
      ),
      { numRuns: 500 },
    );
    assert.ok(open > 50 && capped > 50, `${open} without limit, ${capped} with one`);
  },
});

Deno.test({
  name: "boundNetwork() agrees with HiGHS on 60 random tables with totals and crosses",
  permissions: { read: true },
  async fn() {
    const solver = await loadSolver();
    const table = fc.tuple(fc.integer({ min: 3, max: 6 }), fc.integer({ min: 3, max: 6 }))
      .chain(([height, width]) =>
        fc.tuple(
          fc.constant(width),
          fc.array(fc.tuple(fc.nat(30), fc.nat(9)), {
            minLength: height * width,
            maxLength: height * width,
          }),
        )
      );
    fc.assert(
      fc.property(table, ([width, cells]) => {
        const crossed = cells.flatMap(([, hidden], index) => hidden < 5 ? [index] : []);
        fc.pre(crossed.length > 0);
        const lines = [
          ...Map.groupBy(crossed.keys(), (v) => `row ${Math.floor(crossed[v]! / width)}`).values(),
          ...Map.groupBy(crossed.keys(), (v) => `column ${crossed[v]! % width}`).values(),
        ];
        const rows = lines.map((line) =>
          sum(line, line.reduce((total, v) => total + cells[crossed[v]!]![0], 0))
        );
        const program = { upper: crossed.map(() => NONE), rows };
        assert.deepEqual(
          boundNetwork(program, propagate(program)!),
          endsByHighs(program, solver),
        );
      }),
      { numRuns: 60 },
    );
  },
});
