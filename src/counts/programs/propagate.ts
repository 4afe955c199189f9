/** Bounds by reasoning row by row, without a solver, and the shapes of programs for which that or less is enough. */

import {
  type Box,
  evaluate,
  floorDivide,
  type IntegerProgram,
  type LinearRow,
  type Objective,
  rowsByVariable,
} from "./program.ts";
import { isForest, isOne } from "./forest.ts";

/** Rounds a row may be looked at again; ever tighter bounds could otherwise creep on without end. */
const VISITS_PER_ROW = 50;

/**
 * Tightens each variable's bounds, row by row, until nothing changes. Every feasible point lies in the box; where
 * {@linkcode isForest} holds the box is exact: each end is attained. Null where it proves that there is no feasible point.
 */
export function propagate(program: IntegerProgram): Box | null {
  const { rows, upper } = program;
  const box = { lower: upper.map(() => 0n), upper: [...upper] };
  const rowsOf = rowsByVariable(program);
  const queue = [...rows.keys()];
  const waiting = rows.map(() => true);
  const limit = isForest(program) ? Infinity : VISITS_PER_ROW * rows.length;
  for (let next = 0; next < queue.length && next < limit; next++) {
    const index = queue[next]!;
    waiting[index] = false;
    const changed = tighten(rows[index]!, box);
    if (changed === null) return null;
    for (const variable of changed) {
      for (const row of rowsOf[variable]!) {
        if (waiting[row] || row === index) continue;
        waiting[row] = true;
        queue.push(row);
      }
    }
  }
  return box;
}

/** Applies one row to the box. Gives the variables whose bounds moved, null where none can satisfy it. */
function tighten({ variables, coefficients, lower, upper }: LinearRow, box: Box): number[] | null {
  const changed: number[] = [];
  if (upper !== null && !tightenSide(variables, coefficients, upper, box, changed)) return null;
  if (lower === null) return changed;
  const negated = coefficients.map((coefficient) => -coefficient);
  return tightenSide(variables, negated, -lower, box, changed) ? changed : null;
}

/**
 * Applies `Σ factor × variable <= most`; false where nothing satisfies it. With all others at the end that takes least, what is
 * left of `most` (`room`) limits each variable: from above where its factor is positive, from below where it is negative.
 */
function tightenSide(
  variables: readonly number[],
  factors: readonly bigint[],
  most: bigint,
  { lower, upper }: Box,
  changed: number[],
): boolean {
  // Ends that are not there are counted: one variable's own must not hide what the others allow.
  let [room, open] = [most, 0];
  for (let place = 0; place < variables.length; place++) {
    const factor = factors[place]!;
    const end = (factor > 0n ? lower : upper)[variables[place]!]!;
    if (end === null) open++;
    else room -= factor * end;
  }
  if (open > 1) return true;
  if (open === 0 && room < 0n) return false;
  for (let place = 0; place < variables.length; place++) {
    const [variable, factor] = [variables[place]!, factors[place]!];
    const [low, high] = [lower[variable]!, upper[variable]!];
    if (factor > 0n) {
      if (open > 0) continue;
      const end = low + room / factor;
      if (high !== null && end >= high) continue;
      upper[variable] = end;
    } else {
      if (open > 0 && high !== null) continue;
      const end = high === null ? -floorDivide(room, -factor) : high - room / -factor;
      if (end <= low) continue;
      lower[variable] = end;
    }
    changed.push(variable);
  }
  return true;
}

/** A program counted from a base: its variables are those of the original less the base. */
interface Shifted {
  readonly base: readonly bigint[];
  readonly program: IntegerProgram;
}

/**
 * The program counted from the lower ends of its box, without what the box says already. Two programs with other numbers but the
 * same freedom become equal, and mostly small.
 */
export function shift({ rows }: IntegerProgram, { lower, upper }: Box): Shifted {
  const room = upper.map((end, variable) => end === null ? null : end - lower[variable]!);
  const reach = ({ variables, coefficients }: Objective, sign: bigint) => {
    let sum = 0n;
    for (const [place, variable] of variables.entries()) {
      const factor = sign * coefficients[place]!;
      const most = room[variable]!;
      if (factor <= 0n || most === 0n) continue;
      if (most === null) return null;
      sum += factor * most;
    }
    return sum;
  };
  const shifted = rows.flatMap((row): LinearRow[] => {
    const base = evaluate(row, lower);
    const tell = (limit: bigint | null, sign: bigint) => {
      if (limit === null) return null;
      const most = reach(row, sign);
      return most !== null && most <= sign * (limit - base) ? null : limit - base;
    };
    const limits = { lower: tell(row.lower, -1n), upper: tell(row.upper, 1n) };
    const { variables, coefficients } = row;
    return limits.lower === null && limits.upper === null
      ? []
      : [{ variables, coefficients, ...limits }];
  });
  return { base: lower, program: { upper: room, rows: shifted } };
}

/** The program as its own propagation leaves it; null where that proves that there is no point. */
export function reduce(program: IntegerProgram): Shifted | null {
  const box = propagate(program);
  return box && shift(program, box);
}

/**
 * Whether the rows form a network: in those of several variables each variable stands at most twice, with factor 1 or −1, and
 * some rows can be taken with the opposite sign so that it stands once with each. Then the matrix is totally unimodular, as in
 * tables of two dimensions: a variable takes every whole number between its ends (Hoffman and Kruskal 1956).
 */
export function isNetwork(program: IntegerProgram): boolean {
  const { rows } = program;
  const places = placesInRows(program);
  if (places === undefined) return false;
  // 0: not chosen yet. A row's sign forces that of every row that it shares a variable with.
  const signs = rows.map(() => 0n);
  for (const start of rows.keys()) {
    if (signs[start] !== 0n) continue;
    signs[start] = 1n;
    const queue = [start];
    for (let row = queue.pop(); row !== undefined; row = queue.pop()) {
      for (const variable of rows[row]!.variables) {
        const here = places[variable]!.find((place) => place.row === row);
        const there = places[variable]!.find((place) => place.row !== row);
        if (!here || !there) continue;
        const needed = -signs[row]! * here.factor * there.factor;
        if (signs[there.row] === 0n) queue.push(there.row);
        else if (signs[there.row] !== needed) return false;
        signs[there.row] = needed;
      }
    }
  }
  return true;
}

interface PlaceInRow {
  readonly row: number;
  readonly factor: bigint;
}

/** Where each variable stands in rows of several; undefined where one stands three times, or has another factor than ±1. */
function placesInRows({ upper, rows }: IntegerProgram): PlaceInRow[][] | undefined {
  const places: PlaceInRow[][] = upper.map(() => []);
  for (const [row, { variables, coefficients }] of rows.entries()) {
    if (variables.length < 2) continue;
    for (const [place, variable] of variables.entries()) {
      const factor = coefficients[place]!;
      if (!isOne(factor) || places[variable]!.push({ row, factor }) > 2) return undefined;
    }
  }
  return places;
}
