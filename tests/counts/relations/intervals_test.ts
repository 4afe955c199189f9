import assert from "node:assert/strict";
import { boundCells } from "./bound_cells.ts";
import { UsageError } from "../../../src/text/errors.ts";
import type { Release } from "../../../src/counts/release/model.ts";
import { sketchLetter, sketchRelease } from "./tables.ts";

/** Interval by cell, e.g. `{"count young · Iceland": [0, 4]}`. */
async function intervals(release: Release, assumption = "cohort") {
  const { cells } = await boundCells(release, assumption);
  return Object.fromEntries(
    cells.map(({ cell, interval }) => [
      `${cell.table} ${Object.values(cell.keys).join(" · ")}`,
      interval && [interval.lower, interval.upper],
    ]),
  );
}

const bothTotals = [{ total: "row" }, { total: "column" }];

Deno.test("boundCells() gives Geurts' intervals for a hidden 2 × 2 table", async () => {
  const release = sketchRelease({
    dimensions: { row: ["1", "2", "Total"], column: ["1", "2", "Total"] },
    tables: { x: [null, null, 7, null, null, 3, 6, 4, 10] },
    relations: bothTotals,
  });
  assert.deepEqual(await intervals(release), {
    "x 1 · 1": [3, 6],
    "x 1 · 2": [1, 4],
    "x 2 · 1": [0, 3],
    "x 2 · 2": [0, 3],
  });
});

const ages = { age: ["Young", "Old", "Total"], country: ["Iceland", "Portugal", "Spain", "Total"] };
const norway = [{ total: "age" }, { total: "country" }];

Deno.test("boundCells() bounds four hidden cells of Statistics Norway's table", async () => {
  const release = sketchRelease({
    dimensions: ages,
    tables: { n: [null, null, 17, 21, null, null, 17, 38, 13, 12, 34, 59] },
    relations: norway,
  });
  assert.deepEqual(await intervals(release), {
    "n Young · Iceland": [0, 4],
    "n Young · Portugal": [0, 4],
    "n Old · Iceland": [9, 13],
    "n Old · Portugal": [8, 12],
  });
});

Deno.test("boundCells() bounds six hidden cells of Statistics Norway's table", async () => {
  const release = sketchRelease({
    dimensions: ages,
    tables: { n: [null, null, null, 21, null, null, null, 38, 13, 12, 34, 59] },
    relations: norway,
  });
  assert.deepEqual(await intervals(release), {
    "n Young · Iceland": [0, 13],
    "n Young · Portugal": [0, 12],
    "n Young · Spain": [0, 21],
    "n Old · Iceland": [0, 13],
    "n Old · Portugal": [0, 12],
    "n Old · Spain": [13, 34],
  });
});

Deno.test("boundCells() pins the only suppressed part of a total", async () => {
  const oneRow = (counts: (number | null)[]) =>
    sketchRelease({
      dimensions: { part: ["a", "b", "c", "d", "Total"] },
      tables: { n: counts },
      relations: [{ total: "part" }],
    });
  assert.deepEqual(await intervals(oneRow([10, 15, 25, null, 51])), { "n d": [1, 1] });
  assert.deepEqual(await intervals(oneRow([100, 90, 85, null, 276])), { "n d": [1, 1] });
});

Deno.test("boundCells() gives the letter's ranges under the cohort assumption", async () => {
  const found = await intervals(sketchLetter());
  assert.equal(Object.keys(found).length, 16);
  const atMost7 = ["refused", "accepted"].map((table) => found[`${table} AI · Francophone · 2025`]);
  assert.deepEqual(atMost7, [[0, 7], [0, 7]]);
  assert.deepEqual(found["refused AI · Francization · 2024"], [0, 7]);
  const atMost34 = ["refused", "accepted"].map((table) =>
    found[`${table} IT/VE · Francophone · 2025`]
  );
  assert.deepEqual(atMost34, [[0, 34], [0, 34]]);
  for (const table of ["received", "refused", "accepted"]) {
    assert.deepEqual(found[`${table} IT/VE · Francization · 2024`], [0, null]);
  }
  assert.deepEqual(found["received AI · Francophone · 2024"], [17, null]);
  assert.deepEqual(found["refused AI · Francophone · 2024"], [0, null]);
});

Deno.test("boundCells() bounds nothing but from 0 where the assumption assumes nothing", async () => {
  const found = Object.values(await intervals(sketchLetter(), "none"));
  assert.deepEqual(found, Array.from({ length: 16 }, () => [0, null]));
});

Deno.test("boundCells() sums a cumulative relation up to each period", async () => {
  // Up to b: x + y <= 10 + 5 − (3 + 4), and up to a: x <= 10 − 3.
  const release = sketchRelease({
    dimensions: { period: ["a", "b", "Total"] },
    tables: { in: [10, 5, 15], out: [3, 4, 7], gone: [null, null, 0] },
    relations: [{ left: ["out", "gone"], right: ["in"], cumulativeOver: "period" }],
  });
  assert.deepEqual(await intervals(release), { "gone a": [0, 7], "gone b": [0, 8] });
});

Deno.test("boundCells() takes a mark's own limit as a constraint", async () => {
  const release = sketchRelease({
    dimensions: { part: ["a", "b", "Total"] },
    tables: { n: [null, null, 6] },
    relations: [{ total: "part" }],
    markAtMost: 4,
  });
  assert.deepEqual(await intervals(release), { "n a": [2, 4], "n b": [2, 4] });
});

Deno.test("boundCells() bounds in whole numbers where halves would reach further", async () => {
  // a + b, b + c and a + c are each at most 1, so their sum is at most 1, not 3/2; the total is at least 1.
  const release = sketchRelease({
    dimensions: { only: ["o"] },
    tables: { a: [null], b: [null], c: [null], one: [1], s: [null], p: [null] },
    relations: [
      { left: ["a", "b"], right: ["one"] },
      { left: ["b", "c"], right: ["one"] },
      { left: ["a", "c"], right: ["one"] },
      { left: ["s"], right: ["a", "b", "c"] },
    ],
  });
  assert.deepEqual((await intervals(release))["s o"], [0, 1]);
});

Deno.test("boundCells() bounds the other components where one is contradictory", async () => {
  const release = sketchLetter({ "accepted:1": 54 });
  const { cells, findings } = await boundCells(release, "cohort");
  assert.equal(findings.length, 1);
  assert.ok(cells.every(({ interval }) => interval !== null));
});

Deno.test("boundCells() says which assumptions there are", async () => {
  await assert.rejects(boundCells(sketchLetter(), "flow"), (error) => {
    assert.ok(error instanceof UsageError);
    assert.match(error.hint ?? "", /"none", "cumulative", "cohort"/);
    return true;
  });
});
