/** What README.md says is true: every code block is run as a reader would run it, in a copy of the project. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { CodeCell } from "../src/notebooks/ipynb/format.ts";
import { checkNotebooks } from "../src/project/check.ts";
import { runNotebook } from "../src/notebooks/run/run.ts";
import { notebookOf } from "./notebooks/run/notebooks.ts";
import { type Block, blocksOf } from "./readme_blocks.ts";

const README = await Deno.readTextFile("README.md");
const BLOCKS = blocksOf(README);
const { tasks } = JSON.parse(await Deno.readTextFile("deno.json"));
const of = (...languages: string[]) =>
  BLOCKS.filter(({ language }) => languages.includes(language));

/** The tasks that are not run here, and why. */
const NOT_RUN: Readonly<Record<string, string>> = { test: "it would run this test again" };

/** Gives a copy of what a clone would hold, with what is not committed yet, and removes it. */
async function inCopy<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await Deno.makeTempDir({ prefix: "readme-test-" });
  try {
    const { stdout } = await new Deno.Command("git", {
      args: ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    }).output();
    for (const path of new TextDecoder().decode(stdout).split("\0").filter(Boolean)) {
      await Deno.mkdir(join(folder, path, ".."), { recursive: true });
      await Deno.copyFile(path, join(folder, path)).catch((error) => {
        // Removed from the tree, and not committed yet.
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      });
    }
    return await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("README.md has code blocks of known languages only, so that none goes untested", () => {
  assert.ok(of("ts").length >= 6 && of("sh").length >= 1);
  for (const { language, line } of BLOCKS) {
    const isKnown = ["ts", "sh", "", "text"].includes(language) || /^csv [\w.-]+$/.test(language);
    assert.ok(isKnown, `README.md:${line}: ${language}`);
  }
  const fences = README.match(/^ *```/gm)!.length;
  assert.equal(fences, 2 * BLOCKS.length);
});

Deno.test("README.md's cells are right to the type checker, run on the kernel, and show what they promise", () =>
  inCopy(async (folder) => {
    const cells = of("ts");
    const mine = join(folder, "notebooks", "mine");
    await Deno.mkdir(mine);
    const { notebook } = await runNotebook(notebookOf(...cells.map(({ code }) => code)), {
      name: "README.md",
      cwd: mine,
    });
    const shown = notebook.cells.map((cell) => (cell as CodeCell).outputs);
    for (const [index, { code, line }] of cells.entries()) {
      assert.equal(shown[index]!.length, code.includes("await show(") ? 1 : 0, `README.md:${line}`);
    }
    const texts = shown.map(([output]) =>
      output && "data" in output ? String(output.data["text/plain"]) : ""
    );
    const [, lenient, chart, rates, small, sums] = texts;
    assert.equal(lenient!.match(/ unbounded$/gm)?.length, 16);
    assert.match(chart!, /^Received/);
    assert.match(rates!, /^AI · Francophone +2022\* +13 +12 +0\.92$/m);
    assert.equal(small!.match(/^(Refused|Accepted) /gm)?.length, 5);
    assert.match(sums!, /^mifi-28731 +Received +16 +2 +1,434 +–$/m);
    const files = [...Deno.readDirSync(mine)].map(({ name }) => name);
    assert.deepEqual(files.sort(), ["ranges.csv", "ranges.parquet", "received.svg"]);
    const own = join(mine, "own.ipynb");
    await Deno.writeTextFile(own, JSON.stringify(notebook));
    await checkNotebooks([own]);
  }));

/** The files that blocks of CSV before a line ask the reader to save. */
const savedBefore = (line: number) =>
  BLOCKS.filter((block) => block.line < line && block.language.startsWith("csv "))
    .map(({ language, code }) => ({ name: language.slice(4), content: `${code}\n` }));

for (const { code, line } of of("sh")) {
  const commands = code.split("\n").filter((command) => !/^\s*(#|$)/.test(command));
  Deno.test(`README.md:${line}: each command runs, one after the other`, (t) =>
    inCopy(async (folder) => {
      for (const { name, content } of savedBefore(line)) {
        await Deno.writeTextFile(join(folder, name), content);
      }
      for (const command of commands) {
        const [, task, rest = ""] =
          /^(?:npx --yes )?deno(?:@[\d.]+)? task ([\w-]+)(.*)$/.exec(command) ?? [];
        const why = task === undefined ? undefined : NOT_RUN[task];
        const name = why ? `${command} (only its task is looked up: ${why})` : command;
        await t.step(name, async () => {
          assert.ok(task, "a command of a kind that this test cannot run");
          assert.ok(tasks[task], `there is no task "${task}"`);
          if (why !== undefined) return;
          const { code, stderr } = await new Deno.Command(Deno.execPath(), {
            args: ["task", task, ...rest.split(/\s+/).filter(Boolean)],
            cwd: folder,
            env: { INIT_CWD: "", JUPYTER_DATA_DIR: join(folder, "jupyter") },
            stdin: "null",
          }).output();
          assert.equal(code, 0, new TextDecoder().decode(stderr));
        });
      }
    }));
}

/** Paths as prose and diagrams write them: with a slash, and none of the stand-ins in capitals. */
function pathsIn(text: string): string[] {
  return [...text.matchAll(/(?<![\w./:-])(?:\.?[\w-]+\/)+[\w.*-]*/g)]
    .map(([path]) => path.replace(/[.,)]+$/, ""))
    .filter((path) => /^(\.ci|\.vscode|src|tests|data|notebooks|docs)\//.test(path))
    // What readers make themselves.
    .filter((path) => !/^(notebooks\/mine|data\/permits)(\/|$)/.test(path));
}

Deno.test("README.md names no path of the project that is not there", async () => {
  // Commands make paths that a clone has not; they are run.
  const prose = README.replaceAll(/^( *)```sh\n[^]*?^ *```$/gm, "");
  const paths = new Set(pathsIn(prose));
  assert.ok(paths.size > 10);
  for (const block of of("", "text") as Block[]) {
    assert.ok(pathsIn(block.code).length > 0, `README.md:${block.line} names no path`);
  }
  // What git leaves alone is made by who uses it.
  const ignored = (await Deno.readTextFile(".gitignore")).split("\n");
  for (const path of paths) {
    if (ignored.includes(`/${path}`)) continue;
    await assert.doesNotReject(Deno.stat(path), `README.md names ${path}`);
  }
});

Deno.test("README.md has a row for each task of deno.json, and for nothing else", () => {
  const table = README.slice(README.indexOf("\n## Tasks\n")).split("\n\n| task | does |")[1]!.split(
    "\n\n",
  )[0]!;
  const rows = table.split("\n").flatMap((row) =>
    [...row.split("|")[1]?.matchAll(/`([\w:-]+)/g) ?? []].map(([, task]) => task!)
  );
  assert.deepEqual(rows.sort(), Object.keys(tasks).sort());
});
