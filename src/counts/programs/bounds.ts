/** The range of every variable of a component, by the cheapest way that is proven exact, and how many values a form takes in it. */
import { Attained, isBelow } from "./values.ts";
import {
  type Box,
  type Deadline,
  type IntegerProgram,
  NO_DEADLINE,
  type Range,
  rowsByVariable,
  type Sense,
  unit,
} from "./program.ts";
import { isForest } from "./forest.ts";
import { propagate, shift } from "./propagate.ts";
import type { OpenProgram, Solver } from "./solver.ts";

/** What is known of a component. */
export interface Bounds {
  readonly ranges: readonly Range<bigint>[];
  /** What was attained, counted from `base`; undefined where propagation was enough, or no point was found in time. */
  readonly attained?: Attained;
  readonly base: readonly bigint[];
  /** The program counted from `base`, and reduced; undefined where propagation was enough. */
  readonly shape?: IntegerProgram;
}

/** Shapes that were solved before; many components of one release are alike. */
export type KnownShapes = Map<string, Pick<Bounds, "ranges" | "attained"> | null>;

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
): Bounds | null {
  const outer = propagate(program);
  if (outer === null) return null;
  if (isForest(program)) return { ranges: rangesOf(outer), base: program.upper.map(() => 0n) };
  const { base, program: shape } = shift(program, outer);
  const name = [shape.upper, ...shape.rows.map(Object.values)].join(";");
  let found = known.get(name);
  if (found === undefined) {
    found = boundBySolver(shape, solver, deadline);
    const isWhole = !found?.ranges.some(({ isOuter }) => isOuter);
    if (known.size < MOST_SHAPES && isWhole) known.set(name, found);
  }
  const moved = (end: bigint | null, variable: number) =>
    end === null ? null : end + base[variable]!;
  return found && {
    ranges: found.ranges.map(({ lower, upper, isOuter }, variable) => ({
      lower: moved(lower, variable),
      upper: moved(upper, variable),
      isOuter,
    })),
    attained: found.attained,
    base,
    shape,
  };
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
  readonly inner: Attained | undefined;
  /** What is proven not to be passed. */
  readonly outer: Box;
}

/** For a program that is reduced already. */
function boundBySolver(
  program: IntegerProgram,
  solver: Solver,
  deadline: Deadline,
): Pick<Bounds, "ranges" | "attained"> | null {
  const outer = { lower: program.upper.map(() => 0n), upper: [...program.upper] };
  using open = solver.open(program, { deadline, isReduced: true });
  // Without a point nothing is exact; but the relaxation still says something of each end.
  const start = open.findPoint(deadline.after(SHARE_FOR_POINT));
  if (start === null) return null;
  const known: Known = { inner: start && new Attained(start), outer };
  const ray = start && outer.upper.includes(null) ? open.findWidestRay() : undefined;
  if (ray) known.inner?.follow(ray);
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
  const ranges = rangesOf(outer, (variable) =>
    isOpen(known, { variable, sense: "minimise" }) ||
    isOpen(known, { variable, sense: "maximise" }));
  return { ranges, attained: known.inner };
}

/** Whether an end is not yet proven: the attained value and the bound differ. */
function isOpen({ inner, outer }: Known, { variable, sense }: OneEnd): boolean {
  if (!inner) return true;
  return sense === "minimise"
    ? inner.lower[variable]! > outer.lower[variable]!
    : isBelow(inner.upper[variable]!, outer.upper[variable]!);
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
      if (point) known.inner?.add(point);
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
  if (found.status === "unbounded") known.inner?.follow(found.ray);
  if (found.status === "undecided" && found.bound !== null) {
    const isNearer = sense === "minimise"
      ? found.bound > outer.lower[variable]!
      : isBelow(found.bound, outer.upper[variable]!);
    if (isNearer) outer[end][variable] = found.bound;
  }
  if (found.status !== "optimal") return;
  outer[end][variable] = found.value;
  known.inner?.add(found.point);
}
