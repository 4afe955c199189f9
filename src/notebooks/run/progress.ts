/** How far a run is: one line that renews itself on a terminal, one line a notebook elsewhere. */

import { terminalSafe } from "@crosses/text";

/** A notebook's run as it goes. Cells are counted as a reader counts them, all kinds together. */
export interface Step {
  readonly notebook: string;
  readonly cell: number;
  readonly cells: number;
}

/** Writes progress to stderr. */
export class Progress {
  readonly #isTerminal = Deno.stderr.isTerminal();
  readonly #started = new Map<string, number>();
  readonly #running = new Map<string, Step>();

  /** A notebook is at a cell. */
  at(step: Step): void {
    if (!this.#running.has(step.notebook)) this.#started.set(step.notebook, performance.now());
    this.#running.set(step.notebook, step);
    if (!this.#isTerminal) return;
    const parts = [...this.#running.values()].map(({ notebook, cell, cells }) =>
      `${terminalSafe(notebook)}: cell ${cell} of ${cells}${this.#seconds(notebook)}`
    );
    const { columns } = Deno.consoleSize();
    write(`\r\x1b[K${parts.join(" · ").slice(0, columns - 1)}`);
  }

  /** A notebook has ended, well or not. */
  end(notebook: string, result: string): void {
    this.#running.delete(notebook);
    this.say(terminalSafe(`${notebook}: ${result}${this.#seconds(notebook)}`));
  }

  /** A line of its own. */
  say(line: string): void {
    write(`${this.#isTerminal ? "\r\x1b[K" : ""}${line}\n`);
  }

  /** How long a notebook has been running; nothing for one that never did. */
  #seconds(notebook: string): string {
    const started = this.#started.get(notebook);
    return started === undefined ? "" : `, ${((performance.now() - started) / 1000).toFixed(1)} s`;
  }
}

function write(text: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(text));
}
