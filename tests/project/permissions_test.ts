/** What the tasks may do: tried with their own permissions, and as docs/commands.md says. */
import assert from "node:assert/strict";

const { tasks } = JSON.parse(await Deno.readTextFile("deno.json")) as {
  tasks: Record<string, { command: string }>;
};

const flagsIn = (text: string) =>
  [...new Set(text.match(/--(?:allow-[\w-]+|deny-[\w-]+|no-remote)(?:=[\w.,]+)?/g))].sort();

/** What a program with the permissions of a task may do, of what the probe tries. */
async function mayDo(task: string): Promise<string[]> {
  const home = await Deno.makeTempDir({ prefix: "permissions-" });
  try {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--quiet",
        "--no-prompt",
        ...flagsIn(tasks[task]!.command),
        "tests/project/permission_probe.ts",
        home,
      ],
      env: { SECRET_TOKEN: "s" },
    }).output();
    assert.equal(code, 0, new TextDecoder().decode(stderr));
    return JSON.parse(new TextDecoder().decode(stdout));
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

Deno.test("audit may read, and nothing else: not write, run, connect, import from afar or see the environment", async () => {
  assert.deepEqual(await mayDo("audit"), ["readHome"]);
});

Deno.test("report may connect to this machine only, and see no variable of the user", async () => {
  assert.deepEqual(await mayDo("report"), [
    "readHome",
    "write",
    "run",
    "loopback",
    "hostname",
    "nativeLibrary",
  ]);
});

Deno.test("kernel and verify may see no variable of the user, and load nothing native", async () => {
  for (const task of ["kernel", "verify"]) {
    assert.deepEqual(await mayDo(task), ["readHome", "write", "run", "loopback"], task);
  }
});

Deno.test("every task has the permissions that docs/commands.md says", async () => {
  const page = await Deno.readTextFile("docs/commands.md");
  const table = page.split("| task | permissions |\n")[1]!.split("\n\n")[0]!;
  const said = Object.fromEntries(
    table.split("\n").slice(1).flatMap((row) => {
      const [, names, permissions] = row.split("|");
      return [...names!.matchAll(/`([\w:]+)`/g)].map(([, name]) => [name, flagsIn(permissions!)]);
    }),
  );
  const given = Object.fromEntries(
    Object.entries(tasks).map(([name, { command }]) => [name, flagsIn(command)]),
  );
  assert.deepEqual(said, given);
});

Deno.test("no task that a user runs has all permissions", () => {
  for (const [name, { command }] of Object.entries(tasks)) {
    if (!name.startsWith("test")) assert.doesNotMatch(command, /(-A|--allow-all)\b/, name);
  }
});
