import assert from "node:assert/strict";
import { writeAside } from "../../src/report/write.ts";

async function inFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await run(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function namesIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
}

Deno.test("writeAside() replaces a file and leaves nothing beside it", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/a.html`, "old");
    await writeAside(`${folder}/a.html`, "new é");
    assert.equal(await Deno.readTextFile(`${folder}/a.html`), "new é");
    assert.deepEqual(namesIn(folder), ["a.html"]);
  }));

Deno.test("writeAside() that fails leaves the earlier file and no temporary one", () =>
  inFolder(async (folder) => {
    // A folder that is not empty cannot be replaced by a file: the rename fails after all was written.
    await Deno.mkdir(`${folder}/a.html`);
    await Deno.writeTextFile(`${folder}/a.html/inside`, "old");
    await assert.rejects(writeAside(`${folder}/a.html`, "new"));
    assert.deepEqual(namesIn(folder), ["a.html"]);
    assert.equal(await Deno.readTextFile(`${folder}/a.html/inside`), "old");
  }));

Deno.test("writeAside() into a folder that is not there fails and makes nothing", () =>
  inFolder(async (folder) => {
    await assert.rejects(writeAside(`${folder}/none/a.html`, "new"), Deno.errors.NotFound);
    assert.deepEqual(namesIn(folder), []);
  }));
