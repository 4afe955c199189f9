/** The floor under a report's time: what the notebooks compute, as one script. */
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseNotebook } from "../../src/notebooks/ipynb/format.ts";
import { PROJECT_FOLDER } from "../../src/project/places.ts";

const IMPORT = /^import\s+\{([^}]*)\}\s+from\s+"([^"]+)";$/gm;

/** What stands in for the kernel: the bundle of each output is made, and goes nowhere. */
const SHOW = `import { bundleOf } from ${
  JSON.stringify(new URL("../../src/counts/show/show.ts", import.meta.url).href)
};
const showNowhere = async (value, view) => void bundleOf(value, view);
`;

/**
 * Writes a script that runs the notebooks' code cells one after the other, each notebook's in a scope of its own.
 * @returns the arguments of `deno run` for it
 */
export async function writeFloorScript(
  folder: string,
  notebooks: readonly string[],
): Promise<string[]> {
  const parts = await Promise.all(notebooks.map(async (path) => {
    const { cells } = parseNotebook(await Deno.readTextFile(path), path);
    const code = cells.filter((cell) => cell.cell_type === "code").map(({ source }) => source);
    return scriptOf(code.join("\n"), dirname(path));
  }));
  const script = join(folder, "floor.ts");
  await Deno.writeTextFile(script, SHOW + parts.join("\n"));
  return ["--no-check", "--config", join(PROJECT_FOLDER, "deno.json"), script];
}

/** Cells' code in a block; what it imports, it takes from the module once that is loaded. */
function scriptOf(code: string, folder: string): string {
  const names = new Map<string, Set<string>>();
  const rest = code.replace(IMPORT, (_statement, list: string, from: string) => {
    const known = names.get(from) ?? new Set();
    names.set(from, known);
    for (const name of list.split(",").map((name) => name.trim())) {
      if (name !== "" && name !== "show") known.add(name);
    }
    return "";
  }).replace(/\bshow\(/g, "showNowhere(");
  const imports = [...names].map(([from, found]) => {
    const module = from.startsWith(".") ? pathToFileURL(join(folder, from)).href : from;
    return `const { ${[...found].join(", ")} } = await import(${JSON.stringify(module)});`;
  });
  return `{\n${imports.join("\n")}\n${rest}\n}\n`;
}
