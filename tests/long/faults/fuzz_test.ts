/** Whatever files hold, commands end, say what is wrong, and write whole pages or none. */
import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { audit } from "../../../src/audit/cli.ts";
import { report } from "../../../src/project/report.ts";
import { runTask } from "../../project/run_command.ts";
import { DESCRIPTOR, RECEIVED, withFolder } from "../../counts/release/folders.ts";
import { assertWellBehaved, runHere, type Said } from "./command_fuzz.ts";
import { anyBytes, mutated, mutatedJson } from "./mutations.ts";

const MEALS = "tests/counts/release/fixtures/school_meals";
const MEALS_FILES = Object.fromEntries(
  ["datapackage.json", "served.csv", "returned.csv"].map((name) => [
    name,
    Deno.readTextFileSync(join(MEALS, name)),
  ]),
);
/** FUZZ_TIMES=20 looks twenty times as long. */
const TIMES = Number(Deno.env.get("FUZZ_TIMES") ?? 1);
/** Enough for what a slow machine does, and far from what hangs. */

/** Audits a release of which one file holds something else; also under an assumption that has relations. */
async function fuzzAudit(
  file: string,
  contents: fc.Arbitrary<string | Uint8Array>,
  numRuns: number,
): Promise<void> {
  await withFolder(MEALS_FILES, (folder) =>
    fc.assert(
      fc.asyncProperty(contents, async (content) => {
        const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
        await Deno.writeFile(join(folder, file), bytes);
        assertWellBehaved(await runHere(audit, [folder]));
      }),
      { numRuns: numRuns * TIMES },
    ));
}

Deno.test("audit takes or refuses any bytes in place of a CSV", () =>
  fuzzAudit("served.csv", anyBytes, 60));

Deno.test("audit takes or refuses any edits of a CSV", () =>
  fuzzAudit("returned.csv", mutated(MEALS_FILES["returned.csv"]!), 120));

Deno.test("audit takes or refuses any counts and marks, and bounds what it takes", () => {
  const cell = fc.oneof(
    fc.constantFrom("<5", "x", "0", "1", "9007199254740991"),
    fc.nat(200).map(String),
    fc.maxSafeNat().map(String),
  );
  const lines = MEALS_FILES["served.csv"]!.trimEnd().split("\n");
  const counts = fc.array(fc.array(cell, { minLength: 8, maxLength: 8 }), {
    minLength: lines.length - 1,
    maxLength: lines.length - 1,
  });
  return fuzzAudit(
    "served.csv",
    counts.map((rows) =>
      [
        lines[0],
        ...rows.map((row, index) => {
          const fields = lines[index + 1]!.split(",");
          return fields.map((field, at) => /^(\d+|<5|x)$/.test(field) ? row[at % 8] : field).join(
            ",",
          );
        }),
        "",
      ].join("\n")
    ),
    80,
  );
});

Deno.test("audit takes or refuses any bytes in place of a descriptor", () =>
  fuzzAudit("datapackage.json", anyBytes, 60));

Deno.test("audit takes or refuses a descriptor in which any value is another", () =>
  fuzzAudit("datapackage.json", mutatedJson(JSON.parse(MEALS_FILES["datapackage.json"]!)), 150));

const NOTEBOOK = JSON.parse(Deno.readTextFileSync("tests/notebooks/page/fixtures/outputs.ipynb"));
const HOSTILE = JSON.parse(Deno.readTextFileSync("tests/notebooks/page/fixtures/hostile.ipynb"));

/** A page is there whole or not at all, and nothing beside it. */
async function assertWholeOrNone(folder: string, said: Said): Promise<void> {
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  if (said.status === 0) {
    assert.deepEqual(names, ["a.html", "a.ipynb"]);
    const page = await Deno.readTextFile(join(folder, "a.html"));
    assert.match(page, /^<!doctype html>[^]*<\/html>\s*$/i);
    await Deno.remove(join(folder, "a.html"));
  } else assert.deepEqual(names, ["a.ipynb"]);
}

async function fuzzReport(
  contents: fc.Arbitrary<string | Uint8Array>,
  numRuns: number,
): Promise<void> {
  await withFolder({}, (folder) =>
    fc.assert(
      fc.asyncProperty(contents, async (content) => {
        const path = join(folder, "a.ipynb");
        const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
        await Deno.writeFile(path, bytes);
        const said = await runHere(report, [path, "--no-execute", "--out", folder]);
        assertWellBehaved(said);
        await assertWholeOrNone(folder, said);
      }),
      { numRuns: numRuns * TIMES },
    ));
}

Deno.test("report shows or refuses any bytes in place of a notebook", () =>
  fuzzReport(anyBytes, 10));

Deno.test("report shows or refuses any edits of a notebook", () =>
  fuzzReport(
    fc.oneof(...[NOTEBOOK, HOSTILE].map((value) => mutated(JSON.stringify(value, null, 1)))),
    15,
  ));

Deno.test("report shows or refuses a notebook in which any value is another", () =>
  fuzzReport(fc.oneof(mutatedJson(NOTEBOOK), mutatedJson(HOSTILE)), 20));

Deno.test("audit and report behave so as processes of their own too", async () => {
  const files = {
    "datapackage.json": JSON.stringify(DESCRIPTOR),
    "received.csv": RECEIVED,
    "a.ipynb": "",
  };
  await withFolder(files, async (folder) => {
    const contents = fc.sample(fc.oneof(anyBytes, mutated(RECEIVED)), { numRuns: 4, seed: 7 });
    for (const content of contents) {
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      await Deno.writeFile(join(folder, "received.csv"), bytes);
      await Deno.writeFile(join(folder, "a.ipynb"), bytes);
      assertWellBehaved(await runTask("audit", [folder]));
      const path = join(folder, "a.ipynb");
      const said = await runTask("report", [path, "--out", folder]);
      assert.equal(said.status, 1);
      assertWellBehaved(said);
    }
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
    assert.deepEqual(names, ["a.ipynb", "datapackage.json", "received.csv"]);
  });
});
