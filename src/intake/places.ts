/** Words with places on a page, or in a line of equally wide letters, to rows and columns. */

/** A run of words that stand close together. */
export interface Chunk {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** How wide a line's words must be apart for the same column, and where columns begin. */
export function fieldsByPlace(lines: readonly (readonly Chunk[])[]): string[][] {
  const gutters = columnsOf(lines);
  return lines.map((chunks) => {
    if (gutters.length < 2 || chunks.length === 1 && isWide(chunks[0]!, gutters)) {
      return [chunks.map(({ text }) => text).join(" ")];
    }
    const fields = Array<string>(gutters.length).fill("");
    for (const chunk of chunks) {
      const at = nearestColumn(chunk, gutters);
      fields[at] = fields[at] ? `${fields[at]} ${chunk.text}` : chunk.text;
    }
    return fields;
  });
}

interface Span {
  from: number;
  to: number;
}

/** The columns of the lines that have the most chunks: those that share none of a gap. */
function columnsOf(lines: readonly (readonly Chunk[])[]): Span[] {
  const rows = lines.filter((chunks) =>
    chunks.length > 1 && chunks.slice(1).some(({ text }) => /^\S{1,12}$/.test(text))
  );
  const counts = rows.map(({ length }) => length).sort((a, b) => a - b);
  const usual = counts[Math.floor(counts.length / 2)] ?? 0;
  const spans = rows.filter(({ length }) => length === usual).flat()
    .map(({ from, to }) => ({ from, to })).sort((a, b) => a.from - b.from);
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last && span.from < last.to) last.to = Math.max(last.to, span.to);
    else merged.push({ ...span });
  }
  // A column that fewer lines fill, as a label over several rows: two lines have it where no other column is.
  const apart = rows.filter(({ length }) => length > usual).flat().filter(({ from, to }) =>
    !merged.some((span) => span.from < to && span.to > from)
  ).map(({ from, to }) => ({ from, to })).sort((a, b) => a.from - b.from);
  const more: (Span & { times: number })[] = [];
  for (const span of apart) {
    const last = more.at(-1);
    if (last && span.from < last.to) {
      last.to = Math.max(last.to, span.to);
      last.times++;
    } else more.push({ ...span, times: 1 });
  }
  return [...merged, ...more.filter(({ times }) => times > 1).map(({ from, to }) => ({ from, to }))]
    .sort((a, b) => a.from - b.from);
}

/** Whether the columns of some lines are those of others, as on the next page. */
export function standBelow(
  one: readonly (readonly Chunk[])[],
  other: readonly (readonly Chunk[])[],
): boolean {
  const [above, below] = [columnsOf(one), columnsOf(other)];
  return above.length > 1 && above.length === below.length &&
    above.every(({ from, to }, at) => from < below[at]!.to && to > below[at]!.from);
}

function isWide({ from, to }: Chunk, columns: readonly Span[]): boolean {
  return columns.filter((column) => column.from < to && column.to > from).length > 1 ||
    from <= columns[0]!.to;
}

function nearestColumn({ from, to }: Chunk, columns: readonly Span[]): number {
  const overlaps = columns.findIndex((column) => column.from < to && column.to > from);
  if (overlaps >= 0) return overlaps;
  const distance = (column: Span) =>
    Math.min(Math.abs(column.from - to), Math.abs(column.to - from));
  return columns.reduce(
    (best, column, at) => distance(column) < distance(columns[best]!) ? at : best,
    0,
  );
}

/** A line of text as chunks that two spaces or a tab part. */
export function chunksOf(line: string): Chunk[] {
  return [...line.matchAll(/\S+(?: \S+)*/g)].map((match) => ({
    text: match[0],
    from: match.index,
    to: match.index + match[0].length,
  }));
}
