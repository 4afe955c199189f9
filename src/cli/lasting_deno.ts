/** A Deno that a kernelspec may name for as long as it stands. */
import { join, sep } from "node:path";

/** Folders of `npx`, `pnpm dlx`, `bunx` and `yarn dlx`: emptied when it suits them, and renamed with the version. */
const PASSING_FOLDER = /^(_npx|dlx(-.*)?|bunx-.*|xfs-.*)$/;
/** A copy of ours, as it is called in the kernelspec's folder. */
const COPY = /^deno-\d+\.\d+\.\d+[^/\\]*$/;

/** True where a program may be gone tomorrow. */
export function isPassing(path: string, temporaryFolders: readonly string[] = []): boolean {
  return path.split(/[\\/]/).some((name) => PASSING_FOLDER.test(name)) ||
    temporaryFolders.some((folder) => path.startsWith(folder.replace(/[\\/]?$/, sep)));
}

/**
 * The path of a Deno like the one that runs this: its own, or a copy in the kernelspec's folder where its own may
 * not last.
 *
 * A copy, and not `npx --yes deno@VERSION` as the command: Jupyter interrupts and kills the process that it
 * started, and behind npx that is a chain of npm, a shell and Node, of which a kill leaves the kernel running;
 * and npx would ask the registry each time a notebook is opened. The copy stands beside `kernel.json`, so that
 * `jupyter kernelspec remove deno` leaves nothing.
 */
export async function lastingDeno(folder: string): Promise<string> {
  const own = Deno.execPath();
  if (!isPassing(own)) return own;
  const suffix = Deno.build.os === "windows" ? ".exe" : "";
  const copy = join(folder, `deno-${Deno.version.deno}${suffix}`);
  if (await sizeOf(copy) === await sizeOf(own)) return copy;
  await Deno.mkdir(folder, { recursive: true });
  const aside = `${copy}.${crypto.randomUUID().slice(0, 8)}.part`;
  try {
    await Deno.copyFile(own, aside);
    await Deno.rename(aside, copy);
  } catch (error) {
    await Deno.remove(aside).catch(() => {});
    throw error;
  }
  return copy;
}

/** True for a copy that `lastingDeno` made in that folder. */
export function isCopy(program: string, folder: string): boolean {
  return program.startsWith(folder + sep) && COPY.test(program.slice(folder.length + 1));
}

/** Removes the copies that are no longer named. One that still runs on Windows stays until the next time. */
export async function removeCopies(folder: string, kept: string): Promise<void> {
  for await (const { name } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isCopy(path, folder) && path !== kept) await Deno.remove(path).catch(() => {});
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await Deno.stat(path)).size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
