/**
 * What the other packages share: two languages, text made fit for HTML and CSV, and errors that say where, what was found
 * and what is wanted. Works wherever JavaScript does.
 *
 * @example Words that go into a page
 * ```ts
 * import { describeProblem, escapeHtml, formatList, formatNumber } from "@crosses/text";
 * import assert from "node:assert/strict";
 *
 * assert.equal(formatNumber(1204.5, "en"), "1,204.5");
 * assert.equal(formatList(["North", "South", "East"], "fr"), "North, South et East");
 * assert.equal(escapeHtml("<5 & more"), "&lt;5 &amp; more");
 * assert.equal(
 *   describeProblem({ file: "a.csv", line: 4, found: 'holds "n/a"', wanted: "a count is a whole number" }),
 *   'Cannot read "a.csv": line 4 holds "n/a"; a count is a whole number',
 * );
 * ```
 * @module
 */
export * from "./errors.ts";
export * from "./language.ts";
export * from "./nearest.ts";
