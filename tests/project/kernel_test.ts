/** `deno task kernel` in a home folder of its own, with the real kernel and, where there is one, the real Jupyter. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { jupyterTest } from "../hosts/jupyter.ts";
import { type Run, runTask } from "./run_command.ts";

interface Home {
  readonly path: string;
  /** The file of the kernelspec. */
  readonly spec: string;
  readonly env: Record<string, string>;
  run(...args: string[]): Promise<Run>;
}

/** A home folder with nothing in it. Deno's cache stays where it is. */
async function inHome(use: (home: Home) => Promise<void>): Promise<void> {
  const path = await Deno.makeTempDir({ prefix: "kernel-test-" });
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  const { denoDir } = JSON.parse(new TextDecoder().decode(stdout));
  const env = {
    JUPYTER_DATA_DIR: "",
    HOME: path,
    XDG_DATA_HOME: join(path, "share"),
    DENO_DIR: denoDir,
  };
  try {
    await use({
      path,
      env,
      spec: join(path, "share", "jupyter", "kernels", "deno", "kernel.json"),
      run: (...args) => runTask("kernel", args, { env }),
    });
  } finally {
    await Deno.remove(path, { recursive: true });
  }
}

const ARGV = [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"];

async function writeSpec({ spec }: Home, content: unknown): Promise<void> {
  await Deno.mkdir(join(spec, ".."), { recursive: true });
  await Deno.writeTextFile(spec, JSON.stringify(content));
}

Deno.test("kernel registers this Deno, with interrupts as messages, and a second run changes nothing", () =>
  inHome(async (home) => {
    const first = await home.run();
    assert.equal(first.status, 0, first.stderr);
    assert.match(first.stdout, /^Registered the kernel “Deno” in [^]*Next: jupyter lab notebooks/);
    const { argv, interrupt_mode } = JSON.parse(await Deno.readTextFile(home.spec));
    assert.deepEqual([argv, interrupt_mode], [ARGV, "message"]);
    const before = await Deno.stat(home.spec);
    assert.match((await home.run()).stdout, /^Registered already in /);
    assert.equal((await Deno.stat(home.spec)).ino, before.ino);
  }));

Deno.test("kernel registers in JUPYTER_DATA_DIR where that is set, and says if it cannot", () =>
  inHome(async (home) => {
    home.env.JUPYTER_DATA_DIR = join(home.path, "data");
    const { status, stdout, stderr } = await home.run();
    assert.equal(status, 0, stderr);
    const folder = join(home.path, "data", "kernels", "deno");
    assert.ok(stdout.startsWith(`Registered the kernel “Deno” in ${folder}`), stdout);
    const { argv, interrupt_mode, language } = JSON.parse(
      await Deno.readTextFile(join(folder, "kernel.json")),
    );
    assert.deepEqual([argv, interrupt_mode, language], [ARGV, "message", "typescript"]);
    await assert.rejects(Deno.stat(home.spec));
    assert.match((await home.run()).stdout, /^Registered already in /);
    // A path from where the user stands, and not from the project.
    home.env.JUPYTER_DATA_DIR = "data";
    home.env.INIT_CWD = home.path;
    assert.ok((await home.run()).stdout.startsWith(`Registered already in ${folder}`));
    home.env.JUPYTER_DATA_DIR = join(folder, "kernel.json");
    assert.match(
      (await home.run()).stderr,
      /^error: Cannot register the kernel: .*\n {2}hint: it is in/,
    );
  }));

Deno.test("kernel mends a Deno that is gone and keeps the rest of what was registered", () =>
  inHome(async (home) => {
    const argv = ["/gone/deno", ...ARGV.slice(1)];
    await writeSpec(home, { argv, display_name: "My Deno", env: { A: "1" } });
    assert.equal((await home.run()).status, 0);
    assert.deepEqual(JSON.parse(await Deno.readTextFile(home.spec)), {
      argv: ARGV,
      display_name: "My Deno",
      env: { A: "1" },
      interrupt_mode: "message",
    });
  }));

Deno.test("kernel leaves another's kernelspec as it is, and says what to do", () =>
  inHome(async (home) => {
    for (const other of [{ argv: ["/opt/tsl", "kernel", "{connection_file}"] }, { name: "none" }]) {
      await writeSpec(home, other);
      const { status, stdout, stderr } = await home.run();
      assert.deepEqual([status, stdout], [1, ""]);
      assert.match(stderr, /^error: Cannot register the kernel "deno": .*\n {2}hint: it was left/);
      assert.equal(await Deno.readTextFile(home.spec), JSON.stringify(other));
    }
  }));

Deno.test("kernel says that a folder cannot be written", () =>
  inHome(async (home) => {
    await Deno.writeTextFile(join(home.path, "share"), "");
    const { status, stderr } = await home.run();
    assert.equal(status, 1);
    assert.match(stderr, /^error: Cannot register the kernel: .*\n {2}hint: .*\n$/);
  }));

Deno.test("kernel --check tries the registered command, and says what fails", () =>
  inHome(async (home) => {
    const { status, stdout } = await home.run("--check");
    assert.equal(status, 0, stdout);
    assert.equal(stdout.match(/^ok {6}/gm)?.length, 4, stdout);
    await writeSpec(home, { argv: ["/gone/deno", ...ARGV.slice(1)] });
    const gone = await home.run("--check");
    assert.equal(gone.status, 1);
    assert.match(gone.stdout, /^FAILED .*the Deno kernel /m);
  }));

Deno.test("kernel refuses a command line that is wrong", () =>
  inHome(async (home) => {
    for (const args of [["deno"], ["--force"], ["--check=no"]]) {
      const { status, stderr } = await home.run(...args);
      assert.equal(status, 2);
      assert.match(stderr, /^error: .+\n {2}hint: .+\n$/);
    }
    assert.deepEqual([...Deno.readDirSync(home.path)], []);
  }));

jupyterTest(
  "nbclient runs the registered kernel, and Jupyter's interrupt leaves it alive",
  (bin) =>
    inHome(async (home) => {
      assert.equal((await home.run()).status, 0);
      const { code, stdout, stderr } = await new Deno.Command(join(bin, "python"), {
        args: ["-c", CLIENT],
        env: home.env,
      }).output();
      assert.equal(code, 0, new TextDecoder().decode(stderr));
      assert.deepEqual(JSON.parse(new TextDecoder().decode(stdout)), {
        nbclient: "42",
        interrupted: "error",
        after: "ok",
      });
    }),
);

const CLIENT = `
import json, nbformat
from nbclient import NotebookClient
from jupyter_client.manager import start_new_kernel

# Its first cell shows nothing, and its second waits a turn: nbclient loses what comes after "idle".
show = 'await Deno.jupyter.display({ "text/plain": String(n) }, { raw: true }); ' \\
    'await new Promise((r) => setTimeout(r, 0));'
cells = [nbformat.v4.new_code_cell(source) for source in ("const n = 6 * 7;", show)]
book = nbformat.v4.new_notebook(cells=cells)
NotebookClient(book, kernel_name="deno", timeout=60).execute()
shown = book.cells[1].outputs[0]["data"]["text/plain"]

manager, client = start_new_kernel(kernel_name="deno")
try:
    run = lambda code: client.execute_interactive(code, timeout=60, output_hook=lambda _: None)
    run("globalThis.kept = 1")
    asked = client.execute('console.log("on"); while (true) {}')
    while client.get_iopub_msg(timeout=60)["msg_type"] != "stream":
        pass
    manager.interrupt_kernel()
    while (reply := client.get_shell_msg(timeout=60))["parent_header"]["msg_id"] != asked:
        pass
    after = run("if (kept !== 1) throw new Error()")
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
print(json.dumps({"nbclient": shown, "interrupted": reply["content"]["status"],
                  "after": after["content"]["status"]}))
`;
