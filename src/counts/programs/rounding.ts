/** What floating point says, in whole numbers: bounds rounded to the safe side, directions without end made exact. */
import { evaluate, holds, type IntegerProgram, type Objective } from "./program.ts";

/** Beyond this, tolerances of 1e-7 are no longer far below 1 in sums of products. */
export const GREATEST_LIMIT = 1e9;
/** How far from a whole number HiGHS may be before its answer counts as fractional. */
export const TOLERANCE = 1e-5;
/** Denominators tried when a direction without end is turned into whole numbers. */
const GREATEST_RAY_DENOMINATOR = 60;

/** The best whole value that a proven bound still allows. */
export function roundInward(bound: number): bigint {
  return BigInt(Math.floor(bound + TOLERANCE * Math.max(1, Math.abs(bound) / GREATEST_LIMIT)));
}

/** A direction in whole numbers, undefined where it does not stay in the cone or gains nothing there. */
export function toWholeRay(
  steps: readonly number[],
  objective: Objective,
  { upper, rows }: IntegerProgram,
): bigint[] | undefined {
  for (let factor = 1; factor <= GREATEST_RAY_DENOMINATOR; factor++) {
    const ray = steps.map((step) => BigInt(Math.round(step * factor)));
    const isInside = ray.every((step, variable) =>
      step === 0n || (step > 0n && upper[variable] !== 0n)
    );
    if (isInside && evaluate(objective, ray) > 0n && rows.every((row) => holds(row, ray))) {
      return ray;
    }
  }
  return undefined;
}
