/** Places that cannot be written, and disks that are full: told plainly, earlier pages as they were. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { assertClean, atDesk, type Desk, save, startReport } from "./report_process.ts";

/** Notebook whose page needs about a megabyte. */
const BIG =
  `await Deno.jupyter.display({ "text/plain": "0123456789".repeat(1e5) }, { raw: true });`;

Deno.test("report into a place that is a file, below one, or of the system says so", () =>
  atDesk(async (desk) => {
    const path = await save(desk, "a", "1");
    const file = join(desk.folder, "file");
    await Deno.writeTextFile(file, "earlier");
    for (const out of [file, join(file, "below"), "/proc", "/proc/self/fd"]) {
      const { status, stderr } = await startReport({ ...desk, out }, [path, "--no-execute"]).ended;
      assert.equal(status, 1);
      assert.match(stderr, /^error: Cannot write ".*a\.html": .+\n {2}hint: what stood there/m);
      assert.doesNotMatch(stderr, /^\s+at |Unexpected/m);
    }
    assert.equal(await Deno.readTextFile(file), "earlier");
    await assertClean(desk);
  }));

Deno.test("report to a page that is a folder leaves it and writes the other page", () =>
  atDesk(async (desk) => {
    const paths = [await save(desk, "a", "1"), await save(desk, "b", "1")];
    const folder = join(desk.out, "a.html");
    await Deno.mkdir(join(folder, "inside"), { recursive: true });
    const { status, stderr } = await startReport(desk, [...paths, "--no-execute"]).ended;
    assert.equal(status, 1);
    assert.match(stderr, /^error: Cannot write ".*a\.html": /m);
    await Deno.remove(folder, { recursive: true });
    assert.deepEqual([...Deno.readDirSync(desk.out)].map(({ name }) => name), ["b.html"]);
    await assertClean(desk);
  }));

Deno.test("report past the greatest size of a file leaves the earlier page, and no part of the new", () =>
  atDesk(async (desk) => {
    const path = await save(desk, "a", BIG);
    await Deno.writeTextFile(join(desk.out, "a.html"), "earlier");
    // The limit is in blocks of 512 or 1024 bytes; the signal that comes with it must not end the process.
    const limited = ["sh", "-c", `trap '' XFSZ; ulimit -f 500; exec "$0" "$@"`];
    const { status, stderr } = await startReport(desk, [path], limited).ended;
    assert.equal(status, 1);
    assert.match(stderr, /^error: Cannot write ".*a\.html": .*[Ff]ile too large/m);
    assert.equal(await Deno.readTextFile(join(desk.out, "a.html")), "earlier");
    await assertClean(desk);
  }));

/** A shell that sees a file system of its own at the output folder, with what it left there copied back at the end. */
function mounting({ out, folder }: Desk, options: string): string[] {
  const script = `mount -t tmpfs -o ${options} tmpfs '${out}' && printf earlier > '${out}/a.html' &&
    { [ -z "$AFTER" ] || mount -o "$AFTER" '${out}'; } && { "$0" "$@"; status=$?; cp -R '${out}' '${folder}/left'; exit $status; }`;
  return ["unshare", Deno.uid() === 0 ? "-m" : "-rm", "sh", "-c", script];
}

/** Why this machine lets nobody mount anything; undefined where it does. */
const noMount = await (async () => {
  if (Deno.build.os !== "linux") return "only on Linux";
  try {
    const { code, stderr } = await new Deno.Command("unshare", {
      args: [Deno.uid() === 0 ? "-m" : "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"],
    }).output();
    return code === 0 ? undefined : new TextDecoder().decode(stderr).trim();
  } catch (error) {
    return (error as Error).message;
  }
})();

for (
  const [what, options, after, reason] of [
    ["a full disk", "size=256k", "", /No space left|os error 28/],
    ["a read-only disk", "size=8m", "remount,ro", /[Rr]ead-only file system|os error 30/],
  ] as const
) {
  Deno.test({
    name: `report onto ${what} leaves the earlier page, and no part of the new` +
      (noMount === undefined ? "" : ` (skipped: nothing may be mounted here: ${noMount})`),
    ignore: noMount !== undefined,
    fn: () =>
      atDesk(async (desk) => {
        const path = await save(desk, "a", BIG);
        const prefix = ["env", `AFTER=${after}`, ...mounting(desk, options)];
        const { status, stderr } = await startReport(desk, [path], prefix).ended;
        assert.equal(status, 1, stderr);
        assert.match(stderr, /^error: Cannot write ".*a\.html": /m);
        assert.match(stderr, reason);
        const left = join(desk.folder, "left");
        assert.deepEqual([...Deno.readDirSync(left)].map(({ name }) => name), ["a.html"]);
        assert.equal(await Deno.readTextFile(join(left, "a.html")), "earlier");
        await assertClean(desk);
      }),
  });
}

Deno.test({
  name: "report where there is no loopback says so, and leaves nothing" +
    (noMount === undefined ? "" : ` (skipped: nothing may be unshared here: ${noMount})`),
  ignore: noMount !== undefined,
  fn: () =>
    atDesk(async (desk) => {
      const path = await save(desk, "a", "1");
      const { status, stderr } = await startReport(desk, [path], ["unshare", "-n"]).ended;
      assert.equal(status, 1);
      assert.match(stderr, /^error: The system refused: .*\n {2}hint: .*loopback/m);
      await assertClean(desk);
    }),
});

Deno.test({
  name: "report needs no room for temporary files" +
    (noMount === undefined ? "" : ` (skipped: nothing may be mounted here: ${noMount})`),
  ignore: noMount !== undefined,
  fn: () =>
    atDesk(async (desk) => {
      const path = await save(desk, "a", BIG);
      const script = `mount -t tmpfs -o size=4k tmpfs '${desk.temporary}' &&
        ! head -c 9999 /dev/zero >'${desk.temporary}/full' 2>&1 && exec "$0" "$@"`;
      const prefix = ["unshare", Deno.uid() === 0 ? "-m" : "-rm", "sh", "-c", script];
      const { status, stderr } = await startReport(desk, [path], prefix).ended;
      assert.equal(status, 0, stderr);
      await assertClean(desk);
    }),
});

Deno.test("report needs no folder for temporary files", () =>
  atDesk(async (desk) => {
    const path = await save(desk, "a", "1");
    const absent = join(desk.folder, "absent");
    const { status, stderr } = await startReport({ ...desk, temporary: absent }, [path]).ended;
    assert.equal(status, 0, stderr);
    await assertClean(desk);
  }));
