/** Tens of megabytes from a cell, on the real kernel. */
import assert from "node:assert/strict";
import { failure, run, streamText } from "../notebooks/run/notebooks.ts";

Deno.test("runNotebook() cuts what a cell shows past 32 MB, in one piece or in many, says so, and goes on", async () => {
  const { outputs, notes } = await run([
    `console.log("x".repeat(4e7)); console.log("on");`,
    `for (let i = 0; i < 40; i++) console.log("y".repeat(1e6));`,
    `console.log("gone".repeat(9e6)); await Deno.jupyter.broadcast("clear_output", { wait: false });`,
    `console.log("end");`,
  ]);
  const cut = "[this cell's output is cut: it may take up 32 MB]\n";
  assert.deepEqual(outputs.map((cell) => streamText(cell, "stderr")), [cut, cut, "", ""]);
  assert.equal(streamText(outputs[0]!), "on\n");
  assert.equal(streamText(outputs[1]!), ("y".repeat(1e6) + "\n").repeat(31));
  assert.equal(streamText(outputs[3]!), "end\n");
  assert.deepEqual(
    notes,
    [1, 2].map((cell) =>
      `"a.ipynb", cell ${cell}: this cell's output is cut: it may take up 32 MB`
    ),
  );
});

Deno.test("an error whose message is too long to be held fails its cell all the same", async () => {
  const { message } = await failure([`throw new Error("x".repeat(2e7));`]);
  assert.equal(message, 'Cannot run "a.ipynb", cell 1: Error: (too long to be shown)');
});
