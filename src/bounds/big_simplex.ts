/**
 * Integer programs in whole numbers of any size: the criss-cross method with Bland's rule (Terlaky 1985) on a tableau of integers
 * with one common denominator (Edmonds 1967), and branching where its corner is not whole. For components whose numbers no
 * floating-point solver takes; slow, exact, and it never cycles.
 */

import type { Deadline, Limits } from "./program.ts";

/** A form by variable, with its limits. */
export interface BigRow extends Limits {
  readonly form: ReadonlyMap<number, bigint>;
}

export type BigOptimum =
  | { readonly status: "optimal"; readonly value: bigint }
  | { readonly status: "unbounded" | "infeasible" | "undecided" };

/** Programs that are branched on at most for one optimum. */
const MOST_NODES = 500;

/** The greatest value of a form over whole numbers >= 0 that satisfy the rows. */
export function greatestOver(
  rows: readonly BigRow[],
  size: number,
  form: ReadonlyMap<number, bigint>,
  deadline: Deadline,
): BigOptimum {
  let best: bigint | null = null;
  const open: (readonly BigRow[])[] = [rows];
  for (let count = 0; open.length > 0; count++) {
    if (count === MOST_NODES || deadline.isOver) return { status: "undecided" };
    const here = open.pop()!;
    const tableau = new Tableau(here, size);
    if (!tableau.solve(new Map(), deadline)) continue;
    if (!tableau.solve(form, deadline)) {
      // Data are rational: from a whole point, a direction without end leads on.
      const whole = greatestOver(here, size, new Map(), deadline);
      if (whole.status !== "optimal") return whole;
      return { status: "unbounded" };
    }
    if (deadline.isOver) return { status: "undecided" };
    const most = tableau.value;
    if (best !== null && floor(most) <= best) continue;
    const split = tableau.fraction();
    if (split === undefined) {
      best = floor(most);
      continue;
    }
    const unit = new Map([[split.variable, 1n]]);
    open.push([...here, { form: unit, lower: null, upper: split.below }]);
    open.push([...here, { form: unit, lower: split.below + 1n, upper: null }]);
  }
  return best === null ? { status: "infeasible" } : { status: "optimal", value: best };
}

type Ratio = readonly [numerator: bigint, denominator: bigint];

function floor([numerator, denominator]: Ratio): bigint {
  const quotient = numerator / denominator;
  return numerator % denominator < 0n ? quotient - 1n : quotient;
}

/** `denominator × basic = constant − Σ entry × free`, for every variable and slack; the last row is the objective. */
class Tableau {
  readonly #size: number;
  readonly #entries: bigint[][] = [];
  readonly #constants: bigint[] = [];
  readonly #basic: number[] = [];
  readonly #free: number[];
  #denominator = 1n;

  constructor(rows: readonly BigRow[], size: number) {
    this.#size = size;
    this.#free = Array.from({ length: size }, (_, variable) => variable);
    for (const { form, lower, upper } of rows) {
      for (const [sign, limit] of [[1n, upper], [-1n, lower]] as const) {
        if (limit === null) continue;
        this.#entries.push(this.#free.map((variable) => sign * (form.get(variable) ?? 0n)));
        this.#constants.push(sign * limit);
        this.#basic.push(size + this.#basic.length);
      }
    }
  }

  /** Pivots until the form is at its greatest; false where nothing is feasible, or nothing caps the form. */
  solve(form: ReadonlyMap<number, bigint>, deadline: Deadline): boolean {
    this.#setObjective(form);
    while (!deadline.isOver) {
      const costs = this.#entries.at(-1)!;
      const rows = this.#basic.length;
      let [name, row, column] = [Infinity, -1, -1];
      for (let index = 0; index < rows; index++) {
        if (this.#constants[index]! < 0n && this.#basic[index]! < name) {
          [name, row] = [this.#basic[index]!, index];
        }
      }
      for (const [index, free] of this.#free.entries()) {
        if (costs[index]! < 0n && free < name) [name, row, column] = [free, -1, index];
      }
      if (name === Infinity) return true;
      if (row >= 0) column = leastNamed(this.#free, (index) => this.#entries[row]![index]! < 0n);
      else row = leastNamed(this.#basic, (index) => this.#entries[index]![column]! > 0n);
      if (row < 0 || column < 0) return false;
      this.#pivot(row, column);
    }
    return true;
  }

  get value(): Ratio {
    return [this.#constants.at(-1)!, this.#denominator];
  }

  /** A variable that is not whole at the corner, with the whole number below it. */
  fraction(): { variable: number; below: bigint } | undefined {
    for (const [index, variable] of this.#basic.entries()) {
      const value: Ratio = [this.#constants[index]!, this.#denominator];
      if (variable < this.#size && value[0] % value[1] !== 0n) {
        return { variable, below: floor(value) };
      }
    }
    return undefined;
  }

  /** The objective as a row: `value = constant − Σ entry × free`, in which what is basic is written out. */
  #setObjective(form: ReadonlyMap<number, bigint>): void {
    const rows = this.#basic.length;
    const entries = this.#free.map((free) => -this.#denominator * (form.get(free) ?? 0n));
    let constant = 0n;
    for (let index = 0; index < rows; index++) {
      const factor = form.get(this.#basic[index]!);
      if (factor === undefined) continue;
      constant += factor * this.#constants[index]!;
      this.#entries[index]!.forEach((entry, column) => entries[column]! += factor * entry);
    }
    this.#entries[rows] = entries;
    this.#constants[rows] = constant;
  }

  #pivot(row: number, column: number): void {
    const pivot = this.#entries[row]![column]!;
    const sign = pivot < 0n ? -1n : 1n;
    for (const [index, entries] of this.#entries.entries()) {
      if (index === row) continue;
      const factor = entries[column]!;
      this.#constants[index] = sign *
        (this.#constants[index]! * pivot - factor * this.#constants[row]!) / this.#denominator;
      entries.forEach((entry, other) => {
        entries[other] = other === column
          ? -sign * factor
          : sign * (entry * pivot - factor * this.#entries[row]![other]!) / this.#denominator;
      });
    }
    const own = this.#entries[row]!;
    own.forEach((entry, other) =>
      own[other] = sign * (other === column ? this.#denominator : entry)
    );
    this.#constants[row] = sign * this.#constants[row]!;
    [this.#basic[row], this.#free[column]] = [this.#free[column]!, this.#basic[row]!];
    this.#denominator = pivot * sign;
  }
}

/** The place of the least name among those that qualify; −1 for none. */
function leastNamed(names: readonly number[], qualifies: (index: number) => boolean): number {
  let found = -1;
  for (const [index, name] of names.entries()) {
    if ((found < 0 || name < names[found]!) && qualifies(index)) found = index;
  }
  return found;
}
