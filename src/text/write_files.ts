/** Writing files so that nobody ever sees half of one, nor some of one run beside others of another. */
import { dirname, join } from "node:path";
import { NotebookError } from "./errors.ts";

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
    const isRefused = error instanceof Deno.errors.NotCapable;
    throw new NotebookError(
      `Cannot write "${join(folder, at)}": ${
        isRefused ? "this command may not write there" : (error as Error).message
      }`,
      { notebook: join(folder, at) },
      "what stood there before is as it was",
    );
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
