/** What the notebooks of a folder import, where nothing above it says so. */
import { dirname, join } from "node:path";
import counts from "@crosses/counts/deno.json" with { type: "json" };

const COUNTS = "@crosses/counts";

/**
 * A `deno.json` by which the notebooks of a folder find `@crosses/counts`; undefined where the one that holds for the
 * folder already maps it.
 */
export async function importMapFor(folder: string): Promise<string | undefined> {
  if (await isMapped(folder)) return undefined;
  const own = import.meta.resolve("@crosses/counts");
  // Sources are mapped with all that they import in turn; a published package brings that along.
  const imports = own.endsWith(".ts")
    ? { [COUNTS]: own, "@crosses/text": import.meta.resolve("@crosses/text"), ...counts.imports }
    : { [COUNTS]: `npm:${COUNTS}@${counts.version}` };
  // Figures have the types of a browser's elements.
  const compilerOptions = { lib: ["deno.window", "dom", "dom.iterable"] };
  return `${JSON.stringify({ imports, compilerOptions }, null, 2)}\n`;
}

/** Whether the nearest deno.json above a folder maps the package, or has it as a member of its workspace. */
async function isMapped(folder: string): Promise<boolean> {
  for (let above = folder;; above = dirname(above)) {
    const config = await readConfig(above);
    if (config) {
      const members = [config.workspace ?? []].flat();
      const read = await Promise.all(members.map((path) => readConfig(join(above, String(path)))));
      return Boolean(config.imports?.[COUNTS]) || read.some((member) => member?.name === COUNTS);
    }
    if (dirname(above) === above) return false;
  }
}

interface DenoConfig {
  readonly name?: string;
  readonly imports?: Readonly<Record<string, string>>;
  readonly workspace?: readonly string[];
}

/** Undefined where there is none. One that is no plain JSON is taken to map nothing. */
async function readConfig(folder: string): Promise<DenoConfig | undefined> {
  for (const name of ["deno.json", "deno.jsonc"]) {
    try {
      return JSON.parse(await Deno.readTextFile(join(folder, name)));
    } catch (error) {
      if (error instanceof SyntaxError) return {};
    }
  }
}
