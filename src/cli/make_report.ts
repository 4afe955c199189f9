/** Making the project's report: running the notebooks that must be run, and writing pages, notebooks and data. */
import { dirname, join } from "node:path";
import type { Language } from "../locale/language.ts";
import { formatNotebook, parseNotebook } from "../notebook/format.ts";
import { loadRelease } from "../release/load_release.ts";
import { type Freeze, sha256 } from "./freeze.ts";
import { ownRelease } from "./own_release.ts";
import type { Chapter } from "./project_notebooks.ts";
import { Renderer } from "./renderer.ts";
import { type Executed, type Outcome, type RunOptions, startNotebooks } from "./run_notebooks.ts";
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
  await using renderer = new Renderer(chapters.map(({ path }) => dirname(path)), signal);
  const executing = executeChapters(chapters, unchanged, freeze, options);
  // What renders is loaded while the kernels run.
  const { renderProjectIndex, renderProjectPage } = await import("./project_page.ts");
  const { dataFiles } = await import("./project_data.ts");
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
    return { path: `report.${lang}.html`, content };
  });
  rendering.forEach((page) => page.catch(() => {}));
  const executed = await allExecuted(executing);
  signal?.throwIfAborted();
  const pages = await Promise.all(rendering);
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
function executeChapters(
  chapters: readonly Chapter[],
  unchanged: ReadonlySet<Chapter>,
  freeze: Freeze,
  options: RunOptions,
): Map<Chapter, Promise<Shown>> {
  const running = chapters.filter((chapter) => !unchanged.has(chapter));
  const outcomes = startNotebooks(running, options);
  const shown = chapters.map((chapter) => {
    const index = running.indexOf(chapter);
    const one = index < 0 ? readExecuted(chapter, freeze) : justExecuted(chapter, outcomes[index]!);
    one.catch(() => {});
    return [chapter, one] as const;
  });
  return new Map(shown);
}

async function justExecuted(chapter: Chapter, running: Promise<Outcome>): Promise<Shown> {
  const outcome = await running;
  if ("error" in outcome) throw outcome.error;
  return { ...outcome, content: formatNotebook(outcome.notebook, chapter.name) };
}

async function readExecuted(chapter: Chapter, freeze: Freeze): Promise<Shown> {
  const content = await Deno.readTextFile(join(freeze.out, chapter.target));
  const notebook = parseNotebook(content, chapter.name);
  const seconds = freeze.secondsOf(chapter);
  return { ...chapter, notebook, seconds, content, sha256: sha256(content) };
}

/** @throws {AggregateError} of every chapter that failed */
async function allExecuted(
  executing: ReadonlyMap<Chapter, Promise<Shown>>,
): Promise<Map<Chapter, Shown>> {
  const settled = await Promise.allSettled(executing.values());
  const errors = settled.flatMap((one) => one.status === "rejected" ? [one.reason] : []);
  if (errors.length > 0) throw new AggregateError(errors);
  const shown = settled.map((one) => (one as PromiseFulfilledResult<Shown>).value);
  return new Map([...executing.keys()].map((chapter, index) => [chapter, shown[index]!]));
}
