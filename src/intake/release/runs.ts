/** Categories that sum up a run of their neighbours, told by the counts alone: what is summed up already is one of them no more. */
import type { Candidate, Counts } from "./counts.ts";

/** Fewer sums than so many say nothing of the others. */
const LEAST_ALIKE = 3;
/** Among more categories, only neighbours are tried. */
const MOST_APART = 60;

/** The evidence, in powers of ten, that none of so many sums has by chance. */
export const chanceOf = (size: number): number => 2 + 2 * Math.log10(size + 1);

/** Whether categories agree with their sum so often that it is no chance. */
const isShown = ({ broken, telling, evidence }: Candidate, chance: number): boolean =>
  broken.length === 0 && telling > 1 && evidence > chance;

/** Whether they do in so many places that nobody need be asked. */
export const isNoChance = ({ telling, evidence }: Candidate, chance: number): boolean =>
  telling >= 4 && evidence > chance;

/**
 * Those that sum up the ones next to them, after them or before them: districts above their towns, and regions above these.
 * @param mayBe whether a category may be a sum
 */
export function runsIn(
  names: readonly string[],
  counts: Counts,
  mayBe: (name: string) => boolean,
): ReadonlyMap<string, Candidate> {
  const places = new Map(names.map((name, at) => [name, at]));
  const inOrder = (run: readonly string[]) =>
    places.get(run[0]!)! < places.get(run[1]!)! ? run : run.toReversed();
  const pass = (all: readonly string[], known: ReadonlyMap<string, Candidate>, size: number) => {
    const found = new Map<string, Candidate>();
    // What no sum found so far holds, the nearest last.
    const open: string[] = [];
    for (const name of all) {
      const run = known.has(name) || !mayBe(name) ? [] : counts.runOf(name, backwards(open));
      const tried = run.length > 1 ? counts.check(name, inOrder(run), true) : undefined;
      if (tried && isShown(tried, chanceOf(size))) {
        found.set(name, tried);
        open.length -= run.length;
      }
      open.push(name);
    }
    return found;
  };
  const both = [names.toReversed(), names].map((all) => pass(all, new Map(), names.length));
  let found = both[0]!.size < both[1]!.size ? both[1]! : both[0]!;
  for (const isAgain of [false, true]) {
    const outer = outerOf(names, found);
    // Few are left to be sums where most are in one.
    const left = outer.filter((name) => !found.has(name)).length;
    if (isAgain && found.size < LEAST_ALIKE) break;
    for (const all of [outer.toReversed(), outer]) {
      const more = pass(outerOf(all, found), found, isAgain ? left : names.length);
      found = new Map([...found, ...more]);
    }
  }
  return names.length > MOST_APART
    ? found
    : new Map([...found, ...apart(names, found, counts, mayBe)]);
}

/** Those that sum up a run that is not next to them, as a country's homes do behind its shops. */
function apart(
  names: readonly string[],
  found: ReadonlyMap<string, Candidate>,
  counts: Counts,
  mayBe: (name: string) => boolean,
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
