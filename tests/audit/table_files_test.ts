/** Tables as τ-ARGUS reads them, hierarchies, and tables that share margins: what an office audits without a descriptor. */
import assert from "node:assert/strict";
import { audit, USAGE } from "../../src/audit/cli.ts";
import { edited, type Files, withFolder } from "../counts/release/folders.ts";
import { runHere } from "../text/run_here.ts";

/** `audit` as a function. */
const run = (...args: string[]) => runHere(audit, USAGE, args);

interface Found {
  readonly repairs: { readonly suppress: readonly Place[] | null };
  readonly assumptions: readonly [{ readonly cells: readonly (Place & Ends)[] }];
}
interface Place {
  readonly table: string;
  readonly keys: Readonly<Record<string, string>>;
}
interface Ends {
  readonly lower: number;
  readonly upper: number | null;
  readonly fails: boolean;
}

const nameOf = ({ table, keys }: Place) => [table, ...Object.values(keys)].join(" ");

/** What `audit --internal` finds of tables in a folder: each range, and what is to be suppressed as well. */
async function found(files: Files, tables: readonly string[], ...options: string[]) {
  const { stdout, stderr } = await withFolder(files, (folder) =>
    run(
      "--internal",
      "--json",
      ...tables.map((table) => `${folder}/${table}`),
      ...options.map((option) => option.replace("FOLDER", folder)),
    ));
  assert.equal(stderr, "");
  const { assumptions: [{ cells }], repairs } = JSON.parse(stdout) as Found;
  return {
    ranges: Object.fromEntries(cells.map((cell) => [nameOf(cell), [cell.lower, cell.upper]])),
    suppress: repairs.suppress?.map(nameOf),
  };
}

/** The messages about a table, without its folder. */
async function refused(files: Files, ...args: string[]): Promise<string[]> {
  return await withFolder(files, async (folder) => {
    const paths = args.map((arg) => arg.replace("FOLDER", folder));
    const { status, stdout, stderr } = await run("--internal", ...paths);
    assert.deepEqual([status === 0, stdout], [false, ""]);
    return stderr.replaceAll(`${folder}/`, "").trim().split("\n");
  });
}

const REGION = `   <SEPARATOR> ";"
Region "99"
    <RECODEABLE>
    <TOTCODE> "T"
    <CODELIST> "REGION.CDL"
    <HIERARCHICAL>
    <HIERCODELIST> "D:\\work\\region.hrc"
    <HIERLEADSTRING> "@"
Persons
    <NUMERIC>
    <DECIMALS> 2
Top1
    <MAXSCORE>
Letter
    <STATUS>
`;
const REGION_HRC = "Nr\n@ 1\n@ 2\nOs \n@ 3\n@ 4\n@ 5";

/** 1 and 2 share the 12 of Nr; of the 18 of Os, 4 and 5 leave 5 for 3. */
const REGIONS = (four: string) =>
  `"T";30,00;9;S
"Nr";12,00;9;S
" 1";4,00;4;U
" 2";8,00;5;M
"Os";18,00;6;S
" 3";5,00;5;U
" 4";6,00;6;${four}
" 5";7,00;7;S
"99";-;;E
`;

Deno.test("audit --internal reads a table of τ-ARGUS with its hierarchy and statuses", async () => {
  const files = { "t.rda": REGION, "region.hrc": REGION_HRC, "t.tab": REGIONS("S") };
  assert.deepEqual(await found(files, ["t.tab"]), {
    ranges: { "t 1": [0, 12], "t 2": [0, 12], "t 3": [5, 5] },
    suppress: ["t 4"],
  });
  // What is protected stays.
  const kept = { ...files, "t.tab": REGIONS("P") };
  assert.deepEqual((await found(kept, ["t.tab"])).suppress, ["t 5"]);
  // The true counts are known: 12 reaches 200 % beyond 4, and not beyond 8.
  const levels = await withFolder(
    files,
    (folder) => run("--internal", "--protection", "200", `${folder}/t.tab`),
  );
  assert.match(levels.stdout, /t, 2: 0 to 12; the upper end is nearer/);
  assert.doesNotMatch(levels.stdout, /t, 1: 0 to 12; /);
});

Deno.test("audit --internal holds suppressed cells to the protection levels of the file", async () => {
  // a, b and c share 10: a, which is 4, can be 5.75 more, and not 6.25.
  const tab = (above: string) =>
    `T;20;S;0;0\na;4;U;1,00;${above}\nb;1;M;0;0\nc;5;M;;\nd;10;S;0,01;0,01\n`;
  const rda = "R\n<RECODEABLE>\n<TOTCODE> T\nn\n<NUMERIC>\ns\n<STATUS>\n" +
    "low\n<NUMERIC> <LOWERPL>\nup\n<NUMERIC> <UPPERPL>\n";
  assert.deepEqual((await found({ "t.rda": rda, "t.tab": tab("5,75") }, ["t.tab"])).suppress, []);
  const files = { "t.rda": rda, "t.tab": tab("6,25") };
  const { ranges, suppress } = await found(files, ["t.tab"]);
  assert.deepEqual([ranges["t a"], suppress], [[0, 10], ["t d"]]);
  assert.deepEqual((await found(files, ["t.tab"], "--protection", "100")).suppress, []);
});

Deno.test("audit --internal --hrc gives another hierarchy, --lead what stands before its codes", async () => {
  // Nr alone is left above 1 to 5: they share what the total leaves.
  const hrc = "Nr\n..1\n..2\n..3\n..4\n..5\nOs\n";
  const tab = "T,30,1,S\nNr,30,1,S\n1,4,1,U\n2,8,1,U\n3,5,1,S\n4,6,1,S\n5,7,1,S\nOs,0,0,Z\n";
  const rda = REGION.replace('";"', "“,”").replace(/ {4}<HIER.*\n/g, "");
  const files = { "m.rda": rda, "t.tab": tab, "other.hrc": hrc };
  const options = ["--rda", "FOLDER/m.rda", "--hrc", "Region=FOLDER/other.hrc", "--lead", ".."];
  assert.deepEqual((await found(files, ["t.tab"], ...options)).ranges, {
    "t 1": [0, 12],
    "t 2": [0, 12],
  });
});

/** The table of regions by county, and by size. */
function linked(more: string, status: string): string {
  const counts = { A: 2, B: 2, I: 8, J: 8, K: 3, L: 3, M: 3, N: 7 };
  const suppressed = "ABKLM";
  const lines = Object.entries(counts).map(([region, count]) =>
    `${region};${count};${suppressed.includes(region) ? "U" : region === "N" ? status : "S"}`
  );
  return [...lines, ...more.split(" "), "Total;36;S"].join("\n");
}

Deno.test("audit --internal links tables: sdcTable's two hierarchies over common regions give K away, and N mends it", async () => {
  const rda = (hierarchy: string) =>
    `Region\n<RECODABLE>\n<HIERCODELIST> ${hierarchy}\nn\n<FREQUENCY>\ns\n<STATUS>\n`;
  const files = (status: string) => ({
    "county.hrc": "county-1\n@A\n@B\n@I\n@J\ncounty-2\n@K\n@L\n@M\n@N\n",
    "size.hrc": "small\n@A\n@B\n@I\n@J\n@K\n@N\nBIG\n@L\n@M\n",
    "county.rda": rda("county.hrc"),
    "size.rda": rda("size.hrc"),
    "county.tab": linked("county-1;20;S county-2;16;S", status),
    "size.tab": linked("small;30;S BIG;6;S", status),
  });
  const apart = await found(files("S"), ["county.tab"], "--width", "3");
  assert.deepEqual([apart.ranges["county K"], apart.suppress], [[0, 9], []]);
  const together = await found(files("S"), ["county.tab", "size.tab"]);
  assert.deepEqual(together.ranges["county K"], [3, 3]);
  assert.deepEqual(together.ranges["size K"], [3, 3]);
  assert.deepEqual(together.suppress, ["county N", "size N"]);
  const mended = await found(files("M"), ["county.tab", "size.tab"]);
  assert.deepEqual([mended.ranges["county K"], mended.suppress], [[0, 10], []]);
});

Deno.test("audit --internal finds the three cells that sdcTable suppresses beside A · female of its microdata1", async () => {
  const counts = { A: [18, 2], B: [14, 19], C: [12, 10], D: [11, 14], total: [55, 45] };
  const lines = Object.entries(counts).flatMap(([region, [male, female]]) => [
    `${region};male;${male};s`,
    `${region};female;${female};${region === "A" ? "u" : "s"}`,
    `${region};total;${male! + female!};s`,
  ]);
  const variable = (name: string) => `${name}\n<RECODEABLE>\n<TOTCODE> total\n`;
  const files = {
    "m.rda": `${variable("region")}${variable("gender")}freq\n<FREQUENCY>\ns\n<STATUS>\n`,
    "m.tab": lines.join("\r\n"),
  };
  assert.deepEqual(await found(files, ["m.tab"]), {
    ranges: { "m A female": [2, 2] },
    suppress: ["m A male", "m C male", "m C female"],
  });
});

/** Regions by sex, and by age: all that a region has in common is its total, which one of them hides. */
const BY_SEX_AND_AGE = edited((descriptor) => {
  const total = { name: "All", isTotal: true };
  descriptor.dimensions = [
    { name: "region", categories: [{ name: "North" }, { name: "South" }, total] },
    { name: "sex", categories: [{ name: "F" }, { name: "M" }, total] },
    { name: "age", categories: [{ name: "young" }, { name: "old" }, total] },
  ];
  descriptor.resources = [
    { name: "bySex", keys: { age: "All" } },
    { name: "byAge", keys: { sex: "All" } },
  ].map((table) => ({ ...table, path: `${table.name}.csv`, schema: { missingValues: ["x"] } }));
  descriptor.relations = [
    ...["region", "sex", "age"].map((dimension) => ({ type: "sum", name: dimension, dimension })),
    { type: "equal", name: "margin", assumptions: ["none"], left: ["bySex"], right: ["byAge"] },
  ];
}, {
  "bySex.csv": "region,F,M,All\nNorth,x,x,10\nSouth,x,x,20\nAll,12,18,30\n",
  "byAge.csv": "region,young,old,All\nNorth,x,4,x\nSouth,x,9,x\nAll,x,13,30\n",
});

Deno.test("audit --internal holds tables of different dimensions to their common margin", async () => {
  const { ranges } = await found(BY_SEX_AND_AGE, [""]);
  // 10 of North less 4; 20 of South less 9; 12 women, 18 men.
  assert.deepEqual(ranges, {
    "bySex North F All": [0, 10],
    "bySex North M All": [0, 10],
    "bySex South F All": [2, 12],
    "bySex South M All": [8, 18],
    "byAge North young All": [6, 6],
    "byAge North All All": [10, 10],
    "byAge South young All": [11, 11],
    "byAge South All All": [20, 20],
    "byAge All young All": [17, 17],
  });
});

Deno.test("audit --internal --hrc takes the place of a folder's sums", async () => {
  // Without subtotals: 1 to 4 and the two totals are no parts of one sum.
  const files = edited((descriptor) => {
    descriptor.dimensions[0].categories = ["1", "2", "Nr", "3", "4", "Os"].map((name) => ({ name }))
      .concat({ name: "All", isTotal: true } as { name: string });
    descriptor.dimensions[1].categories = [{ name: "2023" }];
  }, {
    "received.csv": "kind,2023\n1,x\n2,x\nNr,12\n3,x\n4,6\nOs,x\nAll,30\n",
    "kind.hrc": "Nr\n@1\n@2\nOs\n@3\n@4\n",
  });
  assert.deepEqual((await found(files, [""])).ranges["received 3 2023"], [0, null]);
  assert.deepEqual((await found(files, [""], "--hrc", "kind=FOLDER/kind.hrc")).ranges, {
    "received 1 2023": [0, 12],
    "received 2 2023": [0, 12],
    "received 3 2023": [12, 12],
    "received Os 2023": [18, 18],
  });
});

const WRONG: readonly [name: string, files: Files, messages: (string | RegExp)[]][] = [
  ["a status that is none", { "t.tab": REGIONS("?") }, [
    /^error: Cannot read "t.tab": line 7, column 4 \("Letter"\) holds "\?"; a status is one of S, /,
  ]],
  ["a count that is none", { "t.tab": REGIONS("S").replace("6,00", "6,50") }, [
    'error: Cannot read "t.tab": line 7, column 2 ("Persons") holds "6,50"; each cell has its true count',
  ]],
  ["a total that is not the sum", { "t.tab": REGIONS("S").replace("18,00", "17,00") }, [
    'error: Cannot read "t.tab": line 1 holds 30; what it is the total of adds up to 29',
    "  hint: where codes are subtotals, say so: --hrc Region=FILE",
    'error: Cannot read "t.tab": line 5 holds 17; what it is the total of adds up to 18',
    "  hint: where codes are subtotals, say so: --hrc Region=FILE",
  ]],
  ["a total without a line", { "t.tab": REGIONS("S").replace(/"Os.*\n/, "") }, [
    /^error: Cannot read "region.hrc": line 4 names "Os"; the categories are "T", "Nr", "1"/,
    '  hint: what stands before a code at a deeper level is "@"',
  ]],
  ["a code that its hierarchy leaves out", { "t.tab": REGIONS("S").replace("-;;E", "1;1;S") }, [
    'error: Cannot read "t.tab": line 9 has a count where Region is "99"; its hierarchy has each code that anything is counted under',
  ]],
  ["a line with a field too many", { "t.tab": REGIONS("S;") }, [
    'error: Cannot read "t.tab": line 7 has 5 fields; between ";" stand Region, Persons, Top1, Letter',
  ]],
  ["a cell twice", { "t.tab": REGIONS("S") + "T;30;0;S" }, [
    'error: Cannot read "t.tab": line 10 repeats the cell of line 1; each stands once',
  ]],
  ["metadata with another keyword", { "t.rda": REGION.replace("<DECIMALS>", "<DECIMAL>") }, [
    'error: Cannot read "t.rda": line 11 holds "<DECIMAL> 2"; it is another variable, or below one what is said of it',
  ]],
  ["metadata with a variable twice", { "t.rda": REGION.replace("Top1", "Region") }, [
    'error: Cannot read "t.rda": line 12 holds "Region"; it is another variable, or below one what is said of it',
  ]],
  ["a suppressed cell without its count", { "t.tab": REGIONS("S").replace("4,00", "") }, [
    'error: Cannot read "t.tab": line 3, column 2 ("Persons") is empty; each cell has its true count',
  ]],
  ["a code that cannot be seen", { "t.tab": REGIONS("S").replace("99", "\u200b") }, [
    'error: Cannot read "t.tab": it names "\\u200b"; names and codes begin and end with what can be seen',
  ]],
  ["another code for the total", { "t.rda": REGION.replace('"T"', '"Total"') }, [
    'error: Cannot read "t.tab": it has no line whose Region is the total, "Total"; τ-ARGUS needs all totals; <TOTCODE> names their code',
  ]],
];

for (const [name, files, messages] of WRONG) {
  Deno.test(`audit --internal refuses a table file with ${name}`, async () => {
    const whole = { "t.rda": REGION, "region.hrc": REGION_HRC, "t.tab": REGIONS("S"), ...files };
    const lines = await refused(whole, "FOLDER/t.tab");
    assert.equal(lines.length, messages.length, lines.join("\n"));
    messages.forEach((message, i) =>
      typeof message === "string"
        ? assert.equal(lines[i], message)
        : assert.match(lines[i]!, message)
    );
  });
}

Deno.test("audit --internal asks which column of a table file is the count", async () => {
  const rda = REGION.replace("<MAXSCORE>", "<FREQUENCY>");
  const files = { "t.rda": rda, "region.hrc": REGION_HRC, "t.tab": REGIONS("S") };
  assert.match(
    (await refused(files, "FOLDER/t.tab")).join(),
    /can be the count: Persons, Top1.*--count/,
  );
  assert.deepEqual((await found(files, ["t.tab"], "--count", "Persons")).suppress, ["t 4"]);
});

Deno.test("audit --internal refuses tables that cannot be one release", async () => {
  const rda = (total: string, count: string) =>
    `${["a", "b", "c"].map((name) => `${name}\n<RECODEABLE>\n<TOTCODE> ${total}\n`).join("")}` +
    `${count}\n<FREQUENCY>\ns\n<STATUS>\n`;
  const tab = (total: string) => `${total};${total};${total};0;S\n`;
  const refusedAs = async (files: Files) =>
    (await refused(
      files,
      ...Object.keys(files).filter((name) => name.endsWith(".tab"))
        .map((name) => `FOLDER/${name}`),
    )).join("\n");
  const first = { "t.rda": rda("T", "n"), "t.tab": tab("T") };
  assert.match(
    await refusedAs({ ...first, "u.rda": rda("All", "n"), "u.tab": tab("All") }),
    /have the total of a in common\n.*here it is "T" and "All"/,
  );
  assert.match(
    await refusedAs({ ...first, "u.rda": rda("T", "m"), "u.tab": tab("T") }),
    /have what they count in common\n.*here it is "n" and "m"/,
  );
  const again = { "more/t.rda": rda("T", "n"), "more/t.tab": tab("T") };
  assert.match(await refusedAs({ ...first, ...again }), /Two tables have one name/);
  const many = Array.from({ length: 101 }, (_, i) => `${i};${i};${i};0;S\n`).join("");
  assert.match(
    await refusedAs({ ...first, "t.tab": tab("T") + many }),
    /make 1061208 cells\n.*at most 1000000/,
  );
});

Deno.test("audit --internal says which options a folder and a table file do not take", async () => {
  const files = { "t.rda": REGION, "region.hrc": REGION_HRC, "t.tab": REGIONS("S") };
  assert.match(
    (await refused(files, "--truth", "x", "FOLDER/t.tab")).join(),
    /has the true counts/,
  );
  assert.match(
    (await refused(BY_SEX_AND_AGE, "--count", "x", "FOLDER")).join(),
    /"--count" does nothing/,
  );
  const wrong = await refused(BY_SEX_AND_AGE, "--hrc", "place=FOLDER/a.hrc", "FOLDER");
  assert.match(wrong.join(), /names "place".*region=FILE, sex=FILE, age=FILE/);
  const noPlace = await refused(files, "--hrc", "Place=FOLDER/region.hrc", "FOLDER/t.tab");
  assert.match(noPlace.join(), /names "Place".*Region=FILE/);
  const { status, stderr } = await run("t.tab");
  assert.equal(status, 2);
  assert.match(stderr, /A table file does nothing without "--internal"/);
});

Deno.test("audit --internal finds in the table of docs/offices.md what is said there", async () => {
  const text = await Deno.readTextFile("docs/offices.md");
  const files = Object.fromEntries(
    [...text.matchAll(/`((?:visits|region)\.\w+)`[^`]*\n\n```text\n([^]*?)```/g)]
      .map(([, name, content]) => [name!, content!]),
  );
  assert.deepEqual(Object.keys(files), ["visits.rda", "region.hrc", "visits.tab"]);
  assert.deepEqual(await found(files, ["visits.tab"]), {
    ranges: { "visits Arden": [0, 12], "visits Brome": [0, 12], "visits Cove": [2, 2] },
    suppress: ["visits Dell"],
  });
});
