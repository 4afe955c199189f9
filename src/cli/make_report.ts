/** Making the project's report: running the notebooks that must be run, and writing pages, notebooks and data. */
import { join } from "node:path";
import type { Language } from "../locale/language.ts";
import { formatNotebook, parseNotebook } from "../notebook/format.ts";
import { loadRelease } from "../release/load_release.ts";
import { type Freeze, sha256 } from "./freeze.ts";
import { ownRelease } from "./own_release.ts";
import type { Chapter } from "./project_notebooks.ts";
import { type Executed, runNotebooks, type RunOptions } from "./run_notebooks.ts";
import { writeFiles } from "./write_files.ts";

/** A notebook as it will be shown. */
interface Shown extends Executed {
  /** As it is written. */
  readonly content: string;
}

/**
 * Runs the notebooks but for the unchanged, which it takes as they were executed last, and writes everything. Writes
 * nothing unless all went well. `beside` are the languages whose pages lie in the output folder already.
 * @returns the paths of the pages
 * @throws {ReleaseError} when the data cannot be read
 * @throws {AggregateError} of what went wrong in each notebook that failed
 */
export async function makeReport(
  chapters: readonly Chapter[],
  unchanged: ReadonlySet<Chapter>,
  freeze: Freeze,
  options: RunOptions & { readonly beside: readonly Language[] },
): Promise<string[]> {
  const { out } = freeze;
  const { beside, execute, signal } = options;
  const release = await loadRelease(await ownRelease());
  const executing = executeChapters(chapters, unchanged, freeze, options);
  // What renders is loaded while the kernels run. A run that fails is told below.
  executing.catch(() => {});
  const { renderProjectIndex, renderProjectPage } = await import("./project_page.ts");
  const { dataFiles } = await import("./project_data.ts");
  const data = dataFiles(release);
  const executed = await executing;
  const languages = Map.groupBy(chapters, ({ lang }) => lang);
  const all = [...languages.keys(), ...beside].sort();
  const pages = await Promise.all(
    [...languages].map(async ([lang, chapters]) => ({
      path: `report.${lang}.html`,
      content: await renderProjectPage(lang, chapters.map((one) => executed.get(one)!), release, {
        siblings: all.filter((other) => other !== lang),
        downloads: data.filter(({ isCarried }) => isCarried),
        execute,
      }),
    })),
  );
  const targets = all.map((lang) =>
    [lang, (languages.get(lang) ?? []).map(({ target }) => target)] as const
  );
  const files = [
    ...chapters.map((one) => ({ path: one.target, content: executed.get(one)!.content })),
    ...data.map(({ name, content }) => ({ path: join("data", name), content })),
    ...pages,
    { path: "index.html", content: renderProjectIndex(new Map(targets), release, data) },
  ];
  const seconds = new Map([...executed].map(([chapter, { seconds }]) => [chapter, seconds]));
  const record = execute ? [freeze.recordFile(seconds, files, beside)] : [];
  await writeFiles(out, [...files, ...record], signal);
  return pages.map(({ path }) => join(out, path));
}

/** Every chapter as executed: now, or as it was written last. */
async function executeChapters(
  chapters: readonly Chapter[],
  unchanged: ReadonlySet<Chapter>,
  freeze: Freeze,
  options: RunOptions,
): Promise<Map<Chapter, Shown>> {
  const running = chapters.filter((chapter) => !unchanged.has(chapter));
  const outcomes = await runNotebooks(running, options);
  const errors = outcomes.flatMap((outcome) => "error" in outcome ? [outcome.error] : []);
  if (errors.length > 0) throw new AggregateError(errors);
  const shown = new Map<Chapter, Shown>();
  for (const chapter of chapters) {
    const index = running.indexOf(chapter);
    if (index >= 0) {
      const outcome = outcomes[index] as Executed;
      shown.set(chapter, { ...outcome, content: formatNotebook(outcome.notebook, chapter.name) });
    } else {
      const content = await Deno.readTextFile(join(freeze.out, chapter.target));
      const notebook = parseNotebook(content, chapter.name);
      const seconds = freeze.secondsOf(chapter);
      shown.set(chapter, { ...chapter, notebook, seconds, content, sha256: sha256(content) });
    }
  }
  return shown;
}
