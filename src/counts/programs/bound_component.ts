/** The exact ends of every variable of a component, by the cheapest way that is proven exact for it. */

import {
  type Box,
  Deadline,
  type IntegerProgram,
  NO_DEADLINE,
  type Sense,
  unit,
} from "./program.ts";
import { isForest, propagate, shift } from "./propagate.ts";
import type { OpenProgram, Solver } from "./solver.ts";

/** Shapes that were solved before; many components of one release are alike. */
export type KnownShapes = Map<string, Box | null>;

/** Shapes that are kept at most: memory stays bounded, whatever comes. */
const MOST_SHAPES = 10_000;

/**
 * Every variable's least and greatest value, both attained; null where there is no feasible point. Propagation alone
 * where rows and variables form a forest, else a solver, once for each shape. Where time is up, ends that only enclose, marked so.
 */
export function boundComponent(
  program: IntegerProgram,
  solver: Solver,
  known: KnownShapes = new Map(),
  deadline: Deadline = NO_DEADLINE,
): Box | null {
  const outer = propagate(program);
  if (outer === null || isForest(program)) return outer;
  const { base, program: shape } = shift(program, outer);
  const name = [shape.upper, ...shape.rows.map(Object.values)].join(";");
  let found = known.get(name);
  if (found === undefined) {
    found = boundBySolver(shape, solver, deadline);
    if (known.size < MOST_SHAPES && !found?.isOuter) known.set(name, found);
  }
  return found && {
    ...found,
    lower: found.lower.map((end, variable) => end + base[variable]!),
    upper: found.upper.map((end, variable) => end === null ? null : end + base[variable]!),
  };
}

/** Up to so many variables, nothing is gained by preparing. */
const SMALL = 60;
/** Of the time that is left, what a first point may take. */
const SHARE_FOR_POINT = 0.3;
/** Ends that one search is to reach at once. */
const MOST_AT_ONCE = 32;

/** Ends that are still open: what is known to be attained does not reach what is known not to be passed. */
interface OpenEnd {
  readonly variable: number;
  readonly sense: Sense;
}

/** For a program that is reduced already. */
function boundBySolver(program: IntegerProgram, solver: Solver, deadline: Deadline): Box | null {
  const outer = { lower: program.upper.map(() => 0n), upper: [...program.upper] };
  using open = solver.open(program, { deadline, isReduced: true });
  // Without a point nothing is exact; but the relaxation still says something of each end.
  const start = open.findPoint(new Deadline(SHARE_FOR_POINT * deadline.seconds));
  if (start === null) return null;
  // Every point that a solve finds widens what is known to be attained for all variables.
  const inner = start && { lower: [...start], upper: [...start] };
  const ray = inner && outer.upper.includes(null) ? open.findWidestRay() : undefined;
  if (inner && ray) follow(inner, ray);
  const isOpen = ({ variable, sense }: OpenEnd) =>
    !inner ||
    (sense === "minimise"
      ? inner.lower[variable]! > outer.lower[variable]!
      : isBelow(inner.upper[variable]!, outer.upper[variable]!));
  const ends = program.upper.flatMap((_, variable): OpenEnd[] => [
    { variable, sense: "minimise" },
    { variable, sense: "maximise" },
  ]);
  // In a large one the relaxation of all of them first: where time runs out, it has said something of each.
  const efforts = program.upper.length > SMALL
    ? ["relax", "optimise"] as const
    : ["optimise"] as const;
  for (const effort of efforts) {
    if (effort === "optimise" && efforts.length > 1 && inner) {
      for (let size = MOST_AT_ONCE; size > 1; size /= 2) {
        aimAtMany(open, program, { ends: ends.filter(isOpen), isOpen, size, inner, deadline });
      }
    }
    for (const end of ends) {
      if (deadline.isOver) break;
      if (isOpen(end)) close(open, end, effort, inner, outer);
    }
  }
  if (!ends.some(isOpen)) return outer;
  return {
    ...outer,
    isOuter: program.upper.map((_, variable) =>
      isOpen({ variable, sense: "minimise" }) || isOpen({ variable, sense: "maximise" })
    ),
  };
}

/** Whether an upper end lies below another one; null is above all. */
function isBelow(left: bigint | null, right: bigint | null): boolean {
  return left !== null && (right === null || left < right);
}

/** Looks for points that reach many open ends at once, of variables that share no row: whole optima are dear. */
function aimAtMany(
  open: OpenProgram,
  program: IntegerProgram,
  { ends, isOpen, size, inner, deadline }: {
    readonly ends: readonly OpenEnd[];
    readonly isOpen: (end: OpenEnd) => boolean;
    readonly size: number;
    readonly inner: Box;
    readonly deadline: Deadline;
  },
): void {
  const rowsOf: number[][] = program.upper.map(() => []);
  program.rows.forEach(({ variables }, row) => {
    for (const variable of variables) rowsOf[variable]!.push(row);
  });
  const waiting = new Set(ends);
  while (waiting.size > 1 && !deadline.isOver) {
    const taken = new Set<number>();
    const batch: OpenEnd[] = [];
    for (const end of waiting) {
      if (batch.length === size) break;
      if (!isOpen(end)) waiting.delete(end);
      else if (!rowsOf[end.variable]!.some((row) => taken.has(row))) {
        for (const row of rowsOf[end.variable]!) taken.add(row);
        batch.push(end);
        waiting.delete(end);
      }
    }
    const point = open.aim({
      variables: batch.map(({ variable }) => variable),
      coefficients: batch.map(({ sense }) => sense === "maximise" ? 1n : -1n),
    });
    if (point) widen(inner, point);
  }
}

function widen(inner: Box, point: readonly bigint[]): void {
  for (const [variable, value] of point.entries()) {
    if (value < inner.lower[variable]!) inner.lower[variable] = value;
    if (isBelow(inner.upper[variable]!, value)) inner.upper[variable] = value;
  }
}

/** From a point, nothing caps what a direction without end moves. */
function follow(inner: Box, ray: readonly bigint[]): void {
  for (const [variable, step] of ray.entries()) {
    if (step > 0n) inner.upper[variable] = null;
  }
}

/** Solves for one end, and moves inner and outer ends towards each other. */
function close(
  program: OpenProgram,
  { variable, sense }: OpenEnd,
  effort: "relax" | "optimise",
  inner: Box | undefined,
  outer: Box,
): void {
  const found = program[effort](unit(variable), sense);
  const end = sense === "minimise" ? "lower" : "upper";
  if (found.status === "unbounded" && inner) follow(inner, found.ray);
  if (found.status === "undecided" && found.bound !== null) {
    const isNearer = sense === "minimise"
      ? found.bound > outer.lower[variable]!
      : isBelow(found.bound, outer.upper[variable]!);
    if (isNearer) outer[end][variable] = found.bound;
  }
  if (found.status !== "optimal") return;
  outer[end][variable] = found.value;
  if (inner) widen(inner, found.point);
}
