/** How the tables write their counts: what parts thousands, and whether they are rounded; once for all tables. */
import { SAY } from "../words/intake.ts";
import { readField } from "../fields/fields.ts";
import type { Findings } from "../answers/findings.ts";
import type { Block } from "./split_tables.ts";
import type { ReadTable } from "./table.ts";

/** What parts thousands, `,` or `.`; `""` where nothing does, or where it parts decimals. */
export function settleThousands(blocks: readonly Block[], findings: Findings): string {
  const fields = blocks.flatMap(({ file, rows }) =>
    rows.flatMap(({ line, fields }) => fields.map((text) => ({ file, line, text })))
  );
  const grouped = fields.flatMap((one) => {
    const field = readField(one.text);
    return field.kind === "grouped" ? [{ ...one, by: field.by }] : [];
  });
  const comma = grouped.find(({ by }) => by === ",");
  const first = comma ?? grouped[0];
  if (!first) return "";
  const { file, line, text, by } = first;
  const other = comma ? "." : ",";
  const has = (test: RegExp) => fields.some(({ text }) => test.test(text));
  const isDecimal = has(new RegExp(`^\\d+\\${by}(?:\\d{1,2}|\\d{4,})%?$|^0\\${by}\\d`));
  const isGrouping = has(new RegExp(`^\\d{1,3}(?:\\${by}\\d{3}){2,}`)) ||
    has(new RegExp(`\\d\\${other}\\d{1,2}(?:%|$)`));
  const hasPlain = fields.some(({ text }) =>
    /^\d{4,}$/.test(text) && !/^(?:19|20)\d\d$/.test(text)
  );
  const isUsual = comma !== undefined && (blocks.every(({ hasCommas }) => hasCommas) ||
    !hasPlain &&
      (grouped.length > 2 || has(/^[1-9]\d?\d?$/) || grouped.length === fields.length));
  const value = findings.decide({
    flag: "thousands",
    file,
    line,
    choices: isDecimal ? ["no", by] : [by, "no"],
    isCertain: isDecimal !== isGrouping || !isDecimal && isUsual,
    say: (value) => SAY.thousands(text, value === "no" ? "" : value, grouped.length),
    question: `does “${text}” count thousands, or has it decimals?`,
  });
  return value === "no" ? "" : value;
}

/** Every published count is a multiple of one of these where counts are rounded. */
const BASES = [1000, 100, 50, 10, 5, 3];

/** What counts are rounded to; undefined where they are not. */
export function settleRounding(
  tables: readonly ReadTable[],
  findings: Findings,
): number | undefined {
  const cells = tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells));
  const counts = cells.map((cell) => "digits" in cell ? Number(cell.digits) : 0)
    .filter((count) => count > 0);
  const areMultiples = (base: number) =>
    counts.length > 0 && counts.every((count) => count % base === 0);
  const said = roundingOf(tables.flatMap(({ titles, notes }) => [...titles, ...notes]));
  const isSaid = said !== undefined && areMultiples(said);
  // As likely by chance as one in ten thousand.
  const looks = BASES.find((base) =>
    areMultiples(base) && counts.length >= 4 && counts.length * Math.log10(base) >= 4
  );
  const base = isSaid ? said : looks;
  const answer = findings.answers.take("rounded");
  if (base === undefined && answer === undefined) return undefined;
  const value = findings.decide({
    flag: "rounded",
    file: tables[0]!.file,
    choices: base === undefined ? ["no"] : [String(base), "no"],
    isCertain: isSaid,
    say: (value) => value === "no" ? SAY.notRounded : SAY.rounded(Number(value)),
    question: `all ${counts.length} counts above zero are multiples of ${base}: are they rounded?`,
    supports: isSaid ? [SAY.why.legend] : base ? [SAY.multiples(counts.length, base)] : [],
  });
  return value === "no" ? undefined : Number(value);
}

const ROUNDED = /round|arrondi|gerundet|avrundet|avrunda|afgerond|redonde/iu;
const BASE =
  /(?:nearest|to|multiple(?:s)? (?:of|de)|base (?:of |de )?|près|auf|à|til|närmaste|op)\D{0,25}?(\d{1,3}(?:[ ,.]?000)?|five|ten|hundred|cinq|dix|fünf)\b/iu;
const NUMBERS: Readonly<Record<string, number>> = {
  five: 5,
  ten: 10,
  hundred: 100,
  cinq: 5,
  dix: 10,
  fünf: 5,
};

/** What the notes say that counts are rounded to; undefined where they are silent. */
function roundingOf(notes: readonly string[]): number | undefined {
  return notes.filter((note) => ROUNDED.test(note)).map((note) => {
    const base = BASE.exec(note)?.[1] ?? "";
    return NUMBERS[base.toLowerCase()] ?? Number(base.replaceAll(/\D/g, ""));
  }).find((base) => base > 1);
}
