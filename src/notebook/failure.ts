/** What went wrong in a run, said to someone who wrote the notebook and knows nothing of this code. */
import { NotebookError, quote } from "../errors.ts";
import type { BackgroundFailure } from "./bootstrap.ts";
import type { ProcessEnd } from "./kernel_process.ts";
import type { ExecuteReply } from "./messages.ts";
import { findSyntaxFault, importedModules } from "./syntax.ts";

/** A place in the notebook: the cell as a reader counts it, and line and column in it, all one-based. */
export interface CellPlace {
  readonly notebook: string;
  readonly cell: number;
  readonly line?: number;
  readonly column?: number;
}

function fail(place: CellPlace, what: string, hint?: string): NotebookError {
  const { notebook, cell, line, column } = place;
  const where = [
    `"${notebook}", cell ${cell}`,
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(column === undefined ? [] : [`column ${column}`]),
  ].join(", ");
  return new NotebookError(`Cannot run ${where}: ${what}`, place, hint);
}

/** A cell that ended with an error. */
export function cellFailed(
  place: CellPlace,
  source: string,
  { ename, evalue, traceback }: ExecuteReply,
  wasPublished: boolean,
): NotebookError {
  const hasTrace = traceback.join("").trim() !== "";
  if (ename === "SyntaxError" || !wasPublished && !hasTrace) {
    const fault = findSyntaxFault(source);
    if (fault) {
      const { message, line, column } = fault;
      return fail({ ...place, line, column }, `syntax error: ${message}`);
    }
  }
  if (!wasPublished && !hasTrace) return notLoaded(place, source, evalue || ename);
  const message = evalue.trim();
  if (!hasTrace) {
    const isText = !/^(\[object .*\]|\(none\)|\(unknown\)|)$/.test(message);
    return fail(
      place,
      `it threw ${isText ? quote(message) : "an object"}, which is not an Error`,
      "throw new Error(…) instead: it carries a message and a place",
    );
  }
  const said = message === "" || message === ename
    ? ename
    : message.startsWith(`${ename}:`)
    ? message
    : `${ename}: ${message}`;
  return fail(place, said);
}

/** A cell that parses, and that the kernel refuses all the same: it says no more than that. */
function notLoaded(place: CellPlace, source: string, said: string): NotebookError {
  const modules = importedModules(source).map(quote);
  return modules.length === 0 ? fail(place, `the kernel could not read the cell: ${said}`) : fail(
    place,
    `the kernel could not load what it imports: ${modules.join(", ")}`,
    "is the name right, is it in the import map of deno.json, and is the network there?",
  );
}

/** A throw or rejection that nobody awaited or caught, and that came to light while a cell ran. */
export function backgroundFailed(
  place: CellPlace,
  /** Undefined after the last. */
  runningCell: number | undefined,
  failure: BackgroundFailure,
): NotebookError {
  const { name, message, isError, isRejection } = failure;
  const when = runningCell === undefined
    ? " after the last cell"
    : place.cell === runningCell
    ? ""
    : ` while cell ${runningCell} ran`;
  return fail(
    place,
    `${
      isRejection ? "a promise was rejected" : "an error was thrown"
    } in the background${when}, and nothing caught it: ${isError ? `${name}: ` : ""}${
      message || "(no message)"
    }`,
    isRejection
      ? "await the promise, or catch what it is rejected with"
      : "catch the error where it is thrown",
  );
}

/** A cell that took too long. */
export function timedOut(place: CellPlace, seconds: number, answered: boolean): NotebookError {
  return fail(
    place,
    `it did not end within ${seconds} s`,
    answered
      ? "it was busy: look for a loop without an end, or give it longer with --timeout"
      : "it was waiting: look for an await that nothing resolves, or give it longer with --timeout",
  );
}

/** A kernel that ended while a cell ran. */
export function kernelEnded(place: CellPlace, { code, signal, said }: ProcessEnd): NotebookError {
  const how = signal
    ? `the kernel was ended by ${signal}`
    : `the cell ended the kernel with exit code ${code}`;
  return fail(
    place,
    said ? `${how}. It said:\n${said}` : how,
    signal
      ? "was it killed, or out of memory?"
      : "Deno.exit() and process.exit() end the kernel: leave them out of a notebook",
  );
}

/** A kernel that still runs, but that the notebook left unusable. */
export function kernelFailed(place: CellPlace, why: string): NotebookError {
  return fail(
    place,
    `the kernel could not be asked whether all outputs have come: ${why}`,
    "does the cell replace globalThis or another global of Deno?",
  );
}

/** A kernel that never came about. */
export function notStarted(notebook: string, why: string, hint?: string): NotebookError {
  return new NotebookError(`Cannot run "${notebook}": ${why}`, { notebook }, hint);
}
