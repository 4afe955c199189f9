/** Rows within rows of one column, told by how their labels begin: "- Municipio de …" below "Provincia de …". */
import { list, SAY } from "../words/words.ts";
import type { Findings } from "../inferences/inferences.ts";
import { readMark } from "../fields/fields.ts";
import type { Candidate, Counts, Total } from "./counts.ts";

/** The rows of a level whose counts together are those of another, of more rows. */
export interface Level {
  readonly name: string;
  readonly below: string;
  readonly rows: readonly string[];
  /** Of each row those of the next level that share its labels; none where another row of its level does, too. */
  partsOf(row: string): readonly string[];
  /** In how many places both are published whole, and agree. */
  readonly agreeing: number;
  /** Whether that is no chance. */
  readonly isCertain: boolean;
}

/** Fewer labels than so many begin alike by chance. */
const LEAST_ALIKE = 3;
/** So many counts are no more than the one above them by chance no longer. */
const LEAST_PLACES = 20;

/** Neighbours of one kind, and the label above them. */
interface Run {
  readonly kind: string;
  readonly above: string | undefined;
  readonly rows: string[];
}

/** Labels by the sign and the word with which they begin, or the letters in brackets with which they end; `""` where few others do. */
export class Nested {
  readonly #runs: ReadonlyMap<string, readonly Run[]>;
  constructor(labels: readonly string[], readonly counts: Counts) {
    const begins = labels.map((label) =>
      /^(?:[-–—•·>*]+ ?)?\p{L}+(?= (?:d[aeiou]s?|del|della|of|von) )|^[-–—•·>*]+ ?(?=\p{L})|\(\p{Lu}{1,4}\)$/u
        .exec(label)?.[0] ?? ""
    );
    const sizes = Map.groupBy(begins, (begin) => begin);
    const kinds = begins.map((begin) => sizes.get(begin)!.length < LEAST_ALIKE ? "" : begin);
    const runs: Run[] = [];
    for (const [at, label] of labels.entries()) {
      const kind = kinds[at]!;
      if (at > 0 && kinds[at - 1] === kind) runs.at(-1)!.rows.push(label);
      else runs.push({ kind, above: labels[at - 1], rows: [label] });
    }
    this.#runs = Map.groupBy(runs, ({ kind }) => kind);
  }

  /**
   * The kinds of which each run counts no more than the row above it, wherever both are published, or which together count what a
   * total does, as the regions of a country behind its towns do; and what is of each.
   */
  within(
    known: ReadonlySet<string>,
  ): { readonly kind: string; readonly rows: readonly string[] }[] {
    const whole = Math.max(...[...known].map(this.counts.sizeOf));
    return [...this.#runs].flatMap(([kind, runs]) => {
      const rows = runs.flatMap(({ rows }) => rows);
      if (kind === "" || rows.some((row) => known.has(row))) return [];
      const share = this.#sizeOf(rows) / whole;
      if (share > 0.97 && share < 1.02) return [{ kind, rows }];
      const tried = runs.map(({ above, rows }) =>
        above === undefined ? undefined : this.counts.excess(above, rows)
      );
      const places = tried.reduce<number>((sum, one) => sum + (one ?? 0), 0);
      return tried.includes(undefined) || places < LEAST_PLACES || tried.length < LEAST_ALIKE
        ? []
        : [{ kind, rows }];
    });
  }

  readonly #sizeOf = (rows: readonly string[]) =>
    rows.reduce((sum, row) => sum + this.counts.sizeOf(row), 0);
}

/** Rows that are part of the rows above them, which they need not fill, as somebody says. */
export function withinRows(
  nested: Nested,
  found: readonly Total[],
  findings: Findings,
  file: string,
): string[] {
  const known = new Set(found.flatMap(({ name, parts }) => [name, ...parts]));
  return nested.within(known).flatMap(({ kind, rows }) => {
    const areParts = findings.agree({
      flag: "total",
      name: kind,
      file,
      say: (isSo) => isSo ? SAY.ofWhich(rows) : SAY.noTotal(kind),
      question: `are the ${rows.length} rows of “${kind}” part of what other rows count: ${
        list(rows)
      }?`,
    });
    return areParts ? rows : [];
  });
}

/** Labels that come again in several groups of rows, and sum up there those that stand in one group alone. */
export function recurring(
  categories: readonly string[],
  parts: ReadonlyMap<string, readonly string[]>,
  counts: Counts,
): Level[] {
  const columns = [...parts.get(categories[0]!)!.keys()];
  return columns.flatMap((at) => {
    const labelOf = (row: string) => parts.get(row)![at]!;
    const groupOf = (row: string) => JSON.stringify(parts.get(row)!.toSpliced(at, 1));
    const named = Map.groupBy(categories, labelOf);
    const groups = Map.groupBy(
      categories.filter((row) => named.get(labelOf(row))!.length === 1),
      groupOf,
    );
    if (groups.size < LEAST_ALIKE) return [];
    const partsOf = (row: string) => groups.get(groupOf(row)) ?? [];
    return [...named].flatMap(([name, rows]) => {
      if (rows.length < LEAST_ALIKE || name === "") return [];
      const tried: Candidate[] = [];
      for (const row of rows) {
        const own = partsOf(row);
        if (own.length === 0) return [];
        tried.push(counts.check(row, own, true));
        if (tried.at(-1)!.broken.length > 0) return [];
      }
      const telling = tried.filter(({ telling }) => telling > 0).length;
      const below = partsOf(rows[0]!).map(labelOf);
      const level = { name, below: list(below), rows, partsOf, agreeing: 0, isCertain: false };
      return telling < LEAST_ALIKE ? [] : [level];
    });
  });
}

/**
 * Gives of some categories those whose ages do not hold the ages of another, as 0-17 beside 0-4 and 5-12 does: no total counts
 * both.
 */
export function withoutWider(
  categories: readonly string[],
  labelsOf: (name: string) => readonly string[],
): (names: readonly string[]) => readonly string[] {
  const spans = new Map(categories.flatMap((name) => {
    const labels = labelsOf(name);
    const marks = labels.map(readMark);
    const at = marks.findIndex((mark) => mark?.atLeast !== undefined);
    if (at < 0) return [];
    const { atLeast = 0, atMost = Infinity } = marks[at]!;
    return [
      [name, { atLeast, atMost, beside: JSON.stringify([at, ...labels.with(at, "")]) }] as const,
    ];
  }));
  return (names) => {
    // Only beside the same labels are ages compared: there are few of them.
    const groups = Map.groupBy(
      names.flatMap((name) => spans.get(name) ?? []),
      ({ beside }) => beside,
    );
    const isWider = (one: NonNullable<ReturnType<typeof spans.get>>) =>
      groups.get(one.beside)!.some((other) =>
        other.atLeast >= one.atLeast && other.atMost <= one.atMost &&
        (other.atLeast > one.atLeast || other.atMost < one.atMost)
      );
    return groups.size === 0
      ? names
      : names.filter((name) => !spans.has(name) || !isWider(spans.get(name)!));
  };
}

/** Rows whose labels are joined, and those among them that sum up others. */
export class Joined {
  /** The plain rows by their labels, for each choice of labels that a total has asked for. */
  readonly #byLabels = new Map<string, ReadonlyMap<string, readonly string[]>>();
  /** Those that are called totals, by how they say it. */
  readonly #alike: ReadonlyMap<string, readonly string[]>;
  readonly #chances = new Map<string, boolean>();
  readonly #empty = new Map<string, boolean>();
  /** Those that are called totals, by the labels that they share with what they sum up. */
  readonly #rivals: ReadonlyMap<string, readonly string[]>;
  constructor(
    readonly parts: ReadonlyMap<string, readonly string[]>,
    readonly plain: readonly string[],
    named: readonly string[],
    readonly isSum: (label: string, at: number) => boolean,
    readonly counts: Counts,
  ) {
    this.#alike = Map.groupBy(named, (one) => this.#saysOf(one));
    this.#rivals = Map.groupBy(named, (one) => this.#sharedOf(one));
  }

  /** The labels of a row that say that it is a total. */
  #saysOf(name: string): string {
    return this.parts.get(name)!.filter((own, at) => this.isSum(own, at)).join();
  }

  #sharedOf(name: string): string {
    return JSON.stringify(this.parts.get(name)!.map((own, at) => this.isSum(own, at) || [own]));
  }

  /** Whether no other is a total of the same rows: of two, the names do not tell which sums them up. */
  isOnly(name: string): boolean {
    return this.#rivals.get(this.#sharedOf(name))!.length === 1;
  }

  /** The rows whose labels are those of a total, wherever that has a label of its own. */
  partsOf(name: string): readonly string[] {
    const labels = this.parts.get(name)!;
    const own = labels.map((label, at) => !this.isSum(label, at));
    const keyOf = (leaf: readonly string[]) => JSON.stringify(leaf.filter((_, at) => own[at]));
    const mask = own.join();
    if (!this.#byLabels.has(mask)) {
      this.#byLabels.set(mask, Map.groupBy(this.plain, (leaf) => keyOf(this.parts.get(leaf)!)));
    }
    return this.#byLabels.get(mask)!.get(keyOf(labels)) ?? [];
  }

  /** Whether what is called "ALL" has no other row beside it anywhere, as the only row of each school: it is no total of rows. */
  sumsNothing(name: string): boolean {
    const said = this.#saysOf(name);
    if (!this.#empty.has(said)) {
      const alike = this.#alike.get(said)!;
      const isAll = /^(?:all|alle|tous|toutes|todos|todas|tutti)$/i.test(said) && alike.length > 1;
      this.#empty.set(said, isAll && alike.every((one) => this.partsOf(one).length === 0));
    }
    return this.#empty.get(said)!;
  }

  /** "All cases" of each place is the sum of the same others, or of none: here and there it is by chance. */
  isByChance(name: string): boolean {
    const said = this.#saysOf(name);
    if (!this.#chances.has(said)) {
      const tried = this.#alike.get(said)!.map((one) => [one, this.partsOf(one)] as const);
      this.#chances.set(said, this.counts.areByChance(tried.filter(([, own]) => own.length > 1)));
    }
    return this.#chances.get(said)!;
  }
}
