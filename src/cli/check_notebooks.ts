/** Type-checks the cells of the project's notebooks, joined a notebook, and says which cell and line is wrong. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "@babel/parser";
import { NotebookError } from "../errors.ts";
import { parseNotebook } from "../notebook/format.ts";
import { parseCommandLine, runCommand, userPath } from "./command.ts";
import { NOTEBOOKS_FOLDER, PROJECT_FOLDER } from "./places.ts";

const USAGE = `
Usage: deno run … src/cli/check_notebooks.ts [NOTEBOOK...]

Type-checks the code cells of notebooks, those of the project if none is named.
Exit status: 0 no error, 1 a cell has a type error, 2 wrong command line.
`;

/** A notebook's code as one module, and where each of its lines comes from. */
interface Joined {
  readonly code: string;
  /** Cell (counted over all kinds) and line, both from one, by line of the module from zero. */
  readonly origins: readonly { readonly cell: number; readonly line: number }[];
}

/** Checks notebooks; throws what `runCommand` prints. */
export async function checkNotebooks(args: readonly string[]): Promise<void> {
  const { positionals } = parseCommandLine(args, {});
  const paths = positionals.length > 0 ? positionals.map(userPath) : await projectNotebooks();
  const folder = await Deno.makeTempDir({ prefix: "check-notebooks-" });
  try {
    const errors: unknown[] = [];
    for (const [index, path] of paths.entries()) {
      const name = path.startsWith(PROJECT_FOLDER) ? path.slice(PROJECT_FOLDER.length) : path;
      try {
        await checkOne(path, name, join(folder, `${index}.ts`));
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function projectNotebooks(): Promise<string[]> {
  const paths: string[] = [];
  for await (const folder of Deno.readDir(NOTEBOOKS_FOLDER)) {
    if (!folder.isDirectory) continue;
    for await (const { name } of Deno.readDir(join(NOTEBOOKS_FOLDER, folder.name))) {
      if (name.endsWith(".ipynb")) paths.push(join(NOTEBOOKS_FOLDER, folder.name, name));
    }
  }
  return paths.sort();
}

async function checkOne(path: string, name: string, module: string): Promise<void> {
  const { code, origins } = await joinCells(path, name);
  await Deno.writeTextFile(module, code);
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["check", "--quiet", "--config", join(PROJECT_FOLDER, "deno.json"), module],
    env: { NO_COLOR: "1" },
  }).output();
  if (success) return;
  const said = new TextDecoder().decode(stderr);
  const url = pathToFileURL(module).href;
  const errors = [...said.matchAll(/^(TS\d+) \[ERROR\]: (.*)$[^]*?^\s+at (\S+):(\d+):(\d+)$/gm)]
    .map(([, code, message, at, line, column]) => {
      if (at !== url) {
        return new NotebookError(`${code}: ${message} (${at}:${line})`, { notebook: name });
      }
      const origin = origins[Number(line) - 1]!;
      return new NotebookError(
        `"${name}", cell ${origin.cell}, line ${origin.line}, column ${column}: ${message} (${code})`,
        { notebook: name, ...origin, column: Number(column) },
      );
    });
  throw new AggregateError(
    errors.length > 0
      ? errors
      : [new NotebookError(`Cannot check "${name}": ${said}`, { notebook: name })],
  );
}

/** Relative imports are resolved from the notebook's folder, where the kernel runs. */
async function joinCells(path: string, name: string): Promise<Joined> {
  const notebook = parseNotebook(await Deno.readTextFile(path), name);
  const lines: string[] = [];
  const origins: { cell: number; line: number }[] = [];
  for (const [index, cell] of notebook.cells.entries()) {
    if (cell.cell_type !== "code") continue;
    for (const [line, text] of absoluteImports(cell.source, path).split("\n").entries()) {
      lines.push(text);
      origins.push({ cell: index + 1, line: line + 1 });
    }
  }
  return { code: [...lines, "export {};", ""].join("\n"), origins };
}

function absoluteImports(source: string, path: string): string {
  let code = source;
  try {
    const { body } = parse(source, {
      sourceType: "module",
      allowAwaitOutsideFunction: true,
      plugins: ["typescript"],
    }).program;
    for (const statement of body.toReversed()) {
      if (statement.type !== "ImportDeclaration" || !statement.source.value.startsWith(".")) {
        continue;
      }
      const { start, end, value } = statement.source;
      const url = new URL(value, pathToFileURL(path)).href;
      code = code.slice(0, start!) + JSON.stringify(url) + code.slice(end!);
    }
  } catch {
    // The type checker says what is wrong with the syntax.
  }
  return code;
}

if (import.meta.main) await runCommand(checkNotebooks, USAGE);
