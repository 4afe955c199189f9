import assert from "node:assert/strict";
import { draftOfTable, questionsOf, saidOf } from "./tables.ts";

const lines = (...rows: string[]) => rows.join("\n");

Deno.test("a country beside its municipalities, joined with years and codes, is asked about once", async () => {
  const table = lines(
    "navn,år,gjerningssted,anmeldt",
    ...[2020, 2021, 2022, 2023].flatMap((year) => [
      `Halden,${year},3101 Halden,${312 + (year % 7)}`,
      `Moss,${year},3103 Moss,${year === 2021 ? "NA" : 291}`,
      `Sarpsborg,${year},3105 Sarpsborg,${330 + year % 5}`,
      `Råde,${year},3112 Råde,41`,
      `Norge,${year},Norge,${312 + (year % 7) + 291 + 330 + year % 5 + 41}`,
    ]),
  );
  const questions = questionsOf(await draftOfTable(table)).filter((one) => one.includes("rows of"));
  assert.deepEqual(questions, [
    "do the 4 rows of “Norge” count the same as those of “Halden, Moss, Sarpsborg, Råde”?",
  ]);
});

Deno.test("a country above two breakdowns of it is asked about, and what is behind it", async () => {
  const towns = [12, 41, 33, 27, 9, 18, 22, 31, 16, 44];
  const sum = towns.reduce((all, one) => all + one);
  const table = lines(
    "Regio,2023",
    `Nederland,${sum}`,
    `Nederland zonder eilanden,${sum}`,
    ...towns.map((count, at) => `Gemeente ${String.fromCharCode(65 + at)},${count}`),
  );
  assert.deepEqual(questionsOf(await draftOfTable(table)), [
    "is “Nederland” a total?",
    "is “Nederland zonder eilanden” a total?",
  ]);
});

Deno.test("the largest of several is no whole where it differs from the others together", async () => {
  const table = lines(
    "town,year,cases",
    ...[2020, 2021, 2022].flatMap((year) => [
      `Toronto,${year},${1000 - (year - 2019) ** 4}`,
      `Guelph,${year},12${year % 10}`,
      `Barrie,${year},${year === 2021 ? "NA" : 98}`,
      `Kingston,${year},77`,
    ]),
    "Ajax,2022,12",
  );
  assert.deepEqual(questionsOf(await draftOfTable(table)), []);
  // Of few others, somewhat less is no sum of which some is withheld.
  const few = lines(
    "race,year,pupils",
    ...[2019, 2020, 2021, 2022].flatMap((year, at) => [
      `Hispanic,${year},${40 + 3 * at ** 2}`,
      `Asian,${year},${12 + at}`,
      `Black,${year},${14 + at ** 2}`,
      `White,${year},${10 + 2 * at}`,
    ]),
    "Two or more,2022,1",
  );
  assert.deepEqual(questionsOf(await draftOfTable(few)), []);
});

Deno.test("a sign of a note behind some totals is left out of these, where that makes no two rows the same", async () => {
  const table = lines(
    "quarter,kind,reports",
    ...["2015 Q1", "2015 Q2"].flatMap((quarter, at) => [
      `${quarter},Health,2${at}`,
      `${quarter},Suicide,3`,
      `${quarter},Torture,4${at}1`,
      `${quarter},Total${at === 0 ? "" : "⁴"},999`,
    ]),
  );
  const { understood } = await draftOfTable(table);
  const labels = understood.tables[0]!.rows.map(({ labels }) => labels.join(" · "));
  assert.ok(labels.includes("2015 Q2 · Total"), labels.join("; "));
});

Deno.test("the signs of several notes behind a label go together", async () => {
  const { understood } = await draftOfTable(lines(
    "area,2023,2024",
    "North⁶,41,38",
    '"South⁶, ⁷ ,⁸",52,60',
    '"West, upper [1]",17,19',
    '"Total⁶, ⁷, ⁸, ⁹",110,117',
  ));
  const labels = understood.tables[0]!.rows.map(({ labels }) => labels.join());
  assert.deepEqual(labels, ["North", "South", "West, upper", "Total"]);
});

Deno.test("what may be a name sums up nothing where most others are larger", async () => {
  const schools = Array.from(
    { length: 24 },
    (_, at) => `School ${String.fromCharCode(65 + at)},${300 + at * 7}`,
  );
  const table = lines("school,pupils", ...schools, "All Saints Academy of Ely,120");
  assert.deepEqual(questionsOf(await draftOfTable(table)), []);
});

Deno.test("a sum that comes again in columns of the same numbers is told once, and so may be a chance", async () => {
  const row = (name: string, pupils: number) => `${name}${`,${pupils}`.repeat(10)}`;
  const schools = [31, 44, 57, 62, 38, 95, 71, 83].map((pupils, at) =>
    row(`School ${"ABCDEFGH"[at]}`, pupils)
  );
  const heads = ["pupils", "dtp", "polio", "mmr", "hib", "hepb", "var", "pcv", "tdap", "rota"];
  const table = lines(
    `school,${heads.join(",")}`,
    ...schools,
    row("Oak", 12),
    row("Elm", 16),
    row("Ash", 28),
  );
  const said = saidOf(await draftOfTable(table, { columns: ["different"] })).join("\n");
  assert.doesNotMatch(said, /is the sum of/);
});

Deno.test("where all rows are totals of something, those of more are left out of sums", async () => {
  const table = lines(
    "Kommun,Huvudman,Kön,Antal",
    "Ale,Samtliga,Samtliga,43",
    "Ale,Kommunal,Samtliga,30",
    "Ale,Enskild,Samtliga,13",
    "Ale,Samtliga,Flickor,23",
    "Ale,Samtliga,Pojkar,20",
    "Boden,Samtliga,Samtliga,50",
    "Boden,Kommunal,Samtliga,50",
  );
  const said = saidOf(await draftOfTable(table)).join("\n");
  assert.match(said, /“Ale · Samtliga · Samtliga” is a total/);
  assert.doesNotMatch(said, /“Ale · Kommunal · Samtliga” is a total/);
});

Deno.test("regions behind the towns of a country, told by how their names end, are asked about as parts of what others count", async () => {
  const towns = [12, 41, 33, 27, 9, 18, 22, 31, 16, 44];
  const rows = towns.map((count, at) => `Town ${String.fromCharCode(65 + at)},${count}`);
  const table = lines(
    "Regio,2023",
    "Nederland,253",
    ...rows,
    "Noord (RE),113",
    "Oost (RE),87",
    "Zuid (RE),53",
  );
  const given = { total: ["Nederland=yes"] };
  const questions = questionsOf(await draftOfTable(table, given));
  assert.deepEqual(questions, [
    "are the 3 rows of “(RE)” part of what other rows count: Noord (RE), Oost (RE), Zuid (RE)?",
  ]);
});

Deno.test("“ALL” in the only row of some schools is asked about, and is proposed as none", async () => {
  const table = (kind: string) =>
    draftOfTable(
      `school,grades,meals,n\nOak,1-6,NONE,210\nElm,1-6,${kind},180\nAsh,7-9,SOME,31\nFir,7-9,${kind},77\nYew,1-9,NONE,64\n`,
    );
  const asked = async (kind: string) =>
    (await table(kind)).inferences.filter(({ flag }) => flag === "total")
      .map(({ certainty, choices }) => [certainty, choices[0]]);
  assert.deepEqual(await asked("ALL"), [["doubtful", "no"], ["doubtful", "no"]]);
  assert.deepEqual(await asked("MOST"), []);
});

Deno.test("the largest of all is their sum wherever it stands", async () => {
  const said = saidOf(
    await draftOfTable(
      "region,n,m\nNord,210,13\nOst,180,17\nLand,621,64\nSüd,154,15\nWest,77,19\n",
    ),
  );
  assert.ok(said.some((one) => one.startsWith("“Land” is the sum of Nord, Ost, Süd, West")));
});

Deno.test("a sum that one of ten places contradicts is asked about, and never told", async () => {
  const rows = Array.from({ length: 12 }, (_, at) => {
    const [north, south] = [211 + 37 * at * at, 154 + 53 * at];
    const both = north + south + (at === 7 ? 2 : 0);
    return [1990 + at, both + 95 + 3 * at, both, north, south, 95 + 3 * at].join();
  });
  const draft = await draftOfTable(
    `year,Kingdom,Mainland,Northland,Southland,Islands\n${rows.join("\n")}\n`,
    { columns: ["parts"] },
  );
  const totals = draft.inferences.filter(({ flag }) => flag === "total");
  assert.deepEqual(totals.map(({ name, certainty }) => [name, certainty]), [
    ["Kingdom", "certain"],
    ["Mainland", "doubtful"],
  ]);
});

Deno.test("a country above its regions, and above their states, is counted once", async () => {
  const states = Array.from(
    { length: 12 },
    (_, at) => [211 + 37 * at * at, 154 + 53 * at, 90 + 7 * at],
  );
  const sumOf = (rows: readonly (readonly number[])[]) =>
    [0, 1, 2].map((at) => rows.reduce((sum, row) => sum + row[at]!, 0));
  const regions = [0, 1, 2].map((region) => sumOf(states.filter((_, at) => at % 3 === region)));
  const lines = [
    ["Nation", ...sumOf(states)],
    ...regions.map((own, at) => [`Region ${"ABC"[at]}`, ...own]),
    ...states.map((own, at) => [`.State ${"abcdefghijkl"[at]}`, ...own]),
  ];
  const said = saidOf(
    await draftOfTable(`place,2010,2015,2020\n${lines.map(String).join("\n")}\n`),
  );
  assert.ok(said.includes("“Nation” is the sum of Region A, Region B, Region C"), said.join("\n"));
  assert.ok(
    said.some((one) => /of the numbers that came in, 9 are counts, 39 totals/.test(one)),
    said.join("\n"),
  );
});

Deno.test("“Gender - All” and “総数” are totals", async () => {
  for (const name of ["Gender - All", "総数"]) {
    const draft = await draftOfTable(`year,Female,${name},Male\n2019,12,30,17\n2020,14,33,18\n`);
    assert.ok(draft.inferences.some((one) => one.flag === "total" && one.name === name), name);
  }
});
