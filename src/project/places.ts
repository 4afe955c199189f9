/** Where the project keeps things, found from this module and not from the working directory, and what it may overwrite. */
import { basename, dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { type Language, LANGUAGES, NotebookError, quote, UsageError } from "@crosses/text";
import { userPath } from "@crosses/text/command";

export const PROJECT_FOLDER: string = fileURLToPath(new URL("../../", import.meta.url));
/** A folder for each language, with the notebooks that are its chapters in the order of their names. */
export const NOTEBOOKS_FOLDER: string = join(PROJECT_FOLDER, "notebooks");
/** A folder for each release. */
export const DATA_FOLDER: URL = new URL("../../data/", import.meta.url);
/** Where reports are written unless the command line says otherwise. */
export const DIST_FOLDER: string = join(PROJECT_FOLDER, "dist");
/** The folder in data/ whose release the notebooks tell of. */
export const RELEASE = "28731";

/** The project's page of a language, and the page that leads to all. */
export const pageFile = (lang: string): string => `report.${lang}.html`;
export const INDEX_FILE = "index.html";

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
  throw new NotebookError("Cannot find a notebook of this project", { notebook: NOTEBOOKS_FOLDER });
}

async function notebookNames(folder: string): Promise<string[]> {
  try {
    const entries = await Array.fromAsync(Deno.readDir(folder));
    return entries.filter(({ name, isFile }) => isFile && name.endsWith(".ipynb"))
      .map(({ name }) => name).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** What of the project a report is made of, or tested by. */
const SOURCES = ["src", "data", "notebooks", "tests", "docs", ".git", ".ci", ".vscode"];

/**
 * The folder that `--out` names; dist/ without it.
 * @throws {UsageError} where it is nothing, or a folder that holds what the project is made of: its notebooks and its data
 * would be written over
 */
export async function outFolder(out: string | undefined): Promise<string> {
  if (out === undefined) return DIST_FOLDER;
  const refuse = (why: string) =>
    new UsageError(
      `Cannot write to ${quote(out)}: ${why}`,
      "name a folder of its own, such as dist/",
    );
  if (out.trim() === "") throw refuse("it names no folder");
  const folder = userPath(out);
  const project = await Deno.realPath(PROJECT_FOLDER);
  const inside = relative(project, await realPlace(folder));
  const [first] = inside.split(sep);
  if (inside === "" || SOURCES.includes(first!)) {
    throw refuse("it holds what the project is made of");
  }
  // A folder above it is named "..", "../.." and so on.
  if (inside.split(sep).every((name) => name === "..")) throw refuse("it holds the project");
  return folder;
}

/** A path without symbolic links, as far as it exists. */
async function realPlace(path: string): Promise<string> {
  try {
    return await Deno.realPath(path);
  } catch (error) {
    const parent = dirname(path);
    if (!(error instanceof Deno.errors.NotFound) || parent === path) return path;
    return join(await realPlace(parent), basename(path));
  }
}
