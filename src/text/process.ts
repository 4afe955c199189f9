/**
 * What a process hears, says and waits for: a request to stop, the lines that another writes to it, lines on stderr. And files,
 * written so that nobody ever sees half of one, nor some of one run beside others of another.
 */
import { dirname, join } from "node:path";
import { NotebookError } from "./errors.ts";

/** Exit statuses as a shell gives them: 128 and the number of the signal. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Runs a task whose signal aborts on SIGINT, SIGTERM or SIGHUP, and waits until it has cleaned up after itself.
 * @returns the exit status: 0, or that of the signal
 */
export async function untilInterrupted(
  task: (signal: AbortSignal) => Promise<void>,
): Promise<number> {
  const controller = new AbortController();
  let status = 0;
  const names = Deno.build.os === "windows"
    ? ["SIGINT"] as const
    : ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const listeners = names.map((name) => {
    const listener = () => {
      status ||= SIGNALS[name];
      controller.abort(new DOMException("interrupted", "AbortError"));
    };
    Deno.addSignalListener(name, listener);
    return [name, listener] as const;
  });
  try {
    await task(controller.signal);
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    tell(
      "Interrupted: but for what is named above nothing was written, and earlier files are as they were",
    );
  } finally {
    for (const [name, listener] of listeners) Deno.removeSignalListener(name, listener);
  }
  return status;
}

/** Lines of a stream of bytes, however long, each without its end. */
export class TextLineStream extends TransformStream<Uint8Array, string> {
  constructor() {
    const decoder = new TextDecoder();
    let parts: string[] = [];
    super({
      transform(chunk, controller) {
        const [first, ...rest] = decoder.decode(chunk, { stream: true }).split("\n");
        parts.push(first!);
        for (const part of rest) {
          controller.enqueue(parts.join(""));
          parts = [part];
        }
      },
    });
  }
}

/** Writes a line to stderr; what nobody can read, since it is closed or its disk is full, ends nothing. */
export function tell(line: string): void {
  write(`${line}\n`);
}

/** Writes to stderr what begins or overwrites a line. */
export function write(text: string): void {
  const bytes = new TextEncoder().encode(text);
  try {
    for (let at = 0; at < bytes.length;) at += Deno.stderr.writeSync(bytes.subarray(at));
  } catch {
    // See above.
  }
}

/** Waits until a promise is settled, but not longer than so many milliseconds. True when it was in time. */
export async function settled(promise: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return await Promise.race([promise.then(() => true, () => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What is awaited, unless the signal comes first: then its reason is thrown. */
export async function unlessAborted<T>(awaited: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([awaited, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/** A file to write. */
export interface OutFile {
  /** Below the folder. */
  readonly path: string;
  readonly content: string | Uint8Array;
  /** It lists the others: removed before the renames, so that an interrupted run shows. */
  readonly isRecord?: boolean;
}

/** The folder in which a run holds what it writes. Its process locks `LOCK` there; the system unlocks it when the process ends. */
const ASIDE = /^\.part-[0-9a-f]{8}$/;
const LOCK = "lock";

/**
 * Writes all files aside, then renames all. Where one cannot be written, because the disk is full for instance, every
 * earlier file is as it was and nothing of the new ones stays.
 * @throws {NotebookError} that names the file that could not be written, and why
 */
export async function writeFiles(
  folder: string,
  files: readonly OutFile[],
  signal?: AbortSignal,
): Promise<void> {
  const aside = join(folder, `.part-${crypto.randomUUID().slice(0, 8)}`);
  let lock: Deno.FsFile | undefined;
  let at = files[0]!.path;
  try {
    await Deno.mkdir(folder, { recursive: true });
    await sweep(folder);
    await Deno.mkdir(aside);
    lock = await lockFolder(aside);
    for (const [index, { path, content }] of files.entries()) {
      at = path;
      signal?.throwIfAborted();
      await refuseFolder(join(folder, path));
      await Deno.mkdir(dirname(join(folder, path)), { recursive: true });
      await writeThrough(join(aside, `${index}`), content);
    }
    for (const { path } of files.filter(({ isRecord }) => isRecord)) {
      await Deno.remove(join(folder, path)).catch(() => {});
    }
    // Synchronous, so that no signal handler runs between two renames.
    for (const [index, { path }] of files.entries()) {
      Deno.renameSync(join(aside, `${index}`), join(folder, at = path));
    }
  } catch (error) {
    signal?.throwIfAborted();
    const place = join(folder, at);
    const isRefused = error instanceof Deno.errors.NotCapable;
    const why = isRefused ? "this command may not write there" : (error as Error).message;
    const hint = "what stood there before is as it was";
    throw new NotebookError(`Cannot write "${place}": ${why}`, { notebook: place }, hint);
  } finally {
    lock?.close();
    await Deno.remove(aside, { recursive: true }).catch(() => {});
  }
}

/** A folder in the place of a file would make its rename fail after others have been done. */
async function refuseFolder(path: string): Promise<void> {
  const found = await Deno.lstat(path).catch(() => undefined);
  if (found?.isDirectory) throw new Error("there is a folder of that name");
}

/** Writes a new file to the disk itself. */
async function writeThrough(path: string, content: string | Uint8Array): Promise<void> {
  using file = await Deno.open(path, { write: true, createNew: true });
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  for (let written = 0; written < bytes.length;) {
    written += await file.write(bytes.subarray(written));
  }
  await file.syncData();
}

/** Locks first and renames then, so that no other run sees it unlocked. On network folders without locks, nothing is swept. */
async function lockFolder(aside: string): Promise<Deno.FsFile> {
  const file = await Deno.open(join(aside, "unlocked"), { write: true, createNew: true });
  await file.lock(true).catch(() => {});
  await Deno.rename(join(aside, "unlocked"), join(aside, LOCK));
  return file;
}

/** Removes what runs left that were killed while they wrote. */
async function sweep(folder: string): Promise<void> {
  for await (const { name } of Deno.readDir(folder)) {
    if (!ASIDE.test(name)) continue;
    try {
      using lock = await Deno.open(join(folder, name, LOCK), { write: true });
      if (await lock.tryLock(true)) await Deno.remove(join(folder, name), { recursive: true });
    } catch {
      // Another run is about to lock it, or has swept it.
    }
  }
}
