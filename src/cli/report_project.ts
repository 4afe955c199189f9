/** The project's own report: its notebooks as chapters, a page a language, and its data. */
import { join } from "node:path";
import { NotebookError } from "../errors.ts";
import { openView } from "../figures/view.ts";
import { tidyToCsv, tidyToParquet } from "../frames/files.ts";
import { tidyFrame } from "../frames/tidy.ts";
import { tidyPackage } from "../frames/tidy_package.ts";
import type { Language } from "../locale/catalogue.ts";
import { formatNotebook } from "../notebook/format.ts";
import { loadRelease } from "../release/load_release.ts";
import type { Release } from "../release/model.ts";
import type { Download } from "../report/page.ts";
import { renderReport } from "../report/render_report.ts";
import { clock, isTimeFixed } from "./clock.ts";
import { writePage } from "./export_notebooks.ts";
import { ownRelease } from "./own_release.ts";
import { DIST_FOLDER, NOTEBOOKS_FOLDER } from "./places.ts";
import { projectProvenance } from "./project_provenance.ts";
import { type Executed, runNotebooks, type RunOptions, stem } from "./run_notebooks.ts";

export interface ProjectOptions extends RunOptions {
  /** Every language that has notebooks, if left out. */
  readonly lang: Language | undefined;
  readonly out: string | undefined;
}

const LANGUAGES: readonly Language[] = ["en", "fr"];

/**
 * Runs the project's notebooks and writes report.LANG.html, notebooks/LANG/NAME.ipynb and data/. Writes nothing unless
 * all went well.
 * @throws {ReleaseError} when the data cannot be read
 * @throws {AggregateError} of what went wrong in each notebook that failed
 */
export async function reportProject(options: ProjectOptions): Promise<void> {
  const out = options.out ?? DIST_FOLDER;
  const release = await loadRelease(await ownRelease());
  const chapters = await runChapters(options);
  const files = dataFiles(release);
  const pages = await Promise.all(
    [...chapters].map(async ([lang, executed]) => ({
      path: `report.${lang}.html`,
      content: await renderPage(lang, executed, release, {
        siblings: [...chapters.keys()].filter((other) => other !== lang),
        downloads: files.filter(({ download }) => download),
        execute: options.execute,
      }),
    })),
  );
  const notebooks = [...chapters].flatMap(([lang, executed]) =>
    executed.map(({ path, notebook, name }) => ({
      path: join("notebooks", lang, `${stem(path)}.ipynb`),
      content: formatNotebook(notebook, name),
    }))
  );
  options.signal?.throwIfAborted();
  const data = files.map(({ name, content }) => ({ path: join("data", name), content }));
  for (const { path, content } of [...notebooks, ...data, ...pages]) {
    await writePage(join(out, path), content);
  }
  for (const { path } of pages) console.log(join(out, path));
}

/** Runs every language's notebooks. */
async function runChapters(options: ProjectOptions): Promise<Map<Language, Executed[]>> {
  const sources: { lang: Language; name: string; path: string }[] = [];
  for (const lang of options.lang ? [options.lang] : LANGUAGES) {
    const folder = join(NOTEBOOKS_FOLDER, lang);
    for (const name of await notebookNames(folder)) {
      sources.push({ lang, name: `notebooks/${lang}/${name}`, path: join(folder, name) });
    }
  }
  if (sources.length === 0) {
    throw new NotebookError("Cannot find a notebook of this project", {
      notebook: NOTEBOOKS_FOLDER,
    });
  }
  const outcomes = await runNotebooks(sources, options);
  const errors = outcomes.flatMap((outcome) => "error" in outcome ? [outcome.error] : []);
  if (errors.length > 0) throw new AggregateError(errors);
  const chapters = new Map<Language, Executed[]>();
  for (const [index, { lang }] of sources.entries()) {
    chapters.set(lang, [...chapters.get(lang) ?? [], outcomes[index] as Executed]);
  }
  return chapters;
}

async function notebookNames(folder: string): Promise<string[]> {
  try {
    const names: string[] = [];
    for await (const { name, isFile } of Deno.readDir(folder)) {
      if (isFile && name.endsWith(".ipynb")) names.push(name);
    }
    return names.sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
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
  return renderReport({
    lang,
    title: release.title[lang],
    description,
    chapters: executed.map(({ path, notebook }) => ({ name: `${stem(path)}.ipynb`, notebook })),
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
  }).html;
}
