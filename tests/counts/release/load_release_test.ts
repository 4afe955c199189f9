import assert from "node:assert/strict";
import { loadRelease } from "../../../src/counts/release/load_release.ts";
import {
  DESCRIPTOR,
  edited,
  load,
  marksOf,
  messagesAt,
  messagesOf,
  RECEIVED,
  small,
  withFolder,
} from "./folders.ts";
import { forAll } from "../../../src/text/language.ts";

Deno.test("loadRelease() keeps a true zero apart from a suppressed cell", async () => {
  const { tables: [table] } = await load(small());
  assert.deepEqual(table!.cells, [
    { table: "received", keys: { kind: "Paper", year: "2023" }, value: 0, status: "published" },
    {
      table: "received",
      keys: { kind: "Paper", year: "2024" },
      value: null,
      status: "suppressed",
      mark: "x",
    },
    { table: "received", keys: { kind: "Online", year: "2023" }, value: 12, status: "published" },
    { table: "received", keys: { kind: "Online", year: "2024" }, value: 7, status: "published" },
  ]);
});

Deno.test("loadRelease() reads what each kind of mark says of its count", async () => {
  const files = edited((descriptor) => {
    descriptor.resources[0].schema.missingValues = [
      { value: "–", kind: "zero" },
      { value: "..", kind: "notApplicable" },
      { value: "F", kind: "unreliable" },
      { value: "1 to 4", atLeast: 1, atMost: 4 },
    ];
  }, { "received.csv": "kind,2023,2024\nPaper,–,..\nOnline,F,1 to 4\n" });
  const { tables: [table] } = await load(files);
  assert.deepEqual(table!.cells.map(({ value, status, mark }) => [value, status, mark]), [
    [0, "published", "–"],
    [null, "notApplicable", ".."],
    [null, "suppressed", "F"],
    [null, "suppressed", "1 to 4"],
  ]);
  assert.deepEqual([table!.marks[3]!.atLeast, table!.marks[3]!.atMost], [1, 4]);
});

Deno.test("loadRelease() refuses a count that is no multiple of what its table is rounded to", async () => {
  const files = (base: number) =>
    edited((descriptor) => {
      descriptor.resources[0].roundedTo = { base, method: "nearest" };
    }, { "received.csv": "kind,2023,2024\nPaper,0,x\nOnline,15,10\n" });
  assert.deepEqual((await load(files(5))).tables[0]!.roundedTo, { base: 5, method: "nearest" });
  assert.deepEqual(await messagesOf(files(10)), [
    'Cannot read "received.csv": line 3, column 2 ("2023") holds "15"; ' +
    "every count of a table rounded to 10 is a multiple of it",
  ]);
});

Deno.test("loadRelease() fills in what a short descriptor leaves out", async () => {
  const { files, ...release } = await load(small());
  assert.deepEqual(files.map(({ path }) => path), ["datapackage.json", "received.csv"]);
  assert.deepEqual({ ...release, tables: release.tables.map(({ cells: _, ...table }) => table) }, {
    name: "small",
    title: forAll("small"),
    provenance: {
      publisher: forAll("Office"),
      reference: "A 1",
      documentDate: "2025-03-01",
    },
    dimensions: [
      {
        name: "kind",
        label: forAll("kind"),
        caveats: [],
        categories: ["Paper", "Online"].map(plainCategory),
      },
      {
        name: "year",
        label: forAll("year"),
        caveats: [],
        categories: ["2023", "2024"].map(plainCategory),
      },
    ],
    tables: [{
      name: "received",
      path: "received.csv",
      title: forAll("received"),
      shortTitle: forAll("received"),
      measure: forAll("received"),
      rowDimensions: ["kind"],
      columnDimension: "year",
      keys: {},
      marks: [{
        value: "x",
        kind: "suppressed",
        label: { en: "suppressed by the source", fr: "masqué par la source" },
      }],
    }],
    assumptions: [{
      name: "none",
      label: { en: "no assumption", fr: "aucune hypothèse" },
      description: {
        en: "Counts are whole numbers, zero or more. Nothing else is assumed.",
        fr: "Les nombres sont entiers, nuls ou positifs. Rien d’autre n’est supposé.",
      },
    }],
    defaultAssumption: "none",
    relations: [],
    derived: [],
    caveats: [],
    review: [],
  });
});

function plainCategory(name: string) {
  const label = forAll(name);
  return { name, label, shortLabel: label, isTotal: false, isPartial: false };
}

Deno.test("loadRelease() reads CRLF, a byte order mark and a missing last newline alike", async () => {
  const expected = marksOf(await load(small()), "received");
  for (const mark of ["", "\ufeff"]) {
    for (const newline of ["\n", "\r\n", "\r"]) {
      for (const last of [newline, ""]) {
        const csv = mark + RECEIVED.trimEnd().replaceAll("\n", newline) + last;
        const descriptor = mark + JSON.stringify(DESCRIPTOR, null, 2).replaceAll("\n", newline);
        const files = small({ "received.csv": csv, "datapackage.json": descriptor });
        assert.deepEqual(marksOf(await load(files), "received"), expected, JSON.stringify(csv));
      }
    }
  }
});

Deno.test("loadRelease() puts rows and columns of any order into the descriptor's", async () => {
  const csv = "2024,kind,2023\n7,Online,12\nx,Paper,0\n";
  assert.deepEqual(marksOf(await load(small({ "received.csv": csv })), "received"), [
    0,
    "x",
    12,
    7,
  ]);
});

Deno.test("loadRelease() takes a table that is broken down by columns only", async () => {
  const files = edited((descriptor) => descriptor.dimensions.shift(), {
    "received.csv": "2023,2024\nx,7\n",
  });
  assert.deepEqual(marksOf(await load(files), "received"), ["x", 7]);
});

Deno.test("loadRelease() reads quoted fields as the same text", async () => {
  const csv = '"kind","2023",2024\n"Paper","0","x"\nOnline,"12",7\n';
  assert.deepEqual(marksOf(await load(small({ "received.csv": csv })), "received"), [
    0,
    "x",
    12,
    7,
  ]);
});

Deno.test("loadRelease() takes a release of another shape: terms, a total column, two marks", async () => {
  const release = await loadRelease(new URL("fixtures/school_meals/", import.meta.url));
  // deno-fmt-ignore
  assert.deepEqual(marksOf(release, "returned"), [
    "<5", "<5", 7,
    0, 0, 0,
    6, 0, 6,
    "[c]", "[c]", "[c]",
  ]);
  assert.deepEqual(release.tables[0]!.rowDimensions, ["term", "area"]);
  assert.deepEqual(release.tables[0]!.marks.map(({ atMost }) => atMost), [undefined, 4]);
  assert.deepEqual(release.assumptions.map(({ name }) => name), ["none", "same-day"]);
  assert.deepEqual(release.relations, [
    {
      type: "sum",
      name: "total-of-kinds",
      label: forAll("total-of-kinds"),
      assumptions: ["none", "same-day"],
      tables: ["served", "returned"],
      dimension: "kind",
      total: "Total",
      parts: ["Hot", "Cold"],
    },
    {
      type: "atMost",
      name: "returned-of-served",
      label: forAll("returned-of-served"),
      assumptions: ["same-day"],
      left: ["returned"],
      right: ["served"],
    },
  ]);
});

Deno.test("loadRelease() gives the length and SHA-256 of each file that it read", async () => {
  const files = edited((descriptor) => descriptor.provenance.path = "letter.txt", {
    "letter.txt": "abc",
  });
  const { files: [, , letter] } = await load(files);
  assert.deepEqual(letter, {
    path: "letter.txt",
    bytes: 3,
    // FIPS 180-2, appendix B.1.
    sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  });
});

Deno.test("loadRelease() takes a folder by path, by URL and through a link", async () => {
  await withFolder(small(), async (folder) => {
    await Deno.symlink(folder, `${folder}-link`);
    try {
      for (const at of [folder, `${folder}/`, new URL(`file://${folder}/`), `${folder}-link`]) {
        assert.equal((await loadRelease(at)).name, "small");
      }
    } finally {
      await Deno.remove(`${folder}-link`);
    }
  });
});

Deno.test("loadRelease() reports every problem of every file at once, in the order of the files", async () => {
  const files = edited((descriptor) => {
    descriptor.resources[0].bytes = 3;
    descriptor.resources.push({ name: "granted", path: "granted.csv" });
    descriptor.resources.push({ name: "closed", path: "closed.csv" });
    descriptor.defaultAssumption = "cohort";
    descriptor.title = 7;
  }, {
    "received.csv": "kind,2023,2024\nPaper,n/a,x\nOnline,12\n",
    "closed.csv": "kind,2023,2024\nPaper,1,x\nPaper,2,3\n",
  });
  assert.deepEqual(await messagesOf(files), [
    'Cannot read "datapackage.json": line 53, column 12 holds 7 as "title"; it is a text that is not empty',
    'Cannot read "received.csv": it has 37 bytes; "datapackage.json" declares 3 bytes ' +
    "(if the change is meant: npx --yes deno task new FOLDER --update renews them)",
    'Cannot read "received.csv": line 2, column 2 ("2023") holds "n/a"; a cell is a whole number >= 0, ' +
    'or "x" where it is suppressed (write "x" if the source suppressed it, and 0 if it is zero)',
    'Cannot read "received.csv": line 3 has 2 fields; the header has 3, and so has each row',
    'Cannot read "granted.csv": it does not exist; datapackage.json names it as the file of a table',
    'Cannot read "closed.csv": line 2, column 3 ("2024") holds "x"; a cell is a whole number >= 0 ' +
    '(no such mark is declared: if the source writes "x" for a missing count, declare it under ' +
    '"missingValues" in datapackage.json)',
    'Cannot read "closed.csv": line 3 repeats the row "Paper" of line 2; there is one row for each kind',
    'Cannot read "closed.csv": it has no row "Online"; there is one row for each kind',
  ]);
});

Deno.test("loadRelease() says of a folder why it is none", async () => {
  await withFolder(small(), async (folder) => {
    assert.deepEqual(await messagesAt(`${folder}/nowhere`), [
      `Cannot read ${JSON.stringify(`${folder}/nowhere`)}: it does not exist; ` +
      "a release is a folder with a datapackage.json",
    ]);
    assert.deepEqual(await messagesAt(`${folder}/datapackage.json`), [
      `Cannot read ${JSON.stringify(`${folder}/datapackage.json`)}: it is a file; ` +
      "a release is a folder with a datapackage.json (give the folder that it is in)",
    ]);
    assert.deepEqual(await messagesAt(new URL("https://example.org/release/")), [
      'Cannot read "https://example.org/release/": it is no place on this machine; ' +
      "a release is a folder with a datapackage.json",
    ]);
  });
  assert.deepEqual(await messagesOf({}), [
    'Cannot read "datapackage.json": it does not exist; ' +
    "each release folder has this file, which describes it",
  ]);
});

Deno.test("loadRelease() says of a file why it cannot be read", async () => {
  const why = "datapackage.json names it as the file of a table";
  await withFolder(small(), async (folder) => {
    const csv = `${folder}/received.csv`;
    await Deno.remove(csv);
    assert.deepEqual(await messagesAt(folder), [
      `Cannot read "received.csv": it does not exist; ${why}`,
    ]);
    await Deno.mkdir(csv);
    assert.deepEqual(await messagesAt(folder), [
      `Cannot read "received.csv": it is a folder; ${why}`,
    ]);
    await Deno.remove(csv);
    await Deno.symlink(csv, csv);
    assert.deepEqual(await messagesAt(folder), [
      `Cannot read "received.csv": it is a link that leads back to itself; ${why}`,
    ]);
    await Deno.remove(csv);
    await Deno.symlink("/etc/hostname", csv);
    assert.deepEqual(await messagesAt(folder), [
      'Cannot read "received.csv": it is a link that leads out of the folder; ' +
      "a release is complete in its folder",
    ]);
    await Deno.remove(csv);
    await Deno.symlink("/dev/zero", `${folder}/data`);
    await Deno.symlink("data", csv);
    assert.match((await messagesAt(folder))[0]!, /leads out of the folder/);
  });
});

Deno.test({
  name: "loadRelease() does not wait for a pipe",
  ignore: Deno.build.os === "windows",
  fn: () =>
    withFolder(small(), async (folder) => {
      const pipe = `${folder}/received.csv`;
      await Deno.remove(pipe);
      const made = await new Deno.Command("mkfifo", { args: [pipe] }).output();
      assert(made.success);
      const messages = messagesAt(folder);
      let timer;
      const late = new Promise<"waits">((resolve) => {
        timer = setTimeout(() => resolve("waits"), 10_000);
      });
      const first = await Promise.race([messages, late]);
      clearTimeout(timer);
      // A reader that waits is let go by a writer that comes and leaves.
      if (first === "waits") (await Deno.open(pipe, { write: true })).close();
      assert.deepEqual(first, [
        'Cannot read "received.csv": it is neither a file nor a folder; ' +
        "datapackage.json names it as the file of a table",
      ]);
    }),
});

Deno.test("loadRelease() takes a text with a slash or a backslash for a path, and any other for a name in data/", async () => {
  assert.equal((await loadRelease("28731")).name, (await loadRelease("data/28731")).name);
  await assert.rejects(loadRelease("nowhere"), (error: Error) => {
    assert.ok(error instanceof RangeError);
    return /Cannot find the release "nowhere": data\/ has .*"28731"/.test(error.message);
  });
  for (const path of ["./28731", "no/where", "no\\where"]) {
    await assert.rejects(loadRelease(path), { name: "ReleaseError", message: /does not exist/ });
  }
});
