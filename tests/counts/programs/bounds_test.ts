/** The ends of a component are those of HiGHS alone, and of trying everything. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { boundComponent } from "../../../src/counts/programs/bounds.ts";
import { type Highs, HighsProgram, loadHighs } from "../../../src/counts/programs/highs.ts";
import {
  evaluate,
  type IntegerProgram,
  NO_DEADLINE,
  scale,
  unit,
} from "../../../src/counts/programs/program.ts";
import { isNetwork } from "../../../src/counts/programs/propagate.ts";
import { loadSolver } from "../../../src/counts/programs/solver.ts";
import { endsOf, NONE, program, row, sum } from "./programs.ts";

Deno.test("boundComponent() bounds a table of two rows and two columns by its margins", async () => {
  // Geurts 1992: row totals 7 and 3, column totals 6 and 4.
  const geurts = (last: number) =>
    program([NONE, NONE, NONE, NONE], [
      sum([0, 1], 7),
      sum([2, 3], 3),
      sum([0, 2], 6),
      sum([1, 3], last),
    ]);
  const solver = await loadSolver();
  assert.deepEqual(endsOf(boundComponent(geurts(4), solver)), {
    lower: [3n, 1n, 0n, 0n],
    upper: [6n, 4n, 3n, 3n],
  });
  assert.equal(boundComponent(geurts(5), solver), null);
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
      present.map((variable) => coefficients[variable]!),
      isOpenBelow ? -NONE : lower,
      isOpenAbove ? NONE : lower + width,
      present,
    );
  });
  return program(upper, rows);
});

/** The ends by trying every assignment. */
function endsByTrying({ upper, rows }: IntegerProgram) {
  const points: bigint[][] = [];
  const assign = (point: bigint[]): void => {
    if (point.length < upper.length) {
      for (let value = 0n; value <= upper[point.length]!; value++) assign([...point, value]);
      return;
    }
    const isFeasible = rows.every((row) => {
      const total = evaluate(row, point);
      return (row.lower ?? total) <= total && total <= (row.upper ?? total);
    });
    if (isFeasible) points.push(point);
  };
  assign([]);
  if (points.length === 0) return null;
  const values = [...upper.keys()].map((variable) =>
    points.map((point) => point[variable]!).sort((a, b) => Number(a - b))
  );
  return { lower: values.map((own) => own[0]), upper: values.map((own) => own.at(-1)) };
}

/** The ends by HiGHS alone, which proves what has none. */
function endsByHighs(program: IntegerProgram, highs: Highs, mayBeSilent = false) {
  using open = new HighsProgram(highs, program);
  const ends = { lower: [] as bigint[], upper: [] as (bigint | null)[] };
  for (const variable of program.upper.keys()) {
    for (const [sense, side] of [["minimise", ends.lower], ["maximise", ends.upper]] as const) {
      const sign = sense === "maximise" ? 1n : -1n;
      const end = open.optimise(scale(unit(variable), sign), NO_DEADLINE);
      if (end?.status === "infeasible") return null;
      // Without a limit it may say nothing.
      if (mayBeSilent && end === undefined) return undefined;
      assert.ok(end && end.status !== "undecided");
      (side as (bigint | null)[]).push(end.status === "unbounded" ? null : sign * end.value);
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
        if (isNetwork(program)) networks++;
        assert.deepEqual(endsOf(boundComponent(program, solver, known)), endsByTrying(program));
      }),
      { numRuns: 200 * Number(Deno.env.get("FUZZ_TIMES") ?? 1) },
    );
    assert.ok(networks > 40, `${networks} networks`);
  },
});

Deno.test({
  name: "boundComponent() agrees with HiGHS alone where some variables have no limit",
  permissions: { read: true, env: ["FUZZ_TIMES"] },
  async fn() {
    const [solver, highs] = await Promise.all([loadSolver(), loadHighs()]);
    let [open, capped] = [0, 0];
    fc.assert(
      fc.property(
        programs,
        fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
        (given, isFree) => {
          const upper = given.upper.map((end, variable) => isFree[variable] ? null : end);
          const program = { ...given, upper };
          const found = endsOf(boundComponent(program, solver));
          const said = endsByHighs(program, highs, true);
          if (said !== undefined) assert.deepEqual(found, said);
          for (const [variable, end] of found?.upper.entries() ?? []) {
            if (isFree[variable]) end === null ? open++ : capped++;
          }
        },
      ),
      { numRuns: 500 * Number(Deno.env.get("FUZZ_TIMES") ?? 1) },
    );
    assert.ok(open > 50 && capped > 50, `${open} without limit, ${capped} with one`);
  },
});

Deno.test({
  name: "boundComponent() agrees with HiGHS on 60 random tables with totals and crosses",
  permissions: { read: true },
  async fn() {
    const [solver, highs] = await Promise.all([loadSolver(), loadHighs()]);
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
        const table = { upper: crossed.map(() => null), rows };
        assert.deepEqual(endsOf(boundComponent(table, solver)), endsByHighs(table, highs));
      }),
      { numRuns: 60 },
    );
  },
});
