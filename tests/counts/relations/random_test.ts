import assert from "node:assert/strict";
import fc from "fast-check";
import { boundQuantity, type QuantityBounds } from "../../../src/counts/relations/derived.ts";
import { FeasibleSet } from "../../../src/counts/relations/feasible_set.ts";
import type { LinearForm } from "../../../src/counts/relations/form.ts";
import type { Cell } from "../../../src/counts/release/model.ts";
import { enumerate } from "./brute_force.ts";
import { randomCubes, toRelease } from "./random_tables.ts";

const CAP = 6;
/** Factors for the first cells of a random form, in the order of all cells. */
const factors = fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 4, maxLength: 12 });
const places = fc.uniqueArray(fc.nat(), { minLength: 1, maxLength: 5 });

Deno.test({
  name: "cells, sums and rates agree with brute force on 1,000 random tables",
  permissions: { read: true },
  async fn() {
    await fc.assert(
      fc.asyncProperty(
        randomCubes,
        factors,
        places,
        places,
        async (cubes, factors, tops, bottoms) => {
          const release = toRelease(cubes, CAP);
          const points = enumerate(cubes, CAP);
          fc.pre(points.length > 0);
          const set = await FeasibleSet.of(release, "cohort");
          assert.deepEqual(set.findings, []);
          const cells = release.tables.flatMap((table) => table.cells);
          for (const [index, cell] of cells.entries()) {
            if (cell.status === "published") continue;
            const values = points.map((point) => point[index]!);
            const { lower, upper } = set.interval(cell)!;
            assert.deepEqual([lower, upper], [Math.min(...values), Math.max(...values)]);
          }

          const terms = factors.map((factor, step) => ({
            place: (step * 7) % cells.length,
            factor,
          }));
          const form = {
            constant: 3,
            terms: terms.map(({ place, factor }) => ({ cell: cells[place]!, coefficient: factor })),
          };
          const sums = points.map((point) =>
            terms.reduce((sum, { place, factor }) => sum + factor * point[place]!, 3)
          );
          const bounds = set.bound(form)!;
          assert.deepEqual([bounds.lower, bounds.upper], [Math.min(...sums), Math.max(...sums)]);

          const top = pick(cells, tops), bottom = pick(cells, bottoms);
          const rate = { numerator: top.form, denominator: bottom.form };
          const rates = points.map((point): [number, number] => [top.at(point), bottom.at(point)]);
          compare(boundQuantity(set, { kind: "ratio", ...rate }), rates);
        },
      ),
      { numRuns: 200 },
    );
  },
});

Deno.test({
  name: "a cell has no upper bound exactly where brute force finds it growing with its cap",
  permissions: { read: true },
  async fn() {
    await fc.assert(
      fc.asyncProperty(
        randomCubes.filter(({ tables }) => tables.flat().filter((v) => v === null).length <= 3),
        async (cubes) => {
          // What is bounded at all stays within the sum of everything published; what is not outgrows it.
          const limit = cubes.tables.flat().reduce<number>((sum, value) => sum + (value ?? 0), 0);
          fc.pre(limit <= 12);
          const release = toRelease(cubes, undefined);
          const points = enumerate(cubes, 2 * limit + 1);
          const set = await FeasibleSet.of(release, "cohort");
          if (points.length === 0) return assert.ok(set.findings.length > 0);
          for (const [index, cell] of release.tables.flatMap(({ cells }) => cells).entries()) {
            if (cell.status === "published") continue;
            const values = points.map((point) => point[index]!);
            const greatest = Math.max(...values);
            const { lower, upper } = set.interval(cell)!;
            assert.deepEqual([lower, upper], [
              Math.min(...values),
              greatest > limit ? null : greatest,
            ]);
          }
        },
      ),
      { numRuns: 300 },
    );
  },
});

Deno.test({
  name: "findings name a contradiction exactly where brute force finds no solution",
  permissions: { read: true },
  async fn() {
    let contradictory = 0;
    await fc.assert(
      fc.asyncProperty(randomCubes, async (cubes) => {
        const { findings } = await FeasibleSet.of(toRelease(cubes, 2), "cohort");
        const isEmpty = enumerate(cubes, 2).length === 0;
        contradictory += Number(isEmpty);
        assert.equal(findings.length > 0, isEmpty);
      }),
      { numRuns: 300 },
    );
    assert.ok(contradictory > 30, `only ${contradictory} of 300 tables were contradictory`);
  },
});

/** A sum of some cells, as a form for the engine and as a function of a point. */
function pick(cells: readonly Cell[], places: readonly number[]) {
  const indices = [...new Set(places.map((place) => place % cells.length))];
  const form: LinearForm = {
    constant: 0,
    terms: indices.map((index) => ({ cell: cells[index]!, coefficient: 1 })),
  };
  return { form, at: (point: readonly number[]) => indices.reduce((s, i) => s + point[i]!, 0) };
}

/** Compares exact ends with all fractions that brute force found, those without a denominator left out. */
function compare(found: QuantityBounds, fractions: readonly [number, number][]) {
  const defined = fractions.filter(([, denominator]) => denominator !== 0);
  if (defined.length === 0) return assert.equal(found.kind, "undefined");
  assert.ok(found.kind === "rate", found.kind);
  const ordered = defined.toSorted(([a, b], [c, d]) => a * d - c * b);
  const ends = [found.bounds.lower!, found.bounds.upper!];
  for (const [index, [numerator, denominator]] of [ordered[0]!, ordered.at(-1)!].entries()) {
    const end = ends[index]!;
    assert.equal(end.numerator * BigInt(denominator), BigInt(numerator) * end.denominator);
  }
  assert.deepEqual(found.bounds.isAttained, { lower: true, upper: true });
}
