/** `notebook-report`: notebooks to HTML, each beside itself. */
import { dirname, join } from "node:path";
import { LANGUAGES, quote, UsageError } from "@crosses/text";
import {
  exitStatus,
  oneOf,
  parseCommandLine,
  runCommand,
  seconds,
  untilInterrupted,
  userPath,
} from "@crosses/text/command";
import { exporterOf, exportNotebooks, type ExportOptions, pageOf } from "./export.ts";
import { watchPages } from "./watch.ts";

const USAGE = `
Usage: notebook-report NOTEBOOK... [--out DIR] [--lang en|fr] [--code show|fold|hide]
                       [--toc yes|no] [--images DIR] [--allow-errors] [--no-execute] [--timeout S]
                       [--watch]

Runs each notebook and writes NAME.html beside it: one file, with no script and no request.

  --out DIR      where to write, with an index.html for several; without it, beside each notebook
  --lang LANG    the language of the page's own words; without it English, and French for a notebook
                 in a folder fr
  --code MODE    show: code in sight, before its output; fold: folded (the default); hide: none
  --toc yes|no   with contents (the default) or without
  --images DIR   images in DIR may be shown, too; without it, those in the notebook's folder
  --allow-errors goes on after a cell that fails, and shows its error
  --no-execute   shows the outputs as saved, and runs nothing
  --timeout S    seconds that one cell may take; without it 120
  --watch        stays, and does it again whenever a notebook or a file beside it changes
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

/** What was given of {@linkcode PAGE_OPTIONS}, but where to write and whether to stay. */
export interface PageValues {
  readonly lang?: string | undefined;
  readonly code?: string | undefined;
  readonly toc?: string | undefined;
  readonly images?: string | undefined;
  readonly "allow-errors"?: boolean | undefined;
  readonly "no-execute"?: boolean | undefined;
  readonly timeout?: string | undefined;
}

/**
 * How pages are to be made, by the options given.
 * @throws {UsageError} at a value that an option does not take
 */
export function readPageOptions(values: PageValues): Omit<ExportOptions, "out" | "signal"> {
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

/** Runs the command; gives the exit status. */
export async function notebookReport(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommandLine(args, PAGE_OPTIONS);
  if (positionals.length === 0) throw new UsageError("Name a notebook to export");
  const notebooks = positionals.map(userPath);
  const options = {
    ...readPageOptions(values),
    out: values.out === undefined ? undefined : userPath(values.out),
  };
  return await untilInterrupted(async (signal) => {
    if (!values.watch) return await exportNotebooks(notebooks, { ...options, signal });
    const pages = notebooks.map((path) => pageOf(path, options.out));
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

if (import.meta.main) await runCommand(notebookReport, USAGE);
