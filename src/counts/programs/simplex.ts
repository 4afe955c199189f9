/**
 * Integer programs in whole numbers of any size: the criss-cross method with Bland's rule (Terlaky 1985) on a tableau of integers
 * with one common denominator (Edmonds 1967), and branching where its corner is not whole. Exact, and it never cycles; slow
 * only where a program is large.
 */

import {
  type Deadline,
  floorDivide,
  greatestCommonDivisor,
  type IntegerProgram,
  type Objective,
  type Optimum,
  scale,
  unit,
} from "./program.ts";

const NOTHING: Objective = { variables: [], coefficients: [] };

/** A program as a tableau, solved for one objective after another. */
export class ExactProgram {
  readonly #root: Tableau;

  constructor({ upper, rows }: IntegerProgram) {
    const tableau = this.#root = new Tableau(upper.length);
    // Equations first: each takes a column away.
    for (const [variable, end] of upper.entries()) {
      if (end === 0n) tableau.equate(unit(variable), 0n);
    }
    for (const row of rows) {
      if (row.upper !== null && row.lower === row.upper) tableau.equate(row, row.upper);
    }
    for (const row of rows) {
      if (row.lower === row.upper) continue;
      if (row.upper !== null) tableau.limit(row, row.upper);
      if (row.lower !== null) tableau.limit(scale(row, -1n), -row.lower);
    }
    for (const [variable, end] of upper.entries()) {
      if (end !== null && end > 0n) tableau.limit(unit(variable), end);
    }
  }

  /** The greatest value of an objective over the whole points of the program, after so many branches at most. */
  greatest(objective: Objective, deadline: Deadline, mostBranches: number): Optimum {
    let best: Extract<Optimum, { status: "optimal" }> | undefined;
    let bound: bigint | null = null;
    const open = [this.#root];
    for (let count = 0; open.length > 0; count++) {
      const here = open.pop()!;
      if (count === mostBranches) return { status: "undecided", bound };
      if (!here.isFeasible && here.solve(NOTHING, deadline) === "infeasible") continue;
      const status = here.solve(objective, deadline);
      if (status === "late") return { status: "undecided", bound };
      if (status === "unbounded") {
        const { ray } = here;
        // Data are rational: from a whole point, a direction without end leads on.
        const whole = this.greatest(NOTHING, deadline, mostBranches);
        if (whole.status === "optimal") return { status, ray };
        return whole.status === "infeasible" ? whole : { status: "undecided", bound: null };
      }
      const most = here.floor();
      bound ??= most;
      if (best !== undefined && most <= best.value) continue;
      const variable = here.fractional();
      if (variable === undefined) best = { status: "optimal", value: most, point: here.point() };
      else open.push(...here.split(variable));
    }
    return best ?? { status: "infeasible" };
  }
}

/** `denominator × name = constant − Σ entry × free`, the constant being the last entry. */
interface Row {
  readonly name: number;
  readonly entries: bigint[];
}

/** Rows for every variable and slack that is not at 0. Names from `size` on are slacks. */
class Tableau {
  readonly #size: number;
  #rows: Row[] = [];
  #free: number[];
  #denominator = 1n;
  #names: number;
  #objective: bigint[] = [];
  #isEmpty = false;
  /** Whether there is known to be a corner that satisfies everything. */
  isFeasible = false;
  /** Where the objective grows without end. */
  #way = -1;

  constructor(size: number) {
    this.#size = size;
    this.#names = size;
    this.#free = Array.from({ length: size }, (_, variable) => variable);
  }

  /** Demands that the form is at most so much, rounded to what it reaches in whole numbers. */
  limit(form: Objective, most: bigint): void {
    const divisor = form.coefficients.reduce(greatestCommonDivisor, 0n) || 1n;
    const entries = this.#write(form).map((entry) => -entry / divisor);
    entries[entries.length - 1]! += this.#denominator * floorDivide(most, divisor);
    this.#rows.push({ name: this.#names++, entries });
  }

  /** Demands that the form has a value: its slack stays 0, so its column is removed. */
  equate(form: Objective, value: bigint): void {
    this.limit(form, value);
    const divisor = form.coefficients.reduce(greatestCommonDivisor, 0n) || 1n;
    if (value % divisor !== 0n) this.#isEmpty = true;
    const { entries } = this.#rows.at(-1)!;
    const column = entries.findIndex((entry) => entry !== 0n);
    if (column === this.#free.length) this.#isEmpty = true;
    if (column < 0 || column === this.#free.length) {
      this.#rows.pop();
      return;
    }
    this.#pivot(this.#rows.length - 1, column);
    this.#free.splice(column, 1);
    for (const row of this.#rows) row.entries.splice(column, 1);
  }

  /** Pivots until the form is at its greatest. */
  solve(form: Objective, deadline: Deadline): "optimal" | "infeasible" | "unbounded" | "late" {
    if (this.#isEmpty) return "infeasible";
    this.#objective = this.#write(form);
    while (!deadline.isOver) {
      // The least name that is in the wrong: below 0 itself, or better off above 0.
      const row = least(this.#rows, ({ name, entries }) => entries.at(-1)! < 0n ? name : Infinity);
      const column = least(this.#free, (name, at) => this.#objective[at]! < 0n ? name : Infinity);
      if (row < 0) this.isFeasible = true;
      if (row < 0 && column < 0) return "optimal";
      if (column < 0 || (row >= 0 && this.#rows[row]!.name < this.#free[column]!)) {
        const { entries } = this.#rows[row]!;
        const into = least(this.#free, (name, at) => entries[at]! < 0n ? name : Infinity);
        if (into < 0) return "infeasible";
        this.#pivot(row, into);
      } else {
        const from = least(this.#rows, (row) => row.entries[column]! > 0n ? row.name : Infinity);
        this.#way = column;
        if (from < 0) return "unbounded";
        this.#pivot(from, column);
      }
    }
    return "late";
  }

  /** The objective's value, rounded down. */
  floor(): bigint {
    return floorDivide(this.#objective.at(-1)!, this.#denominator);
  }

  /** A variable that is not whole at the corner. */
  fractional(): number | undefined {
    return this.#rows.find(({ name, entries }) =>
      name < this.#size && entries.at(-1)! % this.#denominator !== 0n
    )?.name;
  }

  /** The corner, where it is whole. */
  point(): bigint[] {
    return this.#values((entries) => entries.at(-1)! / this.#denominator);
  }

  /** The direction of the last objective without end, in whole numbers. */
  get ray(): bigint[] {
    const ray = this.#values((entries) => -entries[this.#way]!);
    const free = this.#free[this.#way]!;
    if (free < this.#size) ray[free] = this.#denominator;
    const divisor = ray.reduce(greatestCommonDivisor, 0n);
    return ray.map((step) => step / divisor);
  }

  #values(valueOf: (entries: readonly bigint[]) => bigint): bigint[] {
    const values = Array.from({ length: this.#size }, () => 0n);
    for (const { name, entries } of this.#rows) {
      if (name < this.#size) values[name] = valueOf(entries);
    }
    return values;
  }

  /** Above and below the value that a variable has at the corner. */
  split(variable: number): [Tableau, Tableau] {
    const [above, below] = [this.#copy(), this.#copy()];
    const { entries } = this.#rows.find(({ name }) => name === variable)!;
    const floor = floorDivide(entries.at(-1)!, this.#denominator);
    above.limit(scale(unit(variable), -1n), -floor - 1n);
    below.limit(unit(variable), floor);
    return [above, below];
  }

  #copy(): Tableau {
    const copy = new Tableau(this.#size);
    copy.#rows = this.#rows.map(({ name, entries }) => ({ name, entries: [...entries] }));
    copy.#free = [...this.#free];
    copy.#denominator = this.#denominator;
    copy.#names = this.#names;
    return copy;
  }

  /** The form as the entries of a row. */
  #write({ variables, coefficients }: Objective): bigint[] {
    const factors = new Map(variables.map((variable, place) => [variable, coefficients[place]!]));
    const written = this.#free.map((name) => -this.#denominator * (factors.get(name) ?? 0n));
    written.push(0n);
    for (const { name, entries } of this.#rows) {
      const factor = factors.get(name);
      if (factor === undefined) continue;
      entries.forEach((entry, column) => written[column]! += factor * entry);
    }
    return written;
  }

  /**
   * Exchanges the variable of a row for the free one of a column. Every entry is a determinant over the common denominator, so
   * that `(entry × pivot − factor × step) / denominator` leaves no remainder; the pivot is the next denominator.
   */
  #pivot(row: number, column: number): void {
    const { name, entries: own } = this.#rows[row]!;
    const pivot = own[column]!;
    const sign = pivot < 0n ? -1n : 1n;
    const [before, after] = [this.#denominator, pivot * sign];
    for (const entries of [...this.#rows.map(({ entries }) => entries), this.#objective]) {
      const factor = entries[column];
      if (entries === own || factor === undefined || (factor === 0n && before === after)) continue;
      for (let other = 0; other < entries.length; other++) {
        const [entry, step] = [entries[other]!, own[other]!];
        if (step === 0n && (entry === 0n || before === after)) continue;
        entries[other] = (entry * after - sign * factor * step) / before;
      }
      entries[column] = -sign * factor;
    }
    own.forEach((entry, other) => own[other] = sign * (other === column ? before : entry));
    this.#rows[row] = { name: this.#free[column]!, entries: own };
    this.#free[column] = name;
    this.#denominator = after;
  }
}

/** The place of the item with the least number; −1 where all are infinite. */
function least<Item>(items: readonly Item[], numberOf: (item: Item, at: number) => number): number {
  let [found, best] = [-1, Infinity];
  for (let at = 0; at < items.length; at++) {
    const number = numberOf(items[at]!, at);
    if (number < best) [found, best] = [at, number];
  }
  return found;
}
