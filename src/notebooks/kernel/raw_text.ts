/**
 * Text that cells write past the kernel's messages: by `Deno.stdout`, `process.stdout`, a child process or a worker.
 *
 * The kernel holds it back until a test runs, and then prints it on its own standard output before the test's report.
 * So each flush runs an empty test, whose name is the flush's marker (see bootstrap.ts).
 */

/** How much of it a cell may show; nobody reads on. */
const MOST_CHARACTERS = 100_000;
/** Room for the report of a test at the end. */
const REPORT_CHARACTERS = 2_000;

const FRAME =
  // deno-lint-ignore no-control-regex -- terminal colours are what stands there
  /^(?:\x1b\[[\d;]*m)*-{4,} (?:pre|post)-test output (?:end )?-{4,}(?:\x1b\[[\d;]*m)*\n/gm;

/** What a kernel's process printed since it was last asked for. */
export class RawText {
  #text = "";
  #dropped = 0;

  /** Takes what came. */
  push(text: string): void {
    this.#text += text;
    const excess = this.#text.length - MOST_CHARACTERS - REPORT_CHARACTERS;
    if (excess <= 0) return;
    const end = this.#text.slice(MOST_CHARACTERS + excess);
    this.#text = this.#text.slice(0, MOST_CHARACTERS) + end;
    this.#dropped += excess;
  }

  /** True once the report of the marker's test is there whole; takes it out, and what frames the text before it. */
  hasMarker(marker: string): boolean {
    const start = this.#text.indexOf(`${marker} ...`);
    if (start < 0) return false;
    const report = /^.* \.\.\. .*\n\n.*\| \d+ failed.*\n/.exec(this.#text.slice(start));
    if (report === null) return false;
    this.#text = this.#text.slice(0, start).replaceAll(FRAME, "") +
      this.#text.slice(start + report[0].length);
    return true;
  }

  take(): string {
    const left = this.#dropped > 0 ? `\n[${this.#dropped} more characters are left out]\n` : "";
    const text = this.#text + left;
    this.#text = "";
    this.#dropped = 0;
    return text;
  }
}
