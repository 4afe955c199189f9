/** Which days a label such as "2024", "2024-Q1", "Jan-24" or "2025 (to 31 January)" stands for. */
import { splitSuffix } from "./fields.ts";

/** Days, ISO 8601, both inclusive. */
export interface Period {
  readonly start: string;
  readonly end: string;
  readonly isPartial: boolean;
}

/** In English, French, German and Spanish, in full and as they are shortened. */
const MONTHS: readonly (readonly string[])[] = [
  ["january", "janvier", "januar", "jänner", "enero", "jan", "janv", "ene"],
  ["february", "février", "fevrier", "februar", "febrero", "feb", "fév", "févr"],
  ["march", "mars", "märz", "marzo", "mar"],
  ["april", "avril", "abril", "apr", "avr", "abr"],
  ["may", "mai", "mayo"],
  ["june", "juin", "juni", "junio", "jun"],
  ["july", "juillet", "juli", "julio", "jul", "juil"],
  ["august", "août", "aout", "agosto", "aug", "ago"],
  ["september", "septembre", "septiembre", "sept", "sep"],
  ["october", "octobre", "oktober", "octubre", "oct", "okt"],
  ["november", "novembre", "noviembre", "nov"],
  ["december", "décembre", "decembre", "dezember", "diciembre", "dec", "déc", "dez", "dic"],
];

const DAYS = /^(\d{4}-\d{2}-\d{2}) ?(?:\/|-|–|—|to|au|bis|a) ?(\d{4}-\d{2}-\d{2})$/;
const QUARTER =
  /^([1-4])(?:\.|st|nd|rd|th|er|e|ème|º|o)? (?:quarter|trimestre|quartal|vierteljahr)(?: of| de| d’| del)? (\d{4})$/;

/** A label such as 2010-11 or 2022/2023: two years, whose first day the table does not tell. */
export function isDoubleYear(label: string): boolean {
  const match = /^(\d{4})\s?[-–/]\s?(\d{2}|\d{4})$/.exec(splitSuffix(label).body);
  if (!match) return false;
  const [first, second] = [Number(match[1]), match[2]!];
  return second.length === 2 ? (first + 1) % 100 === Number(second) : first + 1 === Number(second);
}

/** The period; undefined where the label is none, or may be two. */
export function readPeriod(label: string, yearStart?: string): Period | undefined {
  const text = plainPeriod(label);
  if (isDoubleYear(text)) return yearStart === undefined ? undefined : doubleYear(text, yearStart);
  const days = DAYS.exec(text);
  if (days) return readDays(days[1]!, days[2]!);
  const year = /^(\d{4})\b(?![-/.]\d)(?!.*[qtk][1-4])/.exec(text);
  if (year) return readYear(Number(year[1]), text.slice(4).trim());
  const quarter = /^(\d{4})[ -]?[qtk]([1-4])$/.exec(text) ??
    swapped(/^[qtk]([1-4])[ -/]?(\d{4})$/.exec(text)) ?? swapped(QUARTER.exec(text));
  if (quarter) {
    const month = 3 * Number(quarter[2]) - 2;
    return whole(Number(quarter[1]), month, month + 2);
  }
  return readMonth(text) ?? readOneDay(text);
}

/** Lower case, without a note's sign; "2023p" and "2023r" are 2023. */
function plainPeriod(label: string): string {
  const text = label.trim().toLowerCase().replaceAll(/\s+/g, " ");
  const note = /^(\d{4})\s?(?:[pre]|\([pre]\)|\[[pre]\])$/.exec(text);
  return note ? note[1]! : splitSuffix(text).body;
}

function readMonth(text: string): Period | undefined {
  const month = /^(\d{4})[-/.m](\d{2})$/.exec(text);
  if (month && Number(month[2]) >= 1 && Number(month[2]) <= 12) {
    return whole(Number(month[1]), Number(month[2]), Number(month[2]));
  }
  const named = /^(\p{L}+)\.?(?: de|,)?[ -](\d{4}|\d{2})$/u.exec(text) ??
    swapped(/^(\d{4})[ -](\p{L}+)\.?$/u.exec(text));
  const number = named ? monthOf(named[1]!) : 0;
  if (!named || number === 0) return undefined;
  const year = named[2]!.length === 2 ? 2000 + Number(named[2]) : Number(named[2]);
  return whole(year, number, number);
}

/** A day at which something was counted: "au 31 mars 2025", "31.12.2023", "as at 31 March 2025". */
function readOneDay(text: string): Period | undefined {
  const bare = text.replace(/^(?:as (?:at|of)|at|on|au|le|am|zum|per|op) /, "");
  const plain = /^(\d{4})-(\d{2})-(\d{2})$/.exec(bare);
  if (plain) return readDays(bare, bare);
  const points = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(bare);
  if (points) {
    const day = [points[3], points[2]!.padStart(2, "0"), points[1]!.padStart(2, "0")].join("-");
    return readDays(day, day);
  }
  const year = / (\d{4})$/.exec(bare)?.[1] ?? /^\p{L}+ \d{1,2}, (\d{4})$/u.exec(bare)?.[1];
  const english = /^(\p{L}+) (\d{1,2}), \d{4}$/u.exec(bare);
  const day = year && readDay(Number(year), english ? `${english[2]} ${english[1]}` : bare);
  return day ? { start: day, end: day, isPartial: false } : undefined;
}

/** Two years from a day of the first, such as 04-01, to the day before it. */
function doubleYear(text: string, yearStart: string): Period {
  const year = Number(text.slice(0, 4));
  const end = new Date(`${year + 1}-${yearStart}T00:00:00Z`);
  end.setUTCDate(end.getUTCDate() - 1);
  return { start: `${year}-${yearStart}`, end: end.toISOString().slice(0, 10), isPartial: false };
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

/** Whether a label names a period, whichever days it has. */
export function isPeriodLabel(label: string): boolean {
  return isDoubleYear(label) || readPeriod(label) !== undefined;
}

/** Days that a calendar has, in their order. */
function readDays(start: string, end: string): Period | undefined {
  const exists = [start, end].every((day) => {
    const [year, month, date] = day.split("-").map(Number);
    return month! >= 1 && month! <= 12 && date! >= 1 && date! <= lastDay(year!, month!);
  });
  return exists && start <= end ? { start, end, isPartial: false } : undefined;
}

/** A year, or the part of it that a note in brackets names. */
function readYear(year: number, note: string): Period | undefined {
  if (year < 1800 || year > 2200) return undefined;
  if (/^[*†‡]*$/.test(note)) return whole(year, 1, 12);
  const words = /^\((.*)\)$/.exec(note)?.[1];
  const only = monthOf(words?.replace(".", "") ?? "");
  if (only > 0) return { ...whole(year, only, only), isPartial: true };
  const since = words &&
    /^(?:from|since|depuis|à partir|dès|à compter|seit|ab|desde)\D*(\d.*)$/.exec(words);
  const until = words &&
    /^(?:to|until|up to|au|jusqu|bis|hasta|year to date to)\D*(\d.*)$/.exec(words);
  const day = readDay(year, (since || until)?.[1] ?? "");
  if (day === undefined) return undefined;
  return since
    ? { start: day, end: `${year}-12-31`, isPartial: true }
    : { start: `${year}-01-01`, end: day, isPartial: true };
}

/** "22 April" or "1er mai", in a year. */
function readDay(year: number, text: string): string | undefined {
  const match = /^(\d{1,2})(?:er|st|nd|rd|th|\.)? (?:of |de )?(\p{L}+)\.?(?: \d{4})?$/u.exec(text);
  const month = match ? monthOf(match[2]!) : 0;
  const day = Number(match?.[1]);
  return month > 0 && day >= 1 && day <= lastDay(year, month) ? iso(year, month, day) : undefined;
}

function monthOf(word: string): number {
  return MONTHS.findIndex((names) => names.includes(word)) + 1;
}

function swapped(match: RegExpExecArray | null): (string | undefined)[] | undefined {
  return match ? [match[0], match[2], match[1]] : undefined;
}

function whole(year: number, first: number, last: number): Period {
  return {
    start: iso(year, first, 1),
    end: iso(year, last, lastDay(year, last)),
    isPartial: false,
  };
}

function lastDay(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function iso(year: number, month: number, day: number): string {
  return [year, String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
}
