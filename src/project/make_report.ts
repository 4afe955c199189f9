/** Making the project's report: running the notebooks that must be run, and writing pages, notebooks and data. */
import { dirname, join } from "node:path";
import type { Language } from "@crosses/text";
import {
  errorsOf,
  formatNotebook,
  type Notebook,
  parseNotebook,
  Renderer,
  type RunOptions,
  startNotebooks,
} from "@crosses/notebooks";
import { loadRelease } from "@crosses/counts/release";
import type { Freeze } from "./freeze.ts";
import { DATA_FOLDER, INDEX_FILE, pageFile, RELEASE } from "./places.ts";
import type { Chapter } from "./notebooks.ts";
import { writeFiles } from "@crosses/text/command";

/** A notebook as it will be shown. */
interface Shown extends Chapter {
  readonly notebook: Notebook;
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
  const release = await loadRelease(new URL(`${RELEASE}/`, DATA_FOLDER));
  await using renderer = new Renderer(chapters.map(({ path }) => dirname(path)), signal);
  const executing = executeChapters(chapters, unchanged, out, options);
  // What renders is loaded while the kernels run.
  const { renderProjectIndex, renderProjectPage } = await import("./pages.ts");
  const { dataFiles } = await import("./data_files.ts");
  const data = dataFiles(release);
  const languages = Map.groupBy(chapters, ({ lang }) => lang);
  const all = [...languages.keys(), ...beside].sort();
  // A page is rendered as soon as its notebooks have run, while those of the other still do.
  const rendering = [...languages].map(async ([lang, chapters]) => {
    const executed = await Promise.all(chapters.map((one) => executing.get(one)!));
    const content = await renderProjectPage(lang, executed, release, renderer, {
      siblings: all.filter((other) => other !== lang),
      downloads: data.filter(({ isCarried }) => isCarried),
      execute,
    });
    return { path: pageFile(lang), content };
  });
  rendering.forEach((page) => page.catch(() => {}));
  const errors = errorsOf(await Promise.allSettled(executing.values()), signal);
  if (errors.length > 0) throw new AggregateError(errors);
  const [pages, executed] = await Promise.all([
    Promise.all(rendering),
    Promise.all(executing.values()),
  ]);
  const names = all.map((lang) =>
    [lang, (languages.get(lang) ?? []).map(({ name }) => name)] as const
  );
  const files = [
    ...executed.map(({ name, content }) => ({ path: name, content })),
    ...data.map(({ name, content }) => ({ path: join("data", name), content })),
    ...pages,
    { path: INDEX_FILE, content: renderProjectIndex(new Map(names), release, data) },
  ];
  await writeFiles(out, execute ? [...files, freeze.recordFile(files)] : files, signal);
  return pages.map(({ path }) => join(out, path));
}

/** Every chapter as executed: now, or as it was written last. */
function executeChapters(
  chapters: readonly Chapter[],
  unchanged: ReadonlySet<Chapter>,
  out: string,
  options: RunOptions,
): Map<Chapter, Promise<Shown>> {
  const changed = chapters.filter((chapter) => !unchanged.has(chapter));
  const running = startNotebooks(changed, options).map(async (run, index) => {
    const { notebook } = await run;
    const chapter = changed[index]!;
    return { ...chapter, notebook, content: formatNotebook(notebook, chapter.name) };
  });
  const reading = [...unchanged].map(async (chapter) => {
    const content = await Deno.readTextFile(join(out, chapter.name));
    return { ...chapter, notebook: parseNotebook(content, chapter.name), content };
  });
  const shown = [...running, ...reading];
  shown.forEach((one) => one.catch(() => {}));
  const made = new Map([...changed, ...unchanged].map((chapter, i) => [chapter, shown[i]!]));
  return new Map(chapters.map((chapter) => [chapter, made.get(chapter)!]));
}
