/** The files of a release folder: each is read whole, or the reason why not is reported. */
import { fileURLToPath } from "node:url";
import { isAbsolute, relative, resolve } from "node:path";
import type { OnProblem } from "@crosses/text";
import { checksum } from "./checksums.ts";
import { DESCRIPTOR_FILE } from "./descriptor.ts";
import type { FileChecksum } from "./model.ts";

/** Far above any letter's table; a file beyond it was named by mistake. */
const MOST_BYTES = 64 * 1024 * 1024;

/** A folder that exists. */
export interface Folder {
  /** Absolute, with no symbolic link in it. */
  readonly path: string;
  /** Its files as far as they were read. */
  readonly files: FileChecksum[];
}

/** The folder at a path or file URL; undefined where it is reported to be none. */
export async function openFolder(
  folder: string | URL,
  report: OnProblem,
): Promise<Folder | undefined> {
  const wanted = `a release is a folder with a ${DESCRIPTOR_FILE}`;
  if (folder instanceof URL && folder.protocol !== "file:") {
    report({ found: "is no place on this machine", wanted });
    return undefined;
  }
  try {
    const path = await Deno.realPath(folder instanceof URL ? fileURLToPath(folder) : folder);
    if ((await Deno.stat(path)).isDirectory) return { path, files: [] };
    const isDescriptor = path.endsWith(DESCRIPTOR_FILE);
    const hint = isDescriptor ? "give the folder that it is in" : undefined;
    report({ found: "is a file", wanted, hint });
  } catch (error) {
    report({ found: reasonOf(error), wanted });
  }
  return undefined;
}

/** The bytes of a file in the folder; undefined where it is reported that they cannot be read. */
export async function readBytes(
  folder: Folder,
  path: string,
  wanted: string,
  report: OnProblem,
): Promise<Uint8Array | undefined> {
  try {
    const real = await Deno.realPath(resolve(folder.path, path));
    const inside = relative(folder.path, real);
    if (inside.startsWith("..") || isAbsolute(inside)) {
      report({
        found: "is a link that leads out of the folder",
        wanted: "a release is complete in its folder",
      });
      return undefined;
    }
    const { isDirectory, isFile, size } = await Deno.stat(real);
    if (isFile && size <= MOST_BYTES) {
      const bytes = await Deno.readFile(real);
      folder.files.push(checksum(path, bytes));
      return bytes;
    }
    const found = isDirectory ? "is a folder" : isFile
      ? `has ${size} bytes`
      // A pipe would be waited for and a device never end.
      : "is neither a file nor a folder";
    report({ found, wanted: isFile ? `a file of a release has at most ${MOST_BYTES}` : wanted });
  } catch (error) {
    report({ found: reasonOf(error), wanted });
  }
  return undefined;
}

function reasonOf(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "does not exist";
  if (error instanceof Deno.errors.NotADirectory) return "is below something that is no folder";
  if (error instanceof Deno.errors.PermissionDenied) return "may not be read by this user";
  if (error instanceof Deno.errors.NotCapable) {
    return "may not be read by this program: it runs without --allow-read for it";
  }
  if (error instanceof Deno.errors.FilesystemLoop) return "is a link that leads back to itself";
  if (error instanceof Error) return `cannot be read: ${error.message}`;
  throw error;
}
