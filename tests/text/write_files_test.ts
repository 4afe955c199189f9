/** What a run leaves that is killed while it writes, and what becomes of it. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { writeFiles } from "../../src/text/process.ts";

const FILES = [
  { path: "a.html", content: "new" },
  { path: "b.html", content: "new" },
  { path: ".record", content: "new", isRecord: true },
];

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "write-test-" });
  try {
    for (const { path } of FILES) await Deno.writeTextFile(join(folder, path), "earlier");
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Writes in a process that runs some code first. */
function writer(folder: string, first: string): Deno.ChildProcess {
  const module = new URL("../../src/text/process.ts", import.meta.url);
  const code = `import { writeFiles } from ${JSON.stringify(module)};
    ${first}
    await writeFiles(${JSON.stringify(folder)}, ${JSON.stringify(FILES)});`;
  return new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-lock", code],
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
}

const contents = (folder: string) =>
  Object.fromEntries(
    [...Deno.readDirSync(folder)].map(({ name, isFile }) => [
      name.replace(/^\.part-.*/, ".part"),
      isFile ? Deno.readTextFileSync(join(folder, name)) : "",
    ]),
  );

const ALL_NEW = { "a.html": "new", "b.html": "new", ".record": "new" };

Deno.test("writeFiles() that is killed between two renames leaves no record; the next sweeps at once", () =>
  inFolder(async (folder) => {
    const child = writer(
      folder,
      `const { renameSync } = Deno;
       let count = 0;
       Deno.renameSync = (...paths) => {
         if (++count === 2) Deno.kill(Deno.pid, "SIGKILL");
         renameSync(...paths);
       };`,
    );
    assert.equal((await child.output()).signal, "SIGKILL");
    assert.deepEqual(contents(folder), { "a.html": "new", "b.html": "earlier", ".part": "" });
    await writeFiles(folder, FILES);
    assert.deepEqual(contents(folder), ALL_NEW);
  }));

Deno.test("writeFiles() leaves alone what another run is writing", () =>
  inFolder(async (folder) => {
    const child = writer(
      folder,
      `const { lstat } = Deno;
       Deno.lstat = async (path) => {
         if (path.endsWith("b.html")) {
           const goOn = new Promise((resolve) => Deno.addSignalListener("SIGUSR1", resolve));
           console.log("half");
           await goOn;
         }
         return await lstat(path);
       };`,
    );
    const reader = child.stdout.getReader();
    await reader.read();
    await writeFiles(folder, FILES);
    assert.deepEqual(contents(folder), { ...ALL_NEW, ".part": "" });
    child.kill("SIGUSR1");
    assert.equal((await child.status).code, 0);
    await reader.cancel();
    assert.deepEqual(contents(folder), ALL_NEW);
  }));
