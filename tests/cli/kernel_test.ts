/** `deno task kernel` in a home folder of its own, with the real kernel and, where there is one, the real Jupyter. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { kernelspecFolder } from "../../src/cli/kernelspec.ts";
import { isPassing } from "../../src/cli/lasting_deno.ts";
import { jupyterTest } from "../hosts/jupyter.ts";
import { type Run, runTask } from "./run_command.ts";

interface Home {
  readonly path: string;
  /** Where the kernelspec belongs, and its file. */
  readonly folder: string;
  readonly spec: string;
  readonly env: Record<string, string>;
  run(args?: readonly string[], env?: Record<string, string>, program?: string): Promise<Run>;
}

/** A home folder with nothing in it. Deno's cache stays where it is. */
async function inHome(use: (home: Home) => Promise<void>): Promise<void> {
  const path = await Deno.makeTempDir({ prefix: "kernel-test-" });
  const folder = join(path, "jupyter", "kernels", "deno");
  const env = { HOME: path, JUPYTER_DATA_DIR: join(path, "jupyter"), DENO_DIR: await denoDir() };
  try {
    await use({
      path,
      folder,
      spec: join(folder, "kernel.json"),
      env,
      run: (args = [], more = {}, program) =>
        runTask("kernel", args, {
          env: { ...env, PATH: "/nowhere", ...more },
          ...(program ? { program } : {}),
        }),
    });
  } finally {
    await Deno.remove(path, { recursive: true });
  }
}

async function denoDir(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  return JSON.parse(new TextDecoder().decode(stdout)).denoDir;
}

async function readSpec({ spec }: Home): Promise<Record<string, unknown> & { argv: string[] }> {
  return JSON.parse(await Deno.readTextFile(spec));
}

async function writeSpec({ folder, spec }: Home, content: unknown): Promise<string> {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(spec, text);
  return text;
}

const ARGUMENTS = ["jupyter", "--kernel", "--conn", "{connection_file}"];

Deno.test("kernelspecFolder() is where jupyter_core looks, on each platform", () => {
  const cases: [os: typeof Deno.build.os, env: Record<string, string>, folder: string][] = [
    ["linux", { HOME: "/home/a" }, "/home/a/.local/share/jupyter/kernels/deno"],
    ["linux", { HOME: "/home/a", XDG_DATA_HOME: "/d" }, "/d/jupyter/kernels/deno"],
    ["linux", { HOME: "/home/a", XDG_DATA_HOME: "/d", JUPYTER_DATA_DIR: "/j" }, "/j/kernels/deno"],
    ["darwin", { HOME: "/Users/a" }, "/Users/a/Library/Jupyter/kernels/deno"],
    ["darwin", { HOME: "/Users/a", XDG_DATA_HOME: "/d" }, "/Users/a/Library/Jupyter/kernels/deno"],
    [
      "windows",
      { USERPROFILE: "C:\\Users\\a", APPDATA: "C:\\Users\\a\\AppData\\Roaming" },
      "C:\\Users\\a\\AppData\\Roaming\\jupyter\\kernels\\deno",
    ],
    ["windows", { USERPROFILE: "C:\\a" }, "C:\\a\\.jupyter\\data\\kernels\\deno"],
  ];
  for (const [os, env, folder] of cases) {
    assert.equal(kernelspecFolder({ os, environment: (name) => env[name] }), folder);
  }
});

Deno.test("isPassing() tells a cache of one-off programs from an installed Deno", () => {
  for (
    const path of [
      "/home/a/.npm/_npx/ffb2962e9c35ffe8/node_modules/deno/deno",
      "C:\\Users\\a\\AppData\\Local\\npm-cache\\_npx\\12ab\\node_modules\\deno\\deno.exe",
      "/home/a/.cache/pnpm/dlx-123/node_modules/deno/deno",
      "/tmp/bunx-1000-deno@latest/node_modules/deno/deno",
    ]
  ) assert.equal(isPassing(path), true, path);
  for (
    const path of [
      "/usr/lib/node_modules/deno/deno",
      "/home/a/.deno/bin/deno",
      "/opt/homebrew/bin/deno",
      "/home/a/my_npx/deno",
    ]
  ) assert.equal(isPassing(path), false, path);
});

Deno.test("kernel registers the Deno that runs it; a second run says so and changes no byte", () =>
  inHome(async (home) => {
    const first = await home.run();
    assert.deepEqual([first.status, first.stderr], [0, ""]);
    assert.match(first.stdout, /^Registered the kernel “Deno”\.\n/);
    assert.deepEqual(await readSpec(home), {
      argv: [Deno.execPath(), ...ARGUMENTS],
      display_name: "Deno",
      language: "typescript",
      interrupt_mode: "message",
    });
    const before = await Deno.stat(home.spec);
    const second = await home.run();
    assert.equal(second.status, 0);
    assert.match(second.stdout, /^Already registered; nothing was changed\.\n/);
    const after = await Deno.stat(home.spec);
    assert.deepEqual([after.ino, after.mtime], [before.ino, before.mtime]);
    assert.deepEqual([...Deno.readDirSync(home.folder)].map(({ name }) => name), ["kernel.json"]);
  }));

Deno.test("kernel run by npx registers a copy that works when npx's cache is gone", () =>
  inHome(async (home) => {
    const cache = join(home.path, ".npm", "_npx", "ffb2962e9c35ffe8");
    const program = join(cache, "node_modules", "deno", "deno");
    await Deno.mkdir(join(program, ".."), { recursive: true });
    await Deno.copyFile(Deno.execPath(), program);
    assert.equal((await home.run([], {}, program)).status, 0);
    const copy = join(home.folder, `deno-${Deno.version.deno}`);
    assert.equal((await readSpec(home)).argv[0], copy);
    const again = await home.run([], {}, program);
    assert.match(again.stdout, /^Already registered/);
    await Deno.remove(cache, { recursive: true });
    const { status, stdout } = await home.run(["--check"]);
    assert.equal(status, 0, stdout);
    assert.deepEqual(
      [...Deno.readDirSync(home.folder)].map(({ name }) => name).sort(),
      [`deno-${Deno.version.deno}`, "kernel.json"],
    );
  }));

Deno.test("kernel mends what `deno jupyter --install` wrote, and keeps the rest of it", () =>
  inHome(async (home) => {
    const earlier = {
      argv: [Deno.execPath(), ...ARGUMENTS],
      display_name: "My Deno",
      language: "typescript",
      env: { NO_COLOR: "1" },
    };
    await writeSpec(home, earlier);
    const { status, stdout } = await home.run();
    assert.equal(status, 0);
    assert.match(stdout, /was mended:\n {2}- an interrupt is now sent as a message/);
    assert.deepEqual(await readSpec(home), { ...earlier, interrupt_mode: "message" });
    assert.match((await home.run()).stdout, /^Already registered/);
  }));

Deno.test("kernel replaces a Deno that is gone, faulty, or an earlier copy of its own", () =>
  inHome(async (home) => {
    const says = async (path: string, version: string) => {
      await Deno.mkdir(join(path, ".."), { recursive: true });
      await Deno.writeTextFile(path, `#!/bin/sh\necho "deno ${version} (stable)"\n`);
      await Deno.chmod(path, 0o755);
    };
    const copy = join(home.folder, "deno-2.9.0");
    const cases: [program: string, version: string | undefined, reason: RegExp][] = [
      [
        join(home.path, "gone"),
        undefined,
        /gone, which it named, cannot be started: it now starts /,
      ],
      [
        join(home.path, "faulty"),
        "2.8.3",
        /Deno 2\.8\.3, which it started, reports cells that fail as successful: it now starts /,
      ],
      [copy, "2.9.0", /its copy was of Deno 2\.9\.0: it now starts /],
    ];
    for (const [program, version, reason] of cases) {
      if (version !== undefined) await says(program, version);
      await writeSpec(home, {
        argv: [program, ...ARGUMENTS],
        display_name: "Deno",
        interrupt_mode: "message",
      });
      const { status, stdout } = await home.run();
      assert.equal(status, 0);
      assert.match(stdout, reason);
      assert.equal((await readSpec(home)).argv[0], Deno.execPath());
    }
    await assert.rejects(Deno.stat(copy), Deno.errors.NotFound);
  }));

Deno.test("kernel leaves another's kernelspec as it is, and says what to do", () =>
  inHome(async (home) => {
    const others = [
      { argv: ["/opt/tsl", "kernel", "{connection_file}"], display_name: "Deno" },
      { argv: [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}", "--quiet"] },
      { name: "no kernelspec" },
      `{"argv": [`,
    ];
    for (const other of others) {
      const text = await writeSpec(home, other);
      for (const args of [[], ["--check"]]) {
        const { status, stdout, stderr } = await home.run(args);
        assert.deepEqual([status, stdout], [1, ""]);
        assert.match(
          stderr,
          /^error: Cannot register the kernel "deno": ".*" is there already, and it /,
        );
        assert.match(stderr, /\n {2}hint: it was left as it is; /);
        assert.equal(await Deno.readTextFile(home.spec), text);
      }
    }
  }));

Deno.test("kernel says that a folder cannot be written", () =>
  inHome(async (home) => {
    const file = join(home.path, "file");
    await Deno.writeTextFile(file, "");
    for (const JUPYTER_DATA_DIR of [file, "/proc/self"]) {
      const { status, stderr } = await home.run([], { JUPYTER_DATA_DIR });
      assert.equal(status, 1);
      assert.match(stderr, /^error: Cannot (register the kernel in|read) ".*\n( {2}hint: .*\n)?$/);
    }
  }));

Deno.test("kernel says what is missing to open a notebook with", () =>
  inHome(async (home) => {
    const bare = await home.run();
    assert.match(bare.stdout, /Jupyter: not on PATH; /);
    assert.match(bare.stdout, /VS Code: no extension was found; /);
    const bin = join(home.path, "bin");
    await Deno.mkdir(bin);
    await Deno.writeTextFile(join(bin, "jupyter-lab"), "");
    const extensions = join(home.path, ".vscode", "extensions");
    await Deno.mkdir(join(extensions, "denoland.vscode-deno-3.46.1"), { recursive: true });
    const half = await home.run([], { PATH: bin });
    assert.match(half.stdout, /Jupyter: open jupyter lab notebooks\/en\/01_tables\.ipynb\n/);
    assert.match(half.stdout, /it lacks ms-toolsai\.jupyter: `code --install-extension ms-tool/);
    await Deno.mkdir(join(extensions, "ms-toolsai.jupyter-2025.9.1"));
    const whole = await home.run([], { PATH: bin });
    assert.match(whole.stdout, /VS Code: open this folder and notebooks\/en\/01_tables\.ipynb, /);
  }));

Deno.test("kernel --check tries the registered command, and says what fails", () =>
  inHome(async (home) => {
    const none = await home.run(["--check"]);
    assert.equal(none.status, 1);
    assert.match(
      none.stderr,
      /^error: No kernel "deno" is registered: .*\n {2}hint: `deno task kernel`/,
    );
    await writeSpec(home, {
      argv: [Deno.execPath(), ...ARGUMENTS],
      display_name: "Deno",
      interrupt_mode: "signal",
    });
    const { status, stdout } = await home.run(["--check"]);
    assert.equal(status, 1);
    assert.deepEqual(stdout.trimEnd().split("\n").slice(1), [
      "ok      a cell that throws is reported as an error",
      "ok      1,000 printed lines all arrive, in order",
      "FAILED  an interrupt stops `while (true) {}`, and the kernel lives on: the interrupt ended the kernel",
      "ok      Polars and Plot are imported, and work",
    ]);
    await writeSpec(home, { argv: [join(home.path, "gone"), ...ARGUMENTS], display_name: "Deno" });
    const gone = await home.run(["--check"]);
    assert.equal(gone.status, 1);
    assert.match(gone.stdout, /^FAILED .*there is no program/m);
    assert.equal(gone.stdout.match(/^FAILED .*: not tried$/gm)?.length, 3);
  }));

Deno.test("kernel refuses a command line that is wrong", () =>
  inHome(async (home) => {
    for (const args of [["deno"], ["--force"], ["--check=no"]]) {
      const { status, stderr } = await home.run(args);
      assert.equal(status, 2);
      assert.match(stderr, /^error: .+\n {2}hint: .+\n$/);
    }
    assert.deepEqual([...Deno.readDirSync(home.path)], []);
  }));

jupyterTest(
  "Jupyter lists the registered kernel where `jupyter --data-dir` says",
  (bin) =>
    inHome(async (home) => {
      const jupyter = async (...args: string[]) => {
        const { code, stdout, stderr } = await new Deno.Command(join(bin, "jupyter"), {
          args,
          env: home.env,
        }).output();
        assert.equal(code, 0, new TextDecoder().decode(stderr));
        return new TextDecoder().decode(stdout);
      };
      assert.equal((await home.run()).status, 0);
      const { kernelspecs } = JSON.parse(await jupyter("kernelspec", "list", "--json"));
      assert.equal(kernelspecs.deno.resource_dir, home.folder);
      assert.equal(kernelspecs.deno.spec.interrupt_mode, "message");
      const XDG_DATA_HOME = join(home.path, "share");
      const env = { ...home.env, JUPYTER_DATA_DIR: "", XDG_DATA_HOME };
      const { stdout } = await new Deno.Command(join(bin, "jupyter"), { args: ["--data-dir"], env })
        .output();
      assert.equal((await home.run([], { JUPYTER_DATA_DIR: "", XDG_DATA_HOME })).status, 0);
      await Deno.stat(join(new TextDecoder().decode(stdout).trim(), "kernels/deno/kernel.json"));
      await jupyter("kernelspec", "remove", "-y", "deno");
      await assert.rejects(Deno.stat(home.folder), Deno.errors.NotFound);
    }),
);

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
