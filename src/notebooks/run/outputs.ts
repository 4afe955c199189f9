/** A cell's outputs, as a kernel's messages build them up, with text as a terminal would leave it. */
import type { Output } from "../ipynb/format.ts";
import type { IopubMessage } from "../kernel/protocol.ts";
import { MOST_BYTES } from "../kernel/zmtp.ts";

type Shown = Extract<Output, { output_type: "display_data" | "execute_result" }>;

/** Outputs of a whole notebook that can be renewed by their display id, wherever they stand. */
export type Displays = Map<string, Shown[]>;

export const CUT = `this cell's output is cut: it may take up ${MOST_BYTES / 1_000_000} MB`;

export class CellOutputs {
  #outputs: Output[] = [];
  /** Set by `clear_output(wait=True)`: what is there goes when something new comes. */
  #clearsAtNext = false;
  #bytes = 0;
  /** True once the cell has shown more than is kept. */
  isCut = false;

  constructor(private readonly displays: Displays) {}

  /** The outputs so far, streams as a terminal would leave them. */
  get all(): Output[] {
    const shown = this.#outputs.map((output) =>
      output.output_type === "stream"
        ? { ...output, text: applyControls(output.text).replace(/\r$/, "") }
        : output
    );
    const cut: Output = { output_type: "stream", name: "stderr", text: `[${CUT}]\n` };
    return this.isCut ? [...shown, cut] : shown;
  }

  /** Takes one message; those that are not about outputs change nothing. */
  take(message: IopubMessage): void {
    const { type, content } = message;
    if (type === "clear_output") {
      if (content.wait) this.#clearsAtNext = true;
      else this.#clear();
      return;
    }
    if (type === "update_display_data") {
      const id = content.transient?.display_id;
      if (id) this.#renew(id, content);
      return;
    }
    if (type === "status" || type === "execute_input") return;
    if (this.#clearsAtNext) this.#clear();
    this.#bytes += message.bytes;
    if (type === "too_long" || this.#bytes > MOST_BYTES) this.isCut = true;
    else if (type === "stream") this.#addText(content.name, content.text);
    else if (type === "error") this.#outputs.push({ output_type: "error", ...content });
    else {
      const { data, metadata, transient } = content;
      const shown: Shown = type === "execute_result"
        ? { output_type: type, execution_count: content.execution_count, data, metadata }
        : { output_type: type, data, metadata };
      this.#outputs.push(shown);
      const id = transient?.display_id;
      if (!id) return;
      // Showing something anew under an id renews what was shown under it before.
      this.displays.set(id, [...this.#renew(id, shown), shown]);
    }
  }

  #renew(id: string, { data, metadata }: Pick<Shown, "data" | "metadata">): Shown[] {
    const outputs = this.displays.get(id) ?? [];
    for (const output of outputs) Object.assign(output, { data, metadata });
    return outputs;
  }

  #clear(): void {
    this.#outputs = [];
    this.#clearsAtNext = this.isCut = false;
    this.#bytes = 0;
  }

  /** Adds text of a stream, joined to what stands just before it where that is of the same. */
  #addText(name: string, text: string): void {
    const last = this.#outputs.at(-1);
    if (last?.output_type === "stream" && last.name === name) last.text += text;
    else this.#outputs.push({ output_type: "stream", name, text });
  }
}

// deno-lint-ignore no-control-regex
const CONTROL = /\r|\x08|\x1b\[[0-9;?]*[ -/]*[@-~]/g;
// deno-lint-ignore no-control-regex
const MOVES = /\r(?!$)|\x08|\x1b\[[0-2]?K/;
// deno-lint-ignore no-control-regex
const COLOURS = /\x1b\[[0-9;?]*m/g;
/** Characters of one line that are followed where they move back and forth. */
const MOST_CHARACTERS = 100_000;
const graphemes = new Intl.Segmenter();

/** What stands at one place of a line, and in which colours. */
interface Written {
  readonly text: string;
  readonly style: string;
}

/** Applies carriage returns, backspaces and erasures ("\x1b[K") line by line; a line without any stays as it is. */
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
    const { places, end } = writeLine(rest, start);
    style = end;
    return showLine(places, start, end);
  }).join("\n");
}

/** Of a line that was overwritten for very long, what was written last. */
function lastOf(line: string): string {
  if (line.length <= MOST_CHARACTERS) return line;
  return line.slice(line.indexOf("\r", line.length - MOST_CHARACTERS) + 1);
}

function writeLine(line: string, start: string): { places: Written[]; end: string } {
  const places: Written[] = [];
  let at = 0;
  let style = start;
  const write = (text: string) => {
    for (const { segment } of graphemes.segment(text)) places[at++] = { text: segment, style };
  };
  let done = 0;
  for (const { 0: control, index } of line.matchAll(CONTROL)) {
    write(line.slice(done, index));
    done = index + control.length;
    if (control === "\r") at = 0;
    else if (control === "\b") at = Math.max(0, at - 1);
    else if (control.endsWith("m")) style = nextStyle(style, control);
    else if (control.endsWith("K")) erase(places, at, control);
  }
  write(line.slice(done));
  return { places, end: style };
}

/** Colours in force: all sequences since the last reset. */
function nextStyle(style: string, sequence: string): string {
  if (!/[1-9]/.test(sequence)) return "";
  return style.length > 100 ? sequence : style + sequence;
}

function erase(places: Written[], at: number, control: string): void {
  if (control === "\x1b[2K") places.length = 0;
  else if (control === "\x1b[1K") places.fill({ text: " ", style: "" }, 0, at + 1);
  else places.length = Math.min(places.length, at);
}

function showLine(places: readonly Written[], start: string, end: string): string {
  let shown = "";
  let style = start;
  const change = (to: string) => {
    if (to === style) return;
    shown += style !== "" && !to.startsWith(style) ? `\x1b[0m${to}` : to.slice(style.length);
    style = to;
  };
  // Array.from: a cursor that was moved past the end leaves holes.
  for (const place of Array.from(places, (place) => place ?? { text: " ", style: "" })) {
    change(place.style);
    shown += place.text;
  }
  change(end);
  return shown;
}
