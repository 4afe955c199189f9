/** Rows that hold percentages, averages or differences among rows of counts. */
import { SAY } from "../words/intake.ts";
import type { Field, Reader } from "../fields/fields.ts";
import { inWords, NAMES, saysMeasure, saysPercentage } from "../fields/names.ts";
import type { Findings } from "../inferences/inferences.ts";
import type { Block } from "./block.ts";

/**
 * The rows of percentages, averages or differences among rows of counts: their names say so, and their numbers; or they are
 * a few, have decimals in most of their columns, and all other rows have whole numbers there.
 */
export function measuredRows(rows: Block["rows"], read: Reader): Set<Block["rows"][number]> {
  const kinds = rows.map(({ fields }) => fields.map((field) => read(field).kind));
  const isOdd = (kind: Field["kind"]) => kind === "decimal" || kind === "percentage";
  const named = rows.map(({ fields }, row) =>
    kinds[row]!.some((kind) => isOdd(kind) || kind === "money" || kind === "negative") &&
    fields.some((field, at) =>
      kinds[row]![at] === "text" && (saysPercentage(field) || saysMeasure(field))
    )
  );
  const odd = kinds.map((own, row) => {
    const decimals = own.filter(isOdd).length;
    return !named[row] && decimals > 1 &&
      2 * decimals > own.filter((kind) => isOdd(kind) || kind === "count").length;
  });
  const others = kinds.filter((_, row) => !named[row] && !odd[row]);
  const areFew = 4 * odd.filter(Boolean).length < others.length &&
    others.every((own) => !own.some(isOdd));
  return new Set(rows.filter((_, row) => named[row] || areFew && odd[row]));
}

/** Whether a row holds percentages, averages or differences; asks where only its name says so, or only its numbers. */
export function isMeasure(
  { line, heading, fields }: Block["rows"][number],
  labels: readonly string[],
  cells: readonly Field[],
  isOdd: boolean,
  findings: Findings,
  file: string,
): boolean {
  const says = (text: string) => saysPercentage(text) || saysMeasure(text);
  if (isOdd && fields.some(says)) return true;
  const own = isOdd ? labels.filter(Boolean).join(" · ") : undefined;
  const name = [heading, ...labels].findLast(says) ?? own;
  if (name === undefined) return false;
  if (cells.every(({ kind }) => kind === "empty")) {
    // An empty row is what the others of its name are.
    return findings.list.some((one) =>
      one.flag === "row" && one.name === name && one.file === file && one.value !== "count"
    );
  }
  const value = findings.decide({
    flag: "row",
    name,
    file,
    line,
    choices: ["measure", "count"],
    isCertain: NAMES.sureMeasure.test(inWords(name)),
    say: (value) => SAY.row(name, value === "count"),
    question: `does the row “${name}” count something, or measure it?`,
  });
  return value !== "count";
}
