/** Running a notebook: its code cells in order, on one kernel, with every output in its own cell. */
import { quote } from "@crosses/text";
import { settled } from "@crosses/text/command";
import type { BackgroundFailure, WrittenText } from "../kernel/bootstrap.ts";
import {
  backgroundFailed,
  cellFailed,
  type CellPlace,
  kernelFailed,
  type LoadFaults,
  loadFaults,
  notStarted,
  placesIn,
  refuseOtherLanguages,
  scriptOf,
  stillRan,
  timedOut,
} from "./failure.ts";
import { type Cell, type CodeCell, mayFail, type Notebook } from "../ipynb/format.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { CellOutputs, CUT, type Displays } from "./outputs.ts";
import { KernelStartError, startKernel } from "../kernel/start_kernel.ts";

export interface RunNotebookOptions {
  /** What messages call the notebook. */
  readonly name: string;
  /** The notebook's folder: cells run there. */
  readonly cwd: string;
  /** How long one cell may take; without it, 120. */
  readonly timeoutSeconds?: number;
  readonly signal?: AbortSignal;
  /** Called before each code cell; cells are counted from one over all kinds. */
  readonly onProgress?: (cell: number) => void;
  /** The command to which the connection file is appended; by default the Deno that runs this. */
  readonly kernelCommand?: readonly string[];
  readonly startTimeoutSeconds?: number;
  /** Called after the last cell: what is left is waiting, and another notebook may begin. */
  readonly onCellsDone?: () => void;
  /** Goes on after a cell that fails, as for those tagged "raises-exception": its error is its output. */
  readonly allowErrors?: boolean;
}

/** A kernel that several notebooks use in turn, as long as all goes well. */
export interface SharedKernel {
  /** The one that the last left. */
  kernel?: Kernel | undefined;
  /** False for the last, with which it ends. */
  isKept: boolean;
}

interface RunResult {
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
 * Runs a notebook on a fresh kernel, or on one that others share, and gives it back with its outputs. The kernel has ended
 * when this returns, with all that the cells started, unless it is kept for others; cells are always counted from one.
 *
 * @throws {NotebookError} at the first cell that fails, takes too long, or ends its kernel; names cell, line and column
 * @throws the signal's reason when that aborts
 */
export async function runNotebook(
  notebook: Notebook,
  options: RunNotebookOptions,
  shared?: SharedKernel,
): Promise<RunResult> {
  const { name, cwd, signal, kernelCommand: command, startTimeoutSeconds } = options;
  refuseOtherLanguages(notebook, name);
  const kernel = shared?.kernel ?? await startKernel({ cwd, command, startTimeoutSeconds, signal })
    .catch((error) => {
      throw error instanceof KernelStartError ? notStarted(name, error.message, error.hint) : error;
    });
  if (shared) shared.kernel = undefined;
  try {
    const { isIdle, ...result } = await runCells(kernel, notebook, options);
    // What still runs would print and fail in the next notebook.
    if (shared?.isKept && isIdle) shared.kernel = kernel;
    const programs = shared?.kernel ? [] : await kernel.close(!isIdle);
    return { ...result, notes: [...result.notes, ...programs.map((one) => stillRan(name, one))] };
  } finally {
    if (shared?.kernel !== kernel) await kernel.close();
  }
}

interface Run {
  readonly kernel: Kernel;
  readonly options: RunNotebookOptions;
  readonly displays: Displays;
  /** The code of the cells so far, by the cells' numbers. */
  readonly sources: string[];
  readonly notes: string[];
  readonly whyNotLoaded: LoadFaults;
}

/** Runs the cells of a notebook on a kernel that is ready, which is idle after that where nothing is left running. */
export async function runCells(
  kernel: Kernel,
  notebook: Notebook,
  options: RunNotebookOptions,
): Promise<RunResult & { readonly isIdle: boolean }> {
  const run: Run = {
    kernel,
    options,
    whyNotLoaded: loadFaults(options.cwd),
    displays: new Map(),
    sources: [],
    notes: [],
  };
  const ran: RunningCell[] = [];
  const cells: (Cell | RunningCell)[] = [];
  for (const [index, cell] of notebook.cells.entries()) {
    if (cell.cell_type !== "code") cells.push(cell);
    else if (cell.source.trim() === "") cells.push({ ...cell, outputs: [], execution_count: null });
    else {
      options.onProgress?.(index + 1);
      const running = new RunningCell(run, cell, index + 1);
      await running.run();
      ran.push(running);
      cells.push(running);
    }
  }
  options.onCellsDone?.();
  const isIdle = await ran.at(-1)?.awaitLate() ?? true;
  const { language_info } = kernel.info;
  return {
    isIdle,
    notebook: {
      ...notebook,
      metadata: { ...notebook.metadata, kernelspec: KERNELSPEC, language_info },
      // Read only now: a later cell may have renewed an earlier one's display.
      cells: cells.map((cell) => cell instanceof RunningCell ? cell.countedFrom(ran[0]!) : cell),
    },
    notes: [...run.notes, ...ran.flatMap((cell) => cell.cut)],
  };
}

class RunningCell {
  readonly #run: Run;
  readonly #cell: CodeCell;
  readonly #place: CellPlace;
  readonly #outputs: CellOutputs;
  readonly #failures: BackgroundFailure[] = [];
  readonly #mayFail: boolean;
  /** The ways in which it wrote past the kernel. */
  readonly #written = new Set<string>();
  #count: number | null = null;
  /** When it last showed something. */
  #shownAt = 0;
  #hasError = false;
  #isIdle = false;

  constructor(run: Run, cell: CodeCell, number: number) {
    this.#run = run;
    this.#cell = cell;
    this.#place = { notebook: run.options.name, cell: number };
    this.#outputs = new CellOutputs(run.displays);
    this.#mayFail = run.options.allowErrors || mayFail(cell);
  }

  /** The cell with its outputs, counted from the first as one, without the timestamps of an earlier run. */
  countedFrom(first: RunningCell): CodeCell {
    const { execution: _earlier, ...metadata } = this.#cell.metadata;
    const recount = (count: number | null) => count === null ? null : count - first.#count! + 1;
    return {
      ...this.#cell,
      metadata,
      execution_count: recount(this.#count),
      outputs: this.#outputs.all.map((output) =>
        output.output_type === "execute_result"
          ? { ...output, execution_count: recount(output.execution_count) }
          : output
      ),
    };
  }

  /** A note where it showed more than is kept. */
  get cut(): string[] {
    return this.#outputs.isCut ? [this.#describe(CUT)] : [];
  }

  async run(): Promise<void> {
    const { kernel, sources, options, whyNotLoaded } = this.#run;
    const { source } = this.#cell;
    const { cell } = this.#place;
    sources[cell] = source;
    kernel.listener = {
      onMessage: (message) => {
        if (message.type === "stream") this.#shownAt = performance.now();
        this.#outputs.take(message);
        this.#hasError ||= message.type === "error";
      },
      onBackgroundFailure: (failure) => this.#failures.push(failure),
      onWritten: (written) =>
        this.#takeWritten(written, `by Deno.${written.name} or process.${written.name}`),
    };
    const reply = await this.#withinTime(async () => {
      const reply = await kernel.execute(scriptOf(source, cell), { signal: options.signal });
      // A cell's last outputs may come after the kernel says that it is idle.
      this.#isIdle = await kernel.flush(options.signal);
      return reply;
    });
    this.#count = reply.execution_count;
    this.#takePrinted();
    if (reply.status !== "ok" && !(this.#mayFail && this.#hasError)) {
      // The outermost call is the cell's own; those within it may be functions of earlier cells.
      const failed = placesIn(reply.traceback.join("\n"), sources)
        .findLast((place) => place.cell === cell);
      const place = { ...this.#place, ...failed };
      const error = await cellFailed(place, source, reply, this.#hasError, whyNotLoaded);
      if (!this.#mayFail) throw error;
      // Of a cell that it could not read, the kernel shows nothing.
      const said = error.message.replace(/^Cannot run ".*?", cell \d+(?:, |: )/s, "");
      const content = { ename: reply.ename, evalue: said, traceback: [] };
      this.#outputs.take({ type: "error", content, bytes: 0 });
    }
    this.#refuseFailures(cell);
  }

  /** After the last cell: waits a moment for what is left running, which may still print or fail; true where nothing is. */
  async awaitLate(): Promise<boolean> {
    const { kernel, options, sources } = this.#run;
    this.#failures.length = 0;
    // A timer that was told not to hold up a program's end counts for nothing in the kernel.
    let isIdle = this.#isIdle && !sources.some((source) => /unref/i.test(source));
    try {
      isIdle &&= (await kernel.process.startedPrograms())?.length === 0;
      if (!isIdle) await settled(kernel.process.ended, LATE_MS);
      // What a program printed that has ended by now comes before this.
      isIdle = await kernel.flush(options.signal) && isIdle;
    } catch (error) {
      throw kernelFailed(this.#place, error);
    }
    this.#takePrinted();
    this.#refuseFailures(undefined);
    return isIdle;
  }

  /** An error that nothing caught fails the cell that threw it, or the running one. */
  #refuseFailures(runningCell: number | undefined): void {
    const [failure] = this.#failures;
    if (this.#mayFail || failure === undefined) return;
    const [origin] = placesIn(failure.stack, this.#run.sources);
    throw backgroundFailed({ ...this.#place, ...origin }, runningCell, failure);
  }

  /** Shows, after what the cell itself showed, what programs and workers printed while it ran. */
  #takePrinted(): void {
    for (const written of this.#run.kernel.takePrinted()) {
      this.#takeWritten(written, "by another program or a worker, while this cell ran");
    }
  }

  /** Shows what was written past the kernel's messages, and says once that Jupyter itself would not. */
  #takeWritten({ name, text }: WrittenText, how: string): void {
    this.#outputs.take({ type: "stream", content: { name, text }, bytes: text.length });
    if (this.#written.has(how)) return;
    this.#written.add(how);
    this.#run.notes.push(this.#describe(
      `text written past the kernel (${how}) is shown; Jupyter loses it: ` +
        quote(text.split("\n", 1)[0]!),
    ));
  }

  #describe(what: string): string {
    return `"${this.#place.notebook}", cell ${this.#place.cell}: ${what}`;
  }

  /** Runs something in the kernel; when it takes too long, interrupts it, and after a short grace gives it up. */
  async #withinTime<T>(run: () => Promise<T>): Promise<T> {
    const { kernel, options: { timeoutSeconds = DEFAULT_TIMEOUT_SECONDS } } = this.#run;
    const running = run();
    try {
      if (await settled(running, timeoutSeconds * 1_000)) return await running;
    } catch (error) {
      throw kernelFailed(this.#place, error);
    }
    running.catch(() => {});
    const isPrinting = performance.now() - this.#shownAt < 500;
    await kernel.interrupt();
    const answered = await settled(running, INTERRUPT_GRACE_MS);
    const doing = isPrinting ? "printing" : answered ? "busy" : "waiting";
    throw timedOut(this.#place, timeoutSeconds, doing);
  }
}
