/** How what an office gives away can be mended: by suppressing further cells, or by rounding. Not for publication. */
import type { Deadline, LinearRow, Solver } from "@crosses/counts/ranges";
import type { Cell, Release } from "@crosses/counts/release";
import {
  type Attack,
  attackBySingletons,
  type AttackedCell,
  attackRelease,
  withCells,
} from "./attack.ts";

/** A cell that fails, for somebody who knows another one or for everybody. */
type Failing = Pick<AttackedCell, "cell" | "drivers"> & { readonly known?: Cell };

/** Give up after this many rounds of suppressing and attacking again. */
const MOST_ROUNDS = 200;
/** Bases that are tried for rounding. */
const BASES = [3, 5, 10, 20, 50, 100];

/** What suppressing a published cell costs, in whole numbers; null where it is never to be suppressed. */
export type Cost = (cell: Cell) => number | null;

/** What is asked of a repair. */
export interface RepairOptions {
  /** Whether nobody who is alone in a cell may find anything either. */
  readonly singletons?: boolean;
  /** {@linkcode fewest} if left out. */
  readonly cost?: Cost;
}

/** The fewest cells, and among those the smallest counts; grand totals are never suppressed. */
export function fewest(release: Release): Cost {
  const counts = release.tables.flatMap(({ cells }) => cells.map(({ value }) => value ?? 0));
  const [most, greatest] = [counts.length, Math.max(1, ...counts)];
  return (cell) =>
    isGrandTotal(release, cell) ? null : 1_000 * most + Math.ceil(999 * cell.value! / greatest);
}

/**
 * The cheapest further cells to suppress so that nothing fails under any of the attacks; null where no set does, or time is up.
 *
 * An implicit hitting set: whatever drives a failing cell must lose one of its published cells. The cheapest set that
 * meets all that is known so far is found by integer program and attacked; what still fails adds to what is known. Each such
 * demand holds for every repair, so the first set that passes is a cheapest one.
 * @param found what each attack finds in the release as it is, where that is known
 */
export async function repairBySuppressing(
  release: Release,
  attacks: readonly Attack[],
  { singletons = false, cost = fewest(release) }: RepairOptions = {},
  found?: readonly (readonly AttackedCell[])[],
): Promise<Cell[] | null> {
  const candidates = release.tables.flatMap(({ cells }) => cells)
    .filter((cell) => cell.status === "published" && cost(cell) !== null);
  const copies = candidates.map((cell) => suppressedCopy(release, cell));
  const place = new Map(
    [candidates, copies].flatMap((cells) => cells.map((cell, at) => [cell, at])),
  );
  const publishedCount = new Map(copies.map((copy, at) => [copy, candidates[at]!.value!]));
  const demands: LinearRow[] = [];
  const { solver, deadline } = attacks[0]!;
  let chosen: number[] = [];
  for (let round = 0; round <= MOST_ROUNDS; round++) {
    const isChosen = new Set(chosen.map((at) => candidates[at]));
    const repaired = withCells(
      release,
      (cell) => isChosen.has(cell) ? copies[place.get(cell)!]! : cell,
    );
    const asItIs = round === 0 ? found : undefined;
    const failing = await failingIn(repaired, attacks, singletons, publishedCount, asItIs);
    if (failing === null || deadline.isOver) return null;
    if (failing.length === 0) return chosen.map((at) => candidates[at]!);
    for (const { cell, drivers, known } of failing) {
      const hidden = drivers.flatMap((driver) => place.get(driver) ?? []);
      // Where a cell was suppressed in an earlier round, publishing it again would do as well.
      const own = [cell, known].flatMap((one) => one ? place.get(one) ?? [] : []);
      const coefficients = [...hidden.map(() => 1n), ...own.map(() => -1n)];
      const lower = BigInt(1 - own.length);
      demands.push({ variables: [...hidden, ...own], coefficients, lower, upper: null });
    }
    const cheapest = cheapestSet(candidates.map((cell) => cost(cell)!), demands, solver, deadline);
    if (cheapest === null) return null;
    chosen = cheapest;
  }
  return null;
}

/** What fails under any of the attacks; null where time was up before it was known. */
async function failingIn(
  release: Release,
  attacks: readonly Attack[],
  areSingletons: boolean,
  publishedCount: ReadonlyMap<Cell, number>,
  known?: readonly (readonly AttackedCell[])[],
): Promise<Failing[] | null> {
  const failing: Failing[] = [];
  for (const [at, attack] of attacks.entries()) {
    const cells = known?.[at] ?? await attackRelease(release, attack);
    if (cells.some(({ isUnfinished }) => isUnfinished)) return null;
    const found: Failing[] = cells.filter(({ fails }) => fails);
    failing.push(...found);
    if (!areSingletons || found.length > 0) continue;
    // Of a cell that is published now, the office knows whether it is 1.
    const alone = cells.filter(({ cell }) => (publishedCount.get(cell) ?? 1) === 1);
    for (const { known, failing: narrowed } of await attackBySingletons(release, attack, alone)) {
      failing.push(...narrowed.map((item) => ({ ...item, known })));
    }
  }
  return failing;
}

/** Whether a cell is the total over every dimension that has one. */
function isGrandTotal({ dimensions, relations }: Release, { keys }: Cell): boolean {
  const withTotals = dimensions.filter(({ categories }) => categories.some((one) => one.isTotal));
  return withTotals.length > 0 && withTotals.every(({ name, categories }) =>
    // Of a hierarchy, the total of all is no part of another.
    categories.some((one) => one.isTotal && one.name === keys[name]) &&
    relations.every((one) =>
      one.type !== "sum" || one.dimension !== name || !one.parts.includes(keys[name]!)
    )
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

/** The cheapest places, by their costs, that meet all demands; null where none do, or time is up. */
function cheapestSet(
  costs: readonly number[],
  demands: readonly LinearRow[],
  solver: Solver,
  deadline: Deadline,
): number[] | null {
  const used = [...new Set(demands.flatMap(({ variables }) => variables))];
  const local = new Map(used.map((variable, index) => [variable, index]));
  const localOf = (variable: number) => local.get(variable)!;
  const rows = demands.map((row) => ({ ...row, variables: row.variables.map(localOf) }));
  using open = solver.open({ upper: used.map(() => 1n), rows }, { deadline });
  const found = open.optimise({
    variables: [...used.keys()],
    coefficients: used.map((variable) => BigInt(Math.ceil(costs[variable]!))),
  }, "minimise");
  return found.status === "optimal" ? used.filter((_, at) => found.point[at] === 1n) : null;
}

/** The least base, of a few, to which all counts can be rounded so that nothing fails; null where none of them does. */
export async function repairByRounding(
  release: Release,
  attacks: readonly Attack[],
): Promise<number | null> {
  for (const base of BASES) {
    const rounded = withCells(
      release,
      (cell) =>
        cell.value === null ? cell : { ...cell, value: Math.round(cell.value / base) * base },
    );
    const roundedTo = { base, method: "nearest" } as const;
    const tables = rounded.tables.map((table) => ({ ...table, roundedTo }));
    const failing = await failingIn({ ...rounded, tables }, attacks, false, new Map());
    if (failing === null) return null;
    if (failing.length === 0) return base;
  }
  return null;
}
