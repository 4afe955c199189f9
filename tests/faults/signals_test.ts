/** Signals at any moment: earlier pages intact, nothing left, and the next run works. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { assertClean, atDesk, numbersFrom, save, startReport } from "./report_process.ts";

/** Milliseconds in which a report of two small notebooks is surely over on an idle machine. */
const SPAN_MS = 1_800;

for (const [signal, status, seed] of [["SIGINT", 130, 1], ["SIGTERM", 143, 2]] as const) {
  Deno.test(`report ends cleanly on ${signal} at ten random moments, and the next run works`, () =>
    atDesk(async (desk) => {
      const paths = [
        await save(desk, "a", `console.log("a")`, "await new Promise((r) => setTimeout(r, 200));"),
        await save(desk, "b", `console.log("b")`, "for (let i = 0; i < 2e8; i++);"),
      ];
      const moments = numbersFrom(seed);
      const statuses = new Set<number>();
      for (let round = 0; round < 10; round++) {
        for (const name of ["a.html", "b.html"]) {
          await Deno.writeTextFile(join(desk.out, name), "earlier");
        }
        const { child, ended } = startReport(desk, paths);
        // Before it listens for signals it has nothing to clean up, and ends as any program does.
        const delay = moments.next().value * SPAN_MS;
        const timer = setTimeout(() => child.kill(signal), delay);
        const end = await ended;
        clearTimeout(timer);
        statuses.add(end.status);
        assert.ok(
          end.status === status || end.status === 0,
          `${end.status} after ${delay} ms: ${end.stderr}`,
        );
        assert.doesNotMatch(end.stderr, /^error: |^\s+at /m);
        await assertClean(desk);
      }
      assert.ok(statuses.has(status));
      const { status: last, stderr } = await startReport(desk, paths).ended;
      assert.equal(last, 0, stderr);
      await assertClean(desk);
      assert.match(await Deno.readTextFile(join(desk.out, "a.html")), /<\/html>\s*$/);
    }));
}

Deno.test("report that is killed outright while a cell runs leaves no kernel, and the next run works", () =>
  atDesk(async (desk) => {
    const path = await save(
      desk,
      "a",
      `await Deno.writeTextFile("running", "");`,
      "await new Promise(() => {});",
    );
    const running = join(desk.folder, "running");
    const { child, ended } = startReport(desk, [path]);
    while (!await Deno.stat(running).catch(() => undefined)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    child.kill("SIGKILL");
    await ended;
    await Deno.remove(running);
    // A kernel that runs cells looks every second whether who started it is still there.
    const kernels = async () => {
      const { stdout } = await new Deno.Command("pgrep", { args: ["-f", desk.temporary] }).output();
      return new TextDecoder().decode(stdout).trim();
    };
    while (await kernels() !== "") await new Promise((resolve) => setTimeout(resolve, 50));
    for (const { name } of Deno.readDirSync(desk.temporary)) {
      await Deno.remove(join(desk.temporary, name), { recursive: true });
    }
    const good = await save(desk, "b", "1");
    assert.equal((await startReport(desk, [good]).ended).status, 0);
    await assertClean(desk);
  }));

Deno.test("two reports at once into one folder both end well, and the page is one of theirs, whole", () =>
  atDesk(async (desk) => {
    const path = await save(desk, "a", `console.log("page")`);
    for (let round = 0; round < 2; round++) {
      const both = [startReport(desk, [path]), startReport(desk, [path])];
      for (const { ended } of both) {
        const { status, stderr } = await ended;
        assert.equal(status, 0, stderr);
      }
      await assertClean(desk);
      assert.deepEqual([...Deno.readDirSync(desk.out)].map(({ name }) => name), ["a.html"]);
    }
  }));
