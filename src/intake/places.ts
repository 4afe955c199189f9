/** Paths and files as the user of a command names them. */
import { basename, dirname, join, relative } from "node:path";
import { quote, UsageError } from "@crosses/text";
import { userPath } from "@crosses/text/command";
import type { SourceFile } from "./release/draft.ts";

/** From where the user stands. */
export const asTyped = (folder: string): string => relative(userPath("."), userPath(folder));

/** A word as it is typed, in quotes where it holds what a shell would read otherwise. */
export function shellWord(word: string): string {
  return /^[\p{L}\p{N}_./\\:=-]+$/u.test(word) ? word : `"${word.replaceAll(/["$`]/g, "\\$&")}"`;
}

/**
 * The absolute path of the folder to make.
 * @throws {UsageError} where it is there already
 */
export async function placeFor(shown: string): Promise<string> {
  const refuse = (why: string, hint: string) => {
    throw new UsageError(`Cannot make ${quote(shown)}: ${why}`, hint);
  };
  const folder = await realPlace(userPath(shown));
  const there: unknown = await Deno.lstat(folder).catch((error) => error);
  if (there instanceof Deno.errors.NotFound) return folder;
  if (there instanceof Error) refuse(there.message, "choose a place such as data/NAME");
  const hint = "nothing is ever overwritten: choose another name, or remove it";
  return refuse("it is there already", hint);
}

/** The path without symbolic links, as far as it exists. */
async function realPlace(path: string): Promise<string> {
  const parent = dirname(path);
  try {
    return join(await Deno.realPath(parent), basename(path));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound) || parent === path) return path;
    return join(await realPlace(parent), basename(path));
  }
}

/** A file that is named, or what is pasted. */
export async function readFile(path: string): Promise<SourceFile> {
  if (path === "-") {
    const bytes = new Uint8Array(await new Response(Deno.stdin.readable).arrayBuffer());
    return { path: "pasted.txt", bytes };
  }
  try {
    return { path, bytes: await Deno.readFile(userPath(path)) };
  } catch (error) {
    const isMissing = error instanceof Deno.errors.NotFound;
    const why = isMissing ? "there is no such file" : (error as Error).message;
    throw new UsageError(`Cannot read ${quote(path)}: ${why}`);
  }
}
