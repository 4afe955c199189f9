/** The rules that a page of a PDF draws. */
import type { PDFPageProxy } from "unpdf/pdfjs";

/** A drawn line: a box, thin in one direction. */
export interface Rule {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
}

type Matrix = readonly [number, number, number, number, number, number];
/** How many numbers follow each part of a path: move, line, two kinds of curves, close. */
const PATH_SIZES = [2, 2, 6, 4, 0];
const [CURVE, CLOSE] = [2, 4];
/** How thick a rule is at most, and how far from one another the same places may be. */
export const THIN = 3;

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
export type Point = readonly [x: number, y: number];
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
