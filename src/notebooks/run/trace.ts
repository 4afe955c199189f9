/**
 * From places in what the kernel compiled back to places in a cell.
 *
 * The kernel compiles a cell before it runs it, and its stack traces count lines and columns of the compiled code. Node's
 * `stripTypeScriptTypes` uses the same compiler, so that its source map leads back.
 */
import { SourceMap, stripTypeScriptTypes } from "node:module";

/** One-based, over all kinds of cells, as are line and column within it. */
export interface TracePlace {
  readonly cell: number;
  readonly line: number;
  readonly column: number;
}

/** What the kernel puts before a cell's compiled code, on the same line. */
const PROLOGUE = "'use strict'; void 0;";

/** A cell as it is sent to the kernel: under a name by which stack traces call it. */
export function scriptOf(source: string, cell: number): string {
  return `${source}\n//# sourceURL=notebook-cell:${cell}\n`;
}

/** The places in cells that a stack trace names, innermost call first; `sources` are the cells, the first at 1. */
export function placesIn(stack: string, sources: readonly (string | undefined)[]): TracePlace[] {
  return [...stack.matchAll(/\bnotebook-cell:(\d+):(\d+):(\d+)/g)].flatMap((match) => {
    const [cell, line, column] = match.slice(1).map(Number) as [number, number, number];
    const place = originalPlace(scriptOf(sources[cell] ?? "", cell), line, column);
    return place ? [{ cell, ...place }] : [];
  });
}

function originalPlace(script: string, line: number, column: number) {
  const before = line === 1 ? PROLOGUE.length : 0;
  const entry = readSourceMap(script)?.findEntry(line - 1, column - before - 1);
  if (!entry || !("originalLine" in entry) || entry.generatedLine !== line - 1) return undefined;
  return { line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}

function readSourceMap(code: string): SourceMap | undefined {
  try {
    const compiled = stripTypeScriptTypes(code, { mode: "transform", sourceMap: true });
    const at = compiled.lastIndexOf("base64,");
    return new SourceMap(JSON.parse(atob(compiled.slice(at + "base64,".length))));
  } catch {
    return undefined;
  }
}
