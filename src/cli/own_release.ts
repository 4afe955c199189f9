/** The project's own release. */
import { UsageError } from "../errors.ts";
import { DATA_FOLDER } from "../release/folder.ts";

/**
 * The only release folder of the project.
 * @throws {UsageError} when there is none, or more than one
 */
export async function ownRelease(): Promise<URL> {
  const names: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(DATA_FOLDER)) {
    if (isDirectory) names.push(name);
  }
  if (names.length === 1) return new URL(`${encodeURIComponent(names[0]!)}/`, DATA_FOLDER);
  const given = names.sort().map((name) => `data/${name}`).join(", ");
  throw new UsageError(
    names.length === 0 ? "There is no release folder in data/" : "Name the release folder",
    names.length === 0 ? "give the path of one" : `there is ${given}`,
  );
}
