/** Rows and columns that sum up their neighbours, which neither a word nor a column says. */
import assert from "node:assert/strict";
import { draftOfTable, questionsOf, sumsOf } from "./tables.ts";

const TOWNS: Readonly<Record<string, readonly (readonly [string, ...string[]])[]>> = {
  North: [["Coast", "Arbor", "Brack", "Cove"], ["Hills", "Dunmore", "Elling"]],
  South: [["Plain", "Farrow", "Garth"], ["Lakes", "Hale", "Inver", "Jura"]],
};
/** Four years of a town, none of which another has. */
const countsOf = (town: string): number[] =>
  [3, 5, 7, 11].map((by) => 400 + (town.charCodeAt(0) * by * 37 + town.charCodeAt(1) * 101) % 599);
const added = (all: readonly number[][]) =>
  all[0]!.map((_, at) => all.reduce((sum, own) => sum + own[at]!, 0));

type Row = readonly [name: string, counts: readonly number[]];
const rowsOf = (isFirst: boolean): Row[] => {
  const block = (name: string, parts: readonly Row[], all: readonly Row[]): [Row, Row[]] => {
    const own: Row = [name, added(parts.map(([, counts]) => [...counts]))];
    return [own, isFirst ? [own, ...all] : [...all, own]];
  };
  return Object.entries(TOWNS).flatMap(([region, districts]) => {
    const blocks = districts.map(([district, ...towns]) => {
      const rows = towns.map((town): Row => [town, countsOf(town)]);
      return block(district, rows, rows);
    });
    return block(region, blocks.map(([own]) => own), blocks.flatMap(([, all]) => all))[1];
  });
};
const YEARS = ["2021", "2022", "2023", "2024"];
const downOf = (
  rows: readonly Row[],
) => [["place", ...YEARS], ...rows.map(([name, counts]) => [name, ...counts.map(String)])];
const across = (lines: readonly (readonly string[])[]) =>
  lines[0]!.map((_, at) => lines.map((line) => line[at]!));
const csvOf = (lines: readonly (readonly string[])[]) => lines.map((one) => one.join()).join("\n");

const SUMS = {
  North: ["Coast", "Hills"],
  South: ["Plain", "Lakes"],
  Coast: ["Arbor", "Brack", "Cove"],
  Hills: ["Dunmore", "Elling"],
  Plain: ["Farrow", "Garth"],
  Lakes: ["Hale", "Inver", "Jura"],
};

for (const isFirst of [true, false]) {
  const where = isFirst ? "above" : "below";
  Deno.test(`districts and regions ${where} what they sum up are told by the counts, in rows and in columns`, async () => {
    const lines = downOf(rowsOf(isFirst));
    for (const own of [lines, across(lines)]) {
      const draft = await draftOfTable(csvOf(own), own === lines ? {} : { columns: ["parts"] });
      assert.deepEqual(sumsOf(draft), SUMS);
      assert.ok(!questionsOf(draft).some((one) => one.includes("sum")));
    }
  });

  Deno.test(`a count withheld ${where} a sum leaves it told, and is no zero`, async () => {
    const rows = downOf(rowsOf(isFirst)).map((
      [name, first, ...others],
    ) => [name!, name === "Brack" ? "x" : first!, ...others]);
    assert.deepEqual(sumsOf(await draftOfTable(csvOf(rows))), SUMS);
    // Where one of them is withheld everywhere, nothing shows what it is part of.
    const hidden = downOf(rowsOf(isFirst)).map((
      [name, ...counts],
    ) => [name!, ...counts.map((count) => name === "Brack" ? "x" : count)]);
    const { Coast: _, North, ...others } = SUMS;
    // Below its rows, the district is next to the other one.
    const left = isFirst ? others : { North, ...others };
    assert.deepEqual(sumsOf(await draftOfTable(csvOf(hidden))), left);
  });
}

Deno.test("a total of all sums up the outermost of what the counts show to be sums", async () => {
  const rows = rowsOf(true);
  const all = added(rows.filter(([name]) => name in TOWNS).map(([, counts]) => [...counts]));
  const draft = await draftOfTable(csvOf(downOf([...rows, ["Total", all]])));
  assert.deepEqual(sumsOf(draft), { Total: ["North", "South"], ...SUMS });
});

Deno.test("where many are sums of what is below them, one of few digits is asked about as well", async () => {
  const rows = Array.from({ length: 12 }, (_, at): Row[] => {
    const towns = [1, 2, 3].map((by): Row => [
      `Town ${at}${by}`,
      [1, 2].map((year) => 4000 + (at * 977 + by * 613 + year * 391) % 5779),
    ]);
    return [[`District ${at}`, added(towns.map(([, counts]) => [...counts]))], ...towns];
  }).flat();
  const small: Row[] = [["Isle", [52, 61]], ["East end", [31, 37]], ["West end", [21, 24]]];
  const draft = await draftOfTable(csvOf(downOf([...rows, ...small])));
  assert.ok(questionsOf(draft).includes("is “Isle” the sum of these 2: East end, West end?"));
});

Deno.test("the last row sums up the totals of groups that a column names, which count more than is shown", async () => {
  const groups = Object.values(TOWNS).flat();
  const others = [20, 31, 12, 40];
  const rows = groups.flatMap(([district, ...towns]): string[][] => [
    ...towns.map((town) => [district, town, ...countsOf(town).map(String)]),
    [district, "Total", ...added([...towns.map(countsOf), others]).map(String)],
  ]);
  const all = added(groups.flatMap(([, ...towns]) => [...towns.map(countsOf), others]));
  const lines = [["district", "town", ...YEARS], ...rows, ["Isles", "Isles", ...all.map(String)]];
  assert.deepEqual(
    sumsOf(await draftOfTable(csvOf(lines)))["Isles"],
    ["Coast · Total", "Hills · Total", "Plain · Total", "Lakes · Total"],
  );
});

Deno.test("towns that sum up none of the others are asked about in nothing", async () => {
  const rows = Array.from({ length: 400 }, (_, at): Row => [
    `Town ${at}`,
    [1, 2, 3].map((year) => Math.floor(10 ** (1 + (at * year * 0.6180339 + at * 0.31) % 1 * 3))),
  ]);
  const draft = await draftOfTable(csvOf(downOf(rows)));
  assert.deepEqual([questionsOf(draft), sumsOf(draft)], [[], {}]);
});

Deno.test("of two totals of the same rows, neither is their sum before the counts say so", async () => {
  const table = (...totals: string[]) =>
    ["group,fare,2023,2024", "Adult,Cash,41,x", "Adult,Pass,52,x", "Child,Cash,x,9", ...totals]
      .join("\n");
  const one = await draftOfTable(table("Adult,Total,x,113"));
  assert.deepEqual(sumsOf(one), { "Adult · Total": ["Adult · Cash", "Adult · Pass"] });
  const two = await draftOfTable(table("Adult,Sub-total,x,113", "Adult,Grand total,x,533"));
  assert.deepEqual(sumsOf(two), {});
});

Deno.test("where most rows are in a sum, one of small counts is asked about", async () => {
  const places = Array.from({ length: 24 }, (_, at) => at);
  const block = (name: string, size: number): Row[] => {
    const rows = [1, 2, 3].map((by): Row => [
      `${name} ${by}`,
      places.map((at) => at === 0 ? size : (at * at * 31 + by * at * 17 + by * 5) % 1009 % size),
    ]);
    return [[name, added(rows.map(([, counts]) => [...counts]))], ...rows];
  };
  const lines = [
    ["group", ...places.map((at) => `Place ${at}`)],
    ...[block("One", 900), block("Two", 700), block("Three", 800), block("Four", 4)].flat()
      .map(([name, counts]) => [name, ...counts.map(String)]),
  ];
  const draft = await draftOfTable(csvOf(lines), { columns: ["different"] });
  assert.deepEqual(questionsOf(draft), ["is “Four” the sum of these 3: Four 1, Four 2, Four 3?"]);
});
