/**
 * What an office should know before it publishes: raw ranges, the cells that fail, what drives them. Internal: nothing here goes
 * through the guard, so only `audit --internal` may import it.
 */
import {
  type Deadline,
  type End,
  explainEnd,
  explainInWords,
  FeasibleSet,
  type Solver,
  unit,
} from "@crosses/counts/ranges";
import type { Cell, Release } from "@crosses/counts/release";

/** How an office's release is attacked. */
export interface Attack {
  readonly assumption: string;
  /** The least number of values that a suppressed cell must be able to take, where its table asks for no other. */
  readonly width: number;
  readonly solver: Solver;
  readonly deadline: Deadline;
}

/** A suppressed cell as an attacker finds it. */
export interface AttackedCell {
  readonly cell: Cell;
  readonly lower: number;
  /** Null where nothing caps it. */
  readonly upper: number | null;
  /** True where time was up: the ends only enclose what it can be, so that it may fail all the same. */
  readonly isOuter: boolean;
  /** How many values it can take, counted as far as is required; at most so many where it is outer. */
  readonly values: number;
  readonly requiredWidth: number;
  readonly fails: boolean;
  /** Where it fails: what drives each end, one sentence an end. */
  readonly drivenBy: readonly string[];
  /** Where it fails: the published cells that drive it. */
  readonly drivers: readonly Cell[];
}

/** Every suppressed cell of a release; those in a contradiction are left out, as they have no range. */
export async function attackRelease(release: Release, attack: Attack): Promise<AttackedCell[]> {
  const set = await FeasibleSet.of(release, attack.assumption, attack);
  return set.system.cells.filter(({ status }) => status === "suppressed").flatMap((cell) => {
    const interval = set.interval(cell);
    if (interval === null) return [];
    const { component, local } = set.home(cell);
    const requiredWidth = requiredWidthOf(release, cell) ?? attack.width;
    const values = set.countValues({ component, objective: unit(local) }, requiredWidth);
    const fails = values < requiredWidth;
    return [{
      cell,
      lower: interval.lower,
      upper: interval.upper,
      isOuter: interval.isOuter || attack.deadline.isOver,
      values,
      requiredWidth,
      fails,
      ...fails ? drivenBy(release, set, cell) : { drivenBy: [], drivers: [] },
    }];
  });
}

/** The widest that the cell's table asks for at its place; undefined where it asks for nothing. */
function requiredWidthOf({ tables }: Release, { table, keys }: Cell): number | undefined {
  const asked =
    tables.find(({ name }) => name === table)!.requiredWidths?.filter((required) =>
      Object.entries(required.keys).every(([name, category]) => keys[name] === category)
    ) ?? [];
  return asked.length === 0 ? undefined : Math.max(...asked.map(({ width }) => width));
}

function drivenBy(release: Release, set: FeasibleSet, cell: Cell) {
  const sentences: string[] = [];
  const drivers = new Set<Cell>();
  for (const end of ["lower", "upper"] as const satisfies readonly End[]) {
    const explanation = explainEnd(set, cell, end, set.deadline);
    if (explanation.rows.length === 0) continue;
    const value = set.interval(cell)![end];
    sentences.push(explainInWords(release, { cell, end, value, explanation }, "en"));
    for (const driver of explanation.published) drivers.add(driver);
  }
  return { drivenBy: sentences, drivers: [...drivers] };
}

/**
 * Attacks by a contributor who knows their own count: every suppressed cell that can be 1 is taken to be known as 1. Gives what
 * fails once somebody who is alone in `known` knows it.
 */
export async function attackBySingletons(
  release: Release,
  attack: Attack,
  attacked: readonly AttackedCell[],
): Promise<{ known: Cell; failing: Cell[] }[]> {
  const failsAnyway = new Set(attacked.flatMap(({ cell, fails }) => fails ? [cell] : []));
  const risks: { known: Cell; failing: Cell[] }[] = [];
  for (const { cell: known, lower, upper } of attacked) {
    if (lower > 1 || (upper ?? Infinity) < 1) continue;
    const told = withCells(
      release,
      (cell) => cell === known ? { ...cell, value: 1, status: "published" } : cell,
    );
    const failing = (await attackRelease(told, attack)).filter(({ fails }) => fails)
      .map(({ cell }) => cell).filter((cell) => !failsAnyway.has(cell));
    if (failing.length > 0) risks.push({ known, failing });
  }
  return risks;
}

/** The release with other cells in the places of its own. */
export function withCells(release: Release, change: (cell: Cell) => Cell): Release {
  return {
    ...release,
    tables: release.tables.map((table) => ({ ...table, cells: table.cells.map(change) })),
  };
}
