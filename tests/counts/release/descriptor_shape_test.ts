/** Descriptors whose values, dimensions, files or marks are not what they should be. */
import assert from "node:assert/strict";
import { exact, testRefused } from "./descriptor_cases.ts";
import { RESERVED_COLUMNS } from "../../../src/counts/release/names.ts";
import { edited, load } from "./folders.ts";
import { forAll, LANGUAGES } from "../../../src/text/language.ts";

const LAST = LANGUAGES.at(-1)!;

const TEXT = "it is a text without spaces around it";
const NOT_EMPTY = "it is a text that is not empty";
const INSIDE =
  'a path stays inside the folder and is written with "/", as in "tables/received.csv"';
const NO_NUMBER = "it is a mark that cannot be read as a number";
const HASH = 'it is "sha256:" and 64 or "sha512:" and 128 hexadecimal digits';

testRefused([
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
  ["with a label that lacks a language", (d) => {
    d.dimensions[0].labels = { ...forAll("Kind"), [LAST]: undefined };
  }, [exact(`has no "${LAST}" in "dimensions[0].labels"; ${NOT_EMPTY}`)]],
  ["with a label that is no text", (d) => d.labels = 7, [
    exact(
      `holds 7 as "labels"; it is a text, or {${LANGUAGES.map((one) => `"${one}": …`).join(", ")}}`,
    ),
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
    "with a dimension that is called as a column of the frames",
    (d) => d.dimensions.unshift({ name: "value", categories: [{ name: "a" }] }),
    [
      exact(
        'names a dimension "value"; a dimension has another name than the columns that every ' +
          `release's frames have (those are ${RESERVED_COLUMNS.join(", ")})`,
      ),
      /"received\.csv": line 1 has no column "value"/,
    ],
  ],
  ["with two tables of one name", (d) => d.resources.push({ name: "received", path: "b.csv" }), [
    exact('names a second table "received"; each table has a name of its own'),
    /"b.csv": it does not exist/,
  ]],
  ["with two tables of one name, and a caveat of the wrong shape", (d) => {
    d.resources.push({ name: "received", path: "b.csv" });
    d.caveats = 7;
  }, [
    exact('holds 7 as "caveats"; it is a list of caveats'),
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
      '(a table that is not broken down by it says which category it is about: "keys": {"kind": "…"})',
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
    exact(`holds "0" as "resources[0].schema.missingValues[1]"; ${NO_NUMBER}`),
  ]],
  ["with a grouped number as a mark", (d) => d.resources[0].schema.missingValues = ["x", "9,999"], [
    exact(`holds "9,999" as "resources[0].schema.missingValues[1]"; ${NO_NUMBER}`),
  ]],
  ["with a mark twice", (d) => d.resources[0].schema.missingValues = ["x", { value: "x" }], [
    exact('names a second mark "x"; each mark has a value of its own'),
  ]],
  ["with a mark of a negative count", (d) => {
    d.resources[0].schema.missingValues[0] = { value: "x", atMost: -1 };
  }, [
    exact('holds -1 as "resources[0].schema.missingValues[0].atMost"; it is a whole number >= 0'),
  ]],
  ["with a mark of no known kind", (d) => {
    d.resources[0].schema.missingValues[0] = { value: "x", kind: "secret" };
  }, [
    exact(
      'holds "secret" as "resources[0].schema.missingValues[0].kind"; it is one of suppressed, notAvailable, notApplicable, ' +
        "unreliable, zero",
    ),
  ]],
  ["with a mark whose least count exceeds its greatest", (d) => {
    d.resources[0].schema.missingValues[0] = { value: "x", atLeast: 5, atMost: 4 };
  }, [
    exact(
      'holds 5 as "resources[0].schema.missingValues[0].atLeast"; it is a count no greater than "atMost"',
    ),
  ]],
  ["with a limit of a count that does not exist", (d) => {
    d.resources[0].schema.missingValues[0] = { value: "x", kind: "notApplicable", atMost: 4 };
  }, [
    exact(
      'holds "notApplicable" as "resources[0].schema.missingValues[0].kind"; it is one of suppressed, notAvailable, unreliable where the mark has a limit',
    ),
  ]],
  ["with another encoding", (d) => d.resources[0].encoding = "windows-1252", [
    exact('holds "windows-1252" as "resources[0].encoding"; it is "utf-8"'),
  ]],
  ["with another separator", (d) => d.resources[0].dialect = { delimiter: ";" }, [
    exact('holds ";" as "resources[0].dialect.delimiter"; it is ","'),
  ]],
  ["with an MD5 hash", (d) => d.resources[0].hash = "a".repeat(32), [
    exact(`holds "${"a".repeat(32)}" as "resources[0].hash"; ${HASH}`),
  ]],
  ["with a hash of another kind", (d) => d.resources[0].hash = "crc32:00", [
    exact(`holds "crc32:00" as "resources[0].hash"; ${HASH}`),
  ]],
  ["with a hash that is cut", (d) => d.resources[0].hash = "sha256:00", [
    exact(`holds "sha256:00" as "resources[0].hash"; ${HASH}`),
  ]],
  ["with a part of a byte", (d) => d.resources[0].bytes = 37.5, [
    exact('holds 37.5 as "resources[0].bytes"; it is a whole number >= 0'),
  ]],
]);

Deno.test("loadRelease() allows properties that it does not know, anywhere", async () => {
  const { resources: _, ...release } = await load(edited((descriptor) => {
    Object.assign(descriptor, {
      $schema: "https://example.org/",
      licenses: [],
      "x-note": { a: [1] },
    });
    Object.assign(descriptor.resources[0], { mediatype: "text/csv", format: "csv" });
    descriptor.dimensions[0].labels = { ...forAll("Kind"), de: "Art" };
  })) as { resources?: unknown; dimensions: unknown };
  assert(!JSON.stringify(release).includes("Art"));
});
