/** An explained end as one sentence, in each language. */
import { formatList, formatNumber, type Language } from "@crosses/text";
import type { ExplainedEnd } from "./explain.ts";
import { keysLabel } from "../relations/form.ts";
import type { RelationSource } from "../relations/kinds.ts";
import type { LimitSource, SystemRow } from "../relations/system.ts";
import {
  byType,
  type Cell,
  type CellKeys,
  type ComparisonRelation,
  type Release,
} from "../release/model.ts";

/** `at most 7: refused and accepted cannot exceed the 87 received, of which 80 accepted`. */
export function explainInWords(
  release: Release,
  { cell, end, value, explanation }: ExplainedEnd,
  language: Language,
): string {
  const text = EXPLAIN_TEXT[language];
  if (!explanation) return text.withheld;
  const { rows, published, isSmallest } = explanation;
  if (value === null) return text.noUpperEnd;
  if (rows.length === 0 && !isSmallest) return text.notFinished;
  if (rows.length === 0) return text.bound(end, value, text.notBelowZero);
  const facts = new Set(published);
  const place = (keys: Partial<CellKeys>) => keysLabel(release, keys, language);
  if (rows.length > MOST_SAID) {
    const names = rows.map(({ source }) =>
      source.kind === "relation"
        ? text.at(source.relation.label[language], place(source.keys))
        : LIMITS[source.kind](release, source, language)
    );
    return text.bound(end, value, text.many(names, isSmallest));
  }
  const clauses = rows.map((row) => {
    const clause = clauseOf(release, row, facts, language);
    const { keys } = row.source;
    if (row.source.kind === "mark" && row.source.terms[0]!.cell === cell) return clause;
    const isHere = Object.entries(keys).every(([name, key]) => cell.keys[name] === key);
    return isHere ? clause : text.at(clause, place(keys));
  });
  return text.bound(end, value, clauses.length === 1 ? clauses[0]! : text.together(clauses));
}

/** Relations that are told one by one; more are listed by name. */
const MOST_SAID = 3;

function clauseOf(
  release: Release,
  { source }: SystemRow,
  facts: ReadonlySet<Cell>,
  language: Language,
): string {
  if (source.kind !== "relation") return LIMITS[source.kind](release, source, language);
  const text = EXPLAIN_TEXT[language];
  const sides = (relation: ComparisonRelation<string>) =>
    sidesOf(release, relation, source, facts, language);
  return byType({
    sum: () => {
      const [total, parts] = [-1, 1].map((sign) =>
        source.terms.filter(({ cell, coefficient }) =>
          facts.has(cell) && Math.sign(coefficient) === sign
        )
      );
      return text.sum(
        total!.length > 0 ? sum(total!) : null,
        parts!.length > 0 ? sum(parts!) : null,
      );
    },
    atMost: (relation) => text.atMost(sides(relation)),
    equal: (relation) => text.equal(sides(relation)),
  }, source.relation);
}

function sum(terms: RelationSource["terms"]): number {
  return terms.reduce((total, { cell }) => total + cell.value!, 0);
}

/** The names of what stands on either side of a comparison, and what is known of it. */
function sidesOf(
  release: Release,
  { left, right, cumulativeOver }: ComparisonRelation<string>,
  { keys, terms }: RelationSource,
  facts: ReadonlySet<Cell>,
  language: Language,
): Sides {
  const title = (name: string) =>
    uncapitalised(release.tables.find((table) => table.name === name)!.shortTitle[language]);
  const knownOf = (names: readonly string[]): Known[] =>
    names.flatMap((name) => {
      const cells = terms.filter(({ cell }) => facts.has(cell) && cell.table === name);
      return cells.length === 0 ? [] : [{ value: sum(cells), what: title(name) }];
    });
  const dimension = release.dimensions.find(({ name }) => name === cumulativeOver);
  const last = dimension?.categories.find(({ name }) => name === keys[dimension.name]);
  return {
    left: left.map(title),
    right: right.map(title),
    knownLeft: knownOf(left),
    knownRight: knownOf(right),
    ...(last ? { upTo: last.shortLabel[language] } : {}),
  };
}

/** What a mark or a rounding says by itself. */
const LIMITS: Readonly<
  Record<
    LimitSource["kind"],
    (release: Release, source: LimitSource, language: Language) => string
  >
> = {
  mark: (_release, { terms }, language) => EXPLAIN_TEXT[language].mark(terms[0]!.cell.mark!),
  rounding: ({ tables }, { terms }, language) => {
    const { table, value } = terms[0]!.cell;
    const { roundedTo } = tables.find(({ name }) => name === table)!;
    return EXPLAIN_TEXT[language].rounded(value!, roundedTo!.base);
  },
};

/** "Received" inside a sentence; an abbreviation stays as it is. */
function uncapitalised(title: string): string {
  return /^\p{Lu}[\p{Ll}\s]/u.test(title) ? title[0]!.toLowerCase() + title.slice(1) : title;
}

/** A published number and what it counts: 87, "received". */
export interface Known {
  readonly value: number;
  readonly what: string;
}

/** One relation at one place, with what is known of its sides. */
interface Sides {
  /** The names of what stands on either side. */
  readonly left: readonly string[];
  readonly right: readonly string[];
  readonly knownLeft: readonly Known[];
  readonly knownRight: readonly Known[];
  /** Where sums run up to it, the category that they run up to. */
  readonly upTo?: string;
}

const en = {
  colon: ":",
  semicolon: ";",
  upTo: "up to",
  the: "the",
  ofWhich: "of which",
  lower: "at least",
  upper: "at most",
  notBelowZero: "no count is below 0",
  noUpperEnd: "no upper bound: nothing that is published limits it",
  notFinished: "the ends enclose what it can be; there was no time to find closer ones",
  withheld: "[c] no reason is given, as it would narrow a range that is withheld",
  cannotExceed: "cannot exceed",
  equal: "equal",
  having: "with",
  atLeastParts: "the total is no less than its published parts,",
  total: "the total is",
  otherCells: "in other published cells",
  isRoundedTo: "is rounded to",
  takes: "it takes",
  follows: "it follows from",
  together: "relations together",
  cannotBeFewer: (what: string, than: string) => `${what} cannot be fewer than the ${than}`,
  mark: (mark: string) => `its mark “${mark}” says so`,
};

const fr: typeof en = {
  colon: " :",
  semicolon: " ;",
  upTo: "jusqu’à",
  the: "les",
  ofWhich: "dont",
  lower: "au moins",
  upper: "au plus",
  notBelowZero: "aucun nombre n’est inférieur à 0",
  noUpperEnd: "pas de borne supérieure : rien de ce qui est publié ne le limite",
  notFinished: "les bornes encadrent sa valeur ; le temps a manqué pour en trouver de plus serrées",
  withheld: "[c] aucune raison n’est donnée : elle resserrerait un intervalle retenu",
  cannotExceed: "ne peuvent dépasser",
  equal: "égalent",
  having: "avec",
  atLeastParts: "le total n’est pas inférieur à ses parties publiées,",
  total: "le total est",
  otherCells: "dans d’autres cases publiées",
  isRoundedTo: "est arrondi à",
  takes: "il y faut",
  follows: "cela suit de",
  together: "relations ensemble",
  cannotBeFewer: (what, than) => {
    const of = /^[aeiouyàâéèêëîïôœù]/i.test(what) ? "d’" : "de ";
    return `il ne peut y avoir moins ${of}${what} que les ${than}`;
  },
  mark: (mark) => `sa marque « ${mark} » le dit`,
};

/** The sentences of a language. */
function explainText(language: Language, words: typeof en) {
  // A thin space keeps thousands together.
  const number = (value: number) => formatNumber(value, language).replaceAll("\u00a0", "\u202f");
  const listed = (items: readonly string[]) => formatList(items, language);
  const counts = (known: readonly Known[]) =>
    listed(known.map(({ value, what }) => `${number(value)} ${what}`));
  const upTo = (names: readonly string[], last: string | undefined) =>
    listed(names) + (last === undefined ? "" : ` ${words.upTo} ${last}`);
  const together = (clauses: readonly string[]) =>
    `${clauses.length} ${words.together}${words.colon} ${clauses.join(`${words.semicolon} `)}`;
  return {
    ...words,
    /** `at most 7: …`; no upper end without a reason. */
    bound: (end: "lower" | "upper", value: number | null, why: string) =>
      value === null ? why : `${words[end]} ${number(value)}${words.colon} ${why}`,
    atMost: ({ left, right, knownLeft, knownRight, ...sides }: Sides) => {
      if (knownRight.length === 0 && knownLeft.length > 0) {
        return words.cannotBeFewer(upTo(right, sides.upTo), counts(knownLeft));
      }
      const most = knownRight.length > 0 ? `${words.the} ${counts(knownRight)}` : listed(right);
      const known = knownLeft.length > 0 ? `, ${words.ofWhich} ${counts(knownLeft)}` : "";
      return `${upTo(left, sides.upTo)} ${words.cannotExceed} ${most}${known}`;
    },
    equal: ({ left, right, knownLeft, knownRight, ...sides }: Sides) => {
      const known = counts([...knownLeft, ...knownRight]);
      return `${upTo(left, sides.upTo)} ${words.equal} ${listed(right)}` +
        (known ? `, ${words.having} ${known}` : "");
    },
    /** A part beside the total that is published, of which the other published parts make so much. */
    sum: (total: number | null, parts: number | null) => {
      if (total === null) return `${words.atLeastParts} ${number(parts ?? 0)}`;
      const others = `, ${words.ofWhich} ${number(parts ?? 0)} ${words.otherCells}`;
      return `${words.total} ${number(total)}${parts === null ? "" : others}`;
    },
    rounded: (value: number, base: number) =>
      `${number(value)} ${words.isRoundedTo} ${number(base)}`,
    at: (clause: string, place: string) => `${clause} (${place})`,
    together,
    /** Four relations or more, by name; not searched for the smallest set where there were too many. */
    many: (names: readonly string[], isSmallest: boolean) =>
      `${isSmallest ? words.takes : words.follows} ${together(names)}`,
  };
}

const EXPLAIN_TEXT = { en: explainText("en", en), fr: explainText("fr", fr) } as const;
