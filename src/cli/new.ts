/** `deno task new`: a release folder and starter notebooks from tables that somebody saved. */
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { quote, ReleaseError, UsageError } from "../errors.ts";
import { type Draft, type DraftOptions, draftRelease, type SourceFile } from "../intake/draft.ts";
import { Answers, type Flag, flagOf, FLAGS, type Inference } from "../intake/findings.ts";
import { flagsOf, openQuestions, showInferences, showTables } from "../intake/show.ts";
import { slug } from "../intake/titles.ts";
import type { Language } from "../locale/language.ts";
import { loadRelease } from "../release/load_release.ts";
import { clock } from "./clock.ts";
import { parseCommandLine, runCommand, terminalSafe, userPath } from "./command.ts";
import { untilInterrupted } from "./interrupt.ts";
import { PROJECT_FOLDER } from "./places.ts";
import { starterNotebook } from "./starter.ts";

export const USAGE = `
Usage: deno task new FOLDER --from FILE... [--page N] [--sheet NAME] [--yes] [answers]

Makes a release folder of tables of counts, and a starter notebook in each language. Shows first how
each table was understood: which columns are labels and which counts, what each mark means, what each
total sums up. On a terminal it asks where that is doubtful; elsewhere, and with --yes, it takes only
what is certain, and says what it has to be told.

  FOLDER     a new folder inside the project, such as data/NAME
  --from     .csv, .tsv, .xlsx, .pdf, or text whose columns stand below one another; - reads what is
             pasted, up to Ctrl+D
  --page     the page of a PDF
  --sheet    the sheet of a workbook
  --yes      asks nothing
  --help     prints this

Answers:
${Object.entries(FLAGS).map(([flag, help]) => `  --${flag.padEnd(11)}${help}`).join("\n")}

Exit status: 0 done, 1 a file cannot be read or has to be explained, 2 wrong command line.
`;

const LANGUAGES: readonly Language[] = ["en", "fr"];
const MULTIPLE = { type: "string", multiple: true } as const;
const ANSWERS = Object.fromEntries(Object.keys(FLAGS).map((flag) => [flag, MULTIPLE]));

/** Asks on the terminal; null where nobody answers. */
export type Ask = (question: string) => string | null;

/** Runs the command; gives the exit status. */
export async function newRelease(
  args: readonly string[],
  ask: Ask | undefined = terminal(),
): Promise<number> {
  const { values, positionals } = parseCommandLine(args, {
    from: MULTIPLE,
    page: { type: "string" },
    sheet: { type: "string" },
    yes: { type: "boolean" },
    ...ANSWERS as Record<Flag, typeof MULTIPLE>,
  });
  const [folderName, ...rest] = positionals;
  const paths = [...values.from ?? [], ...rest];
  if (folderName === undefined || paths.length === 0) {
    throw new UsageError(
      folderName === undefined ? "Name the folder to make" : "Name the tables to read",
      "deno task new data/NAME --from table.csv",
    );
  }
  const folder = await placeFor(folderName);
  const files = await Promise.all(paths.map(readFile));
  const given = Object.fromEntries(
    Object.keys(FLAGS).flatMap((flag) => flag in values ? [[flag, values[flag as Flag]]] : []),
  );
  const { draft, answers } = await settle(files, given, {
    name: slug(basename(folder)) || "release",
    today: clock().toISOString().slice(0, 10),
    ...values.page === undefined ? {} : { page: pageNumber(values.page) },
    ...values.sheet === undefined ? {} : { sheet: values.sheet },
  }, values.yes ? undefined : ask);
  const interrupted = await untilInterrupted((signal) => writeFolder(folder, draft, signal));
  if (interrupted) return interrupted;
  const shown = relative(userPath("."), userPath(folderName));
  const { size } = draft.tables;
  say(`\n${shown}: ${size} ${size === 1 ? "table" : "tables"}. What was inferred:`);
  showInferences(draft.inferences).forEach(say);
  const flags = flagsOf(draft.inferences, answers.blocks);
  if (flags.length > 0) say(`The same answers again: ${flags.join(" ")}`);
  const notebooks = LANGUAGES.map((lang) => shellWord(join(shown, starterPath(lang))));
  say(
    `Then: deno task report ${notebooks.join(" ")} --out ${
      shellWord(join("dist", basename(folder)))
    }`,
  );
  return 0;
}

/** Below the release's folder; the pages of both languages have names of their own. */
const starterPath = (lang: Language) => join("notebooks", lang, `start.${lang}.ipynb`);
const say = (line: string) => console.log(terminalSafe(line));

function terminal(): Ask | undefined {
  return Deno.stdin.isTerminal() ? (question) => prompt(question) : undefined;
}

function pageNumber(page: string): number {
  if (/^[1-9]\d{0,4}$/.test(page)) return Number(page);
  throw new UsageError(
    `Option "--page" is ${quote(page)}`,
    "it takes the number of a page, from 1",
  );
}

/**
 * Reads the tables, shows them, and asks until nothing is doubtful.
 * @throws {ReleaseError} with the questions where there is nobody to ask
 */
async function settle(
  files: readonly SourceFile[],
  given: Partial<Record<Flag, string[]>>,
  options: Omit<DraftOptions, "answers">,
  ask: Ask | undefined,
): Promise<{ draft: Draft; answers: Answers }> {
  let shown = "";
  while (true) {
    const answers = new Answers(given);
    const draft = await draftRelease(files, { ...options, answers });
    const tables = showTables(draft).join("\n");
    if (tables !== shown) console.log(terminalSafe(shown = tables));
    const open = openQuestions(draft);
    if (open.length === 0) return { draft, answers };
    if (!ask) throw new ReleaseError(open.map(asProblem));
    for (const inference of open) {
      const value = askOne(inference, ask);
      if (value === undefined) throw new ReleaseError(open.map(asProblem));
      const { flag, name } = inference;
      given = {
        ...given,
        [flag!]: [...given[flag!] ?? [], name === undefined ? value : `${name}=${value}`],
      };
    }
  }
}

/** The answer as its flag says it; undefined where there is none. */
function askOne({ question, choices, line, file }: Inference, ask: Ask): string | undefined {
  const [first] = choices;
  const isYesNo = choices.every((choice) => choice === "yes" || choice === "no");
  const hint = isYesNo
    ? (first === "yes" ? "[Y/n]" : "[y/N]")
    : `[${choices.map((choice, at) => at === 0 ? choice.toUpperCase() : choice).join("/")}]`;
  const place = line === undefined ? file : `${file}, line ${line}`;
  for (let tries = 0; tries < 3; tries++) {
    const answer = ask(terminalSafe(`${place}: ${question!.en} ${hint}`))?.trim().toLowerCase();
    if (answer === undefined) return undefined;
    if (answer === "") return first;
    const chosen = choices.find((choice) =>
      choice.toLowerCase() === answer || isYesNo && choice[0] === answer
    );
    if (chosen) return chosen;
  }
  return undefined;
}

/** A question that nobody could be asked. */
function asProblem(inference: Inference) {
  const { file, line, column, question, choices } = inference;
  return {
    file,
    ...line === undefined ? {} : { line },
    ...column === undefined ? {} : { column },
    found: "can be read in more than one way",
    wanted: question!.en,
    hint: choices.map((value) => flagOf({ ...inference, value })).join(" or "),
  };
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

async function readFile(path: string): Promise<SourceFile> {
  if (path === "-") {
    const bytes = new Uint8Array(await new Response(Deno.stdin.readable).arrayBuffer());
    return { path: "pasted.txt", bytes };
  }
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
      const place = dirname(starterPath(lang));
      await Deno.mkdir(join(aside, place), { recursive: true });
      const module = join(await Deno.realPath(PROJECT_FOLDER), "src", "mod.ts");
      const up = relative(resolve(folder, place), module);
      const notebook = starterNotebook(release, {
        lang,
        modulePath: up.replaceAll("\\", "/"),
        releasePath: "../../",
      });
      await Deno.writeTextFile(join(aside, starterPath(lang)), notebook);
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
