/** What a column looks like, from row to row: numbers in an order, codes, signs for missing ones, sums; where labels stand. */
import { isPlainTotal } from "../fields/names.ts";
import { countIn, type ReadRow, type ReadTable } from "./model.ts";
import type { GridLine } from "../read/grid.ts";

/** A number below zero that stands for a missing one, such as -999999 or -1. */
export const isSentinel = (text: string): boolean => /^[-−–]\s?(?:9+|[1-9])$/.test(text);

/** A whole number with a zero behind its point, as programs write it: 32.0. */
export const isWhole = (text: string): boolean => /^\d+[.,]0{1,2}$/.test(text);

/** Whether numbers rise or fall from row to row, rise by one, go by one or stay, or stand twice or more on average. */
export function orderOf(values: readonly number[]) {
  const rises = (isNext: (value: number, before: number) => boolean) =>
    values.every((value, at) => at === 0 || isNext(value, values[at - 1]!));
  return {
    isSorted: rises((value, before) => value > before),
    isFalling: rises((value, before) => value < before),
    isByOne: rises((value, before) => value === before + 1),
    isStepwise: [1, -1].some((step) =>
      rises((value, before) => value === before || value === before + step)
    ),
    isRepeated: new Set(values).size <= values.length / 2,
  };
}

/**
 * Whether numbers run through the same few steps again and again, as weeks and ages do beside each place: what comes after one
 * of them is always the same, or the first.
 */
export function isIndex(values: readonly number[]): boolean {
  const next = new Map<number, number>();
  const isStep = (value: number, at: number) => {
    const before = values[at - 1];
    if (before === undefined || value === before || value === values[0]) return true;
    if (!next.has(before)) next.set(before, value);
    return next.get(before) === value;
  };
  return values.every(isStep) && new Set(values).size > 2 && orderOf(values).isRepeated;
}

/** Several numbers of the same number of digits. */
export const areLikeCodes = (raw: readonly string[], least: number): boolean =>
  raw.length > 2 &&
  raw.every((text) => /^\d+$/.test(text) && text.length >= least && text.length === raw[0]!.length);

/** A row by its cells. */
export type Counted = Pick<ReadRow, "cells">;

/** What a row has more than others together, in each column in which it is published; whether all of them are. */
const excesses = (whole: Counted, parts: readonly Counted[]) =>
  whole.cells.flatMap((cell, at) => {
    const counts = parts.map(({ cells }) => countIn(cells[at]!));
    const total = countIn(cell);
    const sum = counts.reduce<number>((sum, one) => sum + (one ?? 0), 0);
    return total === undefined ? [] : [{ by: total - sum, isWhole: !counts.includes(undefined) }];
  });

/** Whether a row is the sum of others, in each column in which all of them are published. */
export const agreements = (whole: Counted, parts: readonly Counted[]): boolean[] =>
  excesses(whole, parts).filter(({ isWhole }) => isWhole).map(({ by }) => by === 0);

/** Whether published counts show that a row is not the sum of others, be they rounded as the table rounds. */
export function contradicts(
  whole: Counted,
  parts: readonly Counted[],
  rows: readonly Counted[],
): boolean {
  const all = rows.flatMap(({ cells }) => cells.map((cell) => countIn(cell) ?? 0));
  const base = all.reduce(gcd, 0);
  const slack = base > 2 ? base * (parts.length + 1) / 2 : 0;
  return excesses(whole, parts).some(({ by, isWhole }) => by < -slack || isWhole && by > slack);
}

const gcd = (one: number, other: number): number => other === 0 ? one : gcd(other, one % other);

/** For each item the place of the last one before it that is so; -1 where there is none. */
export function lastOf<T>(items: readonly T[], isSo: (item: T) => unknown): number[] {
  let last = -1;
  return items.map((item, at) => {
    const found = last;
    if (isSo(item)) last = at;
    return found;
  });
}

/** The same of those after it. */
export const nextOf = <T>(items: readonly T[], isSo: (item: T) => unknown): number[] =>
  lastOf(items.toReversed(), isSo).map((at) => at < 0 ? -1 : items.length - 1 - at).toReversed();

/**
 * The row that each row has its label from, if labels stand in the middle of as many rows above them as below; undefined where no
 * such groups fill the table.
 */
export function middlesOf(isLabel: readonly boolean[]): number[] | undefined {
  const found: number[] = [];
  while (found.length < isLabel.length) {
    const label = isLabel.indexOf(true, found.length);
    const end = 2 * label - found.length;
    if (label < 0 || end >= isLabel.length || isLabel.slice(label + 1, end + 1).includes(true)) {
      return undefined;
    }
    while (found.length <= end) found.push(label);
  }
  return found;
}

/** The columns that repeat one before them, name and all; none where names repeat over other fields, as where tables stand side by side. */
export function twinsOf(names: readonly string[], rows: readonly GridLine[]): number[] {
  const again = [...names.keys()].filter((at) => names[at] && names.indexOf(names[at]) < at);
  const isTwin = (at: number) =>
    rows.every(({ fields }) => fields[names.indexOf(names[at]!)] === fields[at]);
  return again.every(isTwin) ? again : [];
}

/**
 * Whether a mark stands for zero, as sums show: in two rows or more, all with it, a total is the sum of what is published.
 * @param rows each as its parts and their total; undefined where a cell holds anything else than a count or the mark
 */
function areZeros(
  rows: readonly (readonly (number | "mark" | undefined)[])[],
  total: number,
): boolean {
  const told = rows.filter((row) =>
    row.includes("mark") && !row.includes(undefined) && row[total] !== "mark"
  );
  return told.length > 1 && rows.every((row) => row[total] !== "mark") && told.every((row) => {
    const numbers = row.map((one) => typeof one === "number" ? one : 0);
    return numbers.reduce((sum, one) => sum + one, 0) === 2 * numbers[total]!;
  });
}

/** Where the columns and the rows stand that are called totals and nothing else. */
export const totalsIn = ({ counts, rows }: Pick<ReadTable, "counts" | "rows">) => ({
  columns: [...counts.keys()].filter((at) =>
    isPlainTotal(counts[at]!.levels.at(-1) ?? counts[at]!.name)
  ),
  rows: [...rows.keys()].filter((at) => rows[at]!.labels.some(isPlainTotal)),
});

/** Whether the total of each row, or of each column, is the sum of its other counts, where a mark is zero. */
export function sumsAsZero(table: ReadTable, value: string): boolean {
  const { counts, rows } = table;
  const totals = totalsIn(table);
  const cells = rows.map((row) =>
    row.cells.map((cell) =>
      "mark" in cell && cell.mark.value === value ? "mark" as const : countIn(cell)
    )
  );
  const columns = counts.map((_, at) => cells.map((row) => row[at]));
  const [beside, below] = [totals.columns, totals.rows];
  return beside.length === 1 && counts.length > 2 && areZeros(cells, beside[0]!) ||
    below.length === 1 && rows.length > 3 && areZeros(columns, below[0]!);
}
