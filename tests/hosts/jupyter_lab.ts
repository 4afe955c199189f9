/** A real JupyterLab on a folder, with a home of its own. */
import { join } from "node:path";
import { writeKernelspec } from "./jupyter.ts";

export interface JupyterLab extends AsyncDisposable {
  /** The address of a file in it, with the token that opens it. */
  address(path: string): string;
}

/** Starts JupyterLab; ready when it answers. Disposing ends it, its kernels, and removes what it wrote beside the folder. */
export async function startJupyterLab(bin: string, folder: string): Promise<JupyterLab> {
  const home = await Deno.makeTempDir({ prefix: "jupyter-lab-test-" });
  await writeKernelspec(join(home, "data"));
  // All cells in the page at once: JupyterLab otherwise builds only those in sight.
  const settings = ["lab", "user-settings", "@jupyterlab", "notebook-extension"];
  await writeJson(join(home, "config", ...settings, "tracker.jupyterlab-settings"), {
    windowingMode: "none",
  });
  const token = crypto.randomUUID();
  const port = freePort();
  const process = new Deno.Command(join(bin, "jupyter-lab"), {
    args: [
      "--no-browser",
      "--allow-root",
      "--expose-app-in-browser",
      `--ServerApp.root_dir=${folder}`,
      "--ServerApp.ip=127.0.0.1",
      `--ServerApp.port=${port}`,
      "--ServerApp.port_retries=0",
      `--IdentityProvider.token=${token}`,
    ],
    env: {
      HOME: home,
      JUPYTER_DATA_DIR: join(home, "data"),
      JUPYTER_CONFIG_DIR: join(home, "config"),
      JUPYTER_RUNTIME_DIR: join(home, "runtime"),
      JUPYTERLAB_WORKSPACES_DIR: join(home, "workspaces"),
      DENO_DIR: await denoFolder(),
    },
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const base = `http://127.0.0.1:${port}`;
  await answers(`${base}/api/status?token=${token}`, process);
  return {
    address: (path) => `${base}/lab/tree/${path}?token=${token}&reset`,
    async [Symbol.asyncDispose]() {
      process.kill("SIGTERM");
      // Its kernels have ended by then, but JupyterLab itself sometimes waits for ever.
      const end = setTimeout(() => process.kill("SIGKILL"), 30_000);
      await process.status;
      clearTimeout(end);
      await Deno.remove(home, { recursive: true });
    },
  };
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await Deno.mkdir(join(path, ".."), { recursive: true });
  await Deno.writeTextFile(path, JSON.stringify(value));
}

/** Deno's cache, which a home of one's own would hide. */
async function denoFolder(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  return JSON.parse(new TextDecoder().decode(stdout)).denoDir;
}

export function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return (listener.addr as Deno.NetAddr).port;
}

/** Waits until an address answers; fails when the process behind it ends instead. */
export async function answers(address: string, process: Deno.ChildProcess): Promise<void> {
  let end: Deno.CommandStatus | undefined;
  process.status.then((status) => end = status);
  while (end === undefined) {
    try {
      const response = await fetch(address);
      await response.body?.cancel();
      if (response.ok) return;
    } catch {
      // It does not listen yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The server ended with status ${end.code} before it answered`);
}
