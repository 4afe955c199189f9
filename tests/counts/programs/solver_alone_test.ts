/** HiGHS is loaded once in a process: nothing may have loaded it before. */
import assert from "node:assert/strict";
import { Solver, withSolver } from "../../../src/counts/programs/solver.ts";
import { NONE, program, row } from "./programs.ts";

Deno.test("withSolver() loads HiGHS only for what the simplex leaves open, and then begins anew", async () => {
  const find = (rows: ReturnType<typeof row>[]) => {
    const attempts: Solver[] = [];
    return withSolver((solver) => {
      attempts.push(solver);
      using open = solver.open(program([NONE, NONE, NONE, NONE], rows));
      return Promise.resolve({ point: open.findPoint(), attempts: attempts.length });
    });
  };
  const even = [row([1, 1, -2, 0], 2, 2), row([1, -1, 0, -2], 2, 2)];
  assert.equal((await find(even)).attempts, 1);
  // a + b = 2c and a − b = 2d + 1: together 2a is odd, and branching never ends.
  const odd = [row([1, 1, -2, 0], 0, 0), row([1, -1, 0, -2], 1, 1)];
  assert.deepEqual(await find(odd), { point: null, attempts: 2 });
  assert.deepEqual(await find(odd), { point: null, attempts: 1 });
});
