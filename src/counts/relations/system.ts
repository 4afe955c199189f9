/** The relations of an assumption, as one linear system over the suppressed cells. */

import { UsageError } from "@crosses/text";
import type {
  AtMostRelation,
  Cell,
  CellKeys,
  Dimension,
  Mark,
  Relation,
  Release,
  Rounding,
  SumRelation,
  Table,
} from "../release/model.ts";
import { CellIndex, type Term } from "./form.ts";
import { type IntegerProgram, type LinearRow, objectiveOf } from "../programs/program.ts";

/** What a row says, and about which cells. */
export type RowSource = RelationSource | LimitSource;

/** A relation at one place. */
export interface RelationSource {
  readonly kind: "relation";
  readonly relation: Relation;
  /** Where the relation is applied. A `sum` row has no key for its own dimension. */
  readonly keys: Partial<CellKeys>;
  /** Every cell of the row, published and suppressed, with its factor. */
  readonly terms: readonly (Term & { readonly cell: Cell })[];
}

/** What the mark in a cell's place says of its count, or the rounding of its table. */
export interface LimitSource {
  readonly kind: "mark" | "rounding";
  readonly keys: CellKeys;
  /** The cell alone. */
  readonly terms: RelationSource["terms"];
}

/** `lower <= Σ coefficient × variable <= upper`, the counts that are known moved into the limits. */
export interface SystemRow extends LinearRow {
  readonly source: RowSource;
}

/** Every variable is a whole number >= 0; every row holds. */
export interface System {
  readonly assumption: string;
  /**
   * The cells whose counts are not known, in the order of the release: variable i is `cells[i]`. Those are the suppressed cells,
   * and the published ones of a rounded table, whose true counts the relations bind.
   */
  readonly cells: readonly Cell[];
  readonly upper: IntegerProgram["upper"];
  readonly rows: readonly SystemRow[];
  readonly index: CellIndex;
  /** The variable of a cell whose count is not known. */
  variableOf(cell: Cell): number | undefined;
}

/**
 * Builds the system of one assumption: one variable for each count that is not known, one row for each limit of one and for each
 * place where a relation of that assumption applies (also where all its cells are published).
 *
 * @throws {UsageError} if the release has no such assumption.
 */
export function buildSystem(release: Release, assumption: string): System {
  requireAssumption(release, assumption);
  const cells: Cell[] = [];
  const variables = new Map<Cell, number>();
  const limits: SystemRow[] = [];
  for (const table of release.tables) {
    for (const cell of table.cells) {
      const { roundedTo } = table;
      if (cell.status === "notApplicable" || (cell.status === "published" && !roundedTo)) continue;
      variables.set(cell, cells.length);
      cells.push(cell);
      const row = limitOf(cell, table, variables);
      if (row) limits.push(row);
    }
  }
  const index = new CellIndex(release);
  const rows = release.relations.filter(({ assumptions }) => assumptions.includes(assumption))
    .flatMap((relation) => applyRelation(release, relation, index))
    .filter(({ terms }) => terms.every(isThere))
    .map((source) => toRow(source, variables));
  return {
    assumption,
    cells,
    upper: cells.map(() => null),
    rows: [...limits, ...rows],
    index,
    variableOf: (cell) => variables.get(cell),
  };
}

/** @throws {UsageError} if the release has no such assumption; says which it has. */
export function requireAssumption({ assumptions }: Release, assumption: string): void {
  if (assumptions.some(({ name }) => name === assumption)) return;
  const known = assumptions.map(({ name }) => JSON.stringify(name)).join(", ");
  throw new UsageError(
    `Cannot find the assumption ${JSON.stringify(assumption)}`,
    `the release has ${known}`,
  );
}

/** What a mark or a rounding says of a count by itself; undefined for nothing. */
function limitOf(
  cell: Cell,
  { marks, roundedTo }: Table,
  variables: ReadonlyMap<Cell, number>,
): SystemRow | undefined {
  const ends = cell.value === null
    ? marks.find(({ value }) => value === cell.mark) ?? {}
    : roundedEnds(cell.value, roundedTo!);
  if (ends.atLeast === undefined && ends.atMost === undefined) return undefined;
  return {
    variables: [variables.get(cell)!],
    coefficients: [1n],
    lower: BigInt(ends.atLeast ?? 0),
    upper: ends.atMost === undefined ? null : BigInt(ends.atMost),
    source: {
      kind: cell.value === null ? "mark" : "rounding",
      keys: cell.keys,
      terms: [{ cell, coefficient: 1 }],
    },
  };
}

/** Between which counts the true one lies where a rounded one is published. */
function roundedEnds(value: number, { base, method }: Rounding): Pick<Mark, "atLeast" | "atMost"> {
  const slack = method === "random" ? base - 1 : Math.floor(base / 2);
  return { atLeast: Math.max(0, value - slack), atMost: value + slack };
}

/** A part that does not exist adds nothing; a total, or what something is compared with, must exist. */
function isThere({ cell, coefficient }: RelationSource["terms"][number]): boolean {
  return cell.status !== "notApplicable" || coefficient > 0;
}

/** Every place where the relation applies, with the cells it ties together there. */
export function applyRelation(
  release: Release,
  relation: Relation,
  index: CellIndex = new CellIndex(release),
): RelationSource[] {
  return relation.type === "sum"
    ? applySum(release, relation, index)
    : applyAtMost(release, relation, index);
}

function applySum(release: Release, relation: SumRelation, index: CellIndex): RelationSource[] {
  const others = release.dimensions.filter(({ name }) => name !== relation.dimension);
  return relation.tables.flatMap((table) =>
    combinations(others).map((keys) => {
      const term = (category: string, coefficient: number) => ({
        cell: index.find({ table, keys: { ...keys, [relation.dimension]: category } }),
        coefficient,
      });
      const parts = relation.parts.map((part) => term(part, 1));
      return {
        kind: "relation" as const,
        relation,
        keys,
        terms: [...parts, term(relation.total, -1)],
      };
    })
  );
}

function applyAtMost(
  release: Release,
  relation: AtMostRelation,
  index: CellIndex,
): RelationSource[] {
  const over = relation.cumulativeOver;
  const sides = [
    ...relation.left.map((table) => ({ table, coefficient: 1 })),
    ...relation.right.map((table) => ({ table, coefficient: -1 })),
  ];
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
  return combinations(release.dimensions.filter(({ name }) => name !== over)).flatMap(until)
    .map((places) => ({
      kind: "relation",
      relation,
      keys: places.at(-1)!,
      terms: places.flatMap(at),
    }));
}

/** A sum is `parts − total = 0`, the others `left − right <= 0` or `= 0`. */
function toRow(source: RelationSource, variables: ReadonlyMap<Cell, number>): SystemRow {
  return { ...rowOver(source, (cell) => variables.get(cell)), source };
}

/** The row of a relation where some cells are variables, and all others are known. */
export function rowOver(
  { relation, terms }: RelationSource,
  variableOf: (cell: Cell) => number | undefined,
): LinearRow {
  const coefficients = new Map<number, bigint>();
  let constant = 0n;
  for (const { cell, coefficient } of terms) {
    if (cell.status === "notApplicable") continue;
    const factor = BigInt(coefficient);
    const variable = variableOf(cell);
    if (variable === undefined) constant += factor * BigInt(cell.value!);
    else coefficients.set(variable, (coefficients.get(variable) ?? 0n) + factor);
  }
  return {
    ...objectiveOf(coefficients),
    lower: relation.type === "atMost" ? null : -constant,
    upper: -constant,
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
