/** Whether a category is the sum of others, by the counts that are published. */

/** Counts by place; null where a mark hides one. */
export type CountsByPlace = ReadonlyMap<string, number | null>;

/** What a category may sum up, and what the counts say of it. */
export interface Candidate {
  readonly parts: readonly string[];
  /** In how many places the total and all parts are published, and agree. */
  readonly checked: number;
  /** Agreements that are evidence: a sum of 10 or more, of two parts or more that are not zero. */
  readonly telling: number;
  /** Whether it is near the sum nearly everywhere, as a total is that counts more than the table shows. */
  readonly isNear: boolean;
  /** The places that contradict it. */
  readonly broken: readonly string[];
}

/**
 * @param counts of each table, by category and by place
 * @param isTrial whether the first place that contradicts is enough
 * @param base what counts are rounded to
 */
export function checkSum(
  counts: readonly ReadonlyMap<string, CountsByPlace>[],
  name: string,
  parts: readonly string[],
  isTrial = false,
  base = 0,
): Candidate {
  // Each of them may be off by half of what it is rounded to.
  const slack = base * (parts.length + 1) / 2;
  let [checked, telling, near, far] = [0, 0, 0, 0];
  const broken: string[] = [];
  for (const byName of counts) {
    const others = parts.map((part) => byName.get(part)!);
    for (const [place, value] of byName.get(name)!) {
      if (value === null) continue;
      const own = others.map((other) => other.get(place) ?? null);
      const sum = own.reduce<number>((sum, count) => sum + (count ?? 0), 0);
      const isWhole = own.every((count) => count !== null);
      const off = Math.abs(sum / value - 1);
      if (value >= 10) off < 0.02 ? near += 2 : off < 0.2 ? near++ : far++;
      if (isWhole ? Math.abs(sum - value) > slack : sum > value + slack) {
        broken.push((JSON.parse(place) as string[]).join(" · "));
        if (isTrial) return { parts, checked, telling, broken, isNear: false };
      } else if (isWhole) {
        checked++;
        if (value >= Math.max(10, 20 * slack) && own.filter((count) => count !== 0).length > 1) {
          telling++;
        }
      }
    }
  }
  // Of a few parts, one is near the others by chance.
  const isNear = parts.length > 4 && near > 1 && near > 4 * far;
  return { parts, checked, telling, broken, isNear };
}

/** Among more categories, no run of neighbours is tried. */
export const MOST_RUNS = 60;

/** Runs of two or more neighbours, which a category may sum up; none of which it is one. */
export function* runsBeside(
  name: string,
  all: readonly string[],
): Generator<{ readonly parts: readonly string[]; readonly isBeside: boolean }> {
  if (all.length > MOST_RUNS || all.length < 4) return;
  const at = all.indexOf(name);
  for (let from = 0; from < all.length; from++) {
    for (let to = from + 2; to <= all.length; to++) {
      if (from <= at && at < to) continue;
      yield { parts: all.slice(from, to), isBeside: to === at || from === at + 1 };
    }
  }
}
