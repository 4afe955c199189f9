/**
 * Anyone's Deno notebook, run on the real kernel and made one HTML page.
 * @module
 */
export { exportNotebooks, type ExportOptions } from "./export.ts";
export {
  executionRow,
  type MakeOptions,
  makePages,
  type PagePlan,
  type Together,
} from "./make_pages.ts";
export { type WatchOptions, watchPages } from "./watch.ts";
export { checkKernel, type CheckResult } from "./kernel/start_kernel.ts";
export { compareOutputs, type Difference } from "./run/compare.ts";
export { Freeze, type FreezeOptions } from "./run/freeze.ts";
export {
  type Cell,
  type CodeCell,
  formatNotebook,
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
  Citation,
  Download,
  PageWords,
  Provenance,
  ProvenanceRow,
  Sibling,
} from "./page/frame.ts";
export type { DrawingTheme } from "./page/svg.ts";
