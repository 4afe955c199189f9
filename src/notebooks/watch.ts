/** Making pages again whenever what they are made of changes. */
import { relative, resolve } from "node:path";
import { userPath } from "@crosses/text/command";
import { Progress } from "./run/run_notebooks.ts";

/** What is watched, and what is made of it. */
export interface WatchOptions {
  /** Folders in which a change counts. */
  readonly folders: readonly string[];
  /** Paths that count, by their first name below their folder; all of them, if left out. */
  readonly inputs?: readonly string[];
  /** Absolute paths of the notebooks that were named. */
  readonly notebooks: readonly string[];
  /** Makes pages once: of these notebooks, or all. */
  make(changed?: readonly string[]): Promise<unknown>;
  /** A folder or files: what is written there is no change. */
  readonly written: readonly string[];
  readonly signal: AbortSignal;
}

/** An editor writes a file in several steps; they are one change. */
const QUIET_MS = 150;

/** What editors and Jupyter leave beside what they save. */
const BYPRODUCT = /(^|[/\\])\.|~$|\.(swp|swx|tmp|part)$|(^|[/\\])4913$/;

/**
 * Makes pages, then makes them again at each change until the signal aborts.
 */
export async function watchPages(
  { folders, inputs, notebooks, make, written, signal }: WatchOptions,
): Promise<void> {
  const progress = new Progress();
  const base = userPath(".");
  const watcher = Deno.watchFs([...folders]);
  signal.addEventListener("abort", () => watcher.close(), { once: true });
  const changed = new Set<string>();
  let wake = Promise.withResolvers<void>();
  const isInput = (path: string) => {
    const folder = folders.find((folder) => isWithin(path, folder));
    if (folder === undefined || written.some((place) => isWithin(path, place))) return false;
    const name = relative(folder, path);
    if (name === "" || BYPRODUCT.test(name)) return false;
    return inputs === undefined || inputs.includes(name.split(/[/\\]/)[0]!);
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
    await make(changedAlone(notebooks, touched));
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
function changedAlone(
  notebooks: readonly string[],
  touched: readonly string[],
): readonly string[] | undefined {
  const isAlone = touched.length > 0 && touched.every((path) => notebooks.includes(path));
  return isAlone ? touched : undefined;
}

function isWithin(path: string, folder: string): boolean {
  return relative(folder, path).split(/[/\\]/)[0] !== "..";
}
