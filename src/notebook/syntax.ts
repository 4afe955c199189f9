/** What can be told of a cell's syntax beside the kernel, which says neither where a cell goes wrong nor on which line. */
import { parse, type ParserOptions } from "@babel/parser";

const OPTIONS: ParserOptions = {
  sourceType: "module",
  allowAwaitOutsideFunction: true,
  plugins: ["typescript", "decorators"],
};

export interface SyntaxFault {
  readonly message: string;
  /** One-based, in the cell. */
  readonly line: number;
  readonly column: number;
}

/** The first syntax error of a cell; undefined where this parser finds none, whatever the kernel said. */
export function findSyntaxFault(source: string): SyntaxFault | undefined {
  try {
    parse(source, OPTIONS);
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

/**
 * The cell with a note before each statement of its top level. The kernel prints a cell anew before it runs it, so the
 * lines of its stack traces are not the cell's. A cell that this parser cannot read is given back as it is.
 */
export function noteLines(source: string, note: (line: number) => string): string {
  let noted = source;
  try {
    const { body } = parse(source, OPTIONS).program;
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
