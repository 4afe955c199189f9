/** Which categories sum up others, told by their names and by the published counts, and what each sums up. */
import { SAY } from "../locale/draft.ts";
import { UsageError } from "../errors.ts";
import { nearest } from "../release/nearest.ts";
import type { LocalText } from "../release/model.ts";
import type { Findings } from "./findings.ts";
import type { Folded, FoldedDimension } from "./fold.ts";
import type { SettledMark } from "./marks.ts";
import { isCountryLabel, isPartLabel, isSubtotalLabel, isTotalLabel } from "./words.ts";

export interface Total {
  readonly dimension: string;
  readonly name: string;
  /** Empty where it is a total of nothing that the table shows. */
  readonly parts: readonly string[];
  /** In how many places all are published and agree. */
  readonly checked: number;
}

/** What may not be added to others: totals, and parts of rows that stand beside them. */
export interface Totals {
  readonly totals: readonly Total[];
  /** By dimension: "of which" rows, which are part of another. */
  readonly inside: ReadonlyMap<string, readonly string[]>;
}

/** Counts by place; null where a mark hides one. */
type Grid = ReadonlyMap<string, number | null>;
interface Check {
  readonly checked: number;
  /** Places where a sum of at least ten, of several parts, agrees. */
  readonly telling: number;
  readonly broken: number;
}

export function findTotals(
  folded: Folded,
  marks: ReadonlyMap<string, SettledMark>,
  rounded: number | undefined,
  findings: Findings,
): Totals {
  const grids = folded.tables.map(({ cells }): Grid =>
    new Map([...cells].map(([key, cell]) => {
      if ("digits" in cell) return [key, Number(cell.digits)];
      const { meaning } = marks.get(cell.mark.value)!;
      return [key, meaning === "zero" || meaning === "not applicable" ? 0 : null];
    }))
  );
  const file = folded.tables[0]!.source.file;
  const inside = new Map<string, string[]>();
  const totals = folded.dimensions.flatMap((dimension, at) => {
    const { name, categories } = dimension;
    const ofWhich = categories.filter((label) =>
      isPartLabel(label) || dimension.parts?.get(label)?.some(isPartLabel)
    );
    if (ofWhich.length > 0) {
      inside.set(name, ofWhich);
      findings.note(file, SAY.ofWhich(ofWhich));
    }
    return new TotalsOf(dimension, at, grids, ofWhich, rounded, findings, file).find();
  });
  return { totals, inside };
}

/** The totals of one dimension. */
class TotalsOf {
  readonly #named: readonly string[];

  constructor(
    readonly dimension: FoldedDimension,
    readonly at: number,
    readonly grids: readonly Grid[],
    readonly ofWhich: readonly string[],
    readonly rounded: number | undefined,
    readonly findings: Findings,
    readonly file: string,
  ) {
    const isNamed = (label: string) => {
      const labels = dimension.parts?.get(label) ?? [label];
      return labels.some((one) => isTotalLabel(one) || isSubtotalLabel(one));
    };
    this.#named = dimension.categories.filter((label) =>
      isNamed(label) && !ofWhich.includes(label)
    );
  }

  find(): Total[] {
    const { categories } = this.dimension;
    const found = this.#named.flatMap((name) => this.#byName(name));
    const others = categories.filter((label) =>
      !this.#named.includes(label) && !this.ofWhich.includes(label)
    );
    return [...found, ...others.flatMap((name) => this.#byCounts(name, others, found.length > 0))];
  }

  #byName(name: string): Total[] {
    const sets = this.#candidates(name);
    const checks = sets.map((parts) => ({ parts, ...this.#check(name, parts) }));
    const best = checks.find(({ broken, checked }) => broken === 0 && checked > 0) ??
      checks.find(({ broken }, index) =>
        broken === 0 &&
        (index === 0 && this.#named.length === 1 || this.dimension.parts !== undefined)
      );
    const broken = best ? 0 : checks[0]?.broken ?? 0;
    const supports: LocalText[] = best && best.checked > 0
      ? [SAY.agrees(best.checked)]
      : [SAY.why.totalName];
    const against: LocalText[] = broken > 0
      ? [SAY.differs(broken)]
      : best?.checked === 0
      ? [SAY.why.unchecked]
      : [];
    return this.#settle(name, best, true, supports, against);
  }

  /** A category that the counts show to be the sum of all others, such as a country above its provinces. */
  #byCounts(name: string, others: readonly string[], hasTotal: boolean): Total[] {
    const answer = this.findings.answers.take("total", name);
    const isEnd = others[0] === name || others.at(-1) === name;
    const isCountry = isCountryLabel(name) && isEnd && others.filter(isCountryLabel).length === 1;
    const parts = others.filter((label) => label !== name);
    const runs = isEnd && !hasTotal ? [parts] : [];
    const sets = [...runs, ...this.#runs(name, others)].filter(({ length }) => length > 1);
    const checks = sets.map((parts, index) => ({
      parts,
      ...this.#check(name, parts),
      isAll: index < runs.length,
    }));
    const best =
      checks.filter(({ broken, telling, isAll }) => broken === 0 && telling >= (isAll ? 1 : 2))
        .toSorted((a, b) => b.telling - a.telling)[0];
    const hidden = isCountry
      ? checks.find(({ broken, isAll }) => isAll && broken === 0)
      : undefined;
    if (!best && !hidden && answer === undefined) return [];
    const chosen = best ?? hidden ?? { parts, checked: 0, telling: 0 };
    const isCertain = best !== undefined && (best.telling >= 4 || isCountry);
    return this.#settle(name, chosen, isCertain, [SAY.agrees(chosen.checked)], [
      SAY.why.noTotalName,
    ]);
  }

  #settle(
    name: string,
    best: { parts: readonly string[]; checked: number } | undefined,
    isCertain: boolean,
    supports: readonly LocalText[],
    against: readonly LocalText[],
  ): Total[] {
    const isNamed = this.#named.includes(name);
    const value = this.findings.decide({
      flag: "total",
      name,
      file: this.file,
      choices: ["yes", "no"],
      isCertain,
      say: (value) =>
        value === "no"
          ? SAY.noTotal(name)
          : this.rounded !== undefined
          ? SAY.roundedTotal(name)
          : best || value !== "yes"
          ? SAY.total(name, value === "yes" ? best!.parts : this.#given(value))
          : SAY.totalOfNothing(name, this.dimension.name),
      question: SAY.askTotal(name, best?.parts ?? []),
      supports,
      against,
    });
    if (value === "no") return [];
    const parts = value === "yes" ? best?.parts ?? [] : this.#given(value);
    const checked = value === "yes" ? best?.checked ?? 0 : this.#check(name, parts).checked;
    if (!isNamed && value !== "yes" && parts.length === 0) return [];
    return [{
      dimension: this.dimension.name,
      name,
      parts: this.rounded === undefined ? parts : [],
      checked,
    }];
  }

  /** @throws {UsageError} where there is no such category */
  #given(value: string): string[] {
    const { categories } = this.dimension;
    return value.split(/\s\+\s/).map((part) => {
      if (categories.includes(part)) return part;
      const near = nearest(part, categories);
      throw new UsageError(
        `--total names "${part}", which is no row or column of "${this.dimension.name}"`,
        near
          ? `did you mean "${near}"?`
          : `parts are joined by " + ", as in --total "Total=${
            categories.slice(0, 2).join(" + ")
          }"`,
      );
    });
  }

  /** What a category that is called a total may sum up, the likeliest first. */
  #candidates(name: string): string[][] {
    const { categories, parts } = this.dimension;
    const isPlain = (label: string) =>
      !this.#named.includes(label) && !this.ofWhich.includes(label);
    const plain = categories.filter(isPlain);
    const labels = parts?.get(name);
    const nested = labels
      ? [plain.filter((leaf) => {
        const own = parts!.get(leaf)!;
        return labels.every((label, at) =>
          isTotalLabel(label) || isSubtotalLabel(label) || label === own[at]
        );
      })]
      : [];
    const at = categories.indexOf(name);
    const isNamed = (label: string) => this.#named.includes(label);
    const before = categories.slice(categories.slice(0, at).findLastIndex(isNamed) + 1, at).filter(
      isPlain,
    );
    const next = categories.findIndex((label, index) => index > at && isNamed(label));
    const after = categories.slice(at + 1, next < 0 ? undefined : next).filter(isPlain);
    const subtotals = this.#named.filter((label) => label !== name && isSubtotalLabel(label));
    const all = [...nested, ...isSubtotalLabel(name) ? [] : [plain], before, after, subtotals];
    const seen = new Set<string>();
    return all.filter((set) =>
      set.length > 0 && !seen.has(JSON.stringify(set)) && seen.add(JSON.stringify(set))
    );
  }

  /** Runs of neighbours that a category may sum up. */
  #runs(name: string, others: readonly string[]): string[][] {
    if (others.length > 60 || others.length < 4) return [];
    const at = others.indexOf(name);
    const below = Array.from(
      { length: others.length - at - 2 },
      (_, n) => others.slice(at + 1, at + 3 + n),
    );
    const above = Array.from(
      { length: Math.max(0, at - 1) },
      (_, n) => others.slice(at - 2 - n, at),
    );
    return [...below, ...above];
  }

  #check(name: string, parts: readonly string[]): Check {
    let [checked, telling, broken] = [0, 0, 0];
    for (const grid of this.grids) {
      for (const [key, value] of grid) {
        const keys = JSON.parse(key) as string[];
        if (keys[this.at] !== name || value === null) continue;
        const counts = parts.map((part) =>
          grid.get(JSON.stringify(keys.with(this.at, part))) ?? null
        );
        const sum = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
        const isWhole = counts.every((count) => count !== null);
        if (isWhole ? sum !== value : sum > value) broken++;
        else if (isWhole) {
          checked++;
          if (value >= 10 && counts.filter((count) => count !== 0).length > 1) telling++;
        }
      }
    }
    return { checked, telling, broken };
  }
}
