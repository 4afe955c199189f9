/** Tables that have not every dimension or category of their release, and hierarchies of categories. */
import assert from "node:assert/strict";
import type { Relation } from "../../../src/counts/release/model.ts";
import { isTotal } from "../../../src/counts/release/categories.ts";
import { type Edit, exact } from "./descriptor_cases.ts";
import { edited, type Files, load, messagesOf } from "./folders.ts";

/** A second table, of one year, and of one kind and the total of all. */
const granted = (keys: Record<string, unknown>, csv: string, more: Edit = () => {}): Files =>
  edited((d) => {
    d.dimensions[0].categories.push({ name: "All", isTotal: true });
    d.resources.push({ name: "granted", path: "granted.csv", keys });
    more(d);
  }, { "received.csv": "kind,2023,2024\nPaper,0,x\nOnline,12,7\nAll,12,9\n", "granted.csv": csv });

const relation = (more: Record<string, unknown>): Edit => (d) =>
  d.relations = [{ name: "r", assumptions: ["none"], ...more }];
const SUM = relation({ type: "sum", dimension: "kind" });

Deno.test("loadRelease() reads a table that stands at one category of a dimension, and has some of another", async () => {
  const keys = { year: "2024", kind: ["Paper", "All"] };
  const { tables } = await load(granted(keys, "Paper,All\n1,3\n"));
  assert.deepEqual(tables[1]!.cells.map(({ keys, value }) => [keys, value]), [
    [{ kind: "Paper", year: "2024" }, 1],
    [{ kind: "All", year: "2024" }, 3],
  ]);
  assert.deepEqual([tables[1]!.rowDimensions, tables[1]!.columnDimension], [[], "kind"]);
});

Deno.test("isTotal() takes no cell for a total because its whole table stands at one", async () => {
  const release = await load(granted({ kind: "All" }, "2023,2024\n4,5\n"));
  const [received, granted_] = release.tables.map(({ cells }) =>
    cells.map((cell) => isTotal(release, cell))
  );
  assert.deepEqual([received, granted_], [[false, false, false, false, true, true], [
    false,
    false,
  ]]);
});

/** Descriptors of a second table with keys that cannot be. */
const REFUSED: readonly [name: string, files: Files, message: RegExp][] = [
  [
    "of an unknown dimension",
    granted({ place: "All" }, "kind,2023,2024\nPaper,1,2\nOnline,1,2\nAll,2,4\n"),
    exact('names the dimension "place", which does not exist; there is "kind", "year"'),
  ],
  [
    "of an unknown category",
    granted({ kind: ["All", "Total"] }, "kind,2023,2024\nAll,1,2\n"),
    exact('names the category "Total", which does not exist; there is "Paper", "Online", "All"'),
  ],
  [
    "of every dimension",
    granted({ kind: "All", year: "2024" }, "1\n"),
    exact(
      "gives one category of every dimension; a table is broken down by one dimension at least",
    ),
  ],
  [
    "that are no categories",
    granted({ kind: 3 }, "2023,2024\n1,2\n"),
    exact('holds 3 as "resources[1].keys.kind"; it is a category, or a list of them'),
  ],
  [
    "that leave out parts of a sum",
    granted({ kind: ["Paper", "All"] }, "kind,2023,2024\nPaper,1,2\nAll,2,4\n", (d) => {
      SUM(d);
      d.relations[0].tables = ["granted"];
    }),
    exact(
      'sums up "kind" in "granted", whose keys leave categories of it out; the table has a total and all of its parts',
    ),
  ],
  [
    "that have nothing in common with what they are compared with",
    granted({ year: "2024" }, "kind,2024\n", (d) => {
      d.resources[0].keys = { year: ["2023"] };
      relation({ type: "atMost", left: ["granted"], right: ["received"] })(d);
    }),
    exact(
      'takes tables together that have no category of "year" in common; they stand at the same place in each',
    ),
  ],
  [
    "that leave out what a relation sums up",
    granted(
      { year: ["2024"] },
      "kind,2024\nPaper,1\nOnline,2\nAll,3\n",
      relation({ type: "atMost", left: ["granted"], right: ["received"], cumulativeOver: "year" }),
    ),
    exact(
      'sums up over "year", of which "granted" has not every category; each table has all of what is summed up',
    ),
  ],
  [
    "that leave a quantity nowhere to stand",
    granted({ year: "2024" }, "Paper,Online,All\n1,2,3\n", (d) => {
      d.resources[0].keys = { year: ["2023"] };
      d.derived = [{ name: "d", type: "difference", plus: ["received"], minus: ["granted"] }];
    }),
    exact(
      'takes tables together that have no category of "year" in common; they stand at the same place in each',
    ),
  ],
];

for (const [name, files, message] of REFUSED) {
  Deno.test(`loadRelease() refuses keys ${name}`, async () => {
    const messages = await messagesOf(files);
    assert.ok(messages.some((one) => message.test(one)), messages.join("\n"));
  });
}

Deno.test("a sum without tables holds where a table has all of its categories, a comparison where both have the cell", async () => {
  const csv = "kind,2024\nPaper,1\nAll,3\n";
  const keys = { year: ["2024"], kind: ["Paper", "All"] };
  const { tables } = await load(granted(keys, csv, SUM));
  assert.equal(tables.length, 2);
  const compared = granted(
    keys,
    csv,
    relation({ type: "equal", left: ["granted"], right: ["received"] }),
  );
  assert.deepEqual((await load(compared)).relations.length, 1);
});

/** Two offices of two regions; their hierarchy in a file. */
const regions = (hrc: string, more: Edit = () => {}): Files =>
  edited((d) => {
    d.dimensions[0].categories = ["A", "B", "C", "North", "South", "All"].map((name) => ({ name }));
    d.dimensions[0].categories[5].isTotal = true;
    relation({ type: "sum", dimension: "kind", hierarchy: "regions.hrc" })(d);
    more(d);
  }, {
    "received.csv": "kind,2023,2024\nA,1,x\nB,2,x\nC,3,3\nNorth,3,3\nSouth,3,3\nAll,6,6\n",
    "regions.hrc": hrc,
  });

const sumsOf = (relations: readonly Relation[]) =>
  relations.map((one) => one.type === "sum" ? [one.name, one.total, one.parts] : []);

Deno.test("loadRelease() reads the sums of a hierarchy, whose totals are totals", async () => {
  const { relations, dimensions, files } = await load(regions("North\r\n@A\n@ B\n\nSouth\n@C\n"));
  assert.deepEqual(sumsOf(relations), [
    ["r: All", "All", ["North", "South"]],
    ["r: North", "North", ["A", "B"]],
    ["r: South", "South", ["C"]],
  ]);
  assert.deepEqual(
    dimensions[0]!.categories.filter(({ isTotal }) => isTotal).map(({ name }) => name),
    ["North", "South", "All"],
  );
  assert.deepEqual(files.map(({ path }) => path), [
    "datapackage.json",
    "regions.hrc",
    "received.csv",
  ]);
  const spaces = regions("North\n  A\n  B\nSouth\n  C\n", (d) => d.relations[0].leadString = "  ");
  await assert.rejects(load(spaces), /holds " {2}" as "relations\[0\].leadString"/);
  const dashes = regions("North\n--A\n--B\nSouth\n--C\n", (d) => d.relations[0].leadString = "--");
  assert.deepEqual(sumsOf((await load(dashes)).relations), sumsOf(relations));
});

const HRC: readonly [name: string, hrc: string, message: string][] = [
  [
    "an unknown code",
    "North\n@A\n@D\n",
    'line 3 names "D"; the categories are "A", "B", "C", "North", "South", "All" (what stands before a code at a deeper level is "@")',
  ],
  [
    "another lead string",
    "North\n-A\n",
    'line 2 names "-A"; the categories are "A", "B", "C", "North", "South", "All" (did you mean "A"?)',
  ],
  [
    "a level too many",
    "North\n@@A\n",
    "line 2 stands at level 3; it is one level deeper than the line before at most: level 2",
  ],
  [
    "a first line below nothing",
    "@A\n",
    "line 1 stands at level 2; it is one level deeper than the line before at most: level 1",
  ],
  [
    "a code twice",
    "North\n@A\nSouth\n@A\n",
    'line 4 names "A" again, after line 2; each code stands once',
  ],
  [
    "the total of all",
    "All\n@North\n",
    'line 1 names the total "All"; it is left out: what has no "@" before it is a part of it',
  ],
  [
    "a line without a code",
    "North\n@\n",
    'line 2 has no code; each line is a code, behind "@" once a level',
  ],
  ["nothing in it", "\n", "it names no code; a hierarchy has a code on each line"],
];

for (const [name, hrc, message] of HRC) {
  Deno.test(`loadRelease() refuses a hierarchy with ${name}`, async () => {
    const [first] = await messagesOf(regions(hrc));
    assert.equal(first, `Cannot read "regions.hrc": ${message}`);
  });
}

Deno.test("loadRelease() refuses a hierarchy beside parts, outside the folder, or that is not there", async () => {
  const hrc = "North\n@A\n@B\nSouth\n@C\n";
  const messages = async (edit: Edit) => (await messagesOf(regions(hrc, edit))).join("\n");
  assert.match(
    await messages((d) => d.relations[0].parts = ["A"]),
    /gives the parts of "r" beside its hierarchy; the file says what the parts are/,
  );
  assert.match(await messages((d) => d.relations[0].hierarchy = "../a.hrc"), /leaves the folder/);
  assert.match(
    await messages((d) => d.relations[0].hierarchy = "a.hrc"),
    /Cannot read "a.hrc": it does not exist; datapackage.json names it as a hierarchy/,
  );
});
