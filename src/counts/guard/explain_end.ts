/** The smallest set of relations and published cells that implies an end. */
import {
  type Component,
  type Deadline,
  type End,
  type IntegerProgram,
  type LinearRow,
  NO_DEADLINE,
  type Range,
  unit,
} from "../programs/program.ts";
import { isForest, isOne, propagate, rowsByVariable } from "../programs/propagate.ts";
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
  const value = set.interval(cell)?.[end] ?? null;
  const { component, local } = set.home(cell);
  if (value === null || (end === "lower" && value === 0)) return NOTHING;
  if (set.interval(cell)!.isOuter || deadline.isOver) return GIVEN_UP;
  const implied: Implied = (rows, facts) => {
    const { value: found } = endOf(lift(rows, facts), cell, end, { solver: set.solver, deadline });
    return found !== null && (end === "upper" ? found <= value : found >= value);
  };
  const few = fewRelations(
    set,
    { component, ranges: set.rangesOf(component)!, local, end, value },
    implied,
    deadline,
  );
  if (few) return few;
  if (deadline.isOver) return GIVEN_UP;
  if (component.rows.length > MOST_DELETED) {
    return {
      rows: component.rows,
      published: [...publishedIn(set, component.rows)],
      isSmallest: false,
    };
  }
  let rows = [...component.rows];
  for (const row of component.rows) {
    if (deadline.isOver) return GIVEN_UP;
    const without = rows.filter((other) => other !== row);
    if (implied(without, publishedIn(set, without))) rows = without;
  }
  const found = withFewestCells(set, rows, implied, deadline);
  return deadline.isOver ? GIVEN_UP : found;
}

/** Whether relations and facts imply the end. */
type Implied = (rows: readonly SystemRow[], facts: ReadonlySet<Cell>) => boolean;

/** The explanation by one, two or three relations with the fewest cells; undefined where there is none among the sets tried. */
function fewRelations(
  set: FeasibleSet,
  target: Target,
  implied: Implied,
  deadline: Deadline,
): Explanation | undefined {
  const { component, local } = target;
  const { rows } = component;
  const { rowsOf, areForests } = neighboursIn(component);
  // In a forest one relation says the end, whatever the others say of its other cells.
  const last = areForests
    ? rowsOf[local]!.filter((row) => reaches(rows[row]!, target, () => true))
    : rowsOf[local]!;
  for (let size = 1, tried = 0; size <= MOST_TOGETHER; size++) {
    let best: Explanation | undefined;
    for (const chosen of connectedSets(component, rowsOf, last, size)) {
      if (++tried > MOST_SETS || deadline.isOver) break;
      if (!mayImply(chosen, target) || !implied(chosen, publishedIn(set, chosen))) continue;
      const found = withFewestCells(set, chosen, implied, deadline);
      if (!best || found.published.length < best.published.length) best = found;
    }
    if (best) return deadline.isOver ? GIVEN_UP : best;
  }
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

/**
 * False where relations surely do not imply an end: in a forest it follows from one of them, and not even there if the others say
 * of its other variables all that is known. Most sets end here, without a system of their own.
 */
function mayImply(rows: readonly SystemRow[], target: Target): boolean {
  const isShared = (variable: number) =>
    rows.filter(({ variables }) => variables.includes(variable)).length > 1;
  return rows.some((row) => reaches(row, target, isShared)) ||
    !isForest({ upper: target.component.upper, rows });
}

/** Whether a relation gives the end, if of some of its variables all is known, and of the others nothing. */
function reaches(
  row: SystemRow,
  { ranges, local, end, value }: Target,
  isKnown: (variable: number) => boolean,
): boolean {
  const { variables, coefficients } = row;
  const factor = coefficients[variables.indexOf(local)];
  if (factor === undefined) return false;
  const side = (end === "upper") === (factor > 0n) ? "upper" : "lower";
  let rest = row[side];
  for (const [place, variable] of variables.entries()) {
    if (variable === local || rest === null) continue;
    const coefficient = coefficients[place]!;
    const used = (coefficient > 0n) === (side === "upper") ? "lower" : "upper";
    const known = isKnown(variable) ? ranges[variable]![used] : used === "lower" ? 0n : null;
    rest = known === null ? null : rest - coefficient * known;
  }
  if (rest === null) return false;
  const reached = factor * BigInt(value);
  return side === "upper" ? rest <= reached : rest >= reached;
}

/** Which rows of a component meet; found once, for all ends of all its cells. */
interface Neighbours {
  /** By variable, the rows that it stands in. */
  readonly rowsOf: readonly (readonly number[])[];
  /** Whether any three rows that hang together are a forest: no two share two variables, no three are a ring. */
  readonly areForests: boolean;
}
const NEIGHBOURS = new WeakMap<Component, Neighbours>();

function neighboursIn(component: Component): Neighbours {
  const known = NEIGHBOURS.get(component);
  if (known !== undefined) return known;
  const rowsOf = rowsByVariable(component);
  const found = { rowsOf, areForests: areForests(component, rowsOf) };
  NEIGHBOURS.set(component, found);
  return found;
}

function areForests(component: Component, rowsOf: Neighbours["rowsOf"]): boolean {
  /** By row, the variable that it shares with each other row. */
  const shared = component.rows.map(() => new Map<number, number>());
  if (!component.rows.every(({ coefficients }) => coefficients.every(isOne))) return false;
  for (const [variable, rows] of rowsOf.entries()) {
    for (const row of rows) {
      for (const other of rows) {
        if (row === other) continue;
        if ((shared[row]!.get(other) ?? variable) !== variable) return false;
        shared[row]!.set(other, variable);
      }
    }
  }
  return shared.every((others) =>
    [...others].every(([other, variable]) =>
      [...shared[other]!].every(([third, next]) => next === variable || !others.has(third))
    )
  );
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
  set: FeasibleSet,
  rows: readonly SystemRow[],
  implied: Implied,
  deadline: Deadline,
): Explanation {
  const facts = publishedIn(set, rows);
  for (const cell of [...facts]) {
    if (deadline.isOver) return GIVEN_UP;
    facts.delete(cell);
    if (!implied(rows, facts)) facts.add(cell);
  }
  return { rows, published: [...facts], isSmallest: true };
}

/** The published cells whose counts are known exactly; of a rounded one, its own row says what is. */
function publishedIn(set: FeasibleSet, rows: readonly SystemRow[]): Set<Cell> {
  return new Set(
    rows.flatMap(({ source }) => source.terms.map(({ cell }) => cell))
      .filter((cell) => cell.status === "published" && set.system.variableOf(cell) === undefined),
  );
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
