/** A cell's outputs, as what a kernel publishes builds them up. */
import type { Output } from "../ipynb/format.ts";
import type { IopubMessage } from "../kernel/messages.ts";
import { applyControls } from "./terminal_text.ts";
import { MOST_BYTES } from "../kernel/zmtp.ts";

type Shown = Extract<Output, { output_type: "display_data" | "execute_result" }>;

/** Outputs of a whole notebook that can be renewed by their display id, wherever they stand. */
export class Displays {
  readonly #byId = new Map<string, Shown[]>();

  /** Remembers an output by its id. */
  add(id: string, output: Shown): void {
    this.#byId.set(id, [...this.#byId.get(id) ?? [], output]);
  }

  /** Renews every output of that id. */
  update(id: string, { data, metadata }: Pick<Shown, "data" | "metadata">): void {
    for (const output of this.#byId.get(id) ?? []) Object.assign(output, { data, metadata });
  }
}

/** What is said of a cell that shows more. */
export const CUT = `this cell's output is cut: it may take up ${MOST_BYTES / 1_000_000} MB`;

/** Builds the outputs of one cell. */
export class CellOutputs {
  readonly #displays: Displays;
  #outputs: Output[] = [];
  /** Set by `clear_output(wait=True)`: what is there goes when something new comes. */
  #clearsAtNext = false;
  #bytes = 0;
  /** True once the cell has shown more than is kept. */
  isCut = false;

  constructor(displays: Displays) {
    this.#displays = displays;
  }

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
      if (id) this.#displays.update(id, content);
      return;
    }
    if (type === "status" || type === "execute_input") return;
    if (this.#clearsAtNext) this.#clear();
    this.#bytes += message.bytes;
    if (type === "too_long" || this.#bytes > MOST_BYTES) this.isCut = true;
    else if (type === "stream") this.addText(content.name, content.text);
    else if (type === "error") this.#outputs.push({ output_type: "error", ...content });
    else {
      const { data, metadata, transient } = content;
      const shown: Shown = type === "execute_result"
        ? { output_type: type, execution_count: content.execution_count, data, metadata }
        : { output_type: type, data, metadata };
      this.#outputs.push(shown);
      if (!transient?.display_id) return;
      // Showing something anew under an id renews what was shown under it before.
      this.#displays.update(transient.display_id, shown);
      this.#displays.add(transient.display_id, shown);
    }
  }

  #clear(): void {
    this.#outputs = [];
    this.#clearsAtNext = this.isCut = false;
    this.#bytes = 0;
  }

  /** Adds text of a stream, joined to what stands just before it where that is of the same. */
  addText(name: string, text: string): void {
    const last = this.#outputs.at(-1);
    if (last?.output_type === "stream" && last.name === name) {
      last.text += text;
    } else this.#outputs.push({ output_type: "stream", name, text });
  }
}
