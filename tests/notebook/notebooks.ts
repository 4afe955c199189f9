/** Notebooks from literal cells, and what a run must not leave behind. */
import assert from "node:assert/strict";
import { NotebookError } from "../../src/errors.ts";
import type { CodeCell, Notebook, Output } from "../../src/notebook/format.ts";
import { runNotebook, type RunNotebookOptions } from "../../src/notebook/run.ts";

/** A notebook of code cells. */
export function notebookOf(...sources: string[]): Notebook {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: sources.map((source, index): CodeCell => ({
      cell_type: "code",
      id: `c${index + 1}`,
      metadata: {},
      source,
      outputs: [],
      execution_count: null,
    })),
  };
}

/** Runs cells in a folder of their own, and checks that no kernel and no file is left. */
export async function run(
  sources: readonly string[] | Notebook,
  options: Partial<RunNotebookOptions> = {},
): Promise<{ outputs: Output[][]; notebook: Notebook }> {
  const folder = await Deno.makeTempDir({ prefix: "run-test-" });
  const before = await leftovers();
  try {
    const notebook = "cells" in sources ? sources : notebookOf(...sources);
    const result = await runNotebook(notebook, { name: "a.ipynb", cwd: folder, ...options });
    const outputs = result.notebook.cells.map((cell) => (cell as CodeCell).outputs);
    return { outputs, notebook: result.notebook };
  } finally {
    await Deno.remove(folder, { recursive: true });
    assert.deepEqual(await leftovers(), before);
  }
}

/** The error of a run that must fail. */
export async function failure(
  sources: readonly string[],
  options: Partial<RunNotebookOptions> = {},
): Promise<NotebookError> {
  try {
    await run(sources, options);
  } catch (error) {
    assert.ok(error instanceof NotebookError, String(error));
    assert.doesNotMatch(error.message, /\n\s+at /, "no stack trace");
    return error;
  }
  return assert.fail("the run did not fail");
}

/** The text of a cell's stream. */
export function streamText(outputs: readonly Output[], name = "stdout"): string {
  return outputs.map((output) =>
    output.output_type === "stream" && output.name === name ? output.text : ""
  ).join("");
}

/** Kernels that this process started and are still there, and their connection folders. */
async function leftovers(): Promise<string[]> {
  const { stdout } = await new Deno.Command("ps", { args: ["-A", "-o", "ppid=,stat=,args="] })
    .output();
  const kernels = new TextDecoder().decode(stdout).split("\n").filter((line) => {
    const [parent, state] = line.trim().split(/\s+/);
    return Number(parent) === Deno.pid && !state?.startsWith("Z") && line.includes(PREFIX);
  });
  const folders: string[] = [];
  for await (const { name } of Deno.readDir(TEMPORARY)) {
    if (name.startsWith(PREFIX)) folders.push(name);
  }
  return [...kernels, ...folders].sort();
}

/** A place for temporary files that no other process uses, so that what is found there is this one's. */
const before = Deno.env.get("TMPDIR");
const TEMPORARY = await Deno.makeTempDir({ prefix: "notebook-tests-" });
Deno.env.set("TMPDIR", TEMPORARY);
addEventListener("unload", () => {
  // Test files share the environment.
  if (before === undefined) Deno.env.delete("TMPDIR");
  else Deno.env.set("TMPDIR", before);
  Deno.removeSync(TEMPORARY, { recursive: true });
});

/** What the folder of a connection file is called. */
const PREFIX = "notebook-kernel-";
