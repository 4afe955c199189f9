/** What an export noticed: nothing that stops it, everything that its reader would want to know. */
import { type NotebookPlace, quote } from "../errors.ts";

export type FindingKind =
  | "removed" // content that could act, fetch or disguise itself
  | "remote-image" // kept as a link that loads nothing
  | "missing-image" // a file or attachment that is not there
  | "missing-description" // a picture without a text alternative
  | "broken-link" // a link whose target is not in the page
  | "local-link" // a link to a file that does not travel with the page
  | "unknown-output" // no type that a page can show
  | "faulty-formula" // LaTeX that could not be read, shown as it is
  | "asks" // waits for an answer that nobody gives
  | "undrawn-chart" // a chart for a script: its picture or text stands for it
  | "refused-image" // a file that may not be put into the page
  | "too-large" // a cell whose text stands for it
  | "left-out" // a cell that could act, by a fault of ours
  | "raw-cell"; // meant for another format, and left out

export interface Finding {
  readonly kind: FindingKind;
  readonly place: NotebookPlace;
  /** What it is about: an element's name, an address, a MIME type. */
  readonly subject: string;
}

const SENTENCES: Record<FindingKind, (subject: string) => string> = {
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
  "left-out": (subject) => `left out the cell: ${subject}`,
  "raw-cell": (subject) => `left out a raw cell meant for ${subject}`,
};

/** `"01.ipynb", cell 3: removed <script>` */
export function describeFinding({ kind, place, subject }: Finding): string {
  const cell = place.cell === undefined ? "" : `, cell ${place.cell}`;
  return `${quote(place.notebook)}${cell}: ${SENTENCES[kind](subject)}`;
}

/** Findings as they come, each once a cell. */
export class Findings {
  readonly #found = new Map<string, Finding>();

  add(kind: FindingKind, place: NotebookPlace, subject: string): void {
    const finding = { kind, place, subject };
    this.#found.set(describeFinding(finding), finding);
  }

  addAll(kind: FindingKind, place: NotebookPlace, subjects: readonly string[]): void {
    for (const subject of subjects) this.add(kind, place, subject);
  }

  get all(): Finding[] {
    return [...this.#found.values()];
  }
}
