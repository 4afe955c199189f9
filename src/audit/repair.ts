/** How an office can mend a release whose suppressed cells fail: further suppressions, or rounding. Internal, as audit_office.ts. */
import type { LinearRow } from "@crosses/counts/ranges";
import type { Cell, Release } from "@crosses/counts/release";
import { type Attack, type AttackedCell, attackRelease, withCells } from "./office.ts";

/** Rounds of suppressing and attacking anew before it is given up. */
const MOST_ROUNDS = 200;
/** Bases that are tried for rounding. */
const BASES = [3, 5, 10, 20, 50, 100];

/**
 * The fewest further cells to suppress so that nothing fails, and among those the smallest counts; null where none does, or time
 * is up.
 *
 * An implicit hitting set: whatever drives a failing cell must lose one of its published cells. The cheapest set that
 * meets all that is known so far is found by integer program and attacked; what still fails adds to what is known. Each such
 * demand holds for every repair, so the first set that passes is a cheapest one.
 */
export async function repairBySuppressing(
  release: Release,
  attack: Attack,
  attacked: readonly AttackedCell[],
): Promise<Cell[] | null> {
  const candidates = release.tables.flatMap(({ cells }) => cells)
    .filter(({ status }) => status === "published");
  const copies = candidates.map((cell) => suppressedCopy(release, cell));
  const place = new Map(
    [candidates, copies].flatMap((cells) => cells.map((cell, at) => [cell, at])),
  );
  const demands: LinearRow[] = [];
  let chosen: number[] = [];
  let failing = attacked.filter(({ fails }) => fails);
  for (let round = 0; failing.length > 0; round++) {
    if (round === MOST_ROUNDS || attack.deadline.isOver) return null;
    for (const { cell, drivers } of failing) {
      const hidden = drivers.flatMap((driver) => place.get(driver) ?? []);
      // A cell that was suppressed on the way must be mended too, or be published after all.
      const own = place.get(cell);
      demands.push({
        variables: own === undefined ? hidden : [...hidden, own],
        coefficients: [...hidden.map(() => 1n), ...own === undefined ? [] : [-1n]],
        lower: own === undefined ? 1n : 0n,
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
    if (attackedAnew.some(({ isOuter }) => isOuter)) return null;
    failing = attackedAnew.filter(({ fails }) => fails);
  }
  return chosen.map((at) => candidates[at]!);
}

/** The cell suppressed, by the first mark of its table that says nothing of its count, or by one that is in no table. */
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
    // One cell more costs more than any counts that are lost with it.
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
    if (attacked.every(({ fails, isOuter }) => !fails && !isOuter)) return base;
  }
  return null;
}
