/** The feasibility interval of every suppressed cell. */

import type { Cell, Release } from "../../../src/counts/release/model.ts";
import type { Finding } from "../../../src/counts/relations/conflict.ts";
import { FeasibleSet } from "../../../src/counts/relations/feasible_set.ts";

/** A suppressed cell with what it can be. */
export interface CellBounds {
  readonly cell: Cell;
  /** Null where the published numbers around the cell contradict each other. */
  readonly interval: ReturnType<FeasibleSet["interval"]>;
}

/** What an assumption says about a release. */
export interface ReleaseBounds {
  readonly assumption: string;
  /** One entry a suppressed cell, in the order of the release. */
  readonly cells: readonly CellBounds[];
  readonly findings: readonly Finding[];
}

/**
 * Bounds every suppressed cell under one assumption: whole numbers, both ends attained, `upper` null
 * where nothing caps the cell. The intervals are not guarded: nothing here may be shown as it is.
 *
 * @throws {UsageError} if the release has no such assumption.
 */
export async function boundCells(release: Release, assumption: string): Promise<ReleaseBounds> {
  const set = await FeasibleSet.of(release, assumption);
  const cells = set.system.cells.map((cell) => ({ cell, interval: set.interval(cell) }));
  return { assumption, cells, findings: set.findings };
}
