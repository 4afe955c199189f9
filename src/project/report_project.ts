/** The project's own report: its notebooks as chapters, a page a language, and its data. */
import { type Language, terminalSafe } from "@crosses/text";
import { join } from "node:path";
import { Progress, type RunOptions } from "@crosses/notebooks";
import { Freeze } from "./freeze.ts";
import { pageFile } from "./places.ts";
import { type Chapter, languagesBeside, projectNotebooks } from "./notebooks.ts";

export interface ProjectOptions extends RunOptions {
  /** Every language that has notebooks, if left out. */
  readonly lang: Language | undefined;
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
export async function reportProject(options: ProjectOptions): Promise<void> {
  const { execute, fresh, lang } = options;
  const chapters = await projectNotebooks(lang);
  const beside = await languagesBeside(options.out, chapters);
  const freeze = await Freeze.open(options.out, chapters, { beside, fresh });
  const progress = new Progress();
  const unchanged = new Set<Chapter>();
  for (const chapter of execute ? chapters : []) {
    if (!await freeze.isRun(chapter)) continue;
    unchanged.add(chapter);
    progress.say(`${chapter.name}: unchanged, not run again`);
  }
  if (execute && unchanged.size === chapters.length && await freeze.isWritten()) {
    const pages = [...new Set(chapters.map(({ lang }) => pageFile(lang)))];
    for (const page of pages) progress.say(`${page}: unchanged, not written again`);
    for (const page of pages) console.log(terminalSafe(join(freeze.out, page)));
    return;
  }
  // Only now: most runs while writing need none of what it loads.
  const { makeReport } = await import("./make_report.ts");
  for (const page of await makeReport(chapters, unchanged, freeze, { ...options, beside })) {
    console.log(terminalSafe(page));
  }
}
