/** Making the project's report: running the notebooks that must be run, and writing pages, notebooks and data. */
import { dirname, join } from "node:path";
import { openView } from "../figures/view.ts";
import { tidyToCsv, tidyToParquet } from "../frames/files.ts";
import { tidyFrame } from "../frames/tidy.ts";
import { tidyPackage } from "../frames/tidy_package.ts";
import type { Language } from "../locale/catalogue.ts";
import { formatNotebook, parseNotebook } from "../notebook/format.ts";
import { loadRelease } from "../release/load_release.ts";
import type { Release } from "../release/model.ts";
import type { Download } from "../report/page.ts";
import { prepareChapter } from "../report/prepare_chapter.ts";
import { renderReport } from "../report/render_report.ts";
import { describeSizes } from "../report/sizes.ts";
import { clock, isTimeFixed } from "./clock.ts";
import { writePage } from "./export_notebooks.ts";
import { sha256 } from "./freeze/fingerprint.ts";
import type { Freeze, Run } from "./freeze/freeze.ts";
import { ownRelease } from "./own_release.ts";
import type { Chapter } from "./project_notebooks.ts";
import { projectProvenance } from "./project_provenance.ts";
import { type Executed, runNotebooks, type RunOptions, stem } from "./run_notebooks.ts";

/** A notebook as it will be shown. */
interface Shown extends Executed {
  /** As it is written. */
  readonly content: string;
}

/**
 * Runs the notebooks of which `mustRun` says so, takes the others as they were executed last, and writes everything.
 * Writes nothing unless all went well.
 * @returns the paths of the pages
 * @throws {ReleaseError} when the data cannot be read
 * @throws {AggregateError} of what went wrong in each notebook that failed
 */
export async function makeReport(
  chapters: readonly Chapter[],
  mustRun: (chapter: Chapter) => boolean,
  freeze: Freeze,
  options: RunOptions,
): Promise<string[]> {
  const { out } = freeze;
  const release = await loadRelease(await ownRelease());
  const executed = await executeChapters(chapters, mustRun, freeze, options);
  const languages = [...new Set(chapters.map(({ lang }) => lang))];
  const data = dataFiles(release);
  const pages = await Promise.all(
    languages.map(async (lang) => ({
      path: `report.${lang}.html`,
      content: await renderPage(
        lang,
        chapters.filter((chapter) => chapter.lang === lang).map((one) => executed.get(one)!),
        release,
        {
          siblings: languages.filter((other) => other !== lang),
          downloads: data.filter(({ download }) => download),
          execute: options.execute,
        },
      ),
    })),
  );
  options.signal?.throwIfAborted();
  const files = [
    ...chapters.map((one) => ({ path: one.target, content: executed.get(one)!.content })),
    ...data.map(({ name, content }) => ({ path: join("data", name), content })),
    ...pages,
  ];
  for (const { path, content } of files) await writePage(join(out, path), content);
  if (options.execute) {
    const fingerprints = Object.fromEntries(
      await Promise.all(
        files.map(async ({ path, content }) => [path, await sha256(content)] as const),
      ),
    );
    await freeze.keep(runsOf(executed, mustRun), chapters, fingerprints);
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

interface DataFile {
  readonly name: string;
  readonly mime: string;
  readonly content: Uint8Array;
  /** What a page that carries it calls it; undefined for a file that no page carries. */
  readonly download?: "tidyData" | "descriptor";
}

function dataFiles(release: Release): DataFile[] {
  const frame = tidyFrame(release);
  const encode = (text: string) => new TextEncoder().encode(text);
  const descriptor = tidyPackage(release, frame, [
    { path: "tidy.csv", format: "csv", mediatype: "text/csv" },
    { path: "tidy.parquet", format: "parquet", mediatype: "application/vnd.apache.parquet" },
  ]);
  return [
    { name: "tidy.csv", mime: "text/csv", content: encode(tidyToCsv(frame)), download: "tidyData" },
    {
      name: "tidy.parquet",
      mime: "application/vnd.apache.parquet",
      content: tidyToParquet(frame),
    },
    {
      name: "datapackage.json",
      mime: "application/json",
      content: encode(JSON.stringify(descriptor, null, 2) + "\n"),
      download: "descriptor",
    },
  ];
}

interface PageOptions {
  readonly siblings: readonly Language[];
  readonly downloads: readonly DataFile[];
  readonly execute: boolean;
}

async function renderPage(
  lang: Language,
  executed: readonly Executed[],
  release: Release,
  { siblings, downloads, execute }: PageOptions,
): Promise<string> {
  const generatedAt = clock();
  const view = await openView(release, { locale: lang });
  const { provenance, linkedData, description, labels } = projectProvenance(view, {
    generatedAt,
    seconds: execute ? executed.reduce((sum, { seconds }) => sum + seconds, 0) : undefined,
    isTimeFixed: isTimeFixed(),
  });
  const report = renderReport({
    lang,
    title: release.title[lang],
    description,
    chapters: await Promise.all(executed.map(async ({ path, notebook }) => ({
      name: `${stem(path)}.ipynb`,
      notebook,
      assets: await prepareChapter(notebook, dirname(path)),
    }))),
    provenance,
    linkedData,
    downloads: downloads.map(({ name, mime, content, download }): Download => ({
      fileName: `${release.name}-${name}`,
      mime,
      bytes: content,
      label: labels[download!],
    })),
    siblings: siblings.map((lang) => ({ lang, href: `report.${lang}.html` })),
    generatedAt,
  });
  console.error(describeSizes(`report.${lang}.html`, report));
  return report.html;
}
