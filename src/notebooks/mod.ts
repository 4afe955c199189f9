/**
 * Anyone's Deno notebook, run on the real kernel and made one HTML page: one file, with no script and no request in it.
 *
 * @example A page beside a notebook, which is shown as it was saved
 * ```ts
 * import { exportNotebooks, formatNotebook, parseNotebook } from "@crosses/notebooks";
 * import assert from "node:assert/strict";
 *
 * const folder = await Deno.makeTempDir();
 * const cells = [{ cell_type: "markdown", metadata: {}, source: "# A talk" }];
 * const talk = JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells });
 * await Deno.writeTextFile(`${folder}/talk.ipynb`, formatNotebook(parseNotebook(talk, "talk"), "talk"));
 * await exportNotebooks([`${folder}/talk.ipynb`], { execute: false });
 * assert.match(await Deno.readTextFile(`${folder}/talk.html`), /<h1>A talk<\/h1>/);
 * ```
 * @module
 */
export { exportNotebooks, type ExportOptions, pagesOf } from "./export.ts";
export {
  executionRow,
  type MakeOptions,
  makePages,
  type PagePlan,
  type Together,
} from "./make_pages.ts";
export { type WatchOptions, watchPages } from "./cli.ts";
export { checkKernel, type CheckResult } from "./kernel/start_kernel.ts";
export { compareOutputs, type Difference } from "./run/compare.ts";
export { Freeze, type FreezeOptions } from "./run/freeze.ts";
export {
  type Cell,
  type CodeCell,
  formatNotebook,
  mayFail,
  type MimeBundle,
  type Notebook,
  type Output,
  parseNotebook,
  type TextCell,
} from "./ipynb/format.ts";
export {
  errorsOf,
  type Executed,
  type RunOptions,
  type Source,
  startNotebooks,
  stem,
} from "./run/run_notebooks.ts";
export type { Index, IndexEntry } from "./page/document.ts";
export type {
  AboutEntry,
  Citation,
  Download,
  PageWords,
  Provenance,
  ProvenanceRow,
  Sibling,
} from "./page/frame.ts";
export { type GivenLook, lookOf, type PageLook } from "./page/context.ts";
export type { DrawingTheme } from "./page/svg.ts";
