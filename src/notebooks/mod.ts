/**
 * Anyone's Deno notebook, run on the real kernel and made one HTML page.
 * @module
 */
export { exportNotebooks, type ExportOptions } from "./export.ts";
export { watchReport } from "./watch.ts";
export { type Kernel, KernelEndedError } from "./kernel/kernel.ts";
export { KernelStartError, startKernel } from "./kernel/start_kernel.ts";
export { compareOutputs, type Difference } from "./run/compare.ts";
export { type Cell, formatNotebook, type Notebook, parseNotebook } from "./ipynb/format.ts";
export { Progress } from "./run/run_notebooks.ts";
export {
  errorsOf,
  type Executed,
  type RunOptions,
  startNotebooks,
  stem,
} from "./run/run_notebooks.ts";
export { describeSize } from "./page/findings.ts";
export { renderIndex } from "./page/document.ts";
export type { Citation, Download, Provenance, ProvenanceRow } from "./page/frame.ts";
export { Renderer } from "./page/renderer.ts";
export { dateWords, PROVENANCE_TEXT } from "./words/provenance.ts";
