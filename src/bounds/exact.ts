/** Programs with numbers of any size: counted from their lower ends where that makes them small, else in big integers. */

import { type BigBox, propagateBig } from "./big_propagate.ts";
import { type BigRow, greatestOver } from "./big_simplex.ts";
import {
  type Deadline,
  evaluate,
  type IntegerProgram,
  limitsOf,
  type LinearRow,
  NO_DEADLINE,
  type Objective,
  type Optimum,
  rowWith,
  type Sense,
} from "./program.ts";
import type { OpenProgram, Solver } from "./solver.ts";

/** Up to this, HiGHS's tolerances of 1e-7 are far below 1 in sums of products, and search adds exactly. */
export const GREATEST_LIMIT = 1e9;

/** Whether a number in the program is too large to be solved as it is. */
export function isWide({ upper, rows }: IntegerProgram): boolean {
  const isLarge = (limit: number) => Number.isFinite(limit) && Math.abs(limit) > GREATEST_LIMIT;
  return upper.some(isLarge) || rows.some((row) => isLarge(row.lower) || isLarge(row.upper));
}

/** A program counted from a base: its variables are those of the original less the base. */
export interface Shifted {
  readonly base: readonly bigint[];
  readonly program: IntegerProgram;
}

/** The program counted from the lower ends of its box, without what the box says already; null where it stays too large. */
export function shift(program: IntegerProgram, box: BigBox): Shifted | null {
  const upper = box.upper.map((end, variable) =>
    end === null ? Infinity : Number(end - box.lower[variable]!)
  );
  const rows = program.rows.flatMap((row): LinearRow[] => {
    const base = sumOver(row, box.lower);
    const { lower, upper: most } = limitsOf(row);
    const reach = (sign: number) =>
      row.variables.reduce((sum, variable, position) => {
        const coefficient = row.coefficients[position]!;
        return coefficient * sign > 0 ? sum + coefficient * upper[variable]! : sum;
      }, 0);
    const from = lower === null || Number(lower - base) <= reach(-1) ? null : lower - base;
    const to = most === null || Number(most - base) >= reach(1) ? null : most - base;
    return from === null && to === null ? [] : [rowWith(row, { lower: from, upper: to })];
  });
  const shifted = { upper, rows };
  return isWide(shifted) ? null : { base: box.lower, program: shifted };
}

/** `Σ coefficients × values`, exactly. */
export function sumOver(form: Objective, values: readonly bigint[]): bigint {
  return form.variables.reduce(
    (sum, variable, position) => sum + BigInt(form.coefficients[position]!) * values[variable]!,
    0n,
  );
}

/** The outcome of an optimisation in whole numbers of any size; `undecided`: time or patience was up. */
export type ExactOptimum =
  | { readonly status: "optimal"; readonly value: bigint }
  | { readonly status: "unbounded" | "infeasible" | "undecided" };

/** A program of any size, ready to be optimised. */
export class ExactProgram implements Disposable {
  readonly #size: number;
  readonly #shifted: Shifted | null = null;
  readonly #open: OpenProgram | null = null;
  readonly #rows: readonly BigRow[] = [];
  readonly #deadline: Deadline;
  readonly #isEmpty: boolean;

  constructor(program: IntegerProgram, solver: Solver, deadline: Deadline = NO_DEADLINE) {
    this.#size = program.upper.length;
    this.#deadline = deadline;
    if (!isWide(program)) {
      this.#isEmpty = false;
      this.#open = solver.open(program, { deadline });
      return;
    }
    const box = propagateBig(program);
    this.#isEmpty = box === null;
    if (box === null) return;
    this.#shifted = shift(program, box);
    if (this.#shifted) this.#open = solver.open(this.#shifted.program, { deadline });
    else this.#rows = bigRows(program, box);
  }

  /** Undefined where time or patience is up. */
  isFeasible(): boolean | undefined {
    const { status } = this.optimise({ variables: [], coefficients: [] }, "minimise");
    return status === "undecided" ? undefined : status !== "infeasible";
  }

  optimise(objective: Objective, sense: Sense): ExactOptimum {
    if (this.#isEmpty) return { status: "infeasible" };
    if (this.#open) {
      const found: Optimum = this.#open.optimise(objective, sense);
      if (found.status !== "optimal") return { status: found.status };
      const base = this.#shifted ? sumOver(objective, this.#shifted.base) : 0n;
      return { status: "optimal", value: BigInt(evaluate(objective, found.point)) + base };
    }
    const sign = sense === "maximise" ? 1 : -1;
    const form = new Map(
      objective.variables.map((variable, position) =>
        [variable, BigInt(sign * objective.coefficients[position]!)] as const
      ),
    );
    const found = greatestOver(this.#rows, this.#size, form, this.#deadline);
    return found.status === "optimal" ? { ...found, value: BigInt(sign) * found.value } : found;
  }

  [Symbol.dispose](): void {
    this.#open?.[Symbol.dispose]();
  }
}

/** The rows, and the ends of the box as rows. */
function bigRows(program: IntegerProgram, { lower, upper }: BigBox): BigRow[] {
  const rows = program.rows.map((row) => ({
    ...limitsOf(row),
    form: new Map(
      row.variables.map((variable, position) =>
        [variable, BigInt(row.coefficients[position]!)] as const
      ),
    ),
  }));
  const ends = lower.flatMap((end, variable): BigRow[] => {
    const most = upper[variable] ?? null;
    return end === 0n && most === null
      ? []
      : [{ form: new Map([[variable, 1n]]), lower: end === 0n ? null : end, upper: most }];
  });
  return [...rows, ...ends];
}
