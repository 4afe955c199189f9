/** How many values a form takes: what was attained while bounding, and a program for each value beyond. */
import {
  type Deadline,
  evaluate,
  greatestCommonDivisor,
  type IntegerProgram,
  type Limits,
  type Objective,
} from "./program.ts";
import type { Solver } from "./solver.ts";

/** How many values a form takes: so many are known to be taken, and it cannot be more. */
export interface ValueCount {
  readonly known: number;
  readonly most: number;
}

/**
 * Counts the values that a form takes between its ends, both taken, up to a limit; Infinity where it has no end. Between two
 * values lies another exactly when the program has a point there, which is one more program; `values` are known to be taken.
 */
export function countValues(
  program: IntegerProgram,
  form: Objective,
  ends: Limits,
  { limit, solver, values, deadline, onPoint }: {
    readonly limit: number;
    readonly solver: Solver;
    readonly values: Iterable<bigint>;
    readonly deadline: Deadline;
    /** Hears of each point that is found: other forms take values there too. */
    readonly onPoint?: (point: readonly bigint[]) => void;
  },
): ValueCount {
  const most = countSteps(form, ends);
  const { lower, upper } = ends;
  if (lower === null || upper === null || most < 3) return { known: most, most };
  const known = new Set([...values, lower, upper]);
  let isWhole = true;
  const sorted = [...known].sort((left, right) => left < right ? -1 : 1);
  const gaps = sorted.slice(1).map((end, place) => [sorted[place]! + 1n, end - 1n] as const);
  for (let gap = gaps.pop(); gap !== undefined && known.size < limit; gap = gaps.pop()) {
    const [from, to] = gap;
    if (from > to) continue;
    using open = solver.open({
      ...program,
      rows: [...program.rows, { ...form, lower: from, upper: to }],
    }, {
      deadline,
    });
    const point = deadline.isOver ? undefined : open.findPoint();
    if (point === undefined) isWhole = false;
    if (!point) continue;
    onPoint?.(point);
    const value = evaluate(form, point);
    known.add(value);
    gaps.push([from, value - 1n], [value + 1n, to]);
  }
  return { known: known.size, most: isWhole && known.size < limit ? known.size : most };
}

/** How many values a form can take at most between its ends: a form in steps of 2 takes half of them. */
export function countSteps({ coefficients }: Objective, { lower, upper }: Limits): number {
  if (lower === null || upper === null) return Infinity;
  if (lower === upper) return 1;
  return Number((upper - lower) / coefficients.reduce(greatestCommonDivisor, 0n)) + 1;
}
