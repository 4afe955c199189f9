import assert from "node:assert/strict";
import { DESCRIPTOR, edited, messagesOf, small } from "./folders.ts";

/** The messages on received.csv, without the words that all of them start with. */
async function messagesOn(csv: string | Uint8Array): Promise<string[]> {
  const start = 'Cannot read "received.csv": ';
  return (await messagesOf(small({ "received.csv": csv }))).map((message) => {
    assert(message.startsWith(start), message);
    return message.slice(start.length);
  });
}

const HEADER_OR_ROW = "the header has 3, and so has each row";
const EACH = "there is one row for each kind";
const COLUMNS = 'the columns are "kind", "2023", "2024"';
const KINDS = 'the categories of "kind" are "Paper", "Online"';
const DOUBLED = '(a quote that belongs to the text is doubled and the field quoted: "a ""b""")';

/** What is wrong with a CSV, the CSV, and every message. */
const REFUSED: readonly (readonly [name: string, csv: string, messages: string[]])[] = [
  ["an empty file", "", ["it is empty; a table has a header and at least one row"]],
  ["a blank file", "\n \r\n", ["it is empty; a table has a header and at least one row"]],
  ["only a header", "kind,2023,2024\n", [`it has no rows below its header; ${EACH}`]],
  ["no header", "Paper,0,x\nOnline,12,7\n", [
    'line 1 is not a header: "Paper,0,x"; the first line names the columns: "kind", "2023", "2024"',
  ]],
  ["no header, and a bad cell", "Paper,0,x\nOnline,12,?\n", [
    'line 1 is not a header: "Paper,0,x"; the first line names the columns: "kind", "2023", "2024"',
    'line 2, column 3 ("2024") holds "?"; a cell is a whole number >= 0, or "x" where it is suppressed ' +
    '(no such mark is declared: if the source writes "?" for a missing count, declare it under ' +
    '"missingValues" in datapackage.json)',
  ]],
  ["a header in other words", "sort,one,two\nPaper,0,x\nOnline,12,7\n", [
    'line 1 is not a header: "sort,one,two"; the first line names the columns: "kind", "2023", "2024"',
  ]],
  ["a short row", "kind,2023,2024\nPaper,0\nOnline,12,7\n", [
    `line 2 has 2 fields; ${HEADER_OR_ROW}`,
  ]],
  ["a row of one field", "kind,2023,2024\nPaper\nOnline,12,7\n", [
    `line 2 has 1 field; ${HEADER_OR_ROW}`,
  ]],
  ["a long row", "kind,2023,2024\nPaper,0,x,9\nOnline,12,7\n", [
    `line 2 has 4 fields; ${HEADER_OR_ROW}`,
  ]],
  ["a row that is long by a thousands comma", "kind,2023,2024\nPaper,0,x\nOnline,1,120,7\n", [
    `line 3 has 4 fields; ${HEADER_OR_ROW} (a comma that groups thousands splits a number in two)`,
  ]],
  ["a blank line", "kind,2023,2024\nPaper,0,x\n\nOnline,12,7\n\n", [
    "line 3 is blank; each line is a row (remove the line)",
    "line 5 is blank; each line is a row (remove the line)",
  ]],
  ["an unclosed quote", 'kind,2023,2024\n"Paper,0,x\nOnline,12,7\n', [
    'line 2, column 1 opens a quote that its line does not close: "\\"Paper,0,x"; ' +
    "a quoted field ends on the line on which it starts",
  ]],
  ["an unclosed quote, and a bad cell below", 'kind,2023,2024\nPaper,"0,x\nOnline,12,-7\n', [
    'line 2, column 2 opens a quote that its line does not close: "Paper,\\"0,x"; ' +
    "a quoted field ends on the line on which it starts",
    'line 3, column 3 ("2024") holds "-7"; a cell is a whole number >= 0, or "x" where it is suppressed ' +
    "(a count cannot be negative)",
  ]],
  ["an unclosed quote in the header", 'kind,"2023,2024\nPaper,0,x\nOnline,12,7\n', [
    'line 1, column 2 opens a quote that its line does not close: "kind,\\"2023,2024"; ' +
    "a quoted field ends on the line on which it starts",
  ]],
  ["a stray quote", 'kind,2023,2024\nPa"per,0,x\nOnline,12,7\n', [
    'line 2, column 1 has a quote inside an unquoted field: "Pa\\"per,0,x"; ' +
    `a field is quoted as a whole or not at all ${DOUBLED}`,
  ]],
  ["text after a closing quote", 'kind,2023,2024\nPaper,"0"1,x\nOnline,12,7\n', [
    'line 2, column 2 goes on after a closing quote: "Paper,\\"0\\"1,x"; ' +
    `a closing quote ends its field ${DOUBLED}`,
  ]],
  ["semicolons", "kind;2023;2024\nPaper;0;x\nOnline;12;7\n", [
    "line 1 separates columns by semicolons; columns are separated by commas " +
    "(save it again as comma-separated CSV, or replace them in a text editor)",
  ]],
  ["tabs, and a bad cell", "kind\t2023\t2024\nPaper\t0\tx\nOnline\t12\t7,5\n", [
    "line 1 separates columns by tabs; columns are separated by commas " +
    "(save it again as comma-separated CSV, or replace them in a text editor)",
    'line 3, column 3 ("2024") holds "7,5"; a cell is a whole number >= 0, or "x" where it is suppressed ' +
    "(a count has no decimal comma)",
  ]],
  ["a missing column", "kind,2023\nPaper,0\nOnline,12\n", [
    `line 1 has no column "2024"; ${COLUMNS}`,
  ]],
  ["a missing row column", "2023,2024\n0,x\n12,7\n", [`line 1 has no column "kind"; ${COLUMNS}`]],
  ["a repeated column", "kind,2023,2024,2023\nPaper,0,x,0\nOnline,12,7,12\n", [
    'line 1, column 4 names the column "2023" again, after column 2; each column stands once',
  ]],
  ["an unknown column", "kind,2023,2024,2025\nPaper,0,x,1\nOnline,12,7,1\n", [
    `line 1, column 4 names an unknown column "2025"; ${COLUMNS}`,
  ]],
  ["a column without a name", "kind,2023,2024,\nPaper,0,x,\nOnline,12,7,\n", [
    `line 1, column 4 has no name; ${COLUMNS}`,
  ]],
  ["a misspelt column", "Kind, 2023,2024\nPaper,0,x\nOnline,12,7\n", [
    `line 1, column 1 names an unknown column "Kind"; ${COLUMNS} (did you mean "kind"?)`,
    `line 1, column 2 names an unknown column " 2023"; ${COLUMNS} (did you mean "2023"?)`,
  ]],
  ["a missing row", "kind,2023,2024\nPaper,0,x\n", [`it has no row "Online"; ${EACH}`]],
  ["a repeated row", "kind,2023,2024\nPaper,0,x\nOnline,12,7\nPaper,0,x\n", [
    `line 4 repeats the row "Paper" of line 2; ${EACH}`,
  ]],
  ["an unknown row", "kind,2023,2024\nPaper,0,x\nOnline,12,7\nFax,1,1\n", [
    `line 4, column 1 ("kind") holds "Fax"; ${KINDS}`,
  ]],
  ["a row without a name", "kind,2023,2024\nPaper,0,x\n,12,7\n", [
    `line 3, column 1 ("kind") is empty; ${KINDS}`,
    `it has no row "Online"; ${EACH}`,
  ]],
  ["misspelt rows", "kind,2023,2024\npaper ,0,x\nOn-lime,12,7\n", [
    `line 2, column 1 ("kind") holds "paper "; ${KINDS} (did you mean "Paper"?)`,
    `line 3, column 1 ("kind") holds "On-lime"; ${KINDS} (did you mean "Online"?)`,
  ]],
  ["hidden characters in a row", "kind,2023,2024\nPaper,0,x\nOn\u202eline,12,7\n", [
    `line 3, column 1 ("kind") holds "On\\u202eline"; ${KINDS} (did you mean "Online"?)`,
  ]],
];

for (const [name, csv, messages] of REFUSED) {
  Deno.test(`loadRelease() refuses a table with ${name}`, async () => {
    assert.deepEqual(await messagesOn(csv), messages);
  });
}

Deno.test("loadRelease() names missing rows by all their categories", async () => {
  const files = edited(
    (descriptor) =>
      descriptor.dimensions.unshift({
        name: "office",
        categories: [{ name: "North" }, { name: "South" }],
      }),
    {
      "received.csv": "office,kind,2023,2024\nNorth,Paper,1,2\nSouth,Online,3,4\n",
    },
  );
  assert.deepEqual(await messagesOf(files), [
    'Cannot read "received.csv": it has no row "North · Online"; ' +
    "there is one row for each combination of office and kind",
    'Cannot read "received.csv": it has no row "South · Paper"; ' +
    "there is one row for each combination of office and kind",
  ]);
});

Deno.test("loadRelease() counts missing rows once it has named twenty", async () => {
  const categories = Array.from({ length: 60 }, (_, i) => ({ name: `Office ${i}` }));
  const files = edited((descriptor) => descriptor.dimensions[0].categories = categories, {
    "received.csv": "kind,2023,2024\nOffice 0,1,2\n",
  });
  const messages = await messagesOf(files);
  assert.equal(messages.length, 21);
  assert.equal(
    messages[20],
    'Cannot read "received.csv": it has no rows for 39 more combinations either; ' +
      "there is one row for each kind",
  );
});

const UTF8 = "a file of a release is text in UTF-8";
const SAVE = 'save it again as UTF-8; spreadsheets call it "CSV UTF-8"';
const LATIN = `it may be Windows-1252 or Latin-1: ${SAVE}`;
const bytesOf = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string) =>
  new Uint8Array(Uint16Array.from(text, (c) => c.charCodeAt(0)).buffer);

/** What is wrong with the encoding, the bytes, and the only message. */
const ENCODINGS: readonly (readonly [name: string, bytes: Uint8Array, message: string])[] = [
  [
    "UTF-16 with a byte order mark",
    utf16("\ufeffkind,2023,2024\n"),
    `it is text in UTF-16 (little-endian); ${UTF8} (${SAVE})`,
  ],
  [
    "UTF-16 of the other order",
    Uint8Array.of(0xfe, 0xff, 0, 0x6b),
    `it is text in UTF-16 (big-endian); ${UTF8} (${SAVE})`,
  ],
  [
    "UTF-32",
    Uint8Array.of(0xff, 0xfe, 0, 0, 0x6b, 0, 0, 0),
    `it is text in UTF-32 (little-endian); ${UTF8} (${SAVE})`,
  ],
  [
    "UTF-16 without a byte order mark",
    utf16("kind,2023,2024\n"),
    `line 1 holds a NUL byte, as UTF-16 without a byte order mark does; ${UTF8} (${SAVE})`,
  ],
  [
    "NUL",
    bytesOf("kind,2023,2024\nPaper,\0,x\n"),
    `line 2 holds a NUL byte, as UTF-16 without a byte order mark does; ${UTF8} (${SAVE})`,
  ],
  [
    "Windows-1252",
    Uint8Array.of(...bytesOf("kind,2023,2024\nPaper,0,x\nD"), 0xe9, ...bytesOf("p,1,2\n")),
    `line 3 holds bytes that are not valid UTF-8; ${UTF8} ` +
    `(${LATIN})`,
  ],
  [
    "a stray continuation byte",
    Uint8Array.of(...bytesOf("kind,\ufffd\ud7ff\n"), 0x80, 0x41),
    `line 2 holds bytes that are not valid UTF-8; ${UTF8} (${LATIN})`,
  ],
  [
    "an encoded surrogate",
    Uint8Array.of(0x41, 0xed, 0xa0, 0x80),
    `line 1 holds bytes that are not valid UTF-8; ${UTF8} (${LATIN})`,
  ],
  [
    "a cut character that starts as the replacement character does",
    Uint8Array.of(0xef, 0xbb, 0xbf, 0x41, 0x0a, 0xef, 0xbf),
    `line 2 holds bytes that are not valid UTF-8; ${UTF8} (${LATIN})`,
  ],
  [
    "a character that is cut at the end",
    Uint8Array.of(...bytesOf("kind,2023\n"), 0xe2, 0x82),
    `line 2 holds bytes that are not valid UTF-8; ${UTF8} ` +
    `(${LATIN})`,
  ],
];

for (const [name, bytes, message] of ENCODINGS) {
  Deno.test(`loadRelease() refuses a table in ${name}`, async () => {
    assert.deepEqual(await messagesOn(bytes), [message]);
  });
}

Deno.test("loadRelease() refuses a descriptor in UTF-16", async () => {
  const files = small({ "datapackage.json": utf16("\ufeff" + JSON.stringify(DESCRIPTOR)) });
  assert.deepEqual(await messagesOf(files), [
    `Cannot read "datapackage.json": it is text in UTF-16 (little-endian); ${UTF8} (${SAVE})`,
  ]);
});

const SHA256 = "3f2d7c2c2a5ad2c4".padEnd(64, "0");

Deno.test("loadRelease() refuses a file that differs from its declared bytes and hash", async () => {
  const files = edited((descriptor) => {
    descriptor.resources[0].bytes = 38;
    descriptor.resources[0].hash = `sha256:${SHA256}`;
  }, { "received.csv": "kind,2023,2024\nPaper,0,x\nOnline,12,?\n" });
  const messages = await messagesOf(files);
  assert.equal(messages.length, 2);
  assert.match(
    messages[0]!,
    /: it has 37 bytes and the hash sha256:[0-9a-f]{64}; "datapackage.json" declares 38 bytes and the hash sha256:3f2d7c2c2a5ad2c40{48} \(if the change is meant/,
  );
  assert.match(messages[1]!, /line 3, column 3 \("2024"\) holds "\?"/);
});

Deno.test("loadRelease() takes a file with its declared bytes, SHA-256 and SHA-512", async () => {
  const csv = "kind,2023,2024\nPaper,0,x\nOnline,12,7\n";
  for (const algorithm of ["SHA-256", "SHA-512"]) {
    const digest = new Uint8Array(await crypto.subtle.digest(algorithm, bytesOf(csv)));
    const hash = `${algorithm.replace("-", "").toLowerCase()}:${digest.toHex()}`;
    const declare = (hash: string) =>
      edited((descriptor) => Object.assign(descriptor.resources[0], { bytes: 37, hash }), {
        "received.csv": csv,
      });
    assert.deepEqual(await messagesOf(declare(hash)), []);
    const other = hash.replace(/.$/, (digit) => digit === "0" ? "1" : "0");
    assert.deepEqual(await messagesOf(declare(other)), [
      `Cannot read "received.csv": it has the hash ${hash}; "datapackage.json" declares the hash ${other} ` +
      "(if the change is meant: npx --yes deno task new FOLDER --update renews them)",
    ]);
  }
});
