/** Everything that a notebook can show of a release, whatever its shape. */
import type { Showable } from "../../src/figures/table.ts";
import {
  assumptionsTable,
  comparisonFigure,
  countsFigure,
  countsTable,
  crossesFigure,
  lengthsFigure,
  matrixFigure,
  notSmallTable,
  rangesFigure,
  relationsTable,
  reviewTable,
  sumsTable,
  totalsFigure,
  type View,
  withheldTable,
} from "../../src/mod.ts";

/** Figures and tables by name. */
export async function everySurface(view: View): Promise<ReadonlyMap<string, Showable>> {
  const { tables, dimensions } = view.release;
  const names = tables.map(({ name }) => name);
  const hasPeriods = dimensions.some(({ categories }) => categories.some(({ start }) => start));
  return new Map<string, Showable>([
    ["matrix", matrixFigure(view)],
    ["crosses", crossesFigure(view)],
    ["ranges", rangesFigure(view)],
    ["comparison", comparisonFigure(view, names)],
    ...hasPeriods ? [["lengths", lengthsFigure(view)] as const] : [],
    ...names.flatMap((name) =>
      [
        [`counts of ${name}`, countsFigure(view, name)],
        [`table ${name}`, countsTable(view, name)],
      ] as const
    ),
    ...dimensions.flatMap(({ name }) =>
      [
        [`totals by ${name}`, totalsFigure(view, name)],
        [`sums by ${name}`, sumsTable(view, name)],
      ] as const
    ),
    ["relations", relationsTable(view)],
    ["assumptions", await assumptionsTable(view)],
    ["not small", notSmallTable(view)],
    ["withheld", withheldTable(view)],
    ["review", reviewTable(view)],
  ]);
}
