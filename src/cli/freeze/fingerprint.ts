/** Fingerprints: equal for equal content, and never mistaken for another. */

/** Of a file that is not there. */
const ABSENT = "absent";

/** SHA-256, lowercase hexadecimal. */
export async function sha256(content: string | Uint8Array): Promise<string> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content.slice();
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

/** Fingerprints of paths, each read once. */
export class Fingerprints {
  readonly #known = new Map<string, Promise<string>>();

  /** Of a file's bytes, of a folder's names, or of the fact that nothing is there or can be read. */
  of(path: string): Promise<string> {
    let known = this.#known.get(path);
    if (known === undefined) this.#known.set(path, known = fingerprint(path));
    return known;
  }
}

async function fingerprint(path: string): Promise<string> {
  try {
    return await sha256(await Deno.readFile(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return ABSENT;
  }
  try {
    const names: string[] = [];
    for await (const { name, isDirectory } of Deno.readDir(path)) {
      names.push(JSON.stringify([name, isDirectory]));
    }
    return await sha256(names.sort().join());
  } catch (error) {
    return `unreadable: ${(error as Error).name}`;
  }
}

/** True where a path may have changed since a moment (milliseconds since 1970), or cannot be looked at. */
export async function mayHaveChangedSince(path: string, moment: number): Promise<boolean> {
  try {
    const { mtime } = await Deno.stat(path);
    return mtime === null || mtime.getTime() >= moment;
  } catch (error) {
    return !(error instanceof Deno.errors.NotFound);
  }
}
