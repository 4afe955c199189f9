/** What counts about as much as all that stands beside it, whatever it is called: a country among its provinces. */
import { list } from "../words/words.ts";
import { isPlainTotal } from "../fields/names.ts";
import type { Counts } from "./counts.ts";
import type { Level } from "./nested.ts";

/** Fewer groups than so many agree by chance. */
const LEAST_GROUPS = 3;
/** The largest of fewer is as much as the others by chance. */
const LEAST_BESIDE = 3;
/** The largest of fewer is about as much as the others, or as half of them, by chance. */
const LEAST_TWICE = 10;

/** How many times others break down a whole: once, where of many up to a fifth may be withheld, or two or three times; else undefined. */
function breakdowns(whole: number, others: readonly number[]): number | undefined {
  const times = others.reduce((sum, one) => sum + one, 0) / whole;
  if (whole < 10 || others.length < LEAST_BESIDE) return undefined;
  const areMany = others.length >= LEAST_TWICE;
  if (times > (areMany ? 0.8 : 0.98) && times < 1.02) return 1;
  const isNear = (n: number) => times > 0.97 * n && times < 1.01 * n;
  return areMany ? [2, 3].find(isNear) : undefined;
}

/** What is the same for all rows, such as a column that says "Total" throughout; or for most, where it says more than that. */
export function commonIn(distinct: readonly string[], labels: readonly string[]): Set<string> {
  if (distinct.length < 2) return new Set(distinct);
  const sizes = Map.groupBy(labels, (label) => label);
  const isCommon = (label: string) =>
    !isPlainTotal(label) && sizes.get(label)!.length > 0.8 * labels.length;
  return new Set(distinct.filter(isCommon));
}

/** Among fewer categories a small one may sum up smaller ones. */
const LEAST_LARGER = 20;

/** Whether a category counts less than most others, which sums do not: "All Saints" is a name. */
export function countsLess(name: string, plain: readonly string[], counts: Counts): boolean {
  const size = counts.sizeOf(name);
  const larger = plain.filter((one) => counts.sizeOf(one) > size).length;
  return plain.length >= LEAST_LARGER && 2 * larger > plain.length;
}

/** The category that counts most. */
export const largestOf = (names: readonly string[], counts: Counts): string | undefined =>
  names.length === 0
    ? undefined
    : names.reduce((one, other) => counts.sizeOf(other) > counts.sizeOf(one) ? other : one);

/**
 * The first, the last or the largest category, where it is near the sum of all that sum up no others, as where some
 * are not shown; or near half of it, as a country is among its regions and their towns.
 */
export function nearlyAll(
  plain: readonly string[],
  known: readonly { readonly name: string }[],
  counts: Counts,
  isJoined: boolean,
): string[] {
  const names = new Set(known.map(({ name }) => name));
  const rest = plain.filter((label) => !names.has(label));
  if (rest.length < 2) return [];
  const ends = [rest[0]!, rest.at(-1)!];
  const found = [...new Set([...ends, largestOf(rest, counts)!])].flatMap((name) => {
    const others = rest.filter((label) => label !== name);
    const [size, sizes] = [counts.sizeOf(name), others.map((label) => counts.sizeOf(label))];
    // Between the others, the largest is about as much as these by chance.
    const share = sizes.reduce((sum, one) => sum + one, 0) / size;
    if (!ends.includes(name) && Math.abs(share - 1) > 0.01) return [];
    const times = breakdowns(size, sizes) ?? 0;
    return counts.check(name, others).isNear || times > 1 && !isJoined ? [name] : [];
  });
  // Behind one there may be another, such as "EU27" behind "EU28".
  const all = [...known, ...found.map((name) => ({ name }))];
  return found.length > 0 ? [...found, ...nearlyAll(plain, all, counts, isJoined)] : [];
}

/** A label of each column that comes again in several groups of joined rows, and counts in each about as much as all others. */
export function wholes(
  plain: readonly string[],
  parts: ReadonlyMap<string, readonly string[]>,
  counts: Counts,
): Level[] {
  const columns = [...parts.get(plain[0] ?? "")?.keys() ?? []];
  const sizes = new Map(plain.map((row) => [row, counts.sizeOf(row)]));
  const meanOf = (rows: readonly string[]) =>
    rows.reduce((sum, row) => sum + sizes.get(row)!, 0) / rows.length;
  const found = columns.flatMap((at) => {
    const named = Map.groupBy(plain, (row) => parts.get(row)![at]!);
    if (named.size <= LEAST_BESIDE) return [];
    const [name, rows] = [...named].reduce((one, other) =>
      meanOf(other[1]) > meanOf(one[1]) ? other : one
    );
    const others = plain.filter((row) => parts.get(row)![at] !== name);
    // What no other row has, such as the name of its kind, tells no groups.
    const shared = columns.filter((column) => {
      const labels = new Set(others.map((row) => parts.get(row)![column]));
      return column !== at && rows.every((row) => labels.has(parts.get(row)![column]));
    });
    const keyOf = (row: string) => JSON.stringify(shared.map((column) => parts.get(row)![column]));
    const groups = Map.groupBy(others, keyOf);
    const partsOf = (row: string) => groups.get(keyOf(row)) ?? [];
    const tried = rows.map((row) => [row, partsOf(row).map((one) => sizes.get(one)!)] as const);
    const agree = ([row, own]: typeof tried[number]) => breakdowns(sizes.get(row)!, own);
    const agreeing = tried.filter(agree).map(([row]) => row);
    // Where some are withheld, the others may well be less.
    const against = tried.filter((one) =>
      one[1].length >= LEAST_BESIDE && !one[1].includes(0) && !agree(one)
    );
    if (agreeing.length < LEAST_GROUPS || agreeing.length <= 9 * against.length) return [];
    const below = list([...new Set(partsOf(agreeing[0]!).map((row) => parts.get(row)![at]!))]);
    return [{ name, below, rows, partsOf, agreeing: 0, isCertain: false }];
  });
  // "Nation" beside "United States" is the same.
  return found.filter(({ rows }, at) => found.findIndex((one) => one.rows[0] === rows[0]) === at);
}
