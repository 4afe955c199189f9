import assert from "node:assert/strict";
import fc from "fast-check";
import type { End } from "../../../src/counts/programs/program.ts";
import { endsBy, explainEnd, type Explanation } from "../../../src/counts/guard/explain_end.ts";
import { FeasibleSet } from "../../../src/counts/relations/feasible_set.ts";
import type { Cell } from "../../../src/counts/release/model.ts";
import { seeded } from "../../bench/random_programs.ts";
import { addTotals, randomCubes, toRelease } from "./random_tables.ts";
import { cellAt, sketchLetter, sketchRelease } from "./tables.ts";

const named = ({ rows, published }: Explanation) => [
  rows.map(({ source }) => source.kind === "relation" ? source.relation.name : source.kind),
  published.map(({ table, value }) => `${table} ${value}`),
];

Deno.test("explainEnd() names the one relation and the two counts behind the letter's 7", async () => {
  const letter = sketchLetter();
  const set = await FeasibleSet.of(letter, "cohort");
  const refused = cellAt(letter, "refused", "AI", "Francization", "2024");
  assert.deepEqual(named(explainEnd(set, refused, "upper")), [
    ["outcomes-within-received"],
    ["accepted 80", "received 87"],
  ]);
  assert.deepEqual(named(explainEnd(set, refused, "lower")), [[], []]);
  const received = cellAt(letter, "received", "AI", "Francophone", "2024");
  assert.deepEqual(named(explainEnd(set, received, "lower")), [
    ["outcomes-within-received"],
    ["accepted 17"],
  ]);
});

Deno.test("explainEnd() takes two relations where one is not enough, and no count that is not needed", async () => {
  // Geurts: x11 is at least 3, as x12 is at most 4 and the row makes 7; the other totals say nothing here.
  const release = sketchRelease({
    dimensions: { row: ["1", "2", "Total"], column: ["1", "2", "Total"] },
    tables: { x: [null, null, 7, null, null, 3, 6, 4, 10] },
    relations: [{ name: "rows", total: "row" }, { name: "columns", total: "column" }],
  });
  const set = await FeasibleSet.of(release, "none");
  const least = explainEnd(set, cellAt(release, "x", "1", "1"), "lower");
  assert.equal(least.rows.length, 2);
  assert.equal(least.published.length, 2);
  const most = explainEnd(set, cellAt(release, "x", "1", "1"), "upper");
  assert.deepEqual(named(most), [["rows"], ["x 6"]]);
});

Deno.test("explainEnd() takes what two further relations say of two cells of one", async () => {
  const release = sketchRelease({
    dimensions: { row: ["1", "2", "Total"], column: ["1", "2", "3", "Total"] },
    tables: { x: [null, null, null, 30, null, null, null, null, 40, 5, 6, null] },
    relations: [{ name: "rows", total: "row" }, { name: "columns", total: "column" }],
  });
  const set = await FeasibleSet.of(release, "none");
  const first = cellAt(release, "x", "1", "1");
  assert.equal(set.interval(first)!.lower, 19);
  assert.deepEqual(named(explainEnd(set, first, "lower"))[1]!.toSorted(), ["x 30", "x 5", "x 6"]);
});

/** Whether a set implies the end, by the integer program over exactly that set. */
function implies(set: FeasibleSet, explanation: Explanation, cell: Cell, end: End): boolean {
  const { lower, upper } = endsBy(explanation, cell, set.solver);
  const truth = set.interval(cell)!;
  return end === "lower" ? lower! >= truth.lower : upper !== null && upper <= truth.upper!;
}

Deno.test("explainEnd() implies the end, and no proper subset does", async () => {
  await fc.assert(
    fc.asyncProperty(randomCubes, async (cubes) => {
      const release = toRelease(cubes, undefined);
      const set = await FeasibleSet.of(release, "cohort");
      fc.pre(set.findings.length === 0);
      for (const cell of set.system.cells) {
        for (const end of ["lower", "upper"] as const) {
          const truth = set.interval(cell)![end];
          if (truth === null || (end === "lower" && truth === 0)) continue;
          const explanation = explainEnd(set, cell, end);
          assert.ok(explanation.isSmallest && implies(set, explanation, cell, end));
          const { rows, published } = explanation;
          for (const row of rows) {
            const fewer = { ...explanation, rows: rows.filter((other) => other !== row) };
            assert.ok(!implies(set, fewer, cell, end), "a relation is not needed");
          }
          for (const fact of published) {
            const fewer = { ...explanation, published: published.filter((f) => f !== fact) };
            assert.ok(!implies(set, fewer, cell, end), "a published cell is not needed");
          }
        }
      }
    }),
    { numRuns: 60 },
  );
});

/** Every set of so many items. */
function choose<Item>(items: readonly Item[], size: number): Item[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, place) =>
    choose(items.slice(place + 1), size - 1).map((others) => [item, ...others])
  );
}

Deno.test("explainEnd() takes no more relations than it needs, among up to three", async () => {
  const random = seeded(20);
  const told = new Map<number, number>();
  for (let round = 0; round < 40; round++) {
    const lengths = [[3, 3], [2, 2, 2], [3, 4]][round % 3]!;
    const inner = Array.from({ length: 12 }, () => Math.floor(random() * 10))
      .slice(0, lengths.reduce((product, length) => product * length));
    const counts = addTotals(inner, lengths).map((count) => random() < 0.4 ? null : count);
    const shape = lengths.map((length) => length + 1);
    const release = toRelease(
      { shape, hasTotals: true, tables: [counts], within: "no" },
      undefined,
    );
    const set = await FeasibleSet.of(release, "none");
    for (const cell of set.system.cells) {
      const { rows } = set.home(cell).component;
      for (const end of ["lower", "upper"] as const) {
        const truth = set.interval(cell)![end];
        if (truth === null || (end === "lower" && truth === 0)) continue;
        const { length } = explainEnd(set, cell, end).rows;
        told.set(length, (told.get(length) ?? 0) + 1);
        for (let size = 1; size < Math.min(length, 4); size++) {
          const fewer = choose(rows, size).find((rows) => {
            const published = rows.flatMap(({ known }) => known);
            return implies(set, { rows, published, isSmallest: true }, cell, end);
          });
          assert.ok(!fewer, `${length} relations are told where ${size} are enough`);
        }
      }
    }
  }
  for (const size of [1, 2, 3]) assert.ok(told.get(size)! > 20, `${[...told]}`);
});
