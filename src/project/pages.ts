/** The project's pages: a report for each language, and the page that leads to them. */
import { dirname } from "node:path";
import { protect } from "@crosses/counts";
import type { Language } from "@crosses/text";
import {
  describeSize,
  type Download,
  type Executed,
  PROVENANCE_TEXT,
  type Renderer,
  renderIndex,
  stem,
} from "@crosses/notebooks";
import type { Release } from "@crosses/counts/release";
import { clock } from "@crosses/text/command";
import type { DataFile } from "./data_files.ts";
import { pageFile } from "./places.ts";
import { projectProvenance } from "./provenance.ts";

/** A notebook as it is shown. */
type Chapter = Pick<Executed, "path" | "notebook">;

/** Drawings of `figure()` follow the reader's theme: its ground and bars, and the colours that the notebooks choose. */
const THEME = {
  className: "figure-svg",
  dark: {
    "#eef0f2": "#2b323d",
    "#d0d3d6": "#596371",
    "#6b7480": "#a9b4c0",
    "#00568f": "#6db3e8",
    "#4f6d8f": "#6db3e8",
    "#b3470f": "#f0935a",
  },
};

export interface PageOptions {
  /** Languages whose pages lie beside this one. */
  readonly siblings: readonly Language[];
  readonly downloads: readonly DataFile[];
  readonly execute: boolean;
}

/** A language's page: its notebooks as chapters, with provenance and downloads. */
export async function renderProjectPage(
  lang: Language,
  executed: readonly Chapter[],
  release: Release,
  renderer: Renderer,
  { siblings, downloads, execute }: PageOptions,
): Promise<string> {
  const generatedAt = clock();
  const protection = await protect(release, { locale: lang });
  const text = PROVENANCE_TEXT[lang];
  const provenance = projectProvenance(protection, {
    heading: headingOf(executed) ?? release.title[lang],
    generatedAt,
    isExecuted: execute,
  });
  const report = await renderer.render({
    lang,
    title: release.title[lang],
    description: text.description(release.title[lang]),
    chapters: executed.map(({ path, notebook }) => ({
      name: `${stem(path)}.ipynb`,
      notebook,
      folder: dirname(path),
    })),
    provenance,
    downloads: downloads.map(({ name, mime, content, label }): Download => ({
      fileName: `${release.name}-${name}`,
      mime,
      bytes: content,
      label: text[label],
    })),
    siblings: siblings.map((lang) => ({ lang, fileName: pageFile(lang) })),
    generatedAt,
    theme: THEME,
  });
  console.error(describeSize(pageFile(lang), report.html));
  return report.html;
}

/** The first heading of the first notebook, which is the page's. */
function headingOf([first]: readonly Chapter[]): string | undefined {
  const texts = first?.notebook.cells.filter(({ cell_type }) => cell_type === "markdown") ?? [];
  return /^# (.+)$/m.exec(texts.map(({ source }) => source).join("\n"))?.[1];
}

/** The page that leads to each language's report, and to the files beside it. */
export function renderProjectIndex(
  notebooks: ReadonlyMap<Language, readonly string[]>,
  release: Release,
  data: readonly DataFile[],
): string {
  const entries = [...notebooks].map(([lang, paths]) => {
    const text = PROVENANCE_TEXT[lang];
    return {
      lang,
      href: pageFile(lang),
      title: release.title[lang],
      description: text.holds,
      files: [
        ...data.map(({ name, label }) => ({ href: `data/${name}`, label: text[label] })),
        ...paths.map((href) => ({ href, label: text.notebook })),
      ],
    };
  });
  return renderIndex(release.provenance.reference, entries);
}
