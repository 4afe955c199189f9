/** An explained bound as one sentence of a language. */

import type { SystemRow } from "../relations/system.ts";
import type { Language } from "@crosses/text";
import { EXPLAIN_TEXT, type Known } from "../words/explain.ts";
import type { Cell, CellKeys, Release } from "../release/model.ts";
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
        : limitClause(release, source.terms[0]!.cell, language)
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
  const text = EXPLAIN_TEXT[language];
  if (source.kind !== "relation") return limitClause(release, source.terms[0]!.cell, language);
  const { relation, keys, terms } = source;
  const known = terms.filter(({ cell }) => facts.has(cell));
  const sum = (cells: typeof known) => cells.reduce((total, { cell }) => total + cell.value!, 0);
  if (relation.type === "sum") {
    const [total, parts] = [-1, 1].map((sign) =>
      known.filter(({ coefficient }) => Math.sign(coefficient) === sign)
    );
    return text.sum(
      total!.length > 0 ? sum(total!) : null,
      parts!.length > 0 ? sum(parts!) : null,
    );
  }
  const title = (name: string) =>
    uncapitalised(release.tables.find((table) => table.name === name)!.shortTitle[language]);
  const knownOf = (names: readonly string[]): Known[] =>
    names.flatMap((name) => {
      const cells = known.filter(({ cell }) => cell.table === name);
      return cells.length === 0 ? [] : [{ value: sum(cells), what: title(name) }];
    });
  const { cumulativeOver } = relation;
  const dimension = release.dimensions.find(({ name }) => name === cumulativeOver);
  const last = dimension?.categories.find(({ name }) => name === keys[dimension.name]);
  const sides = {
    left: relation.left.map(title),
    right: relation.right.map(title),
    knownLeft: knownOf(relation.left),
    knownRight: knownOf(relation.right),
    ...(last ? { upTo: last.shortLabel[language] } : {}),
  };
  return relation.type === "equal" ? text.equal(sides) : text.atMost(sides);
}

/** What a mark or a rounding says by itself. */
function limitClause({ tables }: Release, { table, mark, value }: Cell, language: Language) {
  const { roundedTo } = tables.find(({ name }) => name === table)!;
  return value === null
    ? EXPLAIN_TEXT[language].mark(mark!)
    : EXPLAIN_TEXT[language].rounded(value, roundedTo!.base);
}

/** "Received" inside a sentence; an abbreviation stays as it is. */
function uncapitalised(title: string): string {
  return /^\p{Lu}[\p{Ll}\s]/u.test(title) ? title[0]!.toLowerCase() + title.slice(1) : title;
}
