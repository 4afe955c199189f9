/** `deno task report`: the project's notebooks as chapters, a page a language, its data, and a page that leads to them; or anyone's. */
import { basename, join } from "node:path";
import {
  exportNotebooks,
  formatNotebook,
  Freeze,
  type GivenLook,
  lookOf,
  makePages,
  type PagePlan,
  pagesOf,
  type RunOptions,
  watchPages,
} from "@crosses/notebooks";
import { type Language, LANGUAGES, UsageError } from "@crosses/text";
import { PAGE_OPTIONS, PAGE_USAGE, readPageOptions, watchNotebooks } from "@crosses/notebooks/cli";
import {
  environment,
  parseCommandLine,
  runCommand,
  untilInterrupted,
  userPath,
} from "@crosses/text/command";
import type { loadPages } from "./pages.ts";
import {
  type Chapter,
  DIST_FOLDER,
  INDEX_FILE,
  outFolder,
  pageFile,
  PROJECT_FOLDER,
  projectNotebooks,
} from "./places.ts";

/** What a notebook of the project may depend on, beside itself and the files in its folder. */
const INPUTS = ["deno.json", "deno.lock", "src", "data"];

/** Drawings of `figure()` follow the reader's theme: its ground and bars, and the colours that the notebooks choose. */
const THEME = {
  className: "figure-svg",
  dark: {
    "#851d05": "#ffb199",
    "#6698b8": "#3f6f8c",
    "#2f6d92": "#7db4d6",
    "#eef0f2": "#242930",
    "#868d96": "#79818c",
    "#8793a1": "#66717f",
    "#4f6d8f": "#7db4d6",
  },
} as const;

export const USAGE = `
Usage: npx --yes deno task report [NOTEBOOK...] [--out DIR] [--lang ${
  LANGUAGES.join("|")
}] [--code show|fold|hide]
                                  [--toc yes|no] [--images DIR] [--allow-errors] [--no-execute]
                                  [--timeout S] [--watch] [--fresh]

Without NOTEBOOK: runs the project's notebooks and writes report.LANG.html, the executed
notebooks under notebooks/ and the data under data/. A notebook is run again only if it, a
file beside it, src/, data/, deno.json, deno.lock or Deno changed since the report in DIR; anything
else takes --fresh. With notebooks, whoever wrote them: runs each and writes DIR/NAME.html, of
those with one name DIR/FOLDER.NAME.html, and for several DIR/index.html, but in the project's dist/.

  --out DIR      where to write; without it the project's dist/, wherever the notebook lies
  --lang LANG    the language of the page's own words; without it, each that there is; for
                 a NOTEBOOK that of its folder, such as fr, else English
${PAGE_USAGE}  --watch        stays, and does it again whenever a notebook, a source or the data change
  --fresh        runs everything, whatever was run before
  --help         prints this

A notebook runs on the Deno kernel with all permissions, like any notebook: run only what you trust.
Exit status: 0 done, 1 a cell or a file failed, 2 wrong command line, 130 interrupted.
`;

export async function report(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommandLine(args, {
    ...PAGE_OPTIONS,
    fresh: { type: "boolean" },
  });
  const options = readPageOptions(values);
  const out = await outFolder(values.out);
  const { watch = false, fresh = false } = values;
  const paths = positionals.map(userPath);
  return await untilInterrupted(async (signal) => {
    const run = { ...options, signal };
    if (paths.length > 0) {
      refuseProjectPages(paths, out);
      const own = { ...run, out, index: out !== DIST_FOLDER, theme: THEME };
      await (watch ? watchNotebooks(paths, own, [out]) : exportNotebooks(paths, own));
    } else if (watch) {
      await watchPages({
        folders: [PROJECT_FOLDER],
        inputs: ["notebooks", ...INPUTS],
        notebooks: [],
        make: () => inProcessOfItsOwn(args.filter((arg) => arg !== "--watch"), signal),
        written: [out],
        signal,
      });
    } else await reportProject({ ...run, out, fresh });
  });
}

/** So it runs the sources as they are now. */
async function inProcessOfItsOwn(args: readonly string[], signal: AbortSignal): Promise<void> {
  await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "--config", join(PROJECT_FOLDER, "deno.json"), "report", ...args],
    cwd: userPath("."),
    stdin: "null",
    signal,
  }).spawn().status;
}

/** @throws {UsageError} where a notebook's page would be written over one of the project's */
function refuseProjectPages(paths: readonly string[], out: string): void {
  if (out !== DIST_FOLDER) return;
  const pages = pagesOf(paths, out);
  for (const [at, path] of paths.entries()) {
    const page = basename(pages[at]!);
    if (![...LANGUAGES.map(pageFile), INDEX_FILE].includes(page)) continue;
    throw new UsageError(
      `Cannot export "${path}": it would take the place of the project's "${page}"`,
      "name another folder with --out",
    );
  }
}

interface ProjectOptions extends RunOptions, Partial<GivenLook> {
  /** Every language that has notebooks, if left out. */
  readonly lang?: Language | undefined;
  readonly out: string;
  /** Runs everything, whatever was run before. */
  readonly fresh: boolean;
}

/**
 * Writes report.LANG.html, notebooks/LANG/NAME.ipynb and data/. Runs only what has changed since the last time. Writes
 * nothing unless all went well.
 * @throws {ReleaseError} when the data cannot be read
 * @throws {AggregateError} of what went wrong in each notebook that failed
 */
async function reportProject(options: ProjectOptions): Promise<void> {
  const { lang, out, execute, fresh } = options;
  const chapters = await projectNotebooks(lang);
  const beside = await languagesBeside(out, chapters);
  const shown = [beside, environment("SOURCE_DATE_EPOCH"), lookOf(options)];
  const read = { sources: chapters, root: PROJECT_FOLDER, inputs: INPUTS };
  const freeze = await Freeze.open({ out, fresh, shown, ...read });
  const languages = Map.groupBy(chapters, ({ lang }) => lang);
  const all = [...languages.keys(), ...beside].sort();
  // Loaded only where a page is made: most runs while writing need none of it.
  let loading: ReturnType<typeof loadPages> | undefined;
  const load = () => loading ??= import("./pages.ts").then((pages) => pages.loadPages(execute));
  const plans = [...languages].map(([lang, chapters]): PagePlan => ({
    path: join(out, pageFile(lang)),
    chapters,
    words: async (executed) =>
      (await load()).words(lang, executed, all.filter((other) => other !== lang)),
  }));
  await makePages(plans, {
    ...options,
    theme: THEME,
    areChapters: true,
    together: {
      out,
      freeze,
      files: async (executed) => [
        ...executed.map(({ name, notebook }) => (
          { path: name, content: formatNotebook(notebook, name) }
        )),
        ...(await load()).files,
      ],
      index: async () => ({ path: INDEX_FILE, ...(await load()).index(all, chapters) }),
    },
  });
}

/** The languages whose pages lie in an output folder already, beside those that will be written. */
async function languagesBeside(out: string, chapters: readonly Chapter[]): Promise<Language[]> {
  const beside: Language[] = [];
  for (const lang of LANGUAGES) {
    if (chapters.some((chapter) => chapter.lang === lang)) continue;
    const page = await Deno.stat(join(out, pageFile(lang))).catch(() => undefined);
    if (page?.isFile) beside.push(lang);
  }
  return beside;
}

if (import.meta.main) await runCommand(report, USAGE);
