/** From what the user asks for to the folders that are to be written: one, or one of each table. */
import { basename } from "node:path";
import { type Problem, ReleaseError, slug } from "@crosses/text";
import { userPath } from "@crosses/text/command";
import { type Ask, settle } from "./ask/ask.ts";
import { settleAll } from "./ask/settle_all.ts";
import type { TableChoice } from "./release/choose.ts";
import { type SourceFile, tablesIn, UnreadTables } from "./release/draft.ts";
import type { Given } from "./inferences/answers.ts";
import { asTyped, placeFor, readFile, shellWord } from "./places.ts";
import type { Commands, NewFolder } from "./release_folder.ts";

/** What is to be made, as its user says it. */
export interface Wanted {
  readonly folder: string;
  readonly paths: readonly string[];
  readonly given: Given;
  readonly make: string;
  readonly ask: Ask | undefined;
  readonly say: (line: string) => void;
}

type Options = NewFolder["options"];
type Read = readonly [files: readonly SourceFile[], made: readonly NewFolder[]];

/** One folder of all tables, or of the one that is chosen. */
export async function readOne(
  { folder: shown, paths, given, make, ask, say }: Wanted,
  options: Options,
  args: readonly string[],
): Promise<Read> {
  const folder = await placeFor(shown);
  const files = await Promise.all(paths.map(readFile));
  const typed = [make, ...args.map(shellWord)].join(" ");
  const settled = await settle(files, given, { ...options, name: nameOf(folder) }, say, ask)
    .catch((error) => {
      const isApart = error instanceof UnreadTables && error.apart && options.table === undefined;
      throw isApart ? withCommands(error.problems[0]!, error.apart!, typed) : error;
    });
  return [files, [{ folder, settled, options, commands: commandsFor(make, shown) }]];
}

/** A folder of each table. No place may be taken, and nothing be open, before one is written. */
export async function readAll(
  { folder: shown, paths, given, make, ask, say }: Wanted,
  options: Options,
): Promise<Read> {
  const files = await Promise.all(paths.map(readFile));
  const tables = await tablesIn(files, { ...options, answers: given });
  const shownAs = ({ number }: { readonly number: number }) => `${asTyped(shown)}-${number}`;
  const places = new Map<number, string>();
  for (const table of tables.filter(({ holdsCounts }) => holdsCounts)) {
    places.set(table.number, await placeFor(shownAs(table)));
  }
  const name = nameOf(userPath(shown));
  const all = await settleAll(files, given, { ...options, name }, tables, say, ask);
  const made = all.map(({ table, ...settled }): NewFolder => ({
    folder: places.get(table)!,
    settled,
    options: { ...options, table },
    commands: commandsFor(make, shownAs({ number: table })),
  }));
  return [files, made];
}

const nameOf = (folder: string) => slug(basename(folder)) || "table";

export const commandsFor = (make: string, folder: string): Commands => ({
  make,
  update: `${make} ${shellWord(asTyped(folder))} --update`,
});

/** Of many tables, some are enough to see how each is named. */
const MOST_COMMANDS = 6;

/** Tables of which one is to be chosen, with the commands that do. */
function withCommands(
  problem: Problem,
  tables: readonly TableChoice[],
  typed: string,
): ReleaseError {
  const counted = tables.filter(({ holdsCounts }) => holdsCounts);
  const commands = ["all", ...counted.map(({ number }) => number)].map((table) =>
    `${typed} --table ${table}`
  );
  const hint = ["a folder of each, or of one:", ...commands.slice(0, MOST_COMMANDS)].join("\n    ");
  return new ReleaseError([{ ...problem, hint }]);
}
