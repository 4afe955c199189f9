/** Which categories sum up others, told by their names and by the published counts, and what each sums up. */
import { list, SAY } from "../words/words.ts";
import type { LocalText } from "@crosses/counts/release";
import type { Findings } from "../inferences/inferences.ts";
import { type Folded, type FoldedDimension, partsNamed } from "./fold.ts";
import { levelsOf } from "./levels.ts";
import { Joined, type Level, Nested, withinRows, withoutWider } from "./nested.ts";
import { between, chanceOf, clearest, isNoChance, outerOf, runBeside, runsIn } from "./runs.ts";
import {
  type Candidate,
  Counts,
  countsOf,
  type PlacedCounts,
  type Total,
  type Totals,
} from "./counts.ts";
import { commonIn, countsLess, largestOf, nearlyAll, wholes } from "./whole.ts";
import type { SettledMark } from "../table/conventions.ts";
import { periodsAmong } from "../fields/periods.ts";
import {
  isCountryLabel,
  isPartLabel,
  isPersons,
  isPlainTotal,
  isSubtotalLabel,
  isTotalLabel,
  mayBeName,
  mentionsTotal,
} from "../fields/names.ts";

export function findTotals(
  folded: Folded,
  marks: ReadonlyMap<string, SettledMark>,
  rounded: number | undefined,
  findings: Findings,
): Totals {
  const grids = countsOf(folded, marks);
  const { file } = folded.tables[0]!.source;
  const inside = new Map<string, string[]>();
  const totals = folded.dimensions.flatMap((dimension, at) => {
    const { name, categories, parts } = dimension;
    const ofWhich = categories.filter((label) => (parts?.get(label) ?? [label]).some(isPartLabel));
    if (ofWhich.length > 0) {
      inside.set(name, ofWhich);
      findings.note(file, SAY.ofWhich(ofWhich));
    }
    const own = new TotalsOf(dimension, at, grids, ofWhich, rounded, findings, file);
    const found = own.find();
    const within = parts || ofWhich.length > 0
      ? []
      : withinRows(new Nested(categories, own.counts), found, findings, file);
    if (within.length > 0) inside.set(name, within);
    return found;
  });
  return { totals, inside };
}

/** The totals of one dimension. */
class TotalsOf {
  /** What is called a total. */
  readonly #named: readonly string[];
  readonly #areNamed: ReadonlySet<string>;
  /** What is neither called a total nor part of a row beside it. */
  readonly #plain: readonly string[];
  readonly #arePlain: ReadonlySet<string>;
  readonly #subtotals: readonly string[];
  readonly #withoutWider: (names: readonly string[]) => readonly string[];
  /** What sums up its neighbours by the counts. */
  readonly #runs: ReadonlyMap<string, Candidate>;
  /** Of what is plain, what no run holds; and of it the ages that hold no others. */
  readonly #areOuter: ReadonlySet<string>;
  readonly #leaves: readonly string[];
  readonly #columns: readonly (readonly string[])[];
  /** By column, what nearly all rows have: it sums up nothing, be it called "All injuries". */
  readonly #common: readonly ReadonlySet<string>[];
  readonly #levels: Level[];
  /** The evidence, in powers of ten, that no run of so many rows has by chance. */
  readonly #chance: number;
  readonly counts: Counts;
  /** The categories whose periods fill that of one. */
  readonly #periodsIn: (label: string) => readonly string[];
  readonly #joined: Joined | undefined;
  readonly #largest: string | undefined;
  constructor(
    readonly dimension: FoldedDimension,
    at: number,
    grids: readonly PlacedCounts[],
    ofWhich: readonly string[],
    readonly rounded: number | undefined,
    readonly findings: Findings,
    readonly file: string,
  ) {
    const { categories, parts } = dimension;
    this.counts = new Counts(grids, at, categories, rounded ?? 0);
    this.#levels = levelsOf(dimension, this.counts);
    const summing = new Set([...ofWhich, ...this.#levels.flatMap(({ rows }) => rows)]);
    const others = categories.filter((label) => !summing.has(label));
    const labels = categories.map((label) => parts?.get(label) ?? [label]);
    this.#columns = labels[0]!.map((_, at) => [...new Set(labels.map((own) => own[at]!))]);
    this.#common = this.#columns.map((all, at) => commonIn(all, labels.map((own) => own[at]!)));
    this.#periodsIn = periodsAmong(categories);
    const sums = others.map((label) =>
      this.#labelsOf(label).filter((one, at) => this.#isSum(one, at) || mentionsTotal(one)).length +
      Number(this.#periodsIn(label).length > 1)
    );
    // "2021 Total", "2022 Total": no column beside them is summed up. Where all are totals of something, some are of more.
    const least = sums.reduce((least, one) => Math.min(least, one), Infinity);
    this.#named = others.filter((_, at) => sums[at]! > least);
    this.#areNamed = new Set(this.#named);
    const plain = others.filter((label) => !this.#areNamed.has(label));
    const whole = parts ? wholes(plain, parts, this.counts) : [];
    this.#levels.push(...whole);
    const over = new Set(whole.flatMap(({ rows }) => rows));
    this.#plain = plain.filter((label) => !over.has(label));
    this.#withoutWider = withoutWider(categories, (one) => this.#labelsOf(one));
    this.#arePlain = new Set(this.#plain);
    this.#subtotals = this.#named.filter(isSubtotalLabel);
    const mayBe = (name: string) => findings.answers.take("total", name) !== "no";
    this.#runs = runsIn(this.#plain, { counts: this.counts, mayBe });
    const outer = outerOf(this.#plain, this.#runs);
    this.#areOuter = new Set(outer);
    this.#leaves = this.#withoutWider(outer);
    this.#joined = parts && new Joined(parts, this.#plain, this.#named, this.#isSum, this.counts);
    this.#chance = chanceOf(this.#plain.length);
    this.#largest = largestOf(this.#plain, this.counts);
  }

  #labelsOf(name: string): string[] {
    return (this.dimension.parts?.get(name) ?? [name]).map((label, at) =>
      this.#common[at]!.has(label) ? "" : label
    );
  }

  readonly #isSum = (label: string, at: number): boolean =>
    isTotalLabel(label) || isSubtotalLabel(label) || isPersons(label, this.#columns[at]!);

  find(): Total[] {
    const found = [
      ...this.#levels.flatMap((level) => this.#ofLevel(level)),
      ...this.#named.flatMap((name) => this.#byName(name)),
    ];
    const shown = this.#plain.flatMap((name, at) => this.#byCounts(name, at, found.length > 0));
    const against = [SAY.why.noTotalName];
    const near = found.length > 0
      ? []
      : nearlyAll(this.#plain, shown, this.counts, this.#joined !== undefined)
        .filter((name) => this.findings.answers.take("total", name) === undefined);
    const all = near.flatMap((name) => this.#settle(name, undefined, false, [], against));
    return [...found, ...shown, ...all];
  }

  /** All rows of a level, such as the districts above their towns. */
  #ofLevel({ name, below, rows, partsOf, agreeing, isCertain }: Level): Total[] {
    const areSame = this.findings.agree({
      flag: "total",
      name,
      file: this.file,
      isCertain,
      say: (isSo) => isSo ? SAY.level(name, below, rows.length, agreeing) : SAY.noTotal(name),
      question: `do the ${rows.length} rows of “${name}” count the same as those of “${below}”?`,
    });
    if (!areSame) return [];
    return rows.map((name) => {
      const { parts, checked, broken } = this.counts.check(name, partsOf(name), true);
      const isSum = checked > 0 && broken.length === 0 && this.rounded === undefined;
      return { dimension: this.dimension.name, name, parts: isSum ? parts : [], checked };
    });
  }

  #byName(name: string): Total[] {
    let first: Candidate | undefined;
    const unbroken: Candidate[] = [];
    for (const parts of this.#candidates(name)) {
      // What contradicts is told of the likeliest alone.
      const tried = this.counts.check(name, parts, first !== undefined);
      first ??= tried;
      if (tried.broken.length === 0) unbroken.push(tried);
      if (tried.broken.length === 0 && tried.checked > 0) break;
    }
    if (unbroken.length === 0 && !this.dimension.parts) {
      const [ofOne, ...others] = this.counts.breakdownsOf(name, this.#plain);
      if (ofOne) return this.#ofBreakdowns(name, ofOne, others);
      const run = this.counts.check(name, runBeside(name, this.#areOuter, this.counts), true);
      if (run.telling > 1 && run.broken.length === 0) unbroken.push(run);
    }
    const isPeriod = this.#periodsIn(name).length > 1;
    const isAlone = this.#named.length === 1 && unbroken[0] === first;
    const labels = this.#labelsOf(name);
    const isSaid = labels.some((one, at) => this.#isSum(one, at) && !mayBeName(one));
    const isName = !isSaid && countsLess(name, this.#plain, this.counts) &&
      this.findings.answers.take("total", name) === undefined;
    if (isName && unbroken.every(({ checked }) => checked === 0)) return [];
    const best = this.#joined?.isByChance(name)
      ? undefined
      : unbroken.find(({ checked }) => checked > 0) ??
        (isAlone || isPeriod || this.#joined?.isOnly(name) ? unbroken[0] : undefined);
    const broken = best ? [] : first?.broken ?? [];
    const supports = [best?.checked ? SAY.agrees(best.checked) : SAY.why.name];
    const unchecked = best?.checked === 0 ? [SAY.why.unchecked] : [];
    const against = broken.length > 0 ? [SAY.differs([...new Set(broken)])] : unchecked;
    const isNamed = isPeriod || isSaid;
    const isCertain = best ? isNamed || best.checked > 0 : isNamed && (broken.length === 0 ||
      labels.some((one, at) => isPlainTotal(one) || isPersons(one, this.#columns[at]!)));
    // Of what may be no total at all, nothing is called a part before the counts say so.
    const sum = best?.checked || !labels.some(mayBeName) ? best : undefined;
    const choices = !best && this.#joined?.sumsNothing(name) ? ["no", "yes"] : undefined;
    const isSure = !choices && (isCertain || this.rounded !== undefined);
    return this.#settle(name, sum, isSure, supports, against, choices);
  }

  /** Only the first of several breakdowns is added up; the others count the same once more. */
  #ofBreakdowns(name: string, first: Candidate, others: readonly Candidate[]): Total[] {
    for (const { parts, checked } of others) {
      const own = list(first.parts);
      this.findings.note(this.file, SAY.level(list(parts), own, parts.length, checked));
    }
    const total = this.#settle(name, first, true, [SAY.agrees(first.checked)], []);
    const again = total.length > 0 ? others.flatMap(({ parts }) => parts) : [];
    return [...total, ...again.map((name) => ({ ...total[0]!, name, parts: [], checked: 0 }))];
  }

  /** What the counts show to be a sum, or somebody says to be a total; or a country above its provinces, where none contradicts it. */
  #byCounts(name: string, at: number, hasTotal: boolean): Total[] {
    const plain = this.#plain;
    const mayBe = at === 0 || at === plain.length - 1 || name === this.#largest;
    const others = mayBe ? plain.filter((label) => label !== name) : [];
    const ofAll = mayBe && !hasTotal && plain.length > 2
      ? this.counts.check(name, others)
      : undefined;
    const totals = mayBe ? runBeside(name, this.#areNamed, this.counts) : [];
    const ofTotals = this.counts.check(name, totals, true);
    const [ofOne, ...again] = mayBe && !this.#joined ? this.counts.breakdownsOf(name, others) : [];
    if (ofOne && ofOne.evidence > this.#chance) return this.#ofBreakdowns(name, ofOne, again);
    const shown = clearest(ofAll, this.#runs.get(name), ofTotals, this.#chance);
    const isCountry = mayBe && isCountryLabel(name) && plain.filter(isCountryLabel).length === 1;
    // Of what somebody calls a total, nothing says that it sums up all others.
    const chosen = shown ?? (isCountry && ofAll?.broken.length === 0 ? ofAll : undefined);
    if (!chosen && this.findings.answers.take("total", name) === undefined) return [];
    const isCertain = shown !== undefined && (isNoChance(shown, this.#chance) || isCountry);
    const supports = chosen?.checked ? [SAY.agrees(chosen.checked)] : [];
    const against = chosen?.broken.length ? SAY.differs(chosen.broken) : SAY.why.noTotalName;
    const sum = chosen?.broken.length ? undefined : chosen;
    return this.#settle(name, sum, isCertain, supports, [against]);
  }

  #settle(
    name: string,
    best: Pick<Candidate, "parts" | "checked"> | undefined,
    isCertain: boolean,
    supports: readonly LocalText[],
    against: readonly LocalText[],
    choices = ["yes", "no"],
  ): Total[] {
    const [dimension, likely] = [this.dimension.name, best?.parts ?? []];
    const partsIn = (value: string) =>
      value === "yes" ? likely : partsNamed(value, this.dimension, name);
    const value = this.findings.decide({
      flag: "total",
      name,
      file: this.file,
      choices,
      isCertain,
      say: (value) => {
        if (value === "no") return SAY.noTotal(name);
        if (this.rounded !== undefined) return SAY.roundedTotal(name);
        const parts = partsIn(value);
        return parts.length > 0 ? SAY.total(name, parts) : SAY.totalOfNothing(name, dimension);
      },
      question: likely.length > 0
        ? `is “${name}” the sum of these ${likely.length}: ${list(likely)}?`
        : `is “${name}” a total?`,
      supports,
      against,
    });
    if (value === "no") return [];
    const parts = partsIn(value);
    const checked = value === "yes" ? best?.checked ?? 0 : this.counts.check(name, parts).checked;
    return [{ dimension, name, parts: this.rounded === undefined ? parts : [], checked }];
  }

  /** What a category that is called a total may sum up, the likeliest first. */
  *#candidates(name: string): Generator<readonly string[]> {
    const periods = this.#periodsIn(name);
    if (periods.length > 1) return yield this.#withoutWider(periods);
    // Where labels are joined, only those that a total shares tell its parts.
    if (this.#joined) {
      const nested = this.#joined.partsOf(name);
      if (nested.length > 1) yield this.#withoutWider(nested);
      return;
    }
    if (!isSubtotalLabel(name) && this.#plain.length > 0) yield this.#leaves;
    const around = between(name, this.dimension.categories, this.#areNamed)
      .map((own) => own.filter((label) => this.#arePlain.has(label)));
    const others = this.#subtotals.filter((label) => label !== name);
    const totals = runBeside(name, this.#areNamed, this.counts);
    for (const parts of [...around, others, totals]) {
      if (parts.length > 0) yield this.#withoutWider(parts);
    }
  }
}
