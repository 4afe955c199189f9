/** The exact ends of every variable of a component, by the cheapest way that is proven exact for it. */

import { boundNetwork } from "./network.ts";
import { type Box, isForest, propagate } from "./propagate.ts";
import type { IntegerProgram, LinearRow, OpenProgram, Solver } from "./solver.ts";

/** Shapes that were solved before; many components of one release are alike. */
export type KnownShapes = Map<string, Box | null>;

/** Shapes that are kept at most: memory stays bounded, whatever comes. */
const MOST_SHAPES = 10_000;

/**
 * Every variable's least and greatest value, both attained; null where there is no feasible point. Propagation alone
 * where rows and variables form a forest, flows where they form a network, else HiGHS, once for each shape.
 */
export function boundComponent(
  program: IntegerProgram,
  solver: Solver,
  known: KnownShapes = new Map(),
): Box | null {
  const outer = propagate(program);
  if (outer === null || isForest(program)) return outer;
  const flows = boundNetwork(program, outer);
  if (flows !== undefined) return flows;

  const shape = isCalm(outer) ? reduce(program, outer) : program;
  const name = JSON.stringify([shape.upper, shape.rows]);
  let found = known.get(name);
  if (found === undefined) {
    found = boundBySolver(shape, solver);
    if (known.size < MOST_SHAPES) known.set(name, found);
  }
  if (shape === program) return found;
  return found && {
    lower: found.lower.map((value, variable) => value + outer.lower[variable]!),
    upper: found.upper.map((value, variable) => value + outer.lower[variable]!),
  };
}

/** Rows that push each other up without end leave ends that no count comes near. */
const GREATEST_END = 1e8;

function isCalm({ lower, upper }: Box): boolean {
  return lower.every((end) => end <= GREATEST_END) &&
    upper.every((end) => end <= GREATEST_END || end === Infinity);
}

/**
 * The same program counted from each variable's lower end, without what the box says already. Two components with other
 * numbers but the same freedom become equal.
 */
function reduce(program: IntegerProgram, outer: Box): IntegerProgram {
  const upper = outer.upper.map((end, variable) => end - outer.lower[variable]!);
  const rows = program.rows.flatMap((row): LinearRow[] => {
    let [base, least, greatest] = [0, 0, 0];
    for (const [position, variable] of row.variables.entries()) {
      const coefficient = row.coefficients[position]!;
      const reach = upper[variable] === 0 ? 0 : coefficient * upper[variable]!;
      base += coefficient * outer.lower[variable]!;
      least += Math.min(0, reach);
      greatest += Math.max(0, reach);
    }
    const lower = row.lower - base <= least ? -Infinity : row.lower - base;
    const most = row.upper - base >= greatest ? Infinity : row.upper - base;
    return lower === -Infinity && most === Infinity ? [] : [{
      variables: row.variables,
      coefficients: row.coefficients,
      lower,
      upper: most,
    }];
  });
  return { upper, rows };
}

function boundBySolver(program: IntegerProgram, solver: Solver): Box | null {
  const outer = propagate(program);
  if (outer === null) return null;
  using open = solver.open(program);
  const start = open.findPoint();
  if (start === null) return null;
  // Every point that a solve finds widens what is known to be attained for all variables.
  const inner: Box = { lower: [...start], upper: [...start] };
  for (const variable of program.upper.keys()) {
    if (inner.lower[variable]! > outer.lower[variable]!) close(open, variable, "minimise", inner);
    if (inner.upper[variable]! < outer.upper[variable]!) close(open, variable, "maximise", inner);
  }
  return inner;
}

function close(
  program: OpenProgram,
  variable: number,
  sense: "minimise" | "maximise",
  inner: Box,
): void {
  const found = program.optimise({ variables: [variable], coefficients: [1] }, sense);
  if (found.status === "unbounded") inner.upper[variable] = Infinity;
  if (found.status !== "optimal") return;
  found.point.forEach((value, index) => {
    inner.lower[index] = Math.min(inner.lower[index]!, value);
    inner.upper[index] = Math.max(inner.upper[index]!, value);
  });
}
