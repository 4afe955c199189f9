/** The smallest set of relations and published cells that implies an end. */
import {
  type Component,
  type Deadline,
  type End,
  type IntegerProgram,
  type LinearRow,
  NO_DEADLINE,
  type Range,
  rowsByVariable,
  unit,
} from "../programs/program.ts";
import { areThreeForests, endByRow, endInForest, isForest, treesOf } from "../programs/forest.ts";
import { propagate } from "../programs/propagate.ts";
import type { Solver } from "../programs/solver.ts";
import type { FeasibleSet } from "../relations/feasible_set.ts";
import { rowOver, type SystemRow } from "../relations/system.ts";
import type { Cell } from "../release/model.ts";

/** Relations, each at one place, and published cells which together imply a bound; without any one of them it does not follow. */
export interface Explanation {
  readonly rows: readonly SystemRow[];
  readonly published: readonly Cell[];
  /** False where the search was given up: then every relation around the cell is listed, or none where time was up. */
  readonly isSmallest: boolean;
}

/** A set of relations without what is published: every cell is a count of which only the facts are known. */
interface Lifted extends IntegerProgram {
  /** The cell behind each variable. */
  readonly cells: readonly Cell[];
}

/** Sets of relations that are tried, and relations that are deleted one by one, before the search is given up. */
const MOST_SETS = 2_000;
const MOST_DELETED = 60;
/** Up to so many relations the smallest set is searched for size by size. */
const MOST_TOGETHER = 3;

/**
 * The smallest explanation of an end of a suppressed cell: few relations first, then few cells. Up to three relations by trying
 * every connected set, else by deletion (Bogaerts, Gamba and Guns 2021 weigh such steps; Chinneck and Dravnieks 1991 delete). An
 * end that says nothing (0, none) needs no relation at all.
 */
export function explainEnd(
  set: FeasibleSet,
  cell: Cell,
  end: End,
  deadline: Deadline = NO_DEADLINE,
): Explanation {
  const interval = set.interval(cell);
  const value = interval?.[end] ?? null;
  const { component, local } = set.home(cell);
  if (value === null || (end === "lower" && value === 0)) return NOTHING;
  if (interval!.isOuter || deadline.isOver) return GIVEN_UP;
  const implied: Implied = (rows, facts) => {
    const { value: found } = endOf(lift(rows, facts), cell, end, { solver: set.solver, deadline });
    return isReached(found, end, value);
  };
  const few = fewRelations(
    { component, ranges: set.rangesOf(component)!, local, end, value },
    implied,
    deadline,
  );
  if (few) return few;
  if (deadline.isOver) return GIVEN_UP;
  if (component.rows.length > MOST_DELETED) {
    return neighboursIn(component).everything;
  }
  let rows = [...component.rows];
  for (const row of component.rows) {
    if (deadline.isOver) return GIVEN_UP;
    const without = rows.filter((other) => other !== row);
    if (implied(without, knownIn(without))) rows = without;
  }
  const found = withFewestCells(rows, implied, deadline);
  return deadline.isOver ? GIVEN_UP : found;
}

/** Whether an end that is found is as near as the one that is to be implied. */
function isReached(found: bigint | null, end: End, value: number): boolean {
  return found !== null && (end === "upper" ? found <= value : found >= value);
}

/** Whether relations and facts imply the end. */
type Implied = (rows: readonly SystemRow[], facts: ReadonlySet<Cell>) => boolean;

/** The explanation by one, two or three relations with the fewest cells; undefined where there is none among the sets tried. */
function fewRelations(
  target: Target,
  implied: Implied,
  deadline: Deadline,
): Explanation | undefined {
  const { component, local, end, value } = target;
  const { areForests } = neighboursIn(component);
  for (let size = 1, tried = 0; size <= MOST_TOGETHER; size++) {
    let best: Explanation | undefined;
    for (const chosen of setsOf(target, size)) {
      if (++tried > MOST_SETS || deadline.isOver) break;
      const isImplied = areForests || isForest({ upper: component.upper, rows: chosen })
        ? isReached(endInForest(chosen, local, end), end, value)
        : implied(chosen, knownIn(chosen));
      if (!isImplied) continue;
      const found = withFewestCells(chosen, implied, deadline);
      if (!best || found.published.length < best.published.length) best = found;
    }
    if (best) return deadline.isOver ? GIVEN_UP : best;
  }
}

/** The sets of so many relations that may imply an end. In a forest one of them says it, and the others something of its other cells. */
function setsOf(target: Target, size: number): Iterable<SystemRow[]> {
  const { component: { rows }, ranges, local, end } = target;
  const { rowsOf, areForests } = neighboursIn(target.component);
  if (!areForests) return connectedSets(target.component, rowsOf, rowsOf[local]!, size);
  return rowsOf[local]!.map((row) => rows[row]!)
    .filter((row) => leastKnown(row, target) < size)
    .flatMap((row) => [...treesOf({ rows, rowsOf, ranges }, row, { variable: local, end }, size)]);
}

/** An end of a variable that is to be implied. */
interface Target {
  readonly component: Component<SystemRow>;
  /** Of all variables of the component. */
  readonly ranges: readonly Range<bigint>[];
  readonly local: number;
  readonly end: End;
  readonly value: number;
}

/** Of how many other variables a row must know more than nothing before it can give the end; Infinity where it never does. */
function leastKnown(row: SystemRow, { ranges, local, end, value }: Target): number {
  const gains: bigint[] = [];
  let known = 0;
  const best = endByRow(row, local, end, (other, side) => {
    const found = ranges[other]![side];
    if (side === "lower") gains.push(found!);
    else if (found !== null) known++;
    return found;
  });
  if (best === null) return Infinity;
  // What is left over: so much need not be known.
  let spare = end === "upper" ? BigInt(value) - best : best - BigInt(value);
  if (spare < 0n) return Infinity;
  for (const gain of gains.sort((left, right) => left < right ? -1 : 1)) {
    if (gain > spare) known++;
    else spare -= gain;
  }
  return known;
}

/** Which rows of a component meet; found once, for all ends of all its cells. */
interface Neighbours {
  /** By variable, the rows that it stands in. */
  readonly rowsOf: readonly (readonly number[])[];
  readonly areForests: boolean;
  /** All relations and published cells, where a smallest set is not searched for. */
  readonly everything: Explanation;
}
const NEIGHBOURS = new WeakMap<Component, Neighbours>();

function neighboursIn(component: Component<SystemRow>): Neighbours {
  const known = NEIGHBOURS.get(component);
  if (known !== undefined) return known;
  const rowsOf = rowsByVariable(component);
  const { rows } = component;
  const found = {
    rowsOf,
    areForests: areThreeForests(component, rowsOf),
    everything: { rows, published: [...knownIn(rows)], isSmallest: false },
  };
  NEIGHBOURS.set(component, found);
  return found;
}

const NOTHING: Explanation = { rows: [], published: [], isSmallest: true };
/** No reason: the search was given up. */
export const GIVEN_UP: Explanation = { rows: [], published: [], isSmallest: false };

/** The ends that the relations and facts of an explanation leave a cell; null for no upper end. */
export function endsBy(
  { rows, published }: Explanation,
  cell: Cell,
  solver: Solver,
  deadline: Deadline = NO_DEADLINE,
): Range<bigint> {
  const lifted = lift(rows, new Set(published));
  const [lower, upper] = (["lower", "upper"] as const).map((end) =>
    endOf(lifted, cell, end, { solver, deadline })
  );
  return {
    lower: lower!.value ?? 0n,
    upper: upper!.value,
    isOuter: lower!.isLate || upper!.isLate,
  };
}

/** An end that is implied; null for none. */
function endOf(
  program: Lifted,
  cell: Cell,
  end: End,
  { solver, deadline }: { readonly solver: Solver; readonly deadline: Deadline },
): { readonly value: bigint | null; readonly isLate: boolean } {
  const variable = program.cells.indexOf(cell);
  if (variable < 0) return { value: null, isLate: false };
  // Few relations mostly share no two cells: then no solver is needed.
  if (isForest(program)) {
    return { value: propagate(program)?.[end][variable] ?? null, isLate: false };
  }
  using open = solver.open(program, { deadline });
  const found = open.optimise(unit(variable), end === "upper" ? "maximise" : "minimise");
  return {
    value: found.status === "optimal" ? found.value : null,
    isLate: found.status === "undecided",
  };
}

function withFewestCells(
  rows: readonly SystemRow[],
  implied: Implied,
  deadline: Deadline,
): Explanation {
  const facts = knownIn(rows);
  for (const cell of [...facts]) {
    if (deadline.isOver) return GIVEN_UP;
    facts.delete(cell);
    if (!implied(rows, facts)) facts.add(cell);
  }
  return { rows, published: [...facts], isSmallest: true };
}

/** The published cells whose counts are known exactly; of a rounded one, its own row says what is. */
function knownIn(rows: readonly SystemRow[]): Set<Cell> {
  return new Set(rows.flatMap(({ known }) => known));
}

/** The rows over all their cells, the facts in the limits. */
function lift(rows: readonly SystemRow[], facts: ReadonlySet<Cell>): Lifted {
  const variables = new Map<Cell, number>();
  const variableOf = (cell: Cell) => {
    if (facts.has(cell)) return undefined;
    if (!variables.has(cell)) variables.set(cell, variables.size);
    return variables.get(cell)!;
  };
  const lifted = rows.map((row): LinearRow =>
    row.source.kind === "relation"
      ? rowOver(row.source, variableOf)
      : { ...row, variables: [variableOf(row.source.terms[0]!.cell)!] }
  );
  const cells = [...variables.keys()];
  return { cells, upper: cells.map(() => null), rows: lifted };
}

/** Every set of so many rows of a component that hang together and hold one of some, each once. */
function* connectedSets(
  { rows }: Component<SystemRow>,
  rowsOf: readonly (readonly number[])[],
  starts: readonly number[],
  size: number,
): Generator<SystemRow[]> {
  const seen = new Set<string>();
  function* grow(chosen: readonly number[]): Generator<SystemRow[]> {
    const name = chosen.toSorted((left, right) => left - right).join();
    if (seen.has(name)) return;
    seen.add(name);
    if (chosen.length === size) return yield chosen.map((row) => rows[row]!);
    const reached = chosen.flatMap((row) => rows[row]!.variables);
    const next = new Set(
      chosen.length === 0 ? starts : reached.flatMap((variable) => rowsOf[variable]!),
    );
    for (const row of [...next].sort((left, right) => left - right)) {
      if (!chosen.includes(row)) yield* grow([...chosen, row]);
    }
  }
  yield* grow([]);
}
