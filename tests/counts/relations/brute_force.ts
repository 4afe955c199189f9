/** An independent check of the engine: tries every assignment. Shares no code with src/bounds. */

/** Counts in cubes: every table has the same shape; where `hasTotals`, the last index of each axis is the total. */
export interface Cubes {
  readonly shape: readonly number[];
  readonly hasTotals: boolean;
  /** Flat, the last axis running fastest; null is suppressed. */
  readonly tables: readonly (readonly (number | null)[])[];
  /** All tables but the first together are at most the first, cell by cell or summed along the last axis. */
  readonly within: "no" | "cells" | "cumulative";
}

interface Check {
  readonly cells: readonly number[];
  readonly signs: readonly number[];
  readonly isEquality: boolean;
}

/** Every assignment of 0 … cap to the suppressed cells that satisfies everything; all cells of all tables, flat. */
export function enumerate(cubes: Cubes, cap: number): number[][] {
  const flat = cubes.tables.flat();
  const unknown = flat.flatMap((value, index) => value === null ? [index] : []);
  const checks = buildChecks(cubes);
  // A check is looked at as soon as the last of its unknown cells has a value.
  const due: Check[][] = [...unknown, -1].map(() => []);
  for (const check of checks) {
    const last = Math.max(-1, ...check.cells.map((cell) => unknown.indexOf(cell)));
    due[last + 1]!.push(check);
  }
  const values = flat.map((value) => value ?? 0);
  const passes = (check: Check) => {
    let sum = 0;
    for (let i = 0; i < check.cells.length; i++) sum += check.signs[i]! * values[check.cells[i]!]!;
    return check.isEquality ? sum === 0 : sum <= 0;
  };
  const found: number[][] = [];
  const assign = (position: number): void => {
    if (!due[position]!.every(passes)) return;
    if (position === unknown.length) {
      found.push([...values]);
      return;
    }
    for (let value = 0; value <= cap; value++) {
      values[unknown[position]!] = value;
      assign(position + 1);
    }
  };
  assign(0);
  return found;
}

function buildChecks({ shape, hasTotals, tables, within }: Cubes): Check[] {
  const size = shape.reduce((product, length) => product * length, 1);
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  const coordinate = (cell: number, axis: number) =>
    Math.floor(cell / strides[axis]!) % shape[axis]!;
  const checks: Check[] = [];
  for (let cell = 0; cell < size; cell++) {
    if (hasTotals) {
      for (const [axis, length] of shape.entries()) {
        if (coordinate(cell, axis) !== length - 1) continue;
        const line = shape[axis] === undefined
          ? []
          : Array.from({ length }, (_, step) => cell - step * strides[axis]!);
        for (let table = 0; table < tables.length; table++) {
          checks.push({
            cells: line.map((index) => index + table * size),
            signs: line.map((index) => index === cell ? 1 : -1),
            isEquality: true,
          });
        }
      }
    }
    if (within === "no") continue;
    const along = coordinate(cell, shape.length - 1);
    const isTotal = hasTotals && along === shape.at(-1)! - 1;
    if (within === "cumulative" && isTotal) continue;
    const past = within === "cells"
      ? [cell]
      : Array.from({ length: along + 1 }, (_, i) => cell - i);
    checks.push({
      cells: tables.flatMap((_, table) => past.map((index) => index + table * size)),
      signs: tables.flatMap((_, table) => past.map(() => table === 0 ? -1 : 1)),
      isEquality: false,
    });
  }
  return checks;
}
