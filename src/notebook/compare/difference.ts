/** What two runs of a notebook tell apart. */

/** One thing that is no longer as it was. */
export interface Difference {
  /** One-based, counted over all cells, as a reader counts them. */
  readonly cell: number;
  readonly id: string;
  /** The figure or table, as a reader would find it; undefined for any other output. */
  readonly subject?: string;
  /** What changed, with the old and the new. */
  readonly what: string;
}

/** `"65" → "66"`, each shortened around what differs. */
export function fromTo(before: string, now: string): string {
  let start = 0;
  while (start < before.length && before[start] === now[start]) start++;
  const from = Math.max(0, before.lastIndexOf(" ", Math.max(0, start - 1)) - CONTEXT);
  return `${excerpt(before, from)} → ${excerpt(now, from)}`;
}

const CONTEXT = 20;
const MOST = 80;

function excerpt(text: string, from: number): string {
  if (text.length <= MOST) return `“${text}”`;
  const end = Math.min(text.length, from + MOST);
  return `“${from > 0 ? "…" : ""}${text.slice(from, end)}${end < text.length ? "…" : ""}”`;
}

/** Runs of white space as one space. */
export function plain(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
