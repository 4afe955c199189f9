/** What an export noticed: nothing that stops it, everything that its reader would want to know. */
import { Buffer } from "node:buffer";
import { type NotebookPlace, quote } from "@crosses/text";
import { PAGE_TEXT } from "../words/page.ts";

/** What each kind of finding says of its subject: an element's name, an address, a MIME type. */
const SENTENCES = {
  "removed": (subject) => `removed ${subject}`,
  "remote-image": (subject) => `left ${subject} as a link that loads nothing`,
  "missing-image": (subject) => `there is no image ${subject}`,
  "missing-description": (subject) => `${subject} has no text alternative`,
  "broken-link": (subject) => `the link to ${subject} leads nowhere`,
  "local-link": (subject) => `the link to ${subject} is left as text: the file is not in the page`,
  "unknown-output": (subject) => `an output has no type that a page can show: ${subject}`,
  "faulty-formula": (subject) => `shows a formula as its LaTeX: ${subject}`,
  "asks": (subject) => `asks with ${subject}), and in a report nobody answers`,
  "undrawn-chart": (subject) =>
    `shows the picture or the text of a chart that only a script could draw: ${subject}`,
  "refused-image": (subject) => `left out the image ${subject}`,
  "too-large": (subject) =>
    `shows the text of a cell that would take up ${subject}, out of proportion to the notebook`,
  // By a fault of ours: what could act has come past the sanitiser.
  "left-out": (subject) => `left out the cell: ${subject}`,
  "raw-cell": (subject) => `left out a raw cell meant for ${subject}`,
} satisfies Record<string, (subject: string) => string>;

export interface Finding {
  readonly kind: keyof typeof SENTENCES;
  readonly place: NotebookPlace;
  readonly subject: string;
}

/** `"01.ipynb", cell 3: removed <script>` */
export function describeFinding({ kind, place, subject }: Finding): string {
  const cell = place.cell === undefined ? "" : `, cell ${place.cell}`;
  return `${quote(place.notebook)}${cell}: ${SENTENCES[kind](subject)}`;
}

/** `report.en.html: 218 kB` */
export function describeSize(file: string, html: string): string {
  return `${file}: ${PAGE_TEXT.en.bytes(Buffer.byteLength(html)).replace("\u00a0", " ")}`;
}

/** Findings as they come, each once a cell. */
export class Findings {
  readonly #found = new Map<string, Finding>();

  add(kind: Finding["kind"], place: NotebookPlace, subjects: string | readonly string[]): void {
    for (const subject of typeof subjects === "string" ? [subjects] : subjects) {
      const finding = { kind, place, subject };
      this.#found.set(describeFinding(finding), finding);
    }
  }

  get all(): Finding[] {
    return [...this.#found.values()];
  }
}
