/** Published numbers that no suppressed values can reconcile: named, not crashed on. */

import type { Cell, CellKeys, Release } from "../release/model.ts";
import {
  type Component,
  type Deadline,
  holds,
  type IntegerProgram,
  NO_DEADLINE,
} from "../programs/program.ts";
import { keysLabel } from "./form.ts";
import type { Solver } from "../programs/solver.ts";
import { describeConflict } from "./kinds.ts";
import type { LimitSource, System, SystemRow } from "./system.ts";

/** A smallest set of relations that cannot all hold: without any one of its members the others can. */
export interface Finding {
  readonly kind: "contradiction";
  readonly assumption: string;
  /** In English, e.g. for a log. Names published numbers only. */
  readonly message: string;
  /** The relations in conflict and where each applies. */
  readonly relations: readonly { readonly name: string; readonly keys: Partial<CellKeys> }[];
  /** The published cells in the conflict. */
  readonly published: readonly Cell[];
  /** The suppressed cells that cannot be bounded for it; without a value of any kind. */
  readonly suppressed: readonly Cell[];
}

/**
 * The contradictions of a system: each row of published cells alone that does not hold, and in each
 * contradictory component an irreducible infeasible subset of its rows.
 */
export function findContradictions(
  release: Release,
  system: System,
  { components, solver, deadline }: {
    readonly components: readonly Component<SystemRow>[];
    readonly solver: Solver;
    readonly deadline: Deadline;
  },
): Finding[] {
  const constant = system.rows.filter((row) => row.variables.length === 0 && !holds(row, []));
  return [
    ...constant.map((row) => toFinding(release, system, [row], [])),
    ...components.map((component) => {
      const cells = component.variables.map((variable) => system.cells[variable]!);
      return toFinding(release, system, reduceConflict(component, solver, deadline), cells);
    }),
  ];
}

/**
 * An irreducible infeasible subset by the deletion filter (Chinneck and Dravnieks 1991): drop rows in turn, halves first and
 * single ones last, and keep only those without which the rest can be satisfied. Where time is up, what is left by then.
 */
export function reduceConflict<Row extends SystemRow>(
  component: Component<Row>,
  solver: Solver,
  deadline: Deadline = NO_DEADLINE,
): Row[] {
  let rows = [...component.rows];
  for (let size = 2 ** Math.ceil(Math.log2(rows.length)); size >= 1; size /= 2) {
    for (let from = 0; from < rows.length;) {
      if (deadline.isOver) return rows;
      const without = rows.toSpliced(from, size);
      if (isFeasible({ upper: component.upper, rows: without }, solver, deadline)) from += size;
      else rows = without;
    }
  }
  return rows;
}

/** Whether there is a point, or no time to tell. */
function isFeasible(program: IntegerProgram, solver: Solver, deadline: Deadline): boolean {
  using open = solver.open(program, { deadline });
  return open.findPoint() !== null;
}

function toFinding(
  release: Release,
  { assumption: name }: System,
  rows: readonly SystemRow[],
  among: readonly Cell[],
): Finding {
  // Only what is asked under an assumption is told.
  const assumption = name ?? release.defaultAssumption;
  const published = new Set(
    rows.flatMap(({ source }) => source.terms.map(({ cell }) => cell))
      .filter(({ status }) => status === "published"),
  );
  const relations = rows.flatMap(({ source }) => source.kind === "relation" ? [source] : []);
  const place = (keys: Partial<CellKeys>) => JSON.stringify(keysLabel(release, keys));
  const all = [...new Set(rows.map(({ source }) => place(source.keys)))];
  const places = all.slice(0, MOST_NAMED).join(", ") +
    (all.length > MOST_NAMED ? ` and ${all.length - MOST_NAMED} more places` : "");
  const why = whyOf(rows, place);
  // What holds under every assumption is of the counts; anything else is what was assumed.
  const isOfAssumption = relations.some(({ relation }) =>
    relation.assumptions.length < release.assumptions.length
  );
  return {
    kind: "contradiction",
    assumption,
    message: isOfAssumption
      ? `The assumption ${JSON.stringify(assumption)} does not hold at ${places}: ${why}`
      : `The published counts contradict one another at ${places}: ${why}`,
    relations: relations.map(({ relation, keys }) => ({ name: relation.name, keys })),
    published: [...published],
    suppressed: among.filter(({ status }) => status === "suppressed"),
  };
}

function whyOf(rows: readonly SystemRow[], place: (keys: Partial<CellKeys>) => string): string {
  const [{ source: first }] = rows as [SystemRow];
  if (rows.length === 1 && first.kind === "relation") return describeConflict(first);
  if (rows.length > MOST_NAMED) {
    return `no whole numbers satisfy these ${rows.length} relations together`;
  }
  const named = rows.map(({ source }) =>
    source.kind === "relation"
      ? `${JSON.stringify(source.relation.name)} at ${place(source.keys)}`
      : LIMITS[source.kind](source.terms[0]!.cell, place(source.keys))
  );
  return `no whole numbers satisfy together ${named.join(", ")}`;
}

/** Relations and places that a message names one by one. */
const MOST_NAMED = 12;

/** What a row that is no relation says of one cell. */
const LIMITS: Readonly<Record<LimitSource["kind"], (cell: Cell, place: string) => string>> = {
  mark: ({ table, mark }, place) =>
    `the limit of the mark ${JSON.stringify(mark)} in ${table} ${place}`,
  rounding: ({ table, value }, place) => `the rounding of ${table} ${value} at ${place}`,
};
