/** The only way from a feasibility interval to something that a frame, a table or a figure may show. */

import type { Finding } from "../bounds/conflict.ts";
import { declaredQuantities, type DeclaredQuantity } from "../bounds/declared.ts";
import { boundQuantity, formsOf, type Quantity } from "../bounds/derived.ts";
import type { FeasibleSet } from "../bounds/feasible_set.ts";
import type { CellReference } from "../bounds/form.ts";
import type { Fraction } from "../bounds/fraction.ts";
import { Deadline, TimeIsUpError } from "../bounds/program.ts";
import type { RatioEnd } from "../bounds/ratio.ts";
import { type Solver, withSolver } from "../bounds/solver.ts";
import type { Cell, Release } from "../release/model.ts";
import { Guard } from "./guard.ts";
import { Judge, type OnProgress } from "./judge.ts";
import { MIN_WIDTH_VALUES, requireMinWidth } from "./rules.ts";
import {
  CONTRADICTORY,
  published,
  type Shown,
  type ShownCount,
  type ShownRange,
  UNDEFINED,
  WITHHELD,
} from "./shown.ts";

/** What may be shown of a release under one assumption, beside whatever is shown of it under the others. */
export interface Protected {
  readonly assumption: string;
  /** The least number of values that can be taken in a shown range. */
  readonly minWidth: number;
  /** One entry a suppressed cell, in the order of the release. */
  readonly suppressed: readonly { readonly cell: Cell; readonly shown: ShownCount }[];
  /** What the release declares, and after it what else was asked for. */
  readonly quantities: readonly {
    readonly name: string;
    /** Undefined for what was asked for besides. */
    readonly declared?: DeclaredQuantity;
    readonly shown: Shown;
  }[];
  /** What gets the guard's own mark: cells and names of quantities. Never why, nor to what degree. */
  readonly withheld: readonly (Cell | string)[];
  /** How many suppressed cells are withheld only because others are. */
  readonly withheldByContagion: number;
  readonly findings: readonly Finding[];
  /** Any cell of the release. @throws {UsageError} if there is none such. */
  cell(reference: CellReference): ShownCount;
}

/** How long bounding a release under all its assumptions may take. */
export const LIMIT_SECONDS = 60;

/** Of that time, what bounding may take; the guard needs the rest. */
const SHARE_FOR_BOUNDS = 0.6;

/** What {@linkcode protectRelease} takes besides the release. */
export interface ProtectOptions {
  /** Fewer values are never shown; {@linkcode MIN_WIDTH_VALUES} if left out. */
  readonly minWidth?: number;
  /** Seconds; what is not finished by then gets ends that only enclose. {@linkcode LIMIT_SECONDS} if left out. */
  readonly limit?: number;
  readonly onProgress?: OnProgress;
  /** What is to be shown beside the cells and what the release declares, by name. */
  readonly quantities?: Readonly<Record<string, Quantity>>;
}

/**
 * Guards the ranges of all suppressed cells and declared quantities under one assumption, jointly with everything that may be
 * shown under the release's other assumptions.
 *
 * @throws {UsageError} if the release has no such assumption or a cell does not exist.
 * @throws {RangeError} where a rate has no exact answer within the engine's limits.
 */
export async function protectRelease(
  release: Release,
  { assumption, ...options }: ProtectOptions & { readonly assumption: string },
): Promise<Protected> {
  return await withSolver(async (solver) => {
    const judge = await judgeOf(release, options, solver);
    return protectWith(judge, assumption, options);
  });
}

/** The same under every assumption, in the order of the release. */
export async function protectAssumptions(
  release: Release,
  options: ProtectOptions = {},
): Promise<Protected[]> {
  return await withSolver(async (solver) => {
    const judge = await judgeOf(release, options, solver);
    return release.assumptions.map(({ name }) => protectWith(judge, name, options));
  });
}

interface Judged {
  readonly solver: Solver;
  readonly deadline: Deadline;
  readonly judge: Judge;
}

/** The last judgement of each release: what is asked next of the same one mostly rests on it. */
const judged = new WeakMap<Release, Judged>();

/** The judgement that answers about one release share. */
export async function judgeOf(
  release: Release,
  { minWidth = MIN_WIDTH_VALUES, limit = LIMIT_SECONDS, onProgress }: ProtectOptions,
  solver: Solver,
): Promise<Judge> {
  requireMinWidth(minWidth);
  const last = judged.get(release);
  // One whose time was not enough is not tried again; any other may need time for what is asked now.
  const isFit = last?.solver === solver && last.judge.minWidth === minWidth &&
    (last.judge.isUnfinished || !last.deadline.isOver);
  if (isFit) return last.judge;
  const deadline = new Deadline(SHARE_FOR_BOUNDS * limit);
  const judge = await Judge.of(release, minWidth, { solver, deadline, onProgress });
  judged.set(release, { solver, deadline, judge });
  return judge;
}

/** {@linkcode protectRelease} by a judgement that is there already. */
export function protectWith(
  judge: Judge,
  assumption: string,
  { quantities = {} }: ProtectOptions,
): Protected {
  const { release, minWidth } = judge;
  const known = judge.guardOf(assumption);
  const { set } = known;
  const asked = [
    ...declaredQuantities(release, assumption).map((declared) => ({
      name: declared.name,
      declared,
      quantity: declared.quantity,
    })),
    ...Object.entries(quantities).map(([name, quantity]) => ({ name, quantity })),
  ];
  const guard = new Guard(release, set, minWidth, asked.map(({ quantity }) => quantity), known);
  const isDifferenced = (cell: Cell) =>
    judge.isDifferenced({ constant: 0, terms: [{ cell, coefficient: 1 }] }, assumption);
  const showCell = (cell: Cell): ShownCount => {
    const interval = set.interval(cell);
    if (interval === null) return CONTRADICTORY;
    if (guard.withholdsCell(cell) || isDifferenced(cell)) return WITHHELD;
    return range(interval.lower, interval.upper, interval);
  };
  const unknown = set.system.cells.filter(({ status }) => status === "suppressed");
  const suppressed = unknown.map((cell) => ({ cell, shown: showCell(cell) }));
  const shownOf = new Map(suppressed.map(({ cell, shown }) => [cell, shown]));
  const shownQuantities = asked.map((item) => ({
    ...item,
    shown: showQuantity(judge, guard, item.quantity),
  }));
  const isWithheld = ({ shown }: { readonly shown: Shown }) => shown.kind === "withheld";
  return {
    assumption,
    minWidth,
    suppressed,
    quantities: shownQuantities,
    withheld: [
      ...suppressed.filter(isWithheld).map(({ cell }) => cell),
      ...shownQuantities.filter(isWithheld).map(({ name }) => name),
    ],
    withheldByContagion:
      suppressed.filter(({ cell, shown }) =>
        shown.kind === "withheld" && (!guard.withholdsCell(cell) || guard.isByContagion(cell))
      ).length,
    findings: set.findings,
    cell(reference) {
      const cell = set.system.index.find(reference);
      return shownOf.get(cell) ?? (cell.value === null ? UNDEFINED : published(cell.value));
    },
  };
}

function showQuantity(judge: Judge, guard: Guard, quantity: Quantity): Shown {
  const { set, minWidth } = guard;
  const { assumption } = set.system;
  const forms = formsOf(quantity);
  const isPublished = forms.every((form) => set.split(form).parts.length === 0);
  const isHeld = isPublished
    ? judge.isRest(quantity)
    // A rate is judged by its forms: who knows its ends and one of its forms' ends mostly knows the other's.
    : forms.some((form) => guard.withholds(form)) ||
      judge.isQuantityDifferenced(quantity, assumption);
  if (isHeld) return WITHHELD;
  const found = boundWithin(set, quantity, minWidth);
  // No exact answer: nothing that would enclose it is known.
  if (found === undefined) return range(null, null, { assumption, isOuter: true });
  if (found.kind === "contradiction") return CONTRADICTORY;
  if (found.kind === "undefined") return UNDEFINED;
  if (found.kind === "linear") {
    const { lower, upper } = found.bounds;
    if (isPublished && lower !== null) return published(lower);
    return range(lower, upper, found.bounds);
  }
  const { lower, upper, mayBeUndefined } = found.bounds;
  if (isPublished) return published(toFraction(lower)!);
  if (found.valuesAtLeast < minWidth) return WITHHELD;
  const isAttained = { lower: lower?.isAttained ?? false, upper: upper?.isAttained ?? false };
  const about = { assumption, isOuter: false, isAttained, mayBeUndefined };
  return range(toFraction(lower), toFraction(upper), about);
}

/** The bounds of a quantity; undefined where time does not suffice. */
function boundWithin(set: FeasibleSet, quantity: Quantity, minWidth: number) {
  try {
    return boundQuantity(set, quantity, minWidth);
  } catch (error) {
    if (error instanceof TimeIsUpError) return undefined;
    throw error;
  }
}

/** A range as it is shown; the exact ends of a count are always taken by some feasible point. */
function range<Value>(
  lower: Value | null,
  upper: Value | null,
  { assumption, isOuter, isAttained, mayBeUndefined = false }:
    & Pick<ShownRange<Value>, "assumption" | "isOuter">
    & Partial<Pick<ShownRange<Value>, "isAttained" | "mayBeUndefined">>,
): ShownRange<Value> {
  return Object.freeze({
    kind: "range",
    lower,
    upper,
    assumption,
    isOuter,
    isAttained: isAttained ?? { lower: !isOuter, upper: !isOuter },
    mayBeUndefined,
  });
}

function toFraction(end: RatioEnd | null): Fraction | null {
  return end && Object.freeze({ numerator: end.numerator, denominator: end.denominator });
}
