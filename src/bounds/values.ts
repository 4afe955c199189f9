/** How many values a form can take between its ends: a range may have gaps, e.g. with overlapping subtotals. */

import type { LinearBounds } from "./feasible_set.ts";
import { greatestCommonDivisor } from "./fraction.ts";
import type { IntegerProgram, Objective, Solver } from "./solver.ts";

/**
 * The number of values that the form takes, counted up to a limit; Infinity where it has no end. Between two known values lies
 * another exactly when the program has a point there, which is one more program.
 */
export function countValues(
  program: IntegerProgram,
  form: Objective,
  { lower, upper }: Pick<LinearBounds, "lower" | "upper">,
  { limit, solver }: { readonly limit: number; readonly solver: Solver },
): number {
  if (lower === null || upper === null) return Infinity;
  let count = lower === upper ? 1 : 2;
  const countBetween = (from: number, to: number): void => {
    if (from > to || count >= limit) return;
    using open = solver.open({
      ...program,
      rows: [...program.rows, { ...form, lower: from, upper: to }],
    });
    const point = open.findPoint();
    if (point === null) return;
    count++;
    const value = form.variables.reduce(
      (sum, variable, position) => sum + form.coefficients[position]! * point[variable]!,
      0,
    );
    countBetween(from, value - 1);
    countBetween(value + 1, to);
  };
  countBetween(lower + 1, upper - 1);
  return count;
}

/** How many values a form can take at most between its ends: a form in steps of 2 takes half of them. */
export function countSteps(
  { coefficients }: Objective,
  { lower, upper }: Pick<LinearBounds, "lower" | "upper">,
): number {
  if (lower === null || upper === null) return Infinity;
  return lower === upper ? 1 : (upper - lower) / coefficients.reduce(greatestCommonDivisor, 0) + 1;
}
