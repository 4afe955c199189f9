/** `deno task verify`: are the notebooks saved with what they show today? */
import { basename, dirname } from "node:path";
import {
  type Cell,
  compareOutputs,
  type Difference,
  errorsOf,
  type Executed,
  formatNotebook,
  mayFail,
  parseNotebook,
  startNotebooks,
} from "@crosses/notebooks";
import { terminalSafe } from "@crosses/text";
import {
  parseCommandLine,
  runCommand,
  seconds,
  untilInterrupted,
  userPath,
  writeFiles,
} from "@crosses/text/command";
import { projectNotebooks } from "./places.ts";

export const USAGE = `
Usage: npx --yes deno task verify [NOTEBOOK...] [--update] [--timeout S]

Runs the project's notebooks, or those named, and compares with the outputs that they were saved
with: data, drawings, tables and text, not bytes. Says which cell, figure and number changed.
Writes nothing without --update.

  --update       saves the notebooks that changed, with their new outputs
  --timeout S    seconds that one cell may take; without it 120
  --help         prints this

Exit status: 0 all as saved, or saved now; 1 something changed or failed; 2 wrong command line.
`;

const UPDATE =
  "is that as it should be? `npx --yes deno task verify --update` saves what they show now";
const MEND = "a notebook with a cell that fails is not saved";

export async function verify(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommandLine(args, {
    update: { type: "boolean" },
    timeout: { type: "string" },
  });
  const timeoutSeconds = seconds(values.timeout);
  const sources = positionals.length > 0
    ? positionals.map((path) => ({ name: path, path: userPath(path) }))
    : await projectNotebooks(undefined);
  let isSound = true;
  const status = await untilInterrupted(async (signal) => {
    // What comes after a cell that fails is compared too: the first number to change may stand there.
    const outcomes = await Promise.allSettled(
      startNotebooks(sources, { execute: true, allowErrors: true, timeoutSeconds, signal }),
    );
    const errors = errorsOf(outcomes, signal);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") continue;
      isSound = await verifyOne(outcome.value, values.update === true) && isSound;
    }
    if (errors.length > 0) throw new AggregateError(errors);
    if (!isSound) console.error(`  hint: ${values.update ? MEND : UPDATE}`);
  });
  return status || (isSound ? 0 : 1);
}

/** Tells what changed in one notebook and, if asked, saves it. True when it is as saved, or saved now. */
async function verifyOne(
  { name, path, notebook, bytes }: Executed,
  update: boolean,
): Promise<boolean> {
  const before = new TextDecoder().decode(bytes);
  const failed = notebook.cells.flatMap((cell, index) => {
    const failure = failureOf(cell);
    return failure ? [{ cell: index + 1, id: cell.id ?? "", subject: "", what: failure }] : [];
  });
  const changed = compareOutputs(parseNotebook(before, name), notebook)
    .filter(({ cell }) => !failed.some((other) => other.cell === cell));
  const lines = [...changed, ...failed.slice(0, 1)].sort((a, b) => a.cell - b.cell)
    .map(describeDifference);
  // They mostly miss what the first would have made.
  if (failed.length > 1) {
    lines.push(`${failed.length - 1} more cells fail after cell ${failed[0]!.cell}`);
  }
  const after = formatNotebook(notebook, name);
  if (update && failed.length === 0) {
    if (after !== before) {
      await writeFiles(dirname(path), [{ path: basename(path), content: after }]);
      console.log(
        `${terminalSafe(name)}: saved${lines.length > 0 ? `, ${lines.length} changes` : ""}`,
      );
      for (const line of lines) console.log(`  ${terminalSafe(line)}`);
    }
    return true;
  }
  for (const line of lines) console.error(terminalSafe(`error: ${name}, ${line}`));
  if (lines.length === 0) console.log(`${terminalSafe(name)}: as saved`);
  return lines.length === 0;
}

function failureOf(cell: Cell): string | undefined {
  if (cell.cell_type !== "code" || mayFail(cell)) return undefined;
  const error = cell.outputs.find((output) => output.output_type === "error");
  return error && `it fails: ${error.ename}: ${error.evalue}`;
}

/** `cell 7 (received-table), table “Received” (table-received): AI · 2023: “65” → “66”`. */
function describeDifference({ cell, id, subject, what }: Difference): string {
  return `cell ${cell} (${id})${subject && `, ${subject}`}: ${what}`;
}

if (import.meta.main) await runCommand(verify, USAGE);
