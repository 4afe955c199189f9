/** Running a notebook: its code cells in order, on a fresh kernel, with every output in its own cell. */
import { quote } from "../errors.ts";
import type { BackgroundFailure } from "./bootstrap.ts";
import {
  backgroundFailed,
  cellFailed,
  type CellPlace,
  kernelEnded,
  kernelFailed,
  notStarted,
  timedOut,
} from "./failure.ts";
import type { Cell, CodeCell, Notebook } from "./format.ts";
import { type Kernel, KernelEndedError, KernelFaultError } from "./kernel.ts";
import type { ExecuteReply } from "./messages.ts";
import { CellOutputs, Displays } from "./outputs.ts";
import { settled } from "./settled.ts";
import { KernelStartError, startKernel } from "./start_kernel.ts";
import { CellScript } from "./trace.ts";

export interface RunNotebookOptions {
  /** What messages call the notebook. */
  readonly name: string;
  /** The notebook's folder: cells run there. */
  readonly cwd: string;
  /** How long one cell may take. */
  readonly timeoutSeconds?: number;
  readonly signal?: AbortSignal;
  /** Called before each code cell; cells are counted from one over all kinds. */
  readonly onProgress?: (step: { readonly cell: number; readonly cells: number }) => void;
  /** The command to which the connection file is appended; by default the Deno that runs this. */
  readonly kernelCommand?: readonly string[];
  readonly startTimeoutSeconds?: number;
  /** Called after the last cell: what is left is waiting, and another notebook may begin. */
  readonly onCellsDone?: () => void;
  /** Goes on after a cell that fails, as for those tagged "raises-exception": its error is its output. */
  readonly allowErrors?: boolean;
}

export interface RunResult {
  /** The notebook with its outputs and counts. */
  readonly notebook: Notebook;
  /** What a careful author would want to know, each a sentence with its place. */
  readonly notes: readonly string[];
}

const DEFAULT_TIMEOUT_SECONDS = 120;
/** How long a cell may take to stop when it is interrupted, before its kernel is ended. */
const INTERRUPT_GRACE_MS = 1_500;
/** How long after the last cell what it left behind may still fail or print. */
const LATE_MS = 100;
/** The kernelspec that `deno jupyter --install` registers. */
const KERNELSPEC = { display_name: "Deno", language: "typescript", name: "deno" };

/**
 * Runs a notebook on a fresh kernel and gives it back with its outputs. The kernel has ended when this returns, with all
 * that the cells started.
 *
 * @throws {NotebookError} at the first cell that fails, takes too long, or ends its kernel; names cell, line and column
 * @throws the signal's reason when that aborts
 */
export async function runNotebook(
  notebook: Notebook,
  options: RunNotebookOptions,
): Promise<RunResult> {
  const { name, cwd, signal, kernelCommand, startTimeoutSeconds } = options;
  refuseOtherLanguages(notebook, name);
  let kernel: Kernel;
  try {
    kernel = await startKernel({
      cwd,
      ...(kernelCommand ? { command: kernelCommand } : {}),
      ...(startTimeoutSeconds ? { startTimeoutSeconds } : {}),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (!(error instanceof KernelStartError)) throw error;
    throw notStarted(name, error.message, error.hint);
  }
  try {
    const { notebook: done, notes } = await runCells(kernel, notebook, options);
    const programs = (await kernel.close()).map((program) =>
      `"${name}": a program that a cell started still ran, and was ended: ${program}`
    );
    return { notebook: done, notes: [...notes, ...programs] };
  } finally {
    await kernel.close();
  }
}

/** Runs the cells of a notebook on a kernel that is ready. */
export async function runCells(
  kernel: Kernel,
  notebook: Notebook,
  options: RunNotebookOptions,
): Promise<RunResult> {
  const run: Run = { kernel, options, displays: new Displays(), scripts: [], notes: [] };
  const finished: Finished[] = [];
  for (const [index, cell] of notebook.cells.entries()) {
    const place = { notebook: options.name, cell: index + 1 };
    if (cell.cell_type !== "code") finished.push({ cell });
    else if (cell.source.trim() === "") {
      finished.push({ cell: { ...cell, outputs: [], execution_count: null } });
    } else {
      options.onProgress?.({ cell: index + 1, cells: notebook.cells.length });
      finished.push(await runCell(run, cell, place));
    }
  }
  options.onCellsDone?.();
  const last = finished.findLast(({ outputs }) => outputs !== undefined);
  if (last) await awaitLate(run, last);
  const { language_info } = kernel.info;
  return {
    notes: run.notes,
    notebook: {
      ...notebook,
      metadata: { ...notebook.metadata, kernelspec: KERNELSPEC, language_info },
      // Read only now: a later cell may have renewed an earlier one's display.
      cells: finished.map(({ cell, outputs }) =>
        outputs && cell.cell_type === "code" ? { ...cell, outputs: outputs.all } : cell
      ),
    },
  };
}

/** What the cells of a run share. */
interface Run {
  readonly kernel: Kernel;
  readonly options: RunNotebookOptions;
  readonly displays: Displays;
  /** The cells so far, as sent. */
  readonly scripts: { readonly script: CellScript; readonly place: CellPlace }[];
  readonly notes: string[];
}

/** A cell that has run; nothing else for one that is not run. */
interface Finished {
  readonly cell: Cell;
  readonly outputs?: CellOutputs;
  /** What nobody caught since it began. */
  readonly failures?: BackgroundFailure[];
}

async function runCell(
  run: Run,
  cell: CodeCell,
  place: CellPlace,
): Promise<Finished> {
  const { kernel, options, displays, scripts } = run;
  const { signal, timeoutSeconds = DEFAULT_TIMEOUT_SECONDS } = options;
  const outputs = new CellOutputs(displays);
  const failures: BackgroundFailure[] = [];
  let hasError = false;
  kernel.listener = {
    onMessage(message) {
      outputs.take(message);
      hasError ||= message.type === "error";
    },
    onBackgroundFailure: (failure) => failures.push(failure),
  };
  const script = new CellScript(cell.source, place.cell, kernel.secret);
  scripts.push({ script, place });
  const { reply, line } = await withinTime(
    kernel,
    place,
    timeoutSeconds,
    signal,
    async (signal) => {
      const reply = await kernel.execute(script.code, { signal });
      // "idle" comes before the last outputs: only what follows a marker is the next cell's.
      return { reply, line: await kernel.flush(signal) };
    },
  );
  takeRawText(run, outputs, place);
  const mayFail = options.allowErrors || isTagged(cell, "raises-exception");
  if (!mayFail && reply.status !== "ok") {
    const failed = script.placeInTraceback(reply.traceback, line) ?? (line && { line });
    throw cellFailed({ ...place, ...failed }, cell.source, reply, hasError);
  }
  if (!mayFail && failures[0]) {
    throw backgroundFailed(originOf(failures[0], scripts) ?? place, place.cell, failures[0]);
  }
  // When it ran before, as Jupyter notes it, is no longer so.
  const { execution: _earlier, ...metadata } = cell.metadata;
  return {
    outputs,
    failures,
    cell: { ...cell, execution_count: reply.execution_count, metadata },
  };
}

/** Waits a moment for what the last cell left behind: it may print, or fail, and nothing comes after it. */
async function awaitLate(run: Run, { cell, outputs, failures = [] }: Finished): Promise<void> {
  const { kernel, options, scripts } = run;
  const { place } = scripts.at(-1)!;
  const told = failures.length;
  try {
    await settled(kernel.process.ended, LATE_MS);
    await kernel.flush(options.signal);
  } catch (error) {
    if (error instanceof KernelEndedError) throw kernelEnded(place, error.end);
    if (error instanceof KernelFaultError) throw kernelFailed(place, error.message);
    throw error;
  }
  takeRawText(run, outputs!, place);
  const late = failures[told];
  if (late && !options.allowErrors && !isTagged(cell as CodeCell, "raises-exception")) {
    throw backgroundFailed(originOf(late, scripts) ?? place, undefined, late);
  }
}

/** Shows what was written past the kernel's messages, and says that Jupyter itself would not. */
function takeRawText({ kernel, notes }: Run, outputs: CellOutputs, place: CellPlace): void {
  for (const { name, text } of kernel.takeRawText()) {
    outputs.addText(name, text);
    const [line] = text.split("\n", 1);
    notes.push(
      `"${place.notebook}", cell ${place.cell}: text written past the kernel (by Deno.${name}, process.${name}, ` +
        `another program or a worker) is shown; Jupyter loses it: ${quote(line!)}`,
    );
  }
}

/** Where in the notebook something was thrown that came to light later. */
function originOf({ sites }: BackgroundFailure, scripts: Run["scripts"]): CellPlace | undefined {
  for (const [name, line, column] of sites) {
    const thrower = scripts.find(({ script }) => script.name === name);
    if (thrower) return { ...thrower.place, ...thrower.script.placeOf({ line, column }) };
  }
  return undefined;
}

/** A cell that has run: the kernel's reply, and the line of the last statement that began. */
interface Ran {
  readonly reply: ExecuteReply;
  readonly line: number | undefined;
}

/** Runs something in the kernel; when it takes too long, interrupts it, and after a short grace ends the kernel. */
async function withinTime(
  kernel: Kernel,
  place: CellPlace,
  seconds: number,
  signal: AbortSignal | undefined,
  run: (signal: AbortSignal) => Promise<Ran>,
): Promise<Ran> {
  const stopping = new AbortController();
  const stop = () => stopping.abort(signal!.reason);
  signal?.throwIfAborted();
  signal?.addEventListener("abort", stop, { once: true });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), seconds * 1_000);
  });
  const running = run(stopping.signal);
  try {
    const first = await Promise.race([running, late]);
    if (first !== "late") return first;
    await kernel.interrupt();
    const answered = await settled(running, INTERRUPT_GRACE_MS);
    const line = answered ? (await running).line : undefined;
    await kernel.close();
    throw timedOut(line === undefined ? place : { ...place, line }, seconds, answered);
  } catch (error) {
    if (error instanceof KernelEndedError) throw kernelEnded(place, error.end);
    if (error instanceof KernelFaultError) throw kernelFailed(place, error.message);
    if (signal?.aborted) await kernel.close();
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
    running.catch(() => {});
  }
}

/** A notebook for another kernel would only give misleading syntax errors. */
function refuseOtherLanguages({ metadata }: Notebook, name: string): void {
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

function isTagged(cell: CodeCell, tag: string): boolean {
  const { tags } = cell.metadata;
  return Array.isArray(tags) && tags.includes(tag);
}
