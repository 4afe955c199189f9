/** Exact ends of the difference between two rates. */

import type { Component } from "./components.ts";
import type { FeasibleSet, LinearBounds } from "./feasible_set.ts";
import { compareFractions, type Fraction, fraction, subtractFractions } from "./fraction.ts";
import { combine, countSteps, joinForms, within, withRows } from "./joint.ts";
import {
  boundRatio,
  countRatioValues,
  type Ratio,
  type RatioBounds,
  type RatioEnd,
} from "./ratio.ts";
import type { IntegerProgram, Objective, Solver } from "./solver.ts";

/** `left − right`. */
export interface RatioDifference {
  readonly left: Ratio;
  readonly right: Ratio;
}

/** The ends of a difference of rates. */
export interface RatioDifferenceBounds extends RatioBounds {
  /** At least so many different values are possible; counted as far as was asked. */
  readonly valuesAtLeast: number;
}

/** The most pairs of denominators that are tried one by one. */
export const GREATEST_ENUMERATION = 2000;

/**
 * Bounds `left − right` jointly over the feasible set, exactly: rates of independent components add up; else
 * each pair of values that the two denominators can take (one pair where both are published) gives a linear
 * form, and every pair is tried, up to {@linkcode GREATEST_ENUMERATION} of them.
 *
 * @returns "undefined" where one of the rates never exists; null where the numbers are contradictory.
 * @throws {RangeError} beyond that limit: an approximate answer is never given.
 */
export function boundRatioDifference(
  set: FeasibleSet,
  { left, right }: RatioDifference,
  countUpTo = 1,
): RatioDifferenceBounds | "undefined" | null {
  const [first, second] = [boundRatio(set, left), boundRatio(set, right)];
  if (first === null || second === null) return null;
  if (first === "undefined" || second === "undefined") return "undefined";
  const frame = {
    mayBeUndefined: first.mayBeUndefined || second.mayBeUndefined,
    assumption: set.system.assumption,
  };
  if (!areIndependent(set, left, right)) {
    return { ...frame, ...enumerateDenominators(set, left, right) };
  }
  const counts = [left, right].map((ratio) => countRatioValues(set, ratio, countUpTo));
  return {
    ...frame,
    lower: subtractEnds(first.lower, second.upper),
    upper: subtractEnds(first.upper, second.lower),
    valuesAtLeast: counts[0]! + counts[1]! - 1,
  };
}

/** Whether the two rates touch no component in common. */
function areIndependent(set: FeasibleSet, left: Ratio, right: Ratio): boolean {
  const touched = ({ numerator, denominator }: Ratio): Set<Component> =>
    new Set(
      [numerator, denominator].flatMap((form) => set.split(form).parts)
        .map(({ component }) => component),
    );
  return touched(left).isDisjointFrom(touched(right));
}

function subtractEnds(left: RatioEnd | null, right: RatioEnd | null): RatioEnd | null {
  return left && right && {
    ...subtractFractions(left, right),
    isAttained: left.isAttained && right.isAttained,
  };
}

/** With both denominators fixed at b and d, `a/b − c/d` is the linear form `d·a − b·c` over `b·d`. */
function enumerateDenominators(set: FeasibleSet, left: Ratio, right: Ratio) {
  const { program, forms } = joinForms(
    set,
    [left.numerator, left.denominator, right.numerator, right.denominator],
  );
  const [a, leftDenominator, c, rightDenominator] = forms;
  const pairs = denominatorPairs(set.bound(left.denominator)!, set.bound(right.denominator)!);
  const found = pairs.flatMap(([b, d]) => {
    const form = combine([[a!, d], [c!, -b]]);
    const ends = optimiseBoth(
      set.solver,
      withRows(program, [within(leftDenominator!, b, b), within(rightDenominator!, d, d)]),
      form,
    );
    if (ends === null) return [];
    const toEnd = (value: number | null) =>
      value === null ? null : { ...fraction(value + form.constant, b * d), isAttained: true };
    return [{
      lower: toEnd(ends.lower),
      upper: toEnd(ends.upper),
      steps: countSteps(form, ends),
    }];
  });
  const [lowers, uppers] = [found.map(({ lower }) => lower), found.map(({ upper }) => upper)];
  const distinct = new Set(
    [...lowers, ...uppers].map((end) => end && `${end.numerator}/${end.denominator}`),
  );
  return {
    lower: extreme(lowers, -1),
    upper: extreme(uppers, 1),
    valuesAtLeast: Math.max(distinct.size, ...found.map(({ steps }) => steps)),
  };
}

/** Every pair of values from 1 that two denominators can take on their own. */
function denominatorPairs(left: LinearBounds, right: LinearBounds): [number, number][] {
  const [first, second] = [left, right].map(({ lower, upper }) => {
    const start = Math.max(1, lower!);
    return { start, count: (upper ?? Infinity) - start + 1 };
  });
  if (first!.count * second!.count > GREATEST_ENUMERATION) {
    throw new RangeError(
      "Cannot bound a difference of rates exactly: they depend on each other and their " +
        `denominators can take more than ${GREATEST_ENUMERATION} pairs of values`,
    );
  }
  const values = ({ start, count }: { start: number; count: number }) =>
    Array.from({ length: count }, (_, step) => start + step);
  return values(first!).flatMap((b) => values(second!).map((d): [number, number] => [b, d]));
}

/** Both ends of an objective; null where the program has no point. */
function optimiseBoth(solver: Solver, program: IntegerProgram, objective: Objective) {
  using open = solver.open(program);
  if (open.findPoint() === null) return null;
  const end = (sense: "minimise" | "maximise") => {
    const found = open.optimise(objective, sense);
    return found.status === "optimal" ? found.value : null;
  };
  return { lower: end("minimise"), upper: end("maximise") };
}

/** The least (−1) or greatest (1) of the ends; null, which is without end, wins. */
function extreme(ends: readonly (RatioEnd | null)[], side: 1 | -1): RatioEnd | null {
  return ends.reduce((best, end) =>
    best && end && side * compareFractions(end as Fraction, best) > 0 ? end : best && end && best
  );
}
