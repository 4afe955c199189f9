/** Programs whose rows and variables form a forest: in these, ends follow row by row, exactly. */
import type { End, IntegerProgram, LinearRow, Range } from "./program.ts";

/**
 * Whether every factor is 1 or −1 and rows and variables form a forest (no cycle, so no two rows share
 * two variables). Then propagation is exact: in one row the other variables' sum takes every whole number
 * between its ends, so each value left in a bound has a partner in every row, and without cycles
 * these partners never contradict each other (Freuder 1982: arc consistency on a tree is enough).
 */
export function isForest(program: IntegerProgram): boolean {
  const size = program.upper.length;
  // Of few rows of a large program only their own variables are looked at.
  const parents = new Map<number, number>();
  const rootOf = (node: number): number => {
    for (let parent = parents.get(node); parent !== undefined; parent = parents.get(node)) {
      const above = parents.get(parent);
      if (above !== undefined) parents.set(node, above);
      node = parent;
    }
    return node;
  };
  return program.rows.every(({ variables, coefficients }, row) =>
    variables.every((variable, place) => {
      const [left, right] = [rootOf(variable), rootOf(size + row)];
      if (left !== right) parents.set(left, right);
      return left !== right && isOne(coefficients[place]!);
    })
  );
}

/** Whether any three rows that hang together are a forest: no two share two variables, no three are a ring. */
export function areThreeForests(
  program: IntegerProgram,
  rowsOf: readonly (readonly number[])[],
): boolean {
  /** By row, the variable that it shares with each other row. */
  const shared = program.rows.map(() => new Map<number, number>());
  if (!program.rows.every(({ coefficients }) => coefficients.every(isOne))) return false;
  for (const [variable, rows] of rowsOf.entries()) {
    for (const row of rows) {
      for (const other of rows) {
        if (row === other) continue;
        if ((shared[row]!.get(other) ?? variable) !== variable) return false;
        shared[row]!.set(other, variable);
      }
    }
  }
  return shared.every((others) =>
    [...others].every(([other, variable]) =>
      [...shared[other]!].every(([third, next]) => next === variable || !others.has(third))
    )
  );
}

/** The end of a variable that relations which are a forest leave it, exactly; `below`: the one that asks, seen from its variable. */
export function endInForest(
  rows: readonly LinearRow[],
  variable: number,
  end: End,
  below?: LinearRow,
): bigint | null {
  let best = end === "lower" ? 0n : null;
  for (const row of rows) {
    if (row === below) continue;
    const found = endByRow(
      row,
      variable,
      end,
      (other, side) => endInForest(rows, other, side, row),
    );
    const isNearer = found !== null &&
      (best === null || (end === "lower" ? found > best : found < best));
    if (isNearer) best = found;
  }
  return best;
}

/** The end that a row with factors of ±1 gives a variable, by the ends of its others; null for none. */
export function endByRow(
  { variables, coefficients, ...limits }: LinearRow,
  variable: number,
  end: End,
  endOf: (variable: number, end: End) => bigint | null,
): bigint | null {
  const factor = coefficients[variables.indexOf(variable)];
  if (factor === undefined) return null;
  const side = (end === "upper") === (factor > 0n) ? "upper" : "lower";
  let rest = limits[side];
  for (const [place, other] of variables.entries()) {
    if (other === variable || rest === null) continue;
    const coefficient = coefficients[place]!;
    const used = endOf(other, (coefficient > 0n) === (side === "upper") ? "lower" : "upper");
    rest = used === null ? null : rest - coefficient * used;
  }
  return rest === null ? null : factor * rest;
}

/** A program of which any three rows are a forest, and what is known of its variables. */
interface Woods<Row extends LinearRow> {
  readonly rows: readonly Row[];
  readonly rowsOf: readonly (readonly number[])[];
  readonly ranges: readonly Range<bigint>[];
}

/** An end of a variable. */
interface VariableEnd {
  readonly variable: number;
  readonly end: End;
}

/**
 * Sets of rows, a first one and others, each once, by which an end may follow: each of the others says more than nothing of an end
 * that one before it uses.
 */
export function* treesOf<Row extends LinearRow>(
  { rows, rowsOf, ranges }: Woods<Row>,
  first: Row,
  target: VariableEnd,
  size: number,
): Generator<Row[]> {
  const isOfUse = (row: Row, { variable, end }: VariableEnd) => {
    const found = endByRow(row, variable, end, (other, side) => ranges[other]![side]);
    return found !== null && (end === "upper" || found > 0n);
  };
  const endsUsedBy = (row: Row, { variable, end }: VariableEnd) => {
    const used: VariableEnd[] = [];
    endByRow(row, variable, end, (other, side) => {
      used.push({ variable: other, end: side });
      return 0n;
    });
    return used;
  };
  // Ends are taken in the order in which they are met, so no set comes twice.
  function* grow(chosen: readonly Row[], used: readonly VariableEnd[]): Generator<Row[]> {
    if (chosen.length === size) return yield [...chosen];
    const isLast = chosen.length + 1 === size;
    for (const [place, next] of used.entries()) {
      for (const index of rowsOf[next.variable]!) {
        const row = rows[index]!;
        if (chosen.includes(row) || !isOfUse(row, next)) continue;
        yield* grow([...chosen, row], [
          ...used.slice(place + 1),
          ...isLast ? [] : endsUsedBy(row, next),
        ]);
      }
    }
  }
  yield* grow([first], endsUsedBy(first, target));
}

/** Whether a factor is 1 or −1. */
export function isOne(factor: bigint): boolean {
  return factor === 1n || factor === -1n;
}
