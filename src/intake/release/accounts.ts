/** What becomes of every number that came in: a count, a total, a measure, or left out for a reason. */
import { SAY } from "../words/words.ts";
import type { Reader } from "../fields/fields.ts";
import { isTotalLabel } from "../fields/names.ts";
import type { Findings } from "../inferences/inferences.ts";
import type { Folded } from "./fold.ts";
import type { Block, Grid } from "../read/grid.ts";
import type { ReadTable } from "../table/model.ts";
import type { Totals } from "./counts.ts";

interface Came {
  readonly grids: readonly Grid[];
  readonly blocks: readonly Block[];
  readonly tables: readonly ReadTable[];
  readonly folded: Folded;
  readonly totals: Totals;
}

/** Notes how many numbers became what; asks where many were left out, or where all are totals. */
export function accountFor(came: Came, read: Reader, findings: Findings): void {
  const isNumber = (text: string) =>
    ["count", "grouped", "decimal", "percentage", "money", "negative"].includes(read(text).kind);
  const numbers = (fields: readonly string[]) => fields.filter(isNumber).length;
  const { counts, totals, hidden } = countCells(came);
  const aside = fatesOf(came, isNumber);
  const [measures, codes, unused, lone] = (["measure", "code", "unused", "lone"] as const)
    .map((fate) => aside.filter((one) => one === fate).length) as [number, number, number, number];
  const placed = came.blocks.flatMap(({ header, rows }) => [...header, ...rows])
    .reduce((sum, { fields }) => sum + numbers(fields), 0);
  const all = came.grids.flatMap(({ lines }) => lines)
    .reduce((sum, line) => sum + Math.max(numbers(line.fields), line.numbers ?? 0), 0);
  const outside = Math.max(0, all - placed);
  const { file } = came.folded.tables[0]!.source;
  const left = SAY.left(codes, unused, lone, outside);
  const said = SAY.accounts(counts, totals, measures, left);
  findings.note(file, said);
  const isMuch = 10 * outside > all && outside > 2;
  const areTotals = counts + hidden === 0 && totals > 0;
  if (!isMuch && !areTotals) return;
  const areNone = findings.agree({
    flag: "rest",
    file,
    say: () => said,
    question: areTotals
      ? `all ${totals} counts are taken for totals: are they?`
      : `of ${all} numbers, ${left.en} are left out: are these no counts?`,
  });
  if (areNone) return;
  findings.refuse({
    file,
    found: "has numbers that are not read",
    wanted: "each count is read",
    hint: 'say where they are: --lines 12-30, --range B4:H40, --table 2 or --column "NAME=count"',
  });
}

/** What becomes of each number in a row that is no count. */
function fatesOf({ blocks, tables }: Came, isNumber: (text: string) => boolean) {
  return tables.flatMap(({ rows, columns }, at) => {
    const isRead = new Set(rows.map(({ line }) => line));
    return blocks[at]!.rows.flatMap(({ line, fields }) => {
      const words = fields.filter((one) => one !== "" && !isNumber(one));
      return columns.filter(({ at }) => isNumber(fields[at]!)).map(({ kind }) => {
        if (kind === "count" && isRead.has(line)) return "count";
        if (kind === "count") return words.every(isTotalLabel) ? "lone" : "measure";
        return kind === "percentage"
          ? "measure"
          : kind === "ignore" || kind === "note"
          ? "unused"
          : kind;
      });
    });
  });
}

/** Published counts, published totals, and hidden counts that are no totals. */
function countCells({ folded, totals }: Came) {
  const sums = folded.dimensions.map(({ name }) =>
    new Set(totals.totals.filter(({ dimension }) => dimension === name).map(({ name }) => name))
  );
  let [inner, summed, hidden] = [0, 0, 0];
  for (const { cells } of folded.tables) {
    for (const [key, cell] of cells) {
      const isSum = (JSON.parse(key) as string[]).some((one, at) => sums[at]!.has(one));
      if (!("digits" in cell)) hidden += isSum ? 0 : 1;
      else if (isSum) summed++;
      else inner++;
    }
  }
  return { counts: inner, totals: summed, hidden };
}
