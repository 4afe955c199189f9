/** What published counts leave of a withheld cell: a quantity that prints it is that cell in disguise. */
import type { Guard } from "./guard.ts";
import type { CellIndex, LinearForm } from "../relations/form.ts";
import type { RelationSource } from "../relations/kinds.ts";
import type { SystemRow } from "../relations/system.ts";
import type { Cell } from "../release/model.ts";

/** The published side of a relation. */
export type Rest = RelationSource["terms"];

/**
 * Where the published counts of a relation add up to exactly an end of a withheld cell in it: these counts with their factors,
 * the longest first. A quantity made of them prints that end. A single count is left out: as published, it is no secret.
 */
export function restsOf(guard: Guard): Rest[] {
  const found: Rest[] = [];
  const { cells } = guard.set.system;
  for (const component of guard.set.components) {
    const ranges = guard.set.rangesOf(component);
    if (ranges === null) continue;
    const leavesEnd = (row: SystemRow, variable: number, coefficient: bigint) => {
      const limits = [row.lower, row.upper].filter((limit) => limit !== null && limit !== 0n);
      const { lower, upper } = ranges[variable]!;
      return [lower, upper].some((end) => end !== null && limits.includes(end * coefficient));
    };
    for (const row of component.rows) {
      const isEnd = row.variables.some((variable, place) =>
        guard.withholdsCell(cells[component.variables[variable]!]!) &&
        leavesEnd(row, variable, row.coefficients[place]!)
      );
      const known = row.source.terms.filter(({ cell }) => cell.status === "published");
      if (isEnd && known.length > 1) found.push(known);
    }
  }
  return found.sort((left, right) => right.length - left.length);
}

/** Whether a form of published counts is such a rest, or a sum of several. */
export function isMadeOfRests(form: LinearForm, rests: readonly Rest[], index: CellIndex): boolean {
  const left = new Map<Cell, number>();
  for (const { cell, coefficient } of form.terms) {
    const found = index.find(cell);
    left.set(found, (left.get(found) ?? 0) + coefficient);
  }
  for (const rest of rests) {
    const sign = [1, -1].find((sign) =>
      rest.every(({ cell, coefficient }) => left.get(cell) === sign * coefficient)
    );
    if (sign === undefined) continue;
    for (const { cell } of rest) left.delete(cell);
  }
  return form.terms.length > 0 && left.size === 0;
}
