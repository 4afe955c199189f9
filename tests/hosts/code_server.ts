/** A real VS Code, served to a browser, on a folder, with a home of its own. */
import { join } from "node:path";
import { answers, freePort } from "./jupyter_lab.ts";

export interface CodeServer extends AsyncDisposable {
  /** Of a window on the folder. */
  readonly address: string;
}

/** Starts code-server; ready when it answers. Disposing ends it and removes what it wrote beside the folder. */
export async function startCodeServer(program: string, folder: string): Promise<CodeServer> {
  const home = await Deno.makeTempDir({ prefix: "code-server-test-" });
  const port = freePort();
  const process = new Deno.Command(program, {
    args: [
      "--auth=none",
      "--disable-workspace-trust",
      "--disable-telemetry",
      "--disable-update-check",
      "--disable-getting-started-override",
      // It goes of itself should the tests be killed.
      "--idle-timeout-seconds=120",
      `--bind-addr=127.0.0.1:${port}`,
      `--user-data-dir=${join(home, "user")}`,
      `--extensions-dir=${join(home, "extensions")}`,
      `--config=${join(home, "config.yaml")}`,
    ],
    // Its sockets, too: they would stay behind among the temporary files.
    env: {
      HOME: home,
      TMPDIR: home,
      XDG_CACHE_HOME: home,
      XDG_CONFIG_HOME: home,
      XDG_DATA_HOME: home,
      XDG_RUNTIME_DIR: home,
    },
    stdin: "null",
    stdout: "null",
    stderr: "null",
    detached: true,
  }).spawn();
  const base = `http://127.0.0.1:${port}`;
  await answers(`${base}/healthz`, process);
  return {
    address: `${base}/?folder=${encodeURIComponent(folder)}`,
    async [Symbol.asyncDispose]() {
      // Its helpers outlive it by seconds, and would write into what is removed.
      while (signalGroup(process.pid)) await new Promise((resolve) => setTimeout(resolve, 100));
      await process.status;
      await Deno.remove(home, { recursive: true });
    },
  };
}

/** Asks all processes of a group to end; false where none is left. */
function signalGroup(id: number): boolean {
  try {
    Deno.kill(-id, "SIGTERM");
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
