/** Columns that count different things, such as deaths and people: each becomes a table of its own, so that nothing adds them up. */
import { SAY } from "../words/intake.ts";
import { areAgeGroups, readMark } from "../fields/fields.ts";
import {
  inWords,
  isPlainTotal,
  isSubtotalLabel,
  isTotalLabel,
  mentionsTotal,
} from "../fields/names.ts";
import type { Findings } from "../inferences/inferences.ts";
import { isPeriodLabel } from "../fields/periods.ts";
import type { ReadTable } from "./labels.ts";

/** Nouns for what offices count, in English, French, German, Dutch and the Nordic languages. */
const QUANTITIES = [
  "population|popolazione|población|população|bevölkerung|bevoelkerung|personen|persons? (?:in|on)|people|inhabitants|einwohner|habitants|innbyggere|folkmängd",
  "deaths?|deceased|died|fatalities|décès|deceduti|decessi|fallecidos|óbitos|gestorbene|sterbefälle|dødsfall|dödsfall|overledenen",
  "births?|naissances|nascite|nacimientos|nascimentos|geburten|fødsler|födslar",
  "households?|famiglie|hogares|ménages|haushalte|dwellings?|logements",
  "establishments?|établissements|enterprises?|entreprises|betriebe|businesses",
  "employees|jobs|emplois|staff|workers|employment|fte",
  "schools?|écoles|schulen|hospitals?|providers",
  "patients|pacientes|pazienti",
  "pupils|students|alumnos|estudiantes|alunos|studenti|élèves|étudiants|schüler|headcount|enrol?ments?",
  "teachers|enseignants|lehrer",
  "exclusions|suspensions|absences",
  "beds|lits|betten",
  "admissions|admitted|hospitali[sz](?:ed|ations?)|hospitalisations|ricoverati|ingresos|separations|episodes|séjours|stays",
  "discharges",
  "referrals",
  "attendances|appointments|visits|consultations",
  "applications?|solicitudes|domande|pedidos|claims?|requests?|demandes?|anträge|aanvragen",
  "grants|granted|approvals?|approved|issued|accordées?|accept(?:ed|ées?)",
  "refusals?|refused|rejections?|rejected|refusées?",
  "withdrawals?|withdrawn|retirées?",
  "decisions|décisions|entscheidungen",
  "cases|cas|casos|casi|fälle|faelle",
  "tests?|tested|tamponi|vaccinations?|doses?|dosis",
  "recovered|dimessi guariti|recuperados",
  "arrests?|offences|incidents|convictions|crimes",
].map((nouns) => new RegExp(`(?<![\\p{L}])(?:${nouns})(?![\\p{L}])`, "iu"));

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
  const { counts } = table;
  const names = counts.map(({ name }) => inWords(name));
  if (findings.answers.take("columns") === undefined) {
    const isTotalled = hasSum(table) ||
      findings.answers.namesOf("total").some((name) => names.includes(name));
    const known = new Set(names.map(quantityOf).filter((kind) => kind >= 0));
    // People and tests beside what befalls people are no parts of it, whatever total stands beside both.
    const isMixed = APART.some((kind) => known.has(kind)) && known.size > 1;
    if (isMixed ? hasSum(table, true) : isTotalled || arePartsOfOne(counts)) return false;
    if (known.size === 0 && !mayDiffer(names)) return false;
  }
  return areDifferent(names, findings, file);
}

/** Which of the things that offices count a name says; -1 where it says none. */
export const quantityOf = (name: string): number =>
  QUANTITIES.findIndex((nouns) => nouns.test(name));

/** Those that nothing else is a part of. */
const APART = ["people", "households", "establishments", "schools", "beds", "tests"]
  .map(quantityOf);

function areDifferent(names: readonly string[], findings: Findings, file: string): boolean {
  const kinds = names.map(quantityOf);
  const known = new Set(kinds.filter((kind) => kind >= 0));
  const value = findings.decide({
    flag: "columns",
    file,
    choices: known.size > 1 ? ["different", "parts"] : ["parts", "different"],
    isCertain: !kinds.includes(-1) && known.size === names.length && known.size > 1,
    say: (value) => SAY.quantities(names, value === "different"),
    question: `do these count different things, or parts of one whole: ${
      names.slice(0, 6).join(", ")
    }?`,
  });
  return value === "different";
}

/** Periods, ages, sexes, columns under headings, and columns beside their total. */
function arePartsOfOne(counts: ReadTable["counts"]): boolean {
  const names = counts.map(({ name }) => name);
  const isPlain = (name: string) =>
    isTotalLabel(name) && !/cumul/i.test(name) || isPeriodLabel(name) ||
    /^\p{L}{3,9}[-. ']\d{2,4}$/u.test(name) || PARTS.test(name) ||
    /^\d{1,2}[-. ]\p{L}{3,9}$/u.test(name) || /(?<!\d)(?:19|20)\d\d(?!\d)/.test(name);
  const hasTotal = names.some((name) =>
    isPlainTotal(name) && !/cumul/i.test(name) || isSubtotalLabel(name)
  );
  const marks = names.flatMap((name) => readMark(name) ?? []);
  return hasTotal || counts.every(({ name, levels }) => levels.some(isPlain) || isPlain(name)) ||
    areAgeGroups(marks) && marks.length >= names.length - 1;
}

/**
 * Whether one column is the sum of all others wherever all are published, in two rows or more; or of those before or after
 * it, where its name speaks of a total.
 */
function hasSum({ rows, counts }: ReadTable, ofAll = false): boolean {
  const own = rows.map(({ cells }) =>
    cells.map((cell) => "digits" in cell ? Number(cell.digits) : NaN)
  ).filter((row) => row.every((count) => !Number.isNaN(count)) && row.some((count) => count > 0));
  const sumOf = (row: readonly number[]) => row.reduce((sum, count) => sum + count, 0);
  return own.length > 1 &&
    counts.some(({ name }, at) =>
      own.some((row) => row[at]! > 0) && counts.some((_, other) => {
        const [from, to] = other < at ? [other, at] : [at + 1, other + 1];
        const isSome = !ofAll && mentionsTotal(inWords(name));
        return to - from >= (isSome ? 2 : Math.max(2, counts.length - 1)) &&
          own.every((row) => row[at] === sumOf(row.slice(from, to)));
      })
    );
}

/** Columns whose names are words. */
const mayDiffer = (names: readonly string[]) =>
  2 * names.filter((name) => /\p{L}{2}/u.test(name)).length > names.length;
