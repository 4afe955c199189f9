/** Categories that sum up a run of their neighbours, told by the counts alone: what is summed up already is one of them no more. */
import { type Candidate, type Counts, MOST_BROKEN } from "./counts.ts";

/** Fewer sums than so many say nothing of the others. */
const LEAST_ALIKE = 3;
/** Among more categories, only neighbours are tried. */
const MOST_APART = 60;

/** The evidence, in powers of ten, that none of so many sums has by chance. */
export const chanceOf = (size: number): number => 2 + 2 * Math.log10(size + 1);

/** Whether categories agree with their sum so often that it is no chance. */
const isShown = (
  { broken, telling, evidence }: Candidate,
  chance: number,
  leastTelling = 2,
): boolean => broken.length === 0 && telling >= leastTelling && evidence > chance;

/** Whether they do in most places: in the others, some are rounded, or belong to no part. */
const isNearlyShown = (
  { broken, checked, telling, evidence, isFar }: Candidate,
  chance: number,
): boolean =>
  broken.length <= (isFar ? checked / MOST_BROKEN : checked) && telling > 3 && evidence > chance;

/** Whether they do in so many places that nobody need be asked. */
export const isNoChance = ({ broken, telling, evidence }: Candidate, chance: number): boolean =>
  broken.length === 0 && telling >= 4 && evidence > chance;

/** What a category may be a sum by. */
interface Search {
  readonly counts: Counts;
  mayBe(name: string): boolean;
}

/**
 * Those that sum up the ones next to them, after them or before them: districts above their towns, and regions above these.
 * @param search whether a category may be a sum, and what it counts
 */
export function runsIn(
  names: readonly string[],
  search: Search,
): ReadonlyMap<string, Candidate> {
  const size = names.length;
  const [down, up] = [names.toReversed(), names].map((all) => pass(all, new Map(), search, size));
  let found = down!.size < up!.size ? up! : down!;
  const goOn = (size: number, leastTelling?: number, mayBreak = false) => {
    const outer = outerOf(names, found);
    for (const all of [outer.toReversed(), outer]) {
      const more = pass(outerOf(all, found), found, search, size, leastTelling, mayBreak);
      found = new Map([...found, ...more]);
    }
  };
  goOn(size);
  // Few are left to be sums where most are in one, be it of small counts; two of them are no sums.
  const left = outerOf(names, found).filter((name) => !found.has(name)).length;
  if (found.size >= LEAST_ALIKE) goOn(Math.max(1, left - 2), 0);
  goOn(size, undefined, true);
  return size > MOST_APART ? found : new Map([...found, ...apart(names, found, search)]);
}

/** The sums among categories of which those that add up stand before them. */
function pass(
  all: readonly string[],
  known: ReadonlyMap<string, Candidate>,
  { counts, mayBe }: Search,
  size: number,
  leastTelling?: number,
  mayBreak = false,
): Map<string, Candidate> {
  const found = new Map<string, Candidate>();
  // What no sum found so far holds, the nearest last.
  const open: string[] = [];
  for (const name of all) {
    const run = known.has(name) || !mayBe(name)
      ? []
      : counts.runOf(name, backwards(open), mayBreak);
    if (run.length > 1) {
      const isDown = counts.placeOf(run[0]!) < counts.placeOf(run[1]!);
      const tried = counts.check(name, isDown ? run : run.toReversed(), !mayBreak);
      const chance = chanceOf(size);
      if (mayBreak ? isNearlyShown(tried, chance) : isShown(tried, chance, leastTelling)) {
        found.set(name, tried);
        open.length -= run.length;
      }
    }
    open.push(name);
  }
  return found;
}

/** Those that sum up a run that is not next to them, as a country's homes do behind its shops. */
function apart(
  names: readonly string[],
  found: ReadonlyMap<string, Candidate>,
  { counts, mayBe }: Search,
): [string, Candidate][] {
  const outer = outerOf(names, found);
  const chance = 1.5 * chanceOf(names.length);
  return outer.flatMap((name, at) => {
    if (found.has(name) || !mayBe(name)) return [];
    const tried = outer.keys().filter((from) => from !== at)
      .map((from) => counts.runOf(name, outer.slice(from, from < at ? at : undefined)))
      .filter((run) => run.length > 1)
      .map((run) => counts.check(name, run, true));
    const shown = tried.find((one) => isShown(one, chance));
    return shown ? [[name, shown]] : [];
  });
}

/** Those that none of the sums holds. */
export function outerOf(
  names: readonly string[],
  sums: ReadonlyMap<string, Candidate>,
): readonly string[] {
  if (sums.size === 0) return names;
  const inner = new Set(sums.values().flatMap(({ parts }) => parts));
  return names.filter((name) => !inner.has(name));
}

/** Those before and after a category, until one that ends them. */
export function between(name: string, all: readonly string[], ends: ReadonlySet<string>) {
  const at = all.indexOf(name);
  let [start, end] = [at, at + 1];
  while (start > 0 && !ends.has(all[start - 1]!)) start--;
  while (end < all.length && !ends.has(all[end]!)) end++;
  return [all.slice(start, at), all.slice(at + 1, end)];
}

/** Those next to a category that add up to it, of some. */
export function runBeside(
  name: string,
  some: ReadonlySet<string>,
  counts: Counts,
): readonly string[] {
  const beside = function* (step: 1 | -1) {
    let at = counts.placeOf(name);
    for (let one; (one = counts.categories[at += step]) !== undefined;) {
      if (some.has(one)) yield one;
    }
  };
  const next = counts.runOf(name, beside(1));
  return next.length > 0 ? next : counts.runOf(name, beside(-1)).toReversed();
}

/** The sum that the counts tell most clearly: that of all others in one place, of some where it is no chance. */
export function clearest(
  ofAll: Candidate | undefined,
  ofRun: Candidate | undefined,
  ofTotals: Candidate,
  chance: number,
): Candidate | undefined {
  const isOfAll = ofAll && ofAll.telling > 0 && ofAll.broken.length === 0;
  return [
    ...isOfAll ? [ofAll] : [],
    ...ofRun ? [ofRun] : [],
    ...isShown(ofTotals, chance) ? [ofTotals] : [],
  ].toSorted((a, b) => b.evidence - a.evidence)[0];
}

/** From the last to the first. */
function* backwards(names: readonly string[]): Generator<string> {
  for (let at = names.length - 1; at >= 0; at--) yield names[at]!;
}
