/**
 * What an office should know before it publishes: raw ranges, the cells that fail and what drives them, and how they can be
 * mended. Nothing here goes through the guard, so only the internal audit may import it.
 */
import {
  type Deadline,
  type End,
  explainEnd,
  explainInWords,
  FeasibleSet,
  type LinearRow,
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
  /** True where time was up: the ends only enclose what it can be. */
  readonly isOuter: boolean;
  /** How many values it is known to take, counted at least up to `requiredWidth`. */
  readonly values: number;
  readonly requiredWidth: number;
  /** Whether it certainly takes fewer than required. */
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
  const set = await FeasibleSet.of(release, attack.assumption, attack);
  return set.system.cells.filter(({ status }) => status === "suppressed").flatMap((cell) => {
    const interval = set.interval(cell);
    if (interval === null) return [];
    const { component, local } = set.home(cell);
    const requiredWidth = requiredWidthOf(release, cell) ?? attack.width;
    const { known, most } = set.countValues({ component, objective: unit(local) }, requiredWidth);
    const fails = most < requiredWidth;
    return [{
      cell,
      lower: interval.lower,
      upper: interval.upper,
      isOuter: interval.isOuter,
      isUnfinished: !fails && known < requiredWidth,
      values: known,
      requiredWidth,
      fails,
      ...fails ? drivenBy(release, set, cell) : { drivenBy: [], drivers: [] },
    }];
  });
}

/** The greatest width that its table requires of the cell; undefined where it requires none. */
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

/** What somebody who is alone in a cell, and knows that it is 1, finds to fail that does not fail anyway. */
export interface SingletonRisk {
  readonly known: Cell;
  readonly failing: readonly AttackedCell[];
}

/** Attacks by a contributor who knows their own count: every suppressed cell that can be 1 is taken to be known as 1. */
export async function attackBySingletons(
  release: Release,
  attack: Attack,
  attacked: readonly AttackedCell[],
): Promise<SingletonRisk[]> {
  const failsAnyway = new Set(attacked.flatMap(({ cell, fails }) => fails ? [cell] : []));
  const risks: SingletonRisk[] = [];
  for (const { cell: known, lower, upper } of attacked) {
    if (lower > 1 || (upper ?? Infinity) < 1) continue;
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
function withCells(release: Release, change: (cell: Cell) => Cell): Release {
  return {
    ...release,
    tables: release.tables.map((table) => ({ ...table, cells: table.cells.map(change) })),
  };
}

/** A cell that fails, for somebody who knows another one or for everybody. */
type Failing = Pick<AttackedCell, "cell" | "drivers"> & { readonly known?: Cell };

/** Give up after this many rounds of suppressing and attacking again. */
const MOST_ROUNDS = 200;
/** Bases that are tried for rounding. */
const BASES = [3, 5, 10, 20, 50, 100];

/**
 * The fewest further cells to suppress so that nothing fails, and among those the smallest counts; null where none does, or time
 * is up. Grand totals are never suppressed. With `singletons`, nobody who is alone in a cell may find anything either.
 *
 * An implicit hitting set: whatever drives a failing cell must lose one of its published cells. The cheapest set that
 * meets all that is known so far is found by integer program and attacked; what still fails adds to what is known. Each such
 * demand holds for every repair, so the first set that passes is a cheapest one.
 */
export async function repairBySuppressing(
  release: Release,
  attack: Attack,
  attacked: readonly AttackedCell[],
  areSingletons = false,
): Promise<Cell[] | null> {
  const failingIn = async (repaired: Release, cells: readonly AttackedCell[]) => {
    const failing: Failing[] = cells.filter(({ fails }) => fails);
    if (!areSingletons || failing.length > 0) return failing;
    // Of a cell that is published now, the office knows whether it is 1.
    const alone = cells.filter(({ cell }) => (publishedCount.get(cell) ?? 1) === 1);
    const risks = await attackBySingletons(repaired, attack, alone);
    return risks.flatMap(({ known, failing }): Failing[] =>
      failing.map((item) => ({ ...item, known }))
    );
  };
  const candidates = release.tables.flatMap(({ cells }) => cells)
    .filter((cell) => cell.status === "published" && !isGrandTotal(release, cell));
  const copies = candidates.map((cell) => suppressedCopy(release, cell));
  const place = new Map(
    [candidates, copies].flatMap((cells) => cells.map((cell, at) => [cell, at])),
  );
  const demands: LinearRow[] = [];
  let chosen: number[] = [];
  const publishedCount = new Map(copies.map((copy, at) => [copy, candidates[at]!.value!]));
  let failing = await failingIn(release, attacked);
  for (let round = 0; failing.length > 0; round++) {
    if (round === MOST_ROUNDS || attack.deadline.isOver) return null;
    for (const { cell, drivers, known } of failing) {
      const hidden = drivers.flatMap((driver) => place.get(driver) ?? []);
      // Where a cell was suppressed in an earlier round, publishing it again would do as well.
      const own = [cell, known].flatMap((one) => one ? place.get(one) ?? [] : []);
      demands.push({
        variables: [...hidden, ...own],
        coefficients: [...hidden.map(() => 1n), ...own.map(() => -1n)],
        lower: BigInt(1 - own.length),
        upper: null,
      });
    }
    const cheapest = cheapestSet(candidates, demands, attack);
    if (cheapest === null) return null;
    chosen = cheapest;
    const isChosen = new Set(chosen.map((at) => candidates[at]));
    const repaired = withCells(
      release,
      (cell) => isChosen.has(cell) ? copies[place.get(cell)!]! : cell,
    );
    const attackedAnew = await attackRelease(repaired, attack);
    if (attackedAnew.some(({ isUnfinished }) => isUnfinished)) return null;
    failing = await failingIn(repaired, attackedAnew);
    if (attack.deadline.isOver) return null;
  }
  return chosen.map((at) => candidates[at]!);
}

/** Whether a cell is the total over every dimension that has one. */
function isGrandTotal({ dimensions }: Release, { keys }: Cell): boolean {
  const withTotals = dimensions.filter(({ categories }) => categories.some((one) => one.isTotal));
  return withTotals.length > 0 && withTotals.every(({ name, categories }) =>
    // Of a hierarchy, the last total is that of all.
    categories.findLast((one) => one.isTotal)!.name === keys[name]
  );
}

/** The cell suppressed, with the first mark of its table that has no limits, or with "x". */
function suppressedCopy({ tables }: Release, cell: Cell): Cell {
  const { marks } = tables.find(({ name }) => name === cell.table)!;
  const plain = marks.find(({ kind, atMost, atLeast }) =>
    kind === "suppressed" && atMost === undefined && atLeast === undefined
  );
  return { ...cell, value: null, status: "suppressed", mark: plain?.value ?? "x" };
}

function cheapestSet(
  candidates: readonly Cell[],
  demands: readonly LinearRow[],
  { solver, deadline }: Attack,
): number[] | null {
  const used = [...new Set(demands.flatMap(({ variables }) => variables))];
  const local = new Map(used.map((variable, index) => [variable, index]));
  const rows = demands.map((row) => ({
    ...row,
    variables: row.variables.map((variable) => local.get(variable)!),
  }));
  const greatest = Math.max(1, ...used.map((variable) => candidates[variable]!.value!));
  const costs = used.map((variable) =>
    // Fewer cells first, then smaller counts: the counts of all cells together cost less than one cell.
    1_000 * used.length + Math.ceil(999 * candidates[variable]!.value! / greatest)
  );
  using open = solver.open({ upper: used.map(() => 1n), rows }, { deadline });
  const found = open.optimise(
    { variables: [...used.keys()], coefficients: costs.map(BigInt) },
    "minimise",
  );
  return found.status === "optimal" ? used.filter((_, at) => found.point[at] === 1n) : null;
}

/** The least base, of a few, to which all counts can be rounded so that nothing fails; null where none of them does. */
export async function repairByRounding(release: Release, attack: Attack): Promise<number | null> {
  for (const base of BASES) {
    if (attack.deadline.isOver) return null;
    const rounded = withCells(
      release,
      (cell) =>
        cell.value === null ? cell : { ...cell, value: Math.round(cell.value / base) * base },
    );
    const tables = rounded.tables.map((table) => ({
      ...table,
      roundedTo: { base, method: "nearest" as const },
    }));
    const attacked = await attackRelease({ ...rounded, tables }, attack);
    if (attacked.every(({ fails, isUnfinished }) => !fails && !isUnfinished)) return base;
  }
  return null;
}
