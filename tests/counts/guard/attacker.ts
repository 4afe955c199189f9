/**
 * Someone who has only what was shown, the published counts and the structure of the tables, and solves linear
 * equations in exact rational numbers for what was not shown. Shares no code with src/guard.
 */

import { CellIndex } from "../../../src/counts/relations/form.ts";
import { applyRelation } from "../../../src/counts/relations/kinds.ts";
import type { Cell, Release } from "../../../src/counts/release/model.ts";

/** A range that was shown, of `constant + Σ factor × cell`. */
export interface ShownRange {
  readonly terms: readonly { readonly cell: Cell; readonly factor: number }[];
  readonly lower: number | null;
  readonly upper: number | null;
}

/** Ends that the attacker believes to have found, by cell. */
export type Loot = Map<Cell, { lower?: number; upper?: number }>;

interface Equation {
  /** By unknown, e.g. "lower 3". */
  readonly factors: Map<string, bigint>;
  value: bigint;
}

/**
 * Two attacks. All at once: ends of sums add up from the ends of their parts, also in every total. One by one: each relation
 * is taken to be what stopped a range, which gives another cell's end where that is the only one missing.
 */
export function attack(release: Release, shown: readonly ShownRange[]): Loot {
  const cells = release.tables.flatMap((table) => table.cells);
  const number = new Map(cells.map((cell, index) => [cell, index]));
  const known = new Map<string, number>();
  for (const cell of cells) {
    if (cell.value === null) continue;
    for (const end of ["lower", "upper"]) known.set(`${end} ${number.get(cell)}`, cell.value);
  }
  const sums: ShownRange[] = [...shown];
  for (const { terms, lower, upper } of shown) {
    const [only, ...others] = terms;
    if (!only || others.length > 0 || only.factor !== 1) continue;
    if (lower !== null) known.set(`lower ${number.get(only.cell)}`, lower);
    if (upper !== null) known.set(`upper ${number.get(only.cell)}`, upper);
  }
  const name = (end: "lower" | "upper", cell: Cell) => `${end} ${number.get(cell)}`;
  const opposite = { lower: "upper", upper: "lower" } as const;

  const equations: Equation[] = [];
  const addEquation = (entries: readonly (readonly [string, number])[], value: number) => {
    const equation: Equation = { factors: new Map(), value: BigInt(value) };
    for (const [unknown, factor] of entries) {
      const given = known.get(unknown);
      if (given !== undefined) equation.value -= BigInt(factor * given);
      else {
        equation.factors.set(unknown, (equation.factors.get(unknown) ?? 0n) + BigInt(factor));
      }
    }
    equations.push(equation);
  };
  for (const { terms, lower, upper } of sums) {
    for (const [end, value] of [["lower", lower], ["upper", upper]] as const) {
      if (value === null) continue;
      const entries = terms.map(({ cell, factor }) =>
        [name(factor > 0 ? end : opposite[end], cell), factor] as const
      );
      addEquation(entries, value);
    }
  }
  const index = new CellIndex(release);
  const rows = release.relations.flatMap((relation) => applyRelation(release, relation, index));
  for (const { relation, terms } of rows) {
    if (relation.type !== "sum") continue;
    for (const end of ["lower", "upper"] as const) {
      addEquation(terms.map(({ cell, coefficient }) => [name(end, cell), coefficient] as const), 0);
    }
  }
  const loot: Loot = new Map();
  const steal = (unknown: string, value: number) => {
    const [end, index] = unknown.split(" ") as ["lower" | "upper", string];
    const cell = cells[Number(index)]!;
    loot.set(cell, { ...loot.get(cell), [end]: value });
  };
  for (const [unknown, value] of eliminate(equations)) steal(unknown, value);

  for (const { relation, terms } of rows) {
    for (
      const limitEnd of relation.type === "sum" ? ["upper", "lower"] as const : ["upper"] as const
    ) {
      for (const { cell: stopped, coefficient } of terms) {
        if (stopped.value !== null || !known.has(`lower ${number.get(stopped)}`)) continue;
        const missing: [string, number][] = [];
        let sum = 0;
        for (const term of terms) {
          const isStopped = term.cell === stopped;
          const least = (term.coefficient > 0) === (limitEnd === "upper") ? "lower" : "upper";
          const unknown = name(isStopped ? opposite[least] : least, term.cell);
          const given = known.get(unknown);
          if (given === undefined) missing.push([unknown, term.coefficient]);
          else sum += term.coefficient * given;
        }
        const [only, ...others] = missing;
        if (only && others.length === 0 && coefficient !== 0) steal(only[0], 0 - sum / only[1]);
      }
    }
  }
  return loot;
}

/** Gauss and Jordan in whole numbers: every unknown that the equations determine. Contradictory ones are dropped. */
function eliminate(equations: readonly Equation[]): Map<string, number> {
  const solved: { pivot: string; equation: Equation }[] = [];
  for (const equation of equations) {
    const rest = { factors: new Map(equation.factors), value: equation.value };
    for (const { pivot, equation: known } of solved) subtract(rest, known, pivot);
    const pivot = [...rest.factors].find(([, factor]) => factor !== 0n)?.[0];
    if (pivot === undefined) continue;
    for (const { equation: known } of solved) subtract(known, rest, pivot);
    solved.push({ pivot, equation: rest });
  }
  const found = new Map<string, number>();
  for (const { pivot, equation: { factors, value } } of solved) {
    const present = [...factors].filter(([, factor]) => factor !== 0n);
    const factor = factors.get(pivot)!;
    if (present.length === 1 && value % factor === 0n) found.set(pivot, Number(value / factor));
  }
  return found;
}

/** Frees `target` of the pivot by means of `source`. */
function subtract(target: Equation, source: Equation, pivot: string): void {
  const [factor, scale] = [target.factors.get(pivot) ?? 0n, source.factors.get(pivot) ?? 0n];
  if (factor === 0n) return;
  for (const [unknown, value] of target.factors) target.factors.set(unknown, value * scale);
  target.value = target.value * scale - source.value * factor;
  for (const [unknown, value] of source.factors) {
    target.factors.set(unknown, (target.factors.get(unknown) ?? 0n) - value * factor);
  }
}
