/** `deno task verify` on a copy of the project, with something changed. */
import assert from "node:assert/strict";
import { Project } from "./project.ts";

const NOTEBOOK = "notebooks/en/01_outcomes.ipynb";

Deno.test("verify names the cell, the figure and both numbers when the data changed", async () => {
  await using project = await Project.make({});
  await project.copy("notebooks");
  await project.edit("data/28731/received.csv", (text) => text.replace("314", "315"));
  const broken = await project.run("verify", [NOTEBOOK]);
  assert.equal(broken.code, 1);
  assert.match(broken.stderr, /^error: .*cell 3 \(load\): it fails: .*"received\.csv".*sha256:/m);
  assert.match(broken.stderr, /^error: .*\d+ more cells fail after cell 3$/m);

  await project.edit(
    "data/28731/datapackage.json",
    (text) => text.replaceAll(/\s*"hash": "sha256:[0-9a-f]+",?/g, ""),
  );
  const saved = await Deno.readTextFile(project.path(NOTEBOOK));
  const { code, stderr } = await project.run("verify", [NOTEBOOK]);
  assert.equal(code, 1);
  const lines = stderr.split("\n");
  for (
    const expected of [
      /^error: notebooks\/en\/01_outcomes\.ipynb, cell 7 \(figure-2023\), figure “.*” \(figure-.*\): .*“116” → “117”/,
      /^error: .*, cell \d+ \(letter\), table “The 48 counts of the letter” .*“314” → “315”/,
    ]
  ) assert.ok(lines.some((line) => expected.test(line)), `${expected}\n${stderr}`);
  assert.equal(await Deno.readTextFile(project.path(NOTEBOOK)), saved, "verify writes nothing");

  // The claims that the last notebook checks do not hold any more.
  const claims = "notebooks/en/03_method.ipynb";
  const before = await Deno.readTextFile(project.path(claims));
  const update = await project.run("verify", [claims, "--update"]);
  assert.equal(update.code, 1);
  assert.match(
    update.stderr,
    /\(claims\): it fails: Error: The data do not bear out: "2023: 661 received/,
  );
  assert.match(update.stderr, /a notebook with a cell that fails is not saved/);
  assert.equal(await Deno.readTextFile(project.path(claims)), before);
});

Deno.test("verify --update saves what a notebook shows now, to the byte as it is in the repository", async () => {
  await using project = await Project.make({});
  await project.copy("notebooks");
  const saved = await Deno.readTextFile(project.path(NOTEBOOK));
  await project.edit(NOTEBOOK, (text) => text.replace(">173<", ">174<"));
  const { code, stderr } = await project.run("verify", [NOTEBOOK]);
  assert.equal(code, 1);
  assert.match(stderr, /“174” → “173”/);

  const update = await project.run("verify", [NOTEBOOK, "--update"]);
  assert.deepEqual([update.code, update.stderr.includes("error")], [0, false]);
  assert.ok(await Deno.readTextFile(project.path(NOTEBOOK)) === saved);
  assert.equal((await project.run("verify", [NOTEBOOK])).code, 0);
});
