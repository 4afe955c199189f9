/** The relations of an assumption, as one linear system over the suppressed cells. */

import { UsageError } from "../errors.ts";
import type {
  AtMostRelation,
  Cell,
  CellKeys,
  Dimension,
  Relation,
  Release,
  SumRelation,
} from "../release/model.ts";
import { CellIndex, type Term } from "./form.ts";
import type { LinearRow } from "./solver.ts";

/** What a row says and about which cells. */
export interface RowSource {
  readonly relation: Relation;
  /** Where the relation is applied. A `sum` row has no key for its own dimension. */
  readonly keys: Partial<CellKeys>;
  /** Every cell of the row, published and suppressed, with its factor. */
  readonly terms: readonly (Term & { readonly cell: Cell })[];
}

/** `lower <= Σ coefficient × suppressed cell <= upper`, the published cells moved into the limits. */
export interface SystemRow extends LinearRow {
  readonly source: RowSource;
}

/** Every suppressed cell is a whole number from 0 to its `upper`; every row holds. */
export interface System {
  readonly assumption: string;
  /** The suppressed cells in the order of the release: variable i is `cells[i]`. */
  readonly cells: readonly Cell[];
  /** Infinity where the mark declares no greatest count. */
  readonly upper: readonly number[];
  readonly rows: readonly SystemRow[];
  readonly index: CellIndex;
  /** The variable of a suppressed cell. */
  variableOf(cell: Cell): number | undefined;
}

/**
 * Builds the system of one assumption: one variable for each suppressed cell, one row for each
 * place where a relation of that assumption applies (also where all its cells are published).
 *
 * @throws {UsageError} if the release has no such assumption.
 */
export function buildSystem(release: Release, assumption: string): System {
  if (!release.assumptions.some(({ name }) => name === assumption)) {
    const known = release.assumptions.map(({ name }) => JSON.stringify(name)).join(", ");
    throw new UsageError(
      `Cannot find the assumption ${JSON.stringify(assumption)}`,
      `the release has ${known}`,
    );
  }
  const cells: Cell[] = [];
  const upper: number[] = [];
  const variables = new Map<Cell, number>();
  for (const table of release.tables) {
    const limits = new Map(table.marks.map(({ value, atMost }) => [value, atMost ?? Infinity]));
    for (const cell of table.cells) {
      if (cell.status !== "suppressed") continue;
      variables.set(cell, cells.length);
      cells.push(cell);
      upper.push(limits.get(cell.mark ?? "") ?? Infinity);
    }
  }
  const index = new CellIndex(release);
  const rows = release.relations.filter(({ assumptions }) => assumptions.includes(assumption))
    .flatMap((relation) => applyRelation(release, relation, index))
    .filter(({ terms }) => terms.every(isThere))
    .map((source) => toRow(source, variables));
  return { assumption, cells, upper, rows, index, variableOf: (cell) => variables.get(cell) };
}

/** A part that does not exist adds nothing; a total, or what something is compared with, must exist. */
function isThere({ cell, coefficient }: RowSource["terms"][number]): boolean {
  return cell.status !== "notApplicable" || coefficient > 0;
}

/** Every place where the relation applies, with the cells it ties together there. */
export function applyRelation(
  release: Release,
  relation: Relation,
  index: CellIndex = new CellIndex(release),
): RowSource[] {
  return relation.type === "sum"
    ? applySum(release, relation, index)
    : applyAtMost(release, relation, index);
}

function applySum(release: Release, relation: SumRelation, index: CellIndex): RowSource[] {
  const others = release.dimensions.filter(({ name }) => name !== relation.dimension);
  return relation.tables.flatMap((table) =>
    combinations(others).map((keys) => {
      const term = (category: string, coefficient: number) => ({
        cell: index.find({ table, keys: { ...keys, [relation.dimension]: category } }),
        coefficient,
      });
      const parts = relation.parts.map((part) => term(part, 1));
      return { relation, keys, terms: [...parts, term(relation.total, -1)] };
    })
  );
}

function applyAtMost(release: Release, relation: AtMostRelation, index: CellIndex): RowSource[] {
  const over = relation.cumulativeOver;
  const sides = [...relation.left.map((table) => ({ table, coefficient: 1 }))].concat(
    relation.right.map((table) => ({ table, coefficient: -1 })),
  );
  const at = (keys: CellKeys) =>
    sides.map(({ table, coefficient }) => ({ cell: index.find({ table, keys }), coefficient }));
  if (over === undefined) {
    return combinations(release.dimensions).map((keys) => ({ relation, keys, terms: at(keys) }));
  }
  // A total would be counted on top of its own parts: only the parts are summed up.
  const steps = release.dimensions.find(({ name }) => name === over)?.categories
    .filter(({ isTotal }) => !isTotal) ?? [];
  return combinations(release.dimensions.filter(({ name }) => name !== over)).flatMap((keys) =>
    steps.map(({ name }, last) => ({
      relation,
      keys: { ...keys, [over]: name },
      terms: steps.slice(0, last + 1).flatMap((step) => at({ ...keys, [over]: step.name })),
    }))
  );
}

/** A sum is `parts − total = 0`, the others `left − right <= 0` or `= 0`. */
function toRow(source: RowSource, variables: ReadonlyMap<Cell, number>): SystemRow {
  const coefficients = new Map<number, number>();
  let constant = 0;
  for (const { cell, coefficient } of source.terms) {
    const variable = variables.get(cell);
    if (variable === undefined) constant += coefficient * (cell.value ?? 0);
    else coefficients.set(variable, (coefficients.get(variable) ?? 0) + coefficient);
  }
  const present = [...coefficients].filter(([, coefficient]) => coefficient !== 0);
  return {
    variables: present.map(([variable]) => variable),
    coefficients: present.map(([, coefficient]) => coefficient),
    lower: source.relation.type !== "atMost" ? 0 - constant : -Infinity,
    upper: 0 - constant,
    source,
  };
}

/** Every combination of the dimensions' categories, the last dimension running fastest. */
export function combinations(dimensions: readonly Dimension[]): CellKeys[] {
  return dimensions.reduce<Record<string, string>[]>(
    (known, { name, categories }) =>
      known.flatMap((keys) => categories.map((category) => ({ ...keys, [name]: category.name }))),
    [{}],
  );
}
