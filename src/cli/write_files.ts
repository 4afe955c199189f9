/** Writing files so that nobody ever sees half of one, nor some of one run beside others of another. */
import { dirname, join } from "node:path";
import { NotebookError } from "../errors.ts";

/** A file to write. */
export interface OutFile {
  /** Below the folder. */
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** A folder that a run left that was killed while it wrote. */
const LEFT = /^\.part-[0-9a-f]{8}$/;
const LEFT_MS = 3_600_000;

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
  let at = files[0]!.path;
  try {
    await sweep(folder);
    for (const [index, { path, content }] of files.entries()) {
      at = path;
      signal?.throwIfAborted();
      await refuseFolder(join(folder, path));
      await Deno.mkdir(dirname(join(folder, path)), { recursive: true });
      await Deno.mkdir(aside, { recursive: true });
      await writeThrough(join(aside, `${index}`), content);
    }
    // Without a pause: no signal comes between two files.
    for (const [index, { path }] of files.entries()) {
      Deno.renameSync(join(aside, `${index}`), join(folder, at = path));
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw new NotebookError(
      `Cannot write "${join(folder, at)}": ${(error as Error).message}`,
      { notebook: join(folder, at) },
      "what stood there before is as it was",
    );
  } finally {
    await Deno.remove(aside, { recursive: true }).catch(() => {});
  }
}

/** A folder in the place of a file would be noticed only when the others have been renamed. */
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

async function sweep(folder: string): Promise<void> {
  const names = await Array.fromAsync(Deno.readDir(folder)).catch(() => []);
  for (const { name } of names.filter(({ name }) => LEFT.test(name))) {
    const { mtime } = await Deno.stat(join(folder, name));
    if (mtime !== null && Date.now() - mtime.getTime() > LEFT_MS) {
      await Deno.remove(join(folder, name), { recursive: true });
    }
  }
}
