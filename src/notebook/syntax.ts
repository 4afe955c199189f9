/** Where a cell that the kernel could not parse goes wrong: the kernel itself does not say. */
import { parse } from "@babel/parser";

export interface SyntaxFault {
  readonly message: string;
  /** One-based, in the cell. */
  readonly line: number;
  readonly column: number;
}

/** The first syntax error of a cell; undefined where this parser finds none, whatever the kernel said. */
export function findSyntaxFault(source: string): SyntaxFault | undefined {
  try {
    parse(source, {
      sourceType: "module",
      allowAwaitOutsideFunction: true,
      allowReturnOutsideFunction: false,
      plugins: ["typescript", "explicitResourceManagement", "importAttributes"],
    });
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
