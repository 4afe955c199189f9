/** The project's own notebooks. */
import { join } from "node:path";
import { type Language, NotebookError } from "@crosses/text";
import { NOTEBOOKS_FOLDER, pageFile } from "./places.ts";

const LANGUAGES: readonly Language[] = ["en", "fr"];

/** A notebook of the project. */
export interface Chapter {
  readonly lang: Language;
  /** From the project's folder, where it stands, and from the output folder, where it is written once executed. */
  readonly name: string;
  readonly path: string;
}

/**
 * Every notebook of one language, or of all, in the order of the report.
 * @throws {NotebookError} when there is none
 */
export async function projectNotebooks(lang: Language | undefined): Promise<Chapter[]> {
  const chapters: Chapter[] = [];
  for (const each of lang ? [lang] : LANGUAGES) {
    const folder = join(NOTEBOOKS_FOLDER, each);
    for (const name of await notebookNames(folder)) {
      chapters.push({ lang: each, name: `notebooks/${each}/${name}`, path: join(folder, name) });
    }
  }
  if (chapters.length > 0) return chapters;
  throw new NotebookError("Cannot find a notebook of this project", {
    notebook: NOTEBOOKS_FOLDER,
  });
}

/** The languages whose pages lie in an output folder already, beside those that will be written. */
export async function languagesBeside(
  out: string,
  chapters: readonly Chapter[],
): Promise<Language[]> {
  const beside: Language[] = [];
  for (const lang of LANGUAGES) {
    if (chapters.some((chapter) => chapter.lang === lang)) continue;
    const page = await Deno.stat(join(out, pageFile(lang))).catch(() => undefined);
    if (page?.isFile) beside.push(lang);
  }
  return beside;
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
