/** The only way from a feasibility interval to something that a table or figure may show. */

import type { Finding } from "../bounds/conflict.ts";
import { boundQuantity, type Quantity } from "../bounds/derived.ts";
import { FeasibleSet } from "../bounds/feasible_set.ts";
import { type Solver, withSolver } from "../bounds/solver.ts";
import type { CellReference } from "../bounds/form.ts";
import type { Fraction } from "../bounds/fraction.ts";
import type { RatioEnd } from "../bounds/ratio.ts";
import { DisclosureError, UsageError } from "../errors.ts";
import type { Cell, Release } from "../release/model.ts";
import { differencedAcrossAssumptions } from "./across_assumptions.ts";
import { formsOf, Guard, type Verdict } from "./guard.ts";
import {
  DEFAULT_POLICY,
  type Policy,
  requirePolicy,
  type WithheldBy,
  type WithheldReason,
} from "./rules.ts";

/**
 * What the guard let through. A class with a private field: no object literal and no copy passes for one, neither
 * to the type checker nor, with {@linkcode isPublishable}, at run time.
 */
class Issued {
  readonly #issued = true;
  static isIssued(value: unknown): boolean {
    return typeof value === "object" && value !== null && #issued in value && value.#issued;
  }
}

/** Known exactly from published counts alone. */
class PublishedValue<Value> extends Issued {
  readonly kind = "published";
  constructor(readonly value: Value) {
    super();
    Object.freeze(this);
  }
}

/** Somewhere from `lower` to `upper`, under an assumption. */
class PublishedRange<Value> extends Issued {
  readonly kind = "range";
  constructor(
    /** Null where nothing bounds it from below (only differences and rates of them). */
    readonly lower: Value | null,
    /** Null where nothing bounds it from above: never drawn as a number. */
    readonly upper: Value | null,
    readonly assumption: string,
    /** Whether the ends themselves can be taken; a rate may come as close as one likes without reaching one. */
    readonly isAttained: { readonly lower: boolean; readonly upper: boolean },
    /** True where a rate may not exist, its denominator being possibly 0. */
    readonly mayBeUndefined: boolean,
  ) {
    super();
    Object.freeze(this);
  }
}

/** Some published counts and `suppressedCells` suppressed ones add up to `value` or more. */
class AtLeast extends Issued {
  readonly kind = "atLeast";
  constructor(readonly value: number, readonly suppressedCells: number) {
    super();
    Object.freeze(this);
  }
}

/** Withheld by this guard: not the source's mark, and nothing of the range. */
class WithheldRange extends Issued {
  readonly kind = "withheld";
  constructor(readonly reason: WithheldReason, readonly by: WithheldBy) {
    super();
    Object.freeze(this);
  }
}

/** Suppressed by the source, and no range is given. */
class SuppressedValue extends Issued {
  readonly kind = "suppressed";
  constructor(
    /** The source's mark; none for a quantity of several cells. */
    readonly mark: string | undefined,
    /** True where the published numbers contradict each other, so that nothing follows. */
    readonly isContradictory: boolean,
  ) {
    super();
    Object.freeze(this);
  }
}

/** A rate over a denominator that is 0. */
class UndefinedRate extends Issued {
  readonly kind = "undefined";
  constructor() {
    super();
    Object.freeze(this);
  }
}

export type {
  AtLeast,
  PublishedRange,
  PublishedValue,
  SuppressedValue,
  UndefinedRate,
  WithheldRange,
};

/** A count, sum or difference that may be shown as it is. */
export type PublishableCount =
  | PublishedValue<number>
  | PublishedRange<number>
  | AtLeast
  | WithheldRange
  | SuppressedValue;

/** A rate, or a difference of rates, that may be shown as it is. */
export type PublishableRate =
  | PublishedValue<Fraction>
  | PublishedRange<Fraction>
  | WithheldRange
  | SuppressedValue
  | UndefinedRate;

/** Anything that may be shown as it is. Discriminated by `kind`. */
export type Publishable = PublishableCount | PublishableRate;

/** What is to be shown beside the cells, by a name of the caller's. */
export type Quantities = Readonly<Record<string, Quantity>>;

/** Something withheld, for the audit: never with the range. */
export interface Withheld {
  /** The cell or the quantity. */
  readonly what: Cell | string;
  readonly reason: WithheldReason;
  readonly by: WithheldBy;
}

/** Everything that may be shown of a release under one assumption. */
export interface Publication<Asked extends Quantities = Quantities> {
  readonly assumption: string;
  readonly policy: Policy;
  /** One entry a suppressed cell, in the order of the release. */
  readonly suppressed: readonly { readonly cell: Cell; readonly shown: PublishableCount }[];
  readonly withheld: readonly Withheld[];
  readonly findings: readonly Finding[];
  /** Any cell of the release. @throws {UsageError} if there is none such. */
  cell(reference: CellReference): PublishableCount;
  /** A quantity that was asked for. @throws {UsageError} if it was not. */
  quantity<Name extends keyof Asked>(name: Name): ShownAs<Asked[Name]>;
}

/** A count for a linear quantity, a rate for the others. */
export type ShownAs<Asked extends Quantity> = Asked extends { readonly kind: "linear" }
  ? PublishableCount
  : PublishableRate;

/**
 * Guards the ranges of all suppressed cells and of the quantities asked for, jointly. Ask for everything that is
 * shown together in one call; the cells always count as shown.
 *
 * @throws {UsageError} if the release has no such assumption or a cell does not exist.
 * @throws {RangeError} where a rate has no exact answer within the engine's limits.
 */
export async function publish<Asked extends Quantities = Record<never, Quantity>>(
  release: Release,
  options: PublishOptions<Asked>,
): Promise<Publication<Asked>> {
  return await withSolver((solver) => publishWith(solver, release, options));
}

interface PublishOptions<Asked extends Quantities> {
  readonly assumption: string;
  readonly quantities?: Asked;
  readonly policy?: Policy;
}

async function publishWith<Asked extends Quantities>(
  solver: Solver,
  release: Release,
  { assumption, quantities, policy = DEFAULT_POLICY }: PublishOptions<Asked>,
): Promise<Publication<Asked>> {
  requirePolicy(policy);
  const set = await FeasibleSet.of(release, assumption, solver);
  const asked = Object.entries(quantities ?? {});
  const guard = new Guard(release, set, policy, asked.map(([, quantity]) => quantity));
  const differenced = await differencedAcrossAssumptions(release, assumption, {
    set,
    guard,
    policy,
  });
  const acrossAssumptions: Verdict = { reason: "differencing", by: "policy" };
  const withheld: Withheld[] = [];
  const withhold = (what: Cell | string, { reason, by }: Verdict) => {
    withheld.push({ what, reason, by });
    return new WithheldRange(reason, by);
  };

  const showCell = (cell: Cell): PublishableCount => {
    const interval = set.interval(cell);
    if (interval === null) return new SuppressedValue(cell.mark, true);
    const verdict = guard.judgeCell(cell) ??
      (differenced.has(cell) ? acrossAssumptions : undefined);
    if (verdict) return withhold(cell, verdict);
    return new PublishedRange(interval.lower, interval.upper, assumption, ATTAINED, false);
  };
  const showQuantity = (name: string, quantity: Quantity): Publishable => {
    const isPublished = formsOf(quantity).every((form) => set.split(form).parts.length === 0);
    const holdsDifferenced = formsOf(quantity).some(({ terms }) =>
      terms.some(({ cell }) => differenced.has(set.system.index.find(cell)))
    );
    const verdict = isPublished
      ? undefined
      : guard.judgeForms(quantity) ?? (holdsDifferenced ? acrossAssumptions : undefined);
    if (verdict) return withhold(name, verdict);
    const found = boundQuantity(set, quantity, policy.minWidthValues);
    if (found.kind === "contradiction") return new SuppressedValue(undefined, true);
    if (found.kind === "undefined") return new UndefinedRate();
    if (found.kind === "linear") {
      const { lower, upper } = found.bounds;
      if (isPublished) return new PublishedValue(lower!);
      return new PublishedRange(lower, upper, assumption, ATTAINED, false);
    }
    const { lower, upper, mayBeUndefined } = found.bounds;
    if (isPublished) return new PublishedValue(toFraction(lower)!);
    const tooNarrow = guard.judgeWidth(found.valuesAtLeast);
    if (tooNarrow) return withhold(name, tooNarrow);
    const isAttained = { lower: lower?.isAttained ?? false, upper: upper?.isAttained ?? false };
    return new PublishedRange(
      toFraction(lower),
      toFraction(upper),
      assumption,
      isAttained,
      mayBeUndefined,
    );
  };

  const suppressed = set.system.cells.map((cell) => ({ cell, shown: showCell(cell) }));
  const byCell = new Map(suppressed.map(({ cell, shown }) => [cell, shown]));
  const byName = new Map(asked.map(([name, quantity]) => [name, showQuantity(name, quantity)]));
  return {
    assumption,
    policy,
    suppressed,
    withheld,
    findings: set.findings,
    cell(reference) {
      const cell = set.system.index.find(reference);
      return byCell.get(cell) ?? new PublishedValue(cell.value!);
    },
    quantity(name) {
      const shown = byName.get(name as string);
      if (!shown) throw new UsageError(`Cannot find the quantity ${JSON.stringify(name)}`);
      return shown as ShownAs<Asked[typeof name]>;
    },
  };
}

/** A cell as the source shows it, without any range: its count, or its mark. */
export function publishSource(cell: Cell): PublishableCount {
  return cell.value === null
    ? new SuppressedValue(cell.mark, false)
    : new PublishedValue(cell.value);
}

/**
 * What the published cells among these add up to: the sum where none is suppressed, else "at least" so much,
 * which rests on published counts alone and holds under every assumption.
 */
export function publishVisibleSum(cells: readonly Cell[]): PublishableCount {
  const value = cells.reduce((sum, cell) => sum + (cell.value ?? 0), 0);
  const suppressedCells = cells.filter(({ status }) => status === "suppressed").length;
  return suppressedCells === 0 ? new PublishedValue(value) : new AtLeast(value, suppressedCells);
}

/** Whether the guard issued this very value. Notebook cells are not type-checked: figures and tables ask here. */
export function isPublishable(value: unknown): value is Publishable {
  return Issued.isIssued(value);
}

/**
 * The value itself, if the guard issued it.
 *
 * @throws {DisclosureError} otherwise. It names the cell or quantity, never the value.
 */
export function requirePublishable(value: unknown, name: string): Publishable {
  if (isPublishable(value)) return value;
  throw new DisclosureError(
    `Cannot show ${JSON.stringify(name)}: its value does not come from publish()`,
    name,
  );
}

/** The ends of a count are always taken by some feasible point. */
const ATTAINED = { lower: true, upper: true };

function toFraction(end: RatioEnd | null): Fraction | null {
  return end && Object.freeze({ numerator: end.numerator, denominator: end.denominator });
}
