/**
 * What a notebook imports: read a release, hold it as Polars frames, draw it and show it.
 *
 * ```ts
 * import { figure, loadRelease, pl, Plot, protect, show, suppressedBarY } from "@crosses/counts";
 *
 * const { cells } = await protect(await loadRelease("28731"));
 * const received = cells.filter(pl.col("table").eq(pl.lit("received")));
 * await show(figure({ title: "Received", data: received }, (width) =>
 *   Plot.plot({ width, marks: [suppressedBarY(received, { x: "period", fx: "group" })] })));
 * ```
 * @module
 */
export { loadRelease } from "./release/load_release.ts";
export type { Assumption, CellStatus, LocalText, Release } from "./release/model.ts";
export {
  cellFrame,
  type CellRow,
  type FrameOptions,
  type ProtectedCellRow,
  type RangeKind,
} from "./frames/cells.ts";
export {
  protect,
  type Protection,
  type ProtectOptions,
  type QuantityRow,
  type WithheldRow,
} from "./frames/protect.ts";
export type { Frame } from "./frames/frame.ts";
export { tableFrame } from "./frames/layouts.ts";
export { explain, type ExplainedRow } from "./frames/reasons.ts";
export { type ThresholdRow, thresholds } from "./frames/reasons.ts";
export { compareAssumptions, type ComparedRow } from "./frames/protect.ts";
export { type TidyFile, tidyPackage } from "./frames/layouts.ts";
export { lowerBounds } from "./frames/layouts.ts";
export { relationChecks, type RelationRow } from "./frames/evidence.ts";
export { type BlockOrderRow, blockOrders } from "./frames/evidence.ts";
export { show, type ShowValue } from "./marks/show.ts";
export * from "./marks.ts";
export { type Figure, figure, type FigureOptions } from "./marks/figure.ts";
export { type Table, table, type TableOptions } from "./marks/table.ts";
export { assertClaims, type Claim } from "./marks/table.ts";
export { localise, type Localised } from "./marks/show.ts";
export type { Language } from "@crosses/text";
export { default as pl } from "nodejs-polars";
