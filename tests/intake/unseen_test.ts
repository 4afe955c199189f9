/** Kinds of tables that were met in files of offices that nobody had tried: each asks where it once read in silence. */
import assert from "node:assert/strict";
import {
  draftOfTable,
  type Given,
  kindsOf,
  questionsOf,
  refusalOf,
  rowsIn,
  saidOf,
  sumsOf,
} from "./tables.ts";

const lines = (...rows: string[]) => `${rows.join("\n")}\n`;
const asks = async (table: string, given: Given = {}) =>
  questionsOf(await draftOfTable(table, given));

Deno.test("regions that name columns of counts are no codes, though each has six digits", async () => {
  const table = lines(
    ",North Region,South Region,West District",
    "1996,358800,230600,426900",
    "1997,362700,235400,431200",
    "1998,362900,235900,431300",
  );
  const { understood } = await draftOfTable(table, { columns: ["parts"] });
  assert.deepEqual(understood.tables[0]!.counts.map(({ name }) => name), [
    "North Region",
    "South Region",
    "West District",
  ]);
});

Deno.test("rows whose counts begin later are no heads, though their year stands alone", async () => {
  const table = lines(
    "iso2,year,new_m04,new_f04",
    "AD,1989,,",
    "AD,1990,,",
    "AD,1991,12,13",
    "AF,1989,120,95",
    "AF,1990,133,99",
    "AF,1991,145,102",
  );
  const draft = await draftOfTable(table, { mark: ["empty=not-available"] });
  assert.equal(draft.understood.tables[0]!.rows.length, 6);
});

Deno.test("a column of negative numbers is asked about where its name is of a count", async () => {
  const pyramid = lines("Age,Female,Male", "0-17,-152,691", "18-64,-752,741", "65+,-52,41");
  assert.deepEqual(await asks(pyramid), ["does the column “Female” hold measures, or counts?"]);
});

Deno.test("weeks and ages that tell rows apart are labels before a number of each row is", async () => {
  const rows = [0, 1, 2].flatMap((age) =>
    [1, 2, 3, 4].map((week) => [age * 5, week, "m", 200 + 31 * week + 7 * age])
  );
  const numbered = rows.map((row, at) => [at + 1, ...row].join());
  const draft = await draftOfTable(lines(",agefrom,kw,sex,n", ...numbered));
  assert.deepEqual(questionsOf(draft), [
    "does the column “agefrom” hold labels, or counts?",
    "does the column “kw” hold labels, or counts?",
  ]);
  assert.equal(rowsIn(draft)[4], "5 1 m 238");
});

Deno.test("a sum of small counts that come together by chance among many rows is no total, none of nothing is a sum", async () => {
  const places = [
    "12,1,13",
    "3,2,5",
    "9,1,10",
    "2,0,2",
    "14,3,17",
    "5,2,7",
    "7,0,7",
    "1,1,2",
    "19,4,23",
  ]
    .map((counts, at) => `P${at},${counts}`);
  assert.deepEqual(sumsOf(await draftOfTable(lines("place,Men,Women,Total", ...places))), {
    Total: ["Men", "Women"],
  });
  const zeros = lines(
    "year,owner,wood,n",
    "2001,public,hard,0",
    "2002,all owners,hard,0",
    "2003,private,soft,41",
    "2004,public,total,0",
  );
  assert.deepEqual(sumsOf(await draftOfTable(zeros)), {});
});

Deno.test("numbers as programs write them are counts: 1e+05", async () => {
  const draft = await draftOfTable(lines("place,n", "A,1e+05", "B,2.5e+04", "C,12"));
  assert.deepEqual(rowsIn(draft), ["A 100000", "B 25000", "C 12"]);
});

Deno.test("a line of tags for machines below the heads is left out", async () => {
  const draft = await draftOfTable(
    lines("Name,Year,Moved", "#country+name,#date+year,#affected", "A,2019,12", "B,2019,15"),
  );
  assert.deepEqual(rowsIn(draft), ["A 2019 12", "B 2019 15"]);
});

Deno.test("a few rows that repeat labels are numbered where somebody says so; many are refused", async () => {
  const table = lines(
    "force,n",
    "Spray,12",
    "Not stated,3",
    "Baton,9",
    "Not stated,5",
    "Taser,30",
    "Shield,8",
    "Dog,7",
  );
  assert.match((await asks(table))[0]!, /line 5 repeats the row "Not stated" of line 3/);
  assert.equal(
    rowsIn(await draftOfTable(table, { row: ["Not stated=count"] }))[3],
    "Not stated (2) 5",
  );
  assert.equal(rowsIn(await draftOfTable(table, { row: ["Not stated=ignore"] })).length, 6);
  assert.match(
    await refusalOf({ "a.csv": lines("k,n", "A,1", "A,2", "B,3") }),
    /line 3 repeats the row/,
  );
});

Deno.test("one answer settles all columns that are doubtful alike", async () => {
  const table = lines("force,2011,2012", "Drawn,1568.0,1648.0", "Aimed,368.0,345.0");
  const draft = await draftOfTable(table, { column: ["*=count"] });
  assert.deepEqual(questionsOf(draft), []);
  assert.deepEqual(kindsOf(draft), { force: "label", 2011: "count", 2012: "count" });
});

Deno.test("where nothing else is counted, what may be a measure is asked about as a count", async () => {
  const draft = await draftOfTable(lines("gender,year,amount", "boy,2019,12", "girl,2019,10"));
  assert.deepEqual(questionsOf(draft), ["does the column “amount” hold counts, or measures?"]);
});

Deno.test("words that end like an Italian average, and shares in the name of a count, are no units", async () => {
  const media = lines("industry,2019,2020", "Printing of recorded media,12,13", "Mining,31,32");
  assert.deepEqual(await asks(media), []);
  const hours = lines(
    "farm,full_time_75_percent_or_more,part_time_50_75_percent",
    "A,131,22",
    "B,151,31",
  );
  assert.ok(
    !saidOf(await draftOfTable(hours, { columns: ["parts"] })).join().includes("percentages"),
  );
});

Deno.test("columns beside a total that published sums do not explain are asked about", async () => {
  const grads = lines(
    "Major,Total,Men,Women,Employed",
    "Mining,756,679,77,640",
    "Law,2339,2057,282,1976",
  );
  assert.deepEqual(await asks(grads), [
    "do these count different things, or parts of one whole: Total, Men, Women, Employed?",
  ]);
  const twice = lines("Place,Total,Men,Women,Young,Old", "A,12,7,5,4,8", "B,20,9,11,7,13");
  assert.deepEqual(await asks(twice), []);
});

Deno.test("units, prices, bounds and percentiles in names of columns are measures, or asked about", async () => {
  const said = async (...heads: string[]) =>
    kindsOf(
      await draftOfTable(lines(["jahr", "fälle", ...heads].join(), "A,3,12,41", "B,4,23,52")),
    );
  const harvest = await said("flaeche_ha", "preis_chf");
  assert.deepEqual([harvest.flaeche_ha, harvest.preis_chf], ["measure", "measure"]);
  const bounds = await said("lowerB", "P25th");
  assert.deepEqual([bounds.lowerB, bounds.P25th], ["measure", "measure"]);
});

Deno.test("a column of whole numbers among many of decimals is asked about", async () => {
  const rates = lines("week,a,b,c,d", "1,0,1.5,2.5,3.5", "2,1,4.5,5.5,6.5", "3,0,7.5,8.5,9.1");
  assert.deepEqual(await asks(rates), ["does the column “a” hold counts, or measures?"]);
});

Deno.test("one number for each label, where nothing else may be counted, is asked about", async () => {
  const rows = [
    "City,0",
    "City,0",
    "Town,1",
    "Town,1",
    "Village,2",
    "Village,2",
    "Farm,3",
    "Farm,3",
  ];
  const table = lines("hospital,area,ra", ...rows.map((row, at) => `H${at},${row}`));
  assert.deepEqual(await asks(table), ["does the column “ra” hold counts, or codes?"]);
});

Deno.test("years that name columns are no counts, though some counts look like years", async () => {
  assert.deepEqual(await asks(lines("State,1990,1991", "A,1992,31", "B,77,2001")), []);
});

Deno.test("weeks that are counted off below a heading name columns", async () => {
  const weeks = Array.from({ length: 8 }, (_, at) => at + 1);
  const table = lines(
    `Year,Age,Week${",".repeat(7)}`,
    `,,${weeks.join()}`,
    ...["Young", "Old"].map((age, row) =>
      `2022,${age},${weeks.map((week) => 20 * row + 7 * week + 3)}`
    ),
  );
  const { understood } = await draftOfTable(table);
  assert.deepEqual(understood.tables[0]!.counts.map(({ name }) => name)[7], "Week · 8");
});

Deno.test("a total of deaths is of deaths", async () => {
  const table = lines("place,kind,n", "Total deaths,,25", ",North,12", ",South,13");
  assert.equal(rowsIn(await draftOfTable(table))[0], "deaths Total 25");
});

Deno.test("notes beside their numbers, and signs beside their meanings, are no rows where they are merged over the columns", async () => {
  const merged = (sign: string, said: string) => [sign, ...Array(3).fill(said)].join();
  const table = lines(
    "Region,Sheep,Pigs,Goats",
    "North,500,S,20",
    "South,S,310,44",
    "",
    merged("1.", "Figures may not add up to the totals"),
    merged("", "Numbers of the survey of farms"),
    merged("S", "suppressed"),
  );
  const draft = await draftOfTable(table, { columns: ["different"] });
  assert.equal(draft.understood.tables[0]!.rows.length, 2);
  assert.deepEqual(questionsOf(draft), []);
});

Deno.test("averages that are shown whole are no counts, where the title says so", async () => {
  const table = lines(
    "Average number of deaths per day",
    "Week,2019,2020",
    "1,276,345",
    "2,281,290",
  );
  assert.deepEqual(await asks(table, { column: ["Week=label"] }).catch(() => "refused"), "refused");
  assert.match(await refusalOf({ "a.csv": table }), /holds no counts, as its title says/);
});
