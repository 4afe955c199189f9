/** Integer programs and ranges as data, in whole numbers of any size; programs split into parts that share no variable. */

/** `Σ coefficients × variables`; each variable at most once, no coefficient 0. */
export interface Objective {
  readonly variables: readonly number[];
  readonly coefficients: readonly bigint[];
}

/** What a row demands: no less, and no more; null where it has no limit. */
export interface Limits {
  readonly lower: bigint | null;
  readonly upper: bigint | null;
}

/** `lower <= Σ coefficients × variables <= upper`. */
export interface LinearRow extends Objective, Limits {}

/** Variables 0 … n−1, each a whole number from 0 to its `upper`; null where nothing caps it. */
export interface IntegerProgram {
  readonly upper: readonly (bigint | null)[];
  readonly rows: readonly LinearRow[];
}

export type Sense = "minimise" | "maximise";

/** From where to where something can be. */
export interface Range<Value> {
  /** Null where nothing bounds it from below. */
  readonly lower: Value | null;
  /** Null where nothing bounds it from above. */
  readonly upper: Value | null;
  /** True where the ends only enclose what it can be: time was up, or a number was too large. */
  readonly isOuter: boolean;
  /** Whether the ends can be taken: a rate may come as close as one likes without. Left out where they can, unless outer. */
  readonly isAttained?: { readonly lower: boolean; readonly upper: boolean };
}

export type End = "lower" | "upper";

/** The ends of each variable while they are worked on; null where nothing caps it. */
export interface Box {
  readonly lower: bigint[];
  readonly upper: (bigint | null)[];
}

/**
 * The outcome: an optimum with a point that attains it, a ray of feasible points without end, nothing; or, where time is up, a
 * bound that the objective does not pass (null: none is known).
 */
export type Optimum =
  | { readonly status: "optimal"; readonly value: bigint; readonly point: readonly bigint[] }
  | { readonly status: "unbounded"; readonly ray: readonly bigint[] }
  | { readonly status: "infeasible" }
  | { readonly status: "undecided"; readonly bound: bigint | null };

/** Until when something may be worked on. */
export class Deadline {
  readonly #end: number;
  readonly #clock: () => number;

  /**
   * @param seconds from now on; Infinity for as long as it takes
   * @param clock the time now, in milliseconds
   */
  constructor(seconds: number, clock = (): number => performance.now()) {
    this.#clock = clock;
    this.#end = clock() + seconds * 1_000;
  }

  get isOver(): boolean {
    return this.#clock() >= this.#end;
  }

  /** What is left, in seconds, never less than 0. */
  get seconds(): number {
    return Math.max(0, this.#end - this.#clock()) / 1_000;
  }

  /** One that ends when a share of the time that is left is over. */
  after(share: number): Deadline {
    return new Deadline(share * this.seconds, this.#clock);
  }
}

/** Time is up, and nothing can be said. */
export class TimeIsUpError extends Error {
  override readonly name = "TimeIsUpError";
}

/** No end of time. */
export const NO_DEADLINE = new Deadline(Infinity);

/** The objective at a point. */
export function evaluate({ variables, coefficients }: Objective, point: readonly bigint[]): bigint {
  let sum = 0n;
  for (const [place, variable] of variables.entries()) {
    sum += coefficients[place]! * point[variable]!;
  }
  return sum;
}

/** Whether the row holds at a point. */
export function holds(row: LinearRow, point: readonly bigint[]): boolean {
  const sum = evaluate(row, point);
  return (row.lower === null || row.lower <= sum) && (row.upper === null || sum <= row.upper);
}

/** One variable by itself. */
export function unit(variable: number): Objective {
  return { variables: [variable], coefficients: [1n] };
}

/** An objective from its coefficients by variable; those that are 0 drop out. */
export function objectiveOf(coefficients: ReadonlyMap<number, bigint>): Objective {
  const present = [...coefficients].filter(([, coefficient]) => coefficient !== 0n);
  return {
    variables: present.map(([variable]) => variable),
    coefficients: present.map(([, coefficient]) => coefficient),
  };
}

/** The objective times a whole number. */
export function scale({ variables, coefficients }: Objective, factor: bigint): Objective {
  return { variables, coefficients: coefficients.map((coefficient) => coefficient * factor) };
}

/** The quotient rounded down; the divisor is above 0. */
export function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor < 0n ? quotient - 1n : quotient;
}

/** The rows that each variable stands in. */
export function rowsByVariable({ upper, rows }: IntegerProgram): number[][] {
  const rowsOf: number[][] = upper.map(() => []);
  rows.forEach(({ variables }, row) => {
    for (const variable of variables) rowsOf[variable]!.push(row);
  });
  return rowsOf;
}

/** A part of a program, with its own numbering. */
export interface Component<Row extends LinearRow = LinearRow> extends IntegerProgram {
  readonly rows: readonly Row[];
  /** The variable of the whole program behind each local variable, ascending. */
  readonly variables: readonly number[];
}

/**
 * The independent components of a program: two variables share one exactly when rows link them.
 * Rows without any variable belong to none.
 */
export function splitComponents<Row extends LinearRow>(
  program: { readonly upper: IntegerProgram["upper"]; readonly rows: readonly Row[] },
): Component<Row>[] {
  const parents = program.upper.map((_, variable) => variable);
  const rootOf = (variable: number): number => {
    let root = variable;
    while (parents[root] !== root) root = parents[root]!;
    // Path compression: the next look-up is one step.
    while (parents[variable] !== root) {
      [parents[variable], variable] = [root, parents[variable]!];
    }
    return root;
  };
  for (const { variables: [first, ...others] } of program.rows) {
    if (first === undefined) continue;
    for (const other of others) parents[rootOf(other)] = rootOf(first);
  }

  const members = new Map<number, { variables: number[]; rows: Row[] }>();
  const local: number[] = [];
  for (const variable of program.upper.keys()) {
    const root = rootOf(variable);
    const component = members.get(root) ?? { variables: [], rows: [] };
    members.set(root, component);
    local.push(component.variables.push(variable) - 1);
  }
  for (const row of program.rows) {
    const first = row.variables[0];
    if (first === undefined) continue;
    const variables = row.variables.map((variable) => local[variable]!);
    members.get(rootOf(first))!.rows.push({ ...row, variables });
  }
  return [...members.values()].map(({ variables, rows }) => ({
    variables,
    upper: variables.map((variable) => program.upper[variable]!),
    rows,
  }));
}

/** A fraction in lowest terms. The denominator is a whole number >= 1. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** The fraction in lowest terms, the sign in the numerator. @throws {RangeError} if the denominator is 0. */
export function fraction(numerator: bigint, denominator: bigint): Fraction {
  if (denominator === 0n) throw new RangeError("Cannot divide by 0");
  const divisor = greatestCommonDivisor(numerator, denominator) * (denominator < 0n ? -1n : 1n);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** The greatest common divisor of the magnitudes; of 0 and n it is n. */
export function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  let [a, b] = [left, right];
  while (b !== 0n) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
}
