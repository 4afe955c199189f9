/** What each mark of the tables means, what parts thousands, and whether counts are rounded: once for all tables. */
import { SAY } from "../locale/intake.ts";
import type { Meaning } from "./fields.ts";
import { readField } from "./fields.ts";
import type { LocalText } from "../release/model.ts";
import type { Findings } from "./findings.ts";
import type { ReadTable } from "./table.ts";
import type { Block } from "./split_tables.ts";
import { legendOf, roundingOf } from "./words.ts";

export interface SettledMark {
  /** As the release's files write it. */
  readonly value: string;
  readonly meaning: Meaning;
  readonly atMost?: number;
  readonly atLeast?: number;
  readonly count: number;
}

const MEANINGS = {
  suppressed: "suppressed",
  "not-applicable": "not applicable",
  unreliable: "unreliable",
  zero: "zero",
} as const;
type Answer = keyof typeof MEANINGS;

/** Every mark of the tables, by how the tables write it. */
export function settleMarks(
  tables: readonly ReadTable[],
  findings: Findings,
): Map<string, SettledMark> {
  const cells = tables.flatMap(({ file, rows }) =>
    rows.flatMap(({ line, cells }) => cells.map((cell) => ({ file, line, cell })))
  );
  const hasZero = cells.some(({ cell }) => "digits" in cell && cell.digits === "0");
  const notes = tables.flatMap((table) => [...table.titles, ...table.notes]);
  const settled = new Map<string, SettledMark>();
  for (const { cell, file, line } of cells) {
    if (!("mark" in cell) || settled.has(cell.mark.value)) continue;
    const { mark } = cell;
    const { value } = mark;
    const count = cells.filter(({ cell }) => "mark" in cell && cell.mark.value === value).length;
    const legend = value === "" ? undefined : legendOf(value, notes);
    const name = value || "empty";
    const isDash = /^[-–—−]+$/.test(value);
    const likely: Answer = value === "/"
      ? "unreliable"
      : isDash && !hasZero
      ? "zero"
      : "suppressed";
    const taken = legend ?? mark.meaning;
    const first = taken === undefined
      ? likely
      : taken === "not applicable"
      ? "not-applicable"
      : taken;
    const others = (Object.keys(MEANINGS) as Answer[]).filter((answer) => answer !== first);
    const because: LocalText[] = legend
      ? [SAY.why.legend]
      : isDash
      ? [hasZero ? SAY.why.zeroWritten : SAY.why.zeroNowhere]
      : [];
    const answer = findings.decide<Answer>({
      flag: "mark",
      name,
      file,
      line,
      choices: [first, ...others],
      isCertain: taken !== undefined,
      say: (value) => SAY.mark(name, count, cells.length, value, mark),
      question: SAY.askMark(name, count),
      supports: because,
    });
    const { atMost, atLeast } = mark;
    settled.set(value, {
      value: value || "(empty)",
      meaning: MEANINGS[answer],
      ...(atMost === undefined ? {} : { atMost }),
      ...(atLeast === undefined ? {} : { atLeast }),
      count,
    });
  }
  return settled;
}

/** What parts thousands, `,` or `.`; `""` where nothing does, or where it parts decimals. */
export function settleThousands(blocks: readonly Block[], findings: Findings): string {
  const fields = blocks.flatMap(({ file, rows }) =>
    rows.flatMap(({ line, fields }) =>
      fields.map((text) => ({ file, line, text, field: readField(text) }))
    )
  );
  const grouped = fields.filter(({ field }) => field.kind === "grouped");
  const signs = new Set(grouped.map(({ field }) => field.kind === "grouped" ? field.by : ""));
  if (grouped.length === 0) return "";
  const has = (test: RegExp) => fields.some(({ text }) => test.test(text));
  const comma = signs.has(",");
  const first = grouped.find(({ field }) =>
    field.kind === "grouped" && field.by === (comma ? "," : ".")
  )!;
  const by = comma ? "," : ".";
  const other = comma ? "." : ",";
  const isDecimal = has(new RegExp(`^\\d+\\${by}(?:\\d{1,2}|\\d{4,})%?$|^0\\${by}\\d`)) ||
    signs.size > 1 && !comma;
  const isGrouping = has(new RegExp(`^\\d{1,3}(?:\\${by}\\d{3}){2,}`)) ||
    has(new RegExp(`\\d\\${other}\\d{1,2}(?:%|$)`));
  const hasPlain = fields.some(({ text }) =>
    /^\d{4,}$/.test(text) && !/^(?:19|20)\d\d$/.test(text)
  );
  const isCertain = isDecimal !== isGrouping ||
    !isDecimal && comma && blocks.every(({ hasCommas }) => hasCommas) ||
    !isDecimal && comma && !hasPlain &&
      (grouped.length > 2 || has(/^[1-9]\d?\d?$/) || grouped.length === fields.length);
  const value = findings.decide({
    flag: "thousands",
    file: first.file,
    line: first.line,
    choices: isDecimal ? ["no", by] : [by, "no"],
    isCertain,
    say: (value) => SAY.thousands(first.text, value === "no" ? "" : value, grouped.length),
    question: SAY.askThousands(first.text),
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
  const counts = tables.flatMap(({ rows }) =>
    rows.flatMap(({ cells }) =>
      cells.flatMap((cell) => "digits" in cell ? [Number(cell.digits)] : [])
    )
  )
    .filter((count) => count > 0);
  const isMultiple = (base: number) =>
    counts.length > 0 && counts.every((count) => count % base === 0);
  const said = roundingOf(tables.flatMap(({ titles, notes }) => [...titles, ...notes]));
  const isSaid = said !== undefined && isMultiple(said);
  // As likely by chance as one in ten thousand.
  const looks = BASES.find((base) =>
    isMultiple(base) && counts.length >= 4 && counts.length * Math.log10(base) >= 4
  );
  const base = isSaid ? said : looks;
  const answer = findings.answers.take("rounded");
  if (base === undefined && answer === undefined) return undefined;
  const value = findings.decide({
    flag: "rounded",
    file: tables[0]!.file,
    choices: [String(base ?? "no"), ...(base === undefined ? [] : ["no"])],
    isCertain: isSaid,
    say: (value) => value === "no" ? SAY.notRounded : SAY.rounded(Number(value)),
    question: SAY.askRounded(base!, counts.length),
    supports: isSaid ? [SAY.why.legend] : base ? [SAY.multiples(counts.length, base)] : [],
  });
  return value === "no" ? undefined : Number(value);
}
