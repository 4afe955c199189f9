/** Judges cells and quantities of a release under one assumption: whether their ranges are withheld. */

import type { Component } from "../bounds/components.ts";
import { isTotal } from "../release/totals.ts";
import { formsOf, type Quantity } from "../bounds/derived.ts";
import type { FeasibleSet, FormPart } from "../bounds/feasible_set.ts";
import type { LinearForm } from "../bounds/form.ts";
import { unit } from "../bounds/program.ts";
import type { Cell, Release } from "../release/model.ts";
import { ComponentDisclosure, factorWithin, ownLimits } from "./disclosure.ts";

/** The judgement of one release under one assumption at one least width. */
export class Guard {
  readonly set: FeasibleSet;
  readonly minWidth: number;
  readonly #disclosures: Map<Component, ComponentDisclosure>;
  /** The parts of what is asked for that are too narrow, though none of their cells may be. */
  readonly #narrowParts: readonly FormPart[];

  constructor(
    release: Release,
    set: FeasibleSet,
    minWidth: number,
    asked: readonly Quantity[] = [],
    /** The same without anything asked for, where it is there already. */
    known?: Guard,
  ) {
    this.set = set;
    this.minWidth = minWidth;
    this.#disclosures = known ? known.#disclosures : new Map();
    for (const component of known ? [] : set.components) {
      const box = set.boxOf(component);
      if (box === null) continue;
      const isRounded = component.variables.map((variable) =>
        set.system.cells[variable]!.status === "published"
      );
      const own = ownLimits(component);
      const isNarrow = component.variables.map((_, variable) => {
        // What rounding says by itself is published.
        const isOwn = isRounded[variable] && box.lower[variable] === own.lower[variable] &&
          box.upper[variable] === own.upper[variable];
        return !isOwn &&
          this.#isNarrow({ component, objective: unit(variable) });
      });
      const order = showingOrder(release, set, component);
      this.#disclosures.set(
        component,
        new ComponentDisclosure(component, box, isNarrow, isRounded, order),
      );
    }
    this.#narrowParts = asked.flatMap(formsOf).flatMap((form) => set.split(form).parts)
      .filter((part) => part.objective.variables.length > 1 && this.#withholdsPart(part));
  }

  /** Whether a cell's range is withheld. */
  withholdsCell(cell: Cell): boolean {
    return this.withholds({ constant: 0, terms: [{ cell, coefficient: 1 }] });
  }

  /** Whether the range of a form is withheld. */
  withholds(form: LinearForm): boolean {
    return this.set.split(form).parts.some((part) =>
      // The other parts' ends are known and drop out: what is left is this part's.
      this.#withholdsPart(part) || this.#narrowParts.some((narrow) => contains(part, narrow))
    );
  }

  /** Whether a cell is withheld only because its range would give another one's away. */
  isByContagion(cell: Cell): boolean {
    const [part] = this.set.split({ constant: 0, terms: [{ cell, coefficient: 1 }] }).parts;
    const disclosure = part && this.#disclosures.get(part.component);
    return disclosure?.isByContagion(part!.objective.variables[0]!) ?? false;
  }

  /** The components that hold a withheld cell. */
  get touched(): Component[] {
    return [...this.#disclosures].filter(([, { withholds }]) => withholds)
      .map(([component]) => component);
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
  const depths = component.variables.map((variable) => totalsOf(release, system.cells[variable]!));
  return [...depths.keys()].sort((left, right) => depths[left]! - depths[right]!);
}

/** In how many dimensions a cell is a total. */
function totalsOf({ dimensions }: Release, cell: Cell): number {
  return dimensions.filter((dimension) => isTotal({ dimensions: [dimension] }, cell)).length;
}
