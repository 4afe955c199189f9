/** What a machine has to open notebooks with. */
import { delimiter, join } from "node:path";
import { parse } from "jsonc-parser";
import { environment } from "./command.ts";
import { PROJECT_FOLDER } from "./places.ts";

/** The path of Jupyter's own program; undefined where PATH has none. */
export async function findJupyter(): Promise<string | undefined> {
  const names = Deno.build.os === "windows"
    ? ["jupyter-lab.exe", "jupyter.exe"]
    : ["jupyter-lab", "jupyter"];
  for (const folder of (environment("PATH") ?? "").split(delimiter)) {
    for (const name of names) {
      const path = join(folder || ".", name);
      if (await isFile(path)) return path;
    }
  }
  return undefined;
}

/**
 * The extensions that the project recommends and VS Code does not have; undefined where no VS Code keeps any.
 * Looks into the folders in which it keeps them: on a Mac it is seldom on PATH.
 */
export async function missingExtensions(): Promise<string[] | undefined> {
  const home = environment("HOME") || environment("USERPROFILE");
  if (!home) return undefined;
  const installed: string[] = [];
  let isThere = false;
  for (const folder of [".vscode", ".vscode-server", ".vscode-insiders", ".vscode-oss"]) {
    try {
      for await (const { name } of Deno.readDir(join(home, folder, "extensions"))) {
        installed.push(name.toLowerCase());
      }
      isThere = true;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  if (!isThere) return undefined;
  const wanted = parse(await Deno.readTextFile(join(PROJECT_FOLDER, ".vscode", "extensions.json")));
  return (wanted.recommendations as string[]).filter((id) =>
    !installed.some((name) => name.startsWith(`${id.toLowerCase()}-`))
  );
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch {
    return false;
  }
}
