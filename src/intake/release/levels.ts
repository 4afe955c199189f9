/** Rows that a column sorts into levels, such as country, district and town: those of each count the same. */
import type { CountsByPlace } from "./check_sum.ts";
import type { FoldedDimension } from "./fold.ts";
import { isTotalLabel } from "../fields/names.ts";

/** The rows of a level whose counts together are those of another, of more rows. */
export interface Level {
  readonly name: string;
  readonly below: string;
  readonly rows: readonly string[];
  /** In how many columns both are published whole, and agree. */
  readonly agreeing: number;
  /** Whether that is no chance. */
  readonly isCertain: boolean;
}

/** More than so many words in a column are no levels. */
const MOST_LEVELS = 8;
/** Smaller sums may agree by chance; and in one column alone those that are not ten times as large. */
const LEAST_SUM = 100;

/** @param counts of each table, by row and by place; null where a mark hides one */
export function levelsOf(
  { categories, parts }: FoldedDimension,
  counts: readonly ReadonlyMap<string, CountsByPlace>[],
): Level[] {
  const columns = [...(parts?.get(categories[0]!) ?? []).keys()];
  return columns.flatMap((at) => {
    const groups = Map.groupBy(categories, (row) => parts!.get(row)![at]!);
    if (groups.size < 2 || groups.size > MOST_LEVELS || groups.size > categories.length / 4) {
      return [];
    }
    const levels = [...groups].map(([name, rows]) => ({ name, rows, sums: sumsOf(rows, counts) }))
      .toSorted((a, b) => a.rows.length - b.rows.length);
    return levels.slice(0, -1).flatMap(({ name, rows, sums }, index): Level[] => {
      const next = levels[index + 1]!;
      const known = [...sums].filter(([place, sum]) =>
        sum !== null && next.sums.get(place) != null
      );
      const agreeing = known.filter(([place, sum]) => sum === next.sums.get(place));
      const isTold = !isTotalLabel(name) && rows.length < next.rows.length && agreeing.length > 0 &&
        2 * agreeing.length > known.length && agreeing.some(([, sum]) => sum! >= LEAST_SUM);
      const isCertain = agreeing.length > 1 || agreeing.some(([, sum]) => sum! >= 10 * LEAST_SUM);
      return isTold ? [{ name, below: next.name, rows, agreeing: agreeing.length, isCertain }] : [];
    });
  });
}

/** The sum of some rows at each place of each table; null where one is hidden. */
function sumsOf(
  rows: readonly string[],
  counts: readonly ReadonlyMap<string, CountsByPlace>[],
): Map<string, number | null> {
  const sums = new Map<string, number | null>();
  for (const [table, byRow] of counts.entries()) {
    for (const row of rows) {
      for (const [place, count] of byRow.get(row)!) {
        const key = `${table} ${place}`;
        const sum = sums.get(key) ?? (sums.has(key) ? null : 0);
        sums.set(key, sum === null || count === null ? null : sum + count);
      }
    }
  }
  return sums;
}
