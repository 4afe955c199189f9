/** What a spreadsheet shows of a number, by its number format: rounded, scaled, as a date, or hidden behind words. */

/** The formats that workbooks name by number alone, as far as they change what is shown. */
const BUILT_IN: Readonly<Record<string, string>> = {
  "1": "0",
  "2": "0.00",
  "3": "#,##0",
  "4": "#,##0.00",
  "9": "0%",
  "10": "0.00%",
  "14": "yyyy-mm-dd",
  "15": "d-mmm-yy",
  "16": "d-mmm",
  "17": "mmm-yy",
  "37": "#,##0",
  "38": "#,##0",
  "39": "#,##0.00",
  "40": "#,##0.00",
};

export const builtInFormat = (id: string): string | undefined => BUILT_IN[id];

/** A number as it is shown; undefined where the format shows something else in its place, or beside it. */
export function shownNumber(value: number, format: string | undefined, is1904 = false) {
  const plain = String(Number(value.toPrecision(15)));
  // Some programs write General as no format at all.
  if (format === undefined || format === "") return plain;
  const section = sectionFor(value, format);
  const bare = bareFormat(section);
  if (/general|@/i.test(bare)) return plain;
  if (/[dmyhs]/i.test(bare)) return shownDate(value, bare, is1904);
  // A dash in the place of zero is read as the text that it is.
  const dash = value === 0 && section.replaceAll(/["\\\s]|[_*]./g, "");
  if (dash && /^[-–—]$/.test(dash)) return dash;
  return isDisguised(section, bare) ? undefined : shownDigits(value, bare);
}

/** By how many thousands a format scales: 2 for `0,,`. */
export function scaleOf(format: string): number {
  const [, commas = ""] = /[0#?](,+)(?=[^0#?,]*$)/.exec(bareFormat(format.split(";")[0]!)) ?? [];
  return commas.length;
}

function shownDigits(value: number, bare: string): string {
  const isPercent = bare.includes("%");
  const decimals = /\.([0#?]+)/.exec(bare)?.[1] ?? "";
  const scaled = value * (isPercent ? 100 : 1) / 1000 ** scaleOf(bare);
  const fixed = Number(scaled.toPrecision(15)).toFixed(decimals.length);
  const least = decimals.replace(/[#?]+$/, "").length;
  const trimmed = least === decimals.length
    ? fixed
    : fixed.replace(new RegExp(`(\\.\\d{${least}}\\d*?)0+$`), "$1").replace(/\.$/, "");
  return `${trimmed.replace(/^-(?=0(?:\.0*)?$)/, "")}${isPercent ? "%" : ""}`;
}

/** ISO 8601 as far as the format shows it: a day, a month, a year. */
function shownDate(value: number, bare: string, is1904: boolean): string {
  const day = new Date(Math.round((value - (is1904 ? 24_107 : 25_569)) * 86_400_000));
  if (Number.isNaN(day.getTime())) return String(value);
  const iso = day.toISOString();
  if (/d/i.test(bare)) return iso.slice(0, 10);
  if (/y/i.test(bare)) return iso.slice(0, /m/i.test(bare) ? 7 : 4);
  if (/^m{3,4}$/i.test(bare.trim())) {
    return day.toLocaleDateString("en", { month: "long", timeZone: "UTC" });
  }
  return String(Number(value.toPrecision(15)));
}

const LITERAL = /"([^"]*)"|\\(.)/g;

const bareFormat = (section: string) =>
  section.replaceAll(LITERAL, "").replaceAll(/\[[^\]]*\]|[_*]./g, "");

/** Whether a format shows words or signs in the place of a number, or beside it: `"<5"`, `[<5]"x";0`, `;;;`. */
function isDisguised(section: string, bare: string): boolean {
  const literals = [...section.matchAll(LITERAL)].map(([, quoted, one]) => quoted ?? one).join("");
  return !/[0#?]/.test(bare) || /[\p{L}\p{N}<>≤≥~≈*†‡#]/u.test(literals);
}

const HOLDS: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  "<": (value, limit) => value < limit,
  "<=": (value, limit) => value <= limit,
  ">": (value, limit) => value > limit,
  ">=": (value, limit) => value >= limit,
  "=": (value, limit) => value === limit,
  "<>": (value, limit) => value !== limit,
};

/** The section of a format for a value: positive; negative; zero; or by conditions such as [<5]. */
function sectionFor(value: number, format: string): string {
  const sections = format.match(/(?:"[^"]*"|\\.|[^;"\\])+|(?<=;|^)(?=;|$)/g) ?? [""];
  const conditions = sections.map((section) =>
    /\[([<>=]+)(-?[\d.]+)\]/.exec(section.replaceAll(LITERAL, ""))
  );
  if (conditions.some(Boolean)) {
    const at = conditions.findIndex((one) => !one || HOLDS[one[1]!]?.(value, Number(one[2])));
    return sections[at] ?? "General";
  }
  const at = value > 0 ? 0 : value < 0 ? 1 : 2;
  return sections[at] ?? sections[0]!;
}
