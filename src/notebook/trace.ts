/**
 * From places in what the kernel compiled back to places in a cell.
 *
 * The kernel compiles a cell before it runs it, and its stack traces count lines and columns of the compiled code. Node's
 * `stripTypeScriptTypes` uses the same compiler, so that its source map leads back.
 */
import { SourceMap, stripTypeScriptTypes } from "node:module";
import { nameScript, noteLine, notePattern } from "./bootstrap.ts";
import { noteLines } from "./syntax.ts";

/** One-based line and column. */
export interface LinePlace {
  readonly line: number;
  readonly column: number;
}

/** What the kernel puts before a cell's compiled code, on the same line. */
const PROLOGUE = "'use strict'; void 0;";

/** A cell as it is sent to the kernel: its source with notes of lines, and a name. */
export class CellScript {
  readonly #source: string;
  readonly #noted: string;
  readonly #notes: RegExp;
  readonly #noteLines: number[] = [];
  readonly name: string;

  constructor(source: string, cell: number, secret: string) {
    this.name = `notebook-cell:${cell}`;
    this.#source = source;
    this.#noted = noteLines(source, (line) => {
      this.#noteLines.push(line);
      return noteLine(secret, line);
    });
    this.#notes = notePattern(secret);
  }

  /** What the kernel is to run. */
  get code(): string {
    return nameScript(this.#noted, this.name);
  }

  /** The place in the cell of a place in its compiled code; nothing where it cannot be told. */
  placeOf(compiled: LinePlace): LinePlace | undefined {
    const column = compiled.column - (compiled.line === 1 ? PROLOGUE.length : 0);
    if (compiled.line < 1 || column < 1) return undefined;
    const entry = readSourceMap(this.#noted)?.findEntry(compiled.line - 1, column - 1);
    if (!entry || !("originalLine" in entry) || entry.generatedLine !== compiled.line - 1) {
      return undefined;
    }
    const { originalLine, originalColumn } = entry;
    const before = (this.#noted.split("\n")[originalLine] ?? "").slice(0, originalColumn);
    return { line: originalLine + 1, column: before.replaceAll(this.#notes, "").length + 1 };
  }

  /**
   * Where in the cell the statement failed that began on that line, from the stack trace that the kernel gave. An error
   * may have been made elsewhere, in another cell for instance: then its trace says nothing of this one.
   */
  placeInTraceback(traceback: readonly string[], began?: number): LinePlace | undefined {
    const calls = traceback.join("\n").split("\n").flatMap((line) => {
      const match = line.match(/^\s+at (?:async )?<anonymous>:(\d+):(\d+)$/);
      return match ? [{ line: Number(match[1]), column: Number(match[2]) }] : [];
    });
    // The outermost call is the cell's own; functions within it may be those of earlier cells.
    const outermost = calls.at(-1);
    const place = outermost && this.placeOf(outermost);
    if (place === undefined || place.line > this.#source.split("\n").length) return undefined;
    if (began === undefined) return place;
    const next = Math.min(...this.#noteLines.filter((line) => line > began));
    return place.line >= began && place.line <= next ? place : undefined;
  }
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
