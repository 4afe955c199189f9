/** Whether a bound between tables and the totals within them can hold together, told by narrowing ranges until none changes. */
import type { Folded } from "./fold.ts";
import { isNone, type SettledMark } from "../table/conventions.ts";
import type { Totals } from "./counts.ts";

interface Range {
  least: number;
  most: number;
}

/** A total equals its parts, or a whole is at least the sum of its parts. */
interface Constraint {
  readonly whole: Range;
  readonly parts: readonly Range[];
  readonly isEqual: boolean;
}

/** Each round is a pass over all constraints; ranges that still narrow after so many do so by one at a time. */
const MOST_ROUNDS = 50;

export function canHold(
  folded: Folded,
  marks: ReadonlyMap<string, SettledMark>,
  { totals }: Totals,
  whole: number,
  parts: readonly number[],
): boolean {
  const ranges = folded.tables.map(({ cells }) =>
    new Map([...cells].map(([key, { cell }]): [string, Range] => {
      if ("digits" in cell) return [key, { least: +cell.digits, most: +cell.digits }];
      const mark = marks.get(cell.mark.value)!;
      const { atLeast = 0, atMost = Infinity } = mark;
      return [key, isNone(mark) ? { least: 0, most: 0 } : { least: atLeast, most: atMost }];
    }))
  );
  const sums = totals.filter(({ parts }) => parts.length > 0).flatMap((total) => {
    const at = folded.dimensions.findIndex(({ name }) => name === total.dimension);
    return ranges.flatMap((own) =>
      [...own].flatMap(([key, range]): Constraint[] => {
        const keys = JSON.parse(key) as string[];
        if (keys[at] !== total.name) return [];
        const found = total.parts.map((part) => own.get(JSON.stringify(keys.with(at, part))));
        return found.every((one) => one !== undefined)
          ? [{ whole: range, parts: found as Range[], isEqual: true }]
          : [];
      })
    );
  });
  const within = [...ranges[whole]!].map(([key, range]): Constraint => ({
    whole: range,
    parts: parts.map((part) => ranges[part]!.get(key)!),
    isEqual: false,
  }));
  const constraints = [...sums, ...within];
  for (let round = 0, hasChanged = true; hasChanged && round < MOST_ROUNDS; round++) {
    hasChanged = constraints.map(narrow).some(Boolean);
  }
  return ranges.every((own) => [...own.values()].every(({ least, most }) => least <= most));
}

/** Gives whether a range became narrower. */
function narrow({ whole, parts, isEqual }: Constraint): boolean {
  const least = parts.reduce((sum, one) => sum + one.least, 0);
  const most = parts.reduce((sum, one) => sum + one.most, 0);
  let hasChanged = raise(whole, least);
  if (isEqual) hasChanged = lower(whole, most) || hasChanged;
  for (const part of parts) {
    hasChanged = lower(part, whole.most - (least - part.least)) || hasChanged;
    if (isEqual && most !== Infinity) {
      hasChanged = raise(part, whole.least - (most - part.most)) || hasChanged;
    }
  }
  return hasChanged;
}

const raise = (range: Range, least: number) => least > range.least && (range.least = least, true);
const lower = (range: Range, most: number) => most < range.most && (range.most = most, true);
