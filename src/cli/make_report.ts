/** Making the project's report: running the notebooks that must be run, and writing pages, notebooks and data. */
import { join } from "node:path";
import type { Language } from "../locale/catalogue.ts";
import { formatNotebook, parseNotebook } from "../notebook/format.ts";
import { loadRelease } from "../release/load_release.ts";
import { writePage } from "./export_notebooks.ts";
import { sha256 } from "./freeze/fingerprint.ts";
import type { Freeze, Run } from "./freeze/freeze.ts";
import { ownRelease } from "./own_release.ts";
import type { Chapter } from "./project_notebooks.ts";
import { type Executed, runNotebooks, type RunOptions } from "./run_notebooks.ts";

/** A notebook as it will be shown. */
interface Shown extends Executed {
  /** As it is written. */
  readonly content: string;
}

/**
 * Runs the notebooks of which `mustRun` says so, takes the others as they were executed last, and writes everything.
 * Writes nothing unless all went well. `beside` are the languages whose pages lie in the output folder already.
 * @returns the paths of the pages
 * @throws {ReleaseError} when the data cannot be read
 * @throws {AggregateError} of what went wrong in each notebook that failed
 */
export async function makeReport(
  chapters: readonly Chapter[],
  mustRun: (chapter: Chapter) => boolean,
  freeze: Freeze,
  options: RunOptions & { readonly beside: readonly Language[] },
): Promise<string[]> {
  const { out } = freeze;
  const release = await loadRelease(await ownRelease());
  const executing = executeChapters(chapters, mustRun, freeze, options);
  // What renders is loaded while the kernels run. A run that fails is told below.
  executing.catch(() => {});
  const { renderProjectIndex, renderProjectPage } = await import("./project_page.ts");
  const { dataFiles } = await import("./project_data.ts");
  const data = dataFiles(release);
  const executed = await executing;
  const languages = Map.groupBy(chapters, ({ lang }) => lang);
  const all = [...languages.keys(), ...options.beside].sort();
  const pages = await Promise.all(
    [...languages].map(async ([lang, chapters]) => ({
      path: `report.${lang}.html`,
      content: await renderProjectPage(lang, chapters.map((one) => executed.get(one)!), release, {
        siblings: all.filter((other) => other !== lang),
        downloads: data.filter(({ isCarried }) => isCarried),
        execute: options.execute,
      }),
    })),
  );
  const targets = all.map((lang) =>
    [lang, (languages.get(lang) ?? []).map(({ target }) => target)] as const
  );
  options.signal?.throwIfAborted();
  const files = [
    ...chapters.map((one) => ({ path: one.target, content: executed.get(one)!.content })),
    ...data.map(({ name, content }) => ({ path: join("data", name), content })),
    ...pages,
    { path: "index.html", content: renderProjectIndex(new Map(targets), release, data) },
  ];
  for (const { path, content } of files) await writePage(join(out, path), content);
  if (options.execute) {
    const fingerprints = Object.fromEntries(
      await Promise.all(
        files.map(async ({ path, content }) => [path, await sha256(content)] as const),
      ),
    );
    await freeze.keep(runsOf(executed, mustRun), chapters, options.beside, fingerprints);
  }
  return pages.map(({ path }) => join(out, path));
}

function runsOf(
  executed: ReadonlyMap<Chapter, Shown>,
  mustRun: (chapter: Chapter) => boolean,
): Map<Chapter, Run> {
  return new Map([...executed].filter(([chapter]) => mustRun(chapter)));
}

/** Every chapter as executed: now where it must be, else as it was written last. */
async function executeChapters(
  chapters: readonly Chapter[],
  mustRun: (chapter: Chapter) => boolean,
  { out, record }: Freeze,
  options: RunOptions,
): Promise<Map<Chapter, Shown>> {
  const running = chapters.filter(mustRun);
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
      const content = await Deno.readTextFile(join(out, chapter.target));
      const { seconds } = record.notebooks[chapter.name]!;
      const notebook = parseNotebook(content, chapter.name);
      shown.set(chapter, {
        ...chapter,
        notebook,
        seconds,
        content,
        sha256: await sha256(content),
        accesses: undefined,
      });
    }
  }
  return shown;
}
