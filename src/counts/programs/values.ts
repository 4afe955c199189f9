/** How many values a form can take between its ends: a range may have gaps, e.g. with overlapping subtotals. */

import { greatestCommonDivisor } from "./fraction.ts";
import type { IntegerProgram, Limits, Objective } from "./program.ts";
import type { Solver } from "./solver.ts";

/**
 * The number of values that the form takes, counted up to a limit; Infinity where it has no end. Between two known values lies
 * another exactly when the program has a point there, which is one more program.
 */
export function countValues(
  program: IntegerProgram,
  form: Objective,
  { lower, upper }: Limits,
  { limit, solver }: { readonly limit: number; readonly solver: Solver },
): number {
  if (lower === null || upper === null) return Infinity;
  let count = lower === upper ? 1 : 2;
  const countBetween = (from: bigint, to: bigint): void => {
    if (from > to || count >= limit) return;
    const row = { ...form, lower: from, upper: to };
    using open = solver.open({ ...program, rows: [...program.rows, row] });
    const found = open.optimise(form, "minimise");
    if (found.status !== "optimal") return;
    count++;
    countBetween(found.value + 1n, to);
  };
  countBetween(lower + 1n, upper - 1n);
  return count;
}

/** How many values a form can take at most between its ends: a form in steps of 2 takes half of them. */
export function countSteps({ coefficients }: Objective, { lower, upper }: Limits): number {
  if (lower === null || upper === null) return Infinity;
  if (lower === upper) return 1;
  return Number((upper - lower) / coefficients.reduce(greatestCommonDivisor, 0n)) + 1;
}
