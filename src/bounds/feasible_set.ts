/** All values that the suppressed cells can take together under one assumption, and the ends of linear forms over them. */

import type { Cell, Release } from "../release/model.ts";
import { boundComponent, type KnownShapes } from "./bound_component.ts";
import { type Component, splitComponents } from "./components.ts";
import { findContradictions, type Finding } from "./conflict.ts";
import type { LinearForm } from "./form.ts";
import { exact } from "./fraction.ts";
import { isNetwork } from "./network.ts";
import { type Box, isForest } from "./propagate.ts";
import { loadSolver, type Objective, type Solver } from "./solver.ts";
import { buildSystem, type System, type SystemRow } from "./system.ts";
import { countSteps, countValues } from "./values.ts";

/**
 * The least and greatest value of a suppressed cell, both attained, given everything published and
 * the assumption's relations: identification bounds, not a confidence interval.
 */
export interface FeasibilityInterval {
  readonly lower: number;
  /** Null where nothing caps the cell. */
  readonly upper: number | null;
  /** The assumption under which it holds. */
  readonly assumption: string;
}

/** The least and greatest value of a linear form; null where there is none. */
export interface LinearBounds {
  readonly lower: number | null;
  readonly upper: number | null;
  readonly assumption: string;
}

/** A form over one component, in that component's own variables. */
export interface FormPart {
  readonly component: Component<SystemRow>;
  readonly objective: Objective;
}

/** A form sorted by component; the published cells are in the constant. */
export interface SplitForm {
  readonly constant: number;
  readonly parts: readonly FormPart[];
}

/** The feasible set of one assumption, solved component by component, on demand and once. */
export class FeasibleSet {
  readonly system: System;
  readonly components: readonly Component<SystemRow>[];
  readonly solver: Solver;
  readonly #release: Release;
  readonly #home: { readonly component: Component<SystemRow>; readonly local: number }[] = [];
  readonly #boxes = new Map<Component<SystemRow>, Box | null>();
  readonly #shapes: KnownShapes = new Map();
  readonly #partBounds = new Map<Component<SystemRow>, Map<string, LinearBounds>>();
  readonly #gapless = new Map<Component<SystemRow>, boolean>();
  #findings: readonly Finding[] | undefined;

  /** Builds the set; `assumption` is one of the release's, `solver` HiGHS if left out. @throws {UsageError} if it is not. */
  static async of(release: Release, assumption: string, solver?: Solver): Promise<FeasibleSet> {
    return new FeasibleSet(release, buildSystem(release, assumption), solver ?? await loadSolver());
  }

  private constructor(release: Release, system: System, solver: Solver) {
    this.#release = release;
    this.system = system;
    this.solver = solver;
    this.components = splitComponents(system);
    for (const component of this.components) {
      component.variables.forEach((variable, local) => {
        this.#home[variable] = { component, local };
      });
    }
  }

  /** The contradictions of the release under this assumption. The cells they leave out are bounded all the same. */
  get findings(): readonly Finding[] {
    this.#findings ??= findContradictions(this.#release, this.system, this.solver, {
      components: this.components.filter((component) => this.boxOf(component) === null),
    });
    return this.#findings;
  }

  /** The interval of a suppressed cell; null where the published numbers around it contradict each other. */
  interval(cell: Cell): FeasibilityInterval | null {
    const bounds = this.bound({ constant: 0, terms: [{ cell, coefficient: 1 }] });
    return bounds && { ...bounds, lower: bounds.lower! };
  }

  /**
   * The ends of a form, over all components jointly; null where one of them is contradictory.
   *
   * @throws {RangeError} if a number is too large to be computed exactly.
   */
  bound(form: LinearForm): LinearBounds | null {
    const { constant, parts } = this.split(form);
    let lower: number | null = constant;
    let upper: number | null = constant;
    for (const part of parts) {
      const bounds = this.boundPart(part);
      if (bounds === null) return null;
      lower = lower === null || bounds.lower === null ? null : exact(lower + bounds.lower);
      upper = upper === null || bounds.upper === null ? null : exact(upper + bounds.upper);
    }
    return { lower, upper, assumption: this.system.assumption };
  }

  /** The ends of a form over one component. The same form is often asked for again: for its table, its figure, the guard. */
  boundPart(part: FormPart): LinearBounds | null {
    const { component, objective } = part;
    const known = this.#partBounds.get(component) ?? new Map<string, LinearBounds>();
    this.#partBounds.set(component, known);
    const name = `${objective.variables} × ${objective.coefficients}`;
    const bounds = known.get(name) ?? this.#boundPart(part);
    if (bounds !== null) known.set(name, bounds);
    return bounds;
  }

  #boundPart({ component, objective }: FormPart): LinearBounds | null {
    const box = this.boxOf(component);
    if (box === null) return null;
    const { assumption } = this.system;
    const [variable, ...others] = objective.variables;
    if (variable !== undefined && others.length === 0) {
      const factor = objective.coefficients[0]!;
      const ends = [box.lower[variable]!, box.upper[variable]!].map((end) => {
        const value = factor * end;
        return Number.isFinite(value) ? exact(value) : null;
      });
      const [lower, upper] = factor > 0 ? ends : ends.reverse();
      return { lower: lower!, upper: upper!, assumption };
    }
    using program = this.solver.open(component);
    const end = (sense: "minimise" | "maximise") => {
      const found = program.optimise(objective, sense);
      return found.status === "optimal" ? found.value : null;
    };
    return { lower: end("minimise"), upper: end("maximise"), assumption };
  }

  /** The component of a suppressed cell, and its variable there. */
  home(cell: Cell): { readonly component: Component<SystemRow>; readonly local: number } {
    return this.#home[this.system.variableOf(cell)!]!;
  }

  /** How many values a form over one component takes between its ends, counted up to a limit. */
  countValues(part: FormPart, limit: number): number {
    const { component, objective } = part;
    const bounds = this.boundPart(part);
    if (bounds === null) return 0;
    const most = countSteps(objective, bounds);
    if (most < limit || most === Infinity) return most;
    if (objective.variables.length === 1 && this.#hasNoGaps(component)) return most;
    return countValues(component, objective, bounds, { limit, solver: this.solver });
  }

  #hasNoGaps(component: Component<SystemRow>): boolean {
    let isGapless = this.#gapless.get(component);
    if (isGapless === undefined) {
      isGapless = isForest(component) || isNetwork(component);
      this.#gapless.set(component, isGapless);
    }
    return isGapless;
  }

  /** Sorts a form by component. Cells that cancel out drop out. */
  split(form: LinearForm): SplitForm {
    let constant = exact(form.constant);
    const byComponent = new Map<Component<SystemRow>, Map<number, number>>();
    for (const { cell: reference, coefficient } of form.terms) {
      const cell = this.system.index.find(reference);
      const variable = this.system.variableOf(cell);
      if (variable === undefined) {
        constant = exact(constant + exact(coefficient * (cell.value ?? 0)));
        continue;
      }
      const { component, local } = this.#home[variable]!;
      const coefficients = byComponent.get(component) ?? new Map<number, number>();
      byComponent.set(component, coefficients);
      coefficients.set(local, exact((coefficients.get(local) ?? 0) + coefficient));
    }
    const parts = [...byComponent].flatMap(([component, coefficients]) => {
      const present = [...coefficients].filter(([, coefficient]) => coefficient !== 0);
      if (present.length === 0) return [];
      const [variables, factors] = [present.map(([v]) => v), present.map(([, c]) => c)];
      return { component, objective: { variables, coefficients: factors } };
    });
    return { constant, parts };
  }

  /** The exact ends of every variable of a component; null where it is contradictory. */
  boxOf(component: Component<SystemRow>): Box | null {
    let box = this.#boxes.get(component);
    if (box === undefined) {
      box = boundComponent(component, this.solver, this.#shapes);
      this.#boxes.set(component, box);
    }
    return box;
  }
}
