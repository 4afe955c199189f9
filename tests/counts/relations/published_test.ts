/** Tables published elsewhere, whose answers are known. Geurts' and Statistics Norway's stand in intervals_test.ts. */
import assert from "node:assert/strict";
import type { Release, SumRelation } from "../../../src/counts/release/model.ts";
import { boundCells } from "./bound_cells.ts";
import { sketchRelease } from "./tables.ts";
import { forAll } from "../../../src/text/language.ts";

const x = null;

async function endsOf(release: Release) {
  const { cells } = await boundCells(release, "none");
  return Object.fromEntries(
    cells.map(({ cell, interval }) => [
      Object.values(cell.keys).join(" "),
      [interval!.lower, interval!.upper],
    ]),
  );
}

Deno.test("a cell that rows and columns give away only together: sdcTable, tests/testthat/test-simpleheuristic.R", async () => {
  // Rows w and x less columns a and c: 236 − 189 = 47 is what w·b must be.
  const ends = await endsOf(sketchRelease({
    dimensions: { row: ["w", "x", "y", "z", "Total"], column: ["a", "b", "c", "d", "Total"] },
    tables: {
      n: [
        ...[x, x, x, 89, 230],
        ...[x, 124, x, 31, 250],
        ...[92, x, 59, x, 336],
        ...[800, x, 651, x, 3127],
        ...[1021, 1262, 770, 890, 3943],
      ],
    },
    relations: [{ total: "row" }, { total: "column" }],
  }));
  assert.deepEqual(ends["w b"], [47, 47]);
  // x·a + x·c = 95, and w·a + w·c = 94 beside it; the columns leave a 129 and c 60.
  assert.deepEqual(ends["x a"], [35, 95]);
});

Deno.test("two hierarchies over common cells, safe apart and not together: sdcTable, tests/testthat/test-linked-tables.r", async () => {
  const names = [
    "A",
    "B",
    "I",
    "J",
    "K",
    "L",
    "M",
    "N",
    "county-1",
    "county-2",
    "small",
    "BIG",
    "all",
  ];
  const counts = [x, x, 8, 8, x, x, x, 7, 20, 16, 30, 6, 36];
  const sums: Record<string, readonly [total: string, parts: readonly string[]][]> = {
    counties: [
      ["county-1", ["A", "B", "I", "J"]],
      ["county-2", ["K", "L", "M", "N"]],
      ["all", ["county-1", "county-2"]],
    ],
    sizes: [
      ["BIG", ["L", "M"]],
      ["small", ["A", "B", "I", "J", "K", "N"]],
      ["all", ["small", "BIG"]],
    ],
  };
  const withSums = (...which: string[]): Release => ({
    ...sketchRelease({ dimensions: { region: names }, tables: { n: counts } }),
    relations: which.flatMap((hierarchy) => sums[hierarchy]!).map((
      [total, parts],
    ): SumRelation => ({
      type: "sum",
      name: total,
      label: forAll(total),
      assumptions: ["none"],
      tables: ["n"],
      dimension: "region",
      total,
      parts,
    })),
  });
  // By county A + B = 4 and K + L + M = 9; by size L + M = 6 and A + B + K = 7. Together K = 3.
  assert.deepEqual(await endsOf(withSums("counties")), {
    A: [0, 4],
    B: [0, 4],
    K: [0, 9],
    L: [0, 9],
    M: [0, 9],
  });
  assert.deepEqual(await endsOf(withSums("sizes")), {
    A: [0, 7],
    B: [0, 7],
    K: [0, 7],
    L: [0, 6],
    M: [0, 6],
  });
  assert.deepEqual(await endsOf(withSums("counties", "sizes")), {
    A: [0, 4],
    B: [0, 4],
    K: [3, 3],
    L: [0, 6],
    M: [0, 6],
  });
});
