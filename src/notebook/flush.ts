/** Knowing that all outputs have come. */

/** Ways by which a cell's outputs come: three kinds of messages, and what is written past them. */
export type Way = "stdout" | "stderr" | "display" | "raw";

/** Waits for a marker to come by every way that outputs take. */
export class Flush {
  readonly #missing = new Set<Way>(["stdout", "stderr", "display"]);
  readonly #done = Promise.withResolvers<void>();
  readonly #raw = Promise.withResolvers<void>();
  /** All messages have come. */
  readonly done: Promise<void> = this.#done.promise;
  /** What was written past the messages has come. */
  readonly raw: Promise<void> = this.#raw.promise;
  /** The line of the last statement that began, where the cell noted it. */
  line?: number;

  constructor(readonly marker: string) {}

  /** Takes note that the marker came by that way. */
  see(way: Way, line?: number): void {
    this.line ??= line;
    if (way === "raw") return this.#raw.resolve();
    this.#missing.delete(way);
    if (this.#missing.size === 0) this.#done.resolve();
  }
}
