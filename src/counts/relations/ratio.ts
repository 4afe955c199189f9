/** Exact ends of a rate whose numerator and denominator may both hold suppressed cells. */

import type { FeasibleSet } from "./feasible_set.ts";
import type { LinearForm } from "./form.ts";
import {
  evaluate,
  type Fraction,
  fraction,
  type IntegerProgram,
  type LinearRow,
  type Objective,
  objectiveOf,
  type Range,
  scale,
  TimeIsUpError,
} from "../programs/program.ts";
import type { OpenProgram } from "../programs/solver.ts";

/** A rate: one form over another. */
export interface Ratio {
  readonly numerator: LinearForm;
  readonly denominator: LinearForm;
}

/** An end of a rate's range; not attained where the rate comes as close as one likes without reaching it. */
interface RatioEnd {
  readonly value: Fraction;
  readonly isAttained: boolean;
}

/** `constant + Σ coefficients × variables`. */
interface Affine extends Objective {
  readonly constant: bigint;
}

type Quotient = readonly [numerator: Affine, denominator: Affine];

/**
 * Bounds a rate jointly over the feasible set, wherever its denominator is not 0: exact fractions by Dinkelbach's method (1967) on integer
 * programs, each step of which compares with the best rate known so far in whole numbers.
 *
 * @returns "undefined" where the denominator can only be 0; null where the numbers are contradictory.
 * @throws {RangeError} if the denominator can be negative
 * @throws {TimeIsUpError} if time is up before both ends are known
 */
export function boundRatio(set: FeasibleSet, ratio: Ratio): Range<Fraction> | "undefined" | null {
  const numerator = set.boundExactly(ratio.numerator);
  const denominator = set.boundExactly(ratio.denominator);
  if (numerator === null || denominator === null) return null;
  if (denominator.lower === null || denominator.lower < 0n) {
    throw new RangeError("Cannot bound a rate: its denominator can be negative");
  }
  if (denominator.upper === 0n) return "undefined";
  if (numerator.isOuter || denominator.isOuter) throw new TimeIsUpError();
  if (denominator.lower === denominator.upper) {
    const end = (value: bigint | null) =>
      value === null ? null : { value: fraction(value, denominator.upper!), isAttained: true };
    return toRange(end(numerator.lower), end(numerator.upper));
  }
  const { program, quotient: [top, bottom] } = joinRatio(set, ratio);
  using open = set.solver.open(program, { deadline: set.deadline });
  const negated = greatestRatio(open, [combine([top, -1n]), bottom]);
  const least = negated && {
    ...negated,
    value: { ...negated.value, numerator: -negated.value.numerator },
  };
  return toRange(least, greatestRatio(open, [top, bottom]));
}

function toRange(least: RatioEnd | null, most: RatioEnd | null): Range<Fraction> {
  return {
    lower: least && least.value,
    upper: most && most.value,
    isOuter: false,
    isAttained: { lower: least?.isAttained ?? false, upper: most?.isAttained ?? false },
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
      ...above ? [atLeast(compareWith(quotient, above), 1n)] : [],
      ...below ? [atLeast(combine([compareWith(quotient, below), -1n]), 1n)] : [],
    ];
    using open = set.solver.open({ ...program, rows: [...program.rows, ...rows] }, {
      deadline: set.deadline,
    });
    const point = open.findPoint();
    if (point === undefined) throw new TimeIsUpError();
    if (point === null) return;
    const value = ratioAt(quotient, point);
    count++;
    countBetween(above, value);
    countBetween(value, below);
  };
  countBetween(null, null);
  return count;
}

/** The components that a rate touches as one program, its denominator held at 1 or more. */
function joinRatio(set: FeasibleSet, { numerator, denominator }: Ratio) {
  const forms = [numerator, denominator].map((form) => set.split(form));
  const components = new Set(forms.flatMap(({ parts }) => parts.map(({ component }) => component)));
  const joined = [...components].flatMap(({ variables }) => variables);
  const place = new Map(joined.map((variable, index) => [variable, index]));
  const [top, bottom] = forms.map(({ constant, parts }): Affine => ({
    constant,
    variables: parts.flatMap(({ component, objective }) =>
      objective.variables.map((variable) => place.get(component.variables[variable]!)!)
    ),
    coefficients: parts.flatMap(({ objective }) => objective.coefficients),
  }));
  const rows = [...components].flatMap((component) =>
    component.rows.map((row): LinearRow => ({
      ...row,
      variables: row.variables.map((variable) => place.get(component.variables[variable]!)!),
    }))
  );
  const program: IntegerProgram = {
    upper: joined.map((variable) => set.system.upper[variable]!),
    rows: [...rows, atLeast(bottom!, 1n)],
  };
  return { program, quotient: [top!, bottom!] as const };
}

/** Dinkelbach: with the best rate p/q so far, maximise q·numerator − p·denominator; at 0 none is better. */
function greatestRatio(program: OpenProgram, quotient: Quotient): RatioEnd | null {
  const start = program.findPoint();
  if (!start) throw new TimeIsUpError();
  for (let best: RatioEnd = { value: ratioAt(quotient, start), isAttained: true };;) {
    const excess = compareWith(quotient, best.value);
    const found = program.optimise(excess, "maximise");
    if (found.status === "undecided") throw new TimeIsUpError();
    if (found.status === "infeasible") throw new Error("Cannot lose a feasible point");
    if (found.status === "unbounded") {
      // Far out along the ray the rate tends to the ratio of the two slopes and never quite gets there.
      const [rise, run] = quotient.map((form) => evaluate(form, found.ray));
      if (run === 0n) return null;
      best = { value: fraction(rise!, run!), isAttained: false };
      continue;
    }
    const value = found.value + excess.constant;
    if (value < 0n) return best;
    best = { value: ratioAt(quotient, found.point), isAttained: true };
    if (value === 0n) return best;
  }
}

function ratioAt(quotient: Quotient, point: readonly bigint[]): Fraction {
  const [top, bottom] = quotient.map((form) => form.constant + evaluate(form, point));
  return fraction(top!, bottom!);
}

/** `q·numerator − p·denominator`: positive, zero or negative as their ratio is above, at or below p/q. */
function compareWith(
  [numerator, denominator]: Quotient,
  { numerator: p, denominator: q }: Fraction,
) {
  return combine([numerator, q], [denominator, -p]);
}

/** The sum of forms, each times a whole number; variables that cancel drop out. */
function combine(...weighted: readonly (readonly [Affine, bigint])[]): Affine {
  let constant = 0n;
  const coefficients = new Map<number, bigint>();
  for (const [form, factor] of weighted) {
    constant += factor * form.constant;
    const { variables, coefficients: factors } = scale(form, factor);
    variables.forEach((variable, place) =>
      coefficients.set(variable, (coefficients.get(variable) ?? 0n) + factors[place]!)
    );
  }
  return { constant, ...objectiveOf(coefficients) };
}

/** The row `least <= form`. */
function atLeast({ constant, variables, coefficients }: Affine, least: bigint): LinearRow {
  return { variables, coefficients, lower: least - constant, upper: null };
}
