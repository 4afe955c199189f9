/**
 * What somebody can work out of a suppressed cell who makes no assumption, and takes everything that is said as true.
 *
 * The attacker knows the published counts and the relations that hold under every assumption, and solves integer programs. Of a
 * withheld cell there must be left at least as many values as the policy asks for, or as many as the published counts and those
 * relations leave by themselves. (Who also makes an assumption can work out everything that follows from it.)
 */
import { Attained, countValues } from "../programs/values.ts";
import {
  type Component,
  type Deadline,
  type Fraction,
  type Limits,
  type LinearRow,
  type Range,
  splitComponents,
  unit,
} from "../programs/program.ts";
import type { FeasibleSet } from "../relations/feasible_set.ts";
import type { Quantity } from "../relations/derived.ts";
import type { LinearForm } from "../relations/form.ts";
import type { Cell } from "../release/model.ts";

/** What a statement says of counts: `lower <= form <= upper`. */
export interface Fact extends Limits {
  readonly form: LinearForm;
}

/** Attacks one release. */
export class Attacker {
  readonly #needs = new Map<Cell, number>();

  /** @param set what is possible by the relations that hold under every assumption */
  constructor(readonly set: FeasibleSet, readonly minWidth: number) {}

  /** Whether the published counts say it already, so that nothing is learnt from it. */
  knows({ form, lower, upper }: Fact): boolean {
    const known = this.set.boundExactly(form);
    if (known === null) return true;
    const isBelow = lower !== null && (known.lower === null || known.lower < lower);
    const isAbove = upper !== null && (known.upper === null || known.upper > upper);
    return !isBelow && !isAbove;
  }

  /** Facts that hang together, by the relations or by one another. */
  group<Item extends { readonly facts: readonly Fact[] }>(items: readonly Item[]): Item[][] {
    const rows = items.flatMap((item) =>
      item.facts.map((fact) => ({ ...this.#rowOf(fact), item }))
    );
    return this.#split(rows).flatMap(({ rows }) => {
      const found = new Set(rows.flatMap(({ item }) => item ?? []));
      return found.size === 0 ? [] : [items.filter((item) => found.has(item))];
    });
  }

  /**
   * A cell of which the facts leave too little, or are not proved in time to leave enough; undefined where there is none.
   * Facts that cannot all be true count as too little left of every cell that they touch.
   */
  findNarrowed(secrets: ReadonlySet<Cell>, facts: readonly Fact[]): Cell | undefined {
    const { system: { cells }, deadline } = this.set;
    for (
      const component of this.#split(facts.map((fact) => ({ ...this.#rowOf(fact), item: fact })))
    ) {
      if (component.rows.every(({ item }) => item === undefined)) continue;
      const places = component.variables.flatMap((variable, local) =>
        secrets.has(cells[variable]!) ? [{ cell: cells[variable]!, local }] : []
      );
      const narrowed = this.#narrowedIn(component, places, deadline);
      if (narrowed) return narrowed;
    }
  }

  #split<Item>(rows: readonly (LinearRow & { readonly item: Item })[]) {
    const { upper, rows: own } = this.set.system;
    return splitComponents<LinearRow & { readonly item: Item | undefined }>({
      upper,
      rows: [...own.map((row) => ({ ...row, item: undefined })), ...rows],
    });
  }

  #narrowedIn(
    component: Component,
    places: readonly { readonly cell: Cell; readonly local: number }[],
    deadline: Deadline,
  ): Cell | undefined {
    if (places.length === 0) return undefined;
    const { solver } = this.set;
    using open = solver.open(component, { deadline });
    const start = deadline.isOver ? undefined : open.findPoint();
    if (!start) return places[0]!.cell;
    const attained = new Attained(start);
    for (const { cell, local } of places) {
      const need = this.#needOf(cell);
      const form = unit(local);
      const isLeft = () => new Set(attained.valuesOf(form)).size >= need;
      if (isLeft()) continue;
      const ends = (["minimise", "maximise"] as const).map((sense) => {
        const found = open.optimise(form, sense);
        if (found.status === "optimal") attained.add(found.point);
        return found;
      });
      if (isLeft() || ends.some(({ status }) => status === "unbounded")) continue;
      const [lower, upper] = ends.map((found) => found.status === "optimal" ? found.value : null);
      if (lower == null || upper == null) return cell;
      const { known } = countValues(component, form, { lower, upper }, {
        limit: need,
        solver,
        deadline,
        values: attained.valuesOf(form),
      });
      if (known < need) return cell;
    }
  }

  /** How many values must be left: what the published counts alone leave, counted up to the policy. */
  #needOf(cell: Cell): number {
    const known = this.#needs.get(cell);
    if (known !== undefined) return known;
    const { component, local } = this.set.home(cell);
    const { most } = this.set.countValues({ component, objective: unit(local) }, this.minWidth);
    const need = Math.min(this.minWidth, most);
    this.#needs.set(cell, need);
    return need;
  }

  #rowOf({ form, lower, upper }: Fact): LinearRow {
    const { constant, parts } = this.set.split(form);
    const less = (end: bigint | null) => end === null ? null : end - constant;
    return {
      variables: parts.flatMap(({ component, objective }) =>
        objective.variables.map((variable) => component.variables[variable]!)
      ),
      coefficients: parts.flatMap(({ objective }) => objective.coefficients),
      lower: less(lower),
      upper: less(upper),
    };
  }
}

/** What the range of a form says, or that of one form over another: two comparisons in whole numbers. */
export function factsOf(quantity: Quantity, { lower, upper }: Range<number | Fraction>): Fact[] {
  const exact = (end: number | Fraction | null) => end === null ? null : BigInt(end as number);
  if (quantity.kind === "linear") {
    return [{ form: quantity.form, lower: exact(lower), upper: exact(upper) }];
  }
  const compare = (end: number | Fraction | null): LinearForm[] => {
    if (end === null || typeof end === "number") return [];
    const times = ({ constant, terms }: LinearForm, factor: number): LinearForm => ({
      constant: constant * factor,
      terms: terms.map(({ cell, coefficient }) => ({ cell, coefficient: coefficient * factor })),
    });
    const top = times(quantity.numerator, Number(end.denominator));
    const bottom = times(quantity.denominator, -Number(end.numerator));
    return [{
      constant: top.constant + bottom.constant,
      terms: [...top.terms, ...bottom.terms],
    }];
  };
  return [
    ...compare(lower).map((form) => ({ form, lower: 0n, upper: null })),
    ...compare(upper).map((form) => ({ form, lower: null, upper: 0n })),
  ];
}
