/** Text as a terminal would leave it: carriage returns and backspaces move, what follows overwrites. */

// deno-lint-ignore no-control-regex
const CONTROL = /\r|\x08|\x1b\[[0-9;?]*[ -/]*[@-~]/g;
// deno-lint-ignore no-control-regex
const MOVES = /\r(?!$)|\x08|\x1b\[[0-2]?K/;
// deno-lint-ignore no-control-regex
const COLOURS = /\x1b\[[0-9;?]*m/g;
/** Characters of one line that are followed where they move back and forth. */
const MOST_CHARACTERS = 100_000;
const graphemes = new Intl.Segmenter();

/** One column: what stands there, and in which colours. */
interface Column {
  readonly text: string;
  readonly style: string;
}

/**
 * Applies carriage returns, backspaces and erasures ("\x1b[K") line by line; a line without any stays as it is.
 *
 * @example
 * ```ts
 * import { applyControls } from "./terminal_text.ts";
 * if (applyControls("10 %\r100 %\n") !== "100 %\n") throw new Error("not overwritten");
 * ```
 */
export function applyControls(text: string): string {
  let style = "";
  return text.split("\n").map((line, index, lines) => {
    // A line end as Windows writes it moves nothing.
    const rest = lastOf(index < lines.length - 1 ? line.replace(/\r+$/, "") : line);
    const start = style;
    if (!MOVES.test(rest)) {
      for (const [sequence] of rest.matchAll(COLOURS)) style = nextStyle(style, sequence);
      return rest;
    }
    const { columns, end } = writeLine(rest, start);
    style = end;
    return showLine(columns, start, end);
  }).join("\n");
}

/** Of a line that was overwritten for very long, what was written last. */
function lastOf(line: string): string {
  if (line.length <= MOST_CHARACTERS) return line;
  return line.slice(line.indexOf("\r", line.length - MOST_CHARACTERS) + 1);
}

function writeLine(line: string, start: string): { columns: Column[]; end: string } {
  const columns: Column[] = [];
  let at = 0;
  let style = start;
  const write = (text: string) => {
    for (const { segment } of graphemes.segment(text)) columns[at++] = { text: segment, style };
  };
  let done = 0;
  for (const { 0: control, index } of line.matchAll(CONTROL)) {
    write(line.slice(done, index));
    done = index + control.length;
    if (control === "\r") at = 0;
    else if (control === "\b") at = Math.max(0, at - 1);
    else if (control.endsWith("m")) style = nextStyle(style, control);
    else if (control.endsWith("K")) erase(columns, at, control);
  }
  write(line.slice(done));
  return { columns, end: style };
}

/** Colours in force: all sequences since the last reset. */
function nextStyle(style: string, sequence: string): string {
  if (!/[1-9]/.test(sequence)) return "";
  return style.length > 100 ? sequence : style + sequence;
}

function erase(columns: Column[], at: number, control: string): void {
  if (control === "\x1b[2K") columns.length = 0;
  else if (control === "\x1b[1K") columns.fill({ text: " ", style: "" }, 0, at + 1);
  else columns.length = Math.min(columns.length, at);
}

function showLine(columns: readonly Column[], start: string, end: string): string {
  let shown = "";
  let style = start;
  const change = (to: string) => {
    if (to === style) return;
    shown += style !== "" && !to.startsWith(style) ? `\x1b[0m${to}` : to.slice(style.length);
    style = to;
  };
  // Array.from: a cursor that was moved past the end leaves holes.
  for (const column of Array.from(columns, (column) => column ?? { text: " ", style: "" })) {
    change(column.style);
    shown += column.text;
  }
  change(end);
  return shown;
}
