/** Which row a row without a label takes it from. */

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
export const nextOf = <T>(items: readonly T[], isSo: (item: T) => unknown) =>
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
