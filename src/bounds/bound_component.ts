/** The exact ends of every variable of a component, by the cheapest way that is proven exact for it. */

import { type BigBox, propagateBig } from "./big_propagate.ts";
import { ExactProgram, isWide, shift } from "./exact.ts";
import { boundNetwork } from "./network.ts";
import {
  type Box,
  type Deadline,
  type IntegerProgram,
  type LinearRow,
  NO_DEADLINE,
  type Sense,
} from "./program.ts";
import { isForest, propagate } from "./propagate.ts";
import type { OpenProgram, Solver } from "./solver.ts";

/** Shapes that were solved before; many components of one release are alike. */
export type KnownShapes = Map<string, Box | null>;

/** Shapes that are kept at most: memory stays bounded, whatever comes. */
const MOST_SHAPES = 10_000;

/**
 * Every variable's least and greatest value, both attained; null where there is no feasible point. Propagation alone
 * where rows and variables form a forest, flows where they form a network, else HiGHS, once for each shape. Where time is up, or
 * a number cannot be held exactly, ends that only enclose, marked so.
 */
export function boundComponent(
  program: IntegerProgram,
  solver: Solver,
  known: KnownShapes = new Map(),
  deadline: Deadline = NO_DEADLINE,
): Box | null {
  if (isWide(program)) return boundWide(program, solver, known, deadline);
  const outer = propagate(program);
  if (outer === null || isForest(program)) return outer;
  const flows = boundNetwork(program, outer);
  if (flows !== undefined) return flows;

  const shape = isCalm(outer) ? reduce(program, outer) : program;
  const name = JSON.stringify([shape.upper, shape.rows]);
  let found = known.get(name);
  if (found === undefined) {
    found = boundBySolver(shape, solver, deadline);
    if (known.size < MOST_SHAPES && !found?.isOuter) known.set(name, found);
  }
  if (shape === program) return found;
  return found && {
    ...found,
    lower: found.lower.map((value, variable) => value + outer.lower[variable]!),
    upper: found.upper.map((value, variable) => value + outer.lower[variable]!),
  };
}

/** A component with numbers too large for a floating-point solver. */
function boundWide(
  program: IntegerProgram,
  solver: Solver,
  known: KnownShapes,
  deadline: Deadline,
): Box | null {
  const outer = propagateBig(program);
  if (outer === null) return null;
  if (isForest(program)) return toBox(outer);
  const shifted = shift(program, outer);
  if (shifted) {
    const found = boundComponent(shifted.program, solver, known, deadline);
    return found && toBox({
      lower: found.lower.map((end, variable) => BigInt(end) + shifted.base[variable]!),
      upper: found.upper.map((end, variable) =>
        end === Infinity ? null : BigInt(end) + shifted.base[variable]!
      ),
    }, found.isOuter);
  }
  using open = new ExactProgram(program, solver, deadline);
  if (open.isFeasible() === false) return null;
  const isOuter = program.upper.map((_, variable) => {
    const ends = (["minimise", "maximise"] as const).map((sense: Sense) =>
      open.optimise({ variables: [variable], coefficients: [1] }, sense)
    );
    const [least, most] = ends;
    if (least!.status === "optimal") outer.lower[variable] = least!.value;
    if (most!.status === "optimal") outer.upper[variable] = most!.value;
    return ends.some(({ status }) => status === "undecided");
  });
  return toBox(outer, isOuter);
}

/** The box in numbers; an end that a number does not hold is let go. */
function toBox({ lower, upper }: BigBox, isOuter?: readonly boolean[]): Box {
  const most = BigInt(Number.MAX_SAFE_INTEGER);
  const tooLarge = lower.map((end, variable) => end > most || (upper[variable] ?? 0n) > most);
  const flags = tooLarge.map((isLarge, variable) => isLarge || (isOuter?.[variable] ?? false));
  return {
    lower: lower.map((end) => Number(end > most ? most : end)),
    upper: upper.map((end) => end === null || end > most ? Infinity : Number(end)),
    ...(flags.includes(true) ? { isOuter: flags } : {}),
  };
}

/** Rows that push each other up without end leave ends that no count comes near. */
const GREATEST_END = 1e8;

function isCalm({ lower, upper }: Box): boolean {
  return lower.every((end) => end <= GREATEST_END) &&
    upper.every((end) => end <= GREATEST_END || end === Infinity);
}

/**
 * The same program counted from each variable's lower end, without what the box says already. Two components with other
 * numbers but the same freedom become equal.
 */
function reduce(program: IntegerProgram, outer: Box): IntegerProgram {
  const upper = outer.upper.map((end, variable) => end - outer.lower[variable]!);
  const rows = program.rows.flatMap((row): LinearRow[] => {
    let [base, least, greatest] = [0, 0, 0];
    for (const [position, variable] of row.variables.entries()) {
      const coefficient = row.coefficients[position]!;
      const reach = upper[variable] === 0 ? 0 : coefficient * upper[variable]!;
      base += coefficient * outer.lower[variable]!;
      least += Math.min(0, reach);
      greatest += Math.max(0, reach);
    }
    const lower = row.lower - base <= least ? -Infinity : row.lower - base;
    const most = row.upper - base >= greatest ? Infinity : row.upper - base;
    return lower === -Infinity && most === Infinity ? [] : [{
      variables: row.variables,
      coefficients: row.coefficients,
      lower,
      upper: most,
    }];
  });
  return { upper, rows };
}

/** Up to so many variables, search mostly does without the solver. */
const SMALL = 60;

/** Ends that are still open: what is known to be attained does not reach what is known not to be passed. */
interface OpenEnd {
  readonly variable: number;
  readonly sense: Sense;
}

function boundBySolver(program: IntegerProgram, solver: Solver, deadline: Deadline): Box | null {
  const outer = propagate(program);
  if (outer === null) return null;
  using open = solver.open(program, { deadline });
  // Without a point nothing is exact; but the relaxation still says something of each end.
  const start = open.findPoint(SHARE_FOR_POINT);
  if (start === null) return null;
  // Every point that a solve finds widens what is known to be attained for all variables.
  const inner = start && { lower: [...start], upper: [...start] };
  const isOpen = ({ variable, sense }: OpenEnd) =>
    sense === "minimise"
      ? !inner || inner.lower[variable]! > outer.lower[variable]!
      : !inner || inner.upper[variable]! < outer.upper[variable]!;
  const ends = program.upper.flatMap((_, variable): OpenEnd[] => [
    { variable, sense: "minimise" },
    { variable, sense: "maximise" },
  ]);
  // In a large one the relaxation of all of them first: where time runs out, it has said something of each.
  const efforts = program.upper.length > SMALL ? ["relaxed", "whole"] as const : ["whole"] as const;
  for (const effort of efforts) {
    if (effort === "whole" && efforts.length > 1 && inner) {
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

/** Of the time that is left, what a first point may take. */
const SHARE_FOR_POINT = 0.3;

/** Ends that one search is to reach at once. */
const MOST_AT_ONCE = 32;

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
      coefficients: batch.map(({ sense }) => sense === "maximise" ? 1 : -1),
    }, "maximise");
    if (point) widen(inner, point);
  }
}

function widen(inner: Box, point: readonly number[]): void {
  point.forEach((value, index) => {
    inner.lower[index] = Math.min(inner.lower[index]!, value);
    inner.upper[index] = Math.max(inner.upper[index]!, value);
  });
}

/** Solves for one end, and moves inner and outer ends towards each other. */
function close(
  program: OpenProgram,
  { variable, sense }: OpenEnd,
  effort: "relaxed" | "whole",
  inner: Box | undefined,
  outer: Box,
): void {
  const form = { variables: [variable], coefficients: [1] };
  const found = effort === "relaxed" ? program.relax(form, sense) : program.optimise(form, sense);
  const end = sense === "minimise" ? "lower" : "upper";
  if (found.status === "unbounded" && inner) inner.upper[variable] = Infinity;
  if (found.status === "undecided") {
    outer[end][variable] = sense === "minimise"
      ? Math.max(outer.lower[variable]!, found.bound)
      : Math.min(outer.upper[variable]!, found.bound);
  }
  if (found.status !== "optimal") return;
  outer[end][variable] = found.value;
  if (inner) widen(inner, found.point);
}
