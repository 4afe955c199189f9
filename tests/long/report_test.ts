/** `deno task report` as its users run it: its own process, its own permissions, the real kernel. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { formatNotebook } from "../../src/notebooks/ipynb/format.ts";
import { notebookOf } from "../notebooks/run/notebooks.ts";
import { runTask } from "../project/run_command.ts";

async function inFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "report-test-" });
  try {
    await run(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function save(folder: string, name: string, ...sources: string[]): Promise<string> {
  const path = join(folder, `${name}.ipynb`);
  await Deno.writeTextFile(path, formatNotebook(notebookOf(...sources), name));
  return path;
}

Deno.test("report exports anyone's notebook, and nothing in it runs", async () => {
  await inFolder(async (folder) => {
    const path = await save(
      folder,
      "stranger",
      `console.log("<img src=x onerror=alert(1)>")`,
      `await Deno.jupyter.display({ "text/html": "<b>bold</b><script>alert(2)</script><img src=https://example.org/a.png onload=alert(3)>" }, { raw: true });`,
    );
    const { status, stdout } = await runTask("report", [path, "--out", folder]);
    assert.equal(status, 0);
    assert.equal(stdout.trim(), join(folder, "stranger.html"));
    const page = await Deno.readTextFile(join(folder, "stranger.html"));
    assert.match(page, /&lt;img src=x onerror=alert\(1\)&gt;/);
    assert.match(page, /<b>bold<\/b>/);
    assert.doesNotMatch(
      page,
      /<script(?! type="application\/ld\+json")|<img[^>]*(onerror|onload|https:)/,
    );
    assert.match(page, /Content-Security-Policy/);
  });
});

Deno.test("report leaves the earlier page as it was when a cell fails, and exports the others", async () => {
  await inFolder(async (folder) => {
    const bad = await save(folder, "bad", "1", `throw new Error("no luck")`);
    const good = await save(folder, "good", "1");
    await Deno.writeTextFile(join(folder, "bad.html"), "earlier");
    const { status, stdout, stderr } = await runTask("report", [bad, good, "--out", folder]);
    assert.equal(status, 1);
    assert.match(
      stderr,
      /^error: Cannot run ".*bad\.ipynb", cell 2, line 1, column 7: Error: no luck$/m,
    );
    assert.doesNotMatch(stderr, /^\s+at /m);
    assert.equal(await Deno.readTextFile(join(folder, "bad.html")), "earlier");
    assert.equal(stdout.trim(), join(folder, "good.html"));
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
    assert.deepEqual(names, ["bad.html", "bad.ipynb", "good.html", "good.ipynb"]);
  });
});

Deno.test("report --no-execute shows the outputs as saved and starts no kernel", async () => {
  await inFolder(async (folder) => {
    const path = await save(folder, "saved", `throw new Error("not run")`);
    const { status } = await runTask("report", [
      path,
      "--no-execute",
      "--out",
      folder,
      "--lang",
      "fr",
    ]);
    assert.equal(status, 0);
    assert.match(await Deno.readTextFile(join(folder, "saved.html")), /<html lang="fr"/);
  });
});

Deno.test("report ends a cell that takes longer than --timeout", async () => {
  await inFolder(async (folder) => {
    const path = await save(folder, "slow", "await new Promise(() => {});");
    const { status, stderr } = await runTask("report", [path, "--out", folder, "--timeout", "1"]);
    assert.equal(status, 1);
    assert.match(stderr, /cell 1: it did not end within 1 s\n {2}hint: /);
  });
});

Deno.test("report refuses a wrong command line with 2 and a hint", async () => {
  for (
    const args of [["--lang", "de"], ["--timeout", "soon"], ["--nonsense"], ["notes.txt"], [
      "a.ipynb",
      "a.ipynb",
    ]]
  ) {
    const { status, stderr } = await runTask("report", args);
    assert.equal(status, 2, args.join(" "));
    assert.match(stderr, /^error: .+\n {2}hint: /, args.join(" "));
  }
});

Deno.test("report names a notebook that is not there, or is none", async () => {
  await inFolder(async (folder) => {
    const cut = join(folder, "cut.ipynb");
    await Deno.writeTextFile(cut, `{"cells": [`);
    const { status, stderr } = await runTask("report", [
      cut,
      join(folder, "absent.ipynb"),
      "--out",
      folder,
    ]);
    assert.equal(status, 1);
    assert.match(stderr, /cut\.ipynb": it is not JSON/);
    assert.match(stderr, /absent\.ipynb": there is no such file/);
  });
});

Deno.test("report ends cleanly on Ctrl-C: no page, no kernel, no temporary file, status 130", async () => {
  await inFolder(async (folder) => {
    const path = await save(
      folder,
      "waiting",
      `Deno.writeTextFileSync("running", ""); await new Promise(() => {});`,
    );
    const { tasks } = JSON.parse(await Deno.readTextFile("deno.json"));
    const args = (tasks.report.command as string).split(" ").slice(1);
    const child = new Deno.Command(Deno.execPath(), {
      args: [...args, path, "--out", folder],
      stdin: "null",
      stdout: "null",
      stderr: "piped",
      env: { TMPDIR: folder },
    }).spawn();
    const marker = join(folder, "running");
    while (!await Deno.stat(marker).catch(() => undefined)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await Deno.remove(marker);
    child.kill("SIGINT");
    const { code, stderr } = await child.output();
    assert.equal(code, 130);
    assert.match(new TextDecoder().decode(stderr), /Interrupted/);
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["waiting.ipynb"]);
  });
});

Deno.test("report of the project gives the same bytes twice when the time is fixed", async () => {
  await inFolder(async (folder) => {
    const env = { SOURCE_DATE_EPOCH: "1764000000" };
    for (const out of ["one", "two"]) {
      const { status, stderr } = await runTask("report", [
        "--lang",
        "en",
        "--out",
        join(folder, out),
      ], { env });
      assert.equal(status, 0, stderr);
    }
    for (
      const name of ["report.en.html", "data/tidy.csv", "data/datapackage.json"]
    ) {
      const [one, two] = ["one", "two"].map((out) =>
        Deno.readTextFileSync(join(folder, out, name))
      );
      assert.ok(one === two, `${name} differs`);
    }
  });
});

Deno.test("report refuses an --out that is nothing, or holds what the project is made of, before it writes", async () => {
  await inFolder(async (folder) => {
    const path = await save(folder, "a", "1");
    const link = join(folder, "link");
    await Deno.symlink(Deno.cwd(), link);
    for (const out of ["", ".", "src", "data/28731", "notebooks/en", "..", "/", link]) {
      for (const args of [[], [path]]) {
        const { status, stderr } = await runTask("report", [...args, "--no-execute", "--out", out]);
        assert.equal(status, 2, `${out}: ${stderr}`);
        assert.match(stderr, /^error: Cannot write to ".*": it .*\n {2}hint: name a folder of its/);
      }
    }
  });
});

Deno.test("report takes no notebook of anyone's for a page of the project", async () => {
  await inFolder(async (folder) => {
    const path = await save(folder, "report.en", "1");
    const { status, stderr } = await runTask("report", [path, "--no-execute"]);
    assert.equal(status, 2);
    assert.match(
      stderr,
      /would take the place of the project's "report\.en\.html"\n {2}hint: .*--out/,
    );
  });
});
