/** Linear spans: what follows from what by adding, subtracting and scaling. */

/** A vector by its entries other than 0. */
export type SparseVector = ReadonlyMap<number, number>;

/**
 * Entries are taken modulo this prime, so that every product is exact in a number; fractions would grow without end. A false
 * "in span" only if it divides a small determinant.
 */
const PRIME = 67_108_859;

/** Builds a vector from whole numbers. */
export function sparseVector(entries: Iterable<readonly [number, bigint]>): SparseVector {
  const vector = new Map<number, number>();
  for (const [column, value] of entries) {
    const sum = modulo((vector.get(column) ?? 0) + Number(value % BigInt(PRIME)));
    if (sum === 0) vector.delete(column);
    else vector.set(column, sum);
  }
  return vector;
}

/** A span that grows, kept in echelon form: each pivot row starts with a 1 in its own column. */
export class Span {
  readonly #pivots = new Map<number, SparseVector>();

  /** Whether the vector is a combination of what was added. */
  has(vector: SparseVector): boolean {
    return this.#reduce(vector).size === 0;
  }

  /** Adds a vector to the span. */
  add(vector: SparseVector): void {
    const rest = this.#reduce(vector);
    if (rest.size === 0) return;
    const first = Math.min(...rest.keys());
    const scale = inverse(rest.get(first)!);
    this.#pivots.set(
      first,
      new Map([...rest].map(([column, value]) => [column, modulo(value * scale)])),
    );
  }

  /** What of the vector the span does not explain. */
  #reduce(vector: SparseVector): Map<number, number> {
    const rest = new Map(vector);
    while (true) {
      let first = Infinity;
      for (const column of rest.keys()) {
        if (column < first && this.#pivots.has(column)) first = column;
      }
      const pivot = this.#pivots.get(first);
      if (!pivot) return rest;
      const factor = rest.get(first)!;
      for (const [column, value] of pivot) {
        const left = modulo((rest.get(column) ?? 0) - modulo(value * factor));
        if (left === 0) rest.delete(column);
        else rest.set(column, left);
      }
    }
  }
}

function modulo(value: number): number {
  return ((value % PRIME) + PRIME) % PRIME;
}

/** Fermat: the power PRIME − 2. */
function inverse(value: number): number {
  let [result, base] = [1, value];
  for (let power = PRIME - 2; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = modulo(result * base);
    base = modulo(base * base);
  }
  return result;
}
