/** What need not be run again, by one change after another to a folder of two notebooks; no kernel runs. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { Freeze } from "../../../src/notebooks/run/freeze.ts";
import { writeFiles } from "../../../src/text/process.ts";

const NAMES = ["en/a.ipynb", "en/b.ipynb"];

/** A project in a folder of its own; `make()` writes what `makePages` would, and says what had to be done. */
async function inProject(
  use: (project: {
    path(name: string): string;
    write(name: string, content: string): Promise<void>;
    make(shown?: unknown, fresh?: boolean): Promise<{ ran: string[]; wrote: boolean }>;
  }) => Promise<void>,
): Promise<void> {
  const root = await Deno.makeTempDir({ prefix: "freeze-test-" });
  const path = (name: string) => join(root, name);
  const out = path("dist");
  const sources = NAMES.map((name) => ({ name, path: path(name) }));
  const write = async (name: string, content: string) => {
    await Deno.mkdir(join(path(name), ".."), { recursive: true });
    await Deno.writeTextFile(path(name), content);
  };
  const make = async (shown: unknown = "today", fresh = false) => {
    const options = { out, sources, root, inputs: ["src", "deno.json"], shown: [shown], fresh };
    const freeze = await Freeze.open(options);
    const earlier = await Promise.all(sources.map((source) => freeze.executed(source)));
    const ran = NAMES.filter((_, at) => earlier[at] === undefined);
    if (ran.length === 0 && await freeze.isWritten()) return { ran, wrote: false };
    const files = NAMES.map((name) => ({ path: name, content: `executed ${name}` }));
    const page = { path: "page.html", content: `shown ${shown}` };
    await writeFiles(out, [...files, page, freeze.recordFile([...files, page])]);
    return { ran, wrote: true };
  };
  try {
    for (const name of [...NAMES, "src/x.ts", "deno.json"]) await write(name, "1");
    await use({ path, write, make });
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("Freeze runs again what a change may touch, and nothing where nothing changed", () =>
  inProject(async ({ path, write, make }) => {
    const steps: readonly (readonly [string, () => Promise<void>, readonly string[], boolean])[] = [
      ["first", () => Promise.resolve(), NAMES, true],
      ["nothing", () => Promise.resolve(), [], false],
      ["a notebook", () => write("en/b.ipynb", "2"), ["en/b.ipynb"], true],
      ["a source", () => write("src/x.ts", "2"), NAMES, true],
      ["a new source", () => write("src/deep/y.ts", "1"), NAMES, true],
      ["deno.json", () => write("deno.json", "2"), NAMES, true],
      ["a file beside", () => write("en/a.svg", "<svg/>"), NAMES, true],
      ["another's file", () => write("mine/c.ipynb", "1"), [], false],
      ["an executed notebook", () => write("dist/en/a.ipynb", "edited"), ["en/a.ipynb"], true],
      ["a page", () => write("dist/page.html", "edited"), [], true],
      ["a page is gone", () => Deno.remove(path("dist/page.html")), [], true],
      ["the record is cut", () => write("dist/.inputs.json", "{"), NAMES, true],
      ["nothing at last", () => Promise.resolve(), [], false],
    ];
    for (const [what, change, ran, wrote] of steps) {
      await change();
      assert.deepEqual(await make(), { ran, wrote }, what);
    }
  }));

Deno.test("Freeze writes pages that show something else, and runs everything where it is told to", () =>
  inProject(async ({ make }) => {
    await make();
    assert.deepEqual(await make("tomorrow"), { ran: [], wrote: true });
    assert.deepEqual(await make("tomorrow", true), { ran: NAMES, wrote: true });
  }));

Deno.test("Freeze keeps a record in which no folder of this machine is named", () =>
  inProject(async ({ path, make }) => {
    await make();
    const record = await Deno.readTextFile(path("dist/.inputs.json"));
    assert.ok(!record.includes(path("")));
    const { notebooks, written } = JSON.parse(record);
    assert.deepEqual(Object.keys(notebooks), NAMES);
    assert.deepEqual(Object.keys(written), [...NAMES, "page.html"]);
  }));
