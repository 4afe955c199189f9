/** Which days a label such as "2024", "2024-Q1", "Jan-24" or "2025 (to 31 January)" stands for. */
import { splitSuffix } from "./fields.ts";
import { remembering } from "./names.ts";

/** Days, ISO 8601, both inclusive. */
export interface Period {
  readonly start: string;
  readonly end: string;
  readonly isPartial: boolean;
}

/** In English, French, German and Spanish, in full and as they are shortened. */
const MONTHS = [
  "january janvier januar jänner enero jan janv ene",
  "february février fevrier februar febrero feb fév févr",
  "march mars märz marzo mar",
  "april avril abril apr avr abr",
  "may mai mayo",
  "june juin juni junio jun",
  "july juillet juli julio jul juil",
  "august août aout agosto aug ago",
  "september septembre septiembre sept sep",
  "october octobre oktober octubre oct okt",
  "november novembre noviembre nov",
  "december décembre decembre dezember diciembre dec déc dez dic",
].map((names) => names.split(" "));

const DAYS = /^(\d{4}-\d{2}-\d{2}) ?(?:\/|-|–|—|to|au|bis|a) ?(\d{4}-\d{2}-\d{2})$/;
const QUARTERS = [
  /^(?<year>\d{4})[ -]?[qtk](?<quarter>[1-4])$/,
  /^[qtk](?<quarter>[1-4])[ /-]?(?<year>\d{4})$/,
  /^(?<quarter>[1-4])(?:\.|st|nd|rd|th|er|e|ème|º|o)? (?:quarter|trimestre|quartal|vierteljahr)(?: of| de| d’| del)? (?<year>\d{4})$/,
];
const NAMED_MONTHS = [
  /^(?<name>\p{L}+)\.?(?: de|,)?[ -](?<year>\d{4}|\d{2})$/u,
  /^(?<year>\d{4})[ -](?<name>\p{L}+)\.?$/u,
];
const SINCE = /^(?:from|since|depuis|à partir|dès|à compter|seit|ab|desde)\D*(\d.*)$/;
const UNTIL = /^(?:to|until|up to|au|jusqu|bis|hasta|year to date to)\D*(\d.*)$/;

/** A label such as 2010-11 or 2022/2023: two years, whose first day the table does not tell. */
export function isDoubleYear(label: string): boolean {
  const match = /^(\d{4})\s?[-–/]\s?(\d{2}|\d{4})$/.exec(splitSuffix(label).body);
  return match !== null && String(Number(match[1]) + 1).endsWith(match[2]!);
}

/** Labels are asked for again and again, each beside all others. */
const known = new Map<string, Period | undefined>();

/** The period; undefined where the label is none, or may be two. */
export function readPeriod(label: string, yearStart?: string): Period | undefined {
  const key = `${yearStart ?? ""} ${label}`;
  if (!known.has(key)) known.set(key, parsePeriod(label, yearStart));
  return known.get(key);
}

function parsePeriod(label: string, yearStart?: string): Period | undefined {
  const text = plainPeriod(label);
  if (isDoubleYear(text)) return yearStart === undefined ? undefined : doubleYear(text, yearStart);
  const days = DAYS.exec(text);
  if (days) return between(dayOf(days[1]!), dayOf(days[2]!));
  const year = /^(\d{4})\b(?![-/.]\d)(?!.*[qtk][1-4])/.exec(text);
  if (year) return readYear(Number(year[1]), text.slice(4).trim());
  const quarter = groupsOf(QUARTERS, text);
  if (quarter) return months(Number(quarter.year), 3 * Number(quarter.quarter) - 2, 3);
  return readMonth(text) ?? readOneDay(text);
}

/** Lower case, without a note's sign; "2023p" and "2023r" are 2023. */
function plainPeriod(label: string): string {
  const text = label.trim().toLowerCase().replaceAll(/\s+/g, " ");
  const note = /^(\d{4})\s?(?:[pre]|\([pre]\)|\[[pre]\])$/.exec(text);
  return note ? note[1]! : splitSuffix(text).body;
}

function readMonth(text: string): Period | undefined {
  const numbered = /^(\d{4})[-/.m](0[1-9]|1[0-2])$/.exec(text);
  if (numbered) return months(Number(numbered[1]), Number(numbered[2]));
  const { name, year } = groupsOf(NAMED_MONTHS, text) ?? {};
  const month = monthOf(name ?? "");
  return month > 0 ? months(Number(year) + (year!.length === 2 ? 2000 : 0), month) : undefined;
}

/** A day at which something was counted: "au 31 mars 2025", "31.12.2023", "as at 31 March 2025". */
function readOneDay(text: string): Period | undefined {
  const bare = text.replace(/^(?:as (?:at|of)|at|on|au|le|am|zum|per|op) /, "")
    .replace(/^(\p{L}+) (\d{1,2}), (\d{4})$/u, "$2 $1 $3");
  const [, date, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(bare) ?? [];
  const day = year
    ? dayOf(`${year}-${month!.padStart(2, "0")}-${date!.padStart(2, "0")}`)
    : /^\d{4}-\d{2}-\d{2}$/.test(bare)
    ? dayOf(bare)
    : readDay(Number(/ (\d{4})$/.exec(bare)?.[1]), bare);
  return between(day, day);
}

/** Two years from a day of the first, such as 04-01, to the day before it. */
function doubleYear(text: string, yearStart: string): Period | undefined {
  const start = dayOf(`${text.slice(0, 4)}-${yearStart}`);
  return between(start, start?.add({ years: 1 }).subtract({ days: 1 }));
}

/**
 * The periods of a whole dimension, the totals apart; undefined unless each label is one and none overlap. Among labels
 * such as 2010-09 and 2010-12, 2010-11 is a month.
 */
export function readPeriods(
  labels: readonly string[],
  isTotal: (label: string) => boolean,
  yearStart?: string,
): ReadonlyMap<string, Period> | undefined {
  const periods = new Map<string, Period>();
  const others = labels.filter((label) => !isTotal(label));
  const areMonths = others.some((label) => !isDoubleYear(label)) &&
    others.every((label) => readMonth(plainPeriod(label)));
  for (const label of others) {
    const period = areMonths ? readMonth(plainPeriod(label)) : readPeriod(label, yearStart);
    if (period === undefined) return undefined;
    periods.set(label, period);
  }
  const sorted = [...periods.values()].sort((a, b) => a.start < b.start ? -1 : 1);
  const overlaps = sorted.some(({ start }, index) => index > 0 && sorted[index - 1]!.end >= start);
  return periods.size === 0 || overlaps ? undefined : periods;
}

/** Gives for a label those of others whose periods fill its own, such as the quarters of a year; none where they leave a gap or overlap. */
export function periodsAmong(labels: readonly string[]): (label: string) => string[] {
  const all = labels.map((one) => ({ one, ...readPeriod(one)! }))
    .filter(({ start }) => start !== undefined)
    .sort((a, b) => a.start < b.start ? -1 : 1);
  const firsts = new Map(all.map(({ start }, at) => [start, at] as const).reverse());
  const dayAfter = (day: string) => String(Temporal.PlainDate.from(day).add({ days: 1 }));
  return (label) => {
    const whole = readPeriod(label);
    if (!whole) return [];
    const parts: string[] = [];
    let next = whole.start;
    for (let at = firsts.get(next) ?? all.length; at < all.length; at++) {
      const { one, start, end } = all[at]!;
      if (start > whole.end) break;
      if (one === label || end > whole.end) continue;
      if (start !== next) return [];
      parts.push(one);
      next = dayAfter(end);
    }
    return parts.length > 0 && next === dayAfter(whole.end) ? parts : [];
  };
}

/** The one of some labels that a key stands for: itself, or the only one of the same letters and digits, or of the same days. */
export type Matcher = (key: string) => string | undefined;

export function matcherOf(labels: readonly string[]): Matcher {
  const known = new Set(labels);
  let [byForm, byDays]: Map<string | undefined, string[]>[] = [];
  return (key) => {
    if (known.has(key)) return key;
    byForm ??= Map.groupBy(labels, formOf);
    byDays ??= Map.groupBy(labels, daysOf);
    const [form, days] = [formOf(key), daysOf(key)];
    const same = new Set([
      ...form === "" ? [] : byForm.get(form) ?? [],
      ...days === undefined ? [] : byDays.get(days) ?? [],
    ]);
    return same.size === 1 ? [...same][0] : undefined;
  };
}

/** The letters and digits of a label. */
const formOf = (label: string): string =>
  label.normalize("NFKD").toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");

/** The days that a label names; undefined where they are not told. */
function daysOf(label: string): string | undefined {
  const period = isDoubleYear(label) ? undefined : readPeriod(label);
  return period && `${period.start} ${period.end}`;
}

/** Whether a label names a period, whichever days it has. */
export const isPeriodLabel: (label: string) => boolean = remembering((label) =>
  isDoubleYear(label) || readPeriod(label) !== undefined
);

/** A year, or the part of it that a note in brackets names. */
function readYear(year: number, note: string): Period | undefined {
  if (year < 1800 || year > 2200) return undefined;
  if (/^[*†‡]*$/.test(note)) return months(year, 1, 12);
  const words = /^\((.*)\)$/.exec(note)?.[1] ?? "";
  const month = monthOf(words.replace(".", ""));
  const [since, until] = [SINCE.exec(words), UNTIL.exec(words)];
  const day = readDay(year, (since ?? until)?.[1] ?? "");
  const part = month > 0
    ? months(year, month)
    : since
    ? between(day, dayOf(`${year}-12-31`))
    : between(dayOf(`${year}-01-01`), day);
  return part && { ...part, isPartial: true };
}

/** "22 April" or "1er mai", in a year. */
function readDay(year: number, text: string): Temporal.PlainDate | undefined {
  const match = /^(\d{1,2})(?:er|st|nd|rd|th|\.)? (?:of |de )?(\p{L}+)\.?(?: \d{4})?$/u.exec(text);
  const month = monthOf(match?.[2] ?? "");
  return month > 0 ? dayOf({ year, month, day: Number(match![1]) }) : undefined;
}

/** The day and the month with which a text begins, as `04-01`: "1er avril et se termine le 31 mars". */
export function firstDayIn(text: string): string | undefined {
  const words = text.toLowerCase().trim().split(/\s+/);
  const days = [words.slice(0, 2), words.slice(0, 2).toReversed(), words.slice(0, 3)]
    .map((some) => readDay(2000, some.join(" ")));
  return days.find(Boolean)?.toString().slice(5);
}

export const isMonthName = (word: string): boolean => monthOf(word.toLowerCase()) > 0;

function monthOf(word: string): number {
  return MONTHS.findIndex((names) => names.includes(word)) + 1;
}

function groupsOf(patterns: readonly RegExp[], text: string) {
  return patterns.map((pattern) => pattern.exec(text)).find(Boolean)?.groups;
}

/** A day that the calendar has. */
function dayOf(
  day: string | { year: number; month: number; day: number },
): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from(day, { overflow: "reject" });
  } catch {
    return undefined;
  }
}

function between(first?: Temporal.PlainDate, last?: Temporal.PlainDate): Period | undefined {
  if (!first || !last || Temporal.PlainDate.compare(first, last) > 0) return undefined;
  return { start: String(first), end: String(last), isPartial: false };
}

/** Whole months. */
function months(year: number, month: number, count = 1): Period {
  const start = Temporal.PlainDate.from({ year, month, day: 1 });
  return between(start, start.add({ months: count }).subtract({ days: 1 }))!;
}
