/** An audit as JSON. */
import { type Protected, rangeWord } from "@crosses/counts/ranges";
import type { Cell, Release } from "@crosses/counts/release";
import { countTable } from "./text.ts";

const NO_RANGE = { lower: null, upper: null, isOuter: false };

/** What `audit --json` prints of a release under one assumption. */
export function auditJson(
  release: Release,
  guarded: Protected,
  reasons: ReadonlyMap<Cell, readonly string[]> = new Map(),
) {
  return {
    release: release.name,
    assumption: guarded.assumption,
    tables: release.tables.map((table) => {
      const { visibleSum, ...counts } = countTable(table, release);
      // In decimal digits: it may exceed what a JSON number holds exactly. Rounded counts add up to no limit.
      return { table: table.name, ...counts, visibleSum: table.roundedTo ? null : `${visibleSum}` };
    }),
    // Each suppressed cell, in the order of the release.
    cells: guarded.suppressed.map(({ cell: { table, keys, mark }, cell, shown }) => {
      const { lower, upper, isOuter } = shown.kind === "range" ? shown : NO_RANGE;
      const because = reasons.get(cell) ?? [];
      return { table, keys, mark, range: rangeWord(shown), lower, upper, isOuter, because };
    }),
    withheldByContagion: guarded.withheldByContagion,
    // Of declared quantities, the names.
    withheldQuantities: guarded.withheld.filter((what) => typeof what === "string"),
    findings: guarded.findings.map(({ kind, message, relations, published }) => ({
      kind,
      message,
      relations,
      published: published.map(({ table, keys }) => ({ table, keys })),
    })),
  };
}
