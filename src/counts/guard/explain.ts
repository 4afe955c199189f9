/** Why each end of each shown range holds, without saying more of a withheld one. */

import { endsBy, explainEnd, type Explanation } from "../relations/explain.ts";
import { sumOf } from "../relations/form.ts";
import { Deadline, type End } from "../programs/program.ts";
import { withSolver } from "../programs/solver.ts";
import type { Cell, Release } from "../release/model.ts";
import type { Guard } from "./guard.ts";
import { judgeOf, LIMIT_SECONDS, type ProtectOptions, protectWith } from "./protect.ts";

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
  { assumption, ...options }: ProtectOptions & { readonly assumption: string },
): Promise<ExplainedEnd[]> {
  return await withSolver(async (solver) => {
    const judge = await judgeOf(release, options, solver);
    const guard = judge.guardOf(assumption);
    const { suppressed } = protectWith(judge, assumption);
    const deadline = new Deadline(options.limit ?? LIMIT_SECONDS);
    const hidden = suppressed.flatMap(({ cell, shown }) => shown.kind === "withheld" ? [cell] : []);
    return suppressed.flatMap(({ cell, shown }) =>
      shown.kind !== "range" ? [] : (["lower", "upper"] as const).map((end) => {
        const explanation = explainEnd(guard.set, cell, end, deadline);
        const isTold = !hidden.some((other) => narrows(explanation, other, guard));
        return { cell, end, value: shown[end], explanation: isTold ? explanation : undefined };
      })
    );
  });
}

/** Whether an explanation by itself gives an end of a withheld range, or one that is too narrow. */
function narrows(explanation: Explanation, hidden: Cell, { set, minWidth }: Guard): boolean {
  const isPart = explanation.rows.some(({ source }) =>
    source.terms.some(({ cell }) => cell === hidden)
  );
  if (!isPart) return false;
  const { lower, upper } = endsBy(explanation, hidden, set.solver);
  const truth = set.boundExactly(sumOf([hidden]))!;
  if (lower !== null && upper !== null && upper - lower + 1n < minWidth) return true;
  return (lower !== 0n && lower === truth.lower) || (upper !== null && upper === truth.upper);
}
