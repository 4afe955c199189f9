/** The only way from a feasibility interval to something that a frame, a table or a figure may show. */

import { factsOf } from "./attack.ts";
import type { Finding } from "../relations/conflict.ts";
import {
  boundQuantity,
  declaredQuantities,
  type DeclaredQuantity,
  formsOf,
  type Quantity,
} from "../relations/derived.ts";
import type { CellReference } from "../relations/form.ts";
import { Deadline, type Fraction, type Range } from "../programs/program.ts";
import { type Solver, withSolver } from "../programs/solver.ts";
import type { Cell, Release } from "../release/model.ts";
import { Judge, type OnProgress } from "./judge.ts";
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
  /** Whether something was withheld, or left with outer ends, because time was up. */
  readonly isUnfinished: boolean;
  readonly findings: readonly Finding[];
  /** Any cell of the release. @throws {UsageError} if there is none such. */
  cell(reference: CellReference): ShownCount;
}

/** How long bounding and judging a release under all its assumptions may take. */
export const LIMIT_SECONDS = 60;

/** What {@linkcode protectRelease} takes besides the release. */
export interface ProtectOptions {
  /** Fewer values are never shown; {@linkcode MIN_WIDTH_VALUES} if left out. */
  readonly minWidth?: number;
  /** What is not proved by then is withheld; {@linkcode LIMIT_SECONDS} from now if left out. */
  readonly deadline?: Deadline;
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
const last = new WeakMap<Release, Judge>();

/** The judgement that answers about one release share. One that is not finished is tried again only where there is more time. */
export async function judgeOf(
  release: Release,
  { minWidth = MIN_WIDTH_VALUES, deadline = new Deadline(LIMIT_SECONDS), onProgress }:
    ProtectOptions,
  solver: Solver,
): Promise<Judge> {
  requireMinWidth(minWidth);
  const known = last.get(release);
  const isFit = known?.minWidth === minWidth &&
    (!known.isUnfinished || deadline.seconds < MORE_TIME * known.seconds);
  if (isFit) {
    known.continueUntil(deadline);
    return known;
  }
  const judge = await Judge.of(release, minWidth, { solver, deadline, onProgress });
  last.set(release, judge);
  return judge;
}
/** Times the seconds that an unfinished judgement was given. */
const MORE_TIME = 1.2;

/** {@linkcode protectRelease} by a judgement that is there already; `asked`: quantities to be shown together. */
export function protectWith(
  judge: Judge,
  assumption: string,
  asked: readonly DeclaredQuantity[] = declaredQuantities(judge.release, assumption),
): Protected {
  const { set } = judge.guardOf(assumption);
  const suppressed = set.system.cells.filter(({ status }) => status === "suppressed")
    .map((cell) => ({ cell, shown: showCell(judge, assumption, cell) }));
  const shownOf = new Map(suppressed.map(({ cell, shown }) => [cell, shown]));
  const asIfAlone = asked.map((declared) => {
    const shown = showQuantity(judge, assumption, declared.quantity);
    const facts = shown.kind === "range" ? factsOf(declared.quantity, shown) : [];
    return { declared, shown, facts };
  });
  const narrowing = judge.narrowingTogether(asIfAlone);
  const quantities = asIfAlone.map((item) => ({
    declared: item.declared,
    shown: narrowing.has(item) ? WITHHELD : item.shown,
  }));
  const isWithheld = ({ shown }: { readonly shown: Shown }) => shown.kind === "withheld";
  const withheld = suppressed.filter(isWithheld).map(({ cell }) => cell);
  return {
    assumption,
    minWidth: judge.minWidth,
    suppressed,
    quantities,
    withheld: [...withheld, ...quantities.filter(isWithheld).map(({ declared }) => declared.name)],
    findings: set.findings,
    isUnfinished: judge.isUnfinished,
    cell(reference) {
      const cell = set.system.index.find(reference);
      return shownOf.get(cell) ?? (cell.value === null ? UNDEFINED : published(cell.value));
    },
  };
}

function showCell(judge: Judge, assumption: string, cell: Cell): ShownCount {
  const interval = judge.guardOf(assumption).set.interval(cell);
  if (interval === null) return CONTRADICTORY;
  return judge.withholdsCell(cell, assumption) ? WITHHELD : range(interval);
}

function showQuantity(judge: Judge, assumption: string, quantity: Quantity): Shown {
  const guard = judge.guardOf(assumption);
  const { set, minWidth } = guard;
  const forms = formsOf(quantity);
  const parts = forms.flatMap((form) => set.split(form).parts);
  if (parts.some(({ component }) => set.rangesOf(component) === null)) return CONTRADICTORY;
  const isPublished = parts.length === 0;
  const isHeld = isPublished
    ? judge.isRest(quantity)
    // A rate is judged by its forms: who knows its ends and one of its forms' ends mostly knows the other's.
    : forms.some((form) => guard.withholds(form)) ||
      judge.isQuantityDifferenced(quantity, assumption);
  if (isHeld) return WITHHELD;
  const found = boundQuantity(set, quantity, minWidth);
  if (found.kind === "contradiction") return CONTRADICTORY;
  if (found.kind === "undefined") return UNDEFINED;
  if (found.kind === "late") return WITHHELD;
  const { lower } = found.bounds;
  if (isPublished && lower !== null) return published(lower) as Shown;
  if (found.kind === "rate" && found.valuesAtLeast < minWidth) return WITHHELD;
  if (judge.narrows(factsOf(quantity, found.bounds))) return WITHHELD;
  return range<number | Fraction>(found.bounds) as Shown;
}

function range<Value>(bounds: Range<Value>): ShownRange<Value> {
  return Object.freeze({ kind: "range", ...bounds });
}
