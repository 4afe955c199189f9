/** Cells of tables with drawn rules: what stands between two of them is one field, however close the next one is. */
import type { PDFPageProxy } from "unpdf/pdfjs";
import { raised, readField } from "../fields/fields.ts";
import { isPeriodLabel } from "../fields/periods.ts";

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

/** A drawn line: a box, thin in one direction. */
export interface Rule {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
}

type Matrix = readonly [number, number, number, number, number, number];
/** How many numbers follow each part of a path: move, line, two kinds of curves, close. */
const PATH_SIZES = [2, 2, 6, 4, 0];
const [CURVE, CLOSE] = [2, 4];
const THIN = 3;

/** The rules that a page draws, as strokes or as thin fills; none where its drawing cannot be read. */
export async function rulesOf(page: PDFPageProxy): Promise<Rule[]> {
  const { getResolvedPDFJS } = await import("unpdf");
  const { OPS } = await getResolvedPDFJS();
  const { fnArray, argsArray } = await page.getOperatorList().catch(() => ({
    fnArray: [],
    argsArray: [],
  }));
  const rules: Rule[] = [];
  const saved: Matrix[] = [];
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  for (const [at, operator] of fnArray.entries()) {
    const args = argsArray[at];
    if (operator === OPS.save) saved.push(matrix);
    else if (operator === OPS.restore) matrix = saved.pop() ?? matrix;
    else if (operator === OPS.transform) matrix = times(matrix, args as Matrix);
    else if (operator === OPS.paintFormXObjectBegin) {
      saved.push(matrix);
      if (args[0]) matrix = times(matrix, args[0]);
    } else if (operator === OPS.paintFormXObjectEnd) matrix = saved.pop() ?? matrix;
    else if (operator === OPS.constructPath && args[0] !== OPS.endPath) {
      const isFilled = args[0] === OPS.fill || args[0] === OPS.eoFill;
      for (const points of outlines(args[1][0] ?? [])) {
        rules.push(...rulesAlong(points.map((point) => place(matrix, point)), isFilled));
      }
    }
  }
  return rules;
}

const times = ([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix => [
  a * g + c * h,
  b * g + d * h,
  a * i + c * j,
  b * i + d * j,
  a * k + c * l + e,
  b * k + d * l + f,
];
type Point = readonly [x: number, y: number];
const place = ([a, b, c, d, e, f]: Matrix, [x, y]: Point): Point => [
  a * x + c * y + e,
  b * x + d * y + f,
];

/** The corners of each part of a path that has no curves. */
function outlines(path: ArrayLike<number>): Point[][] {
  const found: Point[][] = [];
  for (let at = 0; at < path.length;) {
    const kind = path[at]!;
    const points = found.at(-1);
    if (kind === 0) found.push([[path[at + 1]!, path[at + 2]!]]);
    else if (kind === 1) points?.push([path[at + 1]!, path[at + 2]!]);
    else if (kind === CLOSE) points?.push(points[0]!);
    else if (kind >= CURVE) found.push([]);
    at += 1 + PATH_SIZES[kind]!;
  }
  return found.filter(({ length }) => length > 1);
}

/** A thin outline is one rule; of another that is drawn, and not only filled, each side. */
function rulesAlong(points: readonly Point[], isFilled: boolean): Rule[] {
  const whole = boxOf(points);
  if (isThin(whole)) return [whole];
  if (isFilled) return [];
  return points.slice(1).map((point, at) => boxOf([points[at]!, point])).filter(isThin);
}

export function boxOf(points: readonly Point[]): Rule {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return { from: [Math.min(...xs), Math.min(...ys)], to: [Math.max(...xs), Math.max(...ys)] };
}

const isThin = ({ from, to }: Rule) =>
  Math.min(to[0] - from[0], to[1] - from[1]) < THIN &&
  Math.max(to[0] - from[0], to[1] - from[1]) > THIN;

interface Placed {
  readonly word: Word;
  /** The cell's edges; undefined where no rule is drawn. */
  readonly edges: Readonly<Record<"left" | "right" | "bottom" | "top", number | undefined>>;
}

export const endOf = ({ x, width }: Word) => x + width;

/** Small digits that stand raised behind a word are the sign of a note, as in 198², and no digits of it. */
export function withSigns(words: readonly Word[]): Word[] {
  return words.map((word) => {
    if (!/^\d{1,2}$/.test(word.str.trim())) return word;
    const base = words.find((one) => {
      const [raise, gap] = [word.y - one.y, word.x - endOf(one)];
      return one.str.trim() !== "" && word.fontSize < 0.9 * one.fontSize &&
        raise > 0.1 * one.fontSize &&
        raise < 0.8 * one.fontSize && Math.abs(gap) < 0.35 * one.fontSize;
    });
    return base
      ? { ...word, str: raised(word.str.trim()), y: base.y, fontSize: base.fontSize }
      : word;
  });
}

/** Words in which each ruled cell is one, in line with the others of its row, in the middle of its cell. */
export function cellsOf(words: readonly Word[], rules: readonly Rule[]): Word[] {
  const across = [0, 1].map((axis) =>
    rules.filter(({ from, to }) => to[axis]! - from[axis]! < THIN)
  );
  const placed = words.filter(({ str }) => str.trim() !== "").map((word): Placed => {
    const middle = [word.x + word.width / 2, word.y + 0.3 * word.fontSize] as const;
    const [left, right] = edgesAround(across[0]!, middle, 0);
    const [bottom, top] = edgesAround(across[1]!, middle, 1);
    return { word: { ...word, left }, edges: { left, right, bottom, top } };
  });
  const isInside = ({ edges }: Placed) => Object.values(edges).every((edge) => edge !== undefined);
  const rows = grouped(placed.filter(isInside), ({ edges }) => -edges.top!, THIN);
  const [unruled, ruled] = [rows.filter((row) => !isRow(row)), rows.filter(isRow)];
  return [
    ...placed.filter((one) => !isInside(one)).map(({ word }) => word),
    ...unruled.flat().map(({ word }) => word),
    ...tablesOf(ruled).flatMap(spread),
  ];
}

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

/** Whether more than one line of a cell holds a count, or one of its lines several. */
function hasRows(lines: readonly (readonly Placed[])[]): boolean {
  const isCount = (text: string) =>
    ["count", "mark"].includes(readField(text).kind) && !/^(?:19|20)\d\d$/.test(text);
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
