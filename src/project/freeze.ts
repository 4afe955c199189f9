/**
 * Not running again what would come out the same: a notebook is run when it, a file beside it, src/, data/, deno.json,
 * deno.lock or the version of Deno changed since the report in this output folder. Anything else takes --fresh.
 */
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { z } from "zod";
import { environment, type OutFile } from "@crosses/text/command";
import { PROJECT_FOLDER } from "./places.ts";
import type { Chapter } from "./notebooks.ts";

/** SHA-256, lowercase hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

const hashes = z.record(z.string(), z.string());
const record = z.object({
  version: z.literal(3),
  /** What each notebook was made of, by its name. */
  notebooks: hashes,
  /** What the pages were made of. */
  pages: z.string(),
  /** What was written, by path in the output folder. */
  written: hashes,
});
type Record = z.infer<typeof record>;

const NAME = ".inputs.json";

/** What is known of an output folder and of what it was made of. */
export class Freeze {
  private constructor(
    readonly out: string,
    readonly record: Record | undefined,
    readonly inputs: ReadonlyMap<string, string>,
    readonly pages: string,
  ) {}

  /**
   * Looks at everything as it is now; with `fresh` as if nothing had been made yet. `beside` are the languages whose pages
   * lie in the output folder already.
   */
  static async open(
    out: string,
    chapters: readonly Chapter[],
    { beside, fresh }: { readonly beside: readonly string[]; readonly fresh: boolean },
  ): Promise<Freeze> {
    const [earlier, inputs] = await Promise.all([
      fresh ? undefined : readRecord(out),
      inputsOf(chapters),
    ]);
    const time = environment("SOURCE_DATE_EPOCH");
    const pages = sha256(JSON.stringify([[...inputs.values()], beside, time]));
    return new Freeze(out, earlier, inputs, pages);
  }

  /** True where a notebook was run as it is now, and what was written of it is there. */
  async isRun({ name }: Chapter): Promise<boolean> {
    return this.record?.notebooks[name] === this.inputs.get(name) && await this.#isAsWritten(name);
  }

  /** True where all that was written last is there and would be written again; of notebooks that have been run. */
  async isWritten(): Promise<boolean> {
    if (this.record?.pages !== this.pages) return false;
    const paths = Object.keys(this.record.written);
    return (await Promise.all(paths.map((path) => this.#isAsWritten(path)))).every(Boolean);
  }

  /** The record of files that are about to be written, to be written with them. */
  recordFile(files: readonly OutFile[]): OutFile {
    const value: Record = {
      version: 3,
      notebooks: { ...this.record?.notebooks, ...Object.fromEntries(this.inputs) },
      pages: this.pages,
      written: Object.fromEntries(files.map(({ path, content }) => [path, sha256(content)])),
    };
    return { path: NAME, content: JSON.stringify(value, null, 1) + "\n", isRecord: true };
  }

  async #isAsWritten(path: string): Promise<boolean> {
    try {
      return sha256(await Deno.readFile(join(this.out, path))) === this.record?.written[path];
    } catch {
      return false;
    }
  }
}

async function readRecord(out: string): Promise<Record | undefined> {
  try {
    return record.parse(JSON.parse(await Deno.readTextFile(join(out, NAME))));
  } catch {
    return undefined;
  }
}

async function inputsOf(chapters: readonly Chapter[]): Promise<Map<string, string>> {
  const common = createHash("sha256").update(Deno.version.deno);
  for (const name of ["deno.json", "deno.lock", "src", "data"]) {
    await addTo(common, join(PROJECT_FOLDER, name));
  }
  const folders = new Map<string, string>();
  for (const folder of new Set(chapters.map(({ path }) => dirname(path)))) {
    const beside = common.copy();
    await addTo(beside, folder, (name) => !name.endsWith(".ipynb"));
    folders.set(folder, beside.digest("hex"));
  }
  const all = new Map<string, string>();
  for (const { name, path } of chapters) {
    const own = await Deno.readFile(path);
    all.set(name, sha256(`${folders.get(dirname(path))} ${sha256(own)}`));
  }
  return all;
}

/** Adds a file, or every file below a folder in the order of their names, each with its path. */
async function addTo(
  hash: ReturnType<typeof createHash>,
  path: string,
  takes: (name: string) => boolean = () => true,
): Promise<void> {
  if ((await Deno.stat(path)).isFile) {
    const bytes = await Deno.readFile(path);
    hash.update(`${path.length} ${path} ${bytes.length} `).update(bytes);
    return;
  }
  const names = (await Array.fromAsync(Deno.readDir(path))).map(({ name }) => name);
  for (const name of names.filter(takes).sort()) await addTo(hash, join(path, name), takes);
}
