/** Bounds by reasoning row by row, as in propagate.ts, in whole numbers of any size. */

import { type IntegerProgram, limitsOf } from "./program.ts";

/** The least and greatest value of each variable; null where nothing caps it. */
export interface BigBox {
  readonly lower: bigint[];
  readonly upper: (bigint | null)[];
}

/** Rounds in which every row is looked at once. */
const MOST_ROUNDS = 100;

/** Every feasible point lies in the box; null where it proves that there is none. Exact where the program is a forest. */
export function propagateBig({ upper, rows }: IntegerProgram): BigBox | null {
  const box: BigBox = {
    lower: upper.map(() => 0n),
    upper: upper.map((limit) => Number.isFinite(limit) ? BigInt(limit) : null),
  };
  const sides = rows.flatMap((row) => {
    const terms = row.variables.map((variable, position) => ({
      variable,
      factor: BigInt(row.coefficients[position]!),
    })).filter(({ factor }) => factor !== 0n);
    const { lower, upper } = limitsOf(row);
    const negated = terms.map(({ variable, factor }) => ({ variable, factor: -factor }));
    return [
      ...(upper === null ? [] : [{ terms, most: upper }]),
      ...(lower === null ? [] : [{ terms: negated, most: -lower }]),
    ];
  });
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let hasMoved = false;
    for (const { terms, most } of sides) {
      const moved = tighten(terms, most, box);
      if (moved === null) return null;
      hasMoved ||= moved;
    }
    if (!hasMoved) return box;
  }
  return box;
}

interface Term {
  readonly variable: number;
  readonly factor: bigint;
}

/** Applies `Σ factor × variable <= most`; whether an end moved, null where nothing satisfies it. */
function tighten(terms: readonly Term[], most: bigint, { lower, upper }: BigBox): boolean | null {
  // Each term at its least; null where it has none.
  const least = terms.map(({ variable, factor }) => {
    if (factor > 0n) return factor * lower[variable]!;
    const end = upper[variable];
    return end === null || end === undefined ? null : factor * end;
  });
  const open = least.filter((value) => value === null).length;
  const sum = least.reduce<bigint>((total, value) => total + (value ?? 0n), 0n);
  if (open === 0 && sum > most) return null;
  let hasMoved = false;
  for (const [index, { variable, factor }] of terms.entries()) {
    const own = least[index];
    if (open > (own === null ? 1 : 0)) continue;
    const room = most - sum + (own ?? 0n);
    if (factor > 0n) {
      const end = floorDivide(room, factor);
      if (end < lower[variable]!) return null;
      const known = upper[variable];
      if (known !== null && known !== undefined && end >= known) continue;
      upper[variable] = end;
    } else {
      const end = -floorDivide(room, -factor);
      const known = upper[variable];
      if (known !== null && known !== undefined && end > known) return null;
      if (end <= lower[variable]!) continue;
      lower[variable] = end;
    }
    hasMoved = true;
  }
  return hasMoved;
}

/** The quotient rounded down; the divisor is above 0. */
export function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor < 0n ? quotient - 1n : quotient;
}
