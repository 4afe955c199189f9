/** What a notebook may depend on without a trace. Such a notebook is run each time: better twice than stale. */
import type { Access } from "../../notebook/accesses.ts";

/** Code that reaches what no fingerprint covers. A word in a comment counts too: that costs a run, never a stale page. */
const TRACELESS: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/https?:\/\//, "names a web address"],
  [
    /\b(fetch|WebSocket|EventSource|Worker)\b|\bDeno\s*\.\s*(connect\w*|listen\w*|serve|openKv)\b|\bnode:(https?|http2|net|tls|dgram|worker_threads)\b/,
    "may reach the network",
  ],
  [/\bDeno\s*\.\s*(Command|dlopen)\b|\bnode:(child_process|cluster)\b/, "may start programs"],
  [/\bchdir\b/, "changes its working folder"],
  [/\b(read|scan)(csv|parquet|json|ipc|avro|excel|delta)\b/i, "may read files by native code"],
  [
    /\bDate\s*\.\s*now\b|\bnew\s+Date\s*\(\s*\)|\bTemporal\s*\.\s*Now\b|\bperformance\s*\.|\bMath\s*\.\s*random\b|\brandomUUID\b|\bgetRandomValues\b/,
    "depends on time or chance",
  ],
];

/** Native code that is known to open no file unless it is told one. */
const KNOWN_NATIVE = /[/\\]nodejs-polars[^/\\]*[/\\]/;

/** Why code cannot be frozen, as the rest of a sentence about it; undefined where it can. */
export function tracelessUse(code: string): string | undefined {
  return TRACELESS.find(([pattern]) => pattern.test(code))?.[1];
}

/** Why what a run did cannot be frozen; undefined where it can. */
export function tracelessAccess(accesses: readonly Access[] | undefined): string | undefined {
  if (accesses === undefined) return "was run by a Deno that does not note what is read";
  for (const { permission, value } of accesses) {
    if (permission === "ffi" && !KNOWN_NATIVE.test(value)) return `loads native code: ${value}`;
    if (value === "" && permission !== "sys") return `asks for every "${permission}"`;
    if (!["read", "write", "env", "ffi", "sys"].includes(permission)) {
      return `asks for "${permission}" ${value}`;
    }
  }
}
