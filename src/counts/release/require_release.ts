/** What a notebook passes for a release, checked: its cells are not type-checked before they run. */
import type { Release } from "./model.ts";

/**
 * The release itself.
 * @throws {TypeError} when it is something else; says what to write
 */
export function requireRelease(value: Release): Release {
  if (Array.isArray((value as Partial<Release> | undefined)?.tables)) return value;
  const isFrame = Array.isArray((value as { columns?: unknown } | undefined)?.columns);
  const hint = value as unknown instanceof Promise
    ? "it is not there yet: write `await loadRelease(…)`"
    : `${isFrame ? "this is a frame; " : ""}give what \`await loadRelease(…)\` gives`;
  throw new TypeError(`Cannot read this as a release: ${hint}`);
}
