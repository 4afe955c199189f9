/** The project's own report: its notebooks as chapters, a page a language, and its data. */
import { join } from "node:path";
import type { Language } from "../locale/catalogue.ts";
import { Freeze } from "./freeze/freeze.ts";
import { DIST_FOLDER } from "./places.ts";
import { Progress } from "./progress.ts";
import { type Chapter, languagesBeside, projectNotebooks } from "./project_notebooks.ts";
import type { RunOptions } from "./run_notebooks.ts";

export interface ProjectOptions extends RunOptions {
  /** Every language that has notebooks, if left out. */
  readonly lang: Language | undefined;
  readonly out: string | undefined;
  /** Runs everything, whatever was run before. */
  readonly fresh: boolean;
  /** Says why each notebook is run, and each page written. */
  readonly explain: boolean;
}

/**
 * Writes report.LANG.html, notebooks/LANG/NAME.ipynb and data/. Runs only what has changed since the last time. Writes
 * nothing unless all went well.
 * @throws {ReleaseError} when the data cannot be read
 * @throws {AggregateError} of what went wrong in each notebook that failed
 */
export async function reportProject(options: ProjectOptions): Promise<void> {
  const { execute, fresh, explain, lang } = options;
  const chapters = await projectNotebooks(lang);
  const freeze = await Freeze.open(options.out ?? DIST_FOLDER, fresh);
  const beside = await languagesBeside(freeze.out, chapters);
  const progress = new Progress();
  const running = new Set<Chapter>();
  for (const chapter of execute ? chapters : []) {
    const why = await freeze.whyRun(chapter);
    if (why.length > 0) running.add(chapter);
    if (why.length === 0) progress.say(`${chapter.name}: unchanged, not run again`);
    else if (explain) progress.say(`${chapter.name}: is run: ${list(why)}`);
  }
  if (execute && running.size === 0) {
    const why = await freeze.whyWrite(chapters, beside);
    const pages = [...new Set(chapters.map(({ lang }) => `report.${lang}.html`))];
    if (why.length === 0) {
      for (const page of pages) progress.say(`${page}: unchanged, not written again`);
      for (const page of pages) console.log(join(freeze.out, page));
      return;
    }
    if (explain) progress.say(`${pages.join(", ")}: written again: ${list(why)}`);
  }
  // Only now: most runs while writing need none of what it loads.
  const { makeReport } = await import("./make_report.ts");
  const mustRun = (chapter: Chapter) => !execute || running.has(chapter);
  const run = { ...options, beside };
  for (const page of await makeReport(chapters, mustRun, freeze, run)) console.log(page);
}

/** How many things are told one by one. */
const MOST_TOLD = 8;

function list(things: readonly string[]): string {
  const more = things.length - MOST_TOLD;
  return things.slice(0, MOST_TOLD).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
