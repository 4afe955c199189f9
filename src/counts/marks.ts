/**
 * Plot marks for counts of which some are suppressed, over rows of any kind, and Plot itself with a document of its own.
 * Reaches Plot and linkedom alone; works in Deno and in Node.
 * @module
 */
export * as Plot from "./plot/plot.ts";
export {
  type NoStack,
  rangeX,
  type RangeXOptions,
  suppressedBarX,
  type SuppressedBarXOptions,
  suppressedBarY,
  type SuppressedBarYOptions,
} from "./marks/bars_and_ranges.ts";
export { suppressedCell, type SuppressedCellOptions } from "./marks/suppressed_cell.ts";
export { pairX, type PairXOptions } from "./marks/pair.ts";
export { partsX, type PartsXOptions } from "./marks/parts.ts";
export type { SuppressedChannels } from "./marks/suppressed.ts";
export type { FrameLike, MarkData, SeriesLike } from "./plot/rows.ts";
export { HATCH } from "./plot/look.ts";
export { DISPLAY, type MimeBundle, type Showable } from "./plot/html.ts";
export type {
  BarXOptions,
  BarYOptions,
  CellOptions,
  ChannelValue,
  ChannelValueSpec,
  CompoundMark,
  Data as PlotData,
  RuleYOptions,
} from "@observablehq/plot";
