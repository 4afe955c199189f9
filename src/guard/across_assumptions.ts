/** Differencing across assumptions: a range under one assumption beside the same cell's range under another. */
import { FeasibleSet } from "../bounds/feasible_set.ts";
import type { Cell, Release } from "../release/model.ts";
import { Guard } from "./guard.ts";
import type { Policy } from "./rules.ts";

/**
 * The suppressed cells whose range under this assumption would, beside what is shown under the assumptions that go before it,
 * give a withheld range away.
 *
 * Whoever changes the assumption sees both. Where an end moves between two assumptions, it moves by what other cells add or
 * take; if one of those is withheld, the difference tells its range. So the release's default assumption goes first and the
 * others follow in the order of the release, and an end that differs from one shown before is withheld wherever the cell's
 * component, under either assumption, holds a withheld cell. An end that says nothing (0, or none at all) is no secret. The
 * rule does not depend on what is asked for, or in which order.
 */
export async function differencedAcrossAssumptions(
  release: Release,
  assumption: string,
  { set, guard, policy }: {
    readonly set: FeasibleSet;
    readonly guard: Guard;
    readonly policy: Policy;
  },
): Promise<Set<Cell>> {
  const found = new Set<Cell>();
  for (const other of assumptionsBefore(release, assumption)) {
    const otherSet = await FeasibleSet.of(release, other, set.solver);
    const otherGuard = new Guard(release, otherSet, policy, []);
    const isTouched = touchedBy(set, guard);
    const isTouchedThere = touchedBy(otherSet, otherGuard);
    for (const cell of set.system.cells) {
      if (!isTouched.has(cell) && !isTouchedThere.has(cell)) continue;
      const [here, there] = [set.interval(cell), otherSet.interval(cell)];
      if (here === null || there === null) continue;
      const lowerTells = here.lower > 0 && there.lower > 0 && here.lower !== there.lower;
      const upperTells = here.upper !== null && there.upper !== null && here.upper !== there.upper;
      if (lowerTells || upperTells) found.add(cell);
    }
  }
  return found;
}

/** The default assumption first, then the others in the release's order; those before the given one. */
function assumptionsBefore(
  { assumptions, defaultAssumption }: Release,
  assumption: string,
): string[] {
  const others = assumptions.map(({ name }) => name).filter((name) => name !== defaultAssumption);
  const order = [defaultAssumption, ...others];
  return order.slice(0, order.indexOf(assumption));
}

/** The cells of every component that holds a withheld cell. */
function touchedBy(set: FeasibleSet, guard: Guard): Set<Cell> {
  const touched = new Set<Cell>();
  for (const { variables } of set.components) {
    const cells = variables.map((variable) => set.system.cells[variable]!);
    if (!cells.some((cell) => set.interval(cell) !== null && guard.judgeCell(cell))) continue;
    for (const cell of cells) touched.add(cell);
  }
  return touched;
}
