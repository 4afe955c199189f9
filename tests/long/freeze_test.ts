/** No stale page, and nothing run in vain: a small project, changed in one way after another. */
import assert from "node:assert/strict";
import { Project } from "../project/project.ts";

Deno.test("report runs again what a change may touch, and nothing where nothing changed", async () => {
  await using project = await Project.make({ "en/a": ["40 + 2"], "en/b": ["1"], "fr/a": ["2"] });
  const all = ["en/a", "en/b", "fr/a"];
  const page = "dist/report.en.html";
  const edit = (name: string) => () => project.edit(name, (text) => `${text}\n`);
  const steps: readonly (readonly [
    what: string,
    change: () => Promise<unknown> | unknown,
    ran: readonly string[],
    wrote: boolean,
  ])[] = [
    ["first", () => {}, all, true],
    ["nothing", () => {}, [], false],
    ["a cell", () => project.save("en/b", "3"), ["en/b"], true],
    ["a source", edit("src/counts/release/csv.ts"), all, true],
    ["deno.json", edit("deno.json"), all, true],
    [
      "a file beside a notebook",
      () => project.write("notebooks/en/a.svg", "<svg/>"),
      ["en/a", "en/b"],
      true,
    ],
    [
      "an executed notebook",
      () => project.edit("dist/notebooks/en/a.ipynb", (text) => text.replace("42", "43")),
      ["en/a"],
      true,
    ],
    ["a page", () => project.edit(page, (text) => text.replace("<h1", "<h1 hidden")), [], true],
    ["a page is gone", () => Deno.remove(project.path(page)), [], true],
    [
      "the record is cut",
      () => project.edit("dist/.inputs.json", (text) => text.slice(0, 99)),
      all,
      true,
    ],
    [
      "a notebook of one's own",
      () => project.save("mine/c", `throw new Error("not the report's")`),
      [],
      false,
    ],
  ];
  for (const [what, change, ran, wrote] of steps) {
    await change();
    const outcome = await project.report();
    assert.deepEqual(outcome.ran, ran, `${what}: ${outcome.said}`);
    assert.equal(outcome.wrote, wrote, `${what}: ${outcome.said}`);
  }
  const { ran, wrote } = await project.report({ env: { SOURCE_DATE_EPOCH: "9" } });
  assert.deepEqual([ran, wrote], [[], true], "another time to write on the page");
  assert.deepEqual((await project.report({ args: ["--fresh"] })).ran, all, "--fresh");
});

Deno.test("report without --out writes to the project's dist/, wherever the notebook lies", async () => {
  await using project = await Project.make({ "en/a": ["1"] });
  await using other = await Project.make({ "own": ["2"] });
  const before = [...Deno.readDirSync(other.path("notebooks"))];
  const { code, stdout, stderr } = await project.run("report", ["own.ipynb"], {
    INIT_CWD: other.path("notebooks"),
  });
  assert.equal(code, 0, stderr);
  assert.equal(stdout.trim(), project.path("dist/own.html"));
  assert.deepEqual([...Deno.readDirSync(other.path("notebooks"))], before);
});

Deno.test("report writes nothing and forgets nothing when a notebook fails", async () => {
  await using project = await Project.make({ "en/a": [`"first"`], "en/b": [`1`] });
  await project.report();
  await project.save("en/a", `throw new Error("no luck")`);
  await assert.rejects(project.report(), /no luck/);
  await project.save("en/a", `"first"`);
  const { ran, wrote } = await project.report();
  assert.deepEqual([ran, wrote], [[], false]);
});
