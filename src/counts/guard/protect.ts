/** The only way from a feasibility interval to something that a frame, a table or a figure may show. */

import type { Finding } from "../relations/conflict.ts";
import {
  boundQuantity,
  declaredQuantities,
  type DeclaredQuantity,
  formsOf,
  type Quantity,
} from "../relations/derived.ts";
import type { FormPart } from "../relations/feasible_set.ts";
import { type CellReference, sumOf } from "../relations/form.ts";
import { Deadline, type Fraction, type Range } from "../programs/program.ts";
import { type Solver, withSolver } from "../programs/solver.ts";
import type { Cell, Release } from "../release/model.ts";
import { type Guard, Judge, type OnProgress } from "./guard.ts";
import {
  CONTRADICTORY,
  MIN_WIDTH_VALUES,
  published,
  requireMinWidth,
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
  /** What the release declares. */
  readonly quantities: readonly { readonly declared: DeclaredQuantity; readonly shown: Shown }[];
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
    return protectWith(judge, assumption);
  });
}

/** The same under every assumption, in the order of the release. */
export async function protectAssumptions(
  release: Release,
  options: ProtectOptions = {},
): Promise<Protected[]> {
  return await withSolver(async (solver) => {
    const judge = await judgeOf(release, options, solver);
    return release.assumptions.map(({ name }) => protectWith(judge, name));
  });
}

/** The last judgement of each release, so that further questions about it need not bound it again. */
const last = new WeakMap<
  Release,
  { readonly solver: Solver; readonly deadline: Deadline; readonly judge: Judge }
>();

/** The judgement that answers about one release share. */
export async function judgeOf(
  release: Release,
  { minWidth = MIN_WIDTH_VALUES, limit = LIMIT_SECONDS, onProgress }: ProtectOptions,
  solver: Solver,
): Promise<Judge> {
  requireMinWidth(minWidth);
  const known = last.get(release);
  // One whose time was not enough is not tried again; any other may need time for what is asked now.
  const isFit = known?.solver === solver && known.judge.minWidth === minWidth &&
    (known.judge.isUnfinished || !known.deadline.isOver);
  if (isFit) return known.judge;
  const deadline = new Deadline(SHARE_FOR_BOUNDS * limit);
  const guardDeadline = new Deadline(limit);
  const judge = await Judge.of(release, minWidth, { solver, deadline, guardDeadline, onProgress });
  last.set(release, { solver, deadline, judge });
  return judge;
}

/** {@linkcode protectRelease} by a judgement that is there already; `asked`: quantities to be shown together. */
export function protectWith(
  judge: Judge,
  assumption: string,
  asked: readonly DeclaredQuantity[] = declaredQuantities(judge.release, assumption),
): Protected {
  const guard = judge.guardOf(assumption);
  const { set } = guard;
  const suppressed = set.system.cells.filter(({ status }) => status === "suppressed")
    .map((cell) => ({ cell, shown: showCell(judge, guard, cell) }));
  const shownOf = new Map(suppressed.map(({ cell, shown }) => [cell, shown]));
  const narrow = guard.narrowPartsOf(asked.map(({ quantity }) => quantity));
  const quantities = asked.map((declared) => ({
    declared,
    shown: showQuantity(judge, guard, declared.quantity, narrow),
  }));
  const isWithheld = ({ shown }: { readonly shown: Shown }) => shown.kind === "withheld";
  const withheld = suppressed.filter(isWithheld).map(({ cell }) => cell);
  return {
    assumption,
    minWidth: judge.minWidth,
    suppressed,
    quantities,
    withheld: [...withheld, ...quantities.filter(isWithheld).map(({ declared }) => declared.name)],
    withheldByContagion:
      withheld.filter((cell) => !guard.withholdsCell(cell) || guard.isByContagion(cell)).length,
    findings: set.findings,
    cell(reference) {
      const cell = set.system.index.find(reference);
      return shownOf.get(cell) ?? (cell.value === null ? UNDEFINED : published(cell.value));
    },
  };
}

function showCell(judge: Judge, guard: Guard, cell: Cell): ShownCount {
  const { set } = guard;
  const interval = set.interval(cell);
  if (interval === null) return CONTRADICTORY;
  const isHeld = guard.withholdsCell(cell) ||
    judge.isDifferenced(sumOf([cell]), set.system.assumption);
  return isHeld ? WITHHELD : range(interval);
}

function showQuantity(
  judge: Judge,
  guard: Guard,
  quantity: Quantity,
  narrow: readonly FormPart[],
): Shown {
  const { set, minWidth } = guard;
  const forms = formsOf(quantity);
  const isPublished = forms.every((form) => set.split(form).parts.length === 0);
  const isHeld = isPublished
    ? judge.isRest(quantity)
    // A rate is judged by its forms: who knows its ends and one of its forms' ends mostly knows the other's.
    : forms.some((form) => guard.withholds(form, narrow)) ||
      judge.isQuantityDifferenced(quantity, set.system.assumption);
  if (isHeld) return WITHHELD;
  const found = boundQuantity(set, quantity, minWidth);
  if (found.kind === "contradiction") return CONTRADICTORY;
  if (found.kind === "undefined") return UNDEFINED;
  // No exact answer in time: nothing that would enclose it is known.
  if (found.kind === "late") return range({ lower: null, upper: null, isOuter: true });
  const { lower } = found.bounds;
  if (isPublished && lower !== null) return published(lower) as Shown;
  if (found.kind === "rate" && found.valuesAtLeast < minWidth) return WITHHELD;
  return range<number | Fraction>(found.bounds) as Shown;
}

function range<Value>(bounds: Range<Value>): ShownRange<Value> {
  return Object.freeze({ kind: "range", ...bounds });
}
