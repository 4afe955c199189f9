/** An audit as JSON. */
import type { Protected } from "../guard/protect.ts";
import { type RangeWord, rangeWord } from "../guard/shown.ts";
import type { Cell, CellKeys, Release } from "../release/model.ts";
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
  /** How many of them are withheld only because others are. */
  readonly withheldByContagion: number;
  /** Names of declared quantities that are withheld. */
  readonly withheldQuantities: readonly string[];
  /** Contradictions among the published numbers under the assumption. */
  readonly findings: readonly {
    readonly kind: string;
    readonly message: string;
    readonly relations: readonly { readonly name: string; readonly keys: object }[];
    readonly published: readonly { readonly table: string; readonly keys: CellKeys }[];
  }[];
}

/** A suppressed cell: what is said of it, and its ends (null: none, or none given). */
export interface AuditCell {
  readonly table: string;
  readonly keys: CellKeys;
  readonly mark: string;
  readonly range: RangeWord;
  readonly lower: number | null;
  readonly upper: number | null;
  /** True where the ends only enclose what the count can be. */
  readonly isOuter: boolean;
  /** Why each end holds that is neither 0 nor none, one sentence an end. */
  readonly because: readonly string[];
}

const NO_RANGE = { lower: null, upper: null, isOuter: false };

/** The audit of a release under one assumption. */
export function auditJson(
  release: Release,
  guarded: Protected,
  reasons: ReadonlyMap<Cell, readonly string[]> = new Map(),
): AuditJson {
  return {
    release: release.name,
    assumption: guarded.assumption,
    tables: release.tables.map((table) => {
      const { visibleSum, ...counts } = countTable(table, release);
      return { table: table.name, ...counts, visibleSum: String(visibleSum) };
    }),
    cells: guarded.suppressed.map(({ cell, shown }): AuditCell => {
      const { table, keys, mark } = cell;
      const { lower, upper, isOuter } = shown.kind === "range" ? shown : NO_RANGE;
      return {
        table,
        keys,
        mark: mark!,
        range: rangeWord(shown),
        lower,
        upper,
        isOuter,
        because: reasons.get(cell) ?? [],
      };
    }),
    withheldByContagion: guarded.withheldByContagion,
    withheldQuantities: guarded.withheld.filter((what) => typeof what === "string"),
    findings: guarded.findings.map(({ kind, message, relations, published }) => ({
      kind,
      message,
      relations,
      published: published.map(({ table, keys }) => ({ table, keys })),
    })),
  };
}
