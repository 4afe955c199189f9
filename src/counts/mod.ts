/**
 * What a notebook imports: read a release, hold it as Polars frames, draw it and show it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { loadRelease, localise, pl, Plot, protect, suppressedBarY } from "@crosses/counts";
 *
 * // data/28731, or the folder that a path with a slash in it names
 * const protection = await protect(await loadRelease("28731"), { locale: "en" });
 * const received = protection.cells.filter(pl.col("table").eq(pl.lit("received")));
 *
 * const { figure } = localise(protection); // in a notebook: await show(figure(…))
 * const drawn = figure(
 *   { title: "Applications received, by period", data: received },
 *   (width) => Plot.plot({ width, marks: [suppressedBarY(received, { x: "period", fx: "group" })] }),
 * );
 * assert.match(drawn.svg, /aria-labelledby/);
 * ```
 * @module
 */
export { loadRelease } from "./release/load_release.ts";
export type { Assumption, CellStatus, LocalText, Release } from "./release/model.ts";
export type { ShownStatus } from "./words/figures.ts";
export { cellFrame, type CellRow, type ProtectedCellRow, type RangeKind } from "./frames/cells.ts";
export {
  protect,
  type Protection,
  type ProtectOptions,
  type QuantityRow,
  type WithheldRow,
} from "./frames/protect.ts";
export { explain, type ExplainedRow } from "./frames/reasons.ts";
export { type ThresholdRow, thresholds } from "./frames/reasons.ts";
export { compareAssumptions, type ComparedRow } from "./frames/protect.ts";
export {
  type Frame,
  type FrameOptions,
  lowerBounds,
  type TidyFile,
  tidyPackage,
} from "./frames/frame.ts";
export { relationChecks, type RelationRow } from "./frames/reasons.ts";
export { type BlockOrderRow, blockOrders } from "./frames/reasons.ts";
export { assertClaims, type Claim, show, type ShowValue } from "./show/show.ts";
export * from "./marks.ts";
export { type Figure, figure, type FigureOptions } from "./show/figure.ts";
export { type Table, table, type TableOptions } from "./show/table.ts";
export { localise, type Localised } from "./show/show.ts";
export type { Language } from "@crosses/text";
export { default as pl } from "nodejs-polars";
