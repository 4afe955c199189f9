/** Kills at any moment: earlier pages whole, nothing running, nothing temporary left, and the next run works. */
import assert from "node:assert/strict";
import { join } from "node:path";
import {
  assertClean,
  atDesk,
  type Desk,
  numbersFrom,
  running,
  save,
  startReport,
  until,
} from "./report_process.ts";

/** How many kills; `deno task test:long` makes it two hundred. */
const KILLS = Number(Deno.env.get("KILLS") ?? 12);
const SIGNALS = ["SIGKILL", "SIGINT", "SIGTERM"] as const;
/** Milliseconds in which a report of one small notebook is surely over on an idle machine. */
const SPAN_MS = 1_800;

const kernelsOf = async (desk: Desk) =>
  (await running(desk)).filter(({ command }) => /deno jupyter .*--kernel/.test(command));

/** Notebooks that kernels are killed in. */
const CELLS = {
  "that computes": ["for (let i = 0; i < 2e8; i++);", `console.log("done")`],
  "that loops": ["while (true) {}"],
  "that waits, and started a program": [
    `new Deno.Command("sleep", { args: ["600"] }).spawn(); await new Promise(() => {});`,
  ],
};

/** Reports that are killed side by side: each mostly waits. */
const LANES = 2;

Deno.test(`${KILLS} kills of the runner or its kernel at random moments leave nothing`, async () => {
  const seed = Number(Deno.env.get("SEED") ?? 1);
  const lanes = Array.from(
    { length: LANES },
    (_, lane) =>
      atDesk((desk) =>
        killReports(desk, Math.ceil(KILLS / LANES), numbersFrom(seed * LANES + lane))
      ),
  );
  for (const lane of await Promise.allSettled(lanes)) {
    if (lane.status === "rejected") throw lane.reason;
  }
});

async function killReports(desk: Desk, kills: number, random: Generator<number, never>) {
  const pick = <T>(values: readonly T[]) =>
    values[Math.floor(random.next().value * values.length)]!;
  const paths = await Promise.all(
    Object.entries(CELLS).map(async (
      [what, cells],
    ) => [what, await save(desk, what.replaceAll(/\W/g, "-"), ...cells)]),
  );
  for (let round = 0; round < kills; round++) {
    const [what, path] = pick(paths) as [string, string];
    const page = join(desk.out, "page.html");
    await Deno.writeTextFile(page, "earlier");
    const signal = SIGNALS[round % SIGNALS.length]!;
    const isEarly = random.next().value < 0.4;
    const isRunner = random.next().value < 0.7;
    const { child, ended } = startReport(desk, [path, "--timeout", "60"]);
    let over = false;
    ended.then(() => over = true);
    // In the first 300 ms of a kernel, or at any moment.
    if (isEarly || !isRunner) {
      await until(async () => over || (await kernelsOf(desk)).length > 0, "no kernel came");
    }
    const delay = random.next().value * (isEarly ? 300 : SPAN_MS);
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, delay))]);
    const story = `${signal} to the ${isRunner ? "runner" : "kernel"} ${
      isEarly ? "early" : `after ${delay} ms`
    } in a notebook ${what}`;
    if (isRunner) {
      if (!over) child.kill(signal);
    } else {
      // A signal that Deno's kernel does not heed ends nothing: then the runner is killed too.
      for (const { pid } of await kernelsOf(desk)) Deno.kill(pid, "SIGKILL");
    }
    const { stderr } = await ended;
    assert.doesNotMatch(stderr, /^\s+at |Unexpected/m, story);
    await assertClean(desk).catch((error) => assert.fail(`${story}: ${error.message}`));
  }
  const good = await save(desk, "good", "1");
  const { status, stderr } = await startReport(desk, [good]).ended;
  assert.equal(status, 0, stderr);
  await assertClean(desk);
}

Deno.test("a program that a cell started is ended with its kernel, and told", () =>
  atDesk(async (desk) => {
    const path = await save(
      desk,
      "a",
      `new Deno.Command("sleep", { args: ["601"] }).spawn().unref();`,
    );
    const { status, stderr } = await startReport(desk, [path]).ended;
    assert.equal(status, 0, stderr);
    assert.match(
      stderr,
      /^note: ".*a\.ipynb": a program that a cell started still ran, and was ended: (\S*\/)?sleep 601$/m,
    );
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
