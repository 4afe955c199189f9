/** Reading and running several notebooks, two at a time, each on a kernel of its own or chapters on one, and saying how far they are. */
import { basename, dirname } from "node:path";
import { NotebookError, terminalSafe } from "@crosses/text";
import { write } from "@crosses/text/command";
import { type Notebook, parseNotebook } from "../ipynb/format.ts";
import { runNotebook, type RunNotebookOptions, type SharedKernel } from "./run.ts";

/** How notebooks are run: all of them in the same way. */
export interface RunOptions
  extends Pick<RunNotebookOptions, "signal" | "allowErrors" | "timeoutSeconds"> {
  /** False to show the outputs as saved. */
  readonly execute: boolean;
  /** True where the notebooks of a folder are chapters of one page: they run one after the other on one kernel. */
  readonly areChapters?: boolean;
}

/** A notebook to run. */
export interface Source {
  /** What messages call it. */
  readonly name: string;
  readonly path: string;
}

/** A notebook as it ended well. */
export interface Executed extends Source {
  readonly notebook: Notebook;
  /** The file as it was read. */
  readonly bytes: Uint8Array;
}

/** As many kernels as a small machine has cores. */
const AT_ONCE = 2;

/** Reads and runs notebooks: how it went for each, as soon as it has ended. One that fails does not stop the others. */
export function startNotebooks(
  sources: readonly Source[],
  options: RunOptions,
): Promise<Executed>[] {
  const progress = new Progress();
  const runs = sources.map((source) => ({ source, ...Promise.withResolvers<Executed>() }));
  // Whoever started them may be waiting for another.
  for (const { promise } of runs) promise.catch(() => {});
  const waiting = options.areChapters
    ? [...Map.groupBy(runs, ({ source }) => dirname(source.path)).values()]
    : runs.map((run) => [run]);
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const shared: SharedKernel = { isKept: true };
      for (const [at, { source, resolve, reject }] of next.entries()) {
        shared.isKept = at < next.length - 1;
        // The next notebook need not wait for this one's kernel to end.
        const cellsDone = Promise.withResolvers<void>();
        const onCellsDone = shared.isKept ? undefined : cellsDone.resolve;
        runOne(source, { ...options, onCellsDone }, shared, progress).catch(async (error) => {
          await shared.kernel?.close();
          shared.kernel = undefined;
          throw error;
        }).then(resolve, reject).finally(cellsDone.resolve);
        await cellsDone.promise;
      }
    }
  };
  for (let i = 0; i < AT_ONCE; i++) work();
  return runs.map(({ promise }) => promise);
}

async function runOne(
  { name, path }: Source,
  { execute, ...options }: RunOptions & Pick<RunNotebookOptions, "onCellsDone">,
  shared: SharedKernel,
  progress: Progress,
): Promise<Executed> {
  options.signal?.throwIfAborted();
  try {
    const bytes = await readBytes(name, path);
    const saved = parseNotebook(decode(bytes, name), name);
    if (!execute) return { name, path, notebook: saved, bytes };
    const { notebook, notes } = await runNotebook(saved, {
      ...options,
      name,
      cwd: dirname(path),
      onProgress: (cell) => progress.at({ notebook: name, cell, cells: saved.cells.length }),
    }, shared);
    progress.end(name, `${saved.cells.length} cells run`);
    for (const note of notes) progress.say(`note: ${terminalSafe(note)}`);
    return { name, path, notebook, bytes };
  } catch (error) {
    if (!options.signal?.aborted) progress.end(name, "failed");
    throw error;
  }
}

/** What went wrong with those that failed; an interruption comes first. */
export function errorsOf(
  outcomes: readonly PromiseSettledResult<unknown>[],
  signal?: AbortSignal,
): unknown[] {
  signal?.throwIfAborted();
  return outcomes.flatMap((one) => one.status === "rejected" ? [one.reason] : []);
}

/** A larger notebook does not fit into memory with the page that is made of it. */
const MOST_BYTES = 100_000_000;

/** A regular file's content: another may have no end. */
async function readBytes(name: string, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const cannot = (why: string, hint?: string) =>
    new NotebookError(`Cannot read "${name}": ${why}`, { notebook: name }, hint);
  try {
    const { isFile, isDirectory, size } = await Deno.stat(path);
    if (isDirectory) throw cannot("it is a folder");
    if (!isFile) throw cannot("it is not a regular file");
    if (size > MOST_BYTES) {
      throw cannot(
        `it has ${Math.ceil(size / 1e6)} MB, and a notebook may have ${MOST_BYTES / 1e6}`,
        "clear its largest outputs, or keep them in files beside it",
      );
    }
    return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof NotebookError) throw error;
    const { NotFound, NotCapable, PermissionDenied } = Deno.errors;
    if (error instanceof NotFound) throw cannot("there is no such file");
    const isRefused = error instanceof NotCapable || error instanceof PermissionDenied;
    throw cannot(isRefused ? "it may not be read" : (error as Error).message);
  }
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new NotebookError(`Cannot read "${name}": it is not UTF-8 text`, { notebook: name });
  }
}

/** A notebook's file name without its ending. */
export function stem(path: string): string {
  return basename(path).replace(/\.ipynb$/i, "");
}

interface Step {
  readonly notebook: string;
  readonly cell: number;
  readonly cells: number;
}

export class Progress {
  readonly #isTerminal = Deno.stderr.isTerminal();
  readonly #started = new Map<string, number>();
  readonly #running = new Map<string, Step>();

  at(step: Step): void {
    if (!this.#running.has(step.notebook)) this.#started.set(step.notebook, performance.now());
    this.#running.set(step.notebook, step);
    if (!this.#isTerminal) return;
    const parts = [...this.#running.values()].map(({ notebook, cell, cells }) =>
      `${terminalSafe(notebook)}: cell ${cell} of ${cells}${this.#seconds(notebook)}`
    );
    const { columns } = Deno.consoleSize();
    write(`\r\x1b[K${parts.join(" · ").slice(0, columns - 1)}`);
  }

  end(notebook: string, result: string): void {
    this.#running.delete(notebook);
    this.say(terminalSafe(`${notebook}: ${result}${this.#seconds(notebook)}`));
  }

  say(line: string): void {
    write(`${this.#isTerminal ? "\r\x1b[K" : ""}${line}\n`);
  }

  /** How long a notebook has been running; nothing for one that never did. */
  #seconds(notebook: string): string {
    const started = this.#started.get(notebook);
    return started === undefined ? "" : `, ${((performance.now() - started) / 1000).toFixed(1)} s`;
  }
}
