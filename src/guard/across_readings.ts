/** Differencing across readings: a range under one reading beside the same cell's range under another. */
import { FeasibleSet } from "../bounds/feasible_set.ts";
import type { Cell, Release } from "../release/model.ts";
import { Guard } from "./guard.ts";
import type { Policy } from "./rules.ts";

/**
 * The suppressed cells whose range under this reading would, beside what is shown under the readings that go before it,
 * give a withheld range away.
 *
 * Whoever changes the reading sees both. Where an end moves between two readings, it moves by what other cells add or
 * take; if one of those is withheld, the difference tells its range. So the release's default reading goes first and the
 * others follow in the order of the release, and an end that differs from one shown before is withheld wherever the cell's
 * component, under either reading, holds a withheld cell. An end that says nothing (0, or none at all) is no secret. The
 * rule does not depend on what is asked for, or in which order.
 */
export async function differencedAcrossReadings(
  release: Release,
  reading: string,
  { set, guard, policy }: {
    readonly set: FeasibleSet;
    readonly guard: Guard;
    readonly policy: Policy;
  },
): Promise<Set<Cell>> {
  const found = new Set<Cell>();
  for (const other of readingsBefore(release, reading)) {
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

/** The default reading first, then the others in the release's order; those before the given one. */
function readingsBefore({ readings, defaultReading }: Release, reading: string): string[] {
  const others = readings.map(({ name }) => name).filter((name) => name !== defaultReading);
  const order = [defaultReading, ...others];
  return order.slice(0, order.indexOf(reading));
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
