/** No stale page, and nothing run in vain: a small project, changed in one way after another. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { tracelessUse } from "../../src/cli/freeze/opaque.ts";
import { HERE, Project } from "./project.ts";

Deno.test("report runs again exactly the notebooks that a change touches", async () => {
  await using project = await Project.make({
    "en/data": [
      `import { loadRelease, releaseFolder } from "../../src/mod.ts";`,
      `(await loadRelease(releaseFolder("28731"))).tables.length`,
    ],
    "en/module": [`import { outer } from "./outer.ts";\nouter()`, `"nothing else"`],
    "fr/file": [
      `import { existsSync } from "node:fs";\nexistsSync("late.txt")`,
      `[...Deno.readDirSync("folder")].length`,
      `Deno.env.get("SOME_VARIABLE") ?? "none"`,
    ],
  });
  await project.write("notebooks/en/outer.ts", `export { inner as outer } from "./inner.ts";`);
  await project.write("notebooks/en/inner.ts", `export const inner = () => "one";`);
  await project.write("notebooks/fr/folder/a.txt", "a");
  const all = ["en/data", "en/module", "fr/file"];
  const page = "dist/report.en.html";

  const steps: readonly (readonly [
    what: string,
    change: () => Promise<unknown> | unknown,
    ran: readonly string[],
    wrote: boolean,
  ])[] = [
    ["first", () => {}, all, true],
    ["nothing", () => {}, [], false],
    [
      "a module of a module",
      () => project.edit("notebooks/en/inner.ts", (text) => text.replace("one", "two")),
      ["en/module"],
      true,
    ],
    [
      "the data",
      () => project.edit("data/28731/datapackage.json", (text) => `${text}\n`),
      ["en/data"],
      true,
    ],
    [
      "a module that only the data's notebook imports",
      () => project.edit("src/release/csv.ts", (text) => `${text}// end\n`),
      ["en/data"],
      true,
    ],
    [
      "the style of the page",
      () => project.edit("src/report/style.css", (text) => `${text}\n/* end */\n`),
      [],
      true,
    ],
    [
      "a code cell",
      () =>
        project.save(
          "en/module",
          `import { outer } from "./outer.ts";\nouter()`,
          `"something else"`,
        ),
      ["en/module"],
      true,
    ],
    ["a file that a cell looked for in vain", () => project.write("notebooks/fr/late.txt", ""), [
      "fr/file",
    ], true],
    ["a folder that a cell listed", () => project.write("notebooks/fr/folder/b.txt", ""), [
      "fr/file",
    ], true],
    ["a file that nothing reads", () => project.write("notebooks/fr/unread.txt", ""), [], false],
    ["a picture beside a notebook", () => project.write("notebooks/fr/a.svg", "<svg/>"), [], true],
    [
      "the page itself",
      () => project.edit(page, (text) => text.replace("<h1", "<h1 hidden")),
      [],
      true,
    ],
    ["the page is gone", () => Deno.remove(project.path(page)), [], true],
    [
      "an executed notebook",
      () => project.edit("dist/notebooks/en/module.ipynb", (text) => text.replace("two", "six")),
      ["en/module"],
      true,
    ],
    [
      "the import map",
      () =>
        project.edit(
          "deno.json",
          (text) => text.replace(`"imports": {`, `"imports": { "new": "./new.ts",`),
        ),
      all,
      true,
    ],
    ["the lock", () => project.edit("deno.lock", (text) => `${text}\n`), all, true],
    [
      "the record is cut",
      () => project.edit("dist/.inputs.json", (text) => text.slice(0, 99)),
      all,
      true,
    ],
  ];
  for (const [what, change, ran, wrote] of steps) {
    await change();
    const outcome = await project.report();
    assert.deepEqual(outcome.ran, ran, `${what}: ${outcome.said}`);
    assert.equal(outcome.wrote, wrote, `${what}: ${outcome.said}`);
  }

  const other = { SOME_VARIABLE: "set" };
  assert.deepEqual((await project.report({ env: other })).ran, ["fr/file"], "a variable");
  assert.deepEqual((await project.report({ env: other })).ran, [], "the same variable");
  assert.deepEqual((await project.report({ env: { ...other, TZ: "Asia/Tokyo" } })).ran, all, "TZ");
  const fixed = { ...other, TZ: "Asia/Tokyo", SOURCE_DATE_EPOCH: "0" };
  assert.deepEqual((await project.report({ env: fixed })).ran, all, "the fixed time");
  assert.equal((await project.report({ env: fixed })).wrote, false);
  const later = await project.report({ env: { ...fixed, SOURCE_DATE_EPOCH: "9" } });
  assert.deepEqual([later.ran, later.wrote], [[], true], "another fixed time");
  assert.deepEqual((await project.report({ args: ["--fresh"] })).ran, all, "--fresh");

  const text = await Deno.readTextFile(project.path(page));
  assert.match(text, /two/, "the page shows the last edit");
  const explained = await project.report({ env: { TZ: "UTC" } });
  assert.match(explained.said, /en\/data\.ipynb: is run: environment variable TZ changed/);
});

Deno.test("report runs a notebook each time whose inputs leave no trace", async () => {
  await using project = await Project.make({
    "en/clock": [`new Date().getFullYear() > 2000`],
    "en/network": [`await fetch("http://127.0.0.1:1/").then(() => "up", () => "down")`],
    "en/plain": [`1 + 1`],
    "en/through": [`import { now } from "./now.ts";\nnow() > 0`],
  });
  await project.write("notebooks/en/now.ts", `export const now = () => Date.now();`);
  assert.equal((await project.report()).ran.length, 4);
  const { ran, said } = await project.report();
  assert.deepEqual(ran, ["en/clock", "en/network", "en/through"]);
  assert.match(said, /en\/clock\.ipynb: is run: it depends on time or chance/);
  assert.match(
    said,
    /en\/through\.ipynb: is run: it imports notebooks\/en\/now\.ts, which depends on time/,
  );
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

Deno.test("what a notebook imports of this project depends on nothing without a trace", async () => {
  const allowed = ["may read files by native code", "names a web address"];
  for (const room of ["release", "frames", "bounds", "guard", "figures", "locale"]) {
    for await (const { name, isFile } of Deno.readDir(join(HERE, "src", room))) {
      if (!isFile) continue;
      const use = tracelessUse(await Deno.readTextFile(join(HERE, "src", room, name)));
      assert.ok(use === undefined || allowed.includes(use), `src/${room}/${name} ${use}`);
    }
  }
});
