import assert from "node:assert/strict";
import { edited, load, messagesOf, small } from "./folders.ts";

/** The messages on datapackage.json, without the words that all of them start with. */
async function messagesOn(files: Parameters<typeof messagesOf>[0]): Promise<string[]> {
  const start = 'Cannot read "datapackage.json": ';
  return (await messagesOf(files)).map((message) => {
    assert(message.startsWith(start), message);
    return message.slice(start.length);
  });
}

const OBJECT = 'a descriptor is one JSON object, {…}, with the tables under "resources"';
const CUT = "(was the file cut while it was copied?)";
const COMMA = "(look for a comma or a quote too many or too few just before)";

/** What is wrong with the text of a descriptor, the text, and every message. */
const TEXTS: readonly (readonly [name: string, text: string, messages: string[]])[] = [
  ["is empty", "", [`it is empty; ${OBJECT} ${CUT}`]],
  ["is blank", " \n", [`it is empty; ${OBJECT} ${CUT}`]],
  ["is null", "null", [`line 1, column 1 holds null; ${OBJECT}`]],
  ["is a list", "\n [{}]", [`line 2, column 2 holds a list; ${OBJECT}`]],
  ["is an empty list", "[]", [`line 1, column 1 holds an empty list; ${OBJECT}`]],
  ["is a number", "7", [`line 1, column 1 holds 7; ${OBJECT}`]],
  ["is a text", '"a"', [`line 1, column 1 holds "a"; ${OBJECT}`]],
  ["is cut", '{\n  "name": "small",\n  "reso', [
    `line 3, column 3 is where the file ends in the middle of a value; a descriptor is one JSON object ${CUT}`,
  ]],
  ["is cut after a comma", '{\n  "name": "small",\n', [
    `line 3, column 1 is where the file ends in the middle of a value; a descriptor is one JSON object ${CUT}`,
  ]],
  ["lacks a comma", '{\n  "name": "small"\n  "title": "a"\n}', [
    `line 3, column 3 holds "\\"title\\": \\"a\\"" where JSON cannot go on; a descriptor is one JSON object ${COMMA}`,
  ]],
  ["has a comma too many", '{\n  "name": "small",\n}', [
    `line 3, column 1 holds "}" where JSON cannot go on; a descriptor is one JSON object ${COMMA}`,
  ]],
  ["has a comment", '{\n  // why\n  "name": "small"\n}', [
    'line 2, column 3 holds "// why" where JSON cannot go on; a descriptor is one JSON object (JSON has no comments)',
  ]],
  ["goes on after its end", "{}\n{}", [
    `line 2, column 1 holds "{}" where JSON cannot go on; a descriptor is one JSON object ${COMMA}`,
  ]],
  ["is nested without end", "[".repeat(100_000), [
    "it is nested thousands of levels deep; a descriptor is a few deep",
  ]],
  ["is an empty object", "{}", [
    'line 1, column 1 has no "name"; it is a text without spaces around it',
    'line 1, column 1 has no "provenance"; it is an object: {…}',
    'line 1, column 1 has no "resources"; it is a list of tables',
    'line 1, column 1 has no "dimensions"; it is a list of dimensions',
  ]],
];

for (const [name, text, messages] of TEXTS) {
  Deno.test(`loadRelease() refuses a descriptor that ${name}`, async () => {
    assert.deepEqual(await messagesOn(small({ "datapackage.json": text })), messages);
  });
}

Deno.test("loadRelease() refuses a key that an object holds twice", async () => {
  const text = JSON.stringify({ name: "small" }).slice(0, -1) +
    ',\n"__proto__": 1, "name": "other"}';
  const messages = await messagesOn(small({ "datapackage.json": text }));
  assert.equal(
    messages[0],
    'line 2, column 17 repeats the key "name" of line 1; an object holds each key once',
  );
});

// deno-lint-ignore no-explicit-any -- an edit may break the shape in any way
type Edit = (descriptor: any) => void;

const TEXT = "it is a text without spaces around it";
const NOT_EMPTY = "it is a text that is not empty";
const INSIDE =
  'a path stays inside the folder and is written with "/", as in "tables/received.csv"';
const NO_NUMBER = "a mark cannot be read as a number";
const HASH = 'a hash is "sha256:" and 64 or "sha512:" and 128 hexadecimal digits';

const table: Edit = (d) => d.resources.push({ name: "granted", path: "granted.csv" });
const periods = (...spans: [start?: string, end?: string, isTotal?: boolean][]): Edit => (d) => {
  d.dimensions[1].categories = spans.map(([start, end, isTotal], i) => ({
    name: String(2023 + i),
    start,
    end,
    isTotal,
  }));
};
const relation = (more: object): Edit => (d) => {
  table(d);
  d.dimensions[1].categories[1].isTotal = true;
  const atMost = { type: "atMost", readings: ["none"], left: ["granted"], right: ["received"] };
  const sum = { type: "sum", dimension: "year" };
  d.relations = [{ name: "r", ...("dimension" in more ? sum : atMost), ...more }];
};

/** What is wrong with a descriptor of the right syntax, how it comes to be so, and every message. */
const EDITS: readonly (readonly [name: string, edit: Edit, messages: RegExp[]])[] = [
  ["without resources", (d) => delete d.resources, [
    exact('has no "resources"; it is a list of tables'),
  ]],
  ["with no resource", (d) => d.resources = [], [
    exact('holds an empty list as "resources"; it is a list of at least one table'),
  ]],
  ["with resources that are no list", (d) => d.resources = { a: 1 }, [
    exact('holds an object as "resources"; it is a list of tables'),
  ]],
  ["with a resource that is no object", (d) => d.resources = ["received.csv"], [
    exact('holds "received.csv" as "resources[0]"; it is an object: {…}'),
  ]],
  ["without dimensions", (d) => delete d.dimensions, [
    exact('has no "dimensions"; it is a list of dimensions'),
  ]],
  ["with a dimension without categories", (d) => d.dimensions[0].categories = [], [
    exact(
      'holds an empty list as "dimensions[0].categories"; it is a list of at least one category',
    ),
  ]],
  ["without provenance", (d) => delete d.provenance, [
    exact('has no "provenance"; it is an object: {…}'),
  ]],
  ["without a reference", (d) => delete d.provenance.reference, [
    exact(`has no "reference" in "provenance"; ${NOT_EMPTY}`),
  ]],
  ["with spaces around a name", (d) => d.name = " small", [
    exact(`holds " small" as "name"; ${TEXT}`),
  ]],
  ["with an empty label", (d) => d.labels = "", [exact(`holds "" as "labels"; ${NOT_EMPTY}`)]],
  ["with a label in one language", (d) => d.dimensions[0].labels = { en: "Kind" }, [
    exact(`has no "fr" in "dimensions[0].labels"; ${NOT_EMPTY}`),
  ]],
  ["with a label that is no text", (d) => d.labels = 7, [
    exact('holds 7 as "labels"; it is a text, or {"en": …, "fr": …}'),
  ]],
  ["with a date that does not exist", (d) => d.provenance.documentDate = "2025-02-29", [
    exact('holds "2025-02-29" as "provenance.documentDate"; it is a date such as 2025-01-31'),
  ]],
  ["with a flag that is a text", (d) => d.dimensions[0].categories[0].isTotal = "yes", [
    exact('holds "yes" as "dimensions[0].categories[0].isTotal"; it is true or false'),
  ]],
  ["with two dimensions of one name", (d) => d.dimensions[0].name = "year", [
    exact('names a second dimension "year"; each dimension has a name of its own'),
  ]],
  ["with two categories of one name", (d) => d.dimensions[0].categories[1].name = "Paper", [
    exact('names a second category "Paper"; each category has a name of its own'),
  ]],
  [
    "with a dimension that is called as a column of the tidy table",
    (d) => d.dimensions.unshift({ name: "value", categories: [{ name: "a" }] }),
    [
      exact(
        'names a dimension "value"; the tidy table has columns of its own named table, value, status, ' +
          "periodStart, periodEnd, isPartial",
      ),
      /"received\.csv": line 1 has no column "value"/,
    ],
  ],
  ["with two tables of one name", (d) => d.resources.push({ name: "received", path: "b.csv" }), [
    exact('names a second table "received"; each table has a name of its own'),
    /"b.csv": it does not exist/,
  ]],
  ["with two tables of one path", (d) => d.resources.push({ name: "b", path: "./received.csv" }), [
    exact('gives "b" the path of "received"; each table has a file of its own'),
  ]],
  ["with an absolute path", (d) => d.resources[0].path = "/etc/hostname", [
    exact(`names a file which is absolute: "/etc/hostname"; ${INSIDE}`),
  ]],
  ["with a drive's path", (d) => d.resources[0].path = "C:/a.csv", [
    exact(`names a file which is absolute: "C:/a.csv"; ${INSIDE}`),
  ]],
  ["with a path that leaves the folder", (d) => d.resources[0].path = "a/../../b.csv", [
    exact(`names a file which leaves the folder: "a/../../b.csv"; ${INSIDE}`),
  ]],
  ["with a URL", (d) => d.resources[0].path = "https://example.org/a.csv", [
    exact(`names a file which is a URL: "https://example.org/a.csv"; ${INSIDE}`),
  ]],
  ["with a backslash in a path", (d) => d.resources[0].path = "a\\b.csv", [
    exact(`names a file with a backslash in it: "a\\\\b.csv"; ${INSIDE}`),
  ]],
  ["with a folder's path", (d) => d.resources[0].path = "tables/", [
    exact(`names a file which is a folder: "tables/"; ${INSIDE}`),
  ]],
  ["with several paths for one table", (d) => d.resources[0].path = ["a.csv", "b.csv"], [
    exact('holds a list as "resources[0].path"; it is one path inside the folder'),
  ]],
  ["with a source document outside the folder", (d) => d.provenance.path = "../letter.txt", [
    exact(`names a file which leaves the folder: "../letter.txt"; ${INSIDE}`),
  ]],
  ["with a source document that does not exist", (d) => d.provenance.path = "letter.txt", [
    /^Cannot read "letter.txt": it does not exist; datapackage.json names it as the source document$/,
  ]],
  ["with a column dimension that does not exist", (d) => d.resources[0].columnDimension = "Year", [
    exact(
      'names the dimension "Year", which does not exist; there is "kind", "year" (did you mean "year"?)',
    ),
  ]],
  ["with fields of another dimension", (d) => {
    d.resources[0].schema.fields = ["kind", "2023", "2024", "office"].map((name) => ({ name }));
  }, [exact(
    'names the dimension or category "office", which does not exist; there is "kind", "2023", "2024"',
  )]],
  ["with fields that leave out a category", (d) => {
    d.resources[0].schema.fields = ["kind", "2023"].map((name) => ({ name }));
  }, [exact('lists no field "2024"; there is one for each of "kind", "2023", "2024"')]],
  ["with fields that leave out a dimension", (d) => {
    d.resources[0].schema.fields = ["2023", "2024"].map((name) => ({ name }));
  }, [exact(
    'lists no field "kind"; there is one for each of "kind", "2023", "2024" ' +
      "(tables that are broken down differently belong in separate release folders)",
  )]],
  ["with a field twice", (d) => {
    d.resources[0].schema.fields = ["kind", "2023", "2023", "2024"].map((name) => ({ name }));
  }, [exact('names a second field "2023"; each field has a name of its own')]],
  [
    "with a category that is called as a dimension",
    (d) => d.dimensions[1].categories[0].name = "kind",
    [
      exact(
        'gives "received" two columns "kind"; no category of the column dimension has the name of another dimension',
      ),
    ],
  ],
  ["with more rows than memory", (d) => {
    const categories = Array.from({ length: 1000 }, (_, i) => ({ name: `c${i}` }));
    d.dimensions.unshift({ name: "a", categories }, { name: "b", categories });
  }, [
    exact(
      'gives "received" 2000000 rows; a table has at most 100000, one for each combination of "a", "b", "kind"',
    ),
  ]],
  ["with an empty mark", (d) => d.resources[0].schema.missingValues = [""], [
    exact(`holds "" as "resources[0].schema.missingValues[0]"; ${TEXT}`),
  ]],
  ["with a mark that is no text", (d) => d.resources[0].schema.missingValues = [7], [
    exact(
      'holds 7 as "resources[0].schema.missingValues[0]"; it is a mark such as "x", or {"value": "x"}',
    ),
  ]],
  ["with a mark that is too long", (d) => d.resources[0].schema.missingValues = ["x".repeat(21)], [
    exact(
      `holds "${
        "x".repeat(21)
      }" as "resources[0].schema.missingValues[0]"; it is a mark of at most 20 characters`,
    ),
  ]],
  ["with zero as a mark", (d) => d.resources[0].schema.missingValues = ["x", "0"], [
    exact(`declares "0" as a mark for missing counts; ${NO_NUMBER}`),
  ]],
  ["with a grouped number as a mark", (d) => d.resources[0].schema.missingValues = ["x", "9,999"], [
    exact(`declares "9,999" as a mark for missing counts; ${NO_NUMBER}`),
  ]],
  ["with a mark twice", (d) => d.resources[0].schema.missingValues = ["x", { value: "x" }], [
    exact('names a second mark "x"; each mark has a value of its own'),
  ]],
  ["with a mark of a negative count", (d) => {
    d.resources[0].schema.missingValues[0] = { value: "x", atMost: -1 };
  }, [
    exact('holds -1 as "resources[0].schema.missingValues[0].atMost"; it is a whole number >= 0'),
  ]],
  ["with another encoding", (d) => d.resources[0].encoding = "windows-1252", [
    exact('declares the encoding "windows-1252"; the files of a release are in UTF-8'),
  ]],
  ["with another separator", (d) => d.resources[0].dialect = { delimiter: ";" }, [
    exact('declares the separator ";"; columns are separated by commas'),
  ]],
  ["with an MD5 hash", (d) => d.resources[0].hash = "a".repeat(32), [
    exact(`declares the hash "${"a".repeat(32)}"; ${HASH} (MD5 is not supported)`),
  ]],
  ["with a hash of another kind", (d) => d.resources[0].hash = "crc32:00", [
    exact(`declares the hash "crc32:00"; ${HASH}`),
  ]],
  ["with a hash that is cut", (d) => d.resources[0].hash = "sha256:00", [
    exact(`declares the hash "sha256:00"; ${HASH}`),
  ]],
  ["with a part of a byte", (d) => d.resources[0].bytes = 37.5, [
    exact('holds 37.5 as "resources[0].bytes"; it is a whole number >= 0'),
  ]],
  ["with a caveat that does not exist", (d) => d.dimensions[0].caveats = ["order"], [
    exact('names the caveat "order", which does not exist; no caveat is declared'),
  ]],
  ["with an inference without its caveat", (d) => {
    d.caveats = [{ id: "order", title: "Order", text: "Inferred." }];
    d.dimensions[0].categories[0].inferredBy = "ordre";
  }, [
    exact(
      'names the caveat "ordre", which does not exist; there is "order"',
    ),
  ]],
  ["with two caveats of one id", (d) => {
    d.caveats = [{ id: "a", title: "A", text: "A." }, { id: "a", title: "B", text: "B." }];
  }, [
    exact('names a second caveat "a"; each caveat has an id of its own'),
  ]],
  ["with a default reading that does not exist", (d) => d.defaultReading = "cohort", [
    exact('names the reading "cohort", which does not exist; there is "none"'),
  ]],
  ["with two readings of one name", (d) => d.readings = [{ name: "a" }, { name: "a" }], [
    exact('names a second reading "a"; each reading has a name of its own'),
  ]],
  ["with the weakest reading last", (d) => d.readings = [{ name: "cohort" }, { name: "none" }], [
    exact('names the reading "none" after others; the reading that assumes nothing stands first'),
  ]],
  ["with a period without an end", periods(["2023-01-01"], ["2024-01-01", "2024-12-31"]), [
    exact('gives the period "2023" no "end"; a period has a first and a last day'),
  ]],
  ["with a period without dates", periods(["2023-01-01", "2023-12-31"], []), [
    exact(
      'gives the period "2024" no "start" and no "end"; each period but a total has both, ' +
        'as in "start": "2023-01-01"',
    ),
  ]],
  [
    "with a period that ends before it starts",
    periods(["2023-12-31", "2023-01-01"], ["2024-01-01", "2024-12-31"]),
    [
      exact(
        'ends the period "2023" on 2023-01-01, before it starts on 2023-12-31; ' +
          "a period ends on its first day or later",
      ),
    ],
  ],
  [
    "with periods that share a day",
    periods(["2023-01-01", "2024-01-01"], ["2024-01-01", "2024-12-31"]),
    [
      exact(
        'starts the period "2024" on 2024-01-01, though "2023" ends on 2024-01-01; periods do not overlap',
      ),
    ],
  ],
  ["with two dimensions of periods", (d) => {
    periods(["2023-01-01", "2023-12-31"], ["2024-01-01", "2024-12-31"])(d);
    d.dimensions[0].categories.forEach((category: object, i: number) =>
      Object.assign(category, { start: `2023-0${i + 1}-01`, end: `2023-0${i + 1}-02` })
    );
  }, [
    exact('gives "year" periods, as "kind" has already; one dimension of a release has periods'),
  ]],
  ["with a relation of no known type", relation({ type: "equal" }), [
    exact('holds "equal" as "relations[0].type"; it is "sum" or "atMost"'),
  ]],
  ["with a relation that is no object", (d) => d.relations = [7], [
    exact('holds 7 as "relations[0]"; it is an object: {…}'),
  ]],
  ["with a relation without readings", relation({ readings: [] }), [
    exact('holds an empty list as "relations[0].readings"; it is a list of at least one reading'),
  ]],
  ["with a relation of an unknown table", relation({ left: ["grantd"] }), [
    exact(
      'names the table "grantd", which does not exist; there is "received", "granted" (did you mean "granted"?)',
    ),
  ]],
  ["with a relation of an unknown reading", relation({ readings: ["cohort"] }), [
    exact('names the reading "cohort", which does not exist; there is "none"'),
  ]],
  ["with a relation that names a table twice", relation({ left: ["granted", "granted"] }), [
    exact('names the table "granted" again; each stands once in the list'),
  ]],
  ["with a relation that has a table on both sides", relation({ left: ["received"] }), [
    exact('has the table "received" on both sides; a relation compares different tables'),
  ]],
  ["with a sum up to an unknown dimension", relation({ cumulativeOver: "month" }), [
    exact('names the dimension "month", which does not exist; there is "kind", "year"'),
  ]],
  ["with a sum up to periods that go back in time", (d) => {
    relation({ cumulativeOver: "year" })(d);
    periods(["2024-01-01", "2024-12-31"], ["2023-01-01", "2023-12-31"])(d);
  }, [exact(
    'sums up over "year", whose periods go back in time; its categories stand from the earliest to the latest',
  )]],
  ["with a total over an unknown dimension", relation({ dimension: "month" }), [
    exact('names the dimension "month", which does not exist; there is "kind", "year"'),
  ]],
  ["with a total that is not clear", relation({ dimension: "kind" }), [
    exact(
      'names no total for the dimension "kind"; it is clear only where one category has "isTotal": true, and 0 have',
    ),
  ]],
  ["with a total that does not exist", relation({ dimension: "year", total: "all" }), [
    exact('names the category "all", which does not exist; there is "2023", "2024"'),
  ]],
  ["with a total that is not marked as one", relation({ dimension: "year", total: "2023" }), [
    exact(
      'names the total "2023"; a total is a category with "isTotal": true, so that nobody adds it in again',
    ),
  ]],
  ["with a total among its parts", relation({ dimension: "year", parts: ["2023", "2024"] }), [
    exact('counts the total "2024" among its parts; a total is the sum of other categories'),
  ]],
  ["with an unknown part", relation({ dimension: "year", parts: ["2022"] }), [
    exact('names the category "2022", which does not exist; there is "2023", "2024"'),
  ]],
  ["with a quantity of no known type", (d) => d.derived = [{ name: "q", type: "median" }], [
    exact('holds "median" as "derived[0].type"; it is "difference" or "share"'),
  ]],
  ["with a quantity of an unknown table", (d) => {
    d.derived = [{ name: "q", type: "share", numerator: ["granted"], denominator: ["received"] }];
  }, [exact('names the table "granted", which does not exist; there is "received"')]],
  ["with two relations of one name", (d) => {
    relation({})(d);
    d.relations.push(d.relations[0]);
  }, [exact('names a second relation "r"; each relation has a name of its own')]],
];

/** The message of a problem of datapackage.json at whatever place. */
function exact(message: string): RegExp {
  const place = "line \\d+, column \\d+";
  return new RegExp(`^Cannot read "datapackage\\.json": ${place} ${RegExp.escape(message)}$`);
}

for (const [name, edit, messages] of EDITS) {
  Deno.test(`loadRelease() refuses a descriptor ${name}`, async () => {
    // A second table, for the relations; those who need none leave it out.
    const actual = await messagesOf(
      edited(edit, { "granted.csv": "kind,2023,2024\nPaper,0,1\nOnline,2,3\n" }),
    );
    assert.equal(actual.length, messages.length, actual.join("\n"));
    messages.forEach((message, i) => assert.match(actual[i]!, message));
  });
}

Deno.test("loadRelease() gives the line and column of what it refuses in a descriptor", async () => {
  const text = [
    "{",
    '  "name": "small",',
    '  "provenance": {"publisher": "Office", "reference": "A 1", "documentDate": "soon"},',
    '  "resources": [{"name": "received", "path": "received.csv", "schema": {"missingValues": ["x"]}}],',
    '  "dimensions": [',
    '    {"name": "kind", "categories": [{"name": "Paper"}, {"name": "Online"}]},',
    '    {"name": "year", "categories": [{"name": "2023"}, {}, {"name": "2024"}]}',
    "  ]",
    "}",
  ].join("\r\n");
  assert.deepEqual(await messagesOn(small({ "datapackage.json": text })), [
    'line 3, column 77 holds "soon" as "provenance.documentDate"; it is a date such as 2025-01-31',
    'line 7, column 55 has no "name" in "dimensions[1].categories[1]"; it is a text without spaces around it',
  ]);
});

Deno.test("loadRelease() allows properties that it does not know, anywhere", async () => {
  const { resources: _, ...release } = await load(edited((descriptor) => {
    Object.assign(descriptor, {
      $schema: "https://example.org/",
      licenses: [],
      "x-note": { a: [1] },
    });
    Object.assign(descriptor.resources[0], { mediatype: "text/csv", format: "csv" });
    descriptor.dimensions[0].labels = { en: "Kind", fr: "Sorte", de: "Art" };
  })) as { resources?: unknown; dimensions: unknown };
  assert(!JSON.stringify(release).includes("Art"));
});

Deno.test("loadRelease() names a period's overlap in whatever order they stand", async () => {
  const files = edited(periods(["2024-01-01", "2024-12-31"], ["2023-01-01", "2024-02-01"]));
  assert.deepEqual(await messagesOf(files).then(({ length }) => length), 1);
});
