/** `intake`, here `deno task new`: a release folder and starter notebooks from tables that somebody saved. */
import { basename, dirname, join, relative } from "node:path";
import { LANGUAGES, quote, ReleaseError, slug, terminalSafe, UsageError } from "@crosses/text";
import { AS_PROPOSED, type Ask, flagsOf, settle, type Settled, showInferences } from "./ask/ask.ts";
import type { SourceFile } from "./release/draft.ts";
import { READABLE } from "./read/read_file.ts";
import { type Flag, FLAGS, type Given, partsOf } from "./inferences/inferences.ts";
import { loadRelease } from "@crosses/counts/release";
import {
  calledAs,
  clock,
  isTask,
  parseCommandLine,
  runCommand,
  untilInterrupted,
  userPath,
} from "@crosses/text/command";
import {
  type Commands,
  readIntake,
  starterPath,
  updateFolder,
  writeFolder,
} from "./release_folder.ts";

export const USAGE = `
Usage: npx --yes deno task new FOLDER --from FILE... [--page N] [--sheet NAME] [--table N]
         [--lines A-B] [--range B4:H40] [--yes | --proposed] [answers]
       npx --yes deno task new FOLDER --update [answers]

Makes a release folder of tables of counts, and a starter notebook in each language. Shows first how
each table was understood: which columns are labels and which counts, what each mark means, what each
total sums up. On a terminal it asks where that is doubtful; elsewhere, and with --yes, it takes only
what is certain, and says what it has to be told.

  FOLDER     a new folder, such as data/NAME
  --from     ${READABLE};
             - reads what is pasted, up to Ctrl+D
  --page     the page of a PDF, or the first and the last, such as 3-6
  --sheet    the sheet of a workbook
  --table    which of several tables, from 1
  --lines    the lines to read, such as 12-30, as they are shown and as an editor counts them
  --range    the cells of a sheet to read, such as B4:H40
  --update   reads the folder's tables again with these answers and those of before; keeps what was
             corrected by hand, and renews the checksums
  --yes      asks nothing
  --proposed answers each question that is left with what is proposed: read the questions first
  --help     prints this

Answers:
${Object.entries(FLAGS).map(([flag, help]) => `  --${flag.padEnd(11)}${help}`).join("\n")}

Exit status: 0 done, 1 a file cannot be read or has to be explained, 2 wrong command line.
`;

const MULTIPLE = { type: "string", multiple: true } as const;
const ANSWERS = Object.fromEntries(Object.keys(FLAGS).map((flag) => [flag, MULTIPLE]));
const OPTIONS = {
  from: MULTIPLE,
  page: { type: "string" },
  sheet: { type: "string" },
  table: { type: "string" },
  lines: { type: "string" },
  range: { type: "string" },
  yes: { type: "boolean" },
  proposed: { type: "boolean" },
  update: { type: "boolean" },
  ...ANSWERS as Record<Flag, typeof MULTIPLE>,
} as const;

/** Runs the command; gives the exit status. */
export async function newRelease(
  args: readonly string[],
  ask: Ask | undefined = terminal(),
): Promise<number> {
  const { values, positionals } = parseCommandLine(args, OPTIONS);
  const [folderName, ...rest] = positionals;
  const paths = [...values.from ?? [], ...rest];
  const make = calledAs("new", "intake");
  const example = `${make} data/NAME ${values.update ? "--update" : "--from table.csv"}`;
  if (folderName === undefined) throw new UsageError("Name the folder to make", example);
  if (values.update && paths.length > 0) {
    throw new UsageError("An update reads again what was read before", example);
  }
  if (!values.update && paths.length === 0) {
    throw new UsageError("Name the tables to read", example);
  }
  const flags = Object.keys(FLAGS) as Flag[];
  const given: Given = Object.fromEntries(
    flags.flatMap((flag) => values[flag] ? [[flag, values[flag]]] : []),
  );
  const asking = values.proposed ? AS_PROPOSED : values.yes ? undefined : ask;
  const commands = { make, update: `${make} ${shellWord(asTyped(folderName))} --update` };
  if (values.update) return await update(userPath(folderName), given, commands, asking);
  const { sheet, lines, range } = values;
  const page = pageOf(values.page);
  const table = numberOf("table", values.table);
  const today = clock().toISOString().slice(0, 10);
  const options = { today, page, sheet, table, lines, range };
  const folder = await placeFor(folderName);
  const files = await Promise.all(paths.map(readFile));
  const name = slug(basename(folder)) || "table";
  const settled = await settle(files, given, { ...options, name }, say, asking);
  const interrupted = await untilInterrupted((signal) =>
    writeFolder(folder, settled, files, options, commands, signal)
  );
  if (!interrupted) tellMade(asTyped(folderName), settled);
  return interrupted;
}

/** From where the user stands. */
const asTyped = (folder: string) => relative(userPath("."), userPath(folder));

/** What was made, and what to do next. */
function tellMade(folder: string, settled: Settled): void {
  const { size } = settled.draft.tables;
  say(`\n${folder}: ${size} ${size === 1 ? "table" : "tables"}. What was inferred:`);
  tell(settled);
  const page = shellWord(join(folder, "review.html"));
  say(`Look at ${page}: the source beside what was read, and how to have it read otherwise`);
  say(`Then: ${calledAs("audit", "audit")} ${shellWord(folder)}`);
  const notebooks = LANGUAGES.map((lang) => shellWord(join(folder, starterPath(lang))));
  const out = isTask() ? ["--out", shellWord(join("dist", basename(folder)))] : [];
  // A page for readers; the notebook beside it has the code.
  const report = [calledAs("report", "notebook-report"), ...notebooks, ...out, "--code hide"];
  say(`Then: ${report.join(" ")}`);
}

/** Reads a folder's sources anew with all answers, or only renews its checksums. */
async function update(
  folder: string,
  given: Given,
  commands: Commands,
  ask: Ask | undefined,
): Promise<number> {
  const { held, intake, files } = await readIntake(folder);
  if (!intake && Object.keys(given).length > 0) {
    throw new UsageError(
      "There is nothing to answer: new did not make this folder",
      "without flags, --update renews its checksums",
    );
  }
  const options = { ...intake!, name: String(held.descriptor.name) };
  const made = intake && {
    intake,
    files,
    settled: await settle(files, joined(intake.answers, given), options, say, ask, intake.answers),
  };
  const interrupted = await untilInterrupted((signal) =>
    updateFolder(folder, held, made, commands, signal)
  );
  if (interrupted) return interrupted;
  if (made) tell(made.settled);
  try {
    await loadRelease(folder);
  } catch (error) {
    if (error instanceof ReleaseError) say("Written, but the folder cannot be read as it stands.");
    throw error;
  }
  const kept = "Read again; what was corrected by hand is kept, and checksums are renewed.";
  say(made ? kept : "Checksums are renewed.");
  return 0;
}

/** Earlier answers and new ones; a new one replaces an earlier one of the same flag and name. */
function joined(old: Given, given: Given): Given {
  const flags = Object.keys({ ...old, ...given }) as Flag[];
  return Object.fromEntries(flags.map((flag) => {
    const now = given[flag] ?? [];
    const named = now.map((one) => partsOf(flag, one)[0]);
    const kept = (old[flag] ?? []).filter((one) => !named.includes(partsOf(flag, one)[0]));
    return [flag, [...kept, ...now]];
  }));
}

function tell({ draft, given }: Settled): void {
  showInferences(draft.inferences).forEach(say);
  const flags = flagsOf(draft.inferences, given.block ?? []);
  if (flags.length > 0) say(`The same answers again: ${flags.join(" ")}`);
}

const say = (line: string) => console.log(terminalSafe(line));

function terminal(): Ask | undefined {
  return Deno.stdin.isTerminal() ? (question) => prompt(terminalSafe(question)) : undefined;
}

function pageOf(given: string | undefined): string | undefined {
  const [from, to = from] = (given ?? "").split("-").map(Number);
  if (given === undefined || /^[1-9]\d{0,4}(?:-[1-9]\d{0,4})?$/.test(given) && from! <= to!) {
    return given;
  }
  throw new UsageError(
    `Option "--page" is ${quote(given)}`,
    "it takes the number of a page, from 1, or the first and the last, such as 3-6",
  );
}

function numberOf(option: "table", given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (/^[1-9]\d{0,4}$/.test(given)) return Number(given);
  throw new UsageError(
    `Option "--${option}" is ${quote(given)}`,
    `it takes the number of a ${option}, from 1`,
  );
}

/** A path as it is typed, in quotes where it holds what a shell would read otherwise. */
function shellWord(path: string): string {
  return /^[\p{L}\p{N}_./\\:-]+$/u.test(path) ? path : `"${path.replaceAll(/["$`]/g, "\\$&")}"`;
}

/**
 * The absolute path of the folder to make.
 * @throws {UsageError} where it is there already
 */
async function placeFor(shown: string): Promise<string> {
  const refuse = (why: string, hint: string) => {
    throw new UsageError(`Cannot make ${quote(shown)}: ${why}`, hint);
  };
  const folder = await realPlace(userPath(shown));
  const there: unknown = await Deno.lstat(folder).catch((error) => error);
  if (there instanceof Deno.errors.NotFound) return folder;
  if (there instanceof Error) refuse(there.message, "choose a place such as data/NAME");
  const hint = "nothing is ever overwritten: choose another name, or remove it";
  return refuse("it is there already", hint);
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
    const isMissing = error instanceof Deno.errors.NotFound;
    const why = isMissing ? "there is no such file" : (error as Error).message;
    throw new UsageError(`Cannot read ${quote(path)}: ${why}`);
  }
}

if (import.meta.main) {
  await runCommand(
    newRelease,
    USAGE.replaceAll(/npx --yes deno task new/g, calledAs("new", "intake")),
  );
}
