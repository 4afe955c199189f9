/**
 * What went wrong in a run, and where, said to someone who wrote the notebook and knows nothing of this code.
 *
 * The kernel compiles a cell before it runs it, and its stack traces count lines and columns of the compiled code. Node's
 * `stripTypeScriptTypes` uses the same compiler, so that its source map leads back to the cell.
 */
import { NotebookError, quote } from "@crosses/text";
import type { BackgroundFailure } from "../kernel/bootstrap.ts";
import { KernelEndedError, KernelFaultError } from "../kernel/kernel.ts";
import type { ProcessEnd, StartedProgram } from "../kernel/kernel_process.ts";
import type { ExecuteReply } from "../kernel/protocol.ts";
import type { Notebook } from "../ipynb/format.ts";
import { SourceMap, stripTypeScriptTypes } from "node:module";

/** A place in the notebook: the cell as a reader counts it, and line and column in it, all one-based. */
export interface CellPlace {
  readonly notebook: string;
  readonly cell: number;
  readonly line?: number;
  readonly column?: number;
}

function fail(place: CellPlace, what: string, hint?: string): NotebookError {
  const { notebook, cell, line, column } = place;
  const inCell = line === undefined ? "" : `, line ${line}, column ${column}`;
  return new NotebookError(`Cannot run "${notebook}", cell ${cell}${inCell}: ${what}`, place, hint);
}

export async function cellFailed(
  place: CellPlace,
  source: string,
  { ename, evalue, traceback }: ExecuteReply,
  wasPublished: boolean,
  whyNotLoaded: LoadFaults,
): Promise<NotebookError> {
  const hasTrace = traceback.join("").trim() !== "";
  if (ename === "SyntaxError" || !wasPublished && !hasTrace) {
    const { message, ...at } = await findSyntaxFault(source) ?? {};
    if (message !== undefined) return fail({ ...place, ...at }, `syntax error: ${message}`);
  }
  if (!wasPublished && !hasTrace) {
    return await notLoaded(place, source, evalue || ename, whyNotLoaded);
  }
  const message = evalue.trim();
  if (!hasTrace) {
    const isText = !/^(\[object .*\]|\(none\)|\(unknown\)|)$/.test(message);
    return fail(
      place,
      `it threw ${isText ? quote(message) : "an object"}, which is not an Error`,
      "throw new Error(…) instead: it carries a message and a place",
    );
  }
  const isNamed = message.startsWith(`${ename}:`) || message === ename;
  // What Plot and d3 say where nobody gave them a document.
  const hint = /\(reading 'documentElement'\)|\bdocument is not defined/.test(message)
    ? 'a Deno kernel has no document: give Plot one, { document: parseHTML("<p>").document } with parseHTML of npm:linkedom'
    : undefined;
  return fail(place, isNamed ? message : [ename, message].filter(Boolean).join(": "), hint);
}

/** A cell that parses, and that the kernel refuses all the same: it says no more than that. */
async function notLoaded(
  place: CellPlace,
  source: string,
  said: string,
  whyNotLoaded: LoadFaults,
): Promise<NotebookError> {
  const pattern = /\b(?:from|import)\s*\(?\s*(["'])((?:(?!\1)[^\\\n])+)\1/g;
  const modules = [...new Set([...source.matchAll(pattern)].map(([, , module]) => module!))];
  if (modules.length === 0) return fail(place, `the kernel could not read the cell: ${said}`);
  const why = await whyNotLoaded(modules);
  const named = modules.map(quote).join(", ") + (why && `: ${why}`);
  return fail(
    place,
    `the kernel could not load what it imports: ${named}`,
    "is the name right, is it in the import map of deno.json, and is the network there?",
  );
}

/** How long one notebook's modules may be asked about, all together. */
const MOST_ASKING_MS = 10_000;

/** Why modules cannot be loaded, or nothing where that is not known. */
export type LoadFaults = (modules: readonly string[]) => Promise<string>;

/** Asks Deno, in a folder, why it cannot load the modules of a cell: once for the same ones, and not for long. */
export function loadFaults(
  cwd: string,
  command = Deno.execPath(),
  mostMs = MOST_ASKING_MS,
): LoadFaults {
  const said = new Map<string, string>();
  return async (modules) => {
    // Of others the kernel itself says why.
    const asked = modules.filter((module) => /^(?:npm|jsr):/.test(module));
    const key = asked.join(" ");
    if (asked.length === 0 || said.has(key) || mostMs <= 0) return said.get(key) ?? "";
    const start = performance.now();
    const { stderr } = await new Deno.Command(command, {
      args: ["cache", "--quiet", ...asked],
      cwd,
      env: { NO_COLOR: "1" },
      stdin: "null",
      signal: AbortSignal.timeout(mostMs),
    }).output();
    mostMs -= performance.now() - start;
    const [, fault = ""] = /^error: (.*?)\.?$/m.exec(new TextDecoder().decode(stderr)) ?? [];
    said.set(key, fault);
    return fault;
  };
}

/**
 * Why a cell that the kernel refused does not parse, with line and column; undefined when it does. Ask only after a
 * refusal: what runs is decided by the kernel, not here.
 */
export async function findSyntaxFault(
  source: string,
): Promise<{ message: string; line: number; column: number } | undefined> {
  const { parse } = await import("@babel/parser");
  try {
    parse(source, {
      sourceType: "module",
      allowAwaitOutsideFunction: true,
      plugins: ["typescript", "jsx", "decorators"],
    });
    return undefined;
  } catch (error) {
    const { message, loc } = error as Error & { loc?: { line: number; column: number } };
    if (!loc) return undefined;
    const what = message.replace(/\.?\s*\(\d+:\d+\)\s*$/, "");
    return { message: what, line: loc.line, column: loc.column + 1 };
  }
}

/** A throw or rejection that nobody awaited or caught, and that came to light while a cell ran. */
export function backgroundFailed(
  place: CellPlace,
  /** Undefined after the last. */
  runningCell: number | undefined,
  failure: BackgroundFailure,
): NotebookError {
  const { name, message, isError, isRejection } = failure;
  const what = isRejection ? "a promise was rejected" : "an error was thrown";
  const when = runningCell === undefined
    ? " after the last cell"
    : place.cell === runningCell
    ? ""
    : ` while cell ${runningCell} ran`;
  const said = `${isError ? `${name}: ` : ""}${message || "(no message)"}`;
  return fail(
    place,
    `${what} in the background${when}, and nothing caught it: ${said}`,
    isRejection
      ? "await the promise, or catch what it is rejected with"
      : "catch the error where it is thrown",
  );
}

const LOOK_FOR = {
  busy: "it was busy: look for a loop without an end",
  waiting: "it was waiting: look for an await that nothing resolves",
  printing: "it was still printing: print less",
};

/** A cell that took too long, and what it did then. */
export function timedOut(
  place: CellPlace,
  seconds: number,
  doing: keyof typeof LOOK_FOR,
): NotebookError {
  return fail(
    place,
    `it did not end within ${seconds} s`,
    `${LOOK_FOR[doing]}, or give it longer with --timeout`,
  );
}

/** The kernel's own failure during a cell, as the notebook's; any other error as it is. */
export function kernelFailed(place: CellPlace, error: unknown): unknown {
  if (error instanceof KernelEndedError) return kernelEnded(place, error.end);
  if (!(error instanceof KernelFaultError)) return error;
  return fail(
    place,
    `the kernel could not be asked whether all outputs have come: ${error.message}`,
    "does the cell replace globalThis or another global of Deno?",
  );
}

function kernelEnded(place: CellPlace, { code, signal, said }: ProcessEnd): NotebookError {
  // Not what a program said that a cell started.
  if (/JavaScript (?:heap )?out of memory/i.test(said)) {
    return fail(
      place,
      "the kernel ran out of memory",
      "does it collect something without end? What cells hold must fit into memory",
    );
  }
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

export function notStarted(notebook: string, why: string, hint?: string): NotebookError {
  return new NotebookError(`Cannot run "${notebook}": ${why}`, { notebook }, hint);
}

export function stillRan(notebook: string, { pid, program, hasLeft }: StartedProgram): string {
  const what = hasLeft
    ? `has left its session, and still runs: ${program} (process ${pid})`
    : `still ran, and was ended: ${program}`;
  return `"${notebook}": a program that a cell started ${what}`;
}

/** A notebook for another kernel would only give misleading syntax errors. */
export function refuseOtherLanguages({ metadata }: Notebook, name: string): void {
  const { kernelspec, language_info } = metadata as {
    kernelspec?: { language?: unknown; display_name?: unknown };
    language_info?: { name?: unknown };
  };
  const language = kernelspec?.language ?? language_info?.name;
  if (typeof language !== "string" || /^(type|java)script$/i.test(language)) return;
  const kernel = kernelspec?.display_name ?? language;
  throw notStarted(
    name,
    `it is written for the kernel ${quote(String(kernel))}, and this runs the Deno kernel`,
    "--no-execute shows it as it was saved",
  );
}

/** What the kernel puts before a cell's compiled code, on the same line. */
const PROLOGUE = "'use strict'; void 0;";

/** A cell as it is sent to the kernel: under a name by which stack traces call it. */
export function scriptOf(source: string, cell: number): string {
  return `${source}\n//# sourceURL=notebook-cell:${cell}\n`;
}

/** The places in cells that a stack trace names, innermost call first; `sources` are the cells, the first at 1. */
export function placesIn(stack: string, sources: readonly (string | undefined)[]) {
  return [...stack.matchAll(/\bnotebook-cell:(\d+):(\d+):(\d+)/g)].flatMap((match) => {
    const [cell, line, column] = match.slice(1).map(Number) as [number, number, number];
    const place = originalPlace(scriptOf(sources[cell] ?? "", cell), line, column);
    return place ? [{ cell, ...place }] : [];
  });
}

function originalPlace(script: string, line: number, column: number) {
  const before = line === 1 ? PROLOGUE.length : 0;
  const entry = readSourceMap(script)?.findEntry(line - 1, column - before - 1);
  if (!entry || !("originalLine" in entry) || entry.generatedLine !== line - 1) return undefined;
  return { line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}

function readSourceMap(code: string): SourceMap | undefined {
  try {
    const compiled = stripTypeScriptTypes(code, { mode: "transform", sourceMap: true });
    const at = compiled.lastIndexOf("base64,");
    return new SourceMap(JSON.parse(atob(compiled.slice(at + "base64,".length))));
  } catch {
    return undefined;
  }
}
