/** What README.md and docs/ tell a user to type is run as a reader would run it, in a copy of the project. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { CodeCell } from "../../src/notebooks/ipynb/format.ts";
import { checkNotebooks } from "../../src/project/check.ts";
import { runNotebook } from "../../src/notebooks/run/run.ts";
import { notebookOf } from "../notebooks/run/notebooks.ts";
import { type Guide, readGuide } from "../guides.ts";

const { tasks } = JSON.parse(await Deno.readTextFile("deno.json"));

/** The tasks that are not run here, and why. */
const NOT_RUN: Readonly<Record<string, string>> = {
  "test": "it takes long, and CI runs it by itself",
  "test:long": "it would run this test again",
  "test:browser": "CI runs it by itself",
  "verify": "CI runs it by itself",
};

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

Deno.test("docs/cells.md's cells are right to the type checker, run on the kernel, and show what they promise", () =>
  inCopy(async (folder) => {
    const cells = (await readGuide("docs/cells.md")).blocks.filter(({ language }) =>
      language === "ts"
    );
    const mine = join(folder, "notebooks", "mine");
    const { notebook } = await runNotebook(notebookOf(...cells.map(({ code }) => code)), {
      name: "cells.md",
      cwd: mine,
    });
    const shown = notebook.cells.map((cell) => (cell as CodeCell).outputs);
    for (const [index, { code, line }] of cells.entries()) {
      assert.equal(
        shown[index]!.length,
        code.includes("await show(") ? 1 : 0,
        `docs/cells.md:${line}`,
      );
    }
    const texts = shown.map(([output]) =>
      output && "data" in output ? String(output.data["text/plain"]) : ""
    );
    const [, lenient, chart, rates, small, sums] = texts;
    assert.equal(lenient!.match(/ unbounded$/gm)?.length, 16);
    assert.match(chart!, /^Received/);
    assert.match(rates!, /^AI · Francophone +2022 \(from 22 April\) +13 +12 +0\.9231$/m);
    assert.equal(small!.match(/^(Refused|Accepted) /gm)?.length, 5);
    assert.match(sums!, /^mifi-28731 +Received +16 +2 +1,434 +–$/m);
    assert.equal(texts.at(-1), "3");
    const files = [...Deno.readDirSync(mine)].map(({ name }) => name);
    assert.deepEqual(files.sort(), [
      "deno.json",
      "ranges.csv",
      "ranges.parquet",
      "received.png",
      "received.svg",
    ]);
    const own = join(mine, "own.ipynb");
    await Deno.writeTextFile(own, JSON.stringify(notebook));
    await checkNotebooks([own]);
  }));

/** The files that blocks of CSV before a line ask the reader to save. */
const savedBefore = ({ blocks }: Guide, line: number) =>
  blocks.filter((block) => block.line < line && block.language.startsWith("csv "))
    .map(({ language, code }) => ({ name: language.slice(4), content: `${code}\n` }));

const commands =
  (await Promise.all(["README.md", "docs/letter.md", "CONTRIBUTING.md"].map(readGuide)))
    .flatMap((guide) =>
      guide.blocks.filter(({ language }) => language === "sh").map((block) => ({ guide, ...block }))
    );

for (const { guide, code, line } of commands) {
  const lines = code.split("\n").filter((command) => !/^\s*(#|$)/.test(command));
  Deno.test(`${guide.path}:${line}: each command runs, one after the other`, (t) =>
    inCopy(async (folder) => {
      for (const { name, content } of savedBefore(guide, line)) {
        await Deno.writeTextFile(join(folder, name), content);
      }
      for (const command of lines) {
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
