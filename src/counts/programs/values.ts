/** Which values a form takes: those of points that were met while bounding, and a program for each value beyond. */
import {
  type Deadline,
  evaluate,
  greatestCommonDivisor,
  type IntegerProgram,
  type Limits,
  type Objective,
} from "./program.ts";
import type { OpenProgram, Solver } from "./solver.ts";

/** Values that are kept of each variable, and numbers in all of the points that are kept. */
const MOST_VALUES = 100;
const MOST_NUMBERS = 500_000;

/** Points that were met while a program was bounded. */
export class Attained {
  /** The least value of each variable, and the greatest; null where a direction has no end. */
  readonly lower: bigint[];
  readonly upper: (bigint | null)[];
  readonly #values: Set<bigint>[];
  readonly #points: (readonly bigint[])[] = [];

  constructor(start: readonly bigint[]) {
    this.lower = [...start];
    this.upper = [...start];
    this.#values = start.map(() => new Set());
    this.add(start);
  }

  /** A point widens what is attained by all variables. */
  add(point: readonly bigint[]): void {
    if (this.#points.length * point.length < MOST_NUMBERS) this.#points.push(point);
    for (const [variable, value] of point.entries()) {
      if (value < this.lower[variable]!) this.lower[variable] = value;
      if (isBelow(this.upper[variable]!, value)) this.upper[variable] = value;
      const values = this.#values[variable]!;
      if (values.size < MOST_VALUES) values.add(value);
    }
  }

  /** From a point, nothing caps what a direction without end moves. */
  follow(ray: readonly bigint[]): void {
    for (const [variable, step] of ray.entries()) {
      if (step > 0n) this.upper[variable] = null;
    }
  }

  /** How many values of a variable are kept. */
  countOf(variable: number): number {
    return this.#values[variable]!.size;
  }

  /** Values that a form is known to take. */
  valuesOf(form: Objective): Iterable<bigint> {
    const [variable, ...others] = form.variables;
    if (others.length > 0) return this.#points.map((point) => evaluate(form, point));
    const factor = form.coefficients[0]!;
    return [...this.#values[variable!]!].map((value) => value * factor);
  }
}

/** Whether an upper end lies below another one; null is above all. */
export function isBelow(left: bigint | null, right: bigint | null): boolean {
  return left !== null && (right === null || left < right);
}

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
  { limit, solver, values, deadline, isReduced, onPoint }: {
    readonly limit: number;
    readonly solver: Solver;
    readonly values: Iterable<bigint>;
    readonly deadline: Deadline;
    /** Whether the program is reduced already. */
    readonly isReduced?: boolean;
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
  const gaps = sorted.slice(1).map((end, place): Gap => [sorted[place]! + 1n, end - 1n]);
  while (gaps.length > 0 && known.size < limit) {
    // Where there is most room a point is found most easily.
    gaps.sort(([from, to], [start, end]) => to - from < end - start ? -1 : 1);
    const [from, to] = gaps.pop()!;
    if (from > to) continue;
    using open = solver.open({
      ...program,
      rows: [...program.rows, { ...form, lower: from, upper: to }],
    }, { deadline, isReduced });
    const found = deadline.isOver ? undefined : findValue(open, form, [from, to]);
    if (found === undefined) isWhole = false;
    if (!found) continue;
    onPoint?.(found.point);
    known.add(found.value);
    gaps.push(...found.left);
  }
  return { known: known.size, most: isWhole && known.size < limit ? known.size : most };
}

/** The whole numbers from one to another, both of them too. */
type Gap = readonly [from: bigint, to: bigint];

/**
 * A point with a value in a gap, by the relaxation where that is enough, and what is left of the gap; null where there is none,
 * undefined where time is up.
 */
function findValue(program: OpenProgram, form: Objective, [from, to]: Gap) {
  const below = (value: bigint): Gap => [from, value - 1n];
  const above = (value: bigint): Gap => [value + 1n, to];
  for (const [sense, rest] of [["maximise", below], ["minimise", above]] as const) {
    const found = program.relax(form, sense);
    if (found.status === "optimal") return { ...found, left: [rest(found.value)] };
  }
  const point = program.findPoint();
  if (!point) return point;
  const value = evaluate(form, point);
  return { point, value, left: [below(value), above(value)] };
}

/** How many values a form can take at most between its ends: a form in steps of 2 takes half of them. */
export function countSteps({ coefficients }: Objective, { lower, upper }: Limits): number {
  if (lower === null || upper === null) return Infinity;
  if (lower === upper) return 1;
  return Number((upper - lower) / coefficients.reduce(greatestCommonDivisor, 0n)) + 1;
}
