/** An audit as JSON. */
import type { CellKeys, Release } from "../release/model.ts";
import { countTable, suppressedCells } from "./audit_counts.ts";

/** What `audit --json` prints. */
export interface AuditJson {
  readonly release: string;
  /** The reading that is assumed. */
  readonly assumption: string;
  readonly tables: readonly {
    readonly table: string;
    readonly cells: number;
    readonly suppressed: number;
    /** In decimal digits: it may exceed what a JSON number holds exactly. */
    readonly visibleSum: string;
    readonly suppressedInSum: number;
  }[];
  /** One entry a suppressed cell. */
  readonly cells: readonly {
    readonly table: string;
    readonly keys: CellKeys;
    readonly mark: string;
  }[];
}

/** The audit of a release under one of its readings. */
export function auditJson(release: Release, assumption: string): AuditJson {
  return {
    release: release.name,
    assumption,
    tables: release.tables.map((table) => {
      const { visibleSum, ...counts } = countTable(table, release);
      return { table: table.name, ...counts, visibleSum: String(visibleSum) };
    }),
    cells: release.tables.flatMap(suppressedCells)
      .map(({ table, keys, mark }) => ({ table, keys, mark: mark! })),
  };
}
