/** An explained bound as one sentence of a language. */

import type { RelationSource } from "../relations/kinds.ts";
import type { LimitSource, SystemRow } from "../relations/system.ts";
import type { Language } from "@crosses/text";
import { EXPLAIN_TEXT, type Known, type Sides } from "../words/explain.ts";
import {
  byType,
  type Cell,
  type CellKeys,
  type ComparisonRelation,
  type Release,
} from "../release/model.ts";
import type { ExplainedEnd } from "./explain.ts";

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
  const place = (keys: Partial<CellKeys>) =>
    release.dimensions.flatMap(({ name, categories }) =>
      categories.find((category) => category.name === keys[name])?.shortLabel[language] ?? []
    ).join(" · ");
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
