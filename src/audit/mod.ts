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
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/visas.csv`, "office,2023,2024\nDakar,41,x\nLima,38,12\n");
 * await Deno.writeTextFile(`${folder}/datapackage.json`, JSON.stringify({
 *   name: "visas",
 *   provenance: { publisher: "An office", reference: "A-1", documentDate: "2025-01-31" },
 *   resources: [{ name: "visas", path: "visas.csv", schema: { missingValues: ["x"] } }],
 *   dimensions: [
 *     { name: "office", categories: [{ name: "Dakar" }, { name: "Lima" }] },
 *     { name: "year", categories: [{ name: "2023" }, { name: "2024" }] },
 *   ],
 * }));
 *
 * const { cells } = auditJson(await auditRelease(await loadRelease(folder)));
 * assert.deepEqual(cells.map(({ keys, lower, upper }) => [keys.office, keys.year, lower, upper]), [
 *   ["Dakar", "2024", 0, null],
 * ]);
 * await Deno.remove(folder, { recursive: true });
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
export * from "./internal.ts";
export type { AttackedCell, Reach, Required } from "./attack.ts";
export { type Cost, fewest, type RepairOptions } from "./repair.ts";
export type { TableFileOptions } from "./table_file.ts";
export { readTableFiles, type TableFiles } from "./table_files.ts";
export { auditText } from "./text.ts";
