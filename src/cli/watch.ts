/** Making the report again whenever what it is made of changes. */
import { dirname, join, relative, resolve } from "node:path";
import { userPath } from "./command.ts";
import { PROJECT_FOLDER } from "./places.ts";
import { Progress } from "./progress.ts";

export interface WatchOptions {
  /** Absolute paths of somebody's notebooks; none for the project's own. */
  readonly notebooks: readonly string[];
  readonly out: string;
  readonly signal: AbortSignal;
}

/** An editor writes a file in several steps; they are one change. */
const QUIET_MS = 150;

/** What of the project a report is made of. */
const OF_THE_PROJECT = ["notebooks", "src", "data", "deno.json", "deno.lock"];

/** What editors and Jupyter leave beside what they save. */
const BYPRODUCT = /(^|[/\\])\.|~$|\.(swp|swx|tmp|part)$|(^|[/\\])4913$/;

/**
 * Makes the report, then makes it again at each change until the signal aborts. Each time it is a process of its own:
 * so it runs the sources as they are now.
 */
export async function watchReport(
  args: readonly string[],
  { notebooks, out, signal }: WatchOptions,
): Promise<void> {
  const progress = new Progress();
  const base = userPath(".");
  const folders = notebooks.length > 0
    ? [...new Set(notebooks.map((path) => dirname(path)))]
    : [PROJECT_FOLDER];
  const watcher = Deno.watchFs(folders);
  signal.addEventListener("abort", () => watcher.close(), { once: true });
  const changed = new Set<string>();
  let wake = Promise.withResolvers<void>();
  const isInput = (path: string) => {
    const folder = folders.find((folder) => isWithin(path, folder));
    if (folder === undefined || isWithin(path, out)) return false;
    const name = relative(folder, path);
    if (name === "" || BYPRODUCT.test(name)) return false;
    return notebooks.length > 0 || OF_THE_PROJECT.includes(name.split(/[/\\]/)[0]!);
  };
  const watching = (async () => {
    for await (const { kind, paths } of watcher) {
      if (kind === "access") continue;
      paths.map((path) => resolve(path)).filter(isInput).forEach((path) => changed.add(path));
      if (changed.size > 0) wake.resolve();
    }
    wake.resolve();
  })();
  let touched: readonly string[] = [];
  while (!signal.aborted) {
    await makeOnce(argumentsFor(args, notebooks, touched), signal);
    if (signal.aborted) break;
    progress.say("waiting for changes; Ctrl-C ends");
    await wake.promise;
    for (let size = -1; size !== changed.size;) {
      size = changed.size;
      await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    }
    touched = [...changed];
    changed.clear();
    wake = Promise.withResolvers();
    if (signal.aborted) break;
    progress.say(`changed: ${touched.map((path) => relative(base, path)).join(", ")}`);
  }
  await watching;
}

/** Of somebody's notebooks only those that changed, unless it was something else that did: any may depend on that. */
function argumentsFor(
  args: readonly string[],
  notebooks: readonly string[],
  touched: readonly string[],
): string[] {
  const others = notebooks.filter((path) => !touched.includes(path));
  const isOnlyNotebooks = touched.length > 0 && touched.every((path) => notebooks.includes(path));
  if (!isOnlyNotebooks || others.length === notebooks.length) return [...args];
  return args.filter((arg) => !others.includes(userPath(arg)));
}

async function makeOnce(args: readonly string[], signal: AbortSignal): Promise<void> {
  await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "--config", join(PROJECT_FOLDER, "deno.json"), "report", ...args],
    cwd: userPath("."),
    stdin: "null",
    signal,
  }).spawn().status;
}

function isWithin(path: string, folder: string): boolean {
  return relative(folder, path).split(/[/\\]/)[0] !== "..";
}
