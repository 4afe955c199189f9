/** Where a page leads: it loads nothing, but its reader may go there. */
import type { PageChapter } from "./context.ts";

/** Addresses on the web that chapters link to, each once, sorted. */
export function findAddresses(chapters: readonly PageChapter[]): string[] {
  const links = chapters.flatMap(({ cells }) =>
    cells.flatMap(({ root }) => [...root.querySelectorAll("a[href]")])
  );
  const addresses = links.map((link) => link.getAttribute("href")!);
  return [...new Set(addresses.filter((address) => /^https?:/.test(address)))].sort();
}

/** More are counted, not named. */
const MOST_NAMED = 20;

/** `a.html: leads to 2 addresses and loads none: https://example.org/, https://example.org/b`; undefined for none. */
export function describeAddresses(file: string, addresses: readonly string[]): string | undefined {
  if (addresses.length === 0) return undefined;
  const named = addresses.slice(0, MOST_NAMED).join(", ");
  const more = addresses.length - MOST_NAMED;
  const count = addresses.length === 1
    ? "1 address and does not load it"
    : `${addresses.length} addresses and loads none`;
  return `${file}: leads to ${count}: ${named}${more > 0 ? ` and ${more} more` : ""}`;
}
