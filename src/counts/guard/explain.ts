/** Why the ends that are shown hold, and whether that may be told. */
import { endsBy, explainEnd, type Explanation, GIVEN_UP } from "./explain_end.ts";
import type { Guard } from "./guard.ts";
import { judgeOf, LIMIT_SECONDS, type ProtectOptions, protectWith } from "./protect.ts";
import { Deadline, type End } from "../programs/program.ts";
import { withSolver } from "../programs/solver.ts";
import { sumOf } from "../relations/form.ts";
import type { Cell, Release } from "../release/model.ts";

/** An end of a shown range and what implies it. */
export interface ExplainedEnd {
  readonly cell: Cell;
  readonly end: End;
  /** Null where there is no upper end. */
  readonly value: number | null;
  /** Undefined where it is withheld, as it would narrow a withheld range. */
  readonly explanation: Explanation | undefined;
}

/**
 * Both ends of every range that is shown under an assumption, in the order of the release, each with the smallest set of
 * relations and published cells that implies it.
 *
 * @throws {UsageError} if the release has no such assumption.
 */
export async function explainRelease(
  release: Release,
  { assumption, deadline = new Deadline(LIMIT_SECONDS), ...others }: ProtectOptions & {
    readonly assumption: string;
  },
): Promise<ExplainedEnd[]> {
  const options = { ...others, deadline };
  return await withSolver(async (solver) => {
    const judge = await judgeOf(release, options, solver);
    const guard = judge.guardOf(assumption);
    const { suppressed } = protectWith(judge, assumption);
    const hidden = new Set(
      suppressed.flatMap(({ cell, shown }) => shown.kind === "withheld" ? [cell] : []),
    );
    return suppressed.flatMap(({ cell, shown }, place) => {
      options.onProgress?.("reasons", place, suppressed.length);
      return shown.kind !== "range" ? [] : (["lower", "upper"] as const).map((end) => {
        const found = explainEnd(guard.set, cell, end, deadline);
        // Every relation around a cell is no reason, and would give what is withheld away.
        const explanation = found.isSmallest ? found : GIVEN_UP;
        const parts = explanation.rows.flatMap(({ source }) =>
          source.terms.map(({ cell }) => cell)
        );
        const isTold = !parts.some((part) =>
          hidden.has(part) && narrows(explanation, part, guard, deadline)
        );
        return { cell, end, value: shown[end], explanation: isTold ? explanation : undefined };
      });
    });
  });
}

/** Whether an explanation by itself gives an end of a withheld range, or one that is too narrow; or there is no time to tell. */
function narrows(
  explanation: Explanation,
  hidden: Cell,
  { set, minWidth }: Guard,
  deadline: Deadline,
): boolean {
  const { lower, upper, isOuter } = endsBy(explanation, hidden, set.solver, deadline);
  if (isOuter) return true;
  const truth = set.boundExactly(sumOf([hidden]))!;
  if (lower !== null && upper !== null && upper - lower + 1n < minWidth) return true;
  return (lower !== 0n && lower === truth.lower) || (upper !== null && upper === truth.upper);
}
