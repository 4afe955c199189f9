/**
 * Small integer programs solved in whole numbers by propagation and splitting, without a solver.
 *
 * Nothing here is approximate: a point that is given back satisfies every row, "none" is said only when every
 * part of the box was shown to be empty, and what takes too many steps is left to the solver.
 */

import { greatestCommonDivisor } from "./fraction.ts";
import { propagate } from "./propagate.ts";
import type { Box, IntegerProgram, LinearRow, Objective } from "./program.ts";

/** Up to these, sums of products of ends and factors are exact in floating point: 60 · 1e5 · 1e9 < 2^53. */
const GREATEST_END = 1e9;
const GREATEST_COEFFICIENT = 1e5;
const MOST_VARIABLES = 60;
/** Boxes that are looked at before the solver is the better way. */
const MOST_BOXES = 60;
/** Halvings of the range that an optimum may lie in. */
const MOST_HALVINGS = 40;

/** An optimum with a point that attains it. */
export interface FoundOptimum {
  readonly value: number;
  readonly point: readonly number[];
}

/** A point of the program; null where there is none, undefined where that takes too long to tell. */
export function searchPoint(program: IntegerProgram): number[] | null | undefined {
  if (!isSmall(program)) return undefined;
  const rows = mergeRows(program.rows);
  if (rows === null) return null;
  const open: Box[] = [{ lower: program.upper.map(() => 0), upper: [...program.upper] }];
  for (let count = 0; count < MOST_BOXES; count++) {
    const start = open.pop();
    if (start === undefined) return null;
    const box = propagate({ upper: program.upper, rows }, start, GREATEST_END);
    if (box === null) continue;
    const variable = widest(box);
    if (variable !== undefined) open.push(...split(box, variable));
    else if (program.rows.every((row) => holdsAt(row, box.lower))) return box.lower;
  }
  return undefined;
}

/**
 * The greatest value of the objective, given one point; undefined where nothing caps it or that takes too long.
 * Propagation proves a cap; then each search either attains the upper half of what is left or rules it out.
 */
export function searchGreatest(
  program: IntegerProgram,
  objective: Objective,
  known: readonly number[],
): FoundOptimum | undefined {
  const start = { lower: program.upper.map(() => 0), upper: [...program.upper] };
  const box = isSmall({ ...program, rows: [...program.rows, { ...objective, lower: 0, upper: 0 }] })
    ? propagate(program, start, GREATEST_END)
    : null;
  if (box === null) return undefined;
  let most = greatestCap(program, objective, box);
  if (!Number.isSafeInteger(most)) return undefined;
  let best: FoundOptimum = { value: valueAt(objective, known), point: known };
  // The cap itself first: it is often attained.
  for (let halving = 0, aim = most; best.value < most; halving++) {
    if (halving === MOST_HALVINGS) return undefined;
    const row: LinearRow = { ...objective, lower: aim, upper: Infinity };
    const point = searchPoint({ upper: program.upper, rows: [...program.rows, row] });
    if (point === undefined) return undefined;
    if (point === null) most = aim - 1;
    else best = { value: valueAt(objective, point), point };
    aim = best.value + Math.ceil((most - best.value) / 2);
  }
  return best;
}

/**
 * A direction of zeros and ones along which the program never ends and the objective grows; undefined where none was
 * found, which says nothing.
 */
export function searchRay(program: IntegerProgram, objective: Objective): number[] | undefined {
  const homogeneous = (limit: number) => Number.isFinite(limit) ? 0 : limit;
  const rows = program.rows.map((row): LinearRow => ({
    ...row,
    lower: homogeneous(row.lower),
    upper: homogeneous(row.upper),
  }));
  return searchPoint({
    upper: program.upper.map((limit) => Number.isFinite(limit) ? 0 : 1),
    rows: [...rows, { ...objective, lower: 1, upper: Infinity }],
  }) ?? undefined;
}

function isSmall({ upper, rows }: IntegerProgram): boolean {
  const isWithin = (limit: number) => Math.abs(limit) <= GREATEST_END || !Number.isFinite(limit);
  return upper.length <= MOST_VARIABLES && upper.every(isWithin) &&
    rows.every(({ coefficients, lower, upper }) =>
      isWithin(lower) && isWithin(upper) &&
      coefficients.every((coefficient) => Math.abs(coefficient) <= GREATEST_COEFFICIENT)
    );
}

/** The variable with the most values left; undefined where each has one. */
function widest({ lower, upper }: Box): number | undefined {
  let found: number | undefined;
  let width = 0;
  for (let variable = 0; variable < lower.length; variable++) {
    const own = upper[variable]! - lower[variable]!;
    if (own <= width) continue;
    found = variable;
    width = own;
  }
  return found;
}

/** The box in two, the part to look at first last. */
function split({ lower, upper }: Box, variable: number): Box[] {
  const [low, high] = [lower[variable]!, upper[variable]!];
  const within = (from: number, to: number): Box => ({
    lower: lower.with(variable, from),
    upper: upper.with(variable, to),
  });
  if (high === Infinity) return [within(low + 1, high), within(low, low)];
  const middle = low + Math.floor((high - low) / 2);
  return [within(middle + 1, high), within(low, middle)];
}

/**
 * What the objective cannot exceed: by the box alone, or by one row, whose limit caps its own part of the objective while
 * the box caps the rest.
 */
function greatestCap({ rows }: IntegerProgram, objective: Objective, box: Box): number {
  let cap = greatestInBox(objective, box);
  for (const row of rows) {
    for (const [sign, limit] of [[1, row.upper], [-1, -row.lower]] as const) {
      if (limit === Infinity) continue;
      cap = Math.min(cap, limit + greatestInBox(lessRow(objective, row, sign), box));
    }
  }
  return cap;
}

/** The objective less the row, times its sign. */
function lessRow(objective: Objective, row: LinearRow, sign: 1 | -1): Objective {
  const rest = new Map<number, number>();
  const add = ({ variables, coefficients }: Objective, factor: number) =>
    variables.forEach((variable, position) =>
      rest.set(variable, (rest.get(variable) ?? 0) + factor * coefficients[position]!)
    );
  add(objective, 1);
  add(row, -sign);
  return { variables: [...rest.keys()], coefficients: [...rest.values()] };
}

/** Each row in lowest terms, its limits rounded to what whole numbers reach, and one row for each form; null for none. */
function mergeRows(rows: readonly LinearRow[]): LinearRow[] | null {
  const merged = new Map<string, LinearRow>();
  for (const row of rows) {
    const present = row.variables.flatMap((variable, position) =>
      row.coefficients[position] === 0 ? [] : [[variable, row.coefficients[position]!] as const]
    ).sort(([left], [right]) => left - right);
    if (present.length === 0) {
      if (row.lower > 0 || row.upper < 0) return null;
      continue;
    }
    const divisor = present.reduce(
      (common, [, factor]) => greatestCommonDivisor(common, factor),
      0,
    );
    const scale = present[0]![1] < 0 ? -divisor : divisor;
    const [one, other] = [row.lower / scale, row.upper / scale];
    const variables = present.map(([variable]) => variable);
    const coefficients = present.map(([, factor]) => factor / scale);
    const name = `${variables} × ${coefficients}`;
    const known = merged.get(name);
    const lower = Math.max(known?.lower ?? -Infinity, Math.ceil(Math.min(one, other)));
    const upper = Math.min(known?.upper ?? Infinity, Math.floor(Math.max(one, other)));
    if (lower > upper) return null;
    merged.set(name, { variables, coefficients, lower, upper });
  }
  return [...merged.values()];
}

function greatestInBox({ variables, coefficients }: Objective, { lower, upper }: Box): number {
  let sum = 0;
  for (const [position, variable] of variables.entries()) {
    const coefficient = coefficients[position]!;
    if (coefficient === 0) continue;
    sum += coefficient * (coefficient > 0 ? upper : lower)[variable]!;
  }
  return sum;
}

function holdsAt(row: LinearRow, point: readonly number[]): boolean {
  const value = valueAt(row, point);
  return row.lower <= value && value <= row.upper;
}

function valueAt({ variables, coefficients }: Objective, point: readonly number[]): number {
  return variables.reduce(
    (sum, variable, position) => sum + coefficients[position]! * point[variable]!,
    0,
  );
}
