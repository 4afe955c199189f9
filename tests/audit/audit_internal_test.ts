/** What an office gets to know, and that nobody else does. */
import assert from "node:assert/strict";
import {
  attack,
  auditInternally,
  internalJson,
  internalText,
  repair,
} from "../../src/audit/internal.ts";
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
  const { notice, assumptions, repairs } = JSON.parse(stdout);
  assert.equal(notice, "internal: not for publication");
  assert.equal(assumptions.length, 1);
  const { cells } = assumptions[0];
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
  const options = { assumptions: ["none"], width: 5, singletons: true };
  const unfinished = await auditInternally(release, { ...options, limit: 0 });
  assert.deepEqual([unfinished.fails, unfinished.isUnfinished], [false, true]);
  assert.match(
    internalText(release, unfinished),
    /Not finished in time.*\n {2}what is known to one contributor/,
  );
  assert.equal(internalJson(release, unfinished).isUnfinished, true);
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
  const options = { width: 2 };
  const calm = await auditInternally(release, { ...options, singletons: false });
  assert.deepEqual([calm.fails, calm.suppress], [false, []]);
  const { fails, suppress, found } = await auditInternally(release, {
    ...options,
    singletons: true,
  });
  assert.equal(fails, true);
  assert.deepEqual(found[0]!.singletons.map(({ known }) => known.keys.region), ["a", "c"]);
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
  assert.deepEqual(again.found[0]!.singletons, []);
  // Of true counts of 2 and 0, nobody is alone.
  const truth = (cell: Cell) => ({ a: 2, c: 0 })[cell.keys.region!];
  const told = await auditInternally(release, { ...options, singletons: true, truth });
  assert.deepEqual([told.fails, told.found[0]!.singletons], [false, []]);
});

Deno.test("audit --internal proposes no grand total", async () => {
  const release = sketchRelease({
    dimensions: { region: ["a", "Total"] },
    tables: { n: [null, 9] },
    relations: [{ total: "region" }],
  });
  const { fails, suppress } = await auditInternally(release);
  assert.deepEqual([fails, suppress], [true, null]);
});

/** Three regions and a total in each of two years: 10 − 3 − 5 leaves 2 for a, in the first. */
const COSTS = {
  dimensions: { region: ["a", "b", "c", "Total"] },
  tables: { n: [null, 3, 5, 10] },
  relations: [{ total: "region" }],
};
const regions = (cells: Cell[] | null) => cells?.map(({ keys }) => keys.region);

Deno.test("repair() suppresses what costs least, and never what is to be kept", async () => {
  const release = sketchRelease(COSTS);
  assert.deepEqual(regions(await repair(release, { width: 3 })), ["b"]);
  const cost = ({ keys }: Cell) => keys.region === "b" ? null : keys.region === "c" ? 7 : 20;
  assert.deepEqual(regions(await repair(release, { width: 3, cost })), ["c"]);
  assert.deepEqual(await repair(release, { width: 3, cost: () => null }), null);
});

Deno.test("attack() holds each end to its sliding protection level around the true count", async () => {
  const release = sketchRelease({ ...COSTS, tables: { n: [null, null, 5, 10] } });
  const truth = (cell: Cell) => ({ a: 4, b: 1 })[cell.keys.region!];
  // a and b share 5: each is 0 to 5. 25% of 4 is 1, so 3 to 5 is far enough; 30% is 2, and 6 is not reached.
  const none = { assumptions: ["none"], width: 1, truth };
  const close = async (protection: number) =>
    (await attack(release, { ...none, protection })).map(({ close }) => close);
  assert.deepEqual(await close(25), [[], []]);
  assert.deepEqual(await close(30), [["upper"], []]);
  const found = await attack(release, { ...none, protection: 30 });
  assert.deepEqual(found.map(({ fails }) => fails), [true, false]);
  assert.match(found[0]!.drivenBy.join(), /at most 5/);
  assert.deepEqual(regions(await repair(release, { ...none, protection: 30 })), ["c"]);
});

Deno.test("repair() is one for all assumptions together", async () => {
  const release = await withFolder(UNCONFIRMED, loadRelease);
  const { suppress, found } = await auditInternally(release);
  assert.deepEqual(found.map(({ fails }) => fails), [false, true]);
  assert.deepEqual(suppress?.map(({ keys }) => keys.kind), ["West"]);
});

Deno.test("audit --internal takes true counts, and what repairs must keep", async () => {
  const x49 = "North,112\nSouth,49\nEast,57\nWest,33\nTotal,251\n";
  await withFolder(
    UNCONFIRMED,
    (folder) =>
      withFolder({ ...UNCONFIRMED, "received.csv": `kind,2022\n${x49}` }, async (told) => {
        const flags = ["--internal", "--truth", told, "--protection", "10", folder];
        const { stdout } = await run(...flags, "--keep", "kind=West");
        assert.match(
          stdout,
          /49 to 49; 1 of .*; the lower end is nearer .*; the upper end is nearer/,
        );
        assert.match(stdout, /suppress as well: received, East/);
        const wrong = await run(...flags, "--keep", "kind=Up");
        assert.deepEqual([wrong.status, wrong.stdout], [2, ""]);
        assert.match(wrong.stderr, /"--keep" is "kind=Up".*\n.*kind=North, kind=South/s);
        const swapped = await run("--internal", "--truth", folder, told);
        assert.equal(swapped.status, 2);
        assert.match(swapped.stderr, /received, South.* is another count there/);
        const levels = await run("--internal", "--protection", "10", folder);
        assert.match(levels.stderr, /does nothing without "--truth"/);
      }),
  );
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
      .filter((file) =>
        /^audit\/(?:internal|internal_text|attack|repair|office|table_files?|tau_argus)\.ts$/.test(
          file,
        )
      );
  for (
    const root of ["counts/mod.ts", "project/report.ts", "project/verify.ts", "intake/cli.ts"]
  ) {
    assert.deepEqual(await reached(root), [], root);
  }
  assert.ok((await reached("audit/cli.ts")).length > 0);
});
