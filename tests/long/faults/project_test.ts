/** The project's own report, which keeps what it ran: interrupted, made twice at once, and with what it keeps broken. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { parseNotebook } from "../../../src/notebooks/ipynb/format.ts";
import { atDesk, type Desk, numbersFrom, running, startReport } from "./report_process.ts";

/** Every file below a folder, by its path from there. */
async function filesIn(folder: string, below = ""): Promise<string[]> {
  const paths: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(join(folder, below))) {
    const path = join(below, name);
    if (isDirectory) paths.push(...await filesIn(folder, path));
    else paths.push(path);
  }
  return paths.sort();
}

/** Every file is whole, nothing temporary is left, and no kernel runs. */
async function assertWhole(desk: Desk): Promise<void> {
  const { out, temporary } = desk;
  for (const path of await filesIn(out)) {
    assert.doesNotMatch(path, /\.part$/);
    if (/\.parquet$/.test(path)) {
      const bytes = await Deno.readFile(join(out, path));
      assert.equal(new TextDecoder().decode(bytes.slice(-4)), "PAR1", path);
      continue;
    }
    const text = await Deno.readTextFile(join(out, path));
    if (/\.html$/.test(path)) assert.match(text, /^<!doctype html>[^]*<\/html>\s*$/, path);
    if (/\.ipynb$/.test(path)) parseNotebook(text, path);
    if (/\.json$/.test(path)) JSON.parse(text);
  }
  assert.deepEqual([...Deno.readDirSync(temporary)].map(({ name }) => name), []);
  assert.deepEqual(await running(desk), []);
}

/** Half the work tells as much. */
const ENGLISH = ["--lang", "en"];

Deno.test("report of the project ends cleanly at random moments; two at once and what comes after are whole", () =>
  atDesk(async (desk) => {
    const moments = numbersFrom(3);
    for (const signal of ["SIGINT"] as const) {
      const { child, ended } = startReport(desk, ENGLISH);
      const timer = setTimeout(() => child.kill(signal), moments.next().value * 4_000);
      const { status, stderr } = await ended;
      clearTimeout(timer);
      assert.ok([0, 130, 143].includes(status), stderr);
      await assertWhole(desk);
    }
    const both = [
      startReport(desk, [...ENGLISH, "--fresh"]),
      startReport(desk, [...ENGLISH, "--fresh"]),
    ];
    for (const { ended } of both) {
      const { status, stderr } = await ended;
      assert.equal(status, 0, stderr);
    }
    await assertWhole(desk);
    const files = await filesIn(desk.out);
    for (const name of ["report.en.html", "data/tidy.csv"]) {
      assert.ok(files.includes(name), name);
    }
    const page = join(desk.out, "report.en.html");
    const before = await Deno.readTextFile(page);
    // What is kept from run to run is no truth: broken in any way, it is made again.
    const kept = files.filter((path) =>
      !/\.(html|csv|parquet|ipynb)$|datapackage\.json$/.test(path)
    );
    for (const path of [...kept, "report.en.html", "notebooks/en/01_outcomes.ipynb"]) {
      await Deno.writeTextFile(join(desk.out, path), `{"cut`);
    }
    const { status, stderr } = await startReport(desk, ENGLISH).ended;
    assert.equal(status, 0, stderr);
    await assertWhole(desk);
    assert.equal(await Deno.readTextFile(page), before);
  }));
