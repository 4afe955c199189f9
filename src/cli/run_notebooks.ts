/** Reading and running several notebooks, two at a time, each on a kernel of its own. */
import { basename, dirname } from "node:path";
import { NotebookError, terminalSafe } from "../errors.ts";
import { type Notebook, parseNotebook } from "../notebook/format.ts";
import { runNotebook, type RunNotebookOptions } from "../notebook/run.ts";
import { isTimeFixed } from "./clock.ts";
import { sha256 } from "./freeze.ts";
import { Progress } from "./progress.ts";

export interface RunOptions {
  /** False to show the outputs as saved. */
  readonly execute: boolean;
  readonly timeoutSeconds: number;
  readonly signal?: AbortSignal;
  /** Records when each cell ran; without it, unless the time is fixed. */
  readonly recordTimes?: boolean;
  /** Goes on after a cell that fails. */
  readonly allowErrors?: boolean;
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
  /** Of the file as it was read, lowercase hexadecimal. */
  readonly sha256: string;
  readonly seconds: number;
}

/** How it went for one notebook. */
export type Outcome = Executed | { readonly error: unknown };

/** As many kernels as a small machine has cores. */
const AT_ONCE = 2;

/**
 * Reads and runs notebooks. One that fails does not stop the others; an interruption does.
 * @throws the signal's reason when that aborts
 */
export async function runNotebooks(
  sources: readonly Source[],
  options: RunOptions,
): Promise<Outcome[]> {
  const outcomes = await Promise.all(startNotebooks(sources, options));
  options.signal?.throwIfAborted();
  return outcomes;
}

/** Reads and runs notebooks: how it went for each, as soon as it has ended. None rejects. */
export function startNotebooks(
  sources: readonly Source[],
  options: RunOptions,
): Promise<Outcome>[] {
  const progress = new Progress();
  const outcomes = sources.map(() => Promise.withResolvers<Outcome>());
  const waiting = [...sources.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, source] = next;
      const { resolve } = outcomes[index]!;
      if (options.signal?.aborted) {
        resolve({ error: options.signal.reason });
        continue;
      }
      // The next notebook need not wait for this one's kernel to end.
      const { promise: isFree, resolve: onCellsDone } = Promise.withResolvers<void>();
      runOne(source, { ...options, onCellsDone }, progress).then(resolve, (error) => {
        if (!options.signal?.aborted) progress.end(source.name, "failed");
        resolve({ error });
      }).finally(onCellsDone);
      await isFree;
    }
  };
  for (let i = 0; i < AT_ONCE; i++) worker();
  return outcomes.map(({ promise }) => promise);
}

async function runOne(
  source: Source,
  {
    execute,
    timeoutSeconds,
    signal,
    onCellsDone,
    allowErrors = false,
    recordTimes = !isTimeFixed(),
  }: RunOptions & Pick<RunNotebookOptions, "onCellsDone">,
  progress: Progress,
): Promise<Executed> {
  const { name, path } = source;
  const bytes = await readBytes(name, path);
  const saved = parseNotebook(decode(bytes, name), name);
  const started = performance.now();
  const { notebook, notes } = execute
    ? await runNotebook(saved, {
      name,
      cwd: dirname(path),
      timeoutSeconds,
      recordTimes,
      allowErrors,
      ...(signal ? { signal } : {}),
      ...(onCellsDone ? { onCellsDone } : {}),
      onProgress: ({ cell, cells }) => progress.at({ notebook: name, cell, cells }),
    })
    : { notebook: saved, notes: [] };
  if (execute) progress.end(name, `${saved.cells.length} cells run`);
  for (const note of notes) progress.say(`note: ${terminalSafe(note)}`);
  const seconds = (performance.now() - started) / 1000;
  return { ...source, notebook, sha256: sha256(bytes), seconds };
}

async function readBytes(name: string, path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    const why = error instanceof Deno.errors.NotFound
      ? "there is no such file"
      : error instanceof Deno.errors.IsADirectory || /is a directory/i.test(String(error))
      ? "it is a folder"
      : (error as Error).message;
    throw new NotebookError(`Cannot read "${name}": ${why}`, { notebook: name });
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
