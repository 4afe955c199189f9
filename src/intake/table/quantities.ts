/** Columns that count different things, such as deaths and people: each becomes a table of its own, so that nothing adds them up. */
import { SAY } from "../words/intake.ts";
import { areAgeGroups, readMark } from "../fields/fields.ts";
import { inWords, isPlainTotal, isSubtotalLabel, isTotalLabel } from "../fields/names.ts";
import type { Findings } from "../inferences/inferences.ts";
import { isPeriodLabel } from "../fields/periods.ts";
import type { ReadTable } from "./labels.ts";

/** Names of parts that make up one whole. */
const PARTS =
  /^(?:(?:fe)?males?|(?:wo)?m[ae]n|boys?|girls?|hommes?|femmes?|garçons|filles|mann?lich|männlich|weiblich|männer|frauen|mannen|vrouwen|menn|kvinner|män|kvinnor|persons|yes|no|oui|non|rural|urban|others?|autres?|unknown|inconnu|not (?:stated|known)|open|closed|public|private|civil|religious|erwerbstätige|erwerbslose)\+?$/iu;

/** Names of columns that say on each row what its counts count. */
const INDICATOR =
  /^(?:indicator|measure|variable|statistic|metric|series|data item|indicateur|mesure|merkmal|estimate)s?(?: names?)?$/iu;

/** The tables to write for one that was read: itself, or one for each thing that its columns or its rows count. */
export function splitQuantities(table: ReadTable, findings: Findings): ReadTable[] {
  const { counts, labels, file } = table;
  const at = labels.findIndex(({ name }) => INDICATOR.test(inWords(name)));
  if (at >= 0 && labels.length > 1 && counts.length === 1) {
    const names = [...new Set(table.rows.map((row) => row.labels[at]!))];
    if (names.length < 2 || !areDifferent(names, findings, file)) return [table];
    return names.map((quantity) => ({
      ...table,
      quantity,
      labels: labels.toSpliced(at, 1),
      rows: table.rows.filter((row) => row.labels[at] === quantity)
        .map((row) => ({ ...row, labels: row.labels.toSpliced(at, 1) })),
    }));
  }
  if (counts.length < 2 || !countDifferent(table, findings, file)) return [table];
  return counts.map((column, at) => ({
    ...table,
    counts: [column],
    quantity: column.name,
    rows: table.rows.map((row) => ({ ...row, cells: [row.cells[at]!] })),
  }));
}

function countDifferent(table: ReadTable, findings: Findings, file: string): boolean {
  const names = table.counts.map(({ name }) => inWords(name));
  const isTold = findings.answers.namesOf("total").some((name) => names.includes(name));
  const isAsked = findings.answers.take("columns") !== undefined ||
    !isTold && !arePartsOfOne(table) && mayDiffer(names);
  return isAsked && areDifferent(names, findings, file);
}

function areDifferent(names: readonly string[], findings: Findings, file: string): boolean {
  const value = findings.decide({
    flag: "columns",
    file,
    choices: ["different", "parts"],
    isCertain: false,
    say: (value) => SAY.quantities(names, value === "different"),
    question: `do these count different things, or parts of one whole: ${
      names.slice(0, 6).join(", ")
    }?`,
  });
  return value === "different";
}

/** Periods, ages, sexes, columns under headings, and columns that sums explain, or a total that no published counts contradict. */
function arePartsOfOne(table: ReadTable): boolean {
  const { counts } = table;
  const names = counts.map(({ name }) => name);
  const isPlain = (name: string) =>
    isTotalLabel(name) && !/cumul/i.test(name) || isPeriodLabel(name) ||
    /^\p{L}{3,9}[-. ']\d{2,4}$/u.test(name) || PARTS.test(name) ||
    /^\d{1,2}[-. ]\p{L}{3,9}$/u.test(name) || /(?<!\d)(?:19|20)\d\d(?!\d)/.test(name);
  const hasTotal = names.some((name) =>
    isPlainTotal(name) && !/cumul/i.test(name) || isSubtotalLabel(name)
  );
  const marks = names.flatMap((name) => readMark(name) ?? []);
  const explained = areExplained(table);
  return explained || explained === undefined && hasTotal ||
    counts.every(({ name, levels }) => levels.some(isPlain) || isPlain(name)) ||
    areAgeGroups(marks) && marks.length >= names.length - 1;
}

/** Whether each column is the sum of neighbours, or one of them, wherever all are published; undefined in fewer than two rows. */
function areExplained({ rows, counts }: ReadTable): boolean | undefined {
  const own = rows.map(({ cells }) =>
    cells.map((cell) => "digits" in cell ? Number(cell.digits) : NaN)
  ).filter((row) => row.every((count) => !Number.isNaN(count)) && row.some((count) => count > 0));
  if (own.length < 2) return undefined;
  const explained = new Set<number>();
  for (const at of counts.keys()) {
    for (const step of [-1, 1]) {
      let [sums, from] = [own.map(() => 0), at];
      for (let other = at + step; other >= 0 && other < counts.length; other += step) {
        own.forEach((row, index) => sums[index]! += row[other]!);
        const size = Math.abs(other - from);
        if (size < 2 || own.some((row, index) => row[at] !== sums[index])) continue;
        explained.add(at);
        for (let part = 1; part <= size; part++) explained.add(from + step * part);
        // What comes after may break the same down once more.
        [sums, from] = [own.map(() => 0), other];
      }
    }
  }
  return explained.size === counts.length;
}

/** Columns whose names are words. */
const mayDiffer = (names: readonly string[]) =>
  2 * names.filter((name) => /\p{L}{2}/u.test(name)).length > names.length;
