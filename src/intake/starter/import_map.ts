/** Lets notebooks that lie outside the workspace find `@crosses/counts`. */
import { dirname, join } from "node:path";
import counts from "@crosses/counts/deno.json" with { type: "json" };

const NAME = "@crosses/counts";

/** A `deno.json` for a folder of notebooks; undefined where the nearest one above already maps the package. */
export async function importMapFor(folder: string): Promise<string | undefined> {
  if (await isMapped(folder)) return undefined;
  return `${JSON.stringify({ imports: imports() }, null, 2)}\n`;
}

/** As sources on this disk the package does not come with a map of its own for what it imports in turn. */
function imports(): Record<string, string> {
  const own = import.meta.resolve(NAME);
  if (!own.startsWith("file:")) return { [NAME]: own };
  const text = "@crosses/text";
  return { [NAME]: own, [text]: import.meta.resolve(text), ...counts.imports };
}

async function isMapped(folder: string): Promise<boolean> {
  for (let above = folder;; above = dirname(above)) {
    const config = await readConfig(above);
    if (config) {
      if (config.imports?.[NAME]) return true;
      const members = await Promise.all(
        [config.workspace ?? []].flat().map((path) => readConfig(join(above, String(path)))),
      );
      return members.some((member) => member?.name === NAME);
    }
    if (dirname(above) === above) return false;
  }
}

interface Config {
  readonly name?: string;
  readonly imports?: Readonly<Record<string, string>>;
  readonly workspace?: readonly string[];
}

async function readConfig(folder: string): Promise<Config | undefined> {
  try {
    return JSON.parse(await Deno.readTextFile(join(folder, "deno.json")));
  } catch {
    return undefined;
  }
}
