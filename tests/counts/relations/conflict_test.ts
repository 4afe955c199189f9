import type { IntegerProgram } from "../../../src/counts/programs/program.ts";
import assert from "node:assert/strict";
import fc from "fast-check";
import { reduceConflict } from "../../../src/counts/relations/conflict.ts";
import { FeasibleSet } from "../../../src/counts/relations/feasible_set.ts";
import { boundCells } from "./bound_cells.ts";
import { loadSolver } from "../../../src/counts/programs/solver.ts";
import { randomCubes, toRelease } from "./random_tables.ts";
import { sketchLetter, sketchRelease } from "./tables.ts";

Deno.test("boundCells() names the published cells that break a relation", async () => {
  const release = sketchRelease({
    dimensions: { component: ["AI"], profile: ["Francophone"], period: ["2023"] },
    tables: { received: [65], refused: [12], accepted: [60] },
    relations: [{
      name: "outcomes",
      assumptions: ["cohort"],
      left: ["refused", "accepted"],
      right: ["received"],
    }],
  });
  const { findings: [finding, ...others] } = await boundCells(release, "cohort");
  assert.deepEqual(others, []);
  assert.equal(
    finding?.message,
    'The assumption "cohort" does not hold at "AI · Francophone · 2023": ' +
      "refused 12 and accepted 60 exceed the 65 received",
  );
  assert.deepEqual(finding?.published.map(({ table, value }) => [table, value]), [
    ["refused", 12],
    ["accepted", 60],
    ["received", 65],
  ]);
  assert.deepEqual(finding?.relations.map(({ name }) => name), ["outcomes"]);
});

Deno.test("boundCells() finds the letter free of contradictions under each assumption", async () => {
  for (const assumption of ["none", "cumulative", "cohort"]) {
    assert.deepEqual((await boundCells(sketchLetter(), assumption)).findings, [], assumption);
  }
});

Deno.test("boundCells() says which published count exceeds a total that contains an x", async () => {
  const { cells, findings } = await boundCells(sketchLetter({ "accepted:0": 20 }), "cohort");
  assert.equal(
    findings[0]?.message,
    'The assumption "cohort" does not hold at "AI · Francophone · 2022": ' +
      "accepted 20 exceeds the 13 received",
  );
  const unbounded = cells.filter(({ interval }) => interval === null);
  assert.deepEqual(unbounded.map(({ cell }) => cell), findings[0]?.suppressed);
  assert.equal(unbounded.length, 1);
});

Deno.test("boundCells() names a total that its parts do not reach", async () => {
  const release = sketchRelease({
    dimensions: { table: ["only"], part: ["a", "b", "Total"] },
    tables: { n: [4, 3, 8] },
    relations: [{ total: "part" }],
  });
  assert.equal(
    (await boundCells(release, "none")).findings[0]?.message,
    'The published counts contradict one another at "only": the published parts of n over "part" ' +
      "add up to 7 and do not fit the total of 8",
  );
});

Deno.test("boundCells() names the mark's limit where it is part of the conflict", async () => {
  const release = sketchRelease({
    dimensions: { part: ["a", "b", "c", "Total"] },
    tables: { n: [null, null, 2, 11] },
    relations: [{ name: "sum", total: "part" }],
    markAtMost: 4,
  });
  const [finding] = (await boundCells(release, "none")).findings;
  assert.match(finding?.message ?? "", /the limit of the mark "x" in n "b"/);
  assert.match(finding?.message ?? "", /the limit of the mark "x" in n "a"/);
});

Deno.test({
  name: "reduceConflict() keeps no row and no limit without which the rest could be satisfied",
  permissions: { read: true },
  async fn() {
    const solver = await loadSolver();
    const isFeasible = (program: IntegerProgram) => {
      using open = solver.open(program);
      return open.findPoint() !== null;
    };
    let reduced = 0;
    await fc.assert(
      fc.asyncProperty(randomCubes, async (cubes) => {
        const set = await FeasibleSet.of(toRelease(cubes, 1), "cohort");
        for (const component of set.components) {
          if (set.rangesOf(component) !== null) continue;
          reduced++;
          const rows = reduceConflict(component, solver);
          const { upper } = component;
          assert.equal(isFeasible({ upper, rows }), false);
          for (const row of rows) {
            assert.ok(isFeasible({ upper, rows: rows.filter((other) => other !== row) }));
          }
        }
      }),
      { numRuns: 200 },
    );
    assert.ok(reduced > 30, `only ${reduced} contradictions came up`);
  },
});
