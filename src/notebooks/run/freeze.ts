/**
 * Not running again what would come out the same. Beside the pages lies a record of what they were made of: a notebook
 * runs again when it, a file beside it, one of the inputs that are named, or the version of Deno has changed since.
 */
import { createHash, type Hash, hash } from "node:crypto";
import { dirname, join, relative } from "node:path";
import { z } from "zod";
import type { OutFile } from "@crosses/text/command";
import type { Source } from "./run_notebooks.ts";

/** What a folder of pages depends on. */
export interface FreezeOptions {
  /** Where pages and executed notebooks are written; the record lies there. */
  readonly out: string;
  readonly sources: readonly Source[];
  /** The folder from which paths are taken down: the record holds where it was made for no other. */
  readonly root: string;
  /** Files and folders below it on which every notebook may depend. */
  readonly inputs: readonly string[];
  /** What else the pages show, such as a date, as JSON can write it. */
  readonly shown: readonly unknown[];
  /** True to look at no record: everything runs. */
  readonly fresh: boolean;
}

const hashes = z.record(z.string(), z.string());
const recordShape = z.object({
  version: z.literal(4),
  /** What each notebook was made of, by its name. */
  notebooks: hashes,
  /** What the pages were made of. */
  pages: z.string(),
  /** What was written, by path below the folder. */
  written: hashes,
});
type Made = z.infer<typeof recordShape>;

const NAME = ".inputs.json";

/** What is known of a folder of pages and of what it was made of. */
export class Freeze {
  private constructor(
    private readonly out: string,
    private readonly earlier: Made | undefined,
    private readonly now: Omit<Made, "written">,
  ) {}

  /** Looks at everything as it is now. */
  static async open(options: FreezeOptions): Promise<Freeze> {
    const notebooks = await hashSources(options);
    const pages = sha256(JSON.stringify([Object.values(notebooks), options.shown]));
    const earlier = options.fresh ? undefined : await readRecord(options.out);
    return new Freeze(options.out, earlier, { version: 4, notebooks, pages });
  }

  /** A notebook as it was executed last, where it would come out the same; undefined where it has to run. */
  async executed({ name }: Source): Promise<string | undefined> {
    if (this.earlier?.notebooks[name] !== this.now.notebooks[name]) return undefined;
    return await this.#read(name);
  }

  /** True where all that was written last is there, and would be written again. */
  async isWritten(): Promise<boolean> {
    if (this.earlier?.pages !== this.now.pages) return false;
    const read = Object.keys(this.earlier.written).map((path) => this.#read(path));
    return (await Promise.all(read)).every((content) => content !== undefined);
  }

  /** The record of files that are about to be written, to be written with them. */
  recordFile(files: readonly OutFile[]): OutFile {
    const made: Made = {
      ...this.now,
      notebooks: { ...this.earlier?.notebooks, ...this.now.notebooks },
      written: Object.fromEntries(files.map(({ path, content }) => [path, sha256(content)])),
    };
    return { path: NAME, content: JSON.stringify(made, null, 1) + "\n", isRecord: true };
  }

  /** A file as it was written; undefined where it is gone or another now. */
  async #read(path: string): Promise<string | undefined> {
    const content = await Deno.readFile(join(this.out, path)).catch(() => undefined);
    if (content === undefined || sha256(content) !== this.earlier?.written[path]) return undefined;
    return new TextDecoder().decode(content);
  }
}

async function readRecord(out: string): Promise<Made | undefined> {
  try {
    return recordShape.parse(JSON.parse(await Deno.readTextFile(join(out, NAME))));
  } catch {
    return undefined;
  }
}

async function hashSources(
  { root, inputs, sources }: FreezeOptions,
): Promise<Record<string, string>> {
  const common = createHash("sha256").update(Deno.version.deno);
  for (const path of inputs) await addTo(common, root, join(root, path));
  const folders = new Map<string, string>();
  for (const folder of new Set(sources.map(({ path }) => dirname(path)))) {
    const beside = common.copy();
    await addTo(beside, root, folder, (name) => !name.endsWith(".ipynb"));
    folders.set(folder, beside.digest("hex"));
  }
  const notebooks: Record<string, string> = {};
  for (const { name, path } of sources) {
    const own = sha256(await Deno.readFile(path));
    notebooks[name] = sha256(`${folders.get(dirname(path))} ${own}`);
  }
  return notebooks;
}

/** Adds a file, or every file below a folder in the order of their names, each with its path from the root. */
async function addTo(
  hash: Hash,
  root: string,
  path: string,
  takes: (name: string) => boolean = () => true,
): Promise<void> {
  const { isFile, isDirectory } = await Deno.stat(path);
  if (isFile) {
    const name = relative(root, path);
    const bytes = await Deno.readFile(path);
    hash.update(`${name.length} ${name} ${bytes.length} `).update(bytes);
    return;
  }
  if (!isDirectory) return;
  const names = (await Array.fromAsync(Deno.readDir(path))).map(({ name }) => name);
  for (const name of names.filter(takes).sort()) await addTo(hash, root, join(path, name), takes);
}

const sha256 = (content: string | Uint8Array): string => hash("sha256", content);
