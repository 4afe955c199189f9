/** Notebooks from literal cells, and what a run must not leave behind. */
import assert from "node:assert/strict";
import { NotebookError } from "../../../src/text/errors.ts";
import type { CodeCell, Notebook, Output } from "../../../src/notebooks/ipynb/format.ts";
import { runNotebook, type RunNotebookOptions } from "../../../src/notebooks/run/run.ts";

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

/** Runs cells in a folder of their own, and checks that no kernel is left. */
export async function run(
  sources: readonly string[] | Notebook,
  options: Partial<RunNotebookOptions> = {},
): Promise<{ outputs: Output[][]; notebook: Notebook; notes: readonly string[] }> {
  const folder = await Deno.makeTempDir({ prefix: "run-test-" });
  try {
    const notebook = "cells" in sources ? sources : notebookOf(...sources);
    const result = await runNotebook(notebook, { name: "a.ipynb", cwd: folder, ...options });
    const outputs = result.notebook.cells.map((cell) => (cell as CodeCell).outputs);
    return { outputs, ...result };
  } finally {
    await Deno.remove(folder, { recursive: true });
    // What was killed takes a moment to be gone, on a busy machine a long one.
    const deadline = performance.now() + 30_000;
    while ((await leftovers()).length > 0 && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.deepEqual(await leftovers(), []);
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

/** What is left of the groups of the kernels that this file started. */
async function leftovers(): Promise<string[]> {
  const { stdout } = await new Deno.Command("ps", { args: ["-A", "-o", "pgid=,stat=,args="] })
    .output();
  return new TextDecoder().decode(stdout).split("\n").filter((line) => {
    const [group, state] = line.trim().split(/\s+/);
    return started.has(Number(group)) && !state?.startsWith("Z");
  });
}

/** Process groups of all kernels so far: other files run beside this one, and have their own. */
const started = new Set<number>();
const { spawn } = Deno.Command.prototype;
Deno.Command.prototype.spawn = function () {
  const child = spawn.call(this);
  started.add(child.pid);
  return child;
};
