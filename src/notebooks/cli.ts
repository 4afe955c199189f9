/** `notebook-report`: notebooks to HTML, each beside itself, once or whenever one changes. */
import { dirname, join, relative, resolve } from "node:path";
import { LANGUAGES, quote, UsageError } from "@crosses/text";
import {
  exitStatus,
  oneOf,
  parseCommandLine,
  runCommand,
  seconds,
  untilInterrupted,
  userPath,
  type Values,
} from "@crosses/text/command";
import { exporterOf, exportNotebooks, type ExportOptions, pagesOf } from "./export.ts";
import type { GivenLook } from "./page/context.ts";
import { Progress } from "./run/run_notebooks.ts";

/** What the options say that every command has which makes pages. */
export const PAGE_USAGE =
  `  --code MODE    show: code in sight, before its output; fold: folded (the default); hide: none
  --toc yes|no   with contents (the default) or without
  --images DIR   images in DIR may be shown, too; without it, those in the notebook's folder
  --allow-errors goes on after a cell that fails, and shows its error
  --no-execute   shows the outputs as saved, and runs nothing
  --timeout S    seconds that one cell may take; without it 120
`;

const USAGE = `
Usage: notebook-report NOTEBOOK... [--out DIR] [--lang ${
  LANGUAGES.join("|")
}] [--code show|fold|hide]
                       [--toc yes|no] [--images DIR] [--allow-errors] [--no-execute] [--timeout S]
                       [--watch]

Runs each notebook and writes NAME.html beside it: one file, with no script and no request.

  --out DIR      where to write, with an index.html for several; without it, beside each notebook;
                 of several notebooks with one name, each page has its folder's before it
  --lang LANG    the language of the page's own words; without it English, or that of the
                 notebook's folder, such as fr
${PAGE_USAGE}  --watch        stays, and does it again whenever a notebook or a file beside it changes
  --help         prints this

A notebook runs on the Deno kernel with all permissions, like any notebook: run only what you trust.
The deno.json of its folder, or of one above, counts for its cells.
Exit status: 0 done, 1 a cell or a file failed, 2 wrong command line, 130 interrupted.
`;

/** Options of every command that makes pages, for `parseCommandLine()`. */
export const PAGE_OPTIONS = {
  out: { type: "string" },
  lang: { type: "string" },
  code: { type: "string" },
  toc: { type: "string" },
  images: { type: "string" },
  "allow-errors": { type: "boolean" },
  "no-execute": { type: "boolean" },
  timeout: { type: "string" },
  watch: { type: "boolean" },
} as const;

/**
 * How pages are to be made, by the options given.
 * @throws {UsageError} at a value that an option does not take
 */
export function readPageOptions(
  values: Values<typeof PAGE_OPTIONS>,
): Omit<ExportOptions, "out" | "signal"> & GivenLook {
  return {
    lang: oneOf("lang", values.lang, LANGUAGES),
    code: oneOf("code", values.code, ["show", "fold", "hide"]),
    toc: oneOf("toc", values.toc, ["yes", "no"]) !== "no",
    images: values.images === undefined ? undefined : imagesFolder(values.images),
    allowErrors: values["allow-errors"],
    execute: values["no-execute"] !== true,
    timeoutSeconds: seconds(values.timeout),
  };
}

/** Where the folder really is: a link to it would not be followed. */
function imagesFolder(given: string): string {
  try {
    const folder = Deno.realPathSync(userPath(given));
    if (Deno.statSync(folder).isDirectory) return folder;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  throw new UsageError(`Option "--images" is ${quote(given)}`, "name a folder that is there");
}

async function notebookReport(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommandLine(args, PAGE_OPTIONS);
  if (positionals.length === 0) throw new UsageError("Name a notebook to export");
  const notebooks = positionals.map(userPath);
  const options = {
    ...readPageOptions(values),
    out: values.out === undefined ? undefined : userPath(values.out),
  };
  return await untilInterrupted(async (signal) => {
    if (!values.watch) return await exportNotebooks(notebooks, { ...options, signal });
    const pages = pagesOf(notebooks, options.out);
    const written = options.out === undefined ? pages : [...pages, join(options.out, "index.html")];
    await watchNotebooks(notebooks, { ...options, signal }, written);
  });
}

/** Exports notebooks again whenever one, or a file beside it, changes. */
export async function watchNotebooks(
  notebooks: readonly string[],
  options: ExportOptions & { readonly signal: AbortSignal },
  written: readonly string[],
): Promise<void> {
  const folders = [...new Set(notebooks.map((path) => dirname(path)))];
  const exportThem = exporterOf(notebooks, options);
  const make = (changed?: readonly string[]) => exitStatus(() => exportThem(changed), USAGE, []);
  await watchPages({ folders, notebooks, written, make, signal: options.signal });
}

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

/** Makes pages, then makes them again at each change until the signal aborts. */
export async function watchPages(options: WatchOptions): Promise<void> {
  const { folders, notebooks, make, signal } = options;
  const progress = new Progress();
  const base = userPath(".");
  const watcher = Deno.watchFs([...folders]);
  signal.addEventListener("abort", () => watcher.close(), { once: true });
  const changed = new Set<string>();
  let wake = Promise.withResolvers<void>();
  const watching = (async () => {
    for await (const { kind, paths } of watcher) {
      if (kind === "access") continue;
      paths.map((path) => resolve(path)).filter((path) => isInput(path, options))
        .forEach((path) => changed.add(path));
      if (changed.size > 0) wake.resolve();
    }
    wake.resolve();
  })();
  let touched: readonly string[] = [];
  while (!signal.aborted) {
    // Of somebody's notebooks only those that changed, unless something else did: any may depend on that.
    const isAlone = touched.length > 0 && touched.every((path) => notebooks.includes(path));
    await make(isAlone ? touched : undefined);
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

function isInput(path: string, { folders, inputs, written }: WatchOptions): boolean {
  const folder = folders.find((folder) => isWithin(path, folder));
  if (folder === undefined || written.some((place) => isWithin(path, place))) return false;
  const name = relative(folder, path);
  if (name === "" || BYPRODUCT.test(name)) return false;
  return inputs === undefined || inputs.includes(name.split(/[/\\]/)[0]!);
}

function isWithin(path: string, folder: string): boolean {
  return relative(folder, path).split(/[/\\]/)[0] !== "..";
}

if (import.meta.main) await runCommand(notebookReport, USAGE);
