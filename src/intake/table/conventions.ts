/** How tables write their counts: what their marks mean, what parts thousands, whether counts are rounded; once for all tables. */
import { SAY } from "../words/words.ts";
import { EMPTY_MARK } from "@crosses/text";
import { type Meaning, MEANINGS, readField, type SourceMark, WORDS } from "../fields/fields.ts";
import type { Findings } from "../inferences/inferences.ts";
import { countIn, type ReadTable } from "./model.ts";
import type { Block } from "../read/grid.ts";
import { definedIn, legendOf, meaningOf, saysSuppressed, sentencesOn } from "./legend.ts";
import { SENTENCE_END } from "./sentences.ts";
import { limitsIn } from "./limits.ts";
import { sumsAsZero, totalsIn } from "./numbers.ts";

export interface SettledMark {
  /** As the release's files write it. */
  readonly value: string;
  readonly meaning: Meaning;
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** Whether a mark stands for no count at all. */
export const isNone = ({ meaning }: Pick<SettledMark, "meaning">): boolean =>
  meaning === "zero" || meaning === "not-applicable";

/**
 * Every mark of the tables, by how the tables write it.
 * @param around sentences that stand outside the tables, as on another sheet
 */
export function settleMarks(
  tables: readonly ReadTable[],
  around: readonly string[],
  findings: Findings,
): Map<string, SettledMark> {
  const cells = tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells));
  const hasZero = cells.some((cell) => "digits" in cell && cell.digits === "0");
  const notes = [...tables.flatMap((table) => [...table.titles, ...table.notes]), ...around];
  // What the next sentence says is not said of the mark: "it is replaced by ‡. A zero is shown as 0."
  const sentences = notes.flatMap((text) => text.split(SENTENCE_END));
  const marked = tables.flatMap(marksIn);
  // Where another sign stands for what is withheld, or nobody speaks of it, and no total counts it, an empty cell says less.
  const isWithheld = tables.some(hasTotals) || notes.some(saysSuppressed) &&
      marked.every(({ mark }) => mark.meaning !== "suppressed");
  const settled = new Map<string, SettledMark>();
  for (const [value, all] of Map.groupBy(marked, ({ mark }) => mark.value)) {
    const legend = value === "" ? undefined : legendOf(value, sentences);
    // Of another sign, totals may leave out what it withholds.
    const isZero = legend === undefined && (value === "" || isDash(value)) &&
      tables.some((table) => sumsAsZero(table, value));
    const own = sentencesOn(all[0]!.mark, sentences);
    const limits = limitsIn(own);
    // What a note says of a sign in words that nobody here knows is shown.
    const unknown = legend === undefined ? definedIn(value, sentences) : undefined;
    const quoted = unknown ?? (limits && own[0]);
    const settle = { all, of: cells.length, legend, hasZero, isZero, isWithheld, limits, quoted };
    const answer = meaningFor(value, settle, findings);
    const used = [...settled.values()].map((one) => one.value);
    settled.set(value, {
      value: writtenMark(value, used),
      ...partsOfMeaning(answer, all[0]!.mark),
    });
  }
  return settled;
}

/** The marks of a table, each with its place. */
const marksIn = ({ file, rows, counts }: ReadTable) =>
  rows.flatMap(({ line, cells }, row) => {
    const [first] = cells;
    const isAlone = cells.every((cell) =>
      "mark" in cell && "mark" in first! && cell.mark.value === first.mark.value
    );
    const isHead = isAlone && row === 0 && cells.length > 1;
    return cells.flatMap((cell, at) =>
      "mark" in cell
        ? [{
          mark: cell.mark,
          isAlone,
          isHead,
          place: { file, line, column: counts[at]!.at + 1 },
        }]
        : []
    );
  });

const hasTotals = (table: ReadTable) => Object.values(totalsIn(table)).flat().length > 0;

interface Marked {
  readonly all: readonly {
    readonly mark: SourceMark;
    /** Whether all counts of its row have it. */
    readonly isAlone: boolean;
    /** Whether that row is the first of several counts, and may name columns. */
    readonly isHead: boolean;
    readonly place: { readonly file: string; readonly line: number; readonly column: number };
  }[];
  /** How many cells there are. */
  readonly of: number;
  readonly legend: Meaning | undefined;
  readonly hasZero: boolean;
  /** Whether the sums of rows show that it stands for zero. */
  readonly isZero: boolean;
  /** Whether notes say that counts are withheld, and no sign does; or totals may count them. */
  readonly isWithheld: boolean;
  /** What the only sentence on it says of the count behind it, `1..4`. */
  readonly limits: string | undefined;
  /** What the file says of it that has to be looked at. */
  readonly quoted: string | undefined;
}

/** What a mark means, as its flag says it. */
function meaningFor(value: string, marked: Marked, findings: Findings) {
  const { all, of, legend, hasZero, isZero, isWithheld, limits, quoted } = marked;
  const { mark, place } = all[0]!;
  const taken = legend ?? mark.meaning;
  // Rows that hold nothing may be titles or heads: nothing says that counts are withheld there.
  const isBare = value === "" && all.every(({ isAlone }) => isAlone);
  const first = taken ?? (isZero ? "zero" : meaningOf(value)) ??
    (isBare
      ? "not-applicable"
      : value === "" && !isWithheld
      ? "not-available"
      : likelyMeaning(value, hasZero));
  const name = value || "empty";
  const dash = hasZero ? SAY.why.zeroWritten : SAY.why.zeroNowhere;
  const lines = [...new Set(all.map(({ place }) => place.line))];
  // Where zeros are written as 0, a sign for them is doubtful: a withheld count may not become one.
  const isZeroTwice = taken === "zero" && hasZero && !isDash(value);
  // What limits a count is never taken without an answer, and never left out in silence.
  const limited = first === "suppressed" && limits ? [`suppressed:${limits}`] : [];
  const isSaid = quoted !== undefined && (limited.length > 0 || !limits);
  const isCertain = taken !== undefined && !isZeroTwice && !isSaid;
  const others = MEANINGS.filter((one) => one !== first);
  return findings.decide<string>({
    flag: "mark",
    name,
    ...place,
    choices: [...limited, first, ...others],
    isCertain,
    say: (answer) => {
      const { meaning, ...limits } = partsOfMeaning(answer, mark);
      return SAY.mark(name, all.length, of, meaning, limits);
    },
    question: askOf(value, lines, all.length, isBare || all.every(({ isHead }) => isHead)) +
      (isSaid ? ` The file says: “${quoted}”` : ""),
    supports: legend ? [SAY.why.legend] : isDash(value) ? [dash] : [],
  });
}

/** What is asked of a mark in some cells of these lines; a line that is no row can be left out. */
function askOf(value: string, lines: readonly number[], cells: number, isBare: boolean): string {
  const asked = value === "" ? "do empty cells" : `does “${value}”`;
  const places = lines.slice(0, 4).join(", ") + (lines.length > 4 ? "…" : "");
  return `what ${asked} stand for (${cells} ${cells === 1 ? "cell" : "cells"}, in ${
    lines.length === 1 ? "line" : "lines"
  } ${places})?` +
    (isBare
      ? " A title, or a line that names columns, is no row: --lines or --header leaves it out"
      : "");
}

/** A mark as the release's files write it: of at most 20 characters, and no number. */
function writtenMark(value: string, used: readonly string[]): string {
  const isNumber = /^[-+−–]?(?=.*\d)[\d\s.,'’]+%?$/.test(value);
  const short = value.length > 20 ? `${value.slice(0, 19)}…` : value || EMPTY_MARK;
  const written = isNumber ? `[${value.slice(0, 18)}]` : short;
  // Long texts that begin alike are told apart by a number.
  return used.includes(written) ? `${written.slice(0, 15)}… (${used.length + 1})` : written;
}

/** `suppressed:1..5` as a meaning and its limits; without any, those that the mark says itself. */
function partsOfMeaning(answer: string, { atLeast, atMost }: SourceMark) {
  const [meaning, limits] = answer.split(":") as [Meaning, string?];
  if (limits === undefined) return { meaning, atLeast, atMost };
  const [least, most] = limits.split("..").map((text) => text === "" ? undefined : Number(text));
  return { meaning, atLeast: least, atMost: most };
}

const isDash = (mark: string) => /^[-–—−]+$/.test(mark);

/** What a mark most often means where no note says it: an arrow leads to where its counts are, German offices write "/" for what is too unreliable, Eurostat ":" for what is not there. */
function likelyMeaning(mark: string, hasZero: boolean): Meaning {
  if (/^(?:-+>|=>|→|see |voir |siehe )/i.test(mark)) return "not-applicable";
  if (mark === "/") return "unreliable";
  if (mark === ":") return "not-available";
  return /^[-–—−]$/.test(mark) && !hasZero ? "zero" : "suppressed";
}

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
  around: readonly string[],
  findings: Findings,
): number | undefined {
  const cells = tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells));
  const counts = cells.map((cell) => countIn(cell) ?? 0)
    .filter((count) => count > 0);
  const areMultiples = (base: number) =>
    counts.length > 0 && counts.every((count) => count % base === 0);
  const said = roundingOf([
    ...tables.flatMap(({ titles, notes }) => [...titles, ...notes]),
    ...around,
  ]);
  const isSaid = said !== undefined && areMultiples(said);
  // By chance, all counts are multiples of the base in at most one table of ten thousand.
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
/** What the notes say that counts are rounded to; undefined where they are silent. */
function roundingOf(notes: readonly string[]): number | undefined {
  return notes.filter((note) => ROUNDED.test(note)).map((note) => {
    const base = BASE.exec(note)?.[1] ?? "";
    return WORDS.get(base.toLowerCase()) ?? Number(base.replaceAll(/\D/g, ""));
  }).find((base) => base > 1);
}
