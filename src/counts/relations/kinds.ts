/** What each kind of relation is: where it applies, what it demands there, how a conflict reads; and how published counts bear it out. */
import type { Limits } from "../programs/program.ts";
import { CellIndex, type Term } from "./form.ts";
import type {
  Cell,
  CellKeys,
  ComparisonRelation,
  Dimension,
  Relation,
  RelationKinds,
  RelationType,
  Release,
  SumRelation,
} from "../release/model.ts";
import { categoriesIn, combinations } from "../release/categories.ts";

/** A relation at one place. */
export interface RelationSource {
  readonly kind: "relation";
  readonly relation: Relation;
  /** Where the relation is applied. A `sum` row has no key for its own dimension. */
  readonly keys: Partial<CellKeys>;
  /** Every cell of the row, published and suppressed, with its factor. */
  readonly terms: readonly (Term & { readonly cell: Cell })[];
}

/** A kind of relation: everything that differs from one kind to the next, but for its words in `guard/explain_words.ts`. */
interface Kind<Type extends RelationType> {
  /** Every place where it applies, with the cells that it ties together there. */
  apply(release: Release, relation: RelationKinds[Type], index: CellIndex): Place[];
  /** What `Σ coefficient × cell` may be: 0 on the side that it limits. */
  readonly limits: Limits;
  /**
   * The sign of the terms that must exist: a total, or what something is compared with. Of the others, one that does not exist
   * adds nothing.
   */
  readonly needed: 1 | -1;
  /** Why it cannot hold at a place, by the published counts there: `refused 12 and accepted 60 exceed the 65 received`. */
  conflict(relation: RelationKinds[Type], published: RelationSource["terms"]): string;
}
type Place = Pick<RelationSource, "keys" | "terms">;

const KINDS: { readonly [Type in RelationType]: Kind<Type> } = {
  // parts − total = 0
  sum: { apply: applySum, limits: { lower: 0n, upper: 0n }, needed: -1, conflict: sumConflict },
  // left − right <= 0
  atMost: {
    apply: applyComparison,
    limits: { lower: null, upper: 0n },
    needed: -1,
    conflict: (relation, published) => {
      const { left, isOne, right, so } = sidesOf(relation, published);
      return `${left}${so} ${isOne ? "exceeds" : "exceed"} the ${right}${so}`;
    },
  },
  // left − right = 0
  equal: {
    apply: applyComparison,
    limits: { lower: 0n, upper: 0n },
    needed: -1,
    conflict: (relation, published) => {
      const { left, right, so } = sidesOf(relation, published);
      return `${left}${so} cannot equal the ${right}${so}`;
    },
  },
};

function kindOf({ type }: Relation): Kind<RelationType> {
  return KINDS[type] as Kind<RelationType>;
}

/** Every place where a relation applies, with the cells it ties together there. */
export function applyRelation(
  release: Release,
  relation: Relation,
  index: CellIndex,
): RelationSource[] {
  const places = kindOf(relation).apply(release, relation, index);
  return places.map((place) => ({ kind: "relation", relation, ...place }));
}

/** What `Σ coefficient × cell` may be at each of a relation's places. */
export function limitsOf(relation: Relation): Limits {
  return kindOf(relation).limits;
}

/** Why a relation cannot hold at a place, in English. */
export function describeConflict({ relation, terms }: RelationSource): string {
  const published = terms.filter(({ cell }) => cell.status === "published");
  return kindOf(relation).conflict(relation, published);
}

/** Whether all is there that a relation needs at a place. */
export function isThere({ relation, terms }: RelationSource): boolean {
  const { needed } = kindOf(relation);
  return terms.every(({ cell, coefficient }) =>
    cell.status !== "notApplicable" || Math.sign(coefficient) !== needed
  );
}

function applySum(release: Release, relation: SumRelation, index: CellIndex): Place[] {
  const all = [relation.total, ...relation.parts];
  return relation.tables.flatMap((table) => {
    const dimensions = dimensionsOf(release, table);
    // A table that has not all of the categories does not tell their sum.
    const own = dimensions.find(({ name }) => name === relation.dimension)!.categories;
    if (all.some((category) => own.every(({ name }) => name !== category))) return [];
    return placesOver(dimensions.filter(({ name }) => name !== relation.dimension)).map(
      (keys) => {
        const term = (category: string, coefficient: number) => ({
          cell: index.find({ table, keys: { ...keys, [relation.dimension]: category } }),
          coefficient,
        });
        const parts = relation.parts.map((part) => term(part, 1));
        return { keys, terms: [...parts, term(relation.total, -1)] };
      },
    );
  });
}

/** The dimensions of the release, with those of their categories that a table has. */
function dimensionsOf({ dimensions, tables }: Release, table: string): Dimension[] {
  const { keys } = tables.find(({ name }) => name === table)!;
  return dimensions.map((dimension) => ({
    ...dimension,
    categories: categoriesIn(keys, dimension),
  }));
}

function applyComparison(
  release: Release,
  { left, right, cumulativeOver: over }: ComparisonRelation<string>,
  index: CellIndex,
): Place[] {
  const sides = [
    ...left.map((table) => ({ table, coefficient: 1 })),
    ...right.map((table) => ({ table, coefficient: -1 })),
  ];
  const dimensions = dimensionsOf(release, left[0]!);
  const at = (keys: CellKeys) =>
    sides.map(({ table, coefficient }) => ({ cell: index.find({ table, keys }), coefficient }));
  // A total would be counted on top of its own parts: only the parts are summed up.
  const steps = release.dimensions.find(({ name }) => name === over)?.categories
    .filter(({ isTotal }) => !isTotal) ?? [];
  const until = (keys: CellKeys) =>
    over === undefined
      ? [[keys]]
      : steps.map((_, last) =>
        steps.slice(0, last + 1).map(({ name }) => ({ ...keys, [over]: name }))
      );
  return placesOver(dimensions.filter(({ name }) => name !== over)).flatMap(until)
    // Tables of different dimensions have only some places in common.
    .filter((places) =>
      places.every((keys) => sides.every(({ table }) => index.has({ table, keys })))
    )
    .map((places) => ({ keys: places.at(-1)!, terms: places.flatMap(at) }));
}

/** A category of each dimension, in every combination. */
function placesOver(dimensions: readonly Dimension[]): CellKeys[] {
  return combinations(
    dimensions.map(({ name, categories }) =>
      categories.map((category) => [name, category.name] as const)
    ),
  ).map(Object.fromEntries);
}

function sumConflict(relation: SumRelation, published: RelationSource["terms"]): string {
  const total = published.find(({ coefficient }) => coefficient === -1);
  const known = total ? `the total of ${total.cell.value}` : "their suppressed total";
  const parts = add(published.filter(({ coefficient }) => coefficient === 1));
  return `the published parts of ${relation.tables.join(", ")} over ${
    JSON.stringify(relation.dimension)
  } add up to ${parts} and do not fit ${known}`;
}

/** What is published of both sides of a comparison, in words. */
function sidesOf(
  { left, right, cumulativeOver }: ComparisonRelation<string>,
  published: RelationSource["terms"],
) {
  const side = (tables: readonly string[]) =>
    tables.flatMap((table) => {
      const cells = published.filter(({ cell }) => cell.table === table);
      return cells.length === 0 ? [] : { table, value: add(cells) };
    });
  const first = side(left);
  return {
    left: first.map(({ table, value }) => `${table} ${value}`).join(" and "),
    isOne: first.length === 1,
    right: side(right).map(({ table, value }) => `${value} ${table}`).join(" and "),
    so: cumulativeOver === undefined ? "" : " so far",
  };
}

function add(known: RelationSource["terms"]): bigint {
  return known.reduce((total, { cell }) => total + BigInt(cell.value!), 0n);
}

/**
 * How a relation fares at one place. `equality`: an "at most" that is met exactly. `unchecked`: it holds or not
 * depending on a suppressed cell. `breaks` may be certain even then, as no count is below 0.
 */
export type Outcome = "holds" | "equality" | "breaks" | "unchecked";

/** A relation at one place. */
interface RelationCheck {
  readonly relation: Relation;
  readonly keys: Partial<CellKeys>;
  readonly cells: readonly Cell[];
  readonly outcome: Outcome;
}

/** A relation over the whole release. */
interface RelationEvidence {
  readonly relation: Relation;
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly checks: readonly RelationCheck[];
}

/**
 * Checks every relation of the release at every place, whichever assumptions it belongs to: how often it holds,
 * holds with equality, breaks, or cannot be checked. Rests on published counts alone, so it can be shown as it is.
 */
export function checkRelations(release: Release): RelationEvidence[] {
  const index = new CellIndex(release);
  const rounded = new Set(release.tables.flatMap(({ name, roundedTo }) => roundedTo ? [name] : []));
  return release.relations.map((relation) => {
    const checks = applyRelation(release, relation, index).map((source): RelationCheck => ({
      relation,
      keys: source.keys,
      cells: source.terms.map(({ cell }) => cell),
      // Rounded counts need not add up.
      outcome: source.terms.some(({ cell }) => rounded.has(cell.table))
        ? "unchecked"
        : checkRow(source),
    }));
    const counts = { holds: 0, equality: 0, breaks: 0, unchecked: 0 };
    for (const { outcome } of checks) counts[outcome]++;
    return { relation, counts, checks };
  });
}

function checkRow(source: RelationSource): Outcome {
  if (!isThere(source)) return "unchecked";
  const { relation, terms } = source;
  const { lower, upper } = limitsOf(relation);
  const known = terms.reduce(
    (sum, { cell, coefficient }) => sum + BigInt(coefficient) * BigInt(cell.value ?? 0),
    0n,
  );
  const [isBelow, isAbove] = [lower !== null && known < lower, upper !== null && known > upper];
  const unknown = terms.filter(({ cell }) => cell.status === "suppressed");
  if (unknown.length > 0) {
    // No count is below 0: where suppressed cells can only lead further away, it is certain all the same.
    const isCertain = isAbove && unknown.every(({ coefficient }) => coefficient > 0) ||
      isBelow && unknown.every(({ coefficient }) => coefficient < 0);
    return isCertain ? "breaks" : "unchecked";
  }
  if (isBelow || isAbove) return "breaks";
  // Of a relation that leaves room on one side.
  return lower !== upper && (known === lower || known === upper) ? "equality" : "holds";
}
