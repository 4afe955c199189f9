/** Knowing that all outputs have come. */

/** Waits for a marker to come by every way that outputs take. */
export class Flush {
  readonly #missing = new Set(["stdout", "stderr", "display"]);
  readonly #done = Promise.withResolvers<void>();
  readonly done = this.#done.promise;

  constructor(readonly marker: string) {}

  line?: number;

  see(way: string, line?: number): void {
    this.line ??= line;
    this.#missing.delete(way);
    if (this.#missing.size === 0) this.#done.resolve();
  }
}
