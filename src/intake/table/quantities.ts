/** What is counted: units behind counts; totals that some tables lack; columns that count different things. */
import { SAY } from "../words/words.ts";
import type { Findings } from "../inferences/inferences.ts";
import type { Block } from "../read/grid.ts";
import { areAgeGroups, readMark } from "../fields/fields.ts";
import { inWords, isPlainTotal, isSubtotalLabel, isTotalLabel } from "../fields/names.ts";
import { countIn, type ReadRow, type ReadTable } from "./model.ts";
import { isPeriodLabel } from "../fields/periods.ts";

/** Names of parts that make up one whole. */
const PARTS =
  /^(?:(?:fe)?males?|(?:wo)?m[ae]n|boys?|girls?|hommes?|femmes?|garçons|filles|mann?lich|männlich|weiblich|männer|frauen|mannen|vrouwen|menn|kvinner|män|kvinnor|masculino|femenino|hombres?|mujeres?|homens?|mulheres?|maschi|femmine|uomini|donne|persons|yes|no|oui|non|rural|urban|others?|autres?|unknown|inconnu|not (?:stated|known)|open|closed|public|private|civil|religious|erwerbstätige|erwerbslose)\+?$/iu;

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
    const groups = [...Map.groupBy(table.rows, (row) => row.labels[at]!)];
    const isOne = (rows: ReadTable["rows"], column: number) =>
      rows.every(({ labels }) => labels[column] === rows[0]!.labels[column]);
    // A label that is the same in all rows of each, and differs among them, is its unit.
    const areUnits = (column: number) =>
      table.rows.length > 2 * groups.length && !isOne(table.rows, column) &&
      groups.every(([, rows]) => isOne(rows, column));
    const isOwn = (_: unknown, column: number) => column !== at && !areUnits(column);
    for (const { name } of labels.filter((_, column) => column !== at && areUnits(column))) {
      findings.note(file, SAY.column(name, "ignore"));
    }
    return groups.map(([quantity, rows]) => ({
      ...table,
      quantity,
      labels: labels.filter(isOwn),
      rows: rows.map((row) => ({ ...row, labels: row.labels.filter(isOwn) })),
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
    say: (value) => SAY.quantities(names, value === "different"),
    question: `do these count different things, or parts of one whole: ${
      names.slice(0, 6).join(", ")
    }?`,
  });
  return value === "different";
}

/** Names without the words with which they all begin: "Cantidad Masculino" beside "Cantidad Femenino". */
function withoutShared(names: readonly string[]): readonly string[] {
  const words = names.map((name) => name.split(" "));
  const shared = words[0]!.findIndex((word, at) => words.some((own) => own[at] !== word));
  return shared < 1 ? names : words.map((own) => own.slice(shared).join(" "));
}

/** Periods, ages, sexes, columns under headings, and columns that sums explain, or a total that no published counts contradict. */
function arePartsOfOne(table: ReadTable): boolean {
  const { counts } = table;
  const names = withoutShared(counts.map(({ name }) => name));
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
    counts.every(({ levels }, at) => levels.some(isPlain) || isPlain(names[at]!)) ||
    areAgeGroups(marks) && marks.length >= names.length - 1;
}

/** Whether each column is the sum of neighbours, or one of them, wherever all are published; undefined in fewer than two rows. */
function areExplained({ rows, counts }: ReadTable): boolean | undefined {
  const own = rows.map(({ cells }) => cells.map((cell) => countIn(cell) ?? NaN)).filter((row) =>
    row.every((count) => !Number.isNaN(count)) && row.some((count) => count > 0)
  );
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

const COUNTED = /^(\d[\d,.\s]*) (\p{L}{4,})$/u;

/** Cases in the singular and the plural are the same. */
const unitIn = (text: string) => COUNTED.exec(text)?.[2]?.toLowerCase().replace(/s$/, "");

/** Labels such as "12 months" stand in the first column, and stay. */
export function withoutUnits(block: Block, findings: Findings): Block {
  const units = (block.rows[0]?.fields ?? []).map((_, at) => {
    const own = block.rows.map(({ fields }) => fields[at]!).filter(Boolean);
    const found = own.map(unitIn).filter((unit) => unit !== undefined);
    const isOne = at > 0 && found.length > 1 && new Set(found).size === 1;
    return isOne && 2 * found.length > own.length ? found[0] : undefined;
  });
  if (units.every((unit) => unit === undefined)) return block;
  let cut = 0;
  const rows = block.rows.map((row) => ({
    ...row,
    fields: row.fields.map((text, at) => {
      if (units[at] === undefined || unitIn(text) !== units[at]) return text;
      cut++;
      return COUNTED.exec(text)![1]!.trim();
    }),
  }));
  findings.note(block.file, SAY.unit(units.find((unit) => unit !== undefined)!, cut));
  return { ...block, rows };
}

/** The tables without the rows of such totals, where whoever reads them agrees. */
export function withoutLoneTotals(tables: readonly ReadTable[], findings: Findings): ReadTable[] {
  const found = tables.map(({ rows }) => new Map(rows.map((row) => [totalOf(row), row])));
  const lone = new Set(
    found.flatMap((own) => [...own.keys()])
      .filter((name) => name !== undefined && found.some((own) => !own.has(name))),
  );
  const others = tables.map(({ rows }) =>
    rows.filter((row) => !lone.has(totalOf(row))).map(({ labels }) => JSON.stringify(labels)).sort()
  );
  // Tables that differ in more are none of one release, whatever is left out.
  if (new Set(others.map((own) => own.join())).size > 1) return [...tables];
  const left = [...lone].filter((name) => {
    const at = found.findIndex((own) => own.has(name));
    const without = tables[found.findIndex((own) => !own.has(name))]!;
    const { file } = tables[at]!;
    const value = findings.decide({
      flag: "row",
      name,
      file,
      line: found[at]!.get(name)!.line,
      choices: ["ignore", "count"],
      say: (value) => SAY.loneTotal(name!, value === "ignore"),
      question: `the row “${name}” stands here, and in no row of the table at line ${
        without.rows[0]!.line
      }${without.file === file ? "" : ` of ${without.file}`}: is it left out?`,
    });
    return value === "ignore";
  });
  return tables.map((table) => {
    const isLeft = (row: ReadRow) => left.includes(totalOf(row));
    const aside = table.rows.filter(isLeft).map((row) => totalOf(row)!);
    return aside.length === 0 ? table : {
      ...table,
      aside: [...table.aside, ...aside],
      rows: table.rows.filter((row) => !isLeft(row)),
    };
  });
}

/** The word of a row that is a total and nothing else. */
function totalOf({ labels }: ReadRow): string | undefined {
  const [name, ...others] = new Set(labels.filter(Boolean));
  return name !== undefined && others.length === 0 && isTotalLabel(name) ? name : undefined;
}
