/** Judges cells and quantities of a release: what is withheld, why, and whether a policy decides it. */

import type { Component } from "../bounds/components.ts";
import type { Quantity } from "../bounds/derived.ts";
import type { FeasibleSet, FormPart } from "../bounds/feasible_set.ts";
import type { LinearForm } from "../bounds/form.ts";
import type { Objective } from "../bounds/solver.ts";
import type { Cell, Release } from "../release/model.ts";
import { ComponentDisclosure, factorWithin } from "./disclosure.ts";
import { MIN_WIDTH_HARD, type Policy, type WithheldBy, type WithheldReason } from "./rules.ts";

/** That something is withheld. */
export interface Verdict {
  readonly reason: WithheldReason;
  readonly by: WithheldBy;
}

/** The linear forms that a quantity is made of. */
export function formsOf(quantity: Quantity): LinearForm[] {
  if (quantity.kind === "linear") return [quantity.form];
  const ratios = quantity.kind === "ratio" ? [quantity] : [quantity.left, quantity.right];
  return ratios.flatMap(({ numerator, denominator }) => [numerator, denominator]);
}

/** The judgement of one release under one assumption, by the policy and by the hard rule alone. */
export class Guard {
  readonly #byPolicy: Level;
  readonly #byHardRule: Level;

  constructor(release: Release, set: FeasibleSet, policy: Policy, asked: readonly Quantity[]) {
    const order = showingOrder(release, set);
    const forms = asked.flatMap(formsOf);
    this.#byPolicy = new Level(set, policy.minWidthValues, order, forms);
    this.#byHardRule = new Level(set, MIN_WIDTH_HARD, order, forms);
  }

  /** Undefined where the cell's range may be shown. */
  judgeCell(cell: Cell): Verdict | undefined {
    return this.judgeForm({ constant: 0, terms: [{ cell, coefficient: 1 }] });
  }

  /** Undefined where the range of the form may be shown. */
  judgeForm(form: LinearForm): Verdict | undefined {
    const reason = this.#byPolicy.reasonOf(form);
    return reason && { reason, by: this.#byHardRule.reasonOf(form) ? "hard" : "policy" };
  }

  /**
   * Undefined where every form that the quantity is made of may be shown. A rate is judged by these: who knows
   * its ends and one of its forms' ends mostly knows the other's.
   */
  judgeForms(quantity: Quantity): Verdict | undefined {
    const verdicts = formsOf(quantity).flatMap((form) => this.judgeForm(form) ?? []);
    const worst = verdicts.find(({ by }) => by === "hard") ?? verdicts[0];
    if (!worst || quantity.kind === "linear") return worst;
    return { ...worst, reason: worst.reason === "differencing" ? "differencing" : "contains" };
  }

  /** The verdict on a rate that takes so many different values. */
  judgeWidth(valuesAtLeast: number): Verdict | undefined {
    const reason = this.#byPolicy.tooNarrow(valuesAtLeast);
    return reason && { reason, by: this.#byHardRule.tooNarrow(valuesAtLeast) ? "hard" : "policy" };
  }
}

/** The judgement at one least width. */
class Level {
  readonly #set: FeasibleSet;
  readonly #minWidthValues: number;
  readonly #disclosures = new Map<Component, ComponentDisclosure>();
  /** The parts of what is asked for that are too narrow, though none of their cells may be. */
  readonly #narrowParts: readonly FormPart[];

  constructor(
    set: FeasibleSet,
    minWidthValues: number,
    order: ReadonlyMap<Component, readonly number[]>,
    forms: readonly LinearForm[],
  ) {
    this.#set = set;
    this.#minWidthValues = minWidthValues;
    for (const component of set.components) {
      const box = set.boxOf(component);
      if (box === null) continue;
      const disclosure = new ComponentDisclosure(
        component,
        box,
        minWidthValues,
        order.get(component)!,
      );
      this.#disclosures.set(component, disclosure);
    }
    this.#narrowParts = forms.flatMap((form) => set.split(form).parts)
      .filter((part) => part.objective.variables.length > 1 && this.#reasonOfPart(part));
  }

  reasonOf(form: LinearForm): WithheldReason | undefined {
    const { parts } = this.#set.split(form);
    for (const part of parts) {
      const reason = this.#reasonOfPart(part);
      // The other parts' ends are known and drop out: what is left is this part's.
      if (reason) return parts.length === 1 ? reason : "contains";
      if (this.#narrowParts.some((narrow) => contains(part, narrow))) return "contains";
    }
    return undefined;
  }

  tooNarrow(width: number): WithheldReason | undefined {
    if (width >= this.#minWidthValues) return undefined;
    return width <= 1 ? "exact" : "narrow";
  }

  #reasonOfPart(part: FormPart): WithheldReason | undefined {
    const disclosure = this.#disclosures.get(part.component);
    if (!disclosure) return undefined;
    const { variables: [variable, ...others] } = part.objective;
    if (others.length === 0) return disclosure.reasonOf(variable!);
    return disclosure.reasonOfForm(part.objective, this.#set.boundPart(part)!);
  }
}

/** Whether a part is a narrow one (times a number) and something else beside it. */
function contains(part: FormPart, narrow: FormPart): boolean {
  return part.component === narrow.component &&
    part.objective.variables.length > narrow.objective.variables.length &&
    factorWithin(narrow.objective, part.objective as Objective) !== null;
}

/** The variables of each component in the order in which they may be shown: totals last, so that parts come first. */
function showingOrder(
  release: Release,
  { components, system }: FeasibleSet,
): ReadonlyMap<Component, readonly number[]> {
  const totals = new Map(
    release.dimensions.map(({ name, categories }) => [
      name,
      new Set(categories.filter(({ isTotal }) => isTotal).map((category) => category.name)),
    ]),
  );
  const depth = (variable: number) =>
    Object.entries(system.cells[variable]!.keys)
      .filter(([name, category]) => totals.get(name)?.has(category)).length;
  return new Map(components.map((component) => {
    const local = [...component.variables.keys()];
    const depths = component.variables.map(depth);
    return [component, local.toSorted((left, right) => depths[left]! - depths[right]!)];
  }));
}
