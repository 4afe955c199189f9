/**
 * What may be said of a release's suppressed counts, for its readers; and what an office gives away, before it publishes.
 * Needs the right to read, and nothing else.
 *
 * @example A release folder, audited by a pipeline
 * ```ts
 * import { auditJson, auditRelease } from "@crosses/audit";
 * import { loadRelease } from "@crosses/counts/release";
 * import assert from "node:assert/strict";
 *
 * const { cells } = auditJson(await auditRelease(await loadRelease("28731")));
 * assert.equal(cells.length, 16);
 * ```
 * @module
 */
export {
  type Audit,
  type AuditJson,
  auditJson,
  type AuditOptions,
  auditRelease,
  type PlaceJson,
} from "./audit.ts";
export * from "./internal.ts";
export type { AttackedCell, Reach, Required, SingletonRisk } from "./attack.ts";
export { type Cost, fewest, type RepairOptions } from "./repair.ts";
export type { TableFileOptions } from "./table_file.ts";
export { readTableFiles, type TableFiles } from "./table_files.ts";
export { auditText } from "./text.ts";
