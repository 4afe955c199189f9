/**
 * Exact bounds where the rows form a network, without a solver.
 *
 * In a table of two dimensions each cell stands in one row sum and one column sum. Write every sum as a node and every
 * cell as an arc that carries its count from the one to the other: then the feasible tables are the circulations of that
 * network. Their matrix is totally unimodular, so every end is attained in whole numbers, and a cell's greatest value is
 * its present one plus the greatest flow from its arc's head back to its tail (Ford and Fulkerson 1962; for
 * suppressed tables: Gusfield 1988, "A graph theoretic approach to statistical data security").
 */

import { Residual } from "./flow.ts";
import type { Box, IntegerProgram } from "./program.ts";

/** A program as a network: node 0 is the outside, node i + 1 is row i. */
interface Network {
  readonly nodes: number;
  /** One arc a variable. */
  readonly arcs: readonly (readonly [tail: number, head: number])[];
  /** What may leave each row's node to the outside, the signs of its row applied. */
  readonly limits: readonly (readonly [lower: number, upper: number])[];
}

/**
 * The network of a program in which every variable stands in at most two rows with factor 1 or −1, and some rows can be
 * taken with the opposite sign so that each of these variables stands once with 1 and once with −1; null for any other.
 */
function toNetwork({ upper, rows: all }: IntegerProgram): Network | null {
  // What limits one variable by itself is in the box already.
  const rows = all.filter(({ variables }) => variables.length > 1);
  const places: { row: number; coefficient: number }[][] = upper.map(() => []);
  for (const [row, { variables, coefficients }] of rows.entries()) {
    for (const [position, variable] of variables.entries()) {
      const coefficient = coefficients[position]!;
      if (Math.abs(coefficient) !== 1 || places[variable]!.length === 2) return null;
      places[variable]!.push({ row, coefficient });
    }
  }
  const signs = chooseSigns(rows.length, rows, places);
  if (signs === null) return null;
  const arcs = places.map((found): [number, number] => {
    const ends: [number, number] = [0, 0];
    for (const { row, coefficient } of found) {
      ends[signs[row]! * coefficient > 0 ? 1 : 0] = row + 1;
    }
    return ends;
  });
  const limits = rows.map(({ lower, upper }, row): [number, number] =>
    signs[row]! > 0 ? [lower, upper] : [0 - upper, 0 - lower]
  );
  return { nodes: rows.length + 1, arcs, limits };
}

type Places = readonly (readonly { readonly row: number; readonly coefficient: number }[])[];

/** Whether the rows form a network: then a variable takes every whole number between its ends. */
export function isNetwork(program: IntegerProgram): boolean {
  return toNetwork(program) !== null;
}

/** A sign for each row; null where none will do. */
function chooseSigns(
  count: number,
  rows: IntegerProgram["rows"],
  places: Places,
): number[] | null {
  const signs: number[] = Array.from({ length: count }, () => 0);
  for (let start = 0; start < count; start++) {
    if (signs[start] !== 0) continue;
    signs[start] = 1;
    const queue = [start];
    for (let row = queue.pop(); row !== undefined; row = queue.pop()) {
      for (const variable of rows[row]!.variables) {
        const [a, b] = places[variable]!;
        if (a === undefined || b === undefined) continue;
        const [here, there] = a.row === row ? [a, b] : [b, a];
        const needed = -signs[row]! * here.coefficient * there.coefficient;
        if (signs[there.row] === 0) {
          signs[there.row] = needed;
          queue.push(there.row);
        } else if (signs[there.row] !== needed) return null;
      }
    }
  }
  return signs;
}

/**
 * Every variable's least and greatest value, both attained.
 *
 * @param outer bounds that every feasible point keeps, from propagation (rows of one variable are left to it): where a value reaches them, it is at its end
 * @returns undefined where the program is no network, null where it has no feasible point
 */
export function boundNetwork(program: IntegerProgram, outer: Box): Box | null | undefined {
  const network = toNetwork(program);
  if (network === null) return undefined;

  if (network.limits.some(([lower, upper]) => lower > upper)) return null;
  const flow = new Residual(network.nodes);
  for (const [variable, [tail, head]] of network.arcs.entries()) {
    flow.addArc(tail, head, outer.lower[variable]!, outer.upper[variable]!);
  }
  for (const [row, [lower, upper]] of network.limits.entries()) {
    flow.addArc(row + 1, 0, lower, upper);
  }
  if (!flow.balance()) return null;

  const size = network.arcs.length;
  const inner: Box = { lower: flow.flows(size), upper: flow.flows(size) };
  const widen = () => {
    for (let variable = 0; variable < size; variable++) {
      const value = flow.flowOf(variable);
      if (value < inner.lower[variable]!) inner.lower[variable] = value;
      if (value > inner.upper[variable]!) inner.upper[variable] = value;
    }
  };
  for (let variable = 0; variable < size; variable++) {
    // Each flow that is found is a feasible point: it widens what is known to be attained for all.
    if (inner.upper[variable]! < outer.upper[variable]!) {
      if (flow.push(variable, "up")) widen();
      else inner.upper[variable] = Infinity;
    }
    if (inner.lower[variable]! > outer.lower[variable]!) {
      flow.push(variable, "down");
      widen();
    }
  }
  return inner;
}
