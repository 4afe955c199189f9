/** An audit as JSON. */
import type { Publication, PublishableCount } from "../guard/publish.ts";
import type { CellKeys, Release } from "../release/model.ts";
import { countTable } from "./audit_counts.ts";

/** What `audit --json` prints. */
export interface AuditJson {
  readonly release: string;
  /** The assumption made. */
  readonly assumption: string;
  readonly tables: readonly {
    readonly table: string;
    readonly cells: number;
    readonly suppressed: number;
    /** In decimal digits: it may exceed what a JSON number holds exactly. */
    readonly visibleSum: string;
    readonly suppressedInSum: number;
  }[];
  /** One entry a suppressed cell, in the order of the release. */
  readonly cells: readonly AuditCell[];
  /** Contradictions among the published numbers under the assumption. */
  readonly findings: readonly {
    readonly kind: string;
    readonly message: string;
    readonly relations: readonly { readonly name: string; readonly keys: object }[];
    readonly published: readonly { readonly table: string; readonly keys: CellKeys }[];
  }[];
}

/** A suppressed cell: its range, or why there is none. */
export type AuditCell =
  & { readonly table: string; readonly keys: CellKeys; readonly mark: string }
  & (
    | { readonly withheld: false; readonly lower: number; readonly upper: number | null }
    | { readonly withheld: true; readonly reason: string }
  );

/** The audit of a release under the assumption of a publication. */
export function auditJson(release: Release, publication: Publication): AuditJson {
  return {
    release: release.name,
    assumption: publication.assumption,
    tables: release.tables.map((table) => {
      const { visibleSum, ...counts } = countTable(table, release);
      return { table: table.name, ...counts, visibleSum: String(visibleSum) };
    }),
    cells: publication.suppressed.map(({ cell: { table, keys, mark }, shown }): AuditCell => {
      const cell = { table, keys, mark: mark! };
      return shown.kind === "range"
        ? { ...cell, withheld: false, lower: shown.lower ?? 0, upper: shown.upper }
        : { ...cell, withheld: true, reason: withheldReason(shown) };
    }),
    findings: publication.findings.map(({ kind, message, relations, published }) => ({
      kind,
      message,
      relations,
      published: published.map(({ table, keys }) => ({ table, keys })),
    })),
  };
}

/**
 * Why no range is given. One value and a few are not told apart: to say "one" would disclose it. A cell in a contradiction
 * has no range to withhold, and is marked withheld all the same, so that nobody takes it for free.
 */
export function withheldReason(shown: PublishableCount): string {
  if (shown.kind !== "withheld") return "the published numbers contradict one another";
  return shown.reason === "exact" || shown.reason === "narrow"
    ? "its range is too narrow to publish"
    : "its range would give away one that is withheld";
}
