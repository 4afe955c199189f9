/** What feasible points of a program attain: values that are certainly taken. */
import { evaluate, type Objective } from "./program.ts";

/** Values that are kept of each variable, and numbers in all of the points that are kept. */
const MOST_VALUES = 100;
const MOST_NUMBERS = 500_000;

/** Points that were met while a program was bounded. */
export class Attained {
  /** The least value of each variable, and the greatest; null where a direction has no end. */
  readonly lower: bigint[];
  readonly upper: (bigint | null)[];
  readonly #values: Set<bigint>[];
  readonly #points: (readonly bigint[])[] = [];

  constructor(start: readonly bigint[]) {
    this.lower = [...start];
    this.upper = [...start];
    this.#values = start.map(() => new Set());
    this.add(start);
  }

  /** A point widens what is attained by all variables. */
  add(point: readonly bigint[]): void {
    if (this.#points.length * point.length < MOST_NUMBERS) this.#points.push(point);
    for (const [variable, value] of point.entries()) {
      if (value < this.lower[variable]!) this.lower[variable] = value;
      if (isBelow(this.upper[variable]!, value)) this.upper[variable] = value;
      const values = this.#values[variable]!;
      if (values.size < MOST_VALUES) values.add(value);
    }
  }

  /** From a point, nothing caps what a direction without end moves. */
  follow(ray: readonly bigint[]): void {
    for (const [variable, step] of ray.entries()) {
      if (step > 0n) this.upper[variable] = null;
    }
  }

  /** How many values of a variable are kept. */
  countOf(variable: number): number {
    return this.#values[variable]!.size;
  }

  /** Values that a form is known to take. */
  valuesOf(form: Objective): Iterable<bigint> {
    const [variable, ...others] = form.variables;
    if (others.length > 0) return this.#points.map((point) => evaluate(form, point));
    const factor = form.coefficients[0]!;
    return [...this.#values[variable!]!].map((value) => value * factor);
  }
}

/** Whether an upper end lies below another one; null is above all. */
export function isBelow(left: bigint | null, right: bigint | null): boolean {
  return left !== null && (right === null || left < right);
}
