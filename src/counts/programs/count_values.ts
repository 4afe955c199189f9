/** How many values a form takes: what was attained while bounding, and a program for each value beyond. */
import type { Bounds } from "./bounds.ts";
import {
  type Deadline,
  evaluate,
  greatestCommonDivisor,
  type IntegerProgram,
  type Limits,
  type Objective,
  unit,
} from "./program.ts";
import type { Solver } from "./solver.ts";

/** Random points that are looked for, and how many in a row may bring nothing new. */
const MOST_RANDOM = 60;
const MOST_IN_VAIN = 8;

/**
 * Looks for points in random directions until few variables are left of which fewer values are known than are asked for. It
 * costs less than a program for each value of each variable. The same program gets the same points.
 */
export function scatter(
  program: IntegerProgram,
  { attained, base, ranges }: Required<Bounds>,
  { limit, solver, deadline }: {
    readonly limit: number;
    readonly solver: Solver;
    readonly deadline: Deadline;
  },
): void {
  const room = ranges.map((range, variable) => countSteps(unit(variable), range));
  const countLacking = () =>
    room.filter((most, variable) =>
      most !== Infinity && attained.countOf(variable) < Math.min(limit, most)
    ).length;
  const variables = [...program.upper.keys()];
  let lacking = countLacking();
  if (lacking < FEW_LACKING) return;
  using open = solver.open(program, { deadline, isLarge: true });
  let seed = 1;
  for (let round = 0, vain = 0; round < MOST_RANDOM && vain < MOST_IN_VAIN; round++) {
    if (lacking < FEW_LACKING || deadline.isOver) return;
    const coefficients = variables.map(() => {
      seed = (seed * 48_271) % 2_147_483_647;
      return BigInt(1 + seed % 9) * (seed % 2 === 0 ? 1n : -1n);
    });
    const point = open.aim({ variables, coefficients });
    if (point) attained.add(point.map((value, variable) => value - base[variable]!));
    const left = countLacking();
    vain = left < lacking ? 0 : vain + 1;
    lacking = left;
  }
}
/** So many are left to a program each. */
const FEW_LACKING = 3;

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
  { limit, solver, values, deadline }: {
    readonly limit: number;
    readonly solver: Solver;
    readonly values: Iterable<bigint>;
    readonly deadline: Deadline;
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
