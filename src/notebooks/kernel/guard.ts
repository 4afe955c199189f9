/** Ending what was started for sure, also when this process is killed and can do nothing any more. */

const SCRIPT = `trap '' INT TERM HUP; while read -r _; do :; done; kill -9 "$0" 2>/dev/null`;

/**
 * Watches over a process: when ours ends, or `release` is called, it is killed. Start it before the process is given
 * anything to do, so that there is no moment in which it could be left at work.
 */
export function guard(pid: number): { release(): Promise<void> } {
  if (Deno.build.os === "windows") return { release: () => Promise.resolve() };
  const watcher = new Deno.Command("sh", {
    args: ["-c", SCRIPT, `${pid}`],
    stdin: "piped",
    stdout: "null",
    stderr: "null",
  }).spawn();
  return {
    async release() {
      await watcher.stdin.close().catch(() => {});
      await watcher.status;
    },
  };
}
