/** Where releases lie that are called by their name: in the nearest folder `data/` above the working directory. */
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * The folder of a release that is called by its name.
 * @throws {RangeError} when `data/` has no such folder, or there is no `data/`; says which there are
 */
export function releaseFolder(name: string): URL {
  const data = dataFolder();
  if (data === undefined) {
    throw new RangeError(
      `Cannot find the release "${name}": there is no folder data/ in "${Deno.cwd()}", nor above it; a path has a slash in it`,
    );
  }
  const known = namesIn(data);
  if (!known.includes(name)) {
    const has = known.map((name) => `"${name}"`).join(", ") || "no folder";
    throw new RangeError(`Cannot find the release "${name}": data/ has ${has}`);
  }
  return pathToFileURL(join(data, name) + "/");
}

/** The folders in the nearest `data/`, by name. */
export function releaseNames(): string[] {
  const data = dataFolder();
  return data === undefined ? [] : namesIn(data);
}

function namesIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)]
    .filter(({ name, isFile }) => !isFile && !name.startsWith(".")).map(({ name }) => name).sort();
}

/** A kernel works in the folder of its notebook: `data/` may lie above it. */
function dataFolder(): string | undefined {
  for (let folder = Deno.cwd();; folder = dirname(folder)) {
    const data = join(folder, "data");
    try {
      if (Deno.statSync(data).isDirectory) return data;
    } catch {
      // Not here.
    }
    if (dirname(folder) === folder) return undefined;
  }
}
