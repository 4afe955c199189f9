/** What a page weighs, and what of it. */
import { REPORT_TEXT } from "../locale/report.ts";
import type { PageCell } from "./context.ts";
import { innerHtml } from "./dom.ts";
import { byteLength } from "./text_output.ts";

/** Bytes of a chapter's part of the page. */
export interface ChapterSize {
  readonly name: string;
  readonly bytes: number;
  /** Its figures, and other cells that weigh as much as one: largest first. */
  readonly parts: readonly { readonly name: string; readonly bytes: number }[];
}

/** A cell without a figure is named from here on. */
const WORTH_NAMING_BYTES = 10_000;

/** The parts of a chapter that have a name, or weigh enough to be given one: a figure by its id, a cell by its number. */
export function measureParts(cells: readonly PageCell[]): ChapterSize["parts"] {
  return cells.flatMap(({ root, place }) => {
    const bytes = byteLength(String(innerHtml(root)));
    const id = root.querySelector("figure")?.getAttribute("id");
    if (id) return [{ name: id, bytes }];
    return bytes < WORTH_NAMING_BYTES ? [] : [{ name: `cell ${place.cell}`, bytes }];
  }).sort((one, other) => other.bytes - one.bytes);
}

/** `report.en.html: 218 kB: 01_outcomes 60 kB (figure-matrix 12 kB, figure-crosses 9.1 kB), 02_ranges 40 kB` */
export function describeSizes(
  file: string,
  { html, sizes }: { readonly html: string; readonly sizes: readonly ChapterSize[] },
): string {
  const weigh = (bytes: number) => REPORT_TEXT.en.bytes(bytes).replace("\u00a0", " ");
  const chapters = sizes.map(({ name, bytes, parts }) => {
    const list = parts.map((part) => `${part.name} ${weigh(part.bytes)}`).join(", ");
    return `${name} ${weigh(bytes)}${list && ` (${list})`}`;
  });
  return `${file}: ${weigh(byteLength(html))}: ${chapters.join(", ")}`;
}
