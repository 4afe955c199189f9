/** The project's own report: its notebooks as chapters, a page a language, its data, and a page that leads to them. */
import { join } from "node:path";
import { type Language, LANGUAGES } from "@crosses/text";
import {
  formatNotebook,
  Freeze,
  type MakeOptions,
  makePages,
  type PagePlan,
  type RunOptions,
} from "@crosses/notebooks";
import { environment } from "@crosses/text/command";
import type { ProjectPages } from "./pages.ts";
import { type Chapter, INDEX_FILE, pageFile, PROJECT_FOLDER, projectNotebooks } from "./places.ts";

/** What a notebook of the project may depend on, beside itself and the files in its folder. */
const INPUTS = ["deno.json", "deno.lock", "src", "data"];

/** Drawings of `figure()` follow the reader's theme: its ground and bars, and the colours that the notebooks choose. */
export const THEME = {
  className: "figure-svg",
  dark: {
    "#851d05": "#ffb199",
    "#6698b8": "#3f6f8c",
    "#2f6d92": "#7db4d6",
    "#eef0f2": "#242930",
    "#868d96": "#79818c",
    "#8793a1": "#66717f",
    "#4f6d8f": "#7db4d6",
  },
} as const;

/** How the project's report is made. */
interface ProjectOptions extends RunOptions, Pick<MakeOptions, "code" | "toc"> {
  /** Every language that has notebooks, if left out. */
  readonly lang?: Language | undefined;
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
  const { lang, out, execute, fresh } = options;
  const chapters = await projectNotebooks(lang);
  const beside = await languagesBeside(out, chapters);
  const freeze = await Freeze.open({
    out,
    sources: chapters,
    root: PROJECT_FOLDER,
    inputs: INPUTS,
    shown: [beside, environment("SOURCE_DATE_EPOCH"), options.code, options.toc],
    fresh,
  });
  const languages = Map.groupBy(chapters, ({ lang }) => lang);
  const all = [...languages.keys(), ...beside].sort();
  // Loaded only where a page is made: most runs while writing need none of it.
  let loading: Promise<ProjectPages> | undefined;
  const load = () => loading ??= import("./pages.ts").then(({ loadPages }) => loadPages(execute));
  const plans = [...languages].map(([lang, chapters]): PagePlan => ({
    path: join(out, pageFile(lang)),
    lang,
    chapters,
    words: async (executed) =>
      (await load()).words(lang, executed, all.filter((other) => other !== lang)),
  }));
  const names = all.map((lang) =>
    [lang, (languages.get(lang) ?? []).map(({ name }) => name)] as const
  );
  await makePages(plans, {
    ...options,
    theme: THEME,
    areChapters: true,
    together: {
      out,
      freeze,
      files: async (executed) => [
        ...executed.map((one) => ({
          path: one.name,
          content: formatNotebook(one.notebook, one.name),
        })),
        ...(await load()).files,
      ],
      index: async () => ({ path: INDEX_FILE, ...(await load()).index(names) }),
    },
  });
}

/** The languages whose pages lie in an output folder already, beside those that will be written. */
async function languagesBeside(out: string, chapters: readonly Chapter[]): Promise<Language[]> {
  const beside: Language[] = [];
  for (const lang of LANGUAGES) {
    if (chapters.some((chapter) => chapter.lang === lang)) continue;
    const page = await Deno.stat(join(out, pageFile(lang))).catch(() => undefined);
    if (page?.isFile) beside.push(lang);
  }
  return beside;
}
