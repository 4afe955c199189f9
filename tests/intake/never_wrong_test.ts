/** Layouts that were once misread without a word: each is read right, or asked about. */
import assert from "node:assert/strict";
import {
  draftOf,
  draftOfTable,
  kindsOf,
  questionsOf,
  refusalOf,
  saidOf,
  sumsOf,
  written,
} from "./tables.ts";
import { isTitleLine } from "../../src/intake/fields/fields.ts";
import { marksOf } from "../counts/release/folders.ts";

const rows = (...lines: string[]) => lines.join("\n");

Deno.test("a column of counts may be called Année 2023, Age 15 or No answer", async () => {
  const draft = await draftOfTable(
    rows("Région,Année 2023,Âge 15 à 24 ans,No answer,Quarter 1", "Nord,12,x,3,4", "Sud,9,8,x,1"),
    { columns: ["parts"] },
  );
  assert.deepEqual(Object.values(kindsOf(draft)), ["label", "count", "count", "count", "count"]);
  assert.deepEqual(marksOf(await written(draft), "a"), [12, "x", 3, 4, 9, 8, "x", 1]);
});

Deno.test("a column whose every count is suppressed is one of counts", async () => {
  const draft = await draftOfTable(rows("Who,Sex,2022,2023", "A,M,x,1", "A,F,x,x"));
  assert.deepEqual(kindsOf(draft), { Who: "label", Sex: "label", 2022: "count", 2023: "count" });
  assert.deepEqual(marksOf(await written(draft), "a"), ["x", 1, "x", "x"]);
});

Deno.test("a count with the sign of a note is a count, above a cross as elsewhere", async () => {
  const draft = await draftOfTable(rows("k,2022,2023", "A,12¹,3*", "B,x,1 204 r", "C,4 (1),7"));
  assert.deepEqual(marksOf(await written(draft), "a"), [12, 3, "x", 1204, 4, 7]);
  assert.match(saidOf(draft).join("\n"), /“¹” after 1 count is the sign of a note/);
});

Deno.test("a first row of counts is no header", async () => {
  const draft = await draftOfTable(rows("North,12,7", "South,3,x", "East,5,8"));
  assert.match(questionsOf(draft).join(), /does this line name the columns: North \| 12 \| 7\?/);
  const release = await written(
    await draftOfTable(rows("North,12,7", "South,3,x"), { header: ["0"] }),
  );
  assert.deepEqual(marksOf(release, "a"), [12, 7, 3, "x"]);
  const ages = await draftOfTable(rows("Children,0,1,2", "North,12,7,3", "South,3,x,1"));
  assert.match(
    questionsOf(ages).join(),
    /does this line name the columns: Children \| 0 \| 1 \| 2\?/,
  );
});

Deno.test("codes, deciles, percentages, averages and money are not counted", async () => {
  const draft = await draftOfTable(
    rows(
      "Code,Town,Decile,Pupils,%,Rate per 1000,Average age,Fees ($),Change",
      '01001,Arn,1,120,40,3.1,12.5,"$1,200",-3',
      "01002,Bel,2,x,x,x,x,x,5",
      "01003,Cor,3,90,30,2.0,11.9,$900,0",
    ),
  );
  assert.deepEqual(Object.values(kindsOf(draft)), [
    "code",
    "label",
    "label",
    "count",
    "percentage",
    "measure",
    "measure",
    "measure",
    "measure",
  ]);
  assert.equal((await written(draft)).tables[0]!.cells.length, 3);
});

Deno.test("totals of rounded counts are no sums", async () => {
  const draft = await draftOfTable(
    rows("k,2022,2023", "A,10,35", "B,20,x", "C,15,25", "Total,50,65"),
  );
  assert.match(
    questionsOf(draft).join(),
    /all 7 counts above zero are multiples of 5: are they rounded\?/,
  );
  const rounded = await draftOfTable(
    rows(
      "k,2022,2023",
      "A,10,35",
      "B,20,x",
      "C,15,25",
      "Total,50,65",
      "Note: counts are rounded to the nearest 5.",
    ),
  );
  assert.deepEqual(questionsOf(rounded), []);
  assert.deepEqual(sumsOf(rounded), {});
  assert.deepEqual((await written(rounded)).tables[0]!.roundedTo?.base, 5);
});

for (
  const total of [
    "Total¹",
    "Les deux sexes",
    "Both sexes",
    "Cumul",
    "TOTAL *",
    "I alt",
    "Insgesamt",
  ]
) {
  Deno.test(`${total} is a total`, async () => {
    const draft = await draftOfTable(
      rows("Sexe,2022,2023", "Hommes,12,7", "Femmes,11,x", `${total},23,19`),
    );
    assert.equal(Object.values(sumsOf(draft))[0]!.length, 2);
  });
}

Deno.test("the country above its provinces is their total", async () => {
  const draft = await draftOfTable(
    rows(
      "Geography,2021,2022,2023",
      "Canada,60,70,x",
      "Ontario,30,41,12",
      "Québec,20,19,x",
      "Yukon,10,10,3",
    ),
  );
  assert.deepEqual(sumsOf(draft), { Canada: ["Ontario", "Québec", "Yukon"] });
  const unnamed = await draftOfTable(
    rows("Where,2021,2022", "Basin,60,70", "Upper,30,41", "Mid,20,19", "Low,10,10"),
  );
  assert.match(questionsOf(unnamed).join(), /is “Basin” the sum of these 3: Upper, Mid, Low\?/);
});

Deno.test("subtotals are not counted twice", async () => {
  const draft = await draftOfTable(
    rows(
      "Area,2022,2023",
      "Arn,5,6",
      "Bel,7,8",
      "Sub-total North,12,14",
      "Cor,1,x",
      "Dun,2,3",
      "Sub-total South,3,9",
      "Total,15,23",
    ),
  );
  assert.deepEqual(sumsOf(draft), {
    "Sub-total North": ["Arn", "Bel"],
    "Sub-total South": ["Cor", "Dun"],
    "Total": ["Arn", "Bel", "Cor", "Dun"],
  });
});

Deno.test("of which, differences and averages are no parts", async () => {
  const draft = await draftOfTable(
    rows(
      "Status,2022,2023",
      "Granted,12,7",
      "of which: children,4,x",
      "Refused,8,x",
      "Total,20,19",
      "Average,10.5,9.5",
      "Change (%),3.1,-5.0",
    ),
  );
  assert.deepEqual(sumsOf(draft), { Total: ["Granted", "Refused"] });
  assert.match(saidOf(draft).join("\n"), /rows that hold no counts are left out: Average, Change/);
  const { categories } = (await written(draft)).dimensions[0]!;
  assert.deepEqual(categories.filter(({ isTotal }) => isTotal).map(({ name }) => name), [
    "of which: children",
    "Total",
  ]);
});

Deno.test("2010-11 is a year that begins on an unknown day, and no November", async () => {
  const draft = await draftOfTable(rows("k,2009-10,2010-11,2011-12", "A,1,2,3", "B,4,x,6"));
  assert.ok(
    (await written(draft)).dimensions[1]!.categories.every(({ start }) => start === undefined),
  );
  const fiscal = await draftOfTable(rows("k,2009-10,2010-11,2011-12", "A,1,2,3", "B,4,x,6"), {
    "year-start": ["04-01"],
  });
  const [, second] = (await written(fiscal)).dimensions[1]!.categories;
  assert.deepEqual([second!.start, second!.end], ["2010-04-01", "2011-03-31"]);
  const months = await draftOfTable(rows("k,2010-09,2010-10,2010-11", "A,1,2,3", "B,4,x,6"));
  assert.equal((await written(months)).dimensions[1]!.categories[2]!.end, "2010-11-30");
});

Deno.test("a decimal comma is not dropped", async () => {
  const mixed = await draftOfTable(rows("k;Zahl;Wert", "A;12;3,412", "B;7;0,55", "C;x;12,5"));
  assert.deepEqual(kindsOf(mixed), { k: "label", Zahl: "count", Wert: "measure" });
  const alone = await draftOfTable(rows("k;n;m", "A;3,412;1204", "B;7;8"));
  assert.match(questionsOf(alone).join(), /does “3,412” count thousands, or has it decimals\?/);
  const many = await draftOfTable(rows("k,n", 'A,"3,412"', 'B,"1,204"', "C,77"));
  assert.deepEqual(marksOf(await written(many), "a"), [3412, 1204, 77]);
});

Deno.test("periods are understood as offices write them", async () => {
  const days = async (...labels: string[]) => {
    const draft = await draftOfTable(
      rows(
        ["k", ...labels].map((one) => `"${one}"`).join(),
        `A,${labels.map((_, at) => at + 1)}`,
        `B,${labels.map(() => "x")}`,
      ),
    );
    return (await written(draft)).dimensions[1]!.categories.map(({ start, end }) =>
      `${start} ${end}`
    );
  };
  assert.deepEqual(await days("au 31 mars 2024", "au 31 mars 2025"), [
    "2024-03-31 2024-03-31",
    "2025-03-31 2025-03-31",
  ]);
  assert.deepEqual(await days("Jan-24", "Feb-24"), [
    "2024-01-01 2024-01-31",
    "2024-02-01 2024-02-29",
  ]);
  assert.deepEqual(await days("2022r", "2023p"), [
    "2022-01-01 2022-12-31",
    "2023-01-01 2023-12-31",
  ]);
  assert.deepEqual(await days("2022-2023", "2023-2024"), [
    "undefined undefined",
    "undefined undefined",
  ]);
});

Deno.test("labels may stand to the right of the counts", async () => {
  const draft = await draftOfTable(rows("2022,2023,Region", "12,7,North", "x,3,South"));
  assert.deepEqual(kindsOf(draft), { 2022: "count", 2023: "count", Region: "label" });
  assert.deepEqual(marksOf(await written(draft), "a"), [12, 7, "x", 3]);
});

Deno.test("headers of two tables are compared without spaces and signs of notes", async () => {
  const draft = await draftOf({
    "received.csv": rows("Kind,2022  (from 22 April),2023¹", "A,5,6", "B,7,x"),
    "refused.csv": rows("Kind,2022 (from 22 April),2023", "A,1,x", "B,2,3"),
  });
  assert.equal((await written(draft)).tables.length, 2);
});

Deno.test("a mark means what the table's notes say, or else is asked about", async () => {
  const table = rows("k,2022,2023", "A,–,7", "B,x,12", "C,[z],5", "D,..,3");
  assert.match(
    questionsOf(await draftOfTable(table)).join(),
    /what does “–” stand for \(1 cell, in line 2\)/,
  );
  const noted = await draftOfTable(`${table}\n– = nil\n`);
  const { marks } = (await written(noted)).tables[0]!;
  assert.deepEqual(marks.map(({ value, kind }) => `${value} ${kind}`), [
    "– zero",
    "x suppressed",
    "[z] notApplicable",
    ".. notAvailable",
  ]);
  const answered = await draftOfTable(table, { mark: ["–=suppressed", "x=unreliable"] });
  assert.deepEqual((await written(answered)).tables[0]!.marks.map(({ kind }) => kind), [
    "suppressed",
    "unreliable",
    "notApplicable",
    "notAvailable",
  ]);
  assert.match(
    questionsOf(await draftOfTable(rows("k,n,m", "A,,1", "B,2,3"))).join(),
    /what do empty cells stand for/,
  );
});

Deno.test("a slash is proposed as unreliable, which it is in German tables, and asked about", async () => {
  const draft = await draftOfTable(rows("k,2022,2023", "A,/,7", "B,3,12"));
  assert.match(questionsOf(draft).join(), /what does “\/” stand for/);
  assert.equal(draft.inferences.find(({ flag }) => flag === "mark")!.choices[0], "unreliable");
});

Deno.test("what is no count in a column of counts is refused with its place, or asked about where it may be a mark", async () => {
  assert.match(
    await refusalOf({ "a.csv": rows("k,n,m", "A,1,2", "B,#REF!,5", "C,4,5") }),
    /line 3, column 2 \("n"\) holds "#REF!"; in a column of counts each cell is/,
  );
  assert.match(
    questionsOf(await draftOfTable(rows("k,2022,2023", "A,1,2", "B,about 3,5", "C,4,5"))).join(),
    /what does “about 3” stand for \(1 cell, in line 3\)/,
  );
});

Deno.test("Number may name counts, and Status what rows are about", async () => {
  const counts = await draftOfTable(
    rows("Region,Number,Per cent", "North,12,40", "South,x,x", "East,9,30"),
  );
  assert.deepEqual(Object.values(kindsOf(counts)), ["label", "count", "percentage"]);
  const numbered = await draftOfTable(
    rows("No.,Region,Births", "1,North,12", "2,South,x", "3,East,9"),
  );
  assert.deepEqual(Object.values(kindsOf(numbered)), ["code", "label", "count"]);
  const status = await draftOfTable(
    rows(
      "Region,Status,Births",
      "North,Approved,12",
      "North,Refused,x",
      "South,Approved,4",
      "South,Refused,9",
    ),
  );
  assert.deepEqual(Object.values(kindsOf(status)), ["label", "label", "count"]);
});

Deno.test("counts that look like years are asked about", async () => {
  const draft = await draftOfTable(
    rows("Region,Residents,Births", "North,1950,12", "South,1987,x", "East,2014,9"),
  );
  assert.match(questionsOf(draft).join(), /does the column “Residents” hold labels, or counts\?/);
});

Deno.test("a label in the middle of its rows is no heading of those below it", async () => {
  const middle = rows("k,2022", "A,1", "B,x", "North,", "C,3", "A,4", "B,5", "South,", "C,x");
  assert.match(
    await refusalOf({ "a.csv": middle }),
    /line 5 "North" seems to stand beside rows 2-5; repeat it on each row/,
  );
  const above = await draftOfTable(
    rows("k,2022", "A,5", "B,x", "North,", "A,4", "B,5", "South,", "A,1", "B,x"),
  );
  assert.match(questionsOf(above).join(), /does “North”, which has no counts, head the rows/);
});

Deno.test("a text with one cell a line is refused, and no number is split at its comma", async () => {
  const cells = [
    "Region",
    "Kind",
    "2022",
    "2023",
    "North",
    "Homes",
    "112",
    "1,575",
    "South",
    "Homes",
    "9",
    "1,959",
  ];
  assert.match(await refusalOf({ "a.txt": cells.join("\n\n") }), /holds no table of counts/);
  const titled = ["Table 4: Visits, by region, 2021 to 2024", ...cells].join("\n\n");
  assert.notEqual(await refusalOf({ "a.txt": titled }), "");
});

Deno.test("pasted text may have thousands with commas, and a total after its years", async () => {
  const draft = await draftOf({
    "a.txt": rows(
      "Region of stay 2022 2023 Total",
      "Upper North 1,112 x 1,575",
      "Old South 23 31 54",
      "Far East 5 7 12",
    ),
  });
  assert.deepEqual(marksOf(await written(draft), "a"), [1112, "x", 1575, 23, 31, 54, 5, 7, 12]);
});

Deno.test("semicolons part columns though decimals have commas", async () => {
  const draft = await draftOfTable(
    rows("Commune;Naissances;Taux", "Aubry;12;10,4", "Belle;7;9,8", "Cours;x;8,1"),
  );
  assert.deepEqual(kindsOf(draft), { Commune: "label", Naissances: "count", Taux: "percentage" });
});

Deno.test("a title is numbered, and no sentence that begins like one", () => {
  const titles = ["Table IV", "Tableau 2", "TABLE A"].map(isTitleLine);
  assert.deepEqual(titles, [true, true, true]);
  for (const no of ["Table w.", "Table below shows", "Figure a", "Tabel van"]) {
    assert.equal(isTitleLine(no), false, no);
  }
});

Deno.test("a rate without a percent sign is asked about, and breaks no total of the counts", async () => {
  const table = rows(
    "School,Entries,Success",
    "Ash,121,75",
    "Doyle,41,75",
    "Elm,60,95",
    "Total,222,80",
  );
  assert.match(
    questionsOf(await draftOfTable(table)).join(),
    /does the column “Success” hold counts, or percentages/,
  );
  const draft = await draftOfTable(table, { column: ["Success=percentage"] });
  assert.deepEqual(sumsOf(draft), { Total: ["Ash", "Doyle", "Elm"] });
});

Deno.test("a total that one column contradicts is no sum, and the review says where", async () => {
  const draft = await draftOfTable(rows("k,2022,2023", "A,1,2", "B,x,4", "Total,5,7"));
  assert.deepEqual([questionsOf(draft), sumsOf(draft)], [[], {}]);
  assert.match(
    JSON.stringify(draft.descriptor.review),
    /“Total” .* not the sum of the others in 1 place: 2023/,
  );
});

Deno.test("a year beside its quarters is their total, and never added to them", async () => {
  const heads = ["2022 Q1", "2022 Q2", "2022 Q3", "2022 Q4", "2022", "2023 Q1", "2023"];
  const draft = await draftOfTable(
    rows(["k", ...heads].join(), "A,1,2,x,4,x,5,9", "B,x,2,3,4,50,6,x"),
  );
  assert.deepEqual(sumsOf(draft), { 2022: heads.slice(0, 4) });
  const whole = await draftOfTable(
    rows(["k", ...heads.slice(0, 5)].join(), "A,1,2,3,4,10", "B,x,2,3,4,50"),
  );
  const { dimensions, relations } = await written(whole);
  assert.deepEqual(relations.map(({ assumptions }) => assumptions), [["none"]]);
  assert.deepEqual(
    dimensions[1]!.categories.map(({ isTotal, start }) => isTotal ? "total" : start),
    ["2022-01-01", "2022-04-01", "2022-07-01", "2022-10-01", "total"],
  );
});
