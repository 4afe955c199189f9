/** Counts beyond what a floating-point number adds exactly. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { boundCells } from "./bound_cells.ts";
import { randomCubes, toRelease } from "./random_tables.ts";
import { cellAt, sketchRelease } from "./tables.ts";

const ends = async (release: Parameters<typeof boundCells>[0]) =>
  (await boundCells(release, "none")).cells.map(({ interval }) =>
    interval && [interval.lower, interval.upper, interval.isOuter]
  );

Deno.test("boundCells() subtracts counts near 9e15 exactly", async () => {
  // 9007199254740991 − 4503599627370497 − 4503599627370491 = 3, which floats get wrong in other orders.
  const release = sketchRelease({
    dimensions: { part: ["a", "b", "c", "Total"] },
    tables: { n: [4503599627370497, null, 4503599627370491, 9007199254740991] },
    relations: [{ total: "part" }],
  });
  assert.deepEqual(await ends(release), [[3, 3, false]]);
});

Deno.test("boundCells() lets go of an end beyond 2^53 − 1, and the other components stand", async () => {
  const release = sketchRelease({
    dimensions: { row: ["large", "small"], part: ["a", "b", "Total"] },
    tables: { n: [9007199254740991, 9007199254740991, null, 3, null, 10] },
    relations: [{ total: "part" }],
  });
  assert.deepEqual(await ends(release), [[Number.MAX_SAFE_INTEGER, null, true], [7, 7, false]]);
});

Deno.test("boundCells() bounds Geurts' table a million million times as large", async () => {
  const k = 1e12;
  const release = sketchRelease({
    dimensions: { row: ["1", "2", "Total"], column: ["1", "2", "Total"] },
    tables: { x: [null, null, 7 * k, null, null, 3 * k, 6 * k, 4 * k, 10 * k] },
    relations: [{ total: "row" }, { total: "column" }],
  });
  assert.deepEqual(
    await ends(release),
    [[3, 6], [1, 4], [0, 3], [0, 3]].map(([lower, upper]) => [lower! * k, upper! * k, false]),
  );
});

Deno.test("boundCells() names a contradiction of one in 9e15", async () => {
  const release = sketchRelease({
    dimensions: { part: ["a", "b", "Total"] },
    tables: { n: [4503599627370496, 4503599627370496, 9007199254740991] },
    relations: [{ total: "part" }],
  });
  const { findings } = await boundCells(release, "none");
  assert.match(findings[0]!.message, /add up to 9007199254740992/);
});

Deno.test("a network's ends grow with its counts, whatever their size", async () => {
  await fc.assert(
    fc.asyncProperty(
      randomCubes.filter(({ shape, tables }) => shape.length === 2 && tables.length === 1),
      fc.integer({ min: 1, max: 1_000 }).map((factor) => factor * 1e12 + 1),
      async (cubes, factor) => {
        const scaled = {
          ...cubes,
          tables: cubes.tables.map((table) => table.map((value) => value && value * factor)),
        };
        // Beyond that a count cannot be read.
        fc.pre(scaled.tables.flat().every((value) => (value ?? 0) <= Number.MAX_SAFE_INTEGER));
        const [small, large] = await Promise.all(
          [cubes, scaled].map((one) => boundCells(toRelease(one, undefined), "cohort")),
        );
        assert.equal(small!.findings.length, large!.findings.length);
        for (const [index, { interval }] of small!.cells.entries()) {
          const other = large!.cells[index]!.interval;
          if (interval === null) assert.equal(other, null);
          else {
            // An end that no number holds exactly is not given: what can be said stops before it.
            const [lower, upper] = [
              interval.lower * factor,
              interval.upper && interval.upper * factor,
            ];
            const isHeld = (end: number | null) => end === null || end <= Number.MAX_SAFE_INTEGER;
            assert.deepEqual([other!.lower, other!.upper], [
              isHeld(lower) ? lower : Number.MAX_SAFE_INTEGER,
              isHeld(upper) ? upper : null,
            ]);
          }
        }
      },
    ),
    { numRuns: 100 },
  );
});

Deno.test("marks and rounding limit true counts", async () => {
  const one = { dimensions: { part: ["a", "b", "Total"] }, relations: [{ total: "part" }] };
  // At least 1 each, of 4.
  const atLeast = sketchRelease({ ...one, tables: { n: [null, null, 4] }, markAtLeast: 1 });
  assert.deepEqual(await ends(atLeast), [[1, 3, false], [1, 3, false]]);
  // Rounded to 5: the true total is 18 to 22, the true part 8 to 12, so the other is 6 to 14.
  const nearest = sketchRelease({
    ...one,
    tables: { n: [null, 10, 20] },
    roundedTo: { base: 5, method: "nearest" },
  });
  assert.deepEqual((await ends(nearest))[0], [6, 14, false]);
  const random = sketchRelease({
    ...one,
    tables: { n: [null, 10, 20] },
    roundedTo: { base: 5, method: "random" },
  });
  assert.deepEqual((await ends(random))[0], [2, 18, false]);
});

Deno.test("an equality between tables binds both ways", async () => {
  const release = sketchRelease({
    dimensions: { one: ["o"] },
    tables: { a: [null], b: [4], c: [9] },
    relations: [{ type: "equal", left: ["a", "b"], right: ["c"] }],
  });
  assert.deepEqual(await ends(release), [[5, 5, false]]);
  assert.equal(cellAt(release, "a", "o").value, null);
});
