/** Exact bounds by reasoning row by row, without a solver. */

import type { Box, IntegerProgram, LinearRow } from "./program.ts";

/** Rounds a row may be looked at again; ever tighter bounds could otherwise creep on without end. */
const VISITS_PER_ROW = 50;

/**
 * Tightens each variable's bounds, row by row, until nothing changes. Every feasible point lies in
 * the box; where {@linkcode isForest} holds the box is exact: each end is attained.
 *
 * @param start the box to begin with, in place of the program's own; it stays as it is
 * @param greatestEnd ends beyond it are left where they were, so that sums of products stay exact
 * @returns null where it proves that there is no feasible point.
 */
export function propagate(
  program: IntegerProgram,
  start?: Box,
  greatestEnd = Infinity,
): Box | null {
  const box = {
    lower: start ? [...start.lower] : program.upper.map(() => 0),
    upper: [...(start ?? program).upper],
  };
  const rowsOf: number[][] = program.upper.map(() => []);
  program.rows.forEach(({ variables }, row) => {
    for (const variable of variables) rowsOf[variable]!.push(row);
  });
  const queue = [...program.rows.keys()];
  const waiting = program.rows.map(() => true);
  const limit = isForest(program) ? Infinity : VISITS_PER_ROW * program.rows.length;
  for (let next = 0; next < queue.length && next < limit; next++) {
    const index = queue[next]!;
    waiting[index] = false;
    const changed = tighten(program.rows[index]!, box, greatestEnd);
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

/**
 * Whether every factor is 1 or −1 and rows and variables form a forest (no cycle, so no two rows share
 * two variables). Then propagation is exact: in one row the other variables' sum takes every whole number
 * between its ends, so each value left in a bound has a partner in every row, and without cycles
 * these partners never contradict each other (Freuder 1982: arc consistency on a tree is enough).
 */
export function isForest(program: IntegerProgram): boolean {
  const size = program.upper.length;
  const parents = Array.from({ length: size + program.rows.length }, (_, node) => node);
  const rootOf = (node: number): number => {
    while (parents[node] !== node) node = parents[node] = parents[parents[node]!]!;
    return node;
  };
  return program.rows.every(({ variables, coefficients }, row) =>
    variables.every((variable, position) => {
      const [left, right] = [rootOf(variable), rootOf(size + row)];
      parents[left] = right;
      return left !== right && Math.abs(coefficients[position]!) === 1;
    })
  );
}

/** Applies one row to the box. Gives the variables whose bounds moved, null where none can satisfy it. */
function tighten(row: LinearRow, box: Box, greatestEnd: number): number[] | null {
  // Infinite ends are counted apart, since one variable's own infinity must not hide what the others allow.
  const least = { sum: 0, infinite: 0 };
  const greatest = { sum: 0, infinite: 0 };
  const add = (side: typeof least, value: number) =>
    Number.isFinite(value) ? side.sum += value : side.infinite++;
  const ends = row.variables.map((variable, position) => {
    const coefficient = row.coefficients[position]!;
    if (coefficient === 0) return { low: 0, high: 0 };
    const [low, high] = [
      coefficient * box.lower[variable]!,
      coefficient * box.upper[variable]!,
    ];
    const end = coefficient > 0 ? { low, high } : { low: high, high: low };
    add(least, end.low);
    add(greatest, end.high);
    return end;
  });
  if (least.infinite === 0 && least.sum > row.upper) return null;
  if (greatest.infinite === 0 && greatest.sum < row.lower) return null;

  const changed: number[] = [];
  for (const [position, variable] of row.variables.entries()) {
    const { low, high } = ends[position]!;
    const coefficient = row.coefficients[position]!;
    if (coefficient === 0) continue;
    const most = row.upper - without(least, low, -Infinity);
    const fewest = row.lower - without(greatest, high, Infinity);
    const bounds = coefficient > 0
      ? { lower: fewest / coefficient, upper: most / coefficient }
      : { lower: most / coefficient, upper: fewest / coefficient };
    let lower = Math.max(box.lower[variable]!, Math.ceil(bounds.lower));
    let upper = Math.min(box.upper[variable]!, Math.floor(bounds.upper));
    if (lower > upper) return null;
    if (lower > greatestEnd) lower = box.lower[variable]!;
    if (upper > greatestEnd) upper = box.upper[variable]!;
    if (lower === box.lower[variable] && upper === box.upper[variable]) continue;
    box.lower[variable] = lower + 0;
    box.upper[variable] = upper + 0;
    changed.push(variable);
  }
  return changed;
}

/** A side's sum without one of its ends: the others' infinity if any has one. */
function without(
  side: { readonly sum: number; readonly infinite: number },
  end: number,
  infinity: number,
): number {
  if (Number.isFinite(end)) return side.infinite > 0 ? infinity : side.sum - end;
  return side.infinite > 1 ? infinity : side.sum;
}
