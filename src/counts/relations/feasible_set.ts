/** All values that the suppressed cells can take together under one assumption, and the ends of linear forms over them. */

import {
  type Component,
  type Deadline,
  evaluate,
  NO_DEADLINE,
  type Objective,
  objectiveOf,
  type Optimum,
  type Range,
  splitComponents,
  unit,
} from "../programs/program.ts";
import type { Cell, Release } from "../release/model.ts";
import { boundComponent, type Bounds, type KnownShapes } from "../programs/bounds.ts";
import { countSteps, countValues, type ValueCount } from "../programs/values.ts";
import { findContradictions, type Finding } from "./conflict.ts";
import { type LinearForm, sumOf } from "./form.ts";
import { isForest } from "../programs/forest.ts";
import { isNetwork } from "../programs/propagate.ts";
import { loadSolver, type Solver } from "../programs/solver.ts";
import { buildSystem, type System, type SystemRow } from "./system.ts";

/** How a set is solved. */
interface SolveOptions {
  /** HiGHS if left out. */
  readonly solver?: Solver;
  readonly deadline?: Deadline;
}

const MOST = BigInt(Number.MAX_SAFE_INTEGER);

/** A form over one component, in that component's own variables. */
export interface FormPart {
  readonly component: Component<SystemRow>;
  readonly objective: Objective;
}

/** A form sorted by component; the published cells are in the constant. */
interface SplitForm {
  readonly constant: bigint;
  readonly parts: readonly FormPart[];
}

/** The feasible set of one assumption, solved component by component, on demand and once. */
export class FeasibleSet {
  readonly components: readonly Component<SystemRow>[];
  readonly #home: { readonly component: Component<SystemRow>; readonly local: number }[] = [];
  readonly #bounds = new Map<Component<SystemRow>, Bounds | null>();
  readonly #shapes: KnownShapes = new Map();
  readonly #partBounds = new Map<Component<SystemRow>, Map<string, Range<bigint>>>();
  readonly #gapless = new Map<Component<SystemRow>, boolean>();
  #findings: readonly Finding[] | undefined;

  /** Builds the set; `assumption` is one of the release's, or null for what holds under every one. @throws {UsageError} if it is not. */
  static async of(
    release: Release,
    assumption: string | null,
    { solver, deadline = NO_DEADLINE }: SolveOptions = {},
  ): Promise<FeasibleSet> {
    const system = buildSystem(release, assumption);
    return new FeasibleSet(release, system, solver ?? await loadSolver(), deadline);
  }

  /** What is left of it without some of its rows. */
  without(isDropped: (row: SystemRow) => boolean): FeasibleSet {
    const rows = this.system.rows.filter((row) => !isDropped(row));
    return new FeasibleSet(this.release, { ...this.system, rows }, this.solver, this.deadline);
  }

  private constructor(
    private readonly release: Release,
    readonly system: System,
    readonly solver: Solver,
    /** Until when it may be worked on: the bounds first, then what else is asked. */
    public deadline: Deadline,
  ) {
    this.components = splitComponents(system);
    for (const component of this.components) {
      component.variables.forEach((variable, local) => {
        this.#home[variable] = { component, local };
      });
    }
  }

  /** The contradictions of the release under this assumption. The cells they leave out are bounded all the same. */
  get findings(): readonly Finding[] {
    this.#findings ??= findContradictions(this.release, this.system, {
      solver: this.solver,
      deadline: this.deadline,
      components: this.components.filter((component) => this.rangesOf(component) === null),
    });
    return this.#findings;
  }

  /**
   * The feasibility interval of a suppressed cell, given everything published and the assumption's relations: identification
   * bounds, both attained, not a confidence interval. Null where the published numbers around it contradict each other.
   */
  interval(cell: Cell): Range<number> & { readonly lower: number } | null {
    const bounds = this.bound(sumOf([cell]));
    return bounds && { ...bounds, lower: bounds.lower ?? 0 };
  }

  /** The ends of a form, over all components jointly; null where one of them is contradictory. */
  bound(form: LinearForm): Range<number> | null {
    const found = this.boundExactly(form);
    if (found === null) return null;
    // An end that a number does not hold goes outward to one that it does, or to none.
    const outward = (end: bigint | null, sign: bigint) => {
      if (end === null || end * sign > MOST) return null;
      return Number(end * sign < -MOST ? -MOST * sign : end);
    };
    const isHeld = (end: bigint | null) => end === null || (-MOST <= end && end <= MOST);
    return {
      lower: outward(found.lower, -1n),
      upper: outward(found.upper, 1n),
      isOuter: found.isOuter || !isHeld(found.lower) || !isHeld(found.upper),
    };
  }

  /** The same, whatever the size of the ends. */
  boundExactly(form: LinearForm): Range<bigint> | null {
    const { constant, parts } = this.split(form);
    let sum: Range<bigint> = { lower: constant, upper: constant, isOuter: false };
    for (const part of parts) {
      const bounds = this.boundPart(part);
      if (bounds === null) return null;
      sum = {
        lower: sum.lower === null || bounds.lower === null ? null : sum.lower + bounds.lower,
        upper: sum.upper === null || bounds.upper === null ? null : sum.upper + bounds.upper,
        isOuter: sum.isOuter || bounds.isOuter,
      };
    }
    return sum;
  }

  /** The ends of a form over one component. The same form is often asked for again: for its table, its figure, the guard. */
  boundPart(part: FormPart): Range<bigint> | null {
    const { component, objective } = part;
    const known = this.#partBounds.get(component) ?? new Map<string, Range<bigint>>();
    this.#partBounds.set(component, known);
    const name = `${objective.variables} × ${objective.coefficients}`;
    const bounds = known.get(name) ?? this.#boundPart(part);
    if (bounds !== null) known.set(name, bounds);
    return bounds;
  }

  #boundPart({ component, objective }: FormPart): Range<bigint> | null {
    const ranges = this.rangesOf(component);
    if (ranges === null) return null;
    const { variables } = objective;
    const isOuter = variables.some((variable) => ranges[variable]!.isOuter);
    if (variables.length < 2 || isOuter) return addRanges(objective, ranges, isOuter);
    using program = this.solver.open(component, { deadline: this.deadline });
    const least = program.optimise(objective, "minimise");
    const most = program.optimise(objective, "maximise");
    if (least.status === "undecided" || most.status === "undecided") {
      return addRanges(objective, ranges, true);
    }
    const value = (found: Optimum) => found.status === "optimal" ? found.value : null;
    return { lower: value(least), upper: value(most), isOuter: false };
  }

  /** The component of a suppressed cell, and its variable there. */
  home(cell: Cell): { readonly component: Component<SystemRow>; readonly local: number } {
    return this.#home[this.system.variableOf(cell)!]!;
  }

  /** How many values a form over one component takes between its ends, counted up to a limit. */
  countValues(part: FormPart, limit: number): ValueCount {
    const { component, objective } = part;
    const bounds = this.boundPart(part);
    if (bounds === null) return { known: 0, most: 0 };
    const { attained, base, shape } = this.#bounds.get(component)!;
    const most = countSteps(objective, bounds);
    const isGapless = objective.variables.length === 1 && this.#hasNoGaps(component);
    if (bounds.isOuter) {
      const [variable, ...others] = objective.variables;
      const inner = attained && others.length === 0 &&
        { lower: attained.lower[variable!]!, upper: attained.upper[variable!]! };
      if (inner && (isGapless || inner.upper === null)) {
        return { known: countSteps(unit(variable!), inner), most };
      }
      return { known: new Set(attained?.valuesOf(objective)).size, most };
    }
    if (isGapless) return { known: most, most };
    const moved = evaluate(objective, base);
    const ends = { lower: minus(bounds.lower, moved), upper: minus(bounds.upper, moved) };
    return countValues(shape ?? component, objective, ends, {
      limit,
      solver: this.solver,
      values: attained?.valuesOf(objective) ?? [],
      deadline: this.deadline,
      isReduced: shape !== undefined,
      onPoint: (point) => attained?.add(point),
    });
  }

  #hasNoGaps(component: Component<SystemRow>): boolean {
    const isGapless = this.#gapless.get(component) ?? (isForest(component) || isNetwork(component));
    this.#gapless.set(component, isGapless);
    return isGapless;
  }

  /** Sorts a form by component. Cells that cancel out drop out. */
  split(form: LinearForm): SplitForm {
    let constant = BigInt(form.constant);
    const byComponent = new Map<Component<SystemRow>, Map<number, bigint>>();
    for (const term of form.terms) {
      const cell = this.system.index.find(term.cell);
      const coefficient = BigInt(term.coefficient);
      const variable = this.system.variableOf(cell);
      if (variable === undefined) {
        constant += coefficient * BigInt(cell.value ?? 0);
        continue;
      }
      const { component, local } = this.#home[variable]!;
      const coefficients = byComponent.get(component) ?? new Map<number, bigint>();
      byComponent.set(component, coefficients);
      coefficients.set(local, (coefficients.get(local) ?? 0n) + coefficient);
    }
    const parts = [...byComponent].map(([component, coefficients]) => ({
      component,
      objective: objectiveOf(coefficients),
    }));
    return { constant, parts: parts.filter(({ objective }) => objective.variables.length > 0) };
  }

  /** The range of every variable of a component; null where it is contradictory. */
  rangesOf(component: Component<SystemRow>): readonly Range<bigint>[] | null {
    let bounds = this.#bounds.get(component);
    if (bounds === undefined) {
      bounds = boundComponent(component, this.solver, this.#shapes, this.deadline);
      this.#bounds.set(component, bounds);
    }
    return bounds && bounds.ranges;
  }
}

const minus = (end: bigint | null, moved: bigint) => end === null ? null : end - moved;

/** By the ranges of its variables: exact for one variable, enclosing for several. */
function addRanges(
  { variables, coefficients }: Objective,
  ranges: readonly Range<bigint>[],
  isOuter: boolean,
): Range<bigint> {
  const add = (sign: bigint) =>
    variables.reduce<bigint | null>((sum, variable, place) => {
      const factor = coefficients[place]!;
      const end = ranges[variable]![factor * sign > 0n ? "upper" : "lower"];
      return sum === null || end === null ? null : sum + factor * end;
    }, 0n);
  return { lower: add(-1n), upper: add(1n), isOuter };
}
