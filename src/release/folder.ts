/** Where the project keeps its own releases. */

/** The project's folder of releases, found from this module and not from the working directory. */
export const DATA_FOLDER: URL = new URL("../../data/", import.meta.url);

/**
 * The folder of one of the project's own releases.
 * @throws {RangeError} when the name is not the bare name of a folder
 */
export function releaseFolder(name: string): URL {
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(name)) {
    throw new RangeError(`Cannot find the release "${name}": give the name of a folder in data/`);
  }
  return new URL(`${encodeURIComponent(name)}/`, DATA_FOLDER);
}
