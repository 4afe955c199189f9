/** `deno task check`: the sources; and the cells of notebooks, joined a notebook, with which cell and line is wrong. */
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { parse, type ParseResult } from "@babel/parser";
import { NotebookError } from "@crosses/text";
import { parseNotebook } from "@crosses/notebooks";
import { parseCommandLine, runCommand, userPath } from "@crosses/text/command";
import { PROJECT_FOLDER, projectNotebooks } from "./places.ts";

export const USAGE = `
Usage: npx --yes deno task check [NOTEBOOK...]

With NOTEBOOK: type-checks the cells of that notebook, and nothing else. Without: formatting, lint, types and flow of imports of all
sources, documentation examples, and the project's notebooks, whose figures need a title and a text alternative.
Exit status: 0 no error, 1 a cell has an error, 2 wrong command line.
`;

/** A notebook's code as one module, and where each of its lines comes from. */
interface Joined {
  readonly name: string;
  readonly url: string;
  /** What says where imports lead: the file beside the notebook, as its kernel takes it, or the project's. */
  readonly config: string;
  /** Cell (counted over all kinds) and line, both from one, by line of the module from zero. */
  readonly origins: readonly { readonly cell: number; readonly line: number }[];
  readonly program: ParseResult["program"] | undefined;
}

/** What is checked of the sources, each by a command of Deno's. */
const SOURCES = [
  "fmt --check",
  "lint",
  "check --doc src/ tests/",
  "test --quiet --no-check --allow-read --allow-write --allow-run --allow-env tests/flow_test.ts",
];

async function check(args: readonly string[]): Promise<number> {
  if (args.length === 0) {
    for (const command of SOURCES) {
      const { code } = await new Deno.Command(Deno.execPath(), {
        args: command.split(" "),
        cwd: PROJECT_FOLDER,
      }).spawn().status;
      if (code !== 0) return 1;
    }
  }
  await checkNotebooks(args);
  return 0;
}

/** Checks notebooks; throws what `runCommand` prints. */
export async function checkNotebooks(args: readonly string[]): Promise<void> {
  const { positionals } = parseCommandLine(args, {});
  const isProject = positionals.length === 0;
  const paths = isProject
    ? (await projectNotebooks(undefined)).map(({ path }) => path)
    : positionals.map(userPath);
  const folder = await Deno.makeTempDir({ prefix: "check-notebooks-" });
  try {
    const joined: Joined[] = [];
    for (const [index, path] of paths.entries()) {
      joined.push(await joinCells(path, join(folder, `${index}.ts`)));
    }
    const groups = [...Map.groupBy(joined, ({ config }) => config).values()];
    const errors = [
      ...(await Promise.all(groups.map(typeErrors))).flat(),
      ...isProject ? joined.flatMap(unnamedFigures) : [],
    ];
    if (errors.length > 0) throw new AggregateError(errors);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function typeErrors(joined: readonly Joined[]): Promise<NotebookError[]> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["check", "--quiet", "--config", joined[0]!.config, ...joined.map(({ url }) => url)],
    env: { NO_COLOR: "1" },
  }).output();
  if (success) return [];
  const said = new TextDecoder().decode(stderr);
  const errors = [...said.matchAll(/^(TS\d+) \[ERROR\]: (.*)$[^]*?^\s+at (\S+):(\d+):(\d+)$/gm)]
    .map(([, code, message, at, line, column]) => {
      const module = joined.find(({ url }) => url === at);
      return module
        ? errorAt(module, Number(line), Number(column), `${message} (${code})`)
        : new NotebookError(`${code}: ${message} (${at}:${line})`, { notebook: at! });
    });
  return errors.length > 0
    ? errors
    : [new NotebookError(`Cannot check the notebooks: ${said}`, { notebook: "" })];
}

/** Line and column of the module, from one. */
function errorAt(
  { name, origins }: Joined,
  line: number,
  column: number,
  message: string,
): NotebookError {
  const origin = origins[line - 1]!;
  return new NotebookError(
    `"${name}", cell ${origin.cell}, line ${origin.line}, column ${column}: ${message}`,
    { notebook: name, ...origin, column },
  );
}

/** Relative imports are resolved from the notebook's folder, where the kernel runs. */
async function joinCells(path: string, target: string): Promise<Joined> {
  const inside = relative(PROJECT_FOLDER, path);
  const name = inside.startsWith("..") ? path : inside;
  const notebook = parseNotebook(await Deno.readTextFile(path), name);
  const cells = notebook.cells.map(({ cell_type, source }) => cell_type === "code" ? source : null);
  const source = cells.filter((cell) => cell !== null).join("\n");
  const origins = cells.flatMap((cell, index) =>
    cell?.split("\n").map((_, line) => ({ cell: index + 1, line: line + 1 })) ?? []
  );
  const program = parseModule(source);
  await Deno.writeTextFile(target, `${absoluteImports(source, program, path)}\nexport {};\n`);
  return { name, url: pathToFileURL(target).href, config: await configOf(path), origins, program };
}

async function configOf(notebook: string): Promise<string> {
  const own = join(dirname(notebook), "deno.json");
  const hasOwn = await Deno.stat(own).then(() => true, () => false);
  return hasOwn ? own : join(PROJECT_FOLDER, "deno.json");
}

/** Undefined where the syntax is wrong: the type checker says how. */
function parseModule(source: string): Joined["program"] {
  try {
    return parse(source, {
      sourceType: "module",
      allowAwaitOutsideFunction: true,
      plugins: ["typescript"],
    }).program;
  } catch {
    return undefined;
  }
}

function absoluteImports(source: string, program: Joined["program"], path: string): string {
  let code = source;
  for (const statement of program?.body.toReversed() ?? []) {
    if (statement.type !== "ImportDeclaration" || !statement.source.value.startsWith(".")) continue;
    const { start, end, value } = statement.source;
    code = code.slice(0, start!) + JSON.stringify(new URL(value, pathToFileURL(path)).href) +
      code.slice(end!);
  }
  return code;
}

/** What those who do not see a figure are told may not be missing: `figure({ title, alt, … }, …)`. */
function unnamedFigures(module: Joined): NotebookError[] {
  return figureCalls(module.program).flatMap(({ names, line, column }) => {
    const missing = ["title", "alt"].filter((name) => !names.includes(name));
    return missing.length === 0
      ? []
      : errorAt(module, line, column + 1, `this figure has no ${missing.join(" and no ")}`);
  });
}

interface FigureCall {
  readonly names: readonly string[];
  readonly line: number;
  readonly column: number;
}

/** Every call of `figure`, wherever it stands in the tree. */
export function figureCalls(node: unknown): FigureCall[] {
  if (typeof node !== "object" || node === null) return [];
  const found = Object.values(node).flatMap(figureCalls);
  const call = node as {
    type?: string;
    callee?: { name?: string };
    arguments?: unknown[];
    loc?: { start: FigureCall };
  };
  if (call.type !== "CallExpression" || call.callee?.name !== "figure") return found;
  const [options] = call.arguments as { properties?: { key?: { name?: string } }[] }[];
  const names = (options?.properties ?? []).flatMap(({ key }) => key?.name ?? []);
  return [...found, { names, line: call.loc!.start.line, column: call.loc!.start.column }];
}

if (import.meta.main) await runCommand(check, USAGE);
