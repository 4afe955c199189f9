/** The words of a page to lines of chunks: what stands in one line, and what is one field of it. */
import { endOf, type Word } from "./pdf_cells.ts";
import { type Chunk, overlap } from "./spans.ts";

export interface PageLine {
  /** One-based, on its page. */
  readonly line: number;
  readonly chunks: readonly Chunk[];
  /** Whether a wider gap than usual is above it. */
  readonly isApart: boolean;
  /** Whether the gap above it is wider than between the lines of one cell. */
  readonly isLoose: boolean;
  readonly isRuled: boolean;
}

/** Words of one height, left to right; those closer than a letter are one chunk. */
export function linesOf(words: readonly Word[]): PageLine[] {
  const lines: Word[][] = [];
  for (const word of words.toSorted((a, b) => b.y - a.y)) {
    if (word.str.trim() === "") continue;
    const last = lines.at(-1);
    if (last && Math.abs(last[0]!.y - word.y) < 0.5 * word.fontSize) last.push(word);
    else lines.push([word]);
  }
  joinAround(lines);
  const steps = lines.slice(1).map((line, at) => lines[at]![0]!.y - line[0]!.y);
  const usual = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
  const tight = Math.min(...steps.filter((step, at) => step > 0.8 * lines[at]![0]!.fontSize));
  // A ruled row is as high as its cells need, and no gap parts it from the one above.
  const isRuled = lines.map((line) => line.every(({ isCell }) => isCell));
  const ordered = lines.map((line) => line.toSorted((a, b) => a.x - b.x));
  const aligned = alignedWords(ordered);
  return ordered.map((line, at) => {
    const isBelow = at > 0 && !(isRuled[at] && isRuled[at - 1]);
    return {
      line: at + 1,
      chunks: joinClose(line, aligned),
      isApart: isBelow && steps[at - 1]! > 1.4 * usual,
      isLoose: isBelow && steps[at - 1]! > 1.25 * tight,
      isRuled: isRuled[at]!,
    };
  });
}

/** Joins cells of two lines, between which the other cells of their row stand: no rows are as close to one another. */
function joinAround(lines: Word[][]): void {
  for (let at = lines.length - 2; at > 0; at--) {
    const [above, row, below] = [lines[at - 1]!, lines[at]!, lines[at + 1]!];
    const [first] = row;
    const areClose = [above, below].every((line) =>
      Math.abs(line[0]!.y - first!.y) < 0.8 * first!.fontSize
    );
    if (!areClose) continue;
    const [upper, lower] = [above, below].map((line) =>
      joinClose(line.toSorted((a, b) => a.x - b.x), new Set())
    ) as [Chunk[], Chunk[]];
    const left = Math.min(...row.map(({ x }) => x));
    const cells = upper.map((one) => {
      const rest = lower.find((other) => overlap(one, other)) ?? { ...one, text: "" };
      const text = `${one.text} ${rest.text}`.trim();
      return { text, from: Math.min(one.from, rest.from), to: Math.max(one.to, rest.to) };
    });
    const alone = lower.filter((chunk) => !cells.some((cell) => overlap(cell, chunk)));
    const isApart = (cell: Chunk) =>
      !row.some((word) => overlap(cell, { from: word.x, to: endOf(word) }));
    const areCells = cells.every(isApart) && lower.length > alone.length &&
      // Below headings over several columns the names of these stand.
      alone.every(({ to }) => to < left) &&
      cells.every((cell) => lower.filter((chunk) => overlap(cell, chunk)).length < 2);
    if (!areCells) continue;
    const words = [...cells, ...alone].map(({ text: str, from: x, to }) => ({
      ...first!,
      ...{ str, x, width: to - x, isCell: true },
    }));
    lines.splice(at - 1, 3, [...row, ...words]);
    at--;
  }
}

/** Words more than a space from the one before that begin or end below one another in three lines: a tight column. */
function alignedWords(lines: readonly (readonly Word[])[]): Set<Word> {
  const apart = lines.map((line) =>
    line.filter(({ x, fontSize }, at) => at > 0 && x - endOf(line[at - 1]!) > 0.35 * fontSize)
  );
  const isIn = (line: readonly Word[] | undefined, word: Word) =>
    line?.some((one) =>
      Math.abs(one.x - word.x) < 0.5 || Math.abs(endOf(one) - endOf(word)) < 0.5
    ) ?? false;
  return new Set(apart.flatMap((line, at) =>
    line.filter((word) => {
      const near = [-2, -1, 1, 2].map((step) => isIn(apart[at + step], word));
      return near[1] && (near[0] || near[2]) || near[2] && near[3];
    })
  ));
}

function joinClose(line: readonly Word[], aligned: ReadonlySet<Word>): Chunk[] {
  const chunks: { text: string; from: number; to: number }[] = [];
  for (const [at, word] of line.entries()) {
    const { str, x, fontSize } = word;
    const last = chunks.at(-1);
    const gap = last ? x - last.to : 0;
    const isCut = word.isCell || line[at - 1]?.left !== word.left || aligned.has(word);
    if (!last || isCut || gap > 0.7 * fontSize) {
      chunks.push({ text: str, from: x, to: endOf(word) });
    } else {
      last.text += (gap > 0.15 * fontSize ? " " : "") + str;
      last.to = endOf(word);
    }
  }
  return chunks;
}
