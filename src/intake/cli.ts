/** `intake`, here `deno task new`: a release folder and starter notebooks from tables that somebody saved. */
import { basename, join } from "node:path";
import { LANGUAGES, quote, ReleaseError, terminalSafe, UsageError } from "@crosses/text";
import { AS_PROPOSED, type Ask, flagsOf, settle, type Settled } from "./ask/ask.ts";
import { showInferences } from "./ask/show.ts";
import { READABLE } from "./read/read_file.ts";
import { type Flag, FLAGS, type Given, partsOf } from "./inferences/answers.ts";
import { loadRelease } from "@crosses/counts/release";
import {
  calledAs,
  clock,
  isTask,
  parseCommandLine,
  runCommand,
  untilInterrupted,
  userPath,
  type Values,
} from "@crosses/text/command";
import { commandsFor, readAll, readOne } from "./new_folders.ts";
import { asTyped, shellWord } from "./places.ts";
import {
  type Commands,
  type NewFolder,
  readIntake,
  starterPath,
  updateFolder,
  writeFolders,
} from "./release_folder.ts";

export const USAGE = `
Usage: npx --yes deno task new FOLDER --from FILE... [--page N] [--sheet NAME] [--table N|all]
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
  --table    which of several tables, from 1; all makes a folder of each: FOLDER-1, FOLDER-2 …
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
  table: MULTIPLE,
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
  const make = calledAs("new", "intake");
  const [folderName, ...paths] = placesIn(values, positionals, make);
  const flags = Object.keys(FLAGS) as Flag[];
  const given: Given = Object.fromEntries(
    flags.flatMap((flag) => values[flag] ? [[flag, values[flag]]] : []),
  );
  const asking = values.proposed ? AS_PROPOSED : values.yes ? undefined : ask;
  if (values.update) {
    return await update(userPath(folderName), given, commandsFor(make, folderName), asking);
  }
  const { sheet, lines, range } = values;
  const page = pageOf(values.page);
  const table = tableOf(values.table);
  const today = clock().toISOString().slice(0, 10);
  const wanted = { folder: folderName, paths, given, make, ask: asking, say };
  const options = { today, page, sheet, lines, range };
  const [files, made] = table === "all"
    ? await readAll(wanted, options)
    : await readOne(wanted, { ...options, table }, args);
  const interrupted = await untilInterrupted((signal) => writeFolders(made, files, signal));
  if (!interrupted) tellMade(asTyped(folderName), made);
  return interrupted;
}

const PARTS = ["page", "sheet", "table", "lines", "range"] as const;

/**
 * The folder and the files that are named.
 * @throws {UsageError} where one is missing, or an update is told what to read
 */
function placesIn(
  values: Values<typeof OPTIONS>,
  [folder, ...others]: readonly string[],
  make: string,
): readonly [folder: string, ...paths: string[]] {
  const paths = [...values.from ?? [], ...others];
  const example = `${make} data/NAME ${values.update ? "--update" : "--from table.csv"}`;
  if (folder === undefined) throw new UsageError("Name the folder to make", example);
  const part = PARTS.find((name) => values[name] !== undefined);
  if (values.update && (paths.length > 0 || part)) {
    throw new UsageError(
      `An update reads again what was read before${part ? `: it takes no --${part}` : ""}`,
      part ? `another part has a folder of its own: ${make} data/OTHER --from FILE` : example,
    );
  }
  if (!values.update && paths.length === 0) {
    throw new UsageError("Name the tables to read", example);
  }
  return [folder, ...paths];
}

/** What was made, and what to do next. */
function tellMade(shown: string, made: readonly NewFolder[]): void {
  const folders = made.map(({ folder }) => asTyped(folder));
  for (const [at, { settled }] of made.entries()) {
    const { size } = settled.draft.tables;
    say(`\n${folders[at]}: ${size} ${size === 1 ? "table" : "tables"}. What was inferred:`);
    tell(settled);
  }
  const pages = folders.map((folder) => shellWord(join(folder, "review.html"))).join(", ");
  say(`Look at ${pages}: the source beside what was read, and how to have it read otherwise`);
  say(
    "source/ and review.html hold all lines of what came in, such as a letter’s address: publish neither",
  );
  for (const folder of folders) say(`Then: ${calledAs("audit", "audit")} ${shellWord(folder)}`);
  const notebooks = folders.flatMap((folder) =>
    LANGUAGES.map((lang) => shellWord(join(folder, starterPath(lang))))
  );
  // Pages of several folders do not lie beside their notebooks, so that they lead to one another.
  const isApart = isTask() || folders.length > 1;
  const out = isApart ? ["--out", shellWord(join("dist", basename(shown)))] : [];
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
  let edited: readonly string[] = [];
  const interrupted = await untilInterrupted(async (signal) => {
    edited = await updateFolder(folder, held, made, commands, signal);
  });
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
  if (edited.length > 0) {
    say(`Not renewed, as edited by hand: ${edited.join(", ")}; correct there what changed here.`);
  }
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

function tableOf(given: readonly string[] = []): number | "all" | undefined {
  const hint = "it takes the number of one table, from 1; --table all makes a folder of each";
  if (given.length > 1) {
    throw new UsageError(`Option "--table" is given ${given.length} times`, hint);
  }
  const [table] = given;
  if (table === undefined || table === "all") return table;
  if (/^[1-9]\d{0,4}$/.test(table)) return Number(table);
  throw new UsageError(`Option "--table" is ${quote(table)}`, hint);
}

if (import.meta.main) {
  await runCommand(
    newRelease,
    USAGE.replaceAll(/npx --yes deno task new/g, calledAs("new", "intake")),
  );
}
