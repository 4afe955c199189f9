/** Programs as literals in plain numbers; Infinity for no limit. */
import type { Bounds } from "../../../src/counts/programs/bounds.ts";
import {
  type IntegerProgram,
  type LinearRow,
  type Objective,
  objectiveOf,
} from "../../../src/counts/programs/program.ts";

export const NONE = Infinity;

/** The limit in whole numbers of any size. */
export function big(limit: number): bigint | null {
  return Number.isFinite(limit) ? BigInt(limit) : null;
}

/** `Σ coefficients × x0, x1, …`, or over the given variables. */
export function form(coefficients: readonly number[], variables?: readonly number[]): Objective {
  return objectiveOf(
    new Map(coefficients.map((factor, place) => [variables?.[place] ?? place, BigInt(factor)])),
  );
}

/** `lower <= Σ coefficients × x0, x1, … <= upper`. */
export function row(
  coefficients: readonly number[],
  lower: number,
  upper: number,
  variables?: readonly number[],
): LinearRow {
  return { ...form(coefficients, variables), lower: big(lower), upper: big(upper) };
}

/** The variables add up to a total. */
export function sum(variables: readonly number[], total: number): LinearRow {
  return row(variables.map(() => 1), total, total, variables);
}

export function program(upper: readonly number[], rows: readonly LinearRow[]): IntegerProgram {
  return { upper: upper.map(big), rows };
}

/** Ranges as two lists, least values and greatest. */
export function endsOf(bounds: Bounds | null) {
  return bounds && {
    lower: bounds.ranges.map(({ lower }) => lower),
    upper: bounds.ranges.map(({ upper }) => upper),
  };
}
