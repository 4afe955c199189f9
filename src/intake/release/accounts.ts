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
  const { measure, code, unused, lone } = fatesOf(came, isNumber);
  const placed = came.blocks.flatMap(({ header, rows }) => [...header, ...rows])
    .reduce((sum, { fields }) => sum + numbers(fields), 0);
  const all = came.grids.flatMap(({ lines }) => lines)
    .reduce((sum, line) => sum + Math.max(numbers(line.fields), line.numbers ?? 0), 0);
  const outside = Math.max(0, all - placed);
  const { file } = came.folded.tables[0]!.source;
  const left = SAY.left(code, unused, lone, outside);
  const said = SAY.accounts(counts, totals, measure, left);
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

/** What becomes of a number that is no count, by what its column holds. */
const FATES = {
  percentage: "measure",
  measure: "measure",
  code: "code",
  note: "unused",
  ignore: "unused",
} as const;

/** How many numbers become what that is no count; those of a total that other tables lack are alone. */
function fatesOf({ blocks, tables }: Came, isNumber: (text: string) => boolean) {
  const fates = { measure: 0, code: 0, unused: 0, lone: 0 };
  for (const [at, { rows, columns }] of tables.entries()) {
    const isRead = new Set(rows.map(({ line }) => line));
    for (const { line, fields } of blocks[at]!.rows) {
      const areCounts = isRead.has(line);
      const isTotal = !areCounts &&
        fields.every((one) => one === "" || isNumber(one) || isTotalLabel(one));
      for (const { at, kind } of columns) {
        if (kind === "label" || kind === "count" && areCounts || !isNumber(fields[at]!)) continue;
        fates[kind !== "count" ? FATES[kind] : isTotal ? "lone" : "measure"]++;
      }
    }
  }
  return fates;
}

/** Published counts, published totals, and hidden counts that are no totals. */
function countCells({ folded, totals }: Came) {
  const sums = folded.dimensions.map(({ name }) =>
    new Set(totals.totals.filter(({ dimension }) => dimension === name).map(({ name }) => name))
  );
  let [inner, summed, hidden] = [0, 0, 0];
  for (const { cells } of folded.tables) {
    for (const { keys, cell } of cells.values()) {
      const isSum = keys.some((one, at) => sums[at]!.has(one));
      if (!("digits" in cell)) hidden += isSum ? 0 : 1;
      else if (isSum) summed++;
      else inner++;
    }
  }
  return { counts: inner, totals: summed, hidden };
}
