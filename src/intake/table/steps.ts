/** Labels in steps: each level of groups has a column, and each row one label. */
import { isTotalLabel } from "../fields/names.ts";
import { agreements, type Counted } from "./numbers.ts";

/**
 * Each row with the labels of the groups that it stands under, and behind its own `total` where rows stand under it, its own label
 * again where none do. Undefined where labels are no steps from the left to the right, or counts contradict that what stands under
 * a row is part of it; what is called a total is told elsewhere.
 */
export function stepsDown(
  labels: readonly (readonly string[])[],
  rows: readonly Counted[],
  total: string,
): string[][] | undefined {
  const levels = labels.map((own) => own.findIndex(Boolean));
  const width = labels[0]?.length ?? 0;
  const isStep = (level: number, row: number) =>
    labels[row]!.filter(Boolean).length === 1 && level <= (levels[row - 1] ?? -1) + 1;
  if (width < 2 || new Set(levels).size < width || !levels.every(isStep)) return undefined;
  const parts: Counted[][] = rows.map(() => []);
  const open: number[] = [];
  for (const [row, level] of levels.entries()) {
    open.splice(level, Infinity, row);
    if (level > 0) parts[open[level - 1]!]!.push(rows[row]!);
  }
  const areParts = parts.every((own, row) =>
    own.length === 0 ||
    !isTotalLabel(labels[row]![levels[row]!]!) &&
      (own.length === 1 || agreements(rows[row]!, own).every(Boolean))
  );
  if (!areParts) return undefined;
  const path: string[] = [];
  return labels.map((own, row) => {
    const level = levels[row]!;
    path.length = level;
    path.push(own[level]!);
    return own.map((_, at) => path[at] ?? (parts[row]!.length > 0 ? total : own[level]!));
  });
}
