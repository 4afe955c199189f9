/** What an office gets to know, and that nobody else does. */
import assert from "node:assert/strict";
import { auditInternally, internalJson, internalText } from "../../src/audit/internal.ts";
import { loadRelease } from "../../src/counts/release/load_release.ts";
import { graphOf, ROOT } from "../import_graph.ts";
import { edited, withFolder } from "../counts/release/folders.ts";
import { audit, USAGE } from "../../src/audit/cli.ts";
import type { Cell } from "../../src/counts/release/model.ts";
import { cellAt, sketchRelease } from "../counts/relations/tables.ts";
import { runHere } from "../text/run_here.ts";

/** `audit` as a function. */
const run = (...args: string[]) => runHere(audit, USAGE, args);

const LETTER = "data/28731";
const COHORT = ["--internal", "--assume", "cohort"];

interface Place {
  readonly table: string;
  readonly keys: Record<string, string>;
}

/** The letter with other lines in the file of a table. */
async function withLetter(
  edits: readonly (readonly [from: string, to: string])[],
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for await (const { name } of Deno.readDir(LETTER)) {
      await Deno.copyFile(`${LETTER}/${name}`, `${folder}/${name}`);
    }
    let csv = await Deno.readTextFile(`${folder}/accepted.csv`);
    for (const [from, to] of edits) {
      assert.ok(csv.includes(from));
      csv = csv.replace(from, to);
    }
    await Deno.writeTextFile(`${folder}/accepted.csv`, csv);
    const descriptor = JSON.parse(await Deno.readTextFile(`${folder}/datapackage.json`));
    for (const resource of descriptor.resources) {
      delete resource.hash;
      delete resource.bytes;
    }
    await Deno.writeTextFile(`${folder}/datapackage.json`, JSON.stringify(descriptor));
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("audit --internal names the letter's two failing cells, what drives them, and a repair", async () => {
  const { status, stdout } = await run(...COHORT, "--json", LETTER);
  assert.equal(status, 1);
  const { notice, assumptions } = JSON.parse(stdout);
  assert.equal(notice, "internal: not for publication");
  assert.equal(assumptions.length, 1);
  const { cells, repairs } = assumptions[0];
  const failing = cells.filter(({ fails }: { fails: boolean }) => fails);
  const ai2022 = (table: string) =>
    ["Francophone", "Francization"].map((profile) => ({
      table,
      keys: { component: "AI", profile, period: "2022" },
    }));
  assert.deepEqual(failing.map(({ table, keys }: Place) => ({ table, keys })), ai2022("refused"));
  for (const { drivers } of failing) {
    assert.deepEqual(drivers.map(({ table }: Place) => table).sort(), ["accepted", "received"]);
  }
  assert.deepEqual(repairs.suppress, ai2022("accepted"));
});

Deno.test("audit --internal finds nothing to mend in the repaired letter, and exits with 0", async () => {
  const edits = [["AI,Francophone,12,", "AI,Francophone,x,"], [
    "AI,Francization,26,",
    "AI,Francization,x,",
  ]] as const;
  await withLetter(edits, async (folder) => {
    const { status, stdout } = await run(...COHORT, folder);
    assert.equal(status, 0, stdout);
    assert.match(stdout, /Cells that fail, under the assumption "cohort"\n {2}none/);
  });
});

/** 112 + x + 57 + 33 = 251, where only the assumption "sums" says that the total is one: then x is 49. */
const UNCONFIRMED = edited((descriptor) => {
  const names = ["North", "South", "East", "West"];
  descriptor.dimensions[0].categories = [
    ...names.map((name) => ({ name })),
    { name: "Total", isTotal: true },
  ];
  descriptor.dimensions[1].categories = [{ name: "2022" }];
  descriptor.assumptions = [{ name: "none" }, { name: "sums" }];
  descriptor.defaultAssumption = "none";
  descriptor.relations = [{
    name: "total-of-kinds",
    type: "sum",
    dimension: "kind",
    assumptions: ["sums"],
  }];
}, { "received.csv": "kind,2022\nNorth,112\nSouth,x\nEast,57\nWest,33\nTotal,251\n" });

Deno.test("audit --internal tries every assumption where none is named", async () => {
  await withFolder(UNCONFIRMED, async (folder) => {
    const text = await run("--internal", folder);
    assert.equal(text.status, 1);
    assert.match(text.stdout, /Cells that fail, under the assumption "none"\n {2}none\n\n/);
    assert.doesNotMatch(text.stdout, /Ranges of all suppressed cells, under the assumption "none"/);
    assert.match(text.stdout, /under the assumption "sums"\n {2}received, South.*: 49 to 49; 1 of/);

    const json = await run("--internal", "--json", folder);
    assert.equal(json.status, 1);
    const { fails, assumptions } = JSON.parse(json.stdout);
    assert.equal(fails, true);
    assert.deepEqual(
      assumptions.map(({ assumption, fails }: { assumption: string; fails: boolean }) => [
        assumption,
        fails,
      ]),
      [["none", false], ["sums", true]],
    );
    // Without end, but counted only as far as is required.
    const [{ cells: [open] }, { cells: [told] }] = assumptions;
    assert.deepEqual([open.upper, open.valuesAtLeast], [null, 5]);
    assert.deepEqual([told.lower, told.upper, told.valuesAtLeast], [49, 49, 1]);
  });
});

Deno.test("audit --internal --assume looks at that assumption only", async () => {
  await withFolder(UNCONFIRMED, async (folder) => {
    const { status, stdout } = await run("--internal", "--assume", "none", folder);
    assert.equal(status, 0, stdout);
    assert.doesNotMatch(stdout, /sums/);
    assert.match(stdout, /Ranges of all suppressed cells, under the assumption "none"/);
  });
});

Deno.test("audit --internal finds nothing sound that it had no time for", async () => {
  const release = await withFolder(UNCONFIRMED, loadRelease);
  const options = { assumption: "none", width: 5, singletons: true };
  const unfinished = await auditInternally(release, { ...options, limit: 0 });
  assert.deepEqual([unfinished.fails, unfinished.isUnfinished], [false, true]);
  assert.match(
    internalText(release, [unfinished]),
    /Not finished in time.*\n {2}what is known to one contributor/,
  );
  assert.equal(internalJson(release, [unfinished]).isUnfinished, true);
  const whole = await auditInternally(release, { ...options, limit: 60 });
  assert.deepEqual([whole.fails, whole.isUnfinished], [false, false]);
});

Deno.test("audit --internal repairs what somebody who is alone in a cell would find", async () => {
  // a + c = 2: who is alone in a knows that c is 1. With d suppressed as well, c is 0 or 1 even then.
  const release = sketchRelease({
    dimensions: { region: ["a", "b", "c", "d", "Total"] },
    tables: { n: [null, 2, null, 0, 4] },
    relations: [{ total: "region" }],
  });
  const options = { assumption: "none", width: 2, limit: 60 };
  const calm = await auditInternally(release, { ...options, singletons: false });
  assert.deepEqual([calm.fails, calm.suppress], [false, []]);
  const { fails, suppress, singletons } = await auditInternally(release, {
    ...options,
    singletons: true,
  });
  assert.equal(fails, true);
  assert.deepEqual(singletons.map(({ known }) => known.keys.region), ["a", "c"]);
  assert.deepEqual(suppress?.map(({ keys }) => keys.region), ["d"]);
  const d = cellAt(release, "n", "d");
  const repaired = {
    ...release,
    tables: release.tables.map((table) => ({
      ...table,
      cells: table.cells.map((cell): Cell =>
        cell === d ? { ...cell, value: null, status: "suppressed", mark: "x" } : cell
      ),
    })),
  };
  const again = await auditInternally(repaired, { ...options, singletons: true });
  assert.deepEqual(again.singletons.map(({ known }) => known.keys.region), []);
});

Deno.test("audit --internal proposes no grand total", async () => {
  const release = sketchRelease({
    dimensions: { region: ["a", "Total"] },
    tables: { n: [null, 9] },
    relations: [{ total: "region" }],
  });
  const options = { assumption: "none", width: 5, limit: 60, singletons: false };
  const { fails, suppress } = await auditInternally(release, options);
  assert.deepEqual([fails, suppress], [true, null]);
});

Deno.test("audit --internal says on every page that it is not for publication", async () => {
  const { stdout } = await run(...COHORT, "--width", "20", "--singletons", LETTER);
  const pages = stdout.trim().split("\n\n").slice(1);
  assert.ok(pages.length >= 4);
  assert.ok(pages.every((page) => page.startsWith("internal: not for publication")));
});

Deno.test("audit without --internal says nothing of what only the office may know", async () => {
  const { stdout } = await run("--assume", "cohort", LETTER);
  assert.doesNotMatch(stdout, /internal|fail|suppress as well/);
});

Deno.test("no notebook, report or other command can reach the internal audit", async () => {
  const src = new URL("src/", ROOT);
  const reached = async (root: string) =>
    (await graphOf(src, [root])).edges.map(({ to }) => to)
      .filter((file) => /^audit\/(?:internal|office)\.ts$/.test(file));
  for (
    const root of ["counts/mod.ts", "project/report.ts", "project/verify.ts", "intake/cli.ts"]
  ) {
    assert.deepEqual(await reached(root), [], root);
  }
  assert.ok((await reached("audit/cli.ts")).length > 0);
});
