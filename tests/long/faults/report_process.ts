/** `deno task report` as a process that can be stopped, with temporary files of its own. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { formatNotebook } from "../../../src/notebooks/ipynb/format.ts";
import { notebookOf } from "../../notebooks/run/notebooks.ts";

export interface ReportProcess {
  readonly child: Deno.ChildProcess;
  /** Status and stderr, once it has ended. */
  readonly ended: Promise<{ readonly status: number; readonly stderr: string }>;
}

/** A folder with notebooks, one for pages, and one for temporary files. */
export interface Desk {
  readonly folder: string;
  readonly out: string;
  readonly temporary: string;
}

/** Gives a callback a desk, and removes it whatever happens. */
export async function atDesk(use: (desk: Desk) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "faults-" });
  const desk = { folder, out: join(folder, "out"), temporary: join(folder, "temporary") };
  try {
    await Deno.mkdir(desk.out);
    await Deno.mkdir(desk.temporary);
    await use(desk);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Saves a notebook of code cells; gives its path. */
export async function save({ folder }: Desk, name: string, ...cells: string[]): Promise<string> {
  const path = join(folder, `${name}.ipynb`);
  await Deno.writeTextFile(path, formatNotebook(notebookOf(...cells), name));
  return path;
}

const { tasks } = JSON.parse(await Deno.readTextFile("deno.json"));
const TASK = (tasks.report.command as string).split(" ").slice(1);

/** Starts the task; a prefix such as a shell that sets limits comes before the program. */
export function startReport(
  { out, temporary }: Desk,
  args: readonly string[],
  prefix: readonly string[] = [],
): ReportProcess {
  const [program, ...rest] = [...prefix, Deno.execPath(), ...TASK, "--out", out, ...args];
  const child = new Deno.Command(program!, {
    args: rest,
    // The same time in each run: the same inputs give the same bytes.
    env: { TMPDIR: temporary, INIT_CWD: "", DEBUG: "", SOURCE_DATE_EPOCH: "1764000000" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const ended = child.output().then(({ code, stderr }) => ({
    status: code,
    stderr: new TextDecoder().decode(stderr),
  }));
  return { child, ended };
}

/** What runs of a desk's reports, whoever started it: told by the environment, which is passed on. */
export async function running({ temporary }: Desk): Promise<{ pid: number; command: string }[]> {
  const { stdout } = await new Deno.Command("ps", {
    args: ["axeww", "-o", "pid=,stat=,command="],
  }).output();
  return new TextDecoder().decode(stdout).split("\n")
    .filter((line) => line.includes(`TMPDIR=${temporary}`) && !/^\s*\d+ Z/.test(line))
    .map((line) => ({ pid: Number.parseInt(line), command: line.trim() }));
}

/** Waits until a condition holds; fails when it does not in a time that is long on any machine. */
export async function until(condition: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!await condition()) {
    assert.ok(performance.now() < deadline, what);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Nothing runs on, nothing temporary stays, and each page is whole: the earlier one, or a new one. */
export async function assertClean(desk: Desk): Promise<void> {
  const { out, temporary } = desk;
  let left: { command: string }[] = [];
  await until(async () => (left = await running(desk)).length === 0, "something runs on")
    .catch((error) => assert.fail(`${error}: ${left.map(({ command }) => command).join("\n")}`));
  assert.deepEqual([...Deno.readDirSync(temporary)].map(({ name }) => name), []);
  for (const { name } of Deno.readDirSync(out)) {
    assert.match(name, /\.html$/);
    assert.match(
      await Deno.readTextFile(join(out, name)),
      /^(earlier|<!doctype html>[^]*<\/html>\s*)$/i,
      name,
    );
  }
}

/** Numbers in 0..1 that are the same at every run (mulberry32). */
export function* numbersFrom(seed: number): Generator<number, never> {
  for (;;) {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    yield ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
}
