/** Exact ends of a rate whose numerator and denominator may both hold suppressed cells. */

import { evaluate, type IntegerProgram, TimeIsUpError } from "./program.ts";
import type { FeasibleSet, LinearBounds } from "./feasible_set.ts";
import type { LinearForm } from "./form.ts";
import { exact, type Fraction, fraction } from "./fraction.ts";
import {
  type AffineObjective,
  combine,
  compareWith,
  joinForms,
  valueAt,
  within,
  withRows,
} from "./joint.ts";
import { type OpenProgram } from "./solver.ts";

/** A rate: one form over another. */
export interface Ratio {
  readonly numerator: LinearForm;
  readonly denominator: LinearForm;
}

/** An end of a rate's range. */
export interface RatioEnd extends Fraction {
  /** False where the rate comes as close as one likes without reaching it. */
  readonly isAttained: boolean;
}

/** The least and greatest value of a rate, over all cells where its denominator is not 0. */
export interface RatioBounds {
  /** Null where nothing bounds it from below. */
  readonly lower: RatioEnd | null;
  /** Null where nothing bounds it from above. */
  readonly upper: RatioEnd | null;
  /** True where the denominator can be 0: there the rate does not exist, and the ends say nothing about it. */
  readonly mayBeUndefined: boolean;
  readonly assumption: string;
}

type Quotient = readonly [numerator: AffineObjective, denominator: AffineObjective];

/**
 * Bounds a rate jointly over the feasible set: exact fractions by Dinkelbach's method (1967) on integer
 * programs, each step of which compares with the best rate known so far in whole numbers.
 *
 * @returns "undefined" where the denominator can only be 0; null where the numbers are contradictory.
 * @throws {RangeError} if the denominator can be negative or a number is too large to be exact.
 */
export function boundRatio(set: FeasibleSet, ratio: Ratio): RatioBounds | "undefined" | null {
  const numerator = set.bound(ratio.numerator);
  const denominator = set.bound(ratio.denominator);
  if (numerator === null || denominator === null) return null;
  requireNonNegative(denominator);
  if (denominator.upper === 0) return "undefined";
  const frame = { mayBeUndefined: denominator.lower === 0, assumption: set.system.assumption };
  if (denominator.lower === denominator.upper) {
    const end = (value: number | null) =>
      value === null ? null : { ...fraction(value, denominator.upper!), isAttained: true };
    return { ...frame, lower: end(numerator.lower), upper: end(numerator.upper) };
  }
  const { program, quotient } = joinRatio(set, ratio);
  using open = set.solver.open(program, { deadline: set.deadline });
  const upper = greatestRatio(open, quotient);
  const negated = greatestRatio(open, [combine([[quotient[0], -1]]), quotient[1]]);
  return {
    ...frame,
    lower: negated && { ...negated, numerator: 0 - negated.numerator },
    upper,
  };
}

/**
 * How many different values a rate can take, counted up to a limit. Between two known values lies
 * another exactly when whole numbers satisfy both strict comparisons, which is one more program.
 */
export function countRatioValues(set: FeasibleSet, ratio: Ratio, limit: number): number {
  const { program, quotient } = joinRatio(set, ratio);
  let count = 0;
  const countBetween = (above: Fraction | null, below: Fraction | null): void => {
    if (count >= limit) return;
    // In whole numbers, strictly above is above by 1.
    const rows = [
      ...above ? [within(compareWith(quotient, above), 1, Infinity)] : [],
      ...below ? [within(compareWith(quotient, below), -Infinity, -1)] : [],
    ];
    const value = findRatio(set, withRows(program, rows), quotient);
    if (value === null) return;
    count++;
    countBetween(above, value);
    countBetween(value, below);
  };
  countBetween(null, null);
  return count;
}

/** @throws {RangeError} where the denominator of a rate can be negative. */
export function requireNonNegative(denominator: LinearBounds): void {
  if (denominator.lower === null || denominator.lower < 0) {
    throw new RangeError("Cannot bound a rate: its denominator can be negative");
  }
}

/** The rate over the components it touches, its denominator held at 1 or more. */
function joinRatio(set: FeasibleSet, { numerator, denominator }: Ratio) {
  const { program, forms } = joinForms(set, [numerator, denominator]);
  const quotient = [forms[0]!, forms[1]!] as const;
  return { program: withRows(program, [within(quotient[1], 1, Infinity)]), quotient };
}

function findRatio(
  set: FeasibleSet,
  program: IntegerProgram,
  [numerator, denominator]: Quotient,
): Fraction | null {
  using open = set.solver.open(program, { deadline: set.deadline });
  const point = open.findPoint();
  if (point === undefined) throw new TimeIsUpError();
  return point && fraction(valueAt(numerator, point), valueAt(denominator, point));
}

/** Dinkelbach: with the best rate p/q so far, maximise q·numerator − p·denominator; at 0 none is better. */
function greatestRatio(program: OpenProgram, quotient: Quotient): RatioEnd | null {
  const [numerator, denominator] = quotient;
  const ratioAt = (point: readonly number[]): RatioEnd => ({
    ...fraction(valueAt(numerator, point), valueAt(denominator, point)),
    isAttained: true,
  });
  const start = program.findPoint();
  if (!start) throw new TimeIsUpError();
  for (let best = ratioAt(start);;) {
    const excess = compareWith(quotient, best);
    const found = program.optimise(excess, "maximise");
    if (found.status === "undecided") throw new TimeIsUpError();
    if (found.status === "infeasible") throw new Error("Cannot lose a feasible point");
    if (found.status === "unbounded") {
      // Far out along the ray the rate tends to the ratio of the two slopes and never quite gets there.
      const [rise, run] = [evaluate(numerator, found.ray), evaluate(denominator, found.ray)];
      if (run === 0) return null;
      best = { ...fraction(rise, run), isAttained: false };
      continue;
    }
    const value = exact(found.value + excess.constant);
    if (value < 0) return best;
    best = ratioAt(found.point);
    if (value === 0) return best;
  }
}
