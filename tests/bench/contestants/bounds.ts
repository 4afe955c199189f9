/** Bounds every cell of a drawn program, our way or by two HiGHS programs each: `bounds.ts ours|highs small|table N|SHAPE`. */
import { boundComponent } from "../../../src/counts/programs/bounds.ts";
import { type Component, splitComponents } from "../../../src/counts/programs/program.ts";
import { loadSolver, type Solver } from "../../../src/counts/programs/solver.ts";
import { oneTable, smallTables } from "../random_programs.ts";

const [way, kind, size] = Deno.args;
const program = kind === "table" ? oneTable(size!) : smallTables(Number(size));
const solver = await loadSolver();

const started = performance.now();
const components = splitComponents(program);
if (way === "ours") boundAll(components, solver);
else solveAll(components, solver);
console.log(JSON.stringify({ seconds: (performance.now() - started) / 1_000 }));

function boundAll(components: readonly Component[], solver: Solver): void {
  const known = new Map();
  for (const component of components) boundComponent(component, solver, known);
}

/** A program for each end of each cell, as one would without anything known of its shape. */
function solveAll(components: readonly Component[], solver: Solver): void {
  for (const component of components) {
    for (const variable of component.upper.keys()) {
      using open = solver.open(component, { isLarge: true, isReduced: true });
      const objective = { variables: [variable], coefficients: [1n] };
      open.optimise(objective, "minimise");
      open.optimise(objective, "maximise");
    }
  }
}
