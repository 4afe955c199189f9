/** Runs many small notebooks in one process, two at a time, and prints as JSON what it holds after every 20 of them. */
import { runNotebook } from "../../src/notebooks/run/run.ts";
import { notebookOf } from "../notebooks/run/notebooks.ts";

const RUNS = Number(Deno.args[0]);
/** Caches fill and code is compiled in the first runs. */
const WARM_UP = 60;

const notebook = notebookOf(`console.log("soak")`, `console.log("x".repeat(100_000))`);
let started = 0;

async function worker(until: number): Promise<void> {
  while (started < until) {
    started++;
    const { notebook: done } = await runNotebook(notebook, { name: "soak", cwd: "." });
    if (JSON.stringify(done).length < 100_000) throw new Error("an output is missing");
  }
}

async function held(): Promise<Record<string, number>> {
  (globalThis as unknown as { gc(): void }).gc();
  await new Promise((resolve) => setTimeout(resolve, 100));
  (globalThis as unknown as { gc(): void }).gc();
  const { heapUsed, rss } = Deno.memoryUsage();
  return {
    heapUsed,
    rss,
    handles: [...Deno.readDirSync("/proc/self/fd")].length,
  };
}

const samples = [];
for (let runs = WARM_UP; runs <= RUNS; runs += 20) {
  await Promise.all([worker(runs), worker(runs)]);
  samples.push(await held());
}
console.log(JSON.stringify(samples));
