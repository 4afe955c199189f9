/**
 * A release folder, read and checked: the descriptor, the tables, and every problem of every file at once. Reaches neither
 * Polars nor Plot.
 * @module
 */
export { readCell } from "./release/cell.ts";
export { checksum } from "./release/checksums.ts";
export { DESCRIPTOR_FILE } from "./release/descriptor.ts";
export { NAME_PATTERN } from "./release/descriptor_schema.ts";
export { releaseFolder, releaseNames } from "./release/folder.ts";
export { loadRelease } from "./release/load_release.ts";
export { nearest } from "./release/nearest.ts";
export { RESERVED_COLUMNS } from "./release/reserved.ts";
export { isTotal } from "./release/totals.ts";
export type {
  Assumption,
  Category,
  Cell,
  CellStatus,
  LocalText,
  Release,
  Review,
  Table,
} from "./release/model.ts";
