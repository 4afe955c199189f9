/** Real runs on the real kernel. */
import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import {
  type CodeCell,
  formatNotebook,
  type Output,
  parseNotebook,
} from "../../../src/notebooks/ipynb/format.ts";
import { settled } from "../../../src/text/process.ts";
import { runNotebook, type SharedKernel } from "../../../src/notebooks/run/run.ts";
import { startNotebooks } from "../../../src/notebooks/run/run_notebooks.ts";
import { dirname } from "node:path";
import { notebookOf, run, streamText } from "./notebooks.ts";

const THOUSAND_LINES = `for (let i = 0; i < 1000; i++) console.log("line " + i);`;
const FORTY_DISPLAYS =
  `for (let i = 0; i < 40; i++) await Deno.jupyter.display({ "text/plain": "display " + i }, { raw: true });`;
const dataOf = (output: Output) => "data" in output ? output.data["text/plain"] : undefined;

Deno.test("runNotebook() keeps 1,000 lines and 40 displays, each in its own cell, every time", async () => {
  const lines = Array.from({ length: 1000 }, (_, i) => `line ${i}\n`).join("");
  const displays = Array.from({ length: 40 }, (_, i) => `display ${i}`);
  // Twenty times where there is time, as in CI.
  const rounds = Deno.env.get("FUZZ_TIMES") ? 10 : 1;
  const times = Array.from({ length: rounds }, () => [THOUSAND_LINES, FORTY_DISPLAYS]).flat();
  for (let kernel = 0; kernel < 2; kernel++) {
    const { outputs } = await run([...times, "const end = 1;"]);
    assert.deepEqual(outputs.at(-1), []);
    for (let i = 0; i < times.length; i += 2) {
      assert.equal(outputs[i]!.length, 1, `cell ${i + 1}`);
      assert.equal(streamText(outputs[i]!), lines);
      assert.deepEqual(outputs[i + 1]!.map(dataOf), displays);
    }
  }
});

Deno.test("runNotebook() shows what is written past the kernel's messages, where it stands, and says so", async () => {
  const { outputs, notes } = await run([
    `Deno.stdout.writeSync(new TextEncoder().encode("by Deno\\n"));`,
    `import process from "node:process"; console.log("before"); process.stdout.write("by Node\\n"); console.log("after");`,
    `const writer = Deno.stdout.writable.getWriter(); await writer.write(new TextEncoder().encode("as a stream\\n"));`,
    `await Deno.stderr.write(new TextEncoder().encode("amiss\\n"));`,
    `console.log("nothing else");`,
  ]);
  assert.deepEqual(
    outputs.map((cell) => streamText(cell)),
    ["by Deno\n", "before\nby Node\nafter\n", "as a stream\n", "", "nothing else\n"],
  );
  assert.equal(streamText(outputs[3]!, "stderr"), "amiss\n");
  assert.equal(notes.length, 4);
  assert.match(notes[0]!, /^"a\.ipynb", cell 1: text written past the kernel .*: "by Deno"$/);
});

Deno.test({
  name: "runNotebook() shows what programs and workers print, in the cell that ran, and says so",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const worker = "data:text/javascript,console.log('by a worker');postMessage(1)";
    const { outputs, notes } = await run([
      `await new Deno.Command("sh", { args: ["-c", "echo printed; echo amiss >&2"] }).spawn().status;
       console.log("by the cell");`,
      `import { spawnSync } from "node:child_process"; spawnSync("echo", ["by Node"], { stdio: "inherit" });`,
      `const worker = new Worker(${JSON.stringify(worker)}, { type: "module" });
       await new Promise((resolve) => worker.onmessage = resolve); worker.terminate();`,
      `console.log("nothing else");`,
      `Deno.test("a claim", () => {});`,
      `await new Deno.Command("head", { args: ["-c", "1200000", "/dev/zero"] }).spawn().status;`,
    ]);
    assert.deepEqual(outputs.slice(0, 4).map((cell) => streamText(cell)), [
      "by the cell\nprinted\n",
      "by Node\n",
      "by a worker\n",
      "nothing else\n",
    ]);
    assert.equal(streamText(outputs[0]!, "stderr"), "amiss\n");
    assert.match(streamText(outputs[4]!), /a claim \.\.\. .*ok/);
    const [, left] = /\n\[(\d+) more characters are left out\]\n/.exec(streamText(outputs[5]!)) ??
      [];
    assert.ok(Number(left) > 190_000 && Number(left) < 200_000, left);
    assert.equal(notes.length, 5);
    assert.match(notes[0]!, /^"a\.ipynb", cell 1: .* another program or a worker, .*: "printed"$/);
  },
});

Deno.test("runNotebook() shows what the last cell prints a moment later", async () => {
  const { outputs } = await run([`setTimeout(() => console.log("late"), 20);`]);
  assert.equal(streamText(outputs[0]!), "late\n");
});

Deno.test("runNotebook() numbers executed cells, and skips empty ones and Markdown", async () => {
  const notebook = notebookOf("1", "  ", "2");
  notebook.cells.splice(1, 0, { cell_type: "markdown", id: "m", metadata: {}, source: "# A" });
  const { notebook: done } = await run(notebook);
  assert.deepEqual(
    done.cells.map((cell) => cell.cell_type === "code" ? cell.execution_count : "text"),
    [1, "text", null, 2],
  );
});

Deno.test("runNotebook() clears the outputs of an earlier run", async () => {
  const notebook = notebookOf("const a = 1;");
  (notebook.cells[0] as CodeCell).outputs = [{
    output_type: "stream",
    name: "stdout",
    text: "old",
  }];
  assert.deepEqual((await run(notebook)).outputs, [[]]);
});

Deno.test("runNotebook() joins streams, keeps stderr apart and applies carriage returns", async () => {
  const { outputs } = await run([
    `console.log("a"); console.log("b");`,
    `console.error("wrong");`,
    `const write = (text: string) => Deno.jupyter.broadcast("stream", { name: "stdout", text });
     await write("10%"); await write("\\r100%\\n");`,
  ]);
  assert.deepEqual(outputs[0], [{ output_type: "stream", name: "stdout", text: "a\nb\n" }]);
  assert.equal(streamText(outputs[1]!, "stderr"), "wrong\n");
  assert.equal(streamText(outputs[2]!), "100%\n");
});

Deno.test("runNotebook() renews a display of an earlier cell and clears outputs when told", async () => {
  const display = (text: string, type = "display_data") =>
    `await Deno.jupyter.broadcast("${type}", { data: { "text/plain": "${text}" }, metadata: {}, transient: { display_id: "d" } });`;
  const { outputs } = await run([
    display("first"),
    display("second", "update_display_data"),
    `console.log("gone"); await Deno.jupyter.broadcast("clear_output", { wait: true }); console.log("kept");`,
  ]);
  assert.deepEqual(outputs[0]!.map(dataOf), ["second"]);
  assert.deepEqual(outputs[1], []);
  assert.equal(streamText(outputs[2]!), "kept\n");
});

Deno.test("runNotebook() shows the last expression, and the source of a cell stays as it was", async () => {
  const { outputs, notebook } = await run(["const n = 20;", "n + 1", "n + 2\nconst m = 1;"]);
  assert.deepEqual(outputs[0], []);
  assert.match(String(dataOf(outputs[1]![0]!)), /21/);
  assert.match(String(dataOf(outputs[2]![0]!)), /22/);
  assert.equal(notebook.cells[1]!.source, "n + 1");
});

Deno.test("runNotebook() runs on where a cell is tagged raises-exception", async () => {
  const notebook = notebookOf(`throw new Error("expected")`, `console.log("on")`);
  notebook.cells[0]!.metadata = { tags: ["raises-exception"] };
  const { outputs } = await run(notebook);
  assert.equal(outputs[0]![0]!.output_type, "error");
  assert.equal(streamText(outputs[1]!), "on\n");
});

Deno.test("runNotebook() gives a notebook that is valid nbformat 4.5, without the times of an earlier run", async () => {
  const before = notebookOf(`console.log("a")`);
  before.cells[0]!.metadata = { execution: { "iopub.status.busy": "2025-01-01" }, tags: ["a"] };
  const { notebook } = await run(before);
  const back = parseNotebook(formatNotebook(notebook, "a.ipynb"), "a.ipynb");
  assert.deepEqual(back.cells, notebook.cells);
  assert.deepEqual(notebook.cells[0]!.metadata, { tags: ["a"] });
});

Deno.test("runNotebook() starts each notebook on a fresh kernel, in the notebook's folder", async () => {
  await run(["globalThis.seen = 1;"]);
  const { outputs } = await run([
    `console.log(typeof globalThis.seen, Deno.cwd().includes("run-test-"))`,
  ]);
  assert.equal(streamText(outputs[0]!), "undefined true\n");
});

Deno.test({
  name: "runNotebook() says which programs left the kernel's session, and leaves them running",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const started =
      `await new Deno.Command("sh", { args: ["-c", "setsid sleep 611 >/dev/null 2>&1 &"] }).output();`;
    const { notes: [note, ...others] } = await run([started]);
    const [, pid] = note?.match(
      /a program .* has left its session, and still runs: sleep 611 \(process (\d+)\)$/,
    ) ?? [];
    assert.ok(pid, note);
    Deno.kill(Number(pid), "SIGKILL");
    assert.deepEqual(others, []);
  },
});

Deno.test("runNotebook() leaves its kernel to the next notebook, which counts from one, but none that failed", async () => {
  const shared: SharedKernel = { isKept: true };
  const run = (...sources: string[]) =>
    runNotebook(notebookOf(...sources), { name: "a.ipynb", cwd: "." }, shared);
  const first = await run("const a = 20;", "a + 1");
  const kept = shared.kernel!;
  await assert.rejects(run(`throw new Error("no")`));
  assert.equal(shared.kernel, undefined);
  assert.equal(await settled(kept.process.ended, 0), true);
  await run("const a = 1;");
  shared.isKept = false;
  const last = await run("const a = 40;", "a + 1");
  assert.equal(shared.kernel, undefined);
  const counts = ({ notebook }: typeof first) =>
    (notebook.cells as CodeCell[]).map(({ execution_count, outputs: [output] }) => [
      execution_count,
      output && "execution_count" in output ? output.execution_count : undefined,
      // Without colours, which NO_COLOR turns off.
      output && stripVTControlCharacters(String(dataOf(output))),
    ]);
  assert.deepEqual(counts(first), [[1, undefined, undefined], [2, 2, "21"]]);
  assert.deepEqual(counts(last), [[1, undefined, undefined], [2, 2, "41"]]);
});

Deno.test("runNotebook() leaves to the next notebook no kernel in which something still runs", async () => {
  const shared: SharedKernel = { isKept: true };
  const run = async (source: string) => {
    const { notebook } = await runNotebook(notebookOf(source), { name: "a", cwd: "." }, shared);
    return (notebook.cells[0] as CodeCell).outputs;
  };
  for (
    const source of [
      "setInterval(() => console.log('late'), 900); 0",
      "Deno.unrefTimer(setTimeout(() => console.log('late'), 900));",
      `new Worker("data:text/javascript,setInterval(() => {}, 900)", { type: "module" }); 0`,
      `fetch("http://127.0.0.1:" + Deno.listen({ port: 0 }).addr.port); 0`,
      `await new Deno.Command("sh", { args: ["-c", "exec sleep 612 &"] }).spawn().status;`,
    ]
  ) {
    await run(source);
    assert.ok(!shared.kernel, source);
  }
  assert.equal(streamText(await run("setTimeout(() => console.log('late'), 20); 0")), "late\n");
  await run("await Promise.all([1, fetch('data:,'), new Promise((done) => setTimeout(done, 9))]);");
  assert.ok(shared.kernel);
  const failing = "setTimeout(() => { throw new Error('late'); }, 20); 0";
  await assert.rejects(run(failing), /Cannot run "a", cell 1, line 1.* in the background/);
  assert.ok(!shared.kernel);
});

Deno.test("startNotebooks() runs the chapters of a folder on one kernel, and other notebooks on one each", async () => {
  const folder = await Deno.makeTempDir();
  const paths = ["en/a.ipynb", "en/b.ipynb", "fr/a.ipynb"];
  try {
    for (const path of paths) {
      await Deno.mkdir(`${folder}/${dirname(path)}`, { recursive: true });
      const cell = `[Deno.pid, globalThis.seen = (globalThis.seen ?? 0) + 1]`;
      await Deno.writeTextFile(`${folder}/${path}`, formatNotebook(notebookOf(cell), path));
    }
    const sources = paths.map((path) => ({ name: path, path: `${folder}/${path}` }));
    const seen = async (areChapters: boolean) => {
      const all = await Promise.all(startNotebooks(sources, { execute: true, areChapters }));
      const texts = all.map(({ notebook }) => dataOf((notebook.cells[0] as CodeCell).outputs[0]!));
      return texts.map((text) => String(text).match(/(?<![\d[])\d+(?=\D|$)/g));
    };
    const [a, b, c] = await seen(true);
    assert.deepEqual([a![1], b![1], c![1]], ["1", "2", "1"]);
    assert.equal(a![0], b![0]);
    assert.notEqual(a![0], c![0]);
    assert.equal(new Set((await seen(false)).map((one) => one![0])).size, 3);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
