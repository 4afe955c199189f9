/** Descriptors that are no JSON object, and where in the text a fault is. */
import assert from "node:assert/strict";
import { messagesOf, small } from "./folders.ts";

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
