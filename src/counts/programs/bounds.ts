/** The range of every variable of a component, by the cheapest way that is proven exact, and how many values a form takes in it. */
import {
  type Box,
  Deadline,
  greatestCommonDivisor,
  type IntegerProgram,
  type Limits,
  NO_DEADLINE,
  type Objective,
  type Range,
  type Sense,
  unit,
} from "./program.ts";
import { isForest, propagate, rowsByVariable, shift } from "./propagate.ts";
import type { OpenProgram, Solver } from "./solver.ts";

/** Shapes that were solved before; many components of one release are alike. */
export type KnownShapes = Map<string, readonly Range<bigint>[] | null>;

/** The most shapes that are kept, so that memory stays bounded. */
const MOST_SHAPES = 10_000;

/**
 * Every variable's range, both ends attained; null where there is no feasible point. Propagation alone where rows and variables
 * form a forest, else a solver, once for each shape. Where time is up, ends that only enclose, marked so.
 */
export function boundComponent(
  program: IntegerProgram,
  solver: Solver,
  known: KnownShapes = new Map(),
  deadline: Deadline = NO_DEADLINE,
): readonly Range<bigint>[] | null {
  const outer = propagate(program);
  if (outer === null) return null;
  if (isForest(program)) return rangesOf(outer);
  const { base, program: shape } = shift(program, outer);
  const name = [shape.upper, ...shape.rows.map(Object.values)].join(";");
  let found = known.get(name);
  if (found === undefined) {
    found = boundBySolver(shape, solver, deadline);
    const isWhole = !found?.some(({ isOuter }) => isOuter);
    if (known.size < MOST_SHAPES && isWhole) known.set(name, found);
  }
  const moved = (end: bigint | null, variable: number) =>
    end === null ? null : end + base[variable]!;
  return found && found.map(({ lower, upper, isOuter }, variable) => ({
    lower: moved(lower, variable),
    upper: moved(upper, variable),
    isOuter,
  }));
}

function rangesOf({ lower, upper }: Box, isOuter = (_variable: number) => false): Range<bigint>[] {
  return lower.map((end, variable) => ({
    lower: end,
    upper: upper[variable]!,
    isOuter: isOuter(variable),
  }));
}

/** Programs up to this size skip the LP pass. */
const SMALL = 60;
/** Of the time that is left, what a first point may take. */
const SHARE_FOR_POINT = 0.3;
/** Ends that one search is to reach at once. */
const MOST_AT_ONCE = 32;

/** One end of a variable. */
interface OneEnd {
  readonly variable: number;
  readonly sense: Sense;
}

/** What is known of the ends so far. */
interface Known {
  /** What feasible points attain; undefined until there is one. */
  readonly inner: Box | undefined;
  /** What is proven not to be passed. */
  readonly outer: Box;
}

/** For a program that is reduced already. */
function boundBySolver(
  program: IntegerProgram,
  solver: Solver,
  deadline: Deadline,
): Range<bigint>[] | null {
  const outer = { lower: program.upper.map(() => 0n), upper: [...program.upper] };
  using open = solver.open(program, { deadline, isReduced: true });
  // Without a point nothing is exact; but the relaxation still says something of each end.
  const start = open.findPoint(new Deadline(SHARE_FOR_POINT * deadline.seconds));
  if (start === null) return null;
  const known: Known = { inner: start && { lower: [...start], upper: [...start] }, outer };
  const ray = start && outer.upper.includes(null) ? open.findWidestRay() : undefined;
  if (ray) follow(known, ray);
  const ends = program.upper.flatMap((_, variable): OneEnd[] => [
    { variable, sense: "minimise" },
    { variable, sense: "maximise" },
  ]);
  const closeAll = (effort: Effort) => {
    for (const end of ends) {
      if (deadline.isOver) return;
      if (isOpen(known, end)) close(open, end, effort, known);
    }
  };
  if (program.upper.length > SMALL) {
    // Every end is relaxed first, so that a timeout leaves a bound for each.
    closeAll("relax");
    if (start) aimAtMany(open, program, ends, known, deadline);
  }
  closeAll("optimise");
  return rangesOf(outer, (variable) =>
    isOpen(known, { variable, sense: "minimise" }) ||
    isOpen(known, { variable, sense: "maximise" }));
}

/** Whether an end is not yet proven: the attained value and the bound differ. */
function isOpen({ inner, outer }: Known, { variable, sense }: OneEnd): boolean {
  if (!inner) return true;
  return sense === "minimise"
    ? inner.lower[variable]! > outer.lower[variable]!
    : isBelow(inner.upper[variable]!, outer.upper[variable]!);
}

/** Whether an upper end lies below another one; null is above all. */
function isBelow(left: bigint | null, right: bigint | null): boolean {
  return left !== null && (right === null || left < right);
}

/** Looks for points that reach many open ends at once: 32, then 16, … Whole optima take long. */
function aimAtMany(
  open: OpenProgram,
  program: IntegerProgram,
  ends: readonly OneEnd[],
  known: Known,
  deadline: Deadline,
): void {
  const rowsOf = rowsByVariable(program);
  for (let size = MOST_AT_ONCE; size > 1; size /= 2) {
    const waiting = new Set(ends.filter((end) => isOpen(known, end)));
    while (waiting.size > 1 && !deadline.isOver) {
      const batch = takeBatch(waiting, size, rowsOf, known);
      const point = open.aim({
        variables: batch.map(({ variable }) => variable),
        coefficients: batch.map(({ sense }) => sense === "maximise" ? 1n : -1n),
      });
      if (point) widen(known, point);
    }
  }
}

/** Takes open ends of variables that share no row: they do not hinder each other. */
function takeBatch(
  waiting: Set<OneEnd>,
  size: number,
  rowsOf: readonly (readonly number[])[],
  known: Known,
): OneEnd[] {
  const taken = new Set<number>();
  const batch: OneEnd[] = [];
  for (const end of waiting) {
    if (batch.length === size) break;
    if (!isOpen(known, end)) waiting.delete(end);
    else if (!rowsOf[end.variable]!.some((row) => taken.has(row))) {
      for (const row of rowsOf[end.variable]!) taken.add(row);
      batch.push(end);
      waiting.delete(end);
    }
  }
  return batch;
}

/** A point widens what is known to be attained for all variables. */
function widen({ inner }: Known, point: readonly bigint[]): void {
  for (const [variable, value] of inner ? point.entries() : []) {
    if (value < inner!.lower[variable]!) inner!.lower[variable] = value;
    if (isBelow(inner!.upper[variable]!, value)) inner!.upper[variable] = value;
  }
}

/** From a point, nothing caps what a direction without end moves. */
function follow({ inner }: Known, ray: readonly bigint[]): void {
  for (const [variable, step] of ray.entries()) {
    if (inner && step > 0n) inner.upper[variable] = null;
  }
}

type Effort = "relax" | "optimise";

/** Solves for one end, and moves inner and outer ends towards each other. */
function close(
  program: OpenProgram,
  { variable, sense }: OneEnd,
  effort: Effort,
  known: Known,
): void {
  const found = program[effort](unit(variable), sense);
  const { outer } = known;
  const end = sense === "minimise" ? "lower" : "upper";
  if (found.status === "unbounded") follow(known, found.ray);
  if (found.status === "undecided" && found.bound !== null) {
    const isNearer = sense === "minimise"
      ? found.bound > outer.lower[variable]!
      : isBelow(found.bound, outer.upper[variable]!);
    if (isNearer) outer[end][variable] = found.bound;
  }
  if (found.status !== "optimal") return;
  outer[end][variable] = found.value;
  widen(known, found.point);
}

/**
 * The number of values that the form takes, counted up to a limit; Infinity where it has no end. Between two known values lies
 * another exactly when the program has a point there, which is one more program.
 */
export function countValues(
  program: IntegerProgram,
  form: Objective,
  { lower, upper }: Limits,
  { limit, solver }: { readonly limit: number; readonly solver: Solver },
): number {
  if (lower === null || upper === null) return Infinity;
  let count = lower === upper ? 1 : 2;
  const countBetween = (from: bigint, to: bigint): void => {
    if (from > to || count >= limit) return;
    const row = { ...form, lower: from, upper: to };
    using open = solver.open({ ...program, rows: [...program.rows, row] });
    const found = open.optimise(form, "minimise");
    if (found.status !== "optimal") return;
    count++;
    countBetween(found.value + 1n, to);
  };
  countBetween(lower + 1n, upper - 1n);
  return count;
}

/** How many values a form can take at most between its ends: a form in steps of 2 takes half of them. */
export function countSteps({ coefficients }: Objective, { lower, upper }: Limits): number {
  if (lower === null || upper === null) return Infinity;
  if (lower === upper) return 1;
  return Number((upper - lower) / coefficients.reduce(greatestCommonDivisor, 0n)) + 1;
}
