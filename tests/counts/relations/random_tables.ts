/** Random small tables for property tests, as cubes for the brute force and as a release for the engine. */

import fc from "fast-check";
import type { Release } from "../../../src/counts/release/model.ts";
import type { Cubes } from "./brute_force.ts";
import { sketchRelease } from "./tables.ts";

const AXES = ["row", "column", "layer"];

/** Tables of 2 or 3 ways with true counts behind them, so that most have a solution; some are then spoilt. */
export const randomCubes: fc.Arbitrary<Cubes> = fc.record({
  lengths: fc.oneof(
    fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 2, max: 3 })),
    fc.constant([2, 2, 2]),
    fc.constant([1, 2, 3]),
  ),
  hasTotals: fc.boolean(),
  tableCount: fc.integer({ min: 1, max: 3 }),
  within: fc.constantFrom("cells" as const, "cumulative" as const),
  counts: fc.array(fc.constantFrom<number[]>(0, 0, 1, 1, 2), { minLength: 36, maxLength: 36 }),
  hidden: fc.uniqueArray(fc.nat(), { minLength: 1, maxLength: 6 }),
  spoilt: fc.option(fc.nat(), { freq: 12 }),
}).map(({ lengths, hasTotals, tableCount, within, counts, hidden, spoilt }) => {
  const inner = lengths.reduce((product, length) => product * length, 1);
  const parts = Array.from(
    { length: tableCount },
    (_, table) =>
      Array.from({ length: inner }, (_, cell) => counts[(table * inner + cell) % counts.length]!),
  );
  // What holds within the first table is made true there.
  parts[0] = parts[0]!.map((count, cell) =>
    parts.slice(1).reduce((sum, part) => sum + part[cell]!, count)
  );
  const tables: (number | null)[][] = parts.map((part) =>
    hasTotals ? addTotals(part, lengths) : [...part]
  );
  const size = tables[0]!.length;
  const all = size * tableCount;
  if (spoilt !== null) {
    const place = spoilt % all;
    tables[Math.floor(place / size)]![place % size]! += 1;
  }
  for (const place of hidden.map((value) => value % all)) {
    tables[Math.floor(place / size)]![place % size] = null;
  }
  return {
    shape: lengths.map((length) => length + Number(hasTotals)),
    hasTotals,
    tables,
    within: tableCount === 1 ? "no" as const : within,
  };
});

/** The same tables as a release. The mark stands for at most `cap`. */
export function toRelease(
  { shape, hasTotals, tables, within }: Cubes,
  cap: number | undefined,
): Release {
  const axes = AXES.slice(0, shape.length);
  const names = tables.map((_, table) => `t${table}`);
  return sketchRelease({
    dimensions: Object.fromEntries(axes.map((axis, index) => {
      const length = shape[index]!;
      const name = (step: number) => hasTotals && step === length - 1 ? "Total" : `${axis} ${step}`;
      return [axis, Array.from({ length }, (_, step) => name(step))];
    })),
    tables: Object.fromEntries(tables.map((table, index) => [names[index]!, table])),
    relations: [
      ...hasTotals ? axes.map((axis) => ({ total: axis })) : [],
      ...within === "no" ? [] : [{
        left: names.slice(1),
        right: names.slice(0, 1),
        cumulativeOver: within === "cumulative" ? axes.at(-1) : undefined,
      }],
    ],
    markAtMost: cap,
  });
}

/** Adds the total at the end of each axis, one axis after the other. */
export function addTotals(counts: readonly number[], lengths: readonly number[]): number[] {
  let table = [...counts];
  const shape = [...lengths];
  for (const axis of lengths.keys()) {
    const stride = shape.slice(axis + 1).reduce((product, length) => product * length, 1);
    const block = shape[axis]! * stride;
    const next: number[] = [];
    for (let start = 0; start < table.length; start += block) {
      const slice = table.slice(start, start + block);
      next.push(...slice);
      for (let offset = 0; offset < stride; offset++) {
        next.push(
          slice.filter((_, index) => index % stride === offset).reduce((a, b) => a + b, 0),
        );
      }
    }
    table = next;
    shape[axis]!++;
  }
  return table;
}
