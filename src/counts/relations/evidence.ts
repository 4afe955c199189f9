/** What the published counts themselves say about each relation, without any assumption being assumed. */

import type { Cell, CellKeys, Relation, Release } from "../release/model.ts";
import { CellIndex } from "./form.ts";
import { applyRelation, isThere, limitsOf, type RelationSource } from "./kinds.ts";

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
  if (!terms.every(isThere)) return "unchecked";
  const { lower, upper } = limitsOf(relation);
  const known = terms.reduce(
    (sum, { cell, coefficient }) => sum + BigInt(coefficient) * BigInt(cell.value ?? 0),
    0n,
  );
  const [isBelow, isAbove] = [lower !== null && known < lower, upper !== null && known > upper];
  const unknown = terms.filter(({ cell }) => cell.status === "suppressed");
  if (unknown.length > 0) {
    // No count is below 0: where suppressed cells can only lead further away, it is certain all the same.
    const isCertain = isAbove && unknown.every(({ coefficient }) => coefficient > 0) ||
      isBelow && unknown.every(({ coefficient }) => coefficient < 0);
    return isCertain ? "breaks" : "unchecked";
  }
  if (isBelow || isAbove) return "breaks";
  // Of a relation that leaves room on one side.
  return lower !== upper && (known === lower || known === upper) ? "equality" : "holds";
}
