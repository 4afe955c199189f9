/**
 * A release folder, read and checked: the descriptor, the tables, and every problem of every file at once. Reaches neither
 * Polars nor Plot.
 * @module
 */
export { readCell } from "./release/cell.ts";
export { checksum } from "./release/files.ts";
export { DESCRIPTOR_FILE } from "./release/descriptor.ts";
export { NAME_PATTERN } from "./release/shapes.ts";
export { releaseFolder, releaseNames } from "./release/load_release.ts";
export { describeRelease, loadRelease } from "./release/load_release.ts";
export { RESERVED_COLUMNS } from "./release/names.ts";
export { combinations, isTotal, type Sum, sumRelations, withTotals } from "./release/categories.ts";
export { LEAD_STRING, readHierarchy, readTextFile } from "./release/files.ts";
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
