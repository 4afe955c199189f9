/** Published numbers that no suppressed values can reconcile: named, not crashed on. */

import type { Cell, CellKeys, Release } from "../release/model.ts";
import type { Component } from "./components.ts";
import { keysLabel } from "./form.ts";
import { propagate } from "./propagate.ts";
import type { IntegerProgram, Solver } from "./solver.ts";
import type { System, SystemRow } from "./system.ts";

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
  /** The suppressed cells whose mark's own limit is part of the conflict. */
  readonly limits: readonly Cell[];
}

/**
 * The contradictions of a system: each row of published cells alone that does not hold, and in each
 * contradictory component an irreducible infeasible subset of its rows and mark limits.
 */
export function findContradictions(
  release: Release,
  system: System,
  solver: Solver,
  { components }: { readonly components: readonly Component<SystemRow>[] },
): Finding[] {
  const describe = (rows: readonly SystemRow[], limits: readonly Cell[], among: readonly Cell[]) =>
    toFinding(release, system.assumption, rows, limits, among);
  const constant = system.rows.filter((row) =>
    row.variables.length === 0 && (row.lower > 0 || row.upper < 0)
  );
  return [
    ...constant.map((row) => describe([row], [], [])),
    ...components.map((component) => {
      const cells = component.variables.map((variable) => system.cells[variable]!);
      const { rows, limits } = reduceConflict(component, solver);
      return describe(rows, limits.map((variable) => cells[variable]!), cells);
    }),
  ];
}

/**
 * An irreducible infeasible subset by the deletion filter (Chinneck and Dravnieks 1991): drop each row and
 * each upper limit in turn, and keep only those without which the rest can be satisfied.
 */
export function reduceConflict<Row extends SystemRow>(
  component: Component<Row>,
  solver: Solver,
): { rows: Row[]; limits: number[] } {
  let rows = [...component.rows];
  let upper = [...component.upper];
  for (const variable of upper.keys()) {
    if (upper[variable] === Infinity) continue;
    const without = upper.with(variable, Infinity);
    if (!isFeasible({ upper: without, rows }, solver)) upper = without;
  }
  for (const row of component.rows) {
    const without = rows.filter((other) => other !== row);
    if (!isFeasible({ upper, rows: without }, solver)) rows = without;
  }
  return { rows, limits: [...upper.keys()].filter((variable) => upper[variable] !== Infinity) };
}

function isFeasible(program: IntegerProgram, solver: Solver): boolean {
  if (propagate(program) === null) return false;
  using open = solver.open(program);
  return open.findPoint() !== null;
}

function toFinding(
  release: Release,
  assumption: string,
  rows: readonly SystemRow[],
  limits: readonly Cell[],
  suppressed: readonly Cell[],
): Finding {
  const published = new Set(
    rows.flatMap(({ source }) => source.terms.map(({ cell }) => cell))
      .filter(({ status }) => status === "published"),
  );
  const [only] = rows;
  const place = (row: SystemRow) => JSON.stringify(keysLabel(release, row.source.keys));
  const places = [...new Set(rows.map(place))].join(", ");
  const why = only && rows.length === 1 && limits.length === 0
    ? describeRow(only)
    : `no whole numbers satisfy together ${
      rows.map((row) => `${JSON.stringify(row.source.relation.name)} at ${place(row)}`)
        .concat(
          limits.map((cell) =>
            `the limit of the mark ${JSON.stringify(cell.mark)} in ${cell.table} ${
              JSON.stringify(keysLabel(release, cell.keys))
            }`
          ),
        ).join(", ")
    }`;
  return {
    kind: "contradiction",
    assumption,
    message: `Cannot bound ${places}: ${why} under the assumption ${JSON.stringify(assumption)}`,
    relations: rows.map(({ source: { relation, keys } }) => ({ name: relation.name, keys })),
    published: [...published],
    suppressed,
    limits,
  };
}

/** One row in words: `refused 12 and accepted 60 exceed the 65 received`. */
function describeRow({ source: { relation, terms } }: SystemRow): string {
  const published = terms.filter(({ cell }) => cell.status === "published");
  const sum = (sign: number) =>
    published.filter(({ coefficient }) => coefficient === sign)
      .reduce((total, { cell }) => total + cell.value!, 0);
  if (relation.type === "sum") {
    const total = published.find(({ coefficient }) => coefficient === -1);
    const known = total ? `the total of ${total.cell.value}` : "their suppressed total";
    return `the published parts of ${relation.tables.join(", ")} over ${
      JSON.stringify(relation.dimension)
    } add up to ${sum(1)} and do not fit ${known}`;
  }
  const so = relation.cumulativeOver === undefined ? "" : " so far";
  const side = (tables: readonly string[], sign: number) =>
    tables.flatMap((table) => {
      const cells = published.filter((term) =>
        term.coefficient === sign && term.cell.table === table
      );
      const value = cells.reduce((total, { cell }) => total + cell.value!, 0);
      return cells.length === 0 ? [] : { table, value };
    });
  const left = side(relation.left, 1);
  const right = side(relation.right, -1).map(({ table, value }) => `${value} ${table}`);
  const subject = left.map(({ table, value }) => `${table} ${value}`).join(" and ");
  return `${subject}${so} ${left.length === 1 ? "exceeds" : "exceed"} the ${
    right.join(" and ")
  }${so}`;
}
