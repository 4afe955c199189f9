/** Kinds of tables in which a sum went wrong, or which were refused, by small tables. */
import assert from "node:assert/strict";
import { settle } from "../../src/intake/ask/ask.ts";
import { marksOf } from "../counts/release/folders.ts";
import {
  draftOf,
  draftOfTable,
  type Given,
  questionsOf,
  refusalOf,
  rowsIn,
  saidOf,
  written,
} from "./tables.ts";
import { workbook, zip } from "./workbook.ts";

const lines = (...all: string[]) => all.join("\n");

/** The rows of the first table as they were understood, labels before counts and marks. */
async function rowsOf(text: string, given: Given = {}) {
  const draft = await draftOfTable(text, given);
  await written(draft);
  return rowsIn(draft);
}

Deno.test("columns of counts by age stay counts, however many are withheld", async () => {
  const table = lines(
    "Region,Age 0-14,Age 15-64,Age 65+",
    "North,<5,120,<5",
    "South,12,340,<5",
    "East,<5,90,14",
    "West,21,410,<5",
  );
  assert.deepEqual(await rowsOf(table, { mark: ["<5=suppressed"], columns: ["parts"] }), [
    "North <5 120 <5",
    "South 12 340 <5",
    "East <5 90 14",
    "West 21 410 <5",
  ]);
});

Deno.test("bands of income are labels of counts", async () => {
  const bands = ["Under $10000", "$10000 to $19999", "More than $30000", "$100000+"];
  const rows = bands.map((band, at) => `${band},${at + 3},${at + 14}`);
  assert.deepEqual(
    (await rowsOf(lines("Income,2021,2022", ...rows))).length,
    bands.length,
  );
});

Deno.test("a column without which rows would be the same names them, such as a week or a total's place", async () => {
  const weeks = lines(
    "epiweek,country,age,admitted",
    ...[202301, 202302].flatMap((week) => [
      `${week},NL,0-49,12`,
      `${week},NL,50+,<5`,
      `${week},BE,0-49,7`,
      `${week},BE,50+,31`,
    ]),
  );
  assert.equal((await rowsOf(weeks))[1], "202301 NL 50+ <5");
  const skills = lines(
    "Province,NOC,2021,2022",
    "Ontario,0,120,130",
    ",1,33,--",
    ",Total,153,171",
    "Quebec,0,98,--",
    ",1,21,--",
    ",Total,119,120",
  );
  assert.deepEqual(
    (await rowsOf(skills, { blank: ["Province=down"], mark: ["--=suppressed"] })).slice(0, 3),
    ["Ontario 0 120 130", "Ontario 1 33 --", "Ontario Total 153 171"],
  );
});

Deno.test("signs in fields of their own below a table are its legend; a line of units is none of its rows", async () => {
  const table = lines(
    "Geography,Canada,Ontario",
    "Characteristics,Number,Number",
    "Economic,802,401",
    "Family,x,F",
    "NL,Missing in part,",
    "x,Suppressed to meet confidentiality requirements,",
    "F,Too unreliable to be published,",
    "r,Revised,",
  );
  const given = {
    columns: ["parts"],
    mark: ["Missing in part=not-available", "empty=not-available"],
  };
  const draft = await draftOfTable(table, given);
  await written(draft);
  assert.deepEqual(rowsIn(draft), ["Economic 802 401", "Family x F", "NL Missing in part "]);
  assert.deepEqual(draft.understood.tables[0]!.counts.map(({ name }) => name), [
    "Canada",
    "Ontario",
  ]);
  assert.match(saidOf(draft).join(), /“x” stands for a count that is withheld/);
});

Deno.test("n (%) heads counts, whether their shares have a sign or decimals", async () => {
  const table = lines(
    "Indicator,Urban n (%),Rural n (%)",
    "Diabetes,120 (12.4),45 (9.9)",
    "All,969 (100),455 (100)",
  );
  assert.deepEqual(await rowsOf(table, { columns: ["parts"] }), ["Diabetes 120 45", "All 969 455"]);
});

Deno.test("postcodes are no years, though they may look like some", async () => {
  const rows = ["2000", "2010", "2016"].map((code, at) => `${code},${14 + at},n.p.`);
  const draft = await draftOfTable(lines("Postcode,Housing,Food", ...rows), { columns: ["parts"] });
  await written(draft);
  assert.doesNotMatch(saidOf(draft).join(), /are periods/);
});

Deno.test("dots that lead from a label to its numbers are none of it", async () => {
  const table = lines(
    "Offence                      White    Black",
    "Murder . . . . . . . . . .     120       88",
    "Robbery. . . . . . . . . .     402        x",
    "Fraud, n.e.c. ............      88       41",
    "Forgery, etc ...............    12      ...",
  );
  assert.deepEqual(await rowsOf(table, { columns: ["parts"], mark: ["...=not-available"] }), [
    "Murder 120 88",
    "Robbery 402 x",
    "Fraud, n.e.c. 88 41",
    "Forgery, etc 12 ...",
  ]);
});

Deno.test("addresses of pages are notes, a change is measured, and ages are labels in Italian too", async () => {
  const table = lines(
    "età,2020,2021,Natural increase,fonte",
    "<5,12,x,-3,https://a.it/1",
    "5-14,33,40,2,https://a.it/2",
    "15+,51,48,-1,comunicato",
  );
  assert.deepEqual(await rowsOf(table), ["<5 12 x", "5-14 33 40", "15+ 51 48"]);
});

Deno.test("the number of a ward is none of its counts", async () => {
  const table = (...numbers: number[]) =>
    lines("Ward No,Ward,Men,Women", ...numbers.map((n) => `${n},W${n},${n + 40},${90 - n}`));
  const columns = ["parts"];
  assert.deepEqual(await rowsOf(table(1, 2, 3), { columns }), ["W1 41 89", "W2 42 88", "W3 43 87"]);
  assert.deepEqual(questionsOf(await draftOfTable(table(12, 15, 31), { columns })), [
    "does the column “Ward No” hold codes, or counts?",
  ]);
});

Deno.test("a number before a label behind which counts stand is asked about: it may be a code", async () => {
  const rows = [["107", "Avon", "40"], ["12", "Bell", "x"], ["7", "Cole", "31"]];
  const table = (name: string) => lines(`${name},School,Pupils`, ...rows.map((row) => row.join()));
  assert.deepEqual(questionsOf(await draftOfTable(table("Board ref"))), [
    "does the column “Board ref” hold codes, or counts?",
  ]);
  const between = lines(
    "Major,Men,Women,Field,Employed",
    "Law,40,31,A,60",
    "Art,x,12,B,9",
    "Music,7,x,B,5",
  );
  const asked = [
    ...questionsOf(await draftOfTable(between)),
    ...questionsOf(await draftOfTable(table("Total staff"))),
  ];
  assert.ok(asked.every((question) => !question.includes("codes")), asked.join());
});

Deno.test("a total that names its group is that group's, where each row says its group", async () => {
  const table = lines(
    "Group,Offence,2021,2022",
    "Violence,Homicide,6,9",
    "Violence,Assault,120,131",
    "Violence Total,,126,140",
    "Theft,Burglary,40,x",
    "Theft,Robbery,x,11",
    "Theft Total,,55,61",
    "Grand Total,,181,201",
  );
  const draft = await draftOfTable(table);
  await written(draft);
  assert.match(
    saidOf(draft).join(),
    /“Violence · Total” is the sum of Violence · Homicide, Violence · Assault/,
  );
});

Deno.test("the line of dashes below the heads of a pasted table is none of them", async () => {
  const table = lines(
    "| Town | Sex | 2020 | 2021 |",
    "|---|:--|---:|---:|",
    "| Ayr | F | 12 | 9 |",
    "| Ayr | M | 7 | 4 |",
  );
  const draft = await draftOfTable(table);
  assert.deepEqual(draft.understood.tables[0]!.counts.map(({ name }) => name), ["2020", "2021"]);
});

Deno.test("a note that says what two signs mean says of each its own", async () => {
  for (
    const note of [
      '"~" denotes values of 5 or fewer or others from which these could be derived. "-" denotes nil.',
      "~ represents a low value, - represents nil",
    ]
  ) {
    const quoted = `"${note.replaceAll('"', '""')}"`;
    const table = lines(
      "Prison,Men,Women",
      "Ashfield,120,~",
      "Altcourse,44,-",
      "Lowdham,~,7",
      quoted,
    );
    const draft = await draftOfTable(table, { columns: ["parts"] });
    assert.match(
      saidOf(draft).join(),
      /“~” stands for a count that is withheld.*“-” stands for none/s,
    );
  }
});

Deno.test("a note whose commas part it into fields is no row", async () => {
  const table = lines(
    "School,Grade 9,Grade 10",
    "Lincoln,110,105",
    "Washington,101,*",
    "* fewer than 10 students, or hidden so that these cannot be worked out",
  );
  assert.deepEqual(await rowsOf(table, { columns: ["parts"] }), [
    "Lincoln 110 105",
    "Washington 101 *",
  ]);
});

Deno.test("a row of decimals among whole counts is asked about where its name says nothing", async () => {
  const whole = ["A", "B", "C", "D", "E"].map((name, at) => `${name},${at + 3},${at + 14}`);
  const table = lines("Region,2021,2022", ...whole, "F,3.5,4.5");
  const draft = await draftOfTable(table);
  assert.deepEqual(questionsOf(draft), ["does the row “F” count something, or measure it?"]);
});

Deno.test("a note that begins with All is no label of a row without one", async () => {
  const table = lines(
    "Region,Sex,2021,Notes",
    "North,M,12,",
    ",F,14,All figures provisional",
    "South,M,22,",
    ",F,24,",
  );
  assert.deepEqual(await rowsOf(table), ["North M 12", "North F 14", "South M 22", "South F 24"]);
});

Deno.test("full-time equivalents are no counts, though shown whole: it is asked", async () => {
  const table = (title: string, head: string) =>
    lines(title, "", `Force,${head},2017`, "Avon,2731,2700", "Kent,3260,3300");
  const titled = table("Police workforce: full-time equivalents", "2016");
  assert.match(
    await refusalOf({ "a.csv": titled }),
    /holds no counts, as its title says.*--column "title=count"/s,
  );
  assert.deepEqual(await rowsOf(titled, { column: ["title=count"] }), [
    "Avon 2731 2700",
    "Kent 3260 3300",
  ]);
  const unit = lines(
    "Police officers by force",
    "England and Wales,,,Full-time equivalents",
    "Force,2015,2016,2017",
    "Avon,2741,2731,2700",
    "Kent,3270,3260,3300",
  );
  assert.match(await refusalOf({ "a.csv": unit }), /holds no counts, as its title says/);
  const named = table("Police workforce", "Officers (FTE)");
  assert.deepEqual(questionsOf(await draftOfTable(named)), [
    "does the column “Officers (FTE)” hold measures, or counts?",
  ]);
  assert.deepEqual(await rowsOf(named, { column: ["Officers (FTE)=measure"] }), [
    "Avon 2700",
    "Kent 3300",
  ]);
});

Deno.test("rates below counts, under a heading that says so, are left out as measures", async () => {
  const table = lines(
    "Region,2021,2022",
    "Number,,",
    "North,120,131",
    "South,340,350",
    "Rate per 1000,,",
    "North,12,13",
    "South,34,35",
  );
  assert.deepEqual(await rowsOf(table), ["North 120 131", "South 340 350"]);
  assert.match(saidOf(await draftOfTable(table)).join(), /4 are counts, 0 totals, 4 measures/);
});

Deno.test("a word behind every count is left out, and a limit among them is a mark", async () => {
  const table = lines(
    "School,2022,2023",
    "Ash,78 students,81 students",
    "Elm,34 students,under 10",
  );
  assert.deepEqual(await rowsOf(`${table}\nOak,1 student,5 students`), [
    "Ash 78 81",
    "Elm 34 under 10",
    "Oak 1 5",
  ]);
});

Deno.test("a last row whose labels are NA carries a count", async () => {
  assert.deepEqual(await rowsOf(lines("Region,Sex,Count", "North,M,12", "North,F,13", "NA,NA,4")), [
    "North M 12",
    "North F 13",
    "NA NA 4",
  ]);
});

Deno.test("what a column Indicator names is counted apart", async () => {
  const release = await written(
    await draftOfTable(
      lines(
        "Area,Indicator,Value",
        "North,Deaths,12",
        "North,Population,1300",
        "South,Deaths,x",
        "South,Population,1400",
      ),
      { columns: ["different"] },
    ),
  );
  assert.deepEqual(marksOf(release, "deaths"), [12, "x"]);
  assert.deepEqual(marksOf(release, "population"), [1300, 1400]);
});

Deno.test("a column that says whether the count is published belongs to its mark", async () => {
  assert.deepEqual(
    await rowsOf(
      lines(
        "geo;annee;nb;diff",
        "75001;2022;120;diff",
        "75002;2022;NA;ndiff",
        "75003;2022;44;diff",
      ),
    ),
    ["75001 2022 120", "75002 2022 NA", "75003 2022 44"],
  );
});

Deno.test("a sentence that stands for counts is one question", async () => {
  const said = "Suppressed to protect the privacy of individuals";
  const table = lines("Unit,2022,2023", `A,120,${said}`, `B,44,${said}`, "C,12,13");
  assert.deepEqual(questionsOf(await draftOfTable(table)), [
    `what does “${said}” stand for (2 cells, in lines 2, 3)?`,
  ]);
  const release = await written(
    await draftOfTable(table, { mark: [`${said}=suppressed:1..4`] }),
  );
  assert.deepEqual(
    release.tables[0]!.marks.map(({ value, atLeast, atMost }) => [value, atLeast, atMost]),
    [
      ["Suppressed to prote…", 1, 4],
    ],
  );
});

Deno.test("signs mean what the file says of each, here or on another sheet", async () => {
  const table = [["Area", 2022, 2023], ["North", ":", 12], ["South", "..", 13], ["East", 40, "#"]];
  const notes = [["Symbol", "Meaning"], ["#", "not applicable"], [":", "confidential"], [
    "..",
    "not available",
  ]];
  const draft = await draftOf({ "a.xlsx": workbook({ Counts: table, Notes: notes }) });
  await written(draft);
  assert.deepEqual(
    draft.inferences.filter(({ flag }) => flag === "mark").map(({ name, value }) =>
      `${name} ${value}`
    ),
    [": suppressed", ".. not-available", "# not-applicable"],
  );
});

Deno.test("leaving codes out merges no rows, and zeros at the beginning make codes", async () => {
  assert.deepEqual(await rowsOf(lines("Town,Area code,2023", "Ash,10,4", "Ash,20,x", "Elm,30,7")), [
    "Ash 10 4",
    "Ash 20 x",
    "Elm 30 7",
  ]);
  assert.deepEqual(await rowsOf(lines("LAU,Navn,2023", "0301,Oslo,5", "1103,Bergen,x")), [
    "Oslo 5",
    "Bergen x",
  ]);
});

Deno.test("totals above their rows name what stands below them", async () => {
  assert.deepEqual(
    await rowsOf(
      lines(
        "Area,Kind,2023",
        "North Total,,9",
        ",Homes,4",
        ",Shops,5",
        "South Total,,x",
        ",Homes,2",
        ",Shops,3",
      ),
    ),
    [
      "North Total 9",
      "North Homes 4",
      "North Shops 5",
      "South Total x",
      "South Homes 2",
      "South Shops 3",
    ],
  );
});

Deno.test("a blank after a total without a name is asked about", async () => {
  const table = lines(
    "Area,Kind,2023",
    "North,Homes,4",
    ",Shops,5",
    "Total,,9",
    ",Homes,1",
    ",Shops,2",
    "South,Parks,3",
  );
  assert.match(
    questionsOf(await draftOfTable(table)).join(),
    /empty labels of “Area” stand for \(3, in lines 3, 5, 6\)/,
  );
});

Deno.test("a last row without a label is asked about", async () => {
  const table = lines("Area,2023", "North,4", "South,5", ",9");
  assert.match(questionsOf(await draftOfTable(table)).join(), /empty labels of “Area” stand for/);
  assert.deepEqual(await rowsOf(table, { blank: ["Area=total"] }), [
    "North 4",
    "South 5",
    "Total 9",
  ]);
});

Deno.test("the user points: lines, range, header, column", async () => {
  const file = {
    "a.csv": lines("Note,1,2", "Ward,2022,2023", "Ash,4,5", "Elm,x,7", "Other things,1,1"),
  };
  const draft = await draftOf(file, { header: ["2-2"], column: ["2023=skip"] }, { lines: "2-4" });
  assert.deepEqual(marksOf(await written(draft), "a"), [4, "x"]);
  const ranged = await draftOf(file, {}, { range: "A2:B4" });
  assert.deepEqual(marksOf(await written(ranged), "a"), [4, "x"]);
  await assert.rejects(draftOf(file, {}, { lines: "4-2" }), /Option "--lines" is "4-2"/);
});

Deno.test("a refusal shows what came in, with the lines and cells that flags name", async () => {
  const said: string[] = [];
  const bytes = workbook({ S: [["Ward", 2022], ["Ash", "#REF!"], ["Elm", 7]] });
  await assert.rejects(
    settle(
      [{ path: "a.xlsx", bytes }],
      {},
      { name: "a", today: "2026-01-31" },
      (one) => said.push(one),
      undefined,
    ),
    /line 2, column 2 \("2022"\) holds "#REF!"/,
  );
  assert.match(said.join("\n"), /line +A +B\n[^]*2 +Ash +#REF!\n[^]*--range A1:B3/);
});

Deno.test("merged cells of a workbook head each column that they span", async () => {
  const sheet = {
    S: [["Area", "Men", "", "Women", ""], ["", 2022, 2023, 2022, 2023], ["North", 1, 2, 3, 4], [
      "South",
      5,
      "x",
      7,
      8,
    ]],
  };
  const merged = (xml: string, path: string) =>
    path.endsWith("sheet1.xml")
      ? xml.replace(
        "</sheetData>",
        '</sheetData><mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/><mergeCell ref="D1:E1"/></mergeCells>',
      )
      : xml;
  const draft = await draftOf({ "a.xlsx": workbook(sheet, merged) });
  assert.deepEqual(draft.understood.tables[0]!.counts.map(({ name }) => name), [
    "Men · 2022",
    "Men · 2023",
    "Women · 2022",
    "Women · 2023",
  ]);
  assert.deepEqual((await written(draft)).tables[0]!.cells.length, 8);
});

/** A cell of an .ods file: a number with what is shown of it, or text. */
const cell = (shown: string, value?: number) =>
  value === undefined
    ? `<table:table-cell office:value-type="string"><text:p>${shown}</text:p></table:table-cell>`
    : `<table:table-cell office:value-type="float" office:value="${value}"><text:p>${shown}</text:p></table:table-cell>`;

function ods(...rows: string[]): Uint8Array<ArrayBuffer> {
  const xml =
    `<office:document-content><office:body><office:spreadsheet><table:table table:name="Counts">${
      rows.map((row) => `<table:table-row>${row}</table:table-row>`).join("")
    }<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16000"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`;
  return zip({ mimetype: "application/vnd.oasis.opendocument.spreadsheet", "content.xml": xml });
}

Deno.test("an .ods file is read as it is shown, and a hidden number is refused", async () => {
  const head = cell("Area") + cell("2022", 2022) + cell("2023", 2023);
  const file = ods(
    head,
    cell("North") + cell("1 204", 1204) + cell("x"),
    cell("South") + cell("7", 7) + cell("12", 12.3),
  );
  const draft = await draftOf({ "a.ods": file });
  assert.deepEqual(marksOf(await written(draft), "a"), [1204, "x", 7, 12]);
  assert.match(saidOf(draft).join(), /12 in C3, not 12.3/);
  const disguised = ods(head, cell("North") + cell("&lt;5", 3) + cell("x"));
  assert.match(await refusalOf({ "a.ods": disguised }), /shows in cell B2 of sheet "Counts"/);
});

Deno.test("a web page's table is read with its spans and its caption", async () => {
  const page = `<!DOCTYPE html><html><body><h1>Visas</h1><table><caption>Visas refused</caption>
<thead><tr><th rowspan="2">Office</th><th colspan="2">Women</th></tr><tr><th>2022</th><th>2023</th></tr></thead>
<tr><td>Dakar<sup>1</sup></td><td>1,204</td><td>:</td></tr><tr><td>Lima</td><td>7</td><td>12</td></tr></table>
<p>This page was last seen by many.</p><ul><li>: = not released</li></ul></body></html>`;
  const draft = await draftOf({ "a.html": page }, { thousands: [","] });
  assert.deepEqual(draft.understood.tables[0]!.counts.map(({ name }) => name), [
    "Women · 2022",
    "Women · 2023",
  ]);
  assert.deepEqual(marksOf(await written(draft), "a"), [1204, ":", 7, 12]);
  assert.match(
    saidOf(draft).join(),
    /“:” stands for a count that is withheld.*has the title “Visas refused”/s,
  );
});

Deno.test("far too many lines or columns are refused at once, with the limit", async () => {
  const wide = Array.from({ length: 1_200 }, (_, at) => at);
  assert.match(
    await refusalOf({ "a.csv": lines(`k,${wide.join()}`, `A,${wide.join()}`) }),
    /it has 1201 columns; at most 20000 lines and 1000 columns are read \(say which part to read/,
  );
});

Deno.test("a header that a file gives twice among others is numbered once somebody agrees; where many repeat they are refused", async () => {
  const table = lines(
    "Area,06/01/2020,30/12/2019,30/12/2019,23/12/2019",
    "North,41,37,12,13",
    "South,77,80,8,9",
  );
  assert.deepEqual(questionsOf(await draftOfTable(table)), [
    "columns have the same header as others before them: are the later ones called “30/12/2019 (2)”?",
  ]);
  const draft = await draftOfTable(table, { header: ["1-1"] });
  assert.deepEqual(draft.understood.tables[0]!.counts.map(({ name }) => name), [
    "06/01/2020",
    "30/12/2019",
    "30/12/2019 (2)",
    "23/12/2019",
  ]);
  assert.deepEqual(marksOf(await written(draft), "a"), [41, 37, 12, 13, 77, 80, 8, 9]);
  assert.match(
    await refusalOf({ "a.csv": table.replaceAll("06/01/2020", "23/12/2019") }),
    /column 4 repeats the header "30\/12\/2019" of column 3.*column 5 repeats/s,
  );
});

Deno.test("a title above a line that names every column heads none of them", async () => {
  const table = lines(
    "Population by age and nationality,,,T 01.02.03",
    "Age,Men,Women,Foreign",
    "0-4,41,37,12",
    "5-9,77,80,8",
  );
  const draft = await draftOfTable(table, { columns: ["parts"] });
  assert.deepEqual(draft.understood.tables[0]!.counts.map(({ name }) => name), [
    "Men",
    "Women",
    "Foreign",
  ]);
  assert.deepEqual(draft.understood.tables[0]!.titles, [
    "Population by age and nationality, T 01.02.03",
  ]);
});

Deno.test("a sign is not what the next sentence says, and none for zero where zeros are written without a question", async () => {
  const asked = async (note: string) => {
    const draft = await draftOfTable(
      lines("Area,2021,2022", "North,12,‡", "South,0,7", `"${note}"`),
    );
    return [questionsOf(draft).length, saidOf(draft).find((said) => said.startsWith("“‡”"))];
  };
  const [withheld, zero] = [
    "“‡” stands for a count that is withheld, of any size (1 of 4 cells)",
    "“‡” stands for none (1 of 4 cells)",
  ];
  assert.deepEqual(await asked("It is replaced by ‡. A zero is shown as 0."), [1, withheld]);
  assert.deepEqual(await asked("You will see ‡ instead. Blanks do not occur, and 0 means none."), [
    1,
    withheld,
  ]);
  assert.deepEqual(await asked("The sign ‡ never means zero."), [1, withheld]);
  assert.deepEqual(await asked("Small counts are withheld and shown as ‡. A zero is shown as 0."), [
    0,
    withheld,
  ]);
  assert.deepEqual(await asked("‡ = nil"), [1, zero]);
});

Deno.test("a title that speaks of averages or of rates is asked about; its answer answers no column", async () => {
  const table = lines(
    "Average daily number of beds",
    "Year,Region,Available,Occupied",
    ...[2021, 2022].flatMap((year) => [`${year},North,1847,1702`, `${year},South,2911,2645`]),
  );
  assert.match(await refusalOf({ "a.csv": table }), /holds no counts, as its title says/);
  const draft = await draftOfTable(table, { column: ["title=count"] });
  assert.deepEqual(draft.understood.tables[0]!.labels.map(({ name }) => name), ["Year", "Region"]);
  assert.match(
    await refusalOf({
      "a.csv": table.replace("Average daily number of beds", "Trees per square kilometre"),
    }),
    /holds no counts, as its title says/,
  );
});

Deno.test("ranks, weights, dashes alone and one decimal among whole numbers are asked about", async () => {
  const table = lines(
    "Origin,Asylum,Refugees,Wealth rank 2016,Tea (pounds),2011",
    ...Array.from(
      { length: 12 },
      (_, at) =>
        `Land ${at},-,${17 * at + 4},${31 - at},${90 + at * at},${at * 31}${at === 3 ? ".5" : ""}`,
    ),
  );
  assert.deepEqual(questionsOf(await draftOfTable(table)).slice(0, 4), [
    "does the column “Asylum” hold labels, or counts?",
    "does the column “Wealth rank 2016” hold codes, or counts?",
    "does the column “Tea (pounds)” hold measures, or counts?",
    "does the column “2011” hold measures, or counts?",
  ]);
});

Deno.test("rows of counts stay where columns that are left out hold shares, or where a label is a disease's code", async () => {
  const rates = lines(
    "Town,Reports,Cases,Rate",
    "Ash,120,40,33%",
    "Elm,90,12,0 - 9 %",
    "Oak,77,30,38%",
    "Fir,61,14,10 - 19 %",
  );
  assert.equal((await rowsOf(rates, { columns: ["parts"] })).length, 4);
  const codes = lines("Code,Men,Women", "O99,14,3", "P00,21,8", "P05,9,7", "Q01,3,12");
  assert.deepEqual(questionsOf(await draftOfTable(codes)), []);
  assert.equal((await rowsOf(codes)).length, 4);
  const status = lines("Ward,State,Beds", "Ash,No change,14", "Elm,New,21", "Oak,No change,9");
  assert.deepEqual(await rowsOf(status), ["Ash No change 14", "Elm New 21", "Oak No change 9"]);
});

Deno.test("rows of whole numbers are asked about where long names of many say that they measure", async () => {
  const name = "Cases that were counted per 1000 others";
  const table = lines("Area,Men,Women", "North,120,140", `${name},41,43`, "South,98,97");
  assert.match(questionsOf(await draftOfTable(table)).join(), /does the row “Cases that .* count/);
});

Deno.test("a label that begins with All is asked about where no counts confirm that it sums up the others", async () => {
  const table = (all: string) =>
    lines("School,Boys,Girls", "Ash School,12,14", "Elm School,<10,21", all, "Oak School,31,<10");
  const asked = /is “All Nations Academy” a total/;
  assert.match(questionsOf(await draftOfTable(table("All Nations Academy,<10,<10"))).join(), asked);
  assert.match(questionsOf(await draftOfTable(table("All Nations Academy,81,52"))).join(), asked);
  const sure = lines("School,Boys,Girls", "Ash,12,14", "Elm,20,21", "All Local Schools,32,35");
  assert.deepEqual(questionsOf(await draftOfTable(sure)), []);
});

Deno.test("lines of one field are rows without counts where the labels stand in order, or more than four follow each other", async () => {
  const cantons = "AG,1,2 AI,, AR,, BE,2,3 BL,, FR,4,1 GE,1,9 ZG,, ZH,9,8".split(" ");
  const sorted = lines("Canton,2021,2022", ...cantons, "Total,17,23");
  const given = { mark: ["empty=zero"] };
  assert.deepEqual(
    (await rowsOf(sorted, given)).map((row) => row.trim()),
    [...cantons.map((one) => one.replaceAll(",", " ").trim()), "Total 17 23"],
  );
  const wards = lines("Ward,2021,2022", "North,12,14", "C,,", "B,,", "E,,", "D,,", "F,,", "A,9,1");
  assert.match(questionsOf(await draftOfTable(wards)).join(), /rows without counts \(row\)/);
  assert.equal((await rowsOf(wards, { ...given, heading: ["*=row"] })).length, 7);
  assert.match(
    await refusalOf({ "a.csv": wards }, { ...given, heading: ["*=yes"] }),
    /comes after 5 lines of one field each/,
  );
});

Deno.test("a nation above its regions, and these above their towns, are sums without a word for it", async () => {
  const towns = (at: number) =>
    Array.from({ length: 6 }, (_, town) => [1, 2, 3, 4].map((n) => 900 + 131 * at + 97 * town * n));
  const sum = (rows: number[][]) =>
    rows[0]!.map((_, at) => rows.reduce((all, row) => all + row[at]!, 0));
  const regions = Array.from({ length: 10 }, (_, at) => towns(at));
  const table = lines(
    "Place,Q1,Q2,Q3,Q4",
    `Land,${sum(regions.map(sum)).join()}`,
    ...regions.flatMap((rows, at) => [
      `${"ABCDEFGHIJ"[at]}land,${sum(rows).join()}`,
      ...rows.map((row, town) => `Town ${"uvwxyz"[town]} of ${"ABCDEFGHIJ"[at]},${row.join()}`),
    ]),
  );
  const draft = await draftOfTable(table, { columns: ["parts"] });
  const said = saidOf(draft).join("\n");
  assert.match(said, /“Land” is the sum of Aland, Bland, Cland, Dland, Eland and 5 more/);
  assert.match(said, /“Jland” is the sum of Town u of J/);
});

Deno.test("towns that do not fill the provinces above them are asked about, and added to none", async () => {
  const provinces = ["A", "B", "C", "D"].map((name, at) => ({
    name,
    counts: [500, 711, 823, 977, 1043].map((n) => n + 211 * at),
  }));
  const table = lines(
    "Place,2019,2020,2021,2022,2023",
    ...provinces.flatMap(({ name, counts }) => [
      `Provincia de ${name},${counts.join()}`,
      `- Municipio de ${name}1,${counts.map((n) => Math.floor(n / 3)).join()}`,
      `- Municipio de ${name}2,${counts.map((n) => Math.floor(n / 4)).join()}`,
    ]),
    `NACIONAL,${
      [0, 1, 2, 3, 4].map((at) => provinces.reduce((sum, one) => sum + one.counts[at]!, 0))
    }`,
  );
  const draft = await draftOfTable(table);
  assert.match(
    questionsOf(draft).join(),
    /are the 8 rows of “- Municipio” part of what other rows count/,
  );
  assert.match(saidOf(draft).join("\n"), /added to no total: - Municipio de A1/);
});

Deno.test("rows that come again in each group, and sum up what stands in one alone, are asked about", async () => {
  const group = (name: string, ...towns: number[]) => {
    const sum = towns.reduce((all, one) => all + one, 0);
    return [
      `${name} County,,`,
      ...towns.map((n, at) => `${name}${at},${n},${n + 7}`),
      `Balance,${70 + sum % 13},41`,
      `Incorporated,${sum},${sum + 7 * towns.length}`,
      `County Total,${70 + sum % 13 + sum},${41 + sum + 7 * towns.length}`,
    ];
  };
  const table = lines(
    "Place,2021,2022",
    ...group("Ash", 120, 431),
    ...group("Elm", 99, 502, 33),
    ...group("Oak", 910, 87),
    ...group("Yew", 640, 77, 12, 9),
  );
  const draft = await draftOfTable(table);
  assert.match(questionsOf(draft).join(), /^do the 4 rows of “Incorporated” count the same/);
  assert.match(
    saidOf(await draftOfTable(table, { total: ["Incorporated=yes"] })).join("\n"),
    /“Elm County · County Total” is the sum of Elm County · Elm0, .* Elm County · Balance/,
  );
});

Deno.test("a total of totals that programs name is found, and one beside years stays in the table", async () => {
  const named = lines(
    "STATE,15TOTAL,15MTOTAL,15M0004,15M0509,15FTOTAL,15F0004,15F0509,20TOTAL,20M,20F",
    "North,3644,1776,978,798,1868,1003,865,3700,1811,1889",
  );
  const said = saidOf(await draftOfTable(named, { columns: ["parts"] })).join("\n");
  assert.match(said, /“15TOTAL” is the sum of 15MTOTAL, 15FTOTAL/);
  assert.match(said, /“15FTOTAL” is the sum of 15F0004, 15F0509/);
  const years = lines("ano;obitos", "2019;12", "2020;32716", "2021;33813", "Total;66541");
  assert.match(
    saidOf(await draftOfTable(years)).join("\n"),
    /“Total” is the sum of 2019, 2020, 2021/,
  );
});

Deno.test("the name of the last column goes on in a line of its own", async () => {
  const table = lines(
    "County,,JAN,FEB,MAR,ANNUAL",
    ",,,,,AVERAGE",
    "North,EMP,480,477,475,477",
    ",UNEMP,46,47,45,46",
    "South,EMP,980,877,575,810",
    ",UNEMP,40,27,25,31",
  );
  const draft = await draftOfTable(table, { columns: ["parts"] });
  assert.deepEqual(draft.understood.tables[0]!.counts.map(({ name }) => name), [
    "JAN",
    "FEB",
    "MAR",
  ]);
});

Deno.test("a row that stands no further from the left than a heading, below some that do, is not below it", async () => {
  const table = lines(
    "Decision,2021,2022",
    "Granted,,",
    " Without conditions,11,9",
    " With conditions,17,22",
    "Refused,,",
    " Safety,7,6",
    "Withdrawn,28,20",
    "Total,63,57",
  );
  const draft = await draftOfTable(table);
  assert.deepEqual(questionsOf(draft), []);
  assert.deepEqual(draft.understood.tables[0]!.rows.map(({ labels }) => labels.join(" · ")), [
    "Granted · Without conditions",
    "Granted · With conditions",
    "Refused · Safety",
    "Withdrawn · Withdrawn",
    "Total · Total",
  ]);
});

Deno.test("the same long words behind the counts of each row may be a chart beside the table", async () => {
  const chart =
    "Enquiries by topic: institutions, member states, employment, air passengers, justice, food";
  const rows = ["North", "South", "East"].map((name, at) =>
    `${name},${at + 11},${at + 21},${chart}`
  );
  const draft = await draftOfTable(
    ["Region,2021,2022,Of all", ...rows].join("\n").replaceAll(", ", " "),
  );
  assert.ok(questionsOf(draft).some((one) => /“Of all” hold notes, or labels/.test(one)));
  assert.equal(rowsIn(draft)[1], "South 12 22");
});

Deno.test("a first row whose counts are all withheld in words is no line of heads", async () => {
  const table = lines(
    ",Women,,Men,",
    "Area,2021,2022,2021,2022",
    "North,fewer than 5,fewer than 5,fewer than 5,fewer than 5",
    "South,41,37,12,13",
  );
  assert.deepEqual(await rowsOf(table), [
    "North fewer than 5 fewer than 5 fewer than 5 fewer than 5",
    "South 41 37 12 13",
  ]);
  const ages = lines(",Under 18,,Abroad,", "Area,2021,2022,2021,2022", "South,41,37,12,13");
  assert.deepEqual(await rowsOf(ages), ["South 41 37 12 13"]);
});

Deno.test("rows that stand side by side are refused, not joined to one label", async () => {
  const text = "Ash,1,Elm,12\nBay,14,Fir,3\nCot,7,Gum,25\nDun,31,Hay,8";
  assert.match(await refusalOf({ "a.csv": text }, { header: ["0"] }), /--range A1:B4/);
});

Deno.test("what sums up others in one place by chance, and not in others, has no parts in any", async () => {
  const row = (period: string, counts: readonly (number | string)[]) =>
    ["North,Ash", "North,Elm", "South,Oak"].map((place, at) => `${period},${place},${counts[at]}`);
  const table = lines(
    "Period,Area,Name,Cases",
    ...row("Rolling 7 days", ["0-2", 5, 70]),
    ...row("Rolling 21 days", [4, 9, 160]),
    ...row("All cases", [6, 14, 204]),
  );
  const said = saidOf(await draftOfTable(table)).join("\n");
  assert.match(said, /“All cases · North · Elm” is a total .* of what, the counts do not say/);
  assert.doesNotMatch(said, /“All cases · North · \w+” is the sum of/);
});

Deno.test("a dash or an empty cell is proposed as zero where totals show it, another sign as withheld", async () => {
  const proposed = async (sign: string) => {
    const table = lines(
      "Town,Jan,Feb,Mar,Total",
      `Ash,3,${sign},4,7`,
      "Elm,13,7,22,42",
      `Oak,${sign},1,2,3`,
    );
    const { inferences } = await draftOfTable(table);
    return inferences.find(({ flag }) => flag === "mark")!.choices[0];
  };
  assert.deepEqual(await Promise.all(["-", "", "‐"].map(proposed)), ["zero", "zero", "zero"]);
  assert.equal(await proposed("‡"), "suppressed");
  const other = lines("Town,Jan,Feb,Mar,Total", "Ash,3,,4,9", "Elm,13,7,22,42", "Oak,,1,2,3");
  const { inferences } = await draftOfTable(other);
  assert.equal(inferences.find(({ flag }) => flag === "mark")!.choices[0], "suppressed");
});

Deno.test("columns whose names differ by the sexes alone are parts; a place called Tous is asked about", async () => {
  const sexes = lines("Tipo,Cantidad Masculino,Cantidad Femenino", "Abuso,26,96", "Otro,16,1");
  assert.deepEqual(questionsOf(await draftOfTable(sexes)), []);
  const places = lines("Nombre,Hombres,Mujeres", "Sueca,20,20", "Tous,7,5", "Alzira,16,17");
  assert.match(
    questionsOf(await draftOfTable(places)).join(),
    /is “Tous” a total|is “Tous” the sum/,
  );
});

Deno.test("ages that hold other ages are no part beside them", async () => {
  const table = lines(
    "Group,Ages,Cases,Deaths",
    "Age group,0-4,129919,",
    "Age group,5-17,208608,",
    "Age group,0-17,,67",
    "Age group,18+,131461,83",
    "City,Total,469988,150",
  );
  const said = saidOf(await draftOfTable(table, { columns: ["different"] })).join("\n");
  assert.doesNotMatch(said, /is the sum of .*0-17/);
});

Deno.test("the first heading may stand above the names of the columns: it is asked", async () => {
  const table = lines(
    "LOMBARDIA,",
    "Provincia,n.casi",
    "Lodi,125",
    "Cremona,53",
    "VENETO,",
    "Padova,30",
    "Venezia,7",
  );
  const draft = await draftOfTable(table);
  assert.match(questionsOf(draft).join(), /does “LOMBARDIA”, which stands above the names/);
  assert.deepEqual(draft.understood.tables[0]!.rows.map(({ labels }) => labels.join(" · ")), [
    "LOMBARDIA · Lodi",
    "LOMBARDIA · Cremona",
    "VENETO · Padova",
    "VENETO · Venezia",
  ]);
});

Deno.test("a title that speaks of averages is that of columns of their own, where there are some", async () => {
  const table = lines(
    "Average and median taxable income by occupation",
    "Occupation,Individuals,Average taxable income,Median taxable income",
    "Nurses,1204,61200,60100",
    "Bakers,342,41250,40020",
  );
  assert.deepEqual(questionsOf(await draftOfTable(table)), []);
  assert.deepEqual(await rowsOf(table), ["Nurses 1204", "Bakers 342"]);
});

Deno.test("decimals behind whole numbers are those of their column, also where a range leaves columns out", async () => {
  const row = (...fields: string[]) => fields.join("");
  const file = ods(
    row(cell("No"), cell("Area"), cell("2022"), cell("Beds")),
    row(cell("a"), cell("North"), cell("12", 12), cell("40", 40.3)),
    row(cell("b"), cell("South"), cell("31", 31), cell("52", 51.8)),
    row(cell("c"), cell("West"), cell("7", 7), cell("19", 19.4)),
  );
  const draft = await draftOf({ "a.ods": file }, {}, { range: "B1:D4" });
  assert.deepEqual(questionsOf(draft), ["does the column “Beds” hold measures, or counts?"]);
});

Deno.test("a word for a measure in a proper name measures nothing, and a dash in a wrong encoding is no money", async () => {
  const schools = Array.from(
    { length: 30 },
    (_, at) => `Hill ${String.fromCharCode(65 + at)} School,${at + 20}`,
  );
  const table = lines(
    "School,Pupils",
    ...schools,
    "Price (Adelaide) Elementary,31",
    "Five Points,32",
    "Los Angelesâ€“West,33",
  );
  const draft = await draftOfTable(table);
  assert.deepEqual(questionsOf(draft), []);
  assert.equal(draft.understood.tables[0]!.rows.length, 33);
  const few = await draftOfTable(
    lines("Indicator,2023", "Visits,31", "Temperature,32", "Loans,9"),
  );
  assert.match(questionsOf(few).join(), /does the row “Temperature” count something/);
});

Deno.test("two lists side by side are refused with the range of the first; a short name beside a long one belongs to it", async () => {
  const list = (second: string) =>
    lines(
      `Girl names,Count of girls,${second},Count of boys`,
      ...["Isla,Noah", "Mia,Leo", "Ella,Jack", "Zoe,Finn", "Amy,Tom"].map((names, at) => {
        const [girl, boy] = names.split(",");
        return `${girl},${40 - at},${boy},${50 - at}`;
      }),
    );
  const refused = await refusalOf({ "a.csv": list("Boy names") });
  assert.match(refused, /begins another row in the same line.*--range A1:B6/);
  assert.match(refused, /--column "Boy names=label"/);
  const ranked = list("Boy names").split("\n").map((row, at) => {
    const fields = row.split(",");
    return at === 0
      ? `Rank,${fields.slice(0, 2)},Rank,${fields.slice(2)}`
      : `${at},${fields.slice(0, 2)},${at},${fields.slice(2)}`;
  });
  assert.match(await refusalOf({ "a.csv": lines(...ranked) }), /--range A1:C6/);
  const { understood } = await draftOfTable(list("Boy names"), { column: ["Boy names=label"] });
  assert.equal(understood.tables[0]!.labels.length, 2);
  assert.equal((await draftOfTable(list("Abbrev"))).understood.tables[0]!.labels.length, 2);
});

Deno.test("empty cells are proposed as not available, where no note, no total speaks of what is withheld", async () => {
  const proposed = async (note: string) => {
    const text = lines("Town,2022,2023", "Ash,12,", "Elm,14,15", "", note);
    const { inferences } = await draftOfTable(text);
    return inferences.find(({ flag }) => flag === "mark")!.choices[0];
  };
  assert.equal(await proposed("Source: the registry"), "not-available");
  assert.equal(await proposed("Note: counts below 5 are suppressed."), "suppressed");
});

Deno.test("population beside months of cases is no part of them; a cell that says its column's total is asked about", async () => {
  const months = lines(
    "Área,Estimados de Población,Enero 2021,Febrero 2021,Marzo 2021",
    "Aguadilla,227732,44,55,72",
    "Aibonito,128372,37,23,31",
    "Arecibo,301033,57,42,73",
  );
  assert.match(questionsOf(await draftOfTable(months)).join(), /Población” hold measures/);
  const cell = lines("Area,New,All", "Conwy,2,3", "Cardiff,0,1", "Barry,4,11", "Other,8,Total: 15");
  const draft = await draftOfTable(cell);
  assert.match(questionsOf(draft).join(), /what does “Total: 15” stand for/);
  assert.equal(draft.understood.tables[0]!.counts.length, 2);
});

Deno.test("what nearly all rows have sums up nothing, be it called All injuries; empty cells are zero where totals below show it", async () => {
  const rows = ["Female", "Male"].flatMap((sex) =>
    ["15", "17", "19"].map((age, at) => `All injuries (V01-Y89),${sex},${age},${3 + at},1${at}`)
  );
  const table = lines(
    "Cause,Sex,Age,2006,2007",
    ...rows,
    "All injuries (V01-Y89),Female,Total,12,33",
    "All injuries (V01-Y89),Male,Total,12,33",
    "Total,Total,Total,24,66",
  );
  const said = saidOf(await draftOfTable(table)).join("\n");
  assert.match(said, /“All injuries \(V01-Y89\) · Female · Total” is the sum of/);
  const empty = lines("Town,2021,2022,2023", "Ash,3,,4", "Elm,,7,", "Oak,2,1,3", "Total,5,8,7");
  const { inferences } = await draftOfTable(empty);
  assert.equal(inferences.find(({ flag }) => flag === "mark")!.choices[0], "zero");
});

Deno.test("on a page, a short heading over some names heads these, and the end of a sentence names no column", async () => {
  const text = lines(
    "This table shows all that was collected by the offices of each of the states and sent",
    "to the registry.",
    "                Notifications",
    "Disease         2016     2017     Admissions     Deaths",
    "Influenza        908     2507          1210        464",
    "Measles           20      121            44          1",
    "Mumps             80       81            97         10",
  );
  const { understood } = await draftOf({ "a.txt": text });
  const { labels, counts } = understood.tables[0]!;
  assert.deepEqual([...labels, ...counts].map(({ name }) => name), [
    "Disease",
    "Notifications · 2016",
    "Notifications · 2017",
    "Admissions",
    "Deaths",
  ]);
});

Deno.test("a key of several dimensions in one field, as Eurostat writes it, is parted, and its flags are known", async () => {
  const text = [
    "freq,applicant,geo\\TIME_PERIOD\t2023 \t2024 ",
    "A,FRST,AT\t1210 \t: m",
    "A,FRST,BE\t2511 \t: c",
    "A,TOTAL,AT\t1302 \t1401 ",
    "A,TOTAL,BE\t2603 \t2702 ",
  ].join("\n");
  const draft = await draftOf({ "a.tsv": text });
  const { labels, counts } = draft.understood.tables[0]!;
  assert.deepEqual([labels.map(({ name }) => name), counts.length], [
    ["freq", "applicant", "geo"],
    2,
  ]);
  const marks = draft.inferences.filter(({ flag }) => flag === "mark");
  assert.deepEqual(marks.map(({ name, value }) => `${name} ${value}`), [
    ": m not-available",
    ": c suppressed",
  ]);
});

Deno.test("each line of heads over one column of counts has a name; a dash in the place of a place is a blank", async () => {
  const cube = lines(
    "Onderwerp;Misdrijven",
    "Perioden;2024",
    "Regio's;aantal",
    "Aalsmeer;12",
    "Aalten;9",
  );
  assert.deepEqual((await draftOfTable(cube)).understood.tables[0]!.rows.length, 2);
  const places = lines(
    "Authority,Region,2023",
    "---,East,12",
    "---,West,31",
    "Ash,East,5",
    "Elm,East,7",
    "Oak,West,31",
  );
  assert.match(questionsOf(await draftOfTable(places)).join(), /empty labels of “Authority”/);
});

Deno.test("numbers of precincts are asked about, and a first row of one sign is told how to name columns", async () => {
  const precincts = lines(
    "E-Day Precinct,ACVB Precinct",
    ...[72, 72, 91, 110].map((one, at) => `${at + 1},${one}`),
  );
  assert.match(
    questionsOf(await draftOfTable(precincts)).join(),
    /“ACVB Precinct” hold counts, or codes/,
  );
  const signs = lines("Genero,Femenino,Masculino", "Edad,#,#", "00-05,3,1", "06-10,7,4");
  const [question] = questionsOf(await draftOfTable(signs));
  assert.match(question!, /what does “#” stand for .* --header leaves it out/);
  const given = { header: ["2"], columns: ["parts"] };
  assert.equal((await draftOfTable(signs, given)).understood.tables[0]!.rows.length, 2);
});

Deno.test("two numbers in one column of a page are two, and no thousands", async () => {
  const page = lines(
    "Offence              Year to date      Change",
    "Murder                 85                   3",
    "Robbery               912                  12",
    "Arson                  85    100            7",
    "Fraud                 110                   8",
  );
  const refused = await refusalOf({ "a.txt": page });
  assert.match(
    refused,
    /line 4, column 2 \("Year to date"\) holds "85 · 100".*too close to be told apart/,
  );
});

Deno.test("headings below several upper ones stand below each of them", async () => {
  const table = lines(
    "Hospitals,ACT,NT",
    "Separations,,",
    "Public,,",
    "Acute,12,31",
    "Other,7,9",
    "Private,,",
    "Acute,15,8",
    "Other,4,6",
    "Patient days,,",
    "Public,,",
    "Acute,52,71",
    "Other,17,29",
    "Private,,",
    "Acute,35,28",
    "Other,14,26",
  );
  const { understood } = await draftOfTable(table);
  const labels = understood.tables[0]!.rows.map(({ labels }) => labels.join(" · "));
  assert.equal(labels[2], "Separations · Private · Acute");
  assert.equal(labels.at(-1), "Patient days · Private · Other");
});

Deno.test("long texts in a column of labels keep no table from being read; prose with commas is none", async () => {
  const long =
    "Classifying households by whether or not the person has previously served in the forces of the country";
  const table = lines(
    "code,area,indicator,status,value",
    `E1,Ash,${long},Regular,4231`,
    `E2,Elm,${long},Reserve,1058`,
  );
  assert.deepEqual(
    await rowsOf(table),
    [`E1 Ash ${long} Regular 4231`, `E2 Elm ${long} Reserve 1058`]
      .map((row) => row.replace(/^E\d /, "")),
  );
  const prose = `In 2023, ${long}, as told above, and, in 2024, 12 of them`;
  assert.match(await refusalOf({ "a.csv": lines(prose, prose) }), /holds no table of counts/);
});

Deno.test("balances, sums in other currencies and numbers to sort by are no counts, also where nothing stands in them", async () => {
  const kinds = async (name: string, value: (row: number) => string) => {
    const rows = ["A", "B", "C", "D"].map((place, at) => `${place},${12 + 7 * at},${value(at)}`);
    const draft = await draftOf({ "a.csv": `Place,Arrivals,${name}\n${rows.join("\n")}\n` });
    return draft.inferences.find((one) => one.flag === "column" && one.name === name)!.value;
  };
  assert.equal(await kinds("Wanderungssaldo", (at) => String(60 + 3 * at * at)), "measure");
  assert.equal(await kinds("Migration balance", (at) => String(60 + 3 * at * at)), "measure");
  assert.equal(await kinds("spent_hrk", () => "-"), "measure");
  assert.equal(await kinds("spent_czk", (at) => String(6012 + 31 * at * at)), "measure");
  assert.equal(await kinds("Area Sort", (at) => String(202200260 + 3 * at * at)), "code");
  assert.equal(await kinds("Departures", () => "-"), "count");
  assert.equal(await kinds("škoda v tisících Kč", (at) => String(6012 + 31 * at * at)), "measure");
  assert.equal(await kinds("(95% CI)", (at) => `(${at + 1}.7–${at + 3}.6)`), "measure");
  assert.equal(await kinds("Jednostka miary", () => "-"), "ignore");
});

Deno.test("a title that speaks of shares is of the columns that hold these; a row of large whole numbers is no share", async () => {
  const both = await draftOf({
    "a.csv":
      "Doctorates by field (Number and percent)\nField,Number,Percent\nArts,212,40.5\nLaw,311,59.5\n",
  });
  assert.deepEqual(questionsOf(both), []);
  const beside = await draftOf({
    "a.csv":
      "City population estimates with annual percent change\nCity,2019,2020\nAlbany,19112,18937\nDublin,63445,65716\n",
  });
  assert.deepEqual(questionsOf(beside), []);
  const trusts = await draftOf({
    "a.csv": "Trust,2012,2013\nKent PCT,1212,1311\nDevon PCT,1017,1180\nOther,515,620\n",
  });
  const rows = trusts.inferences.filter(({ flag }) => flag === "row");
  assert.ok(rows.length > 0 && rows.every(({ choices }) => choices[0] === "count"));
});

Deno.test("days before the first count are rows, too", async () => {
  const draft = await draftOfTable(
    "date,tests\n28-02-2020,\n29-02-2020,\n01-03-2020,25\n02-03-2020,70\n",
  );
  assert.equal(draft.understood.tables[0]!.rows.length, 4);
});

Deno.test("numbers between which no space is left are told apart by their commas, where as many columns are there", async () => {
  const table = (close: string) =>
    lines(
      "County      Reds     Blues    Others",
      "",
      "Adams       54,870   75,221   391",
      "Boulder     43,487   79,252   737",
      `Denver      70,990  ${close}`,
      "Elbert       8,249    4,426   113",
    );
  const rows = await rowsOf(table(" 133,8351,114"), { columns: ["parts"] });
  assert.equal(rows[2], "Denver 70990 133835 1114");
  const spaced = await rowsOf(table("133,835 1,114 "), { columns: ["parts"] });
  assert.equal(spaced[2], "Denver 70990 133835 1114");
  const refused = await refusalOf({ "a.txt": table(" 133,835   12,3456,789") });
  assert.match(refused, /holds "12,3456,789"/);
});

Deno.test("a rule of underscores is no part of a number, and a crime index counts crimes", async () => {
  const table = lines(
    "Kind,2023,2024",
    "Homicide,12,15",
    "Robbery,30,28",
    "Violent Crime Index,_____42,______43",
  );
  const rows = await rowsOf(table, { total: ["Violent Crime Index=yes"] });
  assert.equal(rows[2], "Violent Crime Index 42 43");
});

Deno.test("a sentence beside a link is a note, and an arrow leads to where its counts are", async () => {
  const draft = await draftOfTable(lines(
    "Canton,Left,Right",
    "Uri,3,-> Left",
    "Zug,5,4",
    "Glarus,2,1",
    "All about the table:,,https://example.org/a",
  ));
  const marks = draft.inferences.filter(({ flag }) => flag === "mark");
  assert.deepEqual(marks.map(({ name, choices }) => [name, choices[0]]), [
    ["-> Left", "not-applicable"],
  ]);
  assert.equal(draft.understood.tables[0]!.rows.length, 3);
});

Deno.test("how many agencies report is asked about; what is called reporting is not", async () => {
  const asked = async (name: string) =>
    (await draftOfTable(lines("Source,2023,2024", `${name},12,15`, "State,30,28", "City,17,19")))
      .inferences.some(({ flag }) => flag === "row");
  assert.deepEqual([await asked("Agencies reporting"), await asked("Other reporting")], [
    true,
    false,
  ]);
});

Deno.test("by place, columns are where numbers stand; a name beside them is of the nearest", async () => {
  const rows = await rowsOf(
    lines(
      "County     Boys      Girls      All",
      "",
      "Adams            54        75       129",
      "Boulder         143        79       222",
      "Denver            7        16        23",
      "Elbert            8         4        12",
    ).replace("2022", "Boys").replace("2023", "Girls"),
  );
  assert.equal(rows[1], "Boulder 143 79 222");
});

Deno.test("groups in steps, each level in a column of its own, name what stands under them", async () => {
  const table = (conwy: string) =>
    lines(
      ",,,2022,2023",
      "Wales,,,452,421",
      ",North,,11,20",
      `,,Conwy,${conwy},12`,
      ",,Gwynedd,6,8",
      ",South,,441,401",
    );
  assert.deepEqual(await rowsOf(table("5")), [
    "Wales Total Total 452 421",
    "Wales North Total 11 20",
    "Wales North Conwy 5 12",
    "Wales North Gwynedd 6 8",
    "Wales South South 441 401",
  ]);
  assert.notDeepEqual(questionsOf(await draftOfTable(table("7"))), []);
});
