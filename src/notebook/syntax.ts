/** What can be told of a cell's syntax beside the kernel, which says neither where a cell goes wrong nor on which line. */
import { stripTypeScriptTypes } from "node:module";
import { parse, type ParserOptions } from "@babel/parser";

const OPTIONS: ParserOptions = {
  sourceType: "module",
  allowAwaitOutsideFunction: true,
};

export interface SyntaxFault {
  readonly message: string;
  /** One-based, in the cell. */
  readonly line: number;
  readonly column: number;
}

/**
 * Why a cell that the kernel refused does not parse; undefined when it does, whatever the kernel said.
 * Ask only after a refusal: what runs is decided by the kernel, not here.
 */
export function findSyntaxFault(source: string): SyntaxFault | undefined {
  const plain = parserFault(source, false);
  const withJsx = plain && parserFault(source, true);
  if (plain && !withJsx) return undefined;
  // The compiler is the kernel's own, but asked for TypeScript without JSX.
  const hasJsx = plain?.line !== withJsx?.line || plain?.column !== withJsx?.column;
  return (hasJsx ? undefined : compilerFault(source)) ?? withJsx;
}

function parserFault(source: string, jsx: boolean): SyntaxFault | undefined {
  try {
    parseCell(source, jsx);
    return undefined;
  } catch (error) {
    const { message, loc } = error as Error & { loc?: { line: number; column: number } };
    if (!loc) return undefined;
    return {
      message: message.replace(/\s*\(\d+:\d+\)\s*$/, "").replace(/\.$/, ""),
      line: loc.line,
      column: loc.column + 1,
    };
  }
}

function compilerFault(source: string): SyntaxFault | undefined {
  try {
    stripTypeScriptTypes(source, { mode: "transform" });
    return undefined;
  } catch (error) {
    const text = error instanceof Error ? error.message : "";
    const place = text.match(/stripTypeScriptTypes\.ts:(\d+):(\d+)/);
    if (!place) return undefined;
    const line = Number(place[1]);
    // It counts characters; editors and the parser count UTF-16 code units.
    const before = [...source.split("\n")[line - 1] ?? ""].slice(0, Number(place[2]) - 1).join("");
    const [message] = text.replace(/^SyntaxError: /, "").split(/\n|\. Expected /);
    return { message: message!, line, column: before.length + 1 };
  }
}

function parseCell(source: string, jsx: boolean) {
  const plugins: NonNullable<ParserOptions["plugins"]> = ["typescript", "decorators"];
  return parse(source, { ...OPTIONS, plugins: jsx ? [...plugins, "jsx"] : plugins });
}

/**
 * The cell with a note before each statement of its top level, for what fails without a stack trace: an endless loop, a
 * thrown value that is no Error. A cell that this parser cannot read is given back as it is, and so is one that starts
 * with a brace: the kernel takes that for an object if it can.
 */
export function noteLines(source: string, note: (line: number) => string): string {
  if (source.trimStart().startsWith("{")) return source;
  let noted = source;
  try {
    const { body } = parseCell(source, parserFault(source, false) !== undefined).program;
    for (const statement of body.toReversed()) {
      if (isDeclaredAhead(statement.type)) continue;
      const at = statement.start!;
      noted = noted.slice(0, at) + note(statement.loc!.start.line) + noted.slice(at);
    }
  } catch {
    return source;
  }
  return noted;
}

/** True for what takes effect before the first statement, or only to the type checker. */
function isDeclaredAhead(type: string): boolean {
  return /^(Import|Export|Function|TS)/.test(type);
}

/** The modules that a cell imports by name, in order. */
export function importedModules(source: string): string[] {
  const pattern = /\b(?:from|import)\s*\(?\s*(["'])((?:(?!\1)[^\\\n])+)\1/g;
  return [...new Set([...source.matchAll(pattern)].map((match) => match[2]!))];
}
