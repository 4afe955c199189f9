/** `deno task new`: a release folder and starter notebooks from tables that somebody saved. */
import { basename, dirname, join, relative, resolve } from "node:path";
import { quote, UsageError } from "../errors.ts";
import type { Language } from "../locale/catalogue.ts";
import { type Draft, draftRelease } from "../release/draft/draft.ts";
import { loadRelease } from "../release/load_release.ts";
import { clock } from "./clock.ts";
import { parseCommandLine, runCommand, terminalSafe, userPath } from "./command.ts";
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
export async function newRelease(args: readonly string[]): Promise<void> {
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
  const folder = userPath(folderName);
  await checkFolder(folder, folderName);
  const files = await Promise.all(paths.map(readFile));
  const name = basename(folder).toLowerCase().replaceAll(/[^\p{L}\p{N}.-]+/gu, "-");
  const draft = draftRelease(files, name, clock().toISOString().slice(0, 10));
  await writeFolder(folder, draft);
  const shown = relative(userPath("."), folder) || ".";
  const { size } = draft.tables;
  console.log(`${shown}: ${size} ${size === 1 ? "table" : "tables"}. Review what was inferred:`);
  for (const { path, inferred } of draft.reviews) {
    console.log(terminalSafe(`- ${path}: ${inferred}`));
  }
  console.log(`Then: deno task audit ${shown}`);
  console.log(`      deno task report ${join(shown, "notebooks", "en", "01_start.ipynb")}`);
}

/** The notebooks find the packages by the project's deno.json, which must stand above them. */
async function checkFolder(folder: string, shown: string): Promise<void> {
  const inside = relative(PROJECT_FOLDER, folder);
  if (inside === "" || inside.startsWith("..")) {
    throw new UsageError(
      `Cannot make ${quote(shown)}: it is not inside the project`,
      "its notebooks find their packages by the project's deno.json: choose data/NAME",
    );
  }
  try {
    await Deno.lstat(folder);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw new UsageError(`Cannot make ${quote(shown)}: ${(error as Error).message}`);
  }
  throw new UsageError(
    `Cannot make ${quote(shown)}: it is there already`,
    "nothing is ever overwritten: choose another name, or remove it",
  );
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

/** Writes beside its place and renames, so that nobody ever sees half a folder. */
async function writeFolder(folder: string, { descriptor, tables, reviews }: Draft): Promise<void> {
  const parent = dirname(folder);
  await Deno.mkdir(parent, { recursive: true });
  const aside = await Deno.makeTempDir({ dir: parent, prefix: ".new-" });
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
      const up = relative(resolve(folder, place), join(PROJECT_FOLDER, "src", "mod.ts"));
      const notebook = starterNotebook(release, {
        lang,
        modulePath: up.replaceAll("\\", "/"),
        releasePath: "../..",
        reviews: reviews.map(({ path, inferred }) => `${path}: ${inferred}`),
      });
      await Deno.writeTextFile(join(aside, place, "01_start.ipynb"), notebook);
    }
    await Deno.chmod(aside, 0o755).catch(() => {});
    await Deno.rename(aside, folder);
  } catch (error) {
    await Deno.remove(aside, { recursive: true }).catch(() => {});
    throw error;
  }
}

if (import.meta.main) await runCommand(newRelease, USAGE);
