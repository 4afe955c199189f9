/** Where the project keeps its own releases. */

/** The project's folder of releases, found from this module and not from the working directory. */
const DATA_FOLDER: URL = new URL("../../data/", import.meta.url);

/**
 * The folder of one of the project's own releases.
 * @throws {RangeError} when there is no such folder in data/; says which there are
 */
export function releaseFolder(name: string): URL {
  const known = releaseNames();
  if (!known.includes(name)) {
    const has = known.map((name) => `"${name}"`).join(", ") || "no folder";
    throw new RangeError(`Cannot find the release "${name}": data/ has ${has}`);
  }
  return new URL(`${encodeURIComponent(name)}/`, DATA_FOLDER);
}

/** The folders in data/, by name. */
export function releaseNames(): string[] {
  return [...Deno.readDirSync(DATA_FOLDER)]
    .filter(({ name, isFile }) => !isFile && !name.startsWith(".")).map(({ name }) => name).sort();
}
