/** Rows that a column sorts into levels, such as country, district and town, or into breakdowns, such as age and sex: those of each count the same. */
import type { Counts } from "./counts.ts";
import { type Level, recurring } from "./nested.ts";
import type { FoldedDimension } from "./fold.ts";
import { isTotalLabel } from "../fields/names.ts";

/** More than so many words in a column are no levels. */
const MOST_LEVELS = 8;
/** Smaller sums may agree by chance; and in one place alone those that are not ten times as large. */
const LEAST_SUM = 100;
/** How far a level may be from another where some of its rows are not shown. */
const NEAR = 0.01;

/** The levels of joined labels: those of a column, and labels that come again in several groups. */
export function levelsOf({ categories, parts }: FoldedDimension, counts: Counts): Level[] {
  if (!parts) return [];
  const columns = [...parts.get(categories[0]!)!.keys()];
  const sorted = columns.flatMap((at) => {
    const groups = Map.groupBy(categories, (row) => parts.get(row)![at]!);
    if (groups.size < 2 || groups.size > MOST_LEVELS || groups.size > categories.length / 3) {
      return [];
    }
    const labelsIn = (rows: readonly string[], column: number) =>
      new Set(rows.map((row) => parts.get(row)![column]!));
    const [whole = [], others = []] = [true, false].map((isTotal) =>
      [...groups].map(([name, rows]) => ({ name, rows }))
        .filter(({ name }) => isTotalLabel(name) === isTotal)
    );
    const levels = others.toSorted((a, b) => a.rows.length - b.rows.length);
    const isOver = whole.length === 1 && whole[0]!.rows.length < (levels[0]?.rows.length ?? 0) &&
      exceed(whole[0]!.rows, levels.map(({ rows }) => rows), counts);
    const found = levels.slice(0, -1).map((level, index) => {
      const next = levels[index + 1]!;
      const shared = columns.filter((column) =>
        column !== at && !labelsIn(level.rows, column).isDisjointFrom(labelsIn(next.rows, column))
      );
      const keyOf = (row: string) => JSON.stringify(shared.map((at) => parts.get(row)![at]));
      return compared(level, next, keyOf, counts);
    });
    // Where one level counts the same as another, so may all others: whoever reads them is asked.
    return isOver || found.some(({ isTold }) => isTold) ? found : [];
  });
  return [...sorted, ...recurring(categories, parts, counts)];
}

interface Group {
  readonly name: string;
  readonly rows: readonly string[];
}

/** A level beside the next one, of more rows: over all rows where they agree there, else by the labels that they share. */
function compared(
  level: Group,
  next: Group,
  keyOf: (row: string) => string,
  counts: Counts,
): Level & { readonly isTold: boolean } {
  const inAll = pairsOf(level.rows, next.rows, counts);
  const areSame = inAll.some(({ sum, other }) => sum === other);
  const known = areSame ? inAll : pairsOf(level.rows, next.rows, counts, keyOf);
  const agreeing = known.filter(({ sum, other }) => sum === other).length;
  const near = known.filter(({ sum, other }) => Math.abs(sum - other) <= NEAR * sum).length;
  const own = Map.groupBy(level.rows, keyOf);
  const under = Map.groupBy(next.rows, keyOf);
  const partsOf = (row: string) =>
    own.get(keyOf(row))!.length > 1 ? [] : under.get(keyOf(row)) ?? [];
  const isTold = level.rows.length < next.rows.length && near > 0 && 2 * near > known.length;
  const isLarge = known.some(({ sum, other }) => sum === other && sum >= 10 * LEAST_SUM);
  const isCertain = isTold && 2 * agreeing > known.length && (agreeing > 1 || isLarge);
  return { ...level, below: next.name, partsOf, agreeing, isTold, isCertain };
}

/** Whether groups of rows overlap: none of them counts more than the whole, and together they count far more. */
function exceed(
  whole: readonly string[],
  groups: readonly (readonly string[])[],
  counts: Counts,
): boolean {
  const totals = [...counts.sumsOf(whole)].filter(([, total]) => (total ?? 0) >= LEAST_SUM);
  const sums = groups.map((rows) => counts.sumsOf(rows, undefined, 0));
  const over = totals.filter(([place, total]) => {
    const own = sums.map((sum) => sum.get(place) ?? 0);
    return own.every((sum) => sum <= (1 + NEAR) * total!) &&
      own.reduce((sum, one) => sum + one, 0) > 1.5 * total!;
  });
  return totals.length > 0 && 2 * over.length > totals.length;
}

/** The sums of two levels where both are published whole, and are no small numbers. */
function pairsOf(
  level: readonly string[],
  next: readonly string[],
  counts: Counts,
  keyOf?: (row: string) => string,
): { readonly sum: number; readonly other: number }[] {
  const below = counts.sumsOf(next, keyOf);
  return [...counts.sumsOf(level, keyOf)].flatMap(([place, sum]) => {
    const other = below.get(place);
    return sum !== null && other != null && sum >= LEAST_SUM ? [{ sum, other }] : [];
  });
}
