/**
 * What may be said of a release's suppressed counts, and what an office gives away before it publishes.
 * @module
 */
export { auditJson } from "./json.ts";
export { auditText } from "./text.ts";
export { auditInternally, type InternalAudit, internalJson, internalText } from "./internal.ts";
