/** What links are written with, as browsers would read it; and where a page leads. */

/** Longer addresses lead nowhere that a person goes. */
const LONGEST = 4_000;

/** What a link may lead to, or why it may not. */
export type Address =
  | { readonly kind: "web" | "page"; readonly href: string }
  | { readonly kind: "refused"; readonly fault: string };

/**
 * An address as browsers read it: `HTTP://EXAMPLE.ORG` and ` https:example.org` lead to the web, in one spelling of
 * ASCII alone; what has no scheme is a place in the page or a file beside it, as it is.
 */
export function readAddress(written: string): Address {
  // deno-lint-ignore no-control-regex
  const text = written.replace(/[\t\n\r]/g, "").replace(/^[\x00-\x20]+|[\x00-\x20]+$/g, "");
  if (text.length > LONGEST) return { kind: "refused", fault: "an address that is too long" };
  const scheme = /^[a-z][a-z\d+.-]*(?=:)/i.exec(text)?.[0].toLowerCase();
  if (scheme === undefined) return { kind: "page", href: text };
  if (!/^(?:https?|mailto)$/.test(scheme)) return { kind: "refused", fault: `${scheme}:` };
  const url = URL.parse(text);
  return url === null
    ? { kind: "refused", fault: "an address that is none" }
    : { kind: "web", href: url.href };
}

/** An address's text without its percent signs; as it is where these are wrong. */
export function decodeAddress(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
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
