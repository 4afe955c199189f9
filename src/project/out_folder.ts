/** Where a report may be written. */
import { basename, dirname, join, relative, sep } from "node:path";
import { quote, UsageError } from "@crosses/text";
import { userPath } from "@crosses/text/command";
import { DIST_FOLDER, PROJECT_FOLDER } from "./places.ts";

/** What of the project a report is made of, or tested by. */
const INPUTS = ["src", "data", "notebooks", "tests", "docs", ".git", ".ci", ".vscode"];

/**
 * The folder that `--out` names; dist/ without it.
 * @throws {UsageError} where it is nothing, or a folder that holds what the project is made of: its notebooks and its data
 * would be written over
 */
export async function outFolder(out: string | undefined): Promise<string> {
  if (out === undefined) return DIST_FOLDER;
  const refuse = (why: string) =>
    new UsageError(
      `Cannot write to ${quote(out)}: ${why}`,
      "name a folder of its own, such as dist/",
    );
  if (out.trim() === "") throw refuse("it names no folder");
  const folder = userPath(out);
  const project = await Deno.realPath(PROJECT_FOLDER);
  const inside = relative(project, await realPlace(folder));
  const [first] = inside.split(sep);
  if (inside === "" || INPUTS.includes(first!)) {
    throw refuse("it holds what the project is made of");
  }
  // A folder above it is named "..", "../.." and so on.
  if (inside.split(sep).every((name) => name === "..")) throw refuse("it holds the project");
  return folder;
}

/** A path without symbolic links, as far as it exists. */
export async function realPlace(path: string): Promise<string> {
  try {
    return await Deno.realPath(path);
  } catch (error) {
    const parent = dirname(path);
    if (!(error instanceof Deno.errors.NotFound) || parent === path) return path;
    return join(await realPlace(parent), basename(path));
  }
}
