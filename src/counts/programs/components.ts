/** Splits a system into parts that share no cell, so that each is solved apart. */

import type { IntegerProgram, LinearRow } from "./program.ts";

/** A part of a program, with its own numbering. */
export interface Component<Row extends LinearRow = LinearRow> extends IntegerProgram {
  readonly rows: readonly Row[];
  /** The variable of the whole program behind each local variable, ascending. */
  readonly variables: readonly number[];
}

/**
 * The independent components of a program: two variables share one exactly when rows link them.
 * Rows without any variable belong to none.
 */
export function splitComponents<Row extends LinearRow>(
  program: { readonly upper: IntegerProgram["upper"]; readonly rows: readonly Row[] },
): Component<Row>[] {
  const parents = program.upper.map((_, variable) => variable);
  const rootOf = (variable: number): number => {
    let root = variable;
    while (parents[root] !== root) root = parents[root]!;
    // Path compression: the next look-up is one step.
    while (parents[variable] !== root) {
      [parents[variable], variable] = [root, parents[variable]!];
    }
    return root;
  };
  for (const { variables: [first, ...others] } of program.rows) {
    if (first === undefined) continue;
    for (const other of others) parents[rootOf(other)] = rootOf(first);
  }

  const members = new Map<number, { variables: number[]; rows: Row[] }>();
  const local: number[] = [];
  for (const variable of program.upper.keys()) {
    const root = rootOf(variable);
    const component = members.get(root) ?? { variables: [], rows: [] };
    members.set(root, component);
    local.push(component.variables.push(variable) - 1);
  }
  for (const row of program.rows) {
    const first = row.variables[0];
    if (first === undefined) continue;
    const variables = row.variables.map((variable) => local[variable]!);
    members.get(rootOf(first))!.rows.push({ ...row, variables });
  }
  return [...members.values()].map(({ variables, rows }) => ({
    variables,
    upper: variables.map((variable) => program.upper[variable]!),
    rows,
  }));
}
