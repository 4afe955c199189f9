/** Cells of tables with drawn rules: what stands between two of them is one field, however close the next one is. */
import { raised, readField } from "../fields/fields.ts";
import { isPeriodLabel } from "../fields/periods.ts";
import { boxOf, type Point, type Rule, THIN } from "./pdf_rules.ts";

/** A text of a page; lengths in points, upwards from its lower left corner. */
export interface Word {
  readonly str: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly fontSize: number;
  /** The rule to its left. */
  readonly left?: number;
  /** Whether it is all that its cell holds. */
  readonly isCell?: boolean;
}

/**
 * Words as somebody sees them who turns the page so that most of them are upright. On a page that need not be turned, heads
 * that are stay where they are.
 */
export function upright(
  items: readonly { str: string; width: number; transform: readonly number[] }[],
  rules: readonly Rule[],
): Word[] {
  const turned = items.map(({ str, width, transform: [a, b, , , x, y] }) => ({
    quarter: (Math.round(Math.atan2(b!, a!) / (Math.PI / 2)) + 4) % 4,
    word: { str, width, fontSize: Math.hypot(a!, b!), x: x!, y: y! },
  }));
  const letters = [0, 0, 0, 0];
  for (const { quarter, word } of turned) letters[quarter]! += word.str.trim().length;
  const usual = letters.indexOf(Math.max(...letters));
  const seen = ([x, y]: readonly [number, number]) =>
    ([[x, y], [y, -x], [-x, -y], [-y, x]] as const)[usual]!;
  const words = turned.filter(({ quarter }) => usual === 0 || quarter === usual)
    .map(({ word }) => {
      const [x, y] = seen([word.x, word.y]);
      return { ...word, x, y };
    });
  return cellsOf(withSigns(words), rules.map(({ from, to }) => boxOf([seen(from), seen(to)])));
}

interface Placed {
  readonly word: Word;
  /** The cell's edges; undefined where no rule is drawn. */
  readonly edges: Readonly<Record<"left" | "right" | "bottom" | "top", number | undefined>>;
}

export const endOf = ({ x, width }: Word) => x + width;

/**
 * Small digits that stand raised behind a word are the sign of a note, as in 198², and no digits of it; raised letters behind a
 * number stand in its line, as in 1st.
 */
function withSigns(words: readonly Word[]): Word[] {
  return words.map((word) => {
    const isOrdinal = /^(?:st|nd|rd|th|ers?|re|ère|ème|[ºª])$/i.test(word.str.trim());
    if (!isOrdinal && !/^\d{1,2}$/.test(word.str.trim())) return word;
    const base = words.find((one) => {
      const [raise, gap] = [word.y - one.y, word.x - endOf(one)];
      return one.str.trim() !== "" && (!isOrdinal || /\d$/.test(one.str)) &&
        word.fontSize < 0.9 * one.fontSize && raise > 0.1 * one.fontSize &&
        raise < 0.8 * one.fontSize && Math.abs(gap) < 0.35 * one.fontSize;
    });
    const str = isOrdinal ? word.str : raised(word.str.trim());
    return base ? { ...word, str, y: base.y, fontSize: base.fontSize } : word;
  });
}

/** Words in which each ruled cell is one, in line with the others of its row, in the middle of its cell. */
function cellsOf(words: readonly Word[], rules: readonly Rule[]): Word[] {
  const across = [0, 1].map((axis) =>
    rules.filter(({ from, to }) => to[axis]! - from[axis]! < THIN)
  );
  const placed = words.filter(({ str }) => str.trim() !== "").map((word): Placed => {
    const middle = [word.x + word.width / 2, word.y + 0.3 * word.fontSize] as const;
    const [left, right] = edgesAround(across[0]!, middle, 0);
    const [bottom, top] = edgesAround(across[1]!, middle, 1);
    return { word: { ...word, left }, edges: { left, right, bottom, top } };
  });
  const closed = placed.filter(({ edges }) =>
    Object.values(edges).every((edge) => edge !== undefined)
  );
  const isCell = (cell: readonly Placed[]) => !isList(cell, placed) && !isAround(cell[0]!, closed);
  const cells = new Set(cellsOfAll(closed).filter(isCell).flat());
  const inside = besideLast(cutAlong([...cells], placed));
  const rows = grouped(inside, ({ edges }) => -edges.top!, THIN);
  const [unruled, ruled] = [rows.filter((row) => !isRow(row)), rows.filter(isRow)];
  return [
    ...placed.filter((one) => !cells.has(one)).map(({ word }) => word),
    ...unruled.flat().map(({ word }) => word),
    ...tablesOf(ruled).flatMap(spread),
  ];
}

/** Whether what seems to be a cell has another within its height and width: it is what is left beside that one. */
const isAround = ({ edges: { top, left, right } }: Placed, all: readonly Placed[]) =>
  all.some(({ edges }) =>
    edges.top === top && edges.left! >= left! && edges.right! <= right! &&
    edges.right! - edges.left! < right! - left! - THIN
  );

/** Whether a cell holds the labels of many rows: beside each of its lines a number stands. */
function isList(cell: readonly Placed[], all: readonly Placed[]): boolean {
  const lines = linesIn(cell).map(([one]) => one!);
  const isNumbered = ({ word, edges }: Placed) =>
    all.some((one) =>
      one.word.x > edges.right! && Math.abs(one.word.y - word.y) < 1 &&
      /^\d[\d.,]*$/.test(one.word.str.trim())
    );
  return lines.length > 5 && lines.filter(isNumbered).length > lines.length - 3;
}

/** Words of heads that stand over several columns without rules between them: a part of the cell for each column. */
function cutAlong(inside: readonly Placed[], all: readonly Placed[]): Placed[] {
  return cellsOfAll(inside).flatMap((cell) => {
    const { left, right, bottom, top } = cell[0]!.edges;
    const lines = linesIn(cell).map(spansOf);
    const most = lines.toSorted((a, b) => b.length - a.length)[0]!;
    const isAlone = inside.every(({ edges }) => edges.top !== top || edges.left === left);
    if (most.length < 2 || isAlone || cell.some(({ word }) => isCount(word.str.trim()))) {
      return cell;
    }
    const below = all.filter(({ edges, word }) =>
      Math.abs(edges.left! - left!) < THIN && Math.abs(edges.right! - right!) < THIN &&
      word.y < bottom! && word.y > bottom! - 9 * word.fontSize
    );
    const rows = linesIn(below).filter((line) =>
      spansOf(line).length > 1 && line.some(({ word }) => /^\d/.test(word.str))
    );
    const columns = mergedSpans(rows.flatMap(spansOf));
    if (rows.length < 2 || columns.length < most.length) return cell;
    const cuts = [left!, ...between(columns), right!];
    const apart = columns.length === most.length ? between(most) : cuts.slice(1, -1);
    return cell.map(({ word, edges }) => {
      const at = apart.filter((cut) => cut <= word.x + word.width / 2).length;
      const [from, to] = [cuts[at]!, cuts[at + 1]!];
      return { word: { ...word, left: from }, edges: { ...edges, left: from, right: to } };
    });
  });
}

/** The middle of each gap. */
const between = (spans: readonly (readonly [number, number])[]) =>
  spans.slice(1).map(([from], at) => (spans[at]![1] + from) / 2);

/** Where the words of a line stand, those as close as a letter as one. */
const spansOf = (line: readonly Placed[]) =>
  mergedSpans(line.map(({ word }) => [word.x, word.x + word.width + 0.7 * word.fontSize]))
    .map(([from, to]) => [from, to - 0.7 * line[0]!.word.fontSize] as const);

function mergedSpans(spans: readonly (readonly [number, number])[]): [number, number][] {
  const found: [number, number][] = [];
  for (const [from, to] of spans.toSorted(([a], [b]) => a - b)) {
    const last = found.at(-1);
    if (last && from < last[1]) last[1] = Math.max(last[1], to);
    else found.push([from, to]);
  }
  return found;
}

/** Cells that are as high as two labels, their text at the height of the second, as cells of its row. */
function besideLast(placed: readonly Placed[]): Placed[] {
  const lone = grouped(placed, ({ edges }) => -edges.top!, THIN)
    .filter((row) => cellsIn(row).length === 1 && linesIn(row).length === 1);
  return cellsOfAll(placed).flatMap((cell) => {
    const [{ word, edges }] = cell as [Placed];
    const isNumber = linesIn(cell).length === 1 && /^\d[\d\s.,]*%?$/.test(word.str.trim());
    const label = !isNumber
      ? undefined
      : lone.map(([one]) => one!).find((one) =>
        Math.abs(one.word.y - word.y) < 1 && Math.abs(one.edges.bottom! - edges.bottom!) < THIN &&
        one.edges.right! < edges.left! + THIN && one.edges.top! < edges.top! - THIN
      );
    return cell.map((one) => label ? { ...one, edges: { ...edges, top: label.edges.top } } : one);
  });
}

const cellsOfAll = (placed: readonly Placed[]): Placed[][] =>
  Object.values(Object.groupBy(placed, ({ edges }) => Object.values(edges).join())) as Placed[][];

/** Rows whose cells touch those of the next. */
function tablesOf(rows: readonly (readonly Placed[])[]): Placed[][][] {
  const tables: Placed[][][] = [];
  for (const row of rows) {
    const bottom = Math.max(...tables.at(-1)?.at(-1)?.map(({ edges }) => edges.bottom!) ?? []);
    if (Math.abs(bottom - row[0]!.edges.top!) < 2 * THIN) tables.at(-1)!.push([...row]);
    else tables.push([[...row]]);
  }
  return tables;
}

/** The cells of a table; what spans several holds its text in each, but for a number. */
function spread(rows: readonly (readonly Placed[])[]): Word[] {
  const columns = grouped(rows.flat(), ({ edges }) => edges.left!, THIN)
    .map(([one]) => one!.edges.left!);
  const heights = rows.map((row) => Math.max(...row.map(({ word }) => word.y)));
  return rows.flatMap((row, at) => {
    const cells = cellsIn(row).map((cell) => {
      const { left, right } = cell[0]!.edges;
      const across = columns.filter((from) => from > left! - THIN && from < right! - THIN);
      return { cell, across, isOver: across.length > 1 && across.length >= columns.length - 1 };
    });
    // What stands over all columns of counts names none of them: it is a line of its own.
    const over = cells.find(({ isOver }) => isOver);
    return cells.flatMap((one): Word[] => {
      const { left, right, bottom } = one.cell[0]!.edges;
      const text = linesIn(one.cell).map(textOf).join(" ");
      const word = {
        ...one.cell[0]!.word,
        str: text,
        isCell: true,
      };
      if (one === over) {
        return [{ ...word, x: left!, width: right! - left!, y: heights[at]! + word.fontSize }];
      }
      const isNumber = /^[\d\s.,]+$/.test(word.str) && !isPeriodLabel(word.str);
      const down = heights.slice(at).filter((y, below) => below === 0 || y > bottom!);
      const own = isNumber ? down.slice(0, 1) : down.slice(over && down.length > 1 ? 1 : 0);
      return own.flatMap((y) =>
        one.across.slice(0, isNumber ? 1 : undefined).map((from) => {
          const to = Math.min(right!, ...columns.filter((next) => next > from));
          // The middle of the cell: tables below one another need not have the same widths.
          return { ...word, x: from + (to - from) / 4, width: (to - from) / 2, y };
        })
      );
    });
  });
}

const cellsIn = (row: readonly Placed[]) => grouped(row, ({ edges }) => edges.left!, THIN);
const linesIn = (cell: readonly Placed[]) => grouped(cell, ({ word }) => -word.y, THIN);

/** Where the nearest rules before and after a point end and begin. */
function edgesAround(rules: readonly Rule[], point: Point, axis: 0 | 1) {
  const other = axis === 0 ? 1 : 0;
  const beside = rules.filter(({ from, to }) =>
    from[other] <= point[other] && to[other] >= point[other]
  );
  const before = beside.map(({ to }) => to[axis]).filter((at) => at <= point[axis]);
  const after = beside.map(({ from }) => from[axis]).filter((at) => at > point[axis]);
  return [
    before.length > 0 ? Math.max(...before) : undefined,
    after.length > 0 ? Math.min(...after) : undefined,
  ];
}

/** Whether words are the cells of one row: there are several, and none holds several rows. */
const isRow = (row: readonly Placed[]) =>
  cellsIn(row).length > 1 && !cellsIn(row).map(linesIn).some(hasRows);

const isCount = (text: string) =>
  ["count", "mark"].includes(readField(text).kind) && !/^(?:19|20)\d\d$/.test(text);

/** Whether more than one line of a cell holds a count, or one of its lines several. */
function hasRows(lines: readonly (readonly Placed[])[]): boolean {
  const counts = lines.map((line) => line.filter(({ word }) => isCount(word.str.trim())));
  return counts.filter(({ length }) => length > 0).length > 1 ||
    counts.some((line) => {
      const [first, last] = [line[0]?.word, line.at(-1)?.word];
      return first && last && last.x - first.x - first.width > last.fontSize;
    });
}

function textOf(line: readonly Placed[]): string {
  const words = line.map(({ word }) => word).toSorted((a, b) => a.x - b.x);
  return words.map(({ str, x, fontSize }, at) => {
    const before = words[at - 1];
    const isApart = before && x - before.x - before.width > 0.15 * fontSize;
    return (isApart ? " " : "") + str;
  }).join("");
}

/** Items in the order of a number, those of nearly the same together. */
function grouped<T>(items: readonly T[], of: (item: T) => number, near: number): T[][] {
  const groups: T[][] = [];
  let last = -Infinity;
  for (const item of items.toSorted((a, b) => of(a) - of(b))) {
    if (of(item) - last > near) groups.push([item]);
    else groups.at(-1)!.push(item);
    last = of(item);
  }
  return groups;
}
