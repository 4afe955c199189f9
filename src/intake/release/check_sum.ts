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
  /** The places that contradict it. */
  readonly broken: readonly string[];
}

/**
 * @param counts of each table, by category and by place
 * @param isTrial whether the first place that contradicts is enough
 */
export function checkSum(
  counts: readonly ReadonlyMap<string, CountsByPlace>[],
  name: string,
  parts: readonly string[],
  isTrial = false,
): Candidate {
  let [checked, telling] = [0, 0];
  const broken: string[] = [];
  for (const byName of counts) {
    const others = parts.map((part) => byName.get(part)!);
    for (const [place, value] of byName.get(name)!) {
      if (value === null) continue;
      const own = others.map((other) => other.get(place) ?? null);
      const sum = own.reduce<number>((sum, count) => sum + (count ?? 0), 0);
      const isWhole = own.every((count) => count !== null);
      if (isWhole ? sum !== value : sum > value) {
        broken.push((JSON.parse(place) as string[]).join(" · "));
        if (isTrial) return { parts, checked, telling, broken };
      } else if (isWhole) {
        checked++;
        if (value >= 10 && own.filter((count) => count !== 0).length > 1) telling++;
      }
    }
  }
  return { parts, checked, telling, broken };
}
