/** Headings that stand over several columns, told by their places. */
import { isTitleLine } from "../fields/fields.ts";
import { isPeriodLabel } from "../fields/periods.ts";

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A run of words that stand close together. */
export interface Chunk extends Span {
  readonly text: string;
}

export const overlap = (one: Span, other: Span) => one.from < other.to && one.to > other.from;

export function nearestColumn(chunk: Span, columns: readonly Span[]): number {
  const distance = (column: Span) =>
    overlap(column, chunk)
      ? -1
      : Math.min(Math.abs(column.from - chunk.to), Math.abs(column.to - chunk.from));
  const distances = columns.map(distance);
  return distances.indexOf(Math.min(...distances));
}

/** Numbers between which no space is left, told by their commas: 133,8351,114. */
function numbersOf(word: string): readonly string[] {
  const numbers = word.match(/\d{1,3}(?:,\d{3})+|\d{1,3}$/g) ?? [];
  return numbers.join("") === word ? numbers : [word];
}

/** Whether a space parts two numbers, as in "1,168 1,315,563", and no thousands, as in "1 168". */
const areApart = (words: readonly string[]) =>
  words.length === 2 && words.every((word) => /^\d{1,3}(?:[.,]\d{3})*$/.test(word)) &&
  words.some((word) => /[.,]/.test(word));

/** A run of years or numbers, one for each of the columns that it stands over, as that many chunks. */
export function cutRun(chunk: Chunk, columns: readonly Span[]): Chunk[] {
  const apart = chunk.text.split(" ");
  const words = apart.flatMap(numbersOf);
  const over = columns.filter((column) => overlap(column, chunk));
  const isCut = words.length === over.length && words.length > 1 &&
    (words.every(isPeriodLabel) ||
      words.every((word) => /^\d/.test(word)) &&
        (words.length > Math.min(apart.length, 2) || areApart(apart)));
  return isCut ? words.map((text, at) => ({ ...over[at]!, text })) : [chunk];
}

/** From which column to which, that one not included, a heading stands over. */
type Spans = ReadonlyMap<Chunk, readonly [from: number, to: number]>;

const hasCount = (chunks: readonly Chunk[]) =>
  chunks.some(({ text }) => /^\d[\d\s.,]*(?:%|\(|$)/.test(text) && !isPeriodLabel(text));
const middleOf = (first: Span, last = first) => (first.from + last.to) / 2;

/** The names of columns of counts in the line of heads that has the most, each as wide as what stands below it. */
function namesBelow(lines: readonly (readonly Chunk[])[], at: number, columns: readonly Span[]) {
  let end = at + 1;
  while (end < lines.length && (lines[end]!.length < 2 || !hasCount(lines[end]!))) end++;
  const heads = lines.slice(at + 1, end < lines.length ? end : -1);
  const named = heads.map((line) =>
    line.map((name) => {
      const at = nearestColumn(name, columns);
      const { from, to } = columns[at]!;
      return { at, from: Math.min(name.from, from), to: Math.max(name.to, to) };
    })
  );
  return named.toSorted((a, b) => b.length - a.length)[0]?.filter(({ at }) => at > 0) ?? [];
}

/** Whether a heading that is alone stands just above the names of some columns, wider than the one below it, if any. */
function isOverSome(
  one: Chunk,
  names: readonly (Span & { at: number })[],
  columns: readonly Span[],
  below: readonly (readonly Chunk[])[],
  isAlone: boolean,
): boolean {
  const widthOf = ({ from, to }: Span) => to - from;
  const isNarrow = names.some((name) =>
    middleOf(name) > one.from && middleOf(name) < one.to && widthOf(name) >= widthOf(one)
  );
  const last = names.at(-1)!;
  const isIn = (chunk: Chunk) => overlap(chunk, { from: names[0]!.from, to: last.to });
  // In the middle of both lines stand the heads of the other columns; above all heads, a title.
  const areBetween = !below[0]!.some(isIn) && below[0]!.some(({ from }) => from > last.to);
  if (isAlone && !areBetween) return false;
  const next = below[areBetween ? 1 : 0]!;
  return !isNarrow && names.length < columns.length - 1 && next.length >= names.length &&
    one.from > names[0]!.from && one.to < last.to &&
    next.some((chunk) => nearestColumn(chunk, columns) === last.at);
}

/** The columns of a short heading that is alone in its line, just above the names of all columns, and no wider than some of them. */
function aloneOver([one, ...others]: readonly Chunk[], names: readonly Named[], below: number) {
  const group = names.filter((name) => one && overlap(name, one));
  const [first, last] = [group[0], group.at(-1)];
  const isOver = one && first && last && others.length === 0 && one.text.length < 40 &&
    below >= names.length && group.length > 1 && group.length < names.length &&
    one.from > first.from - 2 && one.to < last.to + 2;
  return isOver && !isTitleLine(one.text)
    ? new Map([[one, [first.at, last.at + 1] as const]])
    : undefined;
}

/**
 * The columns that headings span, where each stands over the middle of the names of its own, which are all of them, but perhaps
 * the first or the last; of headings that begin with their columns, the first of these; undefined where they do neither.
 */
export function centredOver(
  lines: readonly (readonly Chunk[])[],
  line: number,
  columns: readonly Span[],
): Spans | undefined {
  const chunks = lines[line]!;
  const names = namesBelow(lines, line, columns);
  const alone = aloneOver(chunks, names, lines[line + 1]?.length ?? 0);
  if (alone) return alone;
  const over = chunks.filter((chunk) => {
    const at = nearestColumn(chunk, columns);
    return names.some((name) => name.at === at);
  });
  const isStacked = over.some(({ text }, at) => text === over[at - 1]?.text);
  if (over.length === 0 || isStacked || hasCount(over) || names.length <= over.length) {
    return undefined;
  }
  if (
    over.length === 1 &&
    !isOverSome(over[0]!, names, columns, lines.slice(line + 1, line + 3), chunks.length === 1)
  ) {
    return undefined;
  }
  const near = 0.15 * (middleOf(names.at(-1)!) - middleOf(names[0]!)) / (names.length - 1);
  const begins = over.map(({ from }) =>
    names.findIndex((one) => Math.abs(one.from - from) < near / 3)
  );
  // Nothing says where the last of these ends.
  if (begins[0] === 0 && !begins.includes(-1)) {
    return new Map(over.map((chunk, index) => {
      const { at } = names[begins[index]!]!;
      return [chunk, [at, at + 1]];
    }));
  }
  return groupsUnder(over, names, near);
}

type Named = Span & { readonly at: number };

/** The columns of each heading, one group behind the other, each in the middle below its heading. */
function groupsUnder(
  over: readonly Chunk[],
  names: readonly Named[],
  near: number,
): Spans | undefined {
  for (const [start, end] of [[0, 0], [1, 0], [0, 1], [1, 1]] as const) {
    let next: number = start;
    const found = over.map((chunk) => {
      const [first, from] = [names[next], next];
      const to = names.findIndex((one, at) =>
        at >= from && Math.abs(middleOf(first!, one) - middleOf(chunk)) < near
      );
      next = to < 0 ? Infinity : to + 1;
      return [chunk, [first?.at ?? 0, (names[to]?.at ?? 0) + 1]] as const;
    });
    if (next === names.length - end) return new Map(found);
  }
  return undefined;
}

/** The columns that headings span, where each stands over its group of as many; undefined where they do not. */
export function spannedBy(chunks: readonly Chunk[], columns: readonly Span[]): Spans | undefined {
  const size = (columns.length - 1) / chunks.length;
  if (chunks.length < 2 || size < 2 || !Number.isInteger(size) || hasCount(chunks)) {
    return undefined;
  }
  const spans = chunks.map((chunk, index) =>
    [chunk, [1 + index * size, 1 + (index + 1) * size]] as const
  );
  return spans.every(([chunk, [from, to]]) =>
      middleOf(chunk) > columns[from]!.from && middleOf(chunk) < columns[to - 1]!.to
    )
    ? new Map(spans)
    : undefined;
}
