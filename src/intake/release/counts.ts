/** The counts of one dimension that are published, and which of its categories are the sum of others by them. */
import { remembering } from "../fields/names.ts";
import { isNone, type SettledMark } from "../table/conventions.ts";
import { countIn } from "../table/model.ts";
import type { Folded } from "./fold.ts";

export interface Total {
  readonly dimension: string;
  readonly name: string;
  /** Empty where the table does not show what it sums up. */
  readonly parts: readonly string[];
  /** In how many places the total and all parts are published, and agree. */
  readonly checked: number;
}

/** One of so many places may contradict a sum by mistake. */
export const MOST_BROKEN = 10;

/** What may not be added to others. */
export interface Totals {
  readonly totals: readonly Total[];
  /** By dimension: "of which" rows, which are part of another. */
  readonly inside: ReadonlyMap<string, readonly string[]>;
}

/** The counts of a table by the categories of all dimensions; null where a mark hides one. */
export type PlacedCounts = readonly {
  readonly keys: readonly string[];
  readonly value: number | null;
}[];

/** The counts of each table; what stands for none counts 0. */
export const countsOf = (
  { tables }: Folded,
  marks: ReadonlyMap<string, SettledMark>,
): PlacedCounts[] =>
  tables.map(({ cells }) =>
    [...cells.values()].map(({ keys, cell }) => {
      const isZero = "mark" in cell && isNone(marks.get(cell.mark.value)!);
      return { keys, value: isZero ? 0 : countIn(cell) ?? null };
    })
  );

/** What a category may sum up, and what the counts say of it. */
export interface Candidate {
  readonly parts: readonly string[];
  /** In how many places the total and all parts are published, and agree. */
  readonly checked: number;
  /** Agreements that are evidence: a sum of 10 or more, of two parts or more that are not zero. */
  readonly telling: number;
  /** How unlikely it is that they agree by chance, small sums among them, in powers of ten: of 300 and 40 it is about 4. */
  readonly evidence: number;
  /** Whether it is near the sum nearly everywhere, as a total is that counts more than the table shows. */
  readonly isNear: boolean;
  /** Whether it is off by more than a tenth somewhere, which no rounding is. */
  readonly isFar: boolean;
  /** The places that contradict it. */
  readonly broken: readonly string[];
}

interface Together {
  readonly sum: number;
  /** Whether all of them are published, or any. */
  readonly isWhole: boolean;
  readonly isKnown: boolean;
  /** How many of them are not 0. */
  readonly filled: number;
}

/** A table's counts by category, each by its place in the other dimensions. */
interface Table {
  /** What each place is called. */
  readonly places: readonly string[];
  readonly counts: ReadonlyMap<string, readonly (number | null)[]>;
}

/** The counts of one dimension's categories. */
export class Counts {
  #known: readonly Table[] | undefined;
  #places: ReadonlyMap<string, number> | undefined;
  /** What the same parts count together, by table and place: several totals may have them. */
  readonly #together = new WeakMap<readonly string[], Map<string, Together>>();

  /**
   * @param grids of each table
   * @param at which dimension is meant
   * @param base what counts are rounded to; 0 where they are not
   */
  constructor(
    readonly grids: readonly PlacedCounts[],
    readonly at: number,
    readonly categories: readonly string[],
    readonly base: number,
  ) {}

  /** Where a category stands among all. */
  placeOf(name: string): number {
    return (this.#places ??= new Map(this.categories.map((one, at) => [one, at]))).get(name)!;
  }

  get #tables(): readonly Table[] {
    return this.#known ??= this.grids.map((grid) => this.#tableOf(grid));
  }

  #tableOf(grid: PlacedCounts): Table {
    const counts = new Map(this.categories.map((name) => [name, [] as (number | null)[]]));
    const known = new Map<string, number>();
    const places: string[] = [];
    for (const { keys, value } of grid) {
      const others = keys.toSpliced(this.at, 1);
      const key = JSON.stringify(others);
      const place = known.get(key) ?? places.push(others.join(" · ")) - 1;
      known.set(key, place);
      counts.get(keys[this.at]!)![place] = value;
    }
    return { places, counts };
  }

  /** The published counts of a category. */
  *#published(name: string) {
    for (const [table, { counts }] of this.#tables.entries()) {
      for (const [place, value] of counts.get(name)!.entries()) {
        if (value !== null && value !== undefined) yield { table, place, value };
      }
    }
  }

  /** @param isTrial whether the first place that contradicts is enough */
  check(name: string, parts: readonly string[], isTrial = false): Candidate {
    // Each of them may be off by half of what it is rounded to.
    const slack = this.base * (parts.length + 1) / 2;
    let [checked, telling, evidence, near, far] = [0, 0, 0, 0, 0];
    const broken: string[] = [];
    let isFar = false;
    const seen = new Set<number>();
    for (const { table, place, value } of this.#published(name)) {
      const { sum, isWhole, isKnown, filled } = this.#sumIn(table, place, parts);
      const off = Math.abs(sum / value - 1);
      if (value >= 10 && isKnown) off < 0.02 ? near += 2 : off < 0.2 ? near++ : far++;
      if (isWhole ? Math.abs(sum - value) > slack : sum > value + slack) {
        broken.push(this.#tables[table]!.places[place]!);
        isFar ||= Math.abs(sum - value) > Math.max(2, slack, value / 10);
        if (isTrial) return { parts, checked, telling, evidence, broken, isNear: false, isFar };
      } else if (isWhole) {
        checked++;
        // The same sum in another column, as where all of a school are vaccinated each time, is no new one.
        if (value >= Math.max(2, 20 * slack) && filled > 1 && !seen.has(value)) {
          seen.add(value);
          if (value >= 10) telling++;
          evidence += Math.log10(value / (2 * slack + 1));
        }
      }
    }
    // Of a few parts, one is near the others by chance, unless it is their sum in several places.
    const isNear = (parts.length > 4 || telling > 1) && near > 1 && near > 4 * far;
    return { parts, checked, telling, evidence, broken, isNear, isFar };
  }

  /** What a category counts in one place of a table; null where that is hidden. */
  #countIn(table: number, place: number, name: string): number | null {
    return this.#tables[table]!.counts.get(name)![place] ?? null;
  }

  /** What categories count together in one place of a table. */
  #sumIn(table: number, place: number, parts: readonly string[]): Together {
    const known = this.#together.get(parts) ?? new Map<string, Together>();
    this.#together.set(parts, known);
    const key = `${table} ${place}`;
    if (known.has(key)) return known.get(key)!;
    let [sum, isWhole, isKnown, filled] = [0, true, false, 0];
    for (const part of parts) {
      const count = this.#countIn(table, place, part);
      sum += count ?? 0;
      if (count === null) isWhole = false;
      else isKnown = true;
      if (count !== 0) filled++;
    }
    const together = { sum, isWhole, isKnown, filled };
    known.set(key, together);
    return together;
  }

  /** All that is published of a category, together. */
  readonly sizeOf = remembering((name: string) =>
    this.#published(name).reduce((sum, { value }) => sum + value, 0)
  );

  /** Whether published counts contradict more than one in five of the sums that they decide: the others hold by chance. */
  areByChance(sums: readonly (readonly [name: string, parts: readonly string[]])[]): boolean {
    const tried = sums.map(([name, parts]) => this.check(name, parts));
    const far = tried.filter(({ isFar }) => isFar).length;
    return 4 * far > tried.filter(({ checked, isFar }) => checked > 0 && !isFar).length;
  }

  /** In how many places categories that are published whole count no more than another; undefined where they count more. */
  excess(name: string, parts: readonly string[]): number | undefined {
    let places = 0;
    for (const { table, place, value } of this.#published(name)) {
      const { sum } = this.#sumIn(table, place, parts);
      if (sum > value) return undefined;
      if (sum > 0) places++;
    }
    return places;
  }

  /**
   * The shortest run of neighbours that adds up to a category wherever all of them are published; none where none does. One
   * of ten places may break it, and half of them where it is near in the others.
   * @param neighbours the nearest first
   * @param mayBreak whether some places may contradict it
   */
  runOf(name: string, neighbours: Iterable<string>, mayBreak = false): readonly string[] {
    const own = this.#all(name);
    if (!own.some((value) => value !== null && value >= 10)) return [];
    const run: string[] = [];
    let loose: readonly string[] = [];
    const filled = own.filter((value) => value).length;
    // Not a number where one of them is withheld.
    const [sums, shown] = [own.map(() => 0), own.map(() => 0)];
    for (const next of neighbours) {
      const slack = this.base * (run.push(next) + 1) / 2;
      const counts = this.#all(next);
      let [isKnown, over, far, off] = [false, 0, 0, 0];
      for (const [at, value] of own.entries()) {
        if (value === null) continue;
        sums[at]! += counts[at] ?? NaN;
        shown[at]! += counts[at] ?? 0;
        isKnown ||= value > 0 && !isNaN(sums[at]!);
        const excess = Math.max(shown[at]! - value, value - sums[at]! || 0);
        if (excess <= slack) continue;
        off++;
        if (mayBreak && excess < value / 50) continue;
        far++;
        if (shown[at]! > value) over++;
      }
      const most = mayBreak ? filled / MOST_BROKEN : 0;
      if (!isKnown || over > most) return loose;
      if (run.length > 1 && off === 0) return run;
      if (mayBreak && run.length > 1 && far <= most && off <= filled / 2) loose = [...run];
    }
    return loose;
  }

  /** What a category counts in each place of all tables; null where that is hidden. */
  readonly #all = remembering((name: string): readonly (number | null)[] =>
    this.#tables.flatMap(({ places, counts }) => {
      const own = counts.get(name)!;
      return places.map((_, at) => own[at] ?? null);
    })
  );

  /** The runs of neighbours that each add up to a category, and together are all others, such as sexes and then ages; else none. */
  breakdownsOf(name: string, all: readonly string[]): Candidate[] {
    const places = [...this.#published(name)];
    const runs: Candidate[] = [];
    let [from, sums] = [0, places.map(() => 0)];
    for (let to = 1; to <= all.length; to++) {
      const last = all[to - 1]!;
      sums = places.map(({ table, place }, at) =>
        sums[at]! + (this.#countIn(table, place, last) ?? 0)
      );
      // No further one makes a sum smaller again, but by what it is rounded.
      const most = this.base * (all.length - from + 1) / 2;
      if (sums.some((sum, at) => sum > places[at]!.value + most)) return [];
      // What is not near the sum in any place is looked at no further.
      const slack = this.base * (to - from + 1) / 2;
      const isNear = sums.some((sum, at) => sum > 0 && Math.abs(sum - places[at]!.value) <= slack);
      if (to - from < 2 || !isNear) continue;
      const run = this.check(name, all.slice(from, to), true);
      if (run.broken.length > 0 || run.telling < 2) continue;
      runs.push(run);
      [from, sums] = [to, places.map(() => 0)];
    }
    return runs.length > 1 && from === all.length ? runs : [];
  }

  /** The sums of some categories at each place of each table, and by a key of theirs; null, or as `hidden` says, where one is hidden. */
  sumsOf(
    names: readonly string[],
    keyOf: (name: string) => string = () => "",
    hidden: 0 | null = null,
  ): ReadonlyMap<string, number | null> {
    const sums = new Map<string, number | null>();
    for (const [shared, own] of Map.groupBy(names, keyOf)) {
      for (const [table, { counts }] of this.#tables.entries()) {
        const found: (number | null)[] = [];
        // Where a category is not counted, nothing stands.
        const add = (count: number | null, place: number) => {
          const [sum = 0, one] = [found[place], count ?? hidden];
          found[place] = sum === null || one === null ? null : sum + one;
        };
        for (const name of own) counts.get(name)!.forEach(add);
        found.forEach((sum, place) => sums.set(`${table} ${place} ${shared}`, sum));
      }
    }
    return sums;
  }
}
