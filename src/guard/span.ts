/** Linear spans in exact arithmetic: what follows from what by adding, subtracting and scaling. */

/** A vector by its entries other than 0. */
export type SparseVector = ReadonlyMap<number, bigint>;

/** Builds a vector from whole numbers. */
export function sparseVector(entries: Iterable<readonly [number, number]>): SparseVector {
  const vector = new Map<number, bigint>();
  for (const [column, value] of entries) {
    const sum = (vector.get(column) ?? 0n) + BigInt(value);
    if (sum === 0n) vector.delete(column);
    else vector.set(column, sum);
  }
  return vector;
}

/** A span that grows, kept in echelon form: each pivot row starts at its own column. */
export class Span {
  readonly #pivots = new Map<number, SparseVector>();

  /** Whether the vector is a combination of what was added. */
  has(vector: SparseVector): boolean {
    return this.#reduce(vector).size === 0;
  }

  /** Adds a vector to the span. */
  add(vector: SparseVector): void {
    const rest = this.#reduce(vector);
    if (rest.size > 0) this.#pivots.set(Math.min(...rest.keys()), rest);
  }

  /** What of the vector the span does not explain; whole numbers throughout, so nothing is rounded. */
  #reduce(vector: SparseVector): SparseVector {
    const rest = new Map(vector);
    while (true) {
      let first = Infinity;
      for (const column of rest.keys()) {
        if (column < first && this.#pivots.has(column)) first = column;
      }
      const pivot = this.#pivots.get(first);
      if (!pivot) return rest;
      const [factor, scale] = [rest.get(first)!, pivot.get(first)!];
      for (const [column, value] of rest) rest.set(column, value * scale);
      for (const [column, value] of pivot) {
        const left = (rest.get(column) ?? 0n) - value * factor;
        if (left === 0n) rest.delete(column);
        else rest.set(column, left);
      }
      divideOut(rest);
    }
  }
}

/** Keeps the entries small. */
function divideOut(vector: Map<number, bigint>): void {
  let divisor = 0n;
  for (const value of vector.values()) {
    let [a, b] = [value < 0n ? -value : value, divisor];
    while (b !== 0n) [a, b] = [b, a % b];
    divisor = a;
    if (divisor === 1n) return;
  }
  for (const [column, value] of vector) vector.set(column, value / divisor);
}
