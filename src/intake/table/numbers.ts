/** What the numbers of a column look like: an order, codes, signs for missing ones. */

/** A number below zero that stands for a missing one, such as -999999 or -1. */
export const isSentinel = (text: string): boolean => /^[-−–]\s?(?:9+|[1-9])$/.test(text);

/** Whether numbers rise from row to row, rise by one, or stand twice or more on average. */
export function orderOf(values: readonly number[]) {
  const rises = (isNext: (value: number, before: number) => boolean) =>
    values.every((value, at) => at === 0 || isNext(value, values[at - 1]!));
  return {
    isSorted: rises((value, before) => value > before),
    isByOne: rises((value, before) => value === before + 1),
    isRepeated: new Set(values).size <= values.length / 2,
  };
}

/** Several numbers of the same number of digits. */
export function areLikeCodes(raw: readonly string[], least: number): boolean {
  return raw.length > 2 && raw.every((text) => /^\d+$/.test(text) && text.length >= least) &&
    new Set(raw.map(({ length }) => length)).size === 1;
}
