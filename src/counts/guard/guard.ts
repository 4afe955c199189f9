/** Judges cells and quantities of a release under one assumption: whether their ranges are withheld. */

import type { Component } from "../programs/components.ts";
import { formsOf, type Quantity } from "../relations/derived.ts";
import type { FeasibleSet, FormPart } from "../relations/feasible_set.ts";
import { type LinearForm, sumOf } from "../relations/form.ts";
import { type Deadline, unit } from "../programs/program.ts";
import { isTotal } from "../release/totals.ts";
import type { Cell, Release } from "../release/model.ts";
import { ComponentDisclosure, factorWithin, ownLimits } from "./disclosure.ts";

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
