/** `deno task verify` on a project of its own, with something changed. */
import assert from "node:assert/strict";
import { Project } from "./project.ts";

const NOTEBOOK = "notebooks/en/a.ipynb";
/** A notebook of which a file of its own says what it shows. */
const CELLS = [
  `const count = Number(Deno.readTextFileSync("count.txt"));`,
  `await Deno.jupyter.display({
  "text/html": '<table id="t"><caption>Meals</caption><tr><th>Year</th><th>Count</th></tr>' +
    "<tr><th>2030</th><td>" + count + "</td></tr></table>",
}, { raw: true });`,
  `if (count > 66) throw new Error("too many");`,
  `console.log("after");`,
];

async function saved(): Promise<Project> {
  const project = await Project.make({ "en/a": CELLS });
  await project.write("notebooks/en/count.txt", "65");
  const { code, stderr } = await project.run("verify", ["--update"]);
  assert.equal(code, 0, stderr);
  return project;
}

Deno.test("verify names the cell, the table and both numbers, writes nothing, and --update saves", async () => {
  await using project = await saved();
  const before = await Deno.readTextFile(project.path(NOTEBOOK));
  assert.deepEqual((await project.run("verify")).code, 0);

  await project.write("notebooks/en/count.txt", "66");
  const { code, stderr } = await project.run("verify", [NOTEBOOK]);
  assert.equal(code, 1);
  assert.match(
    stderr,
    /^error: notebooks\/en\/a\.ipynb, cell 2 \(c2\), table “Meals” \(t\): 2030 · Count: “65” → “66”$/m,
  );
  assert.equal(await Deno.readTextFile(project.path(NOTEBOOK)), before);

  assert.equal((await project.run("verify", ["--update"])).code, 0);
  assert.equal(
    await Deno.readTextFile(project.path(NOTEBOOK)),
    before.replace("<td>65</td>", "<td>66</td>"),
  );
});

Deno.test("verify tells the first cell that fails, and saves no notebook that has one", async () => {
  await using project = await saved();
  const before = await Deno.readTextFile(project.path(NOTEBOOK));
  await project.write("notebooks/en/count.txt", "67");
  const { code, stderr } = await project.run("verify", ["--update"]);
  assert.equal(code, 1);
  assert.match(stderr, /^error: .*cell 3 \(c3\): it fails: Error: too many$/m);
  assert.match(stderr, /a notebook with a cell that fails is not saved/);
  assert.equal(await Deno.readTextFile(project.path(NOTEBOOK)), before);
});
