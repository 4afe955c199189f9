/** What the published counts themselves say about each relation, without any assumption being assumed. */

import type { Cell, CellKeys, Relation, Release } from "../release/model.ts";
import { CellIndex } from "./form.ts";
import { applyRelation, type RelationSource } from "./system.ts";

/**
 * How a relation fares at one place. `equality`: an "at most" that is met exactly. `unchecked`: it holds or not
 * depending on a suppressed cell. `breaks` may be certain even then, as no count is below 0.
 */
export type Outcome = "holds" | "equality" | "breaks" | "unchecked";

/** A relation at one place. */
export interface RelationCheck {
  readonly relation: Relation;
  readonly keys: Partial<CellKeys>;
  readonly cells: readonly Cell[];
  readonly outcome: Outcome;
}

/** A relation over the whole release. */
export interface RelationEvidence {
  readonly relation: Relation;
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly checks: readonly RelationCheck[];
}

/**
 * Checks every relation of the release at every place, whichever assumptions it belongs to: how often it holds,
 * holds with equality, breaks, or cannot be checked. Rests on published counts alone, so it can be shown as it is.
 */
export function checkRelations(release: Release): RelationEvidence[] {
  const index = new CellIndex(release);
  const rounded = new Set(release.tables.flatMap(({ name, roundedTo }) => roundedTo ? [name] : []));
  return release.relations.map((relation) => {
    const checks = applyRelation(release, relation, index).map((source): RelationCheck => ({
      relation,
      keys: source.keys,
      cells: source.terms.map(({ cell }) => cell),
      // Rounded counts need not add up.
      outcome: source.terms.some(({ cell }) => rounded.has(cell.table))
        ? "unchecked"
        : checkRow(source),
    }));
    const counts = { holds: 0, equality: 0, breaks: 0, unchecked: 0 };
    for (const { outcome } of checks) counts[outcome]++;
    return { relation, counts, checks };
  });
}

function checkRow({ relation, terms }: RelationSource): Outcome {
  const known = terms.reduce(
    (sum, { cell, coefficient }) => sum + BigInt(coefficient) * BigInt(cell.value ?? 0),
    0n,
  );
  if (terms.some(({ cell, coefficient }) => cell.status === "notApplicable" && coefficient < 0)) {
    return "unchecked";
  }
  const unknown = terms.filter(({ cell }) => cell.status === "suppressed");
  if (unknown.length === 0) {
    if (relation.type !== "atMost") return known === 0n ? "holds" : "breaks";
    return known < 0n ? "holds" : known === 0n ? "equality" : "breaks";
  }
  // Where every suppressed cell can only add to the excess, an excess of the published ones is certain.
  const onlyAdds = unknown.every(({ coefficient }) => coefficient > 0);
  return onlyAdds && known > 0n ? "breaks" : "unchecked";
}
