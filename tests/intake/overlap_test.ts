/** Numbers that would be added up twice, and heads and labels that stand where a page has room, by small tables. */
import assert from "node:assert/strict";
import { starterNotebook } from "../../src/intake/starter/notebook.ts";
import { Answers } from "../../src/intake/inferences/answers.ts";
import { Findings } from "../../src/intake/inferences/inferences.ts";
import { isHeader } from "../../src/intake/table/headers.ts";
import { headersOf } from "../../src/intake/table/labels.ts";
import { draftOf, draftOfTable, questionsOf, rowsIn, saidOf, sumsOf, written } from "./tables.ts";

const lines = (...all: string[]) => all.join("\n");

Deno.test("lakhs and crores are counts: 1,23,456", async () => {
  const draft = await draftOfTable('State,Doses\nAssam,"1,23,456"\nKerala,"13,44,04,867"\n');
  assert.deepEqual(rowsIn(draft), ["Assam 123456", "Kerala 134404867"]);
});

Deno.test("the sign of a note after a count may be ^ or ~", async () => {
  const draft = await draftOfTable("Force,2021,2022\nKent,3^,12\nEssex,1~,15\n");
  assert.deepEqual(rowsIn(draft), ["Kent 3 12", "Essex 1 15"]);
});

Deno.test("among many rows, one that is the sum of those below it is asked about", async () => {
  const towns = Array.from({ length: 35 }, (_, at) => [`a${at}x`, 11 + at, 23 + 2 * at] as const);
  const sum = (column: 1 | 2) => towns.reduce((sum, town) => sum + town[column], 0);
  const state = (name: string) =>
    [[name, sum(1), sum(2)], ...towns.map(([town, ...own]) => [name + town, ...own])]
      .map((row) => row.join());
  const draft = await draftOfTable(lines("Place,Men,Women", ...state("N"), ...state("S")));
  assert.deepEqual(
    questionsOf(draft).map((question) => question.slice(0, 27)),
    ["is “N” the sum of these 35:", "is “S” the sum of these 35:"],
  );
});

Deno.test("two breakdowns of one total are not added to each other", async () => {
  const draft = await draftOfTable(lines(
    "Town,total,men,women,young,old",
    "North,101,41,60,30,71",
    "South,53,20,33,16,37",
    "East,80,45,35,21,59",
  ));
  assert.deepEqual(sumsOf(draft), { total: ["men", "women"] });
  assert.ok(
    saidOf(draft).includes("of the numbers that came in, 6 are counts, 9 totals, 0 measures"),
  );
});

Deno.test("a box of numbers below a table is no row of it", async () => {
  const draft = await draftOfTable(lines(
    "Region,Cases,Deaths",
    "North,12,3",
    "South,15,4",
    "Total,27,7",
    "",
    ",All cases,27",
    ",All deaths,7",
  ));
  assert.deepEqual(rowsIn(draft), ["North 12 3", "South 15 4", "Total 27 7"]);
  assert.ok(saidOf(draft).some((said) => said.endsWith("left out are 2 outside the tables")));
});

Deno.test("days that run backwards are labels", async () => {
  const draft = await draftOfTable(lines("Date,Day,Cases", "b,289,12", "a,288,14", "c,286,19"));
  assert.deepEqual(questionsOf(draft), []);
  assert.deepEqual(rowsIn(draft), ["b 289 12", "a 288 14", "c 286 19"]);
});

Deno.test("on a page, a stacked head spans no column beside it, and 100,000 is part of one", () => {
  const line = (...fields: string[]) => ({ line: 1, fields, afterGap: false, numbers: 0 });
  const header = [
    line("", "", "Cases per", ""),
    line("", "New cases", "", "Tests"),
    line("", "", "100,000", ""),
  ];
  const rows = [{ ...line("Conwy", "22", "274.6", "1240"), heading: "" }];
  const block = { file: "a", name: "a", hasCommas: false, titles: [], notes: [], header, rows };
  const names = headersOf(block, new Findings(new Answers({}))).map(({ name }) => name);
  assert.deepEqual(names, ["", "New cases", "Cases per 100,000", "Tests"]);
  const over = ["New cases", "100,000", "100,000"];
  assert.ok(
    isHeader(line("", ...over), over, { header: [], rows: [] }, (text) => /^\d/.test(text)),
  );
});

Deno.test("by place, whether a label that comes again goes on from the line above is asked", async () => {
  const text = lines(
    "Board                 Area           Cases    Deaths",
    "Aneurin University    Blaenau           11        35",
    "Health Board          Caerphilly        22        97",
    "                      Newport           16        61",
    "Swansea University    Neath             16        38",
    "Health Board          Swansea           35        80",
    "                      Unknown            3        70",
  );
  const [question] = questionsOf(await draftOf({ "a.txt": text }));
  assert.match(question!, /^what do empty labels of “Board” stand for \(2, in lines 4, 7\)/);
});

Deno.test("a table of a web page whose numbers have commas is not taken for one without counts", async () => {
  const table = (...rows: string[][]) =>
    `<table>${rows.map((row) => `<tr><td>${row.join("<td>")}`).join("")}</table>`;
  const page = table(["Ward", "2021", "2022"], ["A", "12", "15"], ["B", "17", "19"]) +
    table(["Staff", "2021", "2022"], ["Nurses", "4,403", "4,227"], ["Doctors", "1,399", "1,365"]);
  const draft = await draftOf({ "a.html": page }, { thousands: [","] }, { table: 2 });
  assert.deepEqual(rowsIn(draft), ["Nurses 4403 4227", "Doctors 1399 1365"]);
});

const TITLE =
  "Applications for permanent selection received by profile and year of the application";

Deno.test("a long title names on the axis what is counted, not how", async () => {
  const measure = async (title: string) => {
    const draft = await draftOfTable(lines(title, "", "k,2022,2023", "A,1,2", "B,3,4"));
    return (await written(draft)).tables[0]!.measure.en;
  };
  assert.equal(await measure(TITLE), "Applications for permanent selection…");
  assert.equal(
    await measure("Demandes de sélection permanente reçues selon le profil et l’année civile"),
    "Demandes de sélection permanente reçues",
  );
});

Deno.test("the starter lists what the source says of its counts, in no markup", async () => {
  const notes = Array.from({ length: 8 }, (_, at) => `(${at + 1}) *Provisional* <b>${at}</b>`);
  const draft = await draftOfTable(lines("k,2022,2023", "A,1,2", "B,3,4", "", ...notes));
  const release = await written(draft);
  const source = { places: [], today: "2026-01-31" };
  const options = { lang: "en", releasePath: "../../", command: "intake", source } as const;
  const { cells } = JSON.parse(starterNotebook(release, options));
  const [title] = cells as { source: string[] }[];
  const said = title!.source.filter((line) => line.startsWith("- "));
  assert.equal(said[0], "- **Line 5:** “(1) \\*Provisional\\* \\<b\\>0\\</b\\>”\n");
  assert.equal(said.at(-1), "- 2 more in datapackage.json");
  assert.equal(said.length, 7);
});

Deno.test("averages over days are no counts, however whole they look", async () => {
  const draft = await draftOfTable(lines(
    "date,CASE_COUNT,CASE_COUNT_7DAY_AVG",
    "2020-03-01,12,9",
    "2020-03-02,15,11",
    "2020-03-04,19,14",
  ));
  assert.deepEqual(questionsOf(draft), []);
  assert.deepEqual(rowsIn(draft), ["2020-03-01 12", "2020-03-02 15", "2020-03-04 19"]);
});

Deno.test("a column called label is one, whatever stands in it", async () => {
  const draft = await draftOfTable(lines(
    "Area,label,Cases",
    'Chelsea,"10001, 10118",12',
    "Harlem,10026,17",
    "Inwood,10034,19",
  ));
  assert.deepEqual(rowsIn(draft)[1], "Harlem 10026 17");
});

Deno.test("what a cumulative count is called is no total of those beside it", async () => {
  const draft = await draftOfTable(lines(
    "Area,Date,Cases (new),Cumulative cases",
    "Powys,2020-12-08,3,33",
    "Powys,2020-12-07,4,30",
    "Conwy,2020-12-08,5,52",
    "Conwy,2020-12-07,6,47",
  ));
  assert.match(questionsOf(draft)[0]!, /^do these count different things, or parts of one whole/);
});

Deno.test("days before the first count are rows, and Age holds labels though one alone stands there", async () => {
  const late = await draftOfTable(
    "date,Deaths\n2020-03-04,\n2020-03-05,\n2020-03-06,4\n2020-03-07,5\n",
  );
  assert.deepEqual(rowsIn(late).length, 4);
  const aged = await draftOfTable(lines(
    "Year,Age,Sex,Deaths",
    "2021,,Male,14",
    "2021,,Female,17",
    "2021,Under 18,Male,4",
    "2021,Under 18,Female,3",
  ));
  assert.equal(rowsIn(aged)[2], "2021 Under 18 Male 4");
});

Deno.test("five digits in rising order in a first column are asked about, whatever it is called", async () => {
  const draft = await draftOfTable(lines(
    "MODIFIED_ZCTA,Neighbourhood,Cases",
    "10001,Chelsea,412",
    "10002,Chinatown,325",
    "10459,Longwood,187",
    "11201,Downtown,266",
  ));
  assert.match(questionsOf(draft)[0]!, /^does the column “MODIFIED_ZCTA” hold codes, or counts/);
});

Deno.test("districts that are nearly the sum of their towns, some of which are not shown, are asked about", async () => {
  const towns = [["a", 1201, 1300], ["b", 1150, 1400], ["c", 1302, 1290], ["d", 1411, 1203]];
  const rows = towns.map(([name, ...own]) => [`${name}t`, "town", ...own].join());
  const draft = await draftOfTable(lines(
    "place,kind,2021,2022",
    "N,district,2362,2705",
    "S,district,2722,2500",
    ...rows,
  ));
  assert.ok(
    questionsOf(draft).includes(
      "do the 2 rows of “district” count the same as those of “town”?",
    ),
    questionsOf(draft).join("; "),
  );
});
