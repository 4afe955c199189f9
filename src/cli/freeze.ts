/**
 * Not running again what would come out the same: a notebook is run when it, a file beside it, src/, data/, deno.json,
 * deno.lock or the version of Deno changed since the report in this output folder. Anything else takes --fresh.
 */
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { z } from "zod";
import { clock, isTimeFixed } from "./clock.ts";
import { PROJECT_FOLDER } from "./places.ts";
import type { Chapter } from "./project_notebooks.ts";
import type { OutFile } from "./write_files.ts";

/** SHA-256, lowercase hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

const hashes = z.record(z.string(), z.string());
const record = z.object({
  version: z.literal(2),
  /** What each notebook was made of, by its name. */
  notebooks: z.record(z.string(), z.object({ inputs: z.string(), seconds: z.number() })),
  /** What the pages were made of, beside the notebooks. */
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
    readonly inputs: ReadonlyMap<Chapter, string>,
  ) {}

  /** Looks at everything as it is now; with `fresh` as if nothing had been made yet. */
  static async open(out: string, chapters: readonly Chapter[], fresh: boolean): Promise<Freeze> {
    const [earlier, inputs] = await Promise.all([
      fresh ? undefined : readRecord(out),
      inputsOf(chapters),
    ]);
    return new Freeze(out, earlier, inputs);
  }

  /** True where a notebook was run as it is now, and what was written of it is there. */
  async isRun(chapter: Chapter): Promise<boolean> {
    const { inputs } = this.record?.notebooks[chapter.name] ?? {};
    return inputs === this.inputs.get(chapter) && await this.#isAsWritten(chapter.target);
  }

  /** True where all that was written last is there and would be written again; of notebooks that have been run. */
  async isWritten(beside: readonly string[]): Promise<boolean> {
    if (this.record?.pages !== this.#pages(beside)) return false;
    const paths = Object.keys(this.record.written);
    return (await Promise.all(paths.map((path) => this.#isAsWritten(path)))).every(Boolean);
  }

  /** How many seconds a notebook took that has been run. */
  secondsOf({ name }: Chapter): number {
    return this.record?.notebooks[name]?.seconds ?? 0;
  }

  /** The record of files that are about to be written, to be written with them. */
  recordFile(
    seconds: ReadonlyMap<Chapter, number>,
    files: readonly OutFile[],
    beside: readonly string[],
  ): OutFile {
    const runs = [...this.inputs].map(([chapter, inputs]) =>
      [chapter.name, { inputs, seconds: seconds.get(chapter) ?? 0 }] as const
    );
    const value: Record = {
      version: 2,
      notebooks: { ...this.record?.notebooks, ...Object.fromEntries(runs) },
      pages: this.#pages(beside),
      written: Object.fromEntries(files.map(({ path, content }) => [path, sha256(content)])),
    };
    return { path: NAME, content: JSON.stringify(value, null, 1) + "\n", isRecord: true };
  }

  #pages(beside: readonly string[]): string {
    const time = isTimeFixed() ? clock().toISOString() : "";
    return sha256(JSON.stringify([[...this.inputs.values()], beside, time]));
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

async function inputsOf(chapters: readonly Chapter[]): Promise<Map<Chapter, string>> {
  const common = createHash("sha256").update(`${Deno.version.deno} ${isTimeFixed()}`);
  for (const name of ["deno.json", "deno.lock", "src", "data"]) {
    await addTo(common, join(PROJECT_FOLDER, name));
  }
  const project = common.digest("hex");
  const folders = new Map<string, string>();
  for (const folder of new Set(chapters.map(({ path }) => dirname(path)))) {
    const beside = createHash("sha256");
    await addTo(beside, folder, (name) => !name.endsWith(".ipynb"));
    folders.set(folder, beside.digest("hex"));
  }
  const all = new Map<Chapter, string>();
  for (const chapter of chapters) {
    const beside = folders.get(dirname(chapter.path));
    const own = await Deno.readFile(chapter.path);
    all.set(chapter, sha256(JSON.stringify([project, beside, sha256(own)])));
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
