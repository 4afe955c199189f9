/** `deno task new`: a release folder and starter notebooks from tables that somebody saved. */
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { quote, UsageError } from "../errors.ts";
import type { Language } from "../locale/catalogue.ts";
import { type Draft, draftRelease } from "../intake/draft.ts";
import { loadRelease } from "../release/load_release.ts";
import { clock } from "./clock.ts";
import { parseCommandLine, runCommand, terminalSafe, userPath } from "./command.ts";
import { untilInterrupted } from "./interrupt.ts";
import { PROJECT_FOLDER } from "./places.ts";
import { starterNotebook } from "./starter.ts";

export const USAGE = `
Usage: deno task new FOLDER --from a.csv b.csv ...

Makes a release folder of tables of counts: copies of them in the layout that the loader reads,
datapackage.json with what can be inferred (periods, categories, marks, totals, relations), and a
starter notebook in each language. Prints every inference, for you to review.

Columns of labels stand on the left, columns of counts on the right, under one line of headers. A
cell is a whole number or a mark for a missing one, such as x, [c], .. or <5.

  FOLDER     a new folder inside the project, such as data/NAME
  --from     the tables; all with the same rows and columns
  --help     prints this

Exit status: 0 done, 1 a file cannot be read, 2 wrong command line.
`;

const LANGUAGES: readonly Language[] = ["en", "fr"];

/** Runs the command; gives the exit status. */
export async function newRelease(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommandLine(args, {
    from: { type: "string", multiple: true },
  });
  const [folderName, ...rest] = positionals;
  const paths = [...values.from ?? [], ...rest];
  if (folderName === undefined || paths.length === 0) {
    throw new UsageError(
      folderName === undefined ? "Name the folder to make" : "Name the tables to read",
      "deno task new data/NAME --from a.csv b.csv",
    );
  }
  const folder = await placeFor(folderName);
  const files = await Promise.all(paths.map(readFile));
  const name = basename(folder).normalize("NFC").toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-+|-+$/g, "") || "release";
  const draft = draftRelease(files, name, clock().toISOString().slice(0, 10));
  const interrupted = await untilInterrupted((signal) => writeFolder(folder, draft, signal));
  if (interrupted) return interrupted;
  const shown = relative(userPath("."), userPath(folderName));
  const { size } = draft.tables;
  console.log(`${shown}: ${size} ${size === 1 ? "table" : "tables"}. Review what was inferred:`);
  for (const { path, inferred } of draft.reviews) {
    console.log(terminalSafe(`- ${path}: ${inferred.en}`));
  }
  const notebook = join(shown, "notebooks", "en", "01_start.ipynb");
  console.log(terminalSafe(`Then: deno task audit ${shellWord(shown)}`));
  // Both languages' pages are called alike.
  const out = join("dist", basename(folder), "en");
  console.log(
    terminalSafe(`      deno task report ${shellWord(notebook)} --out ${shellWord(out)}`),
  );
  return 0;
}

/** A path as it is typed, in quotes where it holds what a shell would read otherwise. */
function shellWord(path: string): string {
  return /^[\p{L}\p{N}_./\\:-]+$/u.test(path) ? path : `"${path.replaceAll(/["$`]/g, "\\$&")}"`;
}

/**
 * The absolute path of the folder to make.
 * @throws {UsageError} where it is there already, or not inside the project: the notebooks find the packages by the
 * project's deno.json, which must stand above them
 */
async function placeFor(shown: string): Promise<string> {
  const folder = await realPlace(userPath(shown));
  const inside = relative(await Deno.realPath(PROJECT_FOLDER), folder);
  if (inside === "" || inside.startsWith("..") || isAbsolute(inside)) {
    throw new UsageError(
      `Cannot make ${quote(shown)}: it is not inside the project`,
      "its notebooks find their packages by the project's deno.json: choose data/NAME",
    );
  }
  try {
    await Deno.lstat(folder);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return folder;
    throw new UsageError(
      `Cannot make ${quote(shown)}: ${(error as Error).message}`,
      "choose a place such as data/NAME",
    );
  }
  throw new UsageError(
    `Cannot make ${quote(shown)}: it is there already`,
    "nothing is ever overwritten: choose another name, or remove it",
  );
}

/** The path without symbolic links, as far as it exists. */
async function realPlace(path: string): Promise<string> {
  const parent = dirname(path);
  try {
    return join(await Deno.realPath(parent), basename(path));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound) || parent === path) return path;
    return join(await realPlace(parent), basename(path));
  }
}

async function readFile(path: string) {
  try {
    return { path, bytes: await Deno.readFile(userPath(path)) };
  } catch (error) {
    const why = error instanceof Deno.errors.NotFound
      ? "there is no such file"
      : (error as Error).message;
    throw new UsageError(`Cannot read ${quote(path)}: ${why}`);
  }
}

/** @throws {UsageError} where nothing can be written */
async function folderBeside(folder: string): Promise<string> {
  const parent = dirname(folder);
  try {
    await Deno.mkdir(parent, { recursive: true });
    return await Deno.makeTempDir({ dir: parent, prefix: ".new-" });
  } catch (error) {
    throw new UsageError(
      `Cannot make ${quote(folder)}: ${(error as Error).message}`,
      "choose a place that you can write to",
    );
  }
}

/** Writes beside its place and renames, so that nobody ever sees half a folder. */
async function writeFolder(
  folder: string,
  { descriptor, tables }: Draft,
  signal: AbortSignal,
): Promise<void> {
  const aside = await folderBeside(folder);
  try {
    for (const [name, csv] of tables) await Deno.writeTextFile(join(aside, name), csv);
    await Deno.writeTextFile(
      join(aside, "datapackage.json"),
      JSON.stringify(descriptor, null, 2) + "\n",
    );
    const release = await loadRelease(aside);
    for (const lang of LANGUAGES) {
      const place = join("notebooks", lang);
      await Deno.mkdir(join(aside, place), { recursive: true });
      const module = join(await Deno.realPath(PROJECT_FOLDER), "src", "mod.ts");
      const up = relative(resolve(folder, place), module);
      const notebook = starterNotebook(release, {
        lang,
        modulePath: up.replaceAll("\\", "/"),
        releasePath: "../..",
      });
      await Deno.writeTextFile(join(aside, place, "01_start.ipynb"), notebook);
    }
    signal.throwIfAborted();
    await Deno.chmod(aside, 0o755).catch(() => {});
    await Deno.rename(aside, folder);
  } catch (error) {
    await Deno.remove(aside, { recursive: true }).catch(() => {});
    throw error;
  }
}

if (import.meta.main) await runCommand(newRelease, USAGE);
