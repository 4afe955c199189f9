/** Integer programs as data: what the files of this room hand one another. */

import { MagnitudeError } from "../errors.ts";

/** `lower <= Σ coefficients × variables <= upper`, in whole numbers; a limit may be infinite. */
export interface LinearRow {
  /** Each variable at most once. */
  readonly variables: readonly number[];
  readonly coefficients: readonly number[];
  readonly lower: number;
  readonly upper: number;
  /** The limits where a number does not hold them exactly; null where there is none. */
  readonly exact?: Limits;
}

/** Limits of any size; null where there is none. */
export interface Limits {
  readonly lower: bigint | null;
  readonly upper: bigint | null;
}

/** Variables 0 … n−1, each a whole number from 0 to its `upper` (or Infinity). */
export interface IntegerProgram {
  readonly upper: readonly number[];
  readonly rows: readonly LinearRow[];
}

/** `Σ coefficients × variables`. */
export interface Objective {
  readonly variables: readonly number[];
  readonly coefficients: readonly number[];
}

export type Sense = "minimise" | "maximise";

/** The least and greatest value of each variable; Infinity where nothing caps it. */
export interface Box {
  readonly lower: number[];
  readonly upper: number[];
  /** By variable: true where its ends are only known to enclose what it can be, for want of time or of digits. */
  readonly isOuter?: readonly boolean[];
}

/**
 * The outcome: an optimum with a point that attains it, a ray of feasible points without end, nothing; or, where time is up, a
 * bound that the objective does not pass.
 */
export type Optimum =
  | { readonly status: "optimal"; readonly value: number; readonly point: readonly number[] }
  | { readonly status: "unbounded"; readonly ray: readonly number[] }
  | { readonly status: "infeasible" }
  | { readonly status: "undecided"; readonly bound: number };

/** Until when something may be worked on. */
export class Deadline {
  readonly #end: number;

  /** @param seconds from now on; Infinity for as long as it takes */
  constructor(seconds: number) {
    this.#end = performance.now() + seconds * 1_000;
  }

  get isOver(): boolean {
    return performance.now() >= this.#end;
  }

  /** What is left, in seconds, never less than 0. */
  get seconds(): number {
    return Math.max(0, this.#end - performance.now()) / 1_000;
  }
}

/** Time is up, and nothing can be said. */
export class TimeIsUpError extends Error {
  override readonly name = "TimeIsUpError";
}

/** No end of time. */
export const NO_DEADLINE = new Deadline(Infinity);

/** The limits of a row, whatever their size. */
export function limitsOf(row: LinearRow): Limits {
  const big = (limit: number) => Number.isFinite(limit) ? BigInt(limit) : null;
  return row.exact ?? { lower: big(row.lower), upper: big(row.upper) };
}

/** A row with limits of any size. */
export function rowWith(form: Objective, { lower, upper }: Limits): LinearRow {
  const isSafe = [lower, upper].every((limit) =>
    limit === null || Number.isSafeInteger(Number(limit))
  );
  return {
    variables: form.variables,
    coefficients: form.coefficients,
    lower: lower === null ? -Infinity : Number(lower),
    upper: upper === null ? Infinity : Number(upper),
    ...(isSafe ? {} : { exact: { lower, upper } }),
  };
}

/** The objective at a point, in whole numbers. @throws {MagnitudeError} where a number does not hold it. */
export function evaluate(objective: Objective, point: readonly number[]): number {
  let sum = 0;
  objective.variables.forEach((variable, position) => {
    sum += objective.coefficients[position]! * point[variable]!;
  });
  if (!Number.isSafeInteger(sum)) throw new MagnitudeError();
  return sum;
}

/** Whether the row holds at a point of whole numbers. */
export function holds(row: LinearRow, point: readonly number[]): boolean {
  const sum = evaluate(row, point);
  return row.lower <= sum && sum <= row.upper;
}
