/** An explained end as one sentence: what each relation says, at its place, with what is published of it. */
import { formatList, type Language } from "@crosses/text";
import type { ExplainedEnd } from "./explain.ts";
import { EXPLAIN_TEXT, type Side, type Sides } from "./explain_text.ts";
import type { RelationSource } from "../relations/kinds.ts";
import type { LimitSource } from "../relations/system.ts";
import {
  byType,
  type Cell,
  type CellKeys,
  type ComparisonRelation,
  type Release,
  slackOf,
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
  if (rows.length > MOST_SAID) {
    const names = rows.map(({ source }) =>
      source.kind === "relation"
        ? text.at(source.relation.label[language], placeOf(release, source, undefined, language))
        : limitClause(release, source, undefined, language)
    );
    return text.bound(end, value, text.many(names, isSmallest));
  }
  const clauses = rows.map(({ source }) => {
    if (source.kind !== "relation") return limitClause(release, source, cell, language);
    const clause = relationClause(release, source, { facts, isAlone: rows.length === 1 }, language);
    return text.at(clause, placeOf(release, source, cell, language));
  });
  return text.bound(end, value, clauses.length === 1 ? clauses[0]! : text.together(clauses));
}

/** Relations that are told one by one; more are listed by name. */
const MOST_SAID = 3;

/**
 * Where a relation applies, as far as it is not the cell's own place: the table of a sum, and the place of its total; undefined
 * for nothing to add. No cell: everything.
 */
function placeOf(
  release: Release,
  { relation, keys, terms }: RelationSource,
  cell: Cell | undefined,
  language: Language,
): string | undefined {
  if (relation.type !== "sum") {
    const isHere = cell !== undefined &&
      Object.entries(keys).every(([name, key]) => cell.keys[name] === key);
    return isHere ? undefined : placeInWords(release, keys, language);
  }
  const total = terms.find(({ coefficient }) => coefficient < 0)!.cell;
  const sums = release.relations.filter(({ type }) => type === "sum");
  const isOnlySum = sums.length === 1 && terms.some((term) => term.cell === cell);
  return isOnlySum ? undefined : cellInWords(release, total, cell?.table, language);
}

/** A cell by its place, and by its table where that is another one and there are several. */
function cellInWords(
  release: Release,
  { table, keys }: Cell,
  known: string | undefined,
  language: Language,
): string {
  const place = placeInWords(release, keys, language);
  if (table === known || release.tables.length === 1) return place;
  return `${titleOf(release, table, language)}, ${place}`;
}

/** Categories by their labels; a bare number says of what it is one, unless it is a period. */
function placeInWords(
  { dimensions }: Release,
  keys: Partial<CellKeys>,
  language: Language,
): string {
  return dimensions.flatMap((dimension) => {
    const category = dimension.categories.find(({ name }) => name === keys[dimension.name]);
    if (category === undefined) return [];
    const label = category.shortLabel[language];
    const isBare = /^[\d\s–-]+$/.test(label) && category.start === undefined;
    return isBare ? `${uncapitalised(dimension.label[language])} ${label}` : label;
  }).join(" · ");
}

/** What a mark or a rounding says by itself of the cell, or of another one, which is named. */
function limitClause(
  release: Release,
  { kind, terms: [term] }: LimitSource,
  cell: Cell | undefined,
  language: Language,
): string {
  const text = EXPLAIN_TEXT[language];
  const { table, mark, value } = term!.cell;
  const { marks, roundedTo } = release.tables.find(({ name }) => name === table)!;
  const place = term!.cell === cell
    ? undefined
    : cellInWords(release, term!.cell, cell?.table, language);
  if (kind === "mark") {
    const { atLeast, atMost } = marks.find((one) => one.value === mark)!;
    return text.at(text.mark(mark!, place === undefined, { atLeast, atMost }), place);
  }
  const slack = slackOf(roundedTo);
  const range = { atLeast: Math.max(0, value! - slack), atMost: value! + slack };
  return text.at(text.rounded(value!, roundedTo!.base, range), place);
}

/** A relation at its place, with what is published of it. */
function relationClause(
  release: Release,
  source: RelationSource,
  { facts, isAlone }: { readonly facts: ReadonlySet<Cell>; readonly isAlone: boolean },
  language: Language,
): string {
  const text = EXPLAIN_TEXT[language];
  const sides = (relation: ComparisonRelation<string>) =>
    sidesOf(release, relation, source, facts, language);
  return byType({
    sum: (relation) => {
      const sums = release.relations.filter((other) => other.type === "sum");
      const { label, categories } = release.dimensions.find(({ name }) =>
        name === relation.dimension
      )!;
      // A total of the sexes and of the ages: which of them is said by the parts.
      const isOneOfSeveral = sums.some((other) =>
        other !== relation && other.dimension === relation.dimension &&
        other.total === relation.total
      );
      const named = relation.parts.map((part) =>
        categories.find(({ name }) => name === part)!.shortLabel[language]
      );
      const over = uncapitalised(label[language]) +
        (isOneOfSeveral ? ` (${formatList(named, language)})` : "");
      const [total, parts] = [-1, 1].map((sign) =>
        source.terms.filter(({ cell, coefficient }) =>
          facts.has(cell) && Math.sign(coefficient) === sign
        )
      );
      return text.sum(
        total!.length > 0 ? sum(total!) : null,
        parts!.length > 0 ? sum(parts!) : null,
        sums.length > 1 ? over : undefined,
      );
    },
    atMost: (relation) => text.atMost(sides(relation), isAlone),
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
  const sideOf = (names: readonly string[]): Side => {
    const own = terms.filter(({ cell }) => names.includes(cell.table));
    return {
      names: names.map((name) => titleOf(release, name, language)),
      known: names.flatMap((name) => {
        const cells = own.filter(({ cell }) => facts.has(cell) && cell.table === name);
        const what = titleOf(release, name, language);
        return cells.length === 0 ? [] : [{ value: sum(cells), what }];
      }),
      isWhole: own.every(({ cell }) => facts.has(cell) || cell.status === "notApplicable"),
    };
  };
  const dimension = release.dimensions.find(({ name }) => name === cumulativeOver);
  const last = dimension?.categories.find(({ name }) => name === keys[dimension.name]);
  return {
    left: sideOf(left),
    right: sideOf(right),
    ...(last ? { upTo: last.shortLabel[language] } : {}),
  };
}

function titleOf({ tables }: Release, name: string, language: Language): string {
  return uncapitalised(tables.find((table) => table.name === name)!.shortTitle[language]);
}

/** "Received" inside a sentence; an abbreviation stays as it is. */
function uncapitalised(title: string): string {
  return /^\p{Lu}[\p{Ll}\s]/u.test(title) ? title[0]!.toLowerCase() + title.slice(1) : title;
}
