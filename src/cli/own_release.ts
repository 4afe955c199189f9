/** The project's own release. */
import { join } from "node:path";
import { UsageError } from "../errors.ts";
import { releaseFolder, releaseNames } from "../release/folder.ts";
import { projectNotebooks } from "./project_notebooks.ts";

/**
 * The only release folder of the project, or, of several, the one that its notebooks open.
 * @throws {UsageError} when there is none, or it is not clear which
 */
export async function ownRelease(): Promise<URL> {
  const names = releaseNames();
  const opened = names.length > 1 ? await openedReleases() : [];
  const own = names.length === 1 ? names : names.filter((name) => opened.includes(name));
  if (own.length === 1) return releaseFolder(own[0]!);
  if (names.length === 0) {
    throw new UsageError("There is no release folder in data/", "give the path of one");
  }
  const given = names.map((name) => join("data", name)).join(", ");
  throw new UsageError("Name the release folder", `there is ${given}`);
}

/** The releases that the project's notebooks name: `loadRelease("NAME")`. */
async function openedReleases(): Promise<string[]> {
  const texts = await Promise.all(
    (await projectNotebooks(undefined)).map(({ path }) => Deno.readTextFile(path)),
  );
  return texts.flatMap((text) =>
    [...text.matchAll(/(?:releaseFolder|loadRelease)\(\\?["']([^"'\\/]+)\\?["']\)/g)].map((match) =>
      match[1]!
    )
  );
}
