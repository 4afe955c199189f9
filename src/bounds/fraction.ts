/** Exact fractions of safe integers: what a rate is before anyone rounds it. */
import { MagnitudeError } from "../errors.ts";

/** A fraction in lowest terms. The denominator is a whole number >= 1. */
export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

/**
 * The fraction in lowest terms, the sign in the numerator.
 *
 * @throws {RangeError} if the denominator is 0 or a part is not a safe integer.
 *
 * @example
 * ```ts
 * import { fraction } from "./fraction.ts";
 * const { numerator, denominator } = fraction(12, -8);
 * if (numerator !== -3 || denominator !== 2) throw new Error("not in lowest terms");
 * ```
 */
export function fraction(numerator: number, denominator: number): Fraction {
  if (denominator === 0) throw new RangeError("Cannot divide by 0");
  const divisor = greatestCommonDivisor(exact(numerator), exact(denominator)) *
    Math.sign(denominator);
  return { numerator: numerator / divisor || 0, denominator: denominator / divisor };
}

/** The greatest common divisor of the magnitudes; of 0 and n it is n. */
export function greatestCommonDivisor(left: number, right: number): number {
  let [a, b] = [Math.abs(left), Math.abs(right)];
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

/** The number itself. @throws {MagnitudeError} if it is not a safe integer, so that no result is silently rounded. */
export function exact(value: number): number {
  if (!Number.isSafeInteger(value)) {
    throw new MagnitudeError();
  }
  return value;
}
