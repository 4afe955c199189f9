/** Excerpts of tables that offices published, and what must be read of them; the manifest names the copies they are from. */
import assert from "node:assert/strict";
import type { ReadOptions } from "../../src/intake/read/read_file.ts";
import { assertSum, understoodOf } from "./corpus.ts";
import manifest from "./real/manifest.json" with { type: "json" };
import { draftOf, type Given, questionsOf, refusalOf, saidOf, written } from "./tables.ts";

interface Excerpt {
  readonly file: string;
  readonly office: string;
  /** The public copy, and the file in it. */
  readonly repository: string;
  readonly path: string;
  readonly given?: Given;
  readonly options?: ReadOptions;
  /** How many questions it has without the answers, or what it is refused with. */
  readonly asks?: number;
  readonly refused?: string;
  readonly labels: readonly string[];
  readonly counts: readonly string[];
  /** Labels, then counts or marks. */
  readonly rows: readonly string[];
  readonly marks: Readonly<Record<string, unknown>>;
  readonly totals: Readonly<Record<string, unknown>>;
  readonly rounded?: number;
  /** What became of each number. */
  readonly accounts: string;
}

const EXCERPTS = manifest as readonly Excerpt[];

for (const { file, office, given, options, asks = 0, refused, ...wanted } of EXCERPTS) {
  Deno.test(`real tables: ${file}, of ${office}`, async () => {
    const files = { [file]: await Deno.readFile(new URL(`real/${file}`, import.meta.url)) };
    if (refused !== undefined) assert.equal((await refusalOf(files)).split("\n")[0], refused);
    else assert.equal(questionsOf(await draftOf(files)).length, asks);
    const draft = await draftOf(files, given, options);
    const { rows, ...read } = understoodOf(draft);
    const { repository: _, path: __, accounts, ...expected } = wanted;
    assert.deepEqual({ ...read, rows: rows.map((row) => row.join(" | ")) }, expected);
    assert.ok(saidOf(draft).includes(accounts), saidOf(draft).join("\n"));
    assertSum(draft, await written(draft));
  });
}

Deno.test("the excerpts are of ten offices or more, of at most 40 lines, and say where they are from", async () => {
  assert.ok(EXCERPTS.length >= 20);
  assert.ok(new Set(EXCERPTS.map(({ office }) => office)).size >= 10);
  for (const { file, repository, path } of EXCERPTS) {
    assert.ok(/^\S+\/\S+$/.test(repository) && path !== "", file);
    const text = await Deno.readTextFile(new URL(`real/${file}`, import.meta.url));
    assert.ok(text.split("\n").length <= 41, file);
  }
});
