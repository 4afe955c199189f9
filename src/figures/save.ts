/** Writing a file where a caller asked for it. */

/**
 * Writes a text file. Makes no folder.
 * @throws {TypeError} when the name does not end as it should
 * @throws {Error} when it cannot be written; says why
 */
export async function writeTextFile(path: string, ending: string, text: string): Promise<void> {
  if (typeof path !== "string" || !path.toLowerCase().endsWith(ending)) {
    throw new TypeError(`Cannot save "${path}": give a name that ends in ${ending}`);
  }
  try {
    await Deno.writeTextFile(path, text);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      const folder = path.replace(/[^/\\]*$/, "") || ".";
      throw new Error(`Cannot save "${path}": there is no folder "${folder}"`, { cause: error });
    }
    throw new Error(`Cannot save "${path}": ${(error as Error).message}`, { cause: error });
  }
}
