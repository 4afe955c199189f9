import assert from "node:assert/strict";
import { chunksOf, fieldsByPlace } from "../../src/intake/read/grid.ts";

Deno.test("a column that few lines fill is a column, so its labels join no others", () => {
  const text = [
    "North   Homes   1   2",
    "        Shops   3   4",
    "        Farms   5   6",
    "South   Homes   7   8",
    "        Shops   9   1",
  ];
  assert.deepEqual(fieldsByPlace(text.map(chunksOf)), [
    ["North", "Homes", "1", "2"],
    ["", "Shops", "3", "4"],
    ["", "Farms", "5", "6"],
    ["South", "Homes", "7", "8"],
    ["", "Shops", "9", "1"],
  ]);
});
