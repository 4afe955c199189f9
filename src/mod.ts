/**
 * What a notebook imports: read a release, hold it as Polars frames, draw it and show it.
 *
 * ```ts
 * import { figure, loadRelease, pl, Plot, protect, show, suppressedBarY } from "../../src/mod.ts";
 *
 * const { cells } = await protect(await loadRelease("28731"));
 * const received = cells.filter(pl.col("table").eq(pl.lit("received")));
 * await show(figure({ title: "Received", data: received }, (width) =>
 *   Plot.plot({ width, marks: [suppressedBarY(received, { x: "period", fx: "group" })] })));
 * ```
 * @module
 */
export { loadRelease } from "./release/load_release.ts";
export { releaseFolder } from "./release/folder.ts";
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
export { tableFrame } from "./frames/table_frame.ts";
export { explain, type ExplainedRow } from "./frames/explain.ts";
export { type ThresholdRow, thresholds } from "./frames/thresholds.ts";
export { compareAssumptions, type ComparedRow } from "./frames/compare_assumptions.ts";
export { lowerBounds } from "./frames/lower_bounds.ts";
export { relationChecks, type RelationRow } from "./frames/relations.ts";
export { type BlockOrderRow, blockOrders } from "./frames/block_orders.ts";
export { show, type ShowValue } from "./figures/show.ts";
export * as Plot from "./figures/observable.ts";
export {
  type NoStack,
  suppressedBarX,
  type SuppressedBarXOptions,
  suppressedBarY,
  type SuppressedBarYOptions,
} from "./figures/suppressed_bar.ts";
export { suppressedCell, type SuppressedCellOptions } from "./figures/suppressed_cell.ts";
export { rangeX, type RangeXOptions, rangeY, type RangeYOptions } from "./figures/range.ts";
export { atLeastBarX, type AtLeastBarXOptions } from "./figures/at_least_bar.ts";
export type { SuppressedChannels } from "./figures/suppressed.ts";
export type { MarkData } from "./figures/rows.ts";
export { HATCH } from "./figures/hatch.ts";
export { DISPLAY, type MimeBundle, type Showable } from "./figures/html.ts";
export type {
  BarXOptions,
  BarYOptions,
  CellOptions,
  ChannelValue,
  ChannelValueSpec,
  CompoundMark,
  Data as PlotData,
  RuleXOptions,
  RuleYOptions,
} from "@observablehq/plot";
export { type Figure, figure, type FigureOptions } from "./figures/figure.ts";
export { type Table, table, type TableOptions } from "./figures/table.ts";
export { assertClaims, type Claim } from "./figures/assert_claims.ts";
export { setLocale } from "./locale/figures.ts";
export type { Language } from "./locale/language.ts";
export { default as pl } from "nodejs-polars";
