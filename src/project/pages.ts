/** What the project's pages say besides their notebooks: titles, provenance, downloads, and the index that leads to them. */
import { join } from "node:path";
import { loadRelease } from "@crosses/counts/release";
import type { Language } from "@crosses/text";
import type { Executed, Index, PageWords } from "@crosses/notebooks";
import { clock, type OutFile } from "@crosses/text/command";
import { dataFiles } from "./data_files.ts";
import { DATA_FOLDER, pageFile, RELEASE } from "./places.ts";
import { aboutPage } from "./about.ts";
import { projectProvenance } from "./provenance.ts";
import { WORDS } from "./words.ts";

/** The parts of the project's pages that come from its release. */
export interface ProjectPages {
  /** What a language's page says, beside others of other languages. */
  words(
    lang: Language,
    executed: readonly Executed[],
    siblings: readonly Language[],
  ): PageWords;
  /** The files of `data/`. */
  readonly files: readonly OutFile[];
  /** The page that leads to each language's report and to the files beside it. */
  index(notebooks: readonly (readonly [Language, readonly string[]])[]): Index;
}

/**
 * Loads the release and makes of it what pages need; `isExecuted` is false where outputs are shown as they were saved.
 * @throws {ReleaseError} when the data cannot be read
 */
export async function loadPages(isExecuted: boolean): Promise<ProjectPages> {
  const release = await loadRelease(new URL(`${RELEASE}/`, DATA_FOLDER));
  const data = dataFiles(release);
  const letter = await Deno.readTextFile(new URL(`${RELEASE}/letter.txt`, DATA_FOLDER));
  return {
    files: data.map(({ name, content }) => ({ path: join("data", name), content })),
    words(lang, executed, siblings) {
      const title = release.title[lang];
      const made = { heading: headingOf(executed) ?? title, generatedAt: clock(), isExecuted };
      return {
        title,
        description: WORDS[lang].description(title),
        provenance: projectProvenance(release, lang, made),
        downloads: data.filter(({ carriedIn }) => carriedIn.includes(lang)).map((file) => ({
          fileName: `${release.name}-${file.name}`,
          mime: file.mime,
          bytes: file.content,
          label: WORDS[lang][file.label],
        })),
        ...aboutPage(lang, letter),
        siblings: siblings.map((lang) => ({ lang, fileName: pageFile(lang) })),
      };
    },
    index: (notebooks) => ({
      heading: release.provenance.reference,
      entries: notebooks.map(([lang, paths]) => ({
        lang,
        href: pageFile(lang),
        title: release.title[lang],
        description: WORDS[lang].holds,
        files: [
          ...data.map(({ name, label }) => ({ href: `data/${name}`, label: WORDS[lang][label] })),
          ...paths.map((href) => ({ href, label: WORDS[lang].notebook })),
        ],
      })),
    }),
  };
}

/** The first heading of the first notebook, which is the page's. */
function headingOf([first]: readonly Executed[]): string | undefined {
  const texts = first?.notebook.cells.filter(({ cell_type }) => cell_type === "markdown") ?? [];
  return /^# (.+)$/m.exec(texts.map(({ source }) => source).join("\n"))?.[1];
}
