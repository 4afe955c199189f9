/** Which ranges are withheld: under one assumption (Guard), and over all together (Judge), as whoever changes it sees every answer. */
import { ComponentDisclosure, factorWithin, ownLimits } from "./disclosure.ts";
import { type Component, type Deadline, type End, unit } from "../programs/program.ts";
import { formsOf, type Quantity } from "../relations/derived.ts";
import { FeasibleSet, type FormPart, type SolveOptions } from "../relations/feasible_set.ts";
import { type LinearForm, sumOf } from "../relations/form.ts";
import type { RelationSource } from "../relations/kinds.ts";
import { requireAssumption, type SystemRow } from "../relations/system.ts";
import { type Cell, isTotal, type Release } from "../release/model.ts";

/** Told before each component: the assumption, how many are done, how many there are. */
export type OnProgress = (assumption: string, done: number, of: number) => void;

/** Holds what is known of a release under each of its assumptions. */
export class Judge {
  readonly #guards = new Map<string, Guard>();
  #rests: readonly Rest[] | undefined;

  /** Bounds the release under every assumption that it has; `guardDeadline`: until when each is judged. */
  static async of(
    release: Release,
    minWidth: number,
    { onProgress, guardDeadline, ...options }: SolveOptions & {
      readonly guardDeadline: Deadline;
      readonly onProgress?: OnProgress;
    },
  ): Promise<Judge> {
    const judge = new Judge(release, minWidth);
    for (const { name } of release.assumptions) {
      const set = await FeasibleSet.of(release, name, options);
      for (const [index, component] of set.components.entries()) {
        onProgress?.(name, index, set.components.length);
        set.rangesOf(component);
      }
      judge.#guards.set(name, new Guard(release, set, minWidth, guardDeadline));
    }
    return judge;
  }

  /** Whether time was up before every component was bounded. */
  get isUnfinished(): boolean {
    return [...this.#guards.values()].some(({ set }) =>
      set.components.some((component) => set.rangesOf(component)?.some(({ isOuter }) => isOuter))
    );
  }

  private constructor(readonly release: Release, readonly minWidth: number) {}

  /** What is known under one assumption, the cells alone being shown. @throws {UsageError} if there is none such. */
  guardOf(assumption: string): Guard {
    requireAssumption(this.release, assumption);
    return this.#guards.get(assumption)!;
  }

  /**
   * Whether the range of a form under an assumption would, beside what is shown under the assumptions that go before it, give a
   * withheld range away.
   *
   * Where an end moves between two assumptions, it moves by what other cells add or take; if one of those is withheld, the
   * difference tells its range. So the release's default assumption goes first and the others follow in the order of the
   * release, and an end that differs from one shown before is withheld wherever the form's components, under either
   * assumption, hold a withheld cell. An end that says nothing (the published part alone, or none at all) is no secret. The
   * rule does not depend on what is asked for, or in which order.
   */
  isDifferenced(form: LinearForm, assumption: string): boolean {
    const here = this.#guards.get(assumption)!;
    return this.#before(assumption).some((there) => {
      if (!touches(here, form) && !touches(there, form)) return false;
      const [ours, theirs] = [here, there].map(({ set }) => set.bound(form));
      if (!ours || !theirs) return false;
      const silent = silentEnds(here, form);
      const tells = (end: End) => {
        const says = (value: number | null) => value !== null && value !== silent[end];
        return says(ours[end]) && says(theirs[end]) && ours[end] !== theirs[end];
      };
      return tells("lower") || tells("upper");
    });
  }

  /** The default assumption first, then the others in the release's order; those before the given one. */
  #before(assumption: string): Guard[] {
    const { assumptions, defaultAssumption } = this.release;
    const others = assumptions.map(({ name }) => name).filter((name) => name !== defaultAssumption);
    const order = [defaultAssumption, ...others];
    return order.slice(0, order.indexOf(assumption)).map((name) => this.#guards.get(name)!);
  }

  /**
   * True if a quantity prints what a relation leaves for a withheld cell under any assumption, or a sum of such rests:
   * `received − accepted` beside a withheld `refused`.
   */
  isRest(quantity: Quantity): boolean {
    if (quantity.kind !== "linear") return false;
    this.#rests ??= [...this.#guards.values()].flatMap(restsOf);
    const { index } = [...this.#guards.values()][0]!.set.system;
    const left = new Map<Cell, number>();
    for (const { cell, coefficient } of quantity.form.terms) {
      const found = index.find(cell);
      left.set(found, (left.get(found) ?? 0) + coefficient);
    }
    for (const rest of this.#rests) {
      const sign = [1, -1].find((sign) =>
        rest.every(({ cell, coefficient }) => left.get(cell) === sign * coefficient)
      );
      if (sign === undefined) continue;
      for (const { cell } of rest) left.delete(cell);
    }
    return quantity.form.terms.length > 0 && left.size === 0;
  }

  /** The same for a quantity: whether a form that it is made of is differenced, or holds a cell that is. */
  isQuantityDifferenced(quantity: Quantity, assumption: string): boolean {
    return formsOf(quantity).some((form) =>
      this.isDifferenced(form, assumption) ||
      form.terms.some(({ cell }) => this.isDifferenced(sumOf([cell]), assumption))
    );
  }
}

/** Whether a form lies in a component that holds a withheld cell. */
function touches(guard: Guard, form: LinearForm): boolean {
  return guard.set.split(form).parts.some(({ component }) => guard.touches(component));
}

/** The ends that say nothing: the published part alone, where all that is not known can only add to it, or take from it. */
function silentEnds({ set }: Guard, form: LinearForm): Record<End, number | null> {
  const { constant, parts } = set.split(form);
  const factors = parts.flatMap(({ objective }) => objective.coefficients);
  const alone = (sign: bigint) =>
    factors.every((factor) => factor * sign > 0n) ? Number(constant) : null;
  return { lower: alone(1n), upper: alone(-1n) };
}

/** The published side of a relation. */
type Rest = RelationSource["terms"];

/**
 * The published sides of the relations that leave exactly an end of a withheld cell, the longest first. Of two counts or
 * more: a published count by itself is no secret.
 */
function restsOf(guard: Guard): Rest[] {
  const found: Rest[] = [];
  for (const component of guard.set.components.filter((one) => guard.touches(one))) {
    const ranges = guard.set.rangesOf(component)!;
    const leavesEnd = (row: SystemRow, variable: number, coefficient: bigint) => {
      const limits = [row.lower, row.upper].filter((limit) => limit !== null && limit !== 0n);
      const { lower, upper } = ranges[variable]!;
      return [lower, upper].some((end) => end !== null && limits.includes(end * coefficient));
    };
    for (const row of component.rows) {
      const isEnd = row.variables.some((variable, place) =>
        guard.isSecret(component, variable) && leavesEnd(row, variable, row.coefficients[place]!)
      );
      const known = row.source.terms.filter(({ cell }) => cell.status === "published");
      if (isEnd && known.length > 1) found.push(known);
    }
  }
  return found.sort((left, right) => right.length - left.length);
}

/** The judgement of one release under one assumption at one least width, the cells alone being shown. */
export class Guard {
  readonly #disclosures = new Map<Component, ComponentDisclosure>();

  /** @param deadline after which whatever is not judged yet is withheld */
  constructor(
    release: Release,
    readonly set: FeasibleSet,
    readonly minWidth: number,
    deadline: Deadline,
  ) {
    for (const component of set.components) {
      const ranges = set.rangesOf(component);
      if (ranges === null) continue;
      const isRounded = component.variables.map((variable) =>
        set.system.cells[variable]!.status === "published"
      );
      const own = ownLimits(component);
      const isNarrow = component.variables.map((_, variable) => {
        // What rounding says by itself is published.
        const isOwn = isRounded[variable] && ranges[variable]!.lower === own[variable]!.lower &&
          ranges[variable]!.upper === own[variable]!.upper;
        return !isOwn && this.#isNarrow({ component, objective: unit(variable) });
      });
      const order = showingOrder(release, set, component);
      this.#disclosures.set(
        component,
        new ComponentDisclosure(component, ranges, { isNarrow, isRounded, order, deadline }),
      );
    }
  }

  /** Whether a cell's range is withheld. */
  withholdsCell(cell: Cell): boolean {
    return this.withholds(sumOf([cell]), []);
  }

  /** Whether the range of a form is withheld, beside narrow parts of what else is asked for. */
  withholds(form: LinearForm, narrowParts: readonly FormPart[]): boolean {
    return this.set.split(form).parts.some((part) =>
      // The other parts' ends are known and drop out: what is left is this part's.
      this.#withholdsPart(part) || narrowParts.some((narrow) => contains(part, narrow))
    );
  }

  /** The parts of what is asked for that are too narrow, though none of their cells may be. */
  narrowPartsOf(asked: readonly Quantity[]): FormPart[] {
    return asked.flatMap(formsOf).flatMap((form) => this.set.split(form).parts)
      .filter((part) => part.objective.variables.length > 1 && this.#withholdsPart(part));
  }

  /** Whether a cell is withheld only because its range would give another one's away. */
  isByContagion(cell: Cell): boolean {
    const { component, local } = this.set.home(cell);
    return this.#disclosures.get(component)?.isByContagion(local) ?? false;
  }

  /** Whether a component holds a withheld cell. */
  touches(component: Component): boolean {
    return this.#disclosures.get(component)?.withholds ?? false;
  }

  /** Whether the local variable of a component is withheld. */
  isSecret(component: Component, variable: number): boolean {
    return this.#disclosures.get(component)?.isWithheld(variable) ?? false;
  }

  #withholdsPart(part: FormPart): boolean {
    const disclosure = this.#disclosures.get(part.component);
    if (!disclosure) return false;
    const { variables: [variable, ...others] } = part.objective;
    if (others.length === 0) return disclosure.isWithheld(variable!);
    return this.#isNarrow(part) || disclosure.givesAway(part.objective, this.set.boundPart(part)!);
  }

  #isNarrow(part: FormPart): boolean {
    return this.set.countValues(part, this.minWidth) < this.minWidth;
  }
}

/** Whether a part is a narrow one (times a number) and something else beside it. */
function contains(part: FormPart, narrow: FormPart): boolean {
  return part.component === narrow.component &&
    part.objective.variables.length > narrow.objective.variables.length &&
    factorWithin(narrow.objective, part.objective) !== null;
}

/** The variables of a component in the order in which they may be shown: totals last, so that parts come first. */
function showingOrder(release: Release, { system }: FeasibleSet, component: Component): number[] {
  const depths = component.variables.map((variable) =>
    // In how many dimensions it is a total.
    release.dimensions.filter((dimension) =>
      isTotal({ dimensions: [dimension] }, system.cells[variable]!)
    ).length
  );
  return [...depths.keys()].sort((left, right) => depths[left]! - depths[right]!);
}
