/** `notebook-report` as the README has it installed, in a folder that has never seen this repository. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { formatNotebook } from "../../src/notebooks/ipynb/format.ts";
import { notebookOf } from "../notebooks/run/notebooks.ts";

const PACKAGE = new URL("../../src/notebooks/", import.meta.url);

/** The README's command line, with this clone in the place of CLONE. */
async function installArguments(): Promise<string[]> {
  const readme = await Deno.readTextFile(new URL("README.md", PACKAGE));
  const [, command] = /^deno (install [^]*?cli\.ts)$/m.exec(readme)!;
  const clone = fileURLToPath(new URL("../..", PACKAGE)).replace(/\/$/, "");
  return command!.replaceAll("\\\n", " ").split(/\s+/).map((word) =>
    word.replace("CLONE", () => clone)
  );
}

async function run(program: string, args: readonly string[], cwd: string) {
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args: [...args],
    cwd,
    env: { NO_COLOR: "1", INIT_CWD: "" },
    stdin: "null",
  }).output();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { code, out: out!, err: err! };
}

Deno.test("notebook-report, installed, writes talk.html beside talk.ipynb, whose cells import by the folder's own deno.json", async () => {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "installed-test-" }));
  try {
    const [install, ...rest] = await installArguments();
    const installed = await run(Deno.execPath(), [install!, "--root", folder, ...rest], folder);
    assert.equal(installed.code, 0, installed.err);

    const talks = join(folder, "talks");
    await Deno.mkdir(talks);
    await Deno.writeTextFile(join(talks, "deno.json"), `{ "imports": { "mine": "./mine.ts" } }`);
    await Deno.writeTextFile(join(talks, "mine.ts"), "export const answer = 42;");
    const notebook = notebookOf(`import { answer } from "mine";`, "`the answer is ${answer}`");
    await Deno.writeTextFile(join(talks, "talk.ipynb"), formatNotebook(notebook, "talk"));
    const program = join(folder, "bin", "notebook-report");
    const made = await run(program, ["talk.ipynb"], talks);
    assert.equal(made.code, 0, made.err);
    assert.equal(made.out, `${join(talks, "talk.html")}\n`);
    assert.match(await Deno.readTextFile(join(talks, "talk.html")), /the answer is 42/);

    const wrong = await run(program, ["talk.txt"], talks);
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /^error: Cannot export .*\n {2}hint: /);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
