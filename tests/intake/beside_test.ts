/** Headings in the second column, beside a word in the first; and groups that end with their sub-totals. */
import assert from "node:assert/strict";
import { draftOfTable, questionsOf, rowsIn, sumsOf } from "./tables.ts";

const FARES = [
  ",FARE,2022,2023",
  "WHO,ADULT,,",
  ",TOKENS,761,1020",
  ",CASH,360,N/A",
  ",SUB-TOTAL,1121,1440",
  ",CHILDREN,,",
  ",PASS,248,N/A",
  ",CASH,12,15",
  ",SUB-TOTAL,260,263",
  ",POSTAL,44,48",
  ",SYSTEM TOTAL,1425,1751",
  "WHERE,BUS,,",
  ",DAY,700,800",
  ",NIGHT,N/A,31",
  ",SUB-TOTAL,725,831",
  "WHEN,WEEKDAY,1400,1720",
  ",WEEKEND,25,31",
  ",SYSTEM TOTAL,1425,1751",
];

Deno.test("a heading beside a new word heads the rows below, until its sub-total or the next word", async () => {
  const draft = await draftOfTable(FARES.join("\n"));
  assert.deepEqual(rowsIn(draft).map((row) => row.replace(/ \d.*/, "")), [
    "ADULT WHO TOKENS",
    "ADULT WHO CASH",
    "ADULT WHO SUB-TOTAL",
    "CHILDREN WHO PASS",
    "CHILDREN WHO CASH",
    "CHILDREN WHO SUB-TOTAL",
    "WHO WHO POSTAL",
    "SYSTEM TOTAL WHO SYSTEM TOTAL",
    "BUS WHERE DAY",
    "BUS WHERE NIGHT N/A",
    "BUS WHERE SUB-TOTAL",
    "WHEN WHEN WEEKDAY",
    "WHEN WHEN WEEKEND",
    "SYSTEM TOTAL WHEN SYSTEM TOTAL",
  ]);
  assert.deepEqual(sumsOf(draft)["SYSTEM TOTAL · WHO · SYSTEM TOTAL"], [
    "ADULT · WHO · TOKENS",
    "ADULT · WHO · CASH",
    "CHILDREN · WHO · PASS",
    "CHILDREN · WHO · CASH",
    "WHO · WHO · POSTAL",
  ]);
  assert.deepEqual(questionsOf(draft).filter((one) => one.includes("head the rows")).length, 3);
});

Deno.test("groups of two sub-totals, or with one above their rows, end with neither", async () => {
  const heads = "kind,2022,2023";
  const [men, women] = ["Men,4,9", "Women,7,8"];
  const above = ["Sub-total,11,17", men, women];
  const both = [men, "Sub-total men,4,9", women, "Sub-total women,7,8"];
  for (const own of [above, both]) {
    const draft = await draftOfTable([heads, "North,,", ...own, "South,,", ...own].join("\n"));
    const read = rowsIn(draft);
    assert.ok(
      ["North", "South"].every((group) => read.includes(`${group} Women 7 8`)),
      read.join("; "),
    );
  }
});
