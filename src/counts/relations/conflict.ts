/** Published numbers that no suppressed values can reconcile: named, not crashed on. */

import type { Cell, CellKeys, Release } from "../release/model.ts";
import { type Component, holds, type IntegerProgram } from "../programs/program.ts";
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
  solver: Solver,
  { components }: { readonly components: readonly Component<SystemRow>[] },
): Finding[] {
  const constant = system.rows.filter((row) => row.variables.length === 0 && !holds(row, []));
  return [
    ...constant.map((row) => toFinding(release, system, [row], [])),
    ...components.map((component) => {
      const cells = component.variables.map((variable) => system.cells[variable]!);
      return toFinding(release, system, reduceConflict(component, solver), cells);
    }),
  ];
}

/**
 * An irreducible infeasible subset by the deletion filter (Chinneck and Dravnieks 1991): drop each row in turn, and keep only
 * those without which the rest can be satisfied.
 */
export function reduceConflict<Row extends SystemRow>(
  component: Component<Row>,
  solver: Solver,
): Row[] {
  let rows = [...component.rows];
  for (const row of component.rows) {
    const without = rows.filter((other) => other !== row);
    if (!isFeasible({ upper: component.upper, rows: without }, solver)) rows = without;
  }
  return rows;
}

function isFeasible(program: IntegerProgram, solver: Solver): boolean {
  using open = solver.open(program);
  return open.findPoint() !== null;
}

function toFinding(
  release: Release,
  { assumption }: System,
  rows: readonly SystemRow[],
  among: readonly Cell[],
): Finding {
  const published = new Set(
    rows.flatMap(({ source }) => source.terms.map(({ cell }) => cell))
      .filter(({ status }) => status === "published"),
  );
  const relations = rows.flatMap(({ source }) => source.kind === "relation" ? [source] : []);
  const place = (keys: Partial<CellKeys>) => JSON.stringify(keysLabel(release, keys));
  const places = [...new Set(rows.map(({ source }) => place(source.keys)))].join(", ");
  const why = rows.length === 1 && relations[0]
    ? describeConflict(relations[0])
    : `no whole numbers satisfy together ${
      rows.map(({ source }) =>
        source.kind === "relation"
          ? `${JSON.stringify(source.relation.name)} at ${place(source.keys)}`
          : LIMITS[source.kind](source.terms[0]!.cell, place(source.keys))
      ).join(", ")
    }`;
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

/** What a row that is no relation says of one cell. */
const LIMITS: Readonly<Record<LimitSource["kind"], (cell: Cell, place: string) => string>> = {
  mark: ({ table, mark }, place) =>
    `the limit of the mark ${JSON.stringify(mark)} in ${table} ${place}`,
  rounding: ({ table, value }, place) => `the rounding of ${table} ${value} at ${place}`,
};
