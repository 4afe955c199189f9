/** `deno task report`: notebooks to HTML. */
import { join } from "node:path";
import { exportNotebooks, stem, watchPages } from "@crosses/notebooks";
import { LANGUAGES, UsageError } from "@crosses/text";
import { PAGE_OPTIONS, readPageOptions, watchNotebooks } from "@crosses/notebooks/cli";
import { parseCommandLine, runCommand, untilInterrupted, userPath } from "@crosses/text/command";
import { DIST_FOLDER, INDEX_FILE, outFolder, pageFile, PROJECT_FOLDER } from "./places.ts";
import { reportProject, THEME } from "./report_project.ts";

/** What of the project a report is made of. */
const INPUTS = ["notebooks", "src", "data", "deno.json", "deno.lock"];

export const USAGE = `
Usage: npx --yes deno task report [NOTEBOOK...] [--out DIR] [--lang en|fr] [--code show|fold|hide]
                                  [--toc yes|no] [--images DIR] [--allow-errors] [--no-execute]
                                  [--timeout S] [--watch] [--fresh]

Without NOTEBOOK: runs the project's notebooks and writes report.en.html and report.fr.html, the
executed notebooks under notebooks/ and the data under data/. A notebook is run again only if it, a
file beside it, src/, data/, deno.json, deno.lock or Deno changed since the report in DIR; anything
else takes --fresh. With notebooks, whoever wrote them: runs each and writes DIR/NAME.html, and
for several DIR/index.html, but in the project's dist/.

  --out DIR      where to write; without it the project's dist/, wherever the notebook lies
  --lang LANG    the language of the page's own words; without it, each that there is, and
                 French for a notebook in a folder fr
  --code MODE    show: code in sight, before its output; fold: folded (the default); hide: none
  --toc yes|no   with contents (the default) or without
  --images DIR   images in DIR may be shown, too; without it, those in the notebook's folder
  --allow-errors goes on after a cell that fails, and shows its error
  --no-execute   shows the outputs as saved, and runs nothing
  --timeout S    seconds that one cell may take; without it 120
  --watch        stays, and does it again whenever a notebook, a source or the data change
  --fresh        runs everything, whatever was run before
  --help         prints this

A notebook runs on the Deno kernel with all permissions, like any notebook: run only what you trust.
Exit status: 0 done, 1 a cell or a file failed, 2 wrong command line, 130 interrupted.
`;

/** Runs the command; gives the exit status. */
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
        inputs: INPUTS,
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
  for (const path of paths) {
    const page = `${stem(path)}.html`;
    if (![...LANGUAGES.map(pageFile), INDEX_FILE].includes(page)) continue;
    throw new UsageError(
      `Cannot export "${path}": it would take the place of the project's "${page}"`,
      "name another folder with --out",
    );
  }
}

if (import.meta.main) await runCommand(report, USAGE);
