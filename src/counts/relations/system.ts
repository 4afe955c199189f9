/** The relations of an assumption, as one linear system over the suppressed cells. */

import { UsageError } from "@crosses/text";
import { type Cell, type CellKeys, type Release, slackOf, type Table } from "../release/model.ts";
import { CellIndex } from "./form.ts";
import { applyRelation, isThere, limitsOf, type RelationSource } from "./kinds.ts";
import { type IntegerProgram, type LinearRow, objectiveOf } from "../programs/program.ts";

/** What a row says, and about which cells. */
type RowSource = RelationSource | LimitSource;

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
  /** The published cells whose counts are in the limits. */
  readonly known: readonly Cell[];
}

/** Every variable is a whole number >= 0; every row holds. */
export interface System {
  /** Null for what holds under every assumption. */
  readonly assumption: string | null;
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
 * Builds the system of one assumption, or (null) of what holds under every one: one variable for each count that is not known, one row for each limit of one and for each
 * place where a relation of that assumption applies (also where all its cells are published).
 *
 * @throws {UsageError} if the release has no such assumption.
 */
export function buildSystem(release: Release, assumption: string | null): System {
  if (assumption !== null) requireAssumption(release, assumption);
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
  const rows = release.relations.filter(({ assumptions }) =>
    assumption === null
      ? assumptions.length === release.assumptions.length
      : assumptions.includes(assumption)
  )
    .flatMap((relation) => applyRelation(release, relation, index))
    .filter(isThere)
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

/** Whether a row holds under some of the release's assumptions only. */
export function isAssumed({ source }: SystemRow, { assumptions }: Release): boolean {
  return source.kind === "relation" && source.relation.assumptions.length < assumptions.length;
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
  const slack = slackOf(roundedTo);
  const ends = cell.value === null
    ? marks.find(({ value }) => value === cell.mark) ?? {}
    : { atLeast: Math.max(0, cell.value - slack), atMost: cell.value + slack };
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
    known: [],
  };
}

function toRow(source: RelationSource, variables: ReadonlyMap<Cell, number>): SystemRow {
  const known = source.terms.map(({ cell }) => cell)
    .filter((cell) => cell.status === "published" && !variables.has(cell));
  return { ...rowOver(source, (cell) => variables.get(cell)), source, known };
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
  const { lower, upper } = limitsOf(relation);
  const without = (limit: bigint | null) => limit === null ? null : limit - constant;
  return { ...objectiveOf(coefficients), lower: without(lower), upper: without(upper) };
}
