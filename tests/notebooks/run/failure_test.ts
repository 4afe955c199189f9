/** Every way in which a run can end badly, provoked for real. */
import assert from "node:assert/strict";
import { KernelEndedError } from "../../../src/notebooks/kernel/kernel.ts";
import { kernelFailed, loadFaults } from "../../../src/notebooks/run/failure.ts";
import { failure, run } from "./notebooks.ts";

Deno.test("a cell that throws is named with line, column and message", async () => {
  const error = await failure(["1", `const x: number = 1;\n\nthrow new TypeError("bad thing");`]);
  assert.deepEqual([error.place.cell, error.place.line, error.place.column], [2, 3, 7]);
  assert.match(
    error.message,
    /^Cannot run "a\.ipynb", cell 2, line 3, column 7: TypeError: bad thing$/,
  );
});

Deno.test("an error made in another cell is no place in this one", async () => {
  const { message } = await failure([
    `\n\nconst made = new Error("elsewhere");`,
    "1;\nthrow made;",
  ]);
  assert.equal(message, 'Cannot run "a.ipynb", cell 2: Error: elsewhere');
});

Deno.test("a thrown object that is not an Error is said to be one", async () => {
  const error = await failure([`throw { a: 1 }`]);
  assert.match(error.message, /cell 1.*not an Error/);
});

Deno.test("who draws with Plot and no document is told how to get one", async () => {
  const { hint } = await failure([
    `import * as Plot from "npm:@observablehq/plot@0.6.17";\nPlot.ruleY([1]).plot();`,
  ]);
  assert.match(hint!, /parseHTML of npm:linkedom$/);
});

Deno.test("a syntax error has its line and column inside the cell", async () => {
  const error = await failure(["1", "const ok = 1;\nlet a = ;"]);
  assert.deepEqual([error.place.cell, error.place.line, error.place.column], [2, 2, 9]);
  assert.match(error.message, /syntax error: /);
});

Deno.test("an import that cannot be resolved fails its cell", async () => {
  const error = await failure([`import { a } from "./not_there.ts";`]);
  assert.equal(error.place.cell, 1);
  assert.match(error.message, /Module not found "file:.*not_there\.ts"/);
});

Deno.test({
  name: "loadFaults() asks once for the same modules, and no more once that took too long",
  ignore: Deno.build.os === "windows",
  async fn() {
    const folder = await Deno.makeTempDir();
    const asked = async () => (await Deno.readTextFile(`${folder}/asked`)).trim().split("\n");
    try {
      const quick = `${folder}/quick`;
      const script = (rest: string) => `#!/bin/sh\necho "$*" >> "${folder}/asked"\n${rest}\n`;
      await Deno.writeTextFile(quick, script(`echo "error: no $4." >&2; exit 1`), { mode: 0o755 });
      const faults = loadFaults(folder, quick);
      for (let i = 0; i < 2; i++) {
        assert.equal(await faults(["./a.ts", "npm:a", "npm:b"]), "no npm:b");
        assert.equal(await faults(["./a.ts"]), "");
      }
      assert.deepEqual(await asked(), ["cache --quiet npm:a npm:b"]);
      const slow = `${folder}/slow`;
      await Deno.writeTextFile(slow, script("exec sleep 613"), { mode: 0o755 });
      const late = loadFaults(folder, slow, 50);
      assert.deepEqual([await late(["npm:c"]), await late(["npm:d"])], ["", ""]);
      assert.equal((await asked()).includes("cache --quiet npm:d"), false);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test("a module that cannot be fetched is named, with why", async () => {
  const { message } = await failure([`import { z } from "npm:zod@99.0.0";`]);
  assert.match(message, /could not load what it imports: "npm:zod@99\.0\.0": .+$/);
});

Deno.test("a rejection that nobody awaits fails the cell that was running", async () => {
  const error = await failure([
    `Promise.reject(new RangeError("lost"));\nawait new Promise((r) => setTimeout(r, 50));`,
    "1",
  ]);
  assert.equal(error.place.cell, 1);
  assert.match(error.message, /rejected in the background.*RangeError: lost/);
});

Deno.test("a throw in a timer is seen, though a later cell runs", async () => {
  const error = await failure([
    `setTimeout(() => { throw new RangeError("late") }, 20);`,
    `await new Promise((r) => setTimeout(r, 300));`,
  ]);
  assert.match(
    error.message,
    /cell 1, line 1, column 26: an error was thrown in the background( while cell 2 ran)?, .*RangeError: late/,
  );
});

Deno.test("a rejection just after the last cell fails it", async () => {
  const error = await failure([
    "1",
    `setTimeout(() => Promise.reject(new RangeError("after all")), 20);`,
  ]);
  assert.match(
    error.message,
    /cell 2.*: a promise was rejected in the background( after the last cell)?, .*RangeError: after all/,
  );
});

Deno.test("an endless loop is interrupted at the timeout", async () => {
  const error = await failure(["1", "while (true) {}"], { timeoutSeconds: 1 });
  assert.equal(error.place.cell, 2);
  assert.match(error.message, /cell 2: it did not end within 1 s/);
  assert.match(error.hint!, /loop/);
});

Deno.test("an await that never resolves is ended at the timeout", async () => {
  const error = await failure(["await new Promise(() => {});"], { timeoutSeconds: 1 });
  assert.match(error.message, /cell 1: it did not end within 1 s/);
  assert.match(error.hint!, /await/);
});

Deno.test("a cell that still prints at the timeout is said to", async () => {
  const source = "for (;;) { console.log(1); await new Promise((go) => setTimeout(go, 5)); }";
  const error = await failure([source], { timeoutSeconds: 1 });
  assert.match(error.hint!, /^it was still printing/);
});

Deno.test("a cell that exits the kernel is named with the exit code", async () => {
  const error = await failure(["1", "Deno.exit(3)"]);
  assert.equal(error.place.cell, 2);
  assert.match(error.message, /exit code 3/);
});

Deno.test("a kernel that is killed is said to be", async () => {
  const error = await failure([`Deno.kill(Deno.pid, "SIGKILL"); await new Promise(() => {});`]);
  assert.match(error.message, /cell 1: the kernel was ended by SIGKILL/);
});

Deno.test("a kernel that ran out of memory is said to have, without what V8 dumps", () => {
  const said = "<--- Last few GCs --->\n# Fatal JavaScript out of memory: Reached heap limit\n#";
  const end = new KernelEndedError({ code: 133, signal: "SIGTRAP", said });
  const { message } = kernelFailed({ notebook: "a.ipynb", cell: 2 }, end) as Error;
  assert.equal(message, `Cannot run "a.ipynb", cell 2: the kernel ran out of memory`);
});

Deno.test("a kernel that hangs on start is given up after the start timeout", async () => {
  const error = await failure(["1"], {
    kernelCommand: ["sh", "-c", "exec sleep 60"],
    startTimeoutSeconds: 0.5,
  });
  assert.match(error.message, /did not answer within 0\.5 s of its start/);
});

Deno.test("a kernel that ends at start is quoted", async () => {
  const error = await failure(["1"], {
    kernelCommand: ["sh", "-c", "echo no such thing >&2; exit 7"],
  });
  assert.match(error.message, /ended with status 7 before it could be used.*no such thing/s);
});

Deno.test("a kernel program that is not there is named", async () => {
  const error = await failure(["1"], { kernelCommand: ["no-such-program"] });
  assert.match(error.message, /no program "no-such-program"/);
});

Deno.test("an abort ends the run at once with the signal's reason", async () => {
  const controller = new AbortController();
  const reason = new Error("stop");
  await assert.rejects(
    run(["await new Promise(() => {});"], {
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    }),
    (error) => error === reason,
  );
});
