/** Which days a label such as "2024", "2024-Q1" or "2025 (to 31 January)" stands for. */

/** Days, ISO 8601, both inclusive. */
export interface Period {
  readonly start: string;
  readonly end: string;
  readonly isPartial: boolean;
}

const MONTHS: readonly (readonly string[])[] = [
  ["january", "janvier", "jan"],
  ["february", "février", "fevrier", "feb", "fév"],
  ["march", "mars", "mar"],
  ["april", "avril", "apr", "avr"],
  ["may", "mai"],
  ["june", "juin", "jun"],
  ["july", "juillet", "jul"],
  ["august", "août", "aout", "aug"],
  ["september", "septembre", "sept", "sep"],
  ["october", "octobre", "oct"],
  ["november", "novembre", "nov"],
  ["december", "décembre", "decembre", "dec", "déc"],
];

/** The period; undefined where the label is none. */
export function readPeriod(label: string): Period | undefined {
  const text = label.trim().toLowerCase().replaceAll(/\s+/g, " ");
  const year = /^(\d{4})\b(?![-/]\d)(?!.*[qt][1-4])/.exec(text);
  if (year) return readYear(Number(year[1]), text.slice(4).trim());
  const quarter = /^(\d{4})[ -]?[qt]([1-4])$/.exec(text) ??
    swapped(/^[qt]([1-4])[ -]?(\d{4})$/.exec(text));
  if (quarter) {
    const month = 3 * Number(quarter[2]) - 2;
    return whole(Number(quarter[1]), month, month + 2);
  }
  const month = /^(\d{4})[-/](\d{2})$/.exec(text);
  if (month && Number(month[2]) >= 1 && Number(month[2]) <= 12) {
    return whole(Number(month[1]), Number(month[2]), Number(month[2]));
  }
  const named = /^(\p{L}+)\.? (\d{4})$/u.exec(text);
  const number = named ? monthOf(named[1]!) : 0;
  return named && number > 0 ? whole(Number(named[2]), number, number) : undefined;
}

/** The periods of a whole dimension, the totals apart; undefined unless each label is one and none overlap. */
export function readPeriods(
  labels: readonly string[],
  isTotal: (label: string) => boolean,
): ReadonlyMap<string, Period> | undefined {
  const periods = new Map<string, Period>();
  for (const label of labels) {
    if (isTotal(label)) continue;
    const period = readPeriod(label);
    if (period === undefined) return undefined;
    periods.set(label, period);
  }
  const sorted = [...periods.values()].sort((a, b) => a.start < b.start ? -1 : 1);
  const overlaps = sorted.some(({ start }, index) => index > 0 && sorted[index - 1]!.end >= start);
  return periods.size === 0 || overlaps ? undefined : periods;
}

/** A year, or the part of it that a note in brackets names. */
function readYear(year: number, note: string): Period | undefined {
  if (year < 1800 || year > 2200) return undefined;
  if (/^[*†‡]*$/.test(note)) return whole(year, 1, 12);
  const words = /^\((.*)\)$/.exec(note)?.[1];
  const since = words && /^(?:from|since|depuis|à partir|dès|à compter)\D*(\d.*)$/.exec(words);
  const until = words && /^(?:to|until|up to|au|jusqu)\D*(\d.*)$/.exec(words);
  const day = readDay(year, (since || until)?.[1] ?? "");
  if (day === undefined) return undefined;
  return since
    ? { start: day, end: `${year}-12-31`, isPartial: true }
    : { start: `${year}-01-01`, end: day, isPartial: true };
}

/** "22 April" or "1er mai", in a year. */
function readDay(year: number, text: string): string | undefined {
  const match = /^(\d{1,2})(?:er|st|nd|rd|th)? (?:of |de )?(\p{L}+)\.?(?: \d{4})?$/u.exec(text);
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
