import assert from "node:assert/strict";
import { chunksOf, fieldsByPlace } from "../../src/intake/read/grid.ts";
import { draftOf } from "./tables.ts";

/** The names of the labels and the counts of a page's only table. */
async function headsOf(...lines: readonly string[]) {
  const { understood: { tables: [table] } } = await draftOf({ "a.txt": lines.join("\n") });
  return [table!.labels, table!.counts].map((columns) => columns.map(({ name }) => name));
}

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

for (const [first, second] of [["Permits", "Visas"], ["2023", "2024"]] as const) {
  Deno.test(`by place, ${first} and ${second} head the columns below, though nearer to the second of each`, async () => {
    const heads = `                      ${first.padEnd(20)}${second}`;
    assert.deepEqual(
      await headsOf(
        heads,
        "Area            Men      Women      Men      Women",
        "North           120        130      140        150",
        "South            90         95       99        101",
      ),
      [["Area"], [first, second].flatMap((one) => [`${one} · Men`, `${one} · Women`])],
    );
  });
}

Deno.test("by place, what names the labels stands above the other heads, or between two lines of them", async () => {
  const rows = [
    "             Men      Women      Men      Women",
    "North        120        130      140        150",
    "South         90         95       99        101",
  ];
  assert.deepEqual(await headsOf("                Permits              Visas", "Area", ...rows), [
    ["Area"],
    ["Permits · Men", "Permits · Women", "Visas · Men", "Visas · Women"],
  ]);
  assert.deepEqual(
    await headsOf(
      "Table 1. Visits by area",
      "",
      "Area",
      ...rows.map((row) => row.replace(/Men {6}Women$/, "Boys     Girls")),
    ),
    [["Area"], ["Men", "Women", "Boys", "Girls"]],
  );
});
