/** The part of a grid to which the user points: lines, or the cells of a sheet; refused where a cell in it cannot be read. */
import { quote, ReleaseError, UsageError } from "@crosses/text";
import { type Grid, gridLines } from "./grid.ts";

interface Pointing {
  /** The first and the last line, as `12-30`. */
  readonly lines?: string;
  /** The cells of a sheet, as `B4:H40`. */
  readonly range?: string;
}

/** @throws {UsageError} where a range is none */
export function pointed(grid: Grid, { lines, range }: Pointing): Grid {
  if (lines === undefined && range === undefined) return grid;
  const [from, to] = lines === undefined ? [1, Infinity] : linesOf(lines);
  const [left, top, right, bottom] = range === undefined
    ? [0, 1, Infinity, Infinity]
    : rangeOf(range);
  const isIn = (line: number) => line >= Math.max(from!, top!) && line <= Math.min(to!, bottom!);
  const kept = grid.columns.map((column) => column >= left! && column <= right!);
  const rows = grid.lines.filter(({ line }) => isIn(line)).map(({ fields, ...rest }) => ({
    ...rest,
    fields: fields.filter((_, at) => kept[at]),
    // How many of a line's numbers stand in the range, its places do not tell.
    ...range !== undefined && rest.numbers ? { numbers: 0 } : {},
  }));
  return {
    ...grid,
    ...gridLines(rows, grid.columns.filter((_, at) => kept[at])),
    faults: grid.faults?.filter(({ line, at }) => isIn(line) && at >= left! && at <= right!) ?? [],
  };
}

/** More is no table of counts that people read, and takes minutes. */
const MOST_LINES = 20_000;
const MOST_COLUMNS = 1_000;

/** @throws {ReleaseError} naming each cell that cannot be read, or how much is too much */
export function requireSound(grids: readonly Grid[]): void {
  for (const { file, lines, columns } of grids) {
    const isLong = lines.length > MOST_LINES;
    if (!isLong && columns.length <= MOST_COLUMNS) continue;
    throw new ReleaseError([{
      file,
      found: isLong ? `has ${lines.length} lines` : `has ${columns.length} columns`,
      wanted: `at most ${MOST_LINES} lines and ${MOST_COLUMNS} columns are read`,
      hint: "say which part to read: --lines 1-200, or --range A1:H200 of a sheet",
    }]);
  }
  const problems = grids.flatMap(({ file, faults = [] }) =>
    faults.slice(0, 5).map(({ at: _, line: __, ...fault }) => ({ file, ...fault }))
  );
  if (problems.length > 0) throw new ReleaseError(problems);
}

function linesOf(lines: string): readonly number[] {
  const [, from, to] = /^([1-9]\d{0,6})(?:-([1-9]\d{0,6}))?$/.exec(lines) ?? [];
  if (from === undefined || Number(to ?? from) < Number(from)) {
    throw new UsageError(
      `Option "--lines" is ${quote(lines)}`,
      "it takes the first and the last line, such as 12-30",
    );
  }
  return [Number(from), Number(to ?? from)];
}

function rangeOf(range: string): readonly number[] {
  const [, left, top, right, bottom] =
    /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6}):\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/i.exec(range) ?? [];
  if (left === undefined) {
    throw new UsageError(
      `Option "--range" is ${quote(range)}`,
      "it takes the first and the last cell, such as B4:H40",
    );
  }
  const column = (letters: string) =>
    [...letters.toUpperCase()].reduce((sum, one) => 26 * sum + one.charCodeAt(0) - 64, 0) - 1;
  return [column(left), Number(top), column(right!), Number(bottom)];
}
