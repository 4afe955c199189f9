/** Comparing what a notebook was saved with and what it shows now: data, drawings, tables and text, not bytes. */
import type { MimeBundle, Notebook, Output } from "../ipynb/format.ts";
import { type Facts, factsOfPages, factsOfRest, parseFragment, plain } from "./facts.ts";

/** One thing that is no longer as it was. */
export interface Difference {
  /** One-based, counted over all cells, as a reader counts them. */
  readonly cell: number;
  readonly id: string;
  /** The figure or table, as a reader would find it; empty for any other output. */
  readonly subject: string;
  /** What changed, with the old and the new. */
  readonly what: string;
}

/** How many differences of one output are told one by one. */
const MOST = 20;
/** Characters that are quoted of a text, and those of them before what differs. */
const QUOTED = 80;
const CONTEXT = 20;

/**
 * What differs between the outputs of two runs of one notebook, in the order of its cells. Counts, times and the order
 * of keys do not matter.
 */
export function compareOutputs(saved: Notebook, now: Notebook): Difference[] {
  return now.cells.flatMap((cell, index): Difference[] => {
    const before = saved.cells[index];
    if (cell.cell_type !== "code" || before?.cell_type !== "code") return [];
    const most = Math.max(before.outputs.length, cell.outputs.length);
    return Array.from({ length: most }, (_, at) => {
      const [a, b] = [before.outputs[at], cell.outputs[at]];
      const subject = subjectOf(b) || subjectOf(a);
      return compareOutput(a, b).map((what) => ({
        cell: index + 1,
        id: cell.id ?? "",
        subject,
        what,
      }));
    }).flat();
  });
}

function compareOutput(before: Output | undefined, now: Output | undefined): string[] {
  if (before === undefined) return [`new output: ${describe(now!)}`];
  if (now === undefined) return [`gone: ${describe(before)}`];
  if ("data" in before && "data" in now) return compareBundles(before.data, now.data);
  const [a, b] = [describe(before), describe(now)];
  return a === b ? [] : [fromTo(a, b)];
}

function compareBundles(before: MimeBundle, now: MimeBundle): string[] {
  const come = Object.keys(now).filter((mime) => !(mime in before));
  const gone = Object.keys(before).filter((mime) => !(mime in now));
  if (come.length + gone.length > 0) {
    return [
      ...come.map((mime) => `it now has ${mime}`),
      ...gone.map((mime) => `it no longer has ${mime}`),
    ];
  }
  const found = differences(factsOfPages(before), factsOfPages(now));
  const all = found.length > 0 ? found : differences(factsOfRest(before), factsOfRest(now));
  const more = all.length - MOST;
  return more > 0 ? [...all.slice(0, MOST), `and ${more} more`] : all;
}

function differences(before: Facts, now: Facts): string[] {
  const said = changes(before.said, now.said).map(([place, a, b]) => {
    if (a === undefined) return `${place}: new, ${excerpt(b!)}`;
    return `${place}: ${b === undefined ? `gone, was ${excerpt(a)}` : fromTo(a, b)}`;
  });
  return [...said, ...changes(before.shown, now.shown).map(([place]) => `${place} changed`)];
}

type Change = readonly [place: string, before: string | undefined, now: string | undefined];

function changes(before: Map<string, string>, now: Map<string, string>): Change[] {
  return [...new Set([...before.keys(), ...now.keys()])]
    .map((place) => [place, before.get(place), now.get(place)] as const)
    .filter(([, a, b]) => a !== b);
}

/** `“65” → “66”`, each shortened around what differs. */
function fromTo(before: string, now: string): string {
  let start = 0;
  while (start < before.length && before[start] === now[start]) start++;
  const from = Math.max(0, before.lastIndexOf(" ", Math.max(0, start - 1)) - CONTEXT);
  return `${excerpt(before, from)} → ${excerpt(now, from)}`;
}

function excerpt(text: string, from = 0): string {
  if (text.length <= QUOTED) return `“${text}”`;
  const end = Math.min(text.length, from + QUOTED);
  return `“${from > 0 ? "…" : ""}${text.slice(from, end)}${end < text.length ? "…" : ""}”`;
}

/** Which figure or table it is: its caption and its id. */
function subjectOf(output: Output | undefined): string {
  if (output === undefined || !("data" in output)) return "";
  const { "text/html": html } = output.data;
  const named = typeof html === "string" &&
    parseFragment(html).querySelector("figure[id], table[id], figure, table");
  if (!named) return "";
  const title = plain(named.querySelector("figcaption, caption")?.firstChild?.textContent);
  const kind = named.localName === "figure" ? "figure" : "table";
  return [kind, title && `“${title}”`, named.id && `(${named.id})`].filter(Boolean).join(" ");
}

function describe(output: Output): string {
  if (output.output_type === "stream") return `${output.name}: ${plain(output.text)}`;
  if (output.output_type === "error") return `${output.ename}: ${plain(output.evalue)}`;
  return Object.keys(output.data).sort().join(", ");
}
