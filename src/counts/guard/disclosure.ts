/** Decides what is withheld of one component, so that nothing shown gives it away by arithmetic. */

import {
  type Component,
  type Deadline,
  type End,
  type Objective,
  type Range,
  unit,
} from "../programs/program.ts";
import type { SystemRow } from "../relations/system.ts";
import { Span, type SparseVector, sparseVector } from "./span.ts";

/** What is known of the cells of a component before their ranges are compared, by local variable. */
interface CellTraits {
  /** Whether fewer values can be taken than the policy asks for. */
  readonly isNarrow: readonly boolean[];
  /** Whether a rounded count of it is published. */
  readonly isRounded: readonly boolean[];
  /** The local variables in the order in which they may be shown, so that a later one is withheld first. */
  readonly order: readonly number[];
  readonly deadline: Deadline;
}

/**
 * What of a component may be shown. Besides what is too narrow, that is whatever would give it away in the
 * linear span of everything shown. Two kinds of arithmetic are considered, in one vector space:
 *
 * - on the cells themselves, with the component's equations (total = parts): a withheld cell, or any
 *   combination of withheld cells, must not be a combination of shown ones;
 * - on the ends of their ranges, with each relation that is tight (a range ends where the relation and the
 *   other ranges' ends make it end): a withheld end must not be a combination of shown ends.
 *
 * All cells that can be shown count as shown, whether or not anyone asks for them. So two answers together never give
 * away what one of them withholds.
 */
export class ComponentDisclosure {
  /** What marks and rounding say by themselves. */
  readonly #own: readonly Range<bigint>[];
  readonly #isWithheld: boolean[];
  /** What is shown, and what follows from it. */
  readonly #shown = new Span();
  /** The same with everything withheld: what lies in here and not in `#shown` would give some of it away. */
  readonly #all = new Span();

  constructor(
    private readonly component: Component<SystemRow>,
    private readonly ranges: readonly Range<bigint>[],
    private readonly traits: CellTraits,
  ) {
    this.#own = ownLimits(component);
    this.#isWithheld = [...traits.isNarrow];
    // No narrow cell: nothing to protect. Out of time: withhold all.
    if (this.withholds && !this.#protect()) this.#isWithheld.fill(true);
  }

  /** Whether anything at all is withheld. */
  get withholds(): boolean {
    return this.traits.isNarrow.includes(true);
  }

  /** Whether a cell is withheld. */
  isWithheld(variable: number): boolean {
    return this.#isWithheld[variable]!;
  }

  /** Whether it is withheld though its own range is wide enough. */
  isByContagion(variable: number): boolean {
    return this.#isWithheld[variable]! && !this.traits.isNarrow[variable]!;
  }

  /** Whether the range of a form of several cells, wide enough in itself, would give away something withheld. */
  givesAway(form: Objective, range: Range<bigint>): boolean {
    if (!this.withholds) return false;
    if (form.variables.some((variable) => this.#isWithheld[variable])) return true;
    return this.#tightRelations(form, range)
      .some((relation) => !this.#shown.has(relation) && this.#all.has(relation));
  }

  /** Withholds what would give away what is withheld; false where time is up before that. */
  #protect(): boolean {
    const { isRounded, order, deadline } = this.traits;
    for (const vector of this.#given()) {
      if (deadline.isOver) return false;
      this.#shown.add(vector);
      this.#all.add(vector);
    }
    for (const variable of this.#isWithheld.keys()) {
      if (!this.#isWithheld[variable]) continue;
      for (const vector of this.#unitVectors(variable)) this.#all.add(vector);
    }
    for (const variable of order) {
      // A rounded count is published, and its true value is not shown.
      if (this.#isWithheld[variable] || isRounded[variable]) continue;
      if (deadline.isOver) return false;
      const units = this.#unitVectors(variable);
      if (units.some((unit) => !this.#shown.has(unit) && this.#all.has(unit))) {
        this.#isWithheld[variable] = true;
        continue;
      }
      for (const unit of units) {
        this.#shown.add(unit);
        this.#all.add(unit);
      }
    }
    return true;
  }

  /** The component's equations and the tight relations of its cells, but for those over withheld cells alone. */
  #given(): SparseVector[] {
    const { upper, rows } = this.component;
    const equations = rows.filter((row) => row.lower === row.upper)
      .map((row) => this.#cellVector(row));
    const tight = [...upper.keys()].flatMap((variable) =>
      this.#tightRelations(unit(variable), this.ranges[variable]!, variable)
    );
    const isSecret = (column: number) => this.#isWithheld[column % upper.length]!;
    // Facts made of withheld cells alone are skipped: what the source itself gives away is not repeated.
    return [...equations, ...tight].filter((vector) =>
      vector.size > 1 && ![...vector.keys()].every(isSecret)
    );
  }

  /** The form over the cells themselves: columns 0 … n−1. */
  #cellVector({ variables, coefficients }: Objective): SparseVector {
    return sparseVector(variables.map((variable, index) => [variable, coefficients[index]!]));
  }

  /** A cell and its two ends. An end that says nothing (0, a mark's own limit, none at all) is no secret. */
  #unitVectors(variable: number): SparseVector[] {
    const columns = [
      variable,
      ...this.#endColumn(variable, "lower"),
      ...this.#endColumn(variable, "upper"),
    ];
    return columns.map((column) => sparseVector([[column, 1n]]));
  }

  /** The column of an end, n … 2n−1 for lower and 2n … 3n−1 for upper ends; none for one that says nothing. */
  #endColumn(variable: number, end: End): number[] {
    const size = this.component.upper.length;
    if (this.ranges[variable]![end] === this.#own[variable]![end]) return [];
    return [(end === "lower" ? size : 2 * size) + variable];
  }

  /**
   * The relations between ends that hold with equality for a form inside a row: from `α·form + rest <= limit`,
   * the form's greatest value is `limit − least(rest)` over α. Each is a vector over the ends of the rest,
   * and over the form's own end where it is a cell (`own`); else that end counts as shown.
   */
  #tightRelations(form: Objective, range: Ends, own?: number): SparseVector[] {
    return this.component.rows.flatMap((row) => {
      const factor = factorWithin(form, row);
      if (factor === null) return [];
      return (["upper", "lower"] as const).flatMap((side) => {
        const columns = this.#tightColumns(form, range, { row, side, factor, own });
        return columns.length > 0 ? [sparseVector(columns)] : [];
      });
    });
  }

  /** One of them, by the row's upper or lower limit; nothing where the ends do not meet it. */
  #tightColumns(
    form: Objective,
    range: Ends,
    { row, side, factor: { numerator, denominator }, own }: {
      readonly row: SystemRow;
      readonly side: End;
      readonly factor: Factor;
      readonly own: number | undefined;
    },
  ): [column: number, coefficient: bigint][] {
    const limit = row[side];
    if (limit === null) return [];
    // Below an upper limit the rest is taken at its least, above a lower one at its greatest.
    const endOfRest = (coefficient: bigint): End =>
      (coefficient > 0n) === (side === "upper") ? "lower" : "upper";
    const columns: [number, bigint][] = [];
    let rest = 0n;
    for (const [place, variable] of row.variables.entries()) {
      if (form.variables.includes(variable)) continue;
      const coefficient = row.coefficients[place]!;
      const end = endOfRest(coefficient);
      const value = this.ranges[variable]![end];
      // Without an end of one of the others, none of the form's own follows.
      if (value === null) return [];
      rest += coefficient * value;
      for (const column of this.#endColumn(variable, end)) columns.push([column, coefficient]);
    }
    const end = endOfRest(numerator * denominator > 0n ? -1n : 1n);
    const value = range[end];
    if (value === null || numerator * value + denominator * rest !== denominator * limit) return [];
    for (const column of own === undefined ? [] : this.#endColumn(own, end)) {
      columns.push([column, numerator]);
    }
    return columns;
  }
}

type Ends = Pick<Range<bigint>, End>;

/** What each variable could be if its mark or its table's rounding were all that is known. */
export function ownLimits({ upper, rows }: Component<SystemRow>): Range<bigint>[] {
  const own: Range<bigint>[] = upper.map(() => ({ lower: 0n, upper: null, isOuter: false }));
  for (const { variables: [variable], lower, upper: most, source } of rows) {
    if (source.kind === "relation") continue;
    own[variable!] = { lower: lower ?? 0n, upper: most, isOuter: false };
  }
  return own;
}

/** A whole number over another. */
interface Factor {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** The α for which the row holds `α·form`; null where it holds no multiple of the form. */
export function factorWithin(
  form: Objective,
  row: Objective,
): Factor | null {
  const positions = form.variables.map((variable) => row.variables.indexOf(variable));
  if (positions.includes(-1)) return null;
  const [first] = positions;
  const [numerator, denominator] = [row.coefficients[first!]!, form.coefficients[0]!];
  const isMultiple = positions.every((position, index) =>
    row.coefficients[position]! * denominator === numerator * form.coefficients[index]!
  );
  return isMultiple ? { numerator, denominator } : null;
}
