/** What a kernel's process, its workers and the programs that cells start print on one of its streams. */

/** Characters that are kept of what one cell prints so: the first, and a few at the end. */
const MOST_FIRST = 1_000_000;
const MOST_LAST = 1_000;

export class PrintedText {
  #text = "";
  #dropped = 0;

  /** Takes what came. */
  push(text: string): void {
    this.#text += text;
    const excess = this.#text.length - MOST_FIRST - MOST_LAST;
    if (excess <= 0) return;
    this.#text = this.#text.slice(0, MOST_FIRST) + this.#text.slice(MOST_FIRST + excess);
    this.#dropped += excess;
  }

  /** Takes a marker's line out, which may stand in the midst of another; true where it was there. */
  takeMarker(marker: string): boolean {
    const line = `${marker}\n`;
    const at = this.#text.lastIndexOf(line);
    if (at < 0) return false;
    this.#text = this.#text.slice(0, at) + this.#text.slice(at + line.length);
    return true;
  }

  /** All that came since the last time that it was asked for. */
  takeAll(): string {
    const left = `\n[${this.#dropped} more characters are left out]\n`;
    const text = this.#dropped === 0
      ? this.#text
      : this.#text.slice(0, MOST_FIRST) + left + this.#text.slice(MOST_FIRST);
    this.#text = "";
    this.#dropped = 0;
    return text;
  }
}
