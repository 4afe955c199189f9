/** Numbers as they are: none becomes 0, a year has no comma, a whole number loses no digit. */
import { type Language, LOCALES } from "@crosses/text";

/** Significant digits of a column whose numbers are not whole. */
const DIGITS = 4;

/** Names of columns whose numbers are names: nobody adds them up. */
const KEY =
  /(^|_|\b)(id|ids|key|code|codes|fips|zip|postal|geoid|uid|year|years|an|année|annee|ann\u00e9es|period)$/i;

/** Names of columns of counts and of their bounds, and the years that head pivoted ones. */
const COUNT = /^(?:value|lower|upper|(?:19|20)\d\d\b.*)$/;

/** Whether the numbers of a column are years, codes or keys, which are written without separators. */
function areKeys(name: string, numbers: readonly (number | bigint)[]): boolean {
  const plain = name.replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, "_");
  if (KEY.test(plain)) return true;
  const years = [...new Set(numbers.map(Number))].sort((a, b) => a - b);
  const areYears = years.length > 0 &&
    years.every((year) => Number.isInteger(year) && year >= 1900 && year < 2100);
  // Counts may be as large; years follow one another at the same distance.
  const steps = years.slice(1).map((year, at) => year - years[at]!);
  return areYears && (!COUNT.test(name) || steps.length > 1 && new Set(steps).size === 1);
}

/** How the numbers of a column are written: with one number of significant digits, and whole numbers whole. */
export function columnFormat(
  name: string,
  values: readonly unknown[],
  language: Language,
): (value: number | bigint) => string {
  const numbers = values.filter((value): value is number | bigint =>
    typeof value === "bigint" || typeof value === "number" && Number.isFinite(value)
  );
  const useGrouping = !areKeys(name, numbers);
  return (value) => formatValue(value, language, { useGrouping, digits: DIGITS });
}

/** A number with at most so many significant digits, but with all digits before the decimal sign. */
export function formatValue(
  value: number | bigint,
  language: Language,
  { useGrouping = true, digits = 15 }: { useGrouping?: boolean; digits?: number } = {},
): string {
  const size = Math.abs(Number(value));
  if (!Number.isFinite(size)) return Number.isNaN(size) ? "" : String(value);
  // So small that its zeros would be all that is seen.
  if (typeof value === "number" && size > 0 && size < 1e-6) {
    const [, sign] = new Intl.NumberFormat(LOCALES[language]).format(0.5);
    return String(Number(value.toPrecision(digits))).replace(".", sign!);
  }
  const whole = size < 1 ? 0 : Math.floor(Math.log10(size)) + 1;
  const maximumSignificantDigits = Math.min(21, Math.max(digits, whole));
  const format = new Intl.NumberFormat(LOCALES[language], {
    useGrouping,
    // A whole number of any size keeps its digits.
    ...(typeof value === "bigint" ? {} : { maximumSignificantDigits }),
  });
  return format.format(value).replaceAll("\u00a0", "\u202f");
}
