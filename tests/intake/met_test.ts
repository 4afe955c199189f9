/** Kinds of tables that real files were misread or refused for, by small tables. */
import assert from "node:assert/strict";
import {
  draftOf,
  draftOfTable,
  type Given,
  questionsOf,
  refusalOf,
  rowsIn,
  saidOf,
  sumsOf,
} from "./tables.ts";
import { UnreadTables } from "../../src/intake/release/draft.ts";
import { NAMES } from "../../src/intake/fields/names.ts";
import { workbook } from "./workbook.ts";

const lines = (...all: string[]) => all.join("\n");

/** How the only table was understood: its columns, and its first rows. */
async function readingOf(text: string, given: Given = {}) {
  const draft = await draftOfTable(text, given);
  const { labels, counts } = draft.understood.tables[0]!;
  return {
    labels: labels.map(({ name }) => name),
    counts: counts.map(({ name }) => name),
    rows: rowsIn(draft),
    questions: questionsOf(draft),
    totals: sumsOf(draft),
    said: saidOf(draft),
  };
}

const STEPS = [
  "Province,Level,Study,2020,2021",
  ",,A1,10,11",
  ",,A2,5,6",
  ",Secondary,,15,17",
  ",,B1,4,4",
  ",,B2,3,3",
  ",College,,7,7",
  "Ontario Total,,,22,24",
];

Deno.test("a row that closes its group without the word total is its total where the counts agree", async () => {
  const { rows, questions } = await readingOf(lines(...STEPS));
  assert.deepEqual(questions, []);
  assert.equal(rows[2], "Ontario Secondary Total 15 17");
});

Deno.test("where they contradict, somebody has to say whether it is, and it is no total where it is not", async () => {
  const table = lines(...STEPS).replace(",College,,7,7", ",College,,9,9");
  const { questions } = await readingOf(table);
  assert.deepEqual(questions, [
    "the 2 rows above “College” do not add up to it: is it their total?",
  ]);
  const { rows } = await readingOf(table, { total: ["College=no"] });
  assert.equal(rows[5], "Ontario College College 9 9");
});

Deno.test("sums of rounded counts may be off by what was rounded", async () => {
  const table = lines(
    "Province,Level,Study,2020,2021",
    ",,A1,10,15",
    ",,A2,5,5",
    ",Secondary,,20,20",
    ",,B1,5,5",
    ",College,,5,5",
    "Ontario Total,,,25,25",
  );
  assert.deepEqual((await readingOf(table, { rounded: ["5"] })).questions, []);
});

Deno.test("comments beside counts that are left empty are as many marks as there are texts", async () => {
  const { rows, questions, said } = await readingOf(lines(
    "school,pupils,comment",
    "A,12,",
    "B,,Suppressed: fewer than five pupils",
    "C,,Data not available",
    "D,,Suppressed: fewer than five pupils",
    "E,21,new building",
    "F,22,",
  ));
  assert.deepEqual(questions, [
    "what does “Suppressed: fewer than five pupils” stand for (2 cells, in lines 3, 5)?",
  ]);
  assert.equal(rows[1], "B Suppressed: fewer than five pupils");
  assert.ok(said.some((one) => /^“Suppressed: .* withheld.*\(2 of 6 cells\)$/.test(one)));
  assert.ok(said.some((one) => /^“Data not .* not available.*\(1 of 6 cells\)$/.test(one)));
});

Deno.test("comments of which none comes again or says why a count is missing are no marks", async () => {
  const table = lines(
    "school,pupils,comment",
    "A,,Old house",
    "B,40,",
    "C,,New house",
    "D,42,",
  );
  const [question, ...others] = (await readingOf(table, { column: ["comment=note"] })).questions;
  assert.match(question!, /what do empty cells stand for \(2 cells/);
  assert.deepEqual(others, []);
});

Deno.test("two long texts that begin alike stay two marks in the table that is written", async () => {
  const draft = await draftOfTable(
    lines("place,n", "A,12", "B,withheld by the office of A", "C,withheld by the office of B"),
    { mark: ["withheld by the office of B=not-applicable"] },
  );
  const [csv] = [...draft.tables.values()];
  const marks = csv!.trim().split("\n").slice(2).map((line) => line.split(",")[1]);
  assert.equal(new Set(marks).size, 2);
});

Deno.test("groups of ages are labels in any language, when they come again or stand in every row", async () => {
  const ages = ["0-15", "16-19", "20-89", "90+"];
  const table = lines(
    "regione,range_eta,maschile,femminile",
    ...["Abruzzo", "Lazio"].flatMap((place) =>
      ages.map((age, at) => `${place},${age},${at + 3},7`)
    ),
  );
  assert.deepEqual((await readingOf(table)).labels, ["regione", "range_eta"]);
  const over = lines("regione,range_eta,maschile", "Abruzzo,Over80,39", "Lazio,Over80,16");
  assert.deepEqual((await readingOf(over)).questions, [
    "does the column “range_eta” hold labels, or counts?",
  ]);
});

Deno.test("where all columns are called totals, one may be the sum of the others", async () => {
  const table = lines(
    "regione,totale_maschile,totale_femminile,totale_generale",
    "Abruzzo,39826,64177,104003",
    "Basilicata,16995,26935,43930",
    "Bolzano,12769,20504,33273",
    "Calabria,51068,79710,130778",
  );
  assert.deepEqual((await readingOf(table)).totals, {
    totale_generale: ["totale_maschile", "totale_femminile"],
  });
});

Deno.test("what is cumulative sums up days and no columns beside it", async () => {
  const table = lines(
    "date,cumulative_people_tested,people_tested,samples_analyzed",
    "2020-01-23,2,2,4",
    "2020-01-24,5,3,9",
    "2020-01-25,6,1,3",
  );
  const { questions } = await readingOf(table);
  assert.ok(questions.some((one) => one.startsWith("do these count different things")));
});

Deno.test("rows that a column sorts into levels are not added to one another", async () => {
  const towns = ["A1", "A2", "A3", "B1", "B2", "B3"].map((name, at) => [name, 100 + at, 30 + at]);
  const sum = (rows: typeof towns, at: number) =>
    rows.reduce((all, row) => all + Number(row[at]), 0);
  const rowOf = (name: string, type: string, rows: typeof towns) =>
    `${name},${type},${sum(rows, 1)},${sum(rows, 2)}`;
  const table = lines(
    "name,type,men,women",
    rowOf("Land", "country", towns),
    rowOf("A", "district", towns.slice(0, 3)),
    rowOf("B", "district", towns.slice(3)),
    ...towns.map(([name, men, women]) => `${name},town,${men},${women}`),
    "C1,town,0,0",
    "C2,town,0,0",
    "C3,town,0,0",
  );
  const { questions, said } = await readingOf(table);
  assert.deepEqual(questions, []);
  assert.ok(
    said.some((one) =>
      one.includes("12 are counts, 6 totals") || /18 are counts, 6 totals/.test(one)
    ),
  );
});

Deno.test("a blank beside each sex is the whole, and never the sex above", async () => {
  const table = lines(
    "year,kind,sex,unit,cases",
    ...[2020, 2021].flatMap((year) => [
      `${year},Labour,Female,Number,32`,
      `${year},Labour,Male,Number,398`,
      `${year},Labour,,Number,430`,
    ]),
  );
  const { questions } = await readingOf(table);
  assert.match(questions[0]!, /what do empty labels of “sex” stand for/);
  const { totals } = await readingOf(table, { blank: ["sex=total"] });
  assert.deepEqual(totals, { Total: ["Female", "Male"] });
});

Deno.test("counts that a program wrote with .0 are read whole, once somebody says that they are counts", async () => {
  const table = lines("year,cases", "2019,32.0", "2020,398.0", "2021,431.0");
  assert.deepEqual((await readingOf(table)).questions, [
    "does the column “cases” hold counts, or measures?",
  ]);
  const { rows } = await readingOf(table, { column: ["cases=count"] });
  assert.deepEqual(rows, ["2019 32", "2020 398", "2021 431"]);
  assert.match(
    await refusalOf({ "a.csv": table.replace("431.0", "431.5") }),
    /no column of counts/,
  );
});

Deno.test("the name of a single column of counts may stand alone in its line", async () => {
  const { counts, rows } = await readingOf(
    lines(
      '"Residents, by quarter",',
      '"","Total"',
      '"1991Q1",34815',
      '"1991Q2",34917',
      '"1991Q3",34999',
    ),
  );
  assert.deepEqual(counts, ["Total"]);
  assert.equal(rows.length, 3);
});

Deno.test("a copyright that its separators split, and a drawn line, are no rows", async () => {
  const { rows } = await readingOf(lines(
    ";;men;women",
    ...[1950, 1951].flatMap((year) => ["Januar", "Februar"].map((one) => `${year};${one};335;331`)),
    "__________;;;",
    "© Office;2022;;",
  ));
  assert.equal(rows.length, 4);
});

Deno.test("of a workbook's sheets those without counts are left aside, and sheets that differ are chosen from", async () => {
  const Notes = [["About"], ["Counts of visas, see 2020"]];
  const Data = [["place", "n"], ["A", 12], ["B", 13]];
  const More = [["kind", "2020", "2021"], ["X", 1, 2], ["Y", 4, 2]];
  const one = await draftOf({ "a.xlsx": workbook({ Notes, Data }) });
  assert.ok(saidOf(one).includes("what holds no counts is left out: Notes"));
  assert.equal(one.understood.tables.length, 1);
  await assert.rejects(draftOf({ "a.xlsx": workbook({ Notes, Data, More }) }), (error) => {
    assert.ok(error instanceof UnreadTables);
    assert.equal(error.problems.length, 1);
    assert.match(error.problems[0]!.hint!, /--sheet Notes or --sheet Data or --sheet More/);
    return true;
  });
});

Deno.test("a title that speaks of money makes the columns doubtful", async () => {
  const table = lines("GDP in constant prices,,", ",North,South", "1950,120,130", "1951,125,129");
  assert.match(await refusalOf({ "a.csv": table }), /holds no counts, as its title says/);
  assert.equal((await readingOf(table, { column: ["*=count"] })).rows.length, 2);
});

Deno.test("a state far above its districts may be their total, though they do not add up to it", async () => {
  const places = [["State", 861, 883], ["A", 101, 130], ["B", 200, 210], ["C", 300, 280]];
  const more = [["D", 90, 110], ["E", 150, 120]];
  const table = lines("place,2020,2021", ...[...places, ...more].map((row) => row.join()));
  assert.deepEqual((await readingOf(table)).questions, ["is “State” a total?"]);
});

Deno.test("islands that sum up regions anywhere beside them are found, and the country above both is asked about", async () => {
  const regions = ["A", "B", "C", "D", "E", "F"];
  const years = [2001, 2002, 2003, 2004, 2005].map((year, row) => {
    const own = regions.map((_, at) => 1300 + 700 * at + 100 * row * (at % 3));
    const sum = (from: number, to: number) =>
      own.slice(from, to).reduce((all, one) => all + one, 0);
    const islands = [sum(0, 3) + 100, sum(3, 6)];
    return [year, ...own, ...islands, islands[0]! + islands[1]! + 500].join();
  });
  const table = lines(["", ...regions, "North Island", "South Island", "Land"].join(), ...years);
  assert.deepEqual((await readingOf(table, { rounded: ["100"] })).questions, [
    "is “Land” a total?",
  ]);
  const { said } = await readingOf(table, { rounded: ["100"], total: ["Land=yes"] });
  assert.ok(said.some((one) => one.includes("30 are counts, 15 totals")), said.join("\n"));
});

Deno.test("rows whose unit is a currency hold no counts, empty ones neither", async () => {
  const table = lines(
    "place,unit,n",
    "A,Currency,56222",
    "B,Currency,",
    "A,Number,12",
    "B,Number,13",
  );
  const { rows, questions } = await readingOf(table);
  assert.deepEqual(questions, ["does the row “Currency” count something, or measure it?"]);
  assert.deepEqual(rows, ["A Number 12", "B Number 13"]);
});

Deno.test("a district that is a number labels the rows beside its votes", async () => {
  const rows = [95, 95, 94, 94].map((district, at) =>
    `Ward ${at},${district},${at % 2 ? "REP" : "DEM"},${at + 12}`
  );
  assert.deepEqual((await readingOf(lines("ward,district,party,votes", ...rows))).counts, [
    "votes",
  ]);
});

Deno.test("a refusal of columns names a flag, and that flag mends it", async () => {
  const tables = {
    nameless: lines("place,2020,,2022", "A,12,13,14", "B,15,16,17"),
    repeated: lines("place,n,n", "A,12,13", "B,15,16"),
    uncounted: lines("place,average", "A,12", "B,15"),
  };
  const flagsIn = (hint: string) => ({
    lines: /--lines (\d+-\d+)/.exec(hint)?.[1],
    header: /--header (0)/.exec(hint)?.[1],
    column: /--column "?([^"]+=\w+)"?/.exec(hint)?.[1],
    names: /--names "([^"]+)"/.exec(hint)?.[1],
  });
  for (const [name, table] of Object.entries(tables)) {
    const refused = await refusalOf({ "a.csv": table });
    const { lines, names, ...answers } = flagsIn(refused);
    const said = names ? { names } : answers;
    const given = Object.fromEntries(
      Object.entries(said).flatMap(([flag, value]) => value ? [[flag, [value]]] : []),
    );
    assert.ok(Object.keys(given).length > 0, `${name}: ${refused}`);
    const draft = await draftOf({ "a.csv": table }, { ...given, columns: ["parts"] }, { lines })
      .catch(() => draftOf({ "a.csv": table }, given, { lines }));
    assert.equal(draft.understood.tables[0]!.rows.length, 2, name);
  }
});

Deno.test("a blank among labels that are written on every row is asked about, and never the one above", async () => {
  const wards = ["Ward 1", "Ward 2"].flatMap((ward) => [
    `La Crosse,${ward},REP,Ann,12`,
    `La Crosse,${ward},DEM,Bob,13`,
    `La Crosse,${ward},,Scattering,2`,
  ]);
  const { questions } = await readingOf(lines("county,ward,party,candidate,votes", ...wards));
  assert.match(questions[0]!, /what do empty labels of “party” stand for/);
});

Deno.test("a code is one where its word comes first, as in codice_regione", async () => {
  const { counts } = await readingOf(
    lines("codice_regione,regione,casi", "13,Abruzzo,12", "17,Basilicata,15", "13,Lazio,9"),
  );
  assert.deepEqual(counts, ["casi"]);
});

Deno.test("a code in the middle of a name, and a chance in words, are neither counts nor labels", async () => {
  const { labels, counts } = await readingOf(lines(
    "name,SA2_code_educational_address,case_rate,pupils",
    "North,100100,1 in 13 pupils,27",
    "South,100200,1 in 8 pupils,54",
    "East,100050,1 in 20 pupils,9",
  ));
  assert.deepEqual([labels, counts], [["name"], ["pupils"]]);
});

Deno.test("counts of which some are bands stay counts, and a column of bands alone is asked about", async () => {
  const bands = ["1-4", "5-9", "10-14", "1-4", "5-9", "10-14"];
  const mixed = lines("place,n", ...bands.map((band, at) => `P${at},${band}`), "Q,120", "R,45");
  assert.deepEqual((await readingOf(mixed, { column: ["n=count"] })).counts, ["n"]);
  assert.ok(!(await readingOf(mixed)).labels.includes("n"));
  const alone = lines("place,n", ...bands.map((band, at) => `P${at},${band}`));
  assert.match(await refusalOf({ "a.csv": alone }), /no column of counts/);
  assert.equal((await readingOf(alone, { column: ["n=count"] })).rows.length, 6);
});

Deno.test("codes beside years are asked about, and code violations are counted", async () => {
  const table = lines(
    "year,area,place,deaths",
    "2019,10001,A,4",
    "2019,10003,B,5",
    "2020,10005,C,7",
  );
  assert.ok(!(await readingOf(table)).counts.includes("area"));
  const { counts } = await readingOf(lines("place,number_of_code_violations", "A,4", "B,7"));
  assert.deepEqual(counts, ["number_of_code_violations"]);
});

Deno.test("each word for a measure is found where it begins, accents and all", () => {
  const are = [
    "Écart type",
    "Moyenne",
    "médiane",
    "Veränderung",
    "variazione_totale",
    "Total income",
  ];
  for (const name of are) assert.ok(NAMES.measure.test(name.replaceAll("_", " ")), name);
  for (const name of ["Meaningful visits", "Exchange", "Ratione", "Income support claimants"]) {
    assert.ok(!NAMES.measure.test(name), name);
  }
});

Deno.test("sectors A, B, C and X are labels, wherever their column stands", async () => {
  const { labels, counts } = await readingOf(
    lines("id,sector,deaths", "17,A,12", "28,B,14", "39,C,x", "51,X,9"),
  );
  assert.deepEqual([labels, counts], [["sector"], ["deaths"]]);
});

Deno.test("what the draft itself names is French on a French page, and so is what is left out", async () => {
  const table = lines("id,place,deaths,population", "17,A,12,500", "28,B,14,400", "39,C,x,300");
  const { descriptor, inferences } = await draftOfTable(table, { columns: ["different"] });
  const dimensions = descriptor.dimensions as {
    labels: { fr: string };
    categories: { labels?: { fr: string } }[];
  }[];
  const { labels, categories } = dimensions.at(-1)!;
  assert.deepEqual([labels.fr, categories[0]!.labels?.fr], ["Colonne", "nombre"]);
  assert.ok(inferences.some(({ said }) => said.fr.endsWith("3 dans des codes")));
});

Deno.test("the same rows below several that count themselves break these down, and their heads come after a merged title", async () => {
  const title = "Wohnbevölkerung nach Zivilstand, Alter und Geschlecht am 31.12.2017";
  const draft = await draftOfTable(lines(
    `"su-d-01.02","${title}","${title}","${title}"`,
    ",,,",
    "Zivilstand/Alter,Total,Mann,Frau",
    "Total,903,441,462",
    "0-19,303,151,152",
    "20-39,600,290,310",
    "Ledig,503,261,242",
    "0-19,293,151,142",
    "20-39,210,110,100",
    "Verheiratet,400,180,220",
    "0-19,10,0,10",
    "20-39,390,180,210",
  ));
  const said = saidOf(draft).join("\n");
  assert.match(said, /rows below each of Total, Ledig, Verheiratet break it down/);
  assert.match(said, /“Total” is the sum of Ledig, Verheiratet/);
  assert.match(said, /“Total” is the sum of 0-19, 20-39/);
  assert.match(said, new RegExp(`title “su-d-01.02, ${title}”`));
});

Deno.test("lines that name rows, notes or nothing among heads are no rows, and a column that repeats another is left out", async () => {
  const heads = async (text: string, given: Given = {}) => {
    const draft = await draftOfTable(text, given);
    const [table] = draft.understood.tables;
    return [...table!.labels, ...table!.counts].map(({ name }) => name).concat(questionsOf(draft));
  };
  const cube = lines(
    "SuperWEB2(tm)",
    "",
    '"Filters:"',
    '"Summation Options","Individuals"',
    "",
    '"Sex","Men","Women",',
    '"Zone 2011",',
    '"S01",969,195,',
    '"S02",758,196,',
    '"INFO","Data has been perturbed"',
  );
  assert.deepEqual(await heads(cube), ["Zone 2011", "Men", "Women"]);
  const notes = lines("Area,Men,Women", "Notes,(Note 5),(Note 2)", "North,12,14", "South,7,9");
  assert.deepEqual(await heads(notes), ["Area", "Men", "Women"]);
  const twin = lines("Country,Men,Country,Women", "Aruba,4,Aruba,7", "Chile,5,Chile,9");
  assert.deepEqual(await heads(twin), ["Country", "Men", "Women"]);
  const dots = lines(
    '"","All ","","","All "',
    '"","Short ",".","Short ","."',
    '"","Week 0 ","Week 1 ",".","."',
    '"Sep-2011",3345,2913,6258,6258',
    '"Oct-2011",3298,2989,6287,6287',
  );
  assert.deepEqual((await heads(dots, { columns: ["parts"] })).slice(0, 5), [
    "",
    "All · Short · Week 0",
    "All · Short · Week 1",
    "All · Short",
    "All",
  ]);
  const answered = lines("Library,Loans,Visits", "LIBRARIES REPORTING,2,1", "Ash,12,14", "Elm,9,8");
  assert.match(
    (await heads(answered, { columns: ["parts"] })).join(),
    /row “LIBRARIES REPORTING” count/,
  );
});

Deno.test("a unit that each indicator has of its own tells no rows apart", async () => {
  const rows = ["Homicides;Victime", "Vols;Infraction"].flatMap((what, at) =>
    ["01", "02", "03"].map((place, n) => `${place};${what};${12 + 7 * n + 31 * at}`)
  );
  const draft = await draftOfTable(lines("Code_departement;indicateur;unite;nombre", ...rows));
  assert.equal(draft.tables.size, 2);
  assert.match(saidOf(draft).join(), /column “unite” holds nothing that is used/);
});

Deno.test("counts that look like years are no head below a heading, where their row stands above already", async () => {
  const block = (place: string, first: string) =>
    lines(`"${place}",,`, `,All people,${first}`, ",Speakers,612,598");
  const table = lines(",,2011,2016", block("State", "4370,4569"), block("North", "1856,1983"));
  const draft = await draftOfTable(table);
  assert.deepEqual(rowsIn(draft), [
    "State All people 4370 4569",
    "State Speakers 612 598",
    "North All people 1856 1983",
    "North Speakers 612 598",
  ]);
});

Deno.test("a total that each row repeats is asked about, and heads of the section above head nothing", async () => {
  const rows = ["Ash", "Elm", "Oak", "Fir", "Yew"].flatMap((place, at) =>
    [2019, 2020, 2021].map((year) =>
      `${place},CY ${year},${7 * at + year % 9},"${year - 1900 + 51000}"`
        .replace(/"(\d\d)(\d{3})"/, '"$1,$2"')
    )
  );
  const table = lines(
    "textbox9,textbox11",
    "Nations: All,Religions: All",
    "",
    "nation,region,Cases,Cases2",
    ...rows,
  );
  const draft = await draftOfTable(table, { thousands: [","] });
  assert.match(questionsOf(draft).join(), /does the column “Cases2” hold measures, or counts/);
});

Deno.test("a table of which only empty rows are left holds no row that counts", async () => {
  const name = "Ratio (modeled estimate, per 100 000 live births)";
  const table = lines("Country,Indicator,2000,2001", `Aruba,"${name}",,`, `Chad,"${name}",77,75`);
  assert.match(await refusalOf({ "a.csv": table }), /holds no row that counts something/);
});
