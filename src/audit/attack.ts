/**
 * What an office should know before it publishes: raw ranges, and the cells that fail and what drives them. Nothing here goes
 * through the guard, so only the internal audit may import it.
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

/** What the office asks of each suppressed cell. */
export interface Required {
  /** The least number of values that it must be able to take, where its table asks for no other. */
  readonly width: number;
  /** What the suppressed counts really are, where the office says. */
  readonly truth?: (cell: Cell) => number | undefined;
  /**
   * How far its range must reach beyond the true count on either side: in per cent of it, and 1 at least; or for each cell.
   * Nothing without `truth`.
   */
  readonly protection?: number | ((cell: Cell) => Reach | undefined);
}

/** A lower and an upper protection level: how far a range must reach beyond the true count. */
export interface Reach {
  readonly below: number;
  readonly above: number;
}

export interface Attack extends Required {
  readonly assumption: string;
  readonly solver: Solver;
  readonly deadline: Deadline;
}

/** A suppressed cell as an attacker finds it. */
export interface AttackedCell {
  /** What the attacker relies on. */
  readonly assumption: string;
  readonly cell: Cell;
  readonly lower: number;
  /** Null where nothing caps it. */
  readonly upper: number | null;
  /** True where time was up: the ends only enclose what it can be. */
  readonly isOuter: boolean;
  /** How many values it is known to take, counted at least up to `requiredWidth`. */
  readonly values: number;
  readonly requiredWidth: number;
  /** The ends that come closer to the true count than the protection asked for. */
  readonly close: readonly End[];
  /** Whether it certainly takes fewer values than required, or an end comes too close. */
  readonly fails: boolean;
  /** True where time was up before it was known whether it fails. */
  readonly isUnfinished: boolean;
  /** Where it fails: what drives each end, one sentence an end. */
  readonly drivenBy: readonly string[];
  /** Where it fails: the published cells that drive it. */
  readonly drivers: readonly Cell[];
}

/** Every suppressed cell of a release; those in a contradiction are left out, as they have no range. */
export async function attackRelease(release: Release, attack: Attack): Promise<AttackedCell[]> {
  return attackSet(release, await FeasibleSet.of(release, attack.assumption, attack), attack);
}

/** The same, of a set that is there already. */
export function attackSet(release: Release, set: FeasibleSet, attack: Attack): AttackedCell[] {
  return set.system.cells.filter(({ status }) => status === "suppressed")
    .flatMap((cell) => attackCell(release, set, cell, attack) ?? []);
}

function attackCell(
  release: Release,
  set: FeasibleSet,
  cell: Cell,
  attack: Attack,
): AttackedCell | undefined {
  const interval = set.interval(cell);
  if (interval === null) return undefined;
  const { lower, upper, isOuter } = interval;
  const { component, local } = set.home(cell);
  const requiredWidth = requiredWidthOf(release, cell) ?? attack.width;
  const { known, most } = set.countValues({ component, objective: unit(local) }, requiredWidth);
  const isNarrow = most < requiredWidth;
  const tooClose = closeEnds(cell, interval, attack);
  const close = tooClose ?? [];
  const fails = isNarrow || close.length > 0;
  return {
    ...{ assumption: attack.assumption, cell, lower, upper, isOuter },
    // Outer ends that are far enough may yet be too close.
    isUnfinished: !fails && (known < requiredWidth || (isOuter && tooClose !== undefined)),
    ...{ values: known, requiredWidth, close, fails },
    ...fails
      ? drivenBy(release, set, cell, isNarrow ? ["lower", "upper"] : close)
      : { drivenBy: [], drivers: [] },
  };
}

/** The ends that reach less far beyond the true count than asked; undefined where nothing is asked. No range can reach below 0. */
function closeEnds(
  cell: Cell,
  { lower, upper }: Pick<AttackedCell, "lower" | "upper">,
  { truth: told, protection }: Required,
): End[] | undefined {
  const truth = told?.(cell);
  if (truth === undefined || protection === undefined) return undefined;
  const share = (percent: number) => Math.max(1, Math.ceil(truth * percent / 100));
  const reach = typeof protection === "number"
    ? { below: share(protection), above: share(protection) }
    : protection(cell);
  return reach && [
    ...lower > Math.max(0, truth - reach.below) ? ["lower" as const] : [],
    ...upper !== null && upper < truth + reach.above ? ["upper" as const] : [],
  ];
}

/** The greatest width that its table requires of the cell; undefined where it requires none. */
function requiredWidthOf({ tables }: Release, { table, keys }: Cell): number | undefined {
  const asked =
    tables.find(({ name }) => name === table)!.requiredWidths?.filter((required) =>
      Object.entries(required.keys).every(([name, category]) => keys[name] === category)
    ) ?? [];
  return asked.length === 0 ? undefined : Math.max(...asked.map(({ width }) => width));
}

function drivenBy(release: Release, set: FeasibleSet, cell: Cell, ends: readonly End[]) {
  const sentences: string[] = [];
  const drivers = new Set<Cell>();
  for (const end of ends) {
    const explanation = explainEnd(set, cell, end, set.deadline);
    if (explanation.rows.length === 0) continue;
    const value = set.interval(cell)![end];
    sentences.push(explainInWords(release, { cell, end, value, explanation }, "en"));
    for (const driver of explanation.published) drivers.add(driver);
  }
  return { drivenBy: sentences, drivers: [...drivers] };
}

/** What somebody who is alone in a cell, and knows that it is 1, finds to fail that does not fail anyway. */
export interface SingletonRisk {
  readonly known: Cell;
  readonly failing: readonly AttackedCell[];
}

/** Attacks by a contributor who knows their own count: every suppressed cell that is 1, or can be where no truth is told, is known. */
export async function attackBySingletons(
  release: Release,
  attack: Attack,
  attacked: readonly AttackedCell[],
): Promise<SingletonRisk[]> {
  const failsAnyway = new Set(attacked.flatMap(({ cell, fails }) => fails ? [cell] : []));
  const risks: SingletonRisk[] = [];
  for (const { cell: known, lower, upper } of attacked) {
    if (lower > 1 || (upper ?? Infinity) < 1 || (attack.truth?.(known) ?? 1) !== 1) continue;
    if (attack.deadline.isOver) break;
    const told = withCells(
      release,
      (cell) => cell === known ? { ...cell, value: 1, status: "published" } : cell,
    );
    const failing = (await attackRelease(told, attack)).filter(({ fails, cell }) =>
      fails && !failsAnyway.has(cell)
    );
    if (failing.length > 0) risks.push({ known, failing });
  }
  return risks;
}

/** The release with other cells in the places of its own. */
export function withCells(release: Release, change: (cell: Cell) => Cell): Release {
  const tables = release.tables.map((table) => ({ ...table, cells: table.cells.map(change) }));
  return { ...release, tables };
}
