import assert from "node:assert/strict";
import { checkRelations } from "../../../src/counts/relations/kinds.ts";
import { sketchLetter, sketchRelease } from "./tables.ts";

Deno.test("checkRelations() counts how the letter's triples fare", () => {
  const [cohort, cumulative] = checkRelations(sketchLetter());
  assert.deepEqual(cohort?.counts, { holds: 5, equality: 2, breaks: 0, unchecked: 9 });
  const equal = cohort?.checks.filter(({ outcome }) => outcome === "equality");
  assert.deepEqual(equal?.map(({ keys }) => Object.values(keys).join(" · ")), [
    "AI · Francophone · 2023",
    "AI · Francization · 2023",
  ]);
  assert.equal(cumulative?.checks.length, 16);
});

Deno.test("checkRelations() is certain of a break that a suppressed cell could only make worse", () => {
  const [evidence] = checkRelations(sketchLetter({ "accepted:0": 20 }));
  assert.equal(evidence?.counts.breaks, 1);
});

Deno.test("checkRelations() checks a total only where all its parts are published", () => {
  const [evidence] = checkRelations(sketchRelease({
    dimensions: { row: ["1", "2", "3"], part: ["a", "b", "Total"] },
    tables: { n: [1, 2, 3, 1, null, 3, 1, 2, 4] },
    relations: [{ total: "part" }],
  }));
  assert.deepEqual(evidence?.checks.map(({ outcome }) => outcome), [
    "holds",
    "unchecked",
    "breaks",
  ]);
});

Deno.test("checkRelations() checks nothing where the total, or what is compared with, is not applicable", () => {
  const release = sketchRelease({
    dimensions: { row: ["1", "2"], part: ["a", "b", "Total"] },
    tables: { n: [1, 2, 3, 1, 2, 3], cap: [9, 9, 9, 9, 9, 9] },
    relations: [{ total: "part" }, { left: ["n"], right: ["cap"] }],
  });
  // Without a count, and so neither 0 nor in the way.
  const tables = release.tables.map((table) => ({
    ...table,
    cells: table.cells.map((cell) =>
      cell.keys.row === "2" && (cell.table === "cap" || cell.keys.part === "Total")
        ? { ...cell, value: null, status: "notApplicable" as const }
        : cell
    ),
  }));
  const [sum, cap] = checkRelations({ ...release, tables });
  assert.deepEqual(sum?.checks.filter(({ keys }) => keys.row === "2").map((one) => one.outcome), [
    "unchecked",
    "unchecked",
  ]);
  assert.deepEqual(cap?.counts, { holds: 3, equality: 0, breaks: 0, unchecked: 3 });
});

Deno.test("checkRelations() is certain of a break to either side, where both sides must be the same", () => {
  const equal = (a: number | null, b: number | null) =>
    checkRelations(sketchRelease({
      dimensions: { row: ["r"] },
      tables: { a: [a], b: [b], c: [null] },
      relations: [
        { type: "equal", left: ["a", "c"], right: ["b"] },
        { type: "equal", left: ["a"], right: ["b", "c"] },
      ],
    })).map(({ checks }) => checks[0]!.outcome);
  assert.deepEqual(equal(7, 5), ["breaks", "unchecked"]);
  assert.deepEqual(equal(5, 7), ["unchecked", "breaks"]);
});
