/** What one field of a stranger's table holds: a count, another number, a mark, or words; and what words of headers and labels say. */

export type Meaning = "suppressed" | "not-available" | "not-applicable" | "unreliable" | "zero";

export type Field =
  | { readonly kind: "empty" | "text" }
  | {
    readonly kind: "count";
    readonly digits: string;
    readonly suffix: string;
    /** A percentage in brackets after it. */
    readonly share?: string;
  }
  /** One comma or point before three digits: it separates thousands, or decimals. */
  | {
    readonly kind: "grouped";
    readonly digits: string;
    readonly by: "," | ".";
    readonly suffix: string;
    readonly share?: string;
  }
  | { readonly kind: "decimal" | "percentage" | "money" | "negative" }
  | { readonly kind: "mark"; readonly mark: SourceMark; readonly suffix: string };

/** A mark, with what it says itself. */
export interface SourceMark {
  /** As the file writes it, without a note's number. */
  readonly value: string;
  readonly atMost?: number;
  readonly atLeast?: number;
  /** What it means nearly everywhere; undefined where offices differ. */
  readonly meaning?: Meaning;
  /** A single letter that may as well be a label, such as M and F. */
  readonly isWeak?: boolean;
}

/** Notes at the end of a number: superscripts, stars, [note 1], and a few letters of revision. */
const SUFFIX =
  /[\s\u00a0]?(?:[¹²³⁰⁴-⁹ᵃ-ᵿʳᴾ]+|[*†‡§]{1,3}|\((?:\d{1,2}|[a-z])\)|\[(?:\d{1,2}|[a-z]|(?:note|r|p|e|b)\s?\d{0,2})\]|(?<=\d)\s?[preEb]|(?<=\d)\s?[rp][¹²³]?)$/u;

/** The text, and the note's sign that stands after it. */
export function splitSuffix(text: string): { body: string; suffix: string } {
  const suffix = SUFFIX.exec(text)?.[0] ?? "";
  const body = text.slice(0, text.length - suffix.length).trim();
  return suffix && body !== "" ? { body, suffix: suffix.trim() } : { body: text, suffix: "" };
}

/** Texts that a table repeats are looked at once; more than so many are forgotten again. */
const MOST_TEXTS = 100_000;

/** The same function, which remembers what it gave. */
function remembering<T>(look: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (known.has(text)) return known.get(text)!;
    if (known.size > MOST_TEXTS) known.clear();
    const found = look(text);
    known.set(text, found);
    return found;
  };
}

export const readField: (text: string) => Field = remembering((text) => {
  if (text === "") return { kind: "empty" };
  const shared = /^(\d[\d\s.,'’]*?)\s?(\([\d\s.,]+\s?%\))$/.exec(text);
  if (shared) {
    const field = readField(shared[1]!);
    return "suffix" in field && field.kind !== "mark" ? { ...field, share: shared[2]! } : field;
  }
  const whole = readBare(text);
  if (whole.kind !== "text") return whole;
  const { body, suffix } = splitSuffix(text);
  const bare = suffix === "" ? whole : readBare(body);
  if (bare.kind === "mark" && bare.mark.isWeak) return whole;
  return "suffix" in bare ? { ...bare, suffix } : bare;
});

/** Reads a field as a table writes it. */
export type Reader = (text: string) => Field;

/**
 * @param thousands what parts thousands in the table; `""` where nothing does
 * @param marks texts that somebody said are marks
 */
export function readerOf(thousands: string, marks: readonly string[]): Reader {
  return (text) => {
    if (marks.includes(text)) {
      const { isWeak: _, ...mark } = readMark(text) ?? { value: text };
      return { kind: "mark", mark, suffix: "" };
    }
    const field = readField(text);
    if (field.kind !== "grouped") return field;
    const { digits, suffix, share } = field;
    return field.by === thousands
      ? { kind: "count", digits, suffix, ...share ? { share } : {} }
      : { kind: "decimal" };
  };
}

const SPACED = /^[1-9]\d{0,2}(?:([ \u00a0\u2009\u202f'’])\d{3})(?:\1\d{3}){0,3}$/;

function readBare(text: string): Field {
  if (/^(0|[1-9]\d{0,14})$/.test(text) || SPACED.test(text)) {
    return { kind: "count", digits: text.replaceAll(/\D/g, ""), suffix: "" };
  }
  const grouped = /^[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3}){0,3}$/.exec(text);
  if (grouped) {
    const digits = text.replaceAll(/\D/g, "");
    // Two separators, as in 1,234,567, cannot be decimal ones.
    return digits.length > 6
      ? { kind: "count", digits, suffix: "" }
      : { kind: "grouped", digits, by: grouped[1] as "," | ".", suffix: "" };
  }
  if (/^(?:±|\+\/-)\s?\d/.test(text)) return { kind: "decimal" };
  const mark = readMark(text);
  if (mark) return { kind: "mark", mark, suffix: "" };
  if (/^[-+−–]?[\d\s.,'’]*\d\s?(?:%|p\.?\s?c\.?|pct)$/i.test(text)) return { kind: "percentage" };
  if (
    /^[-−–+]?\s?(?:[$€£¥]|CA\$|US\$|kr|EUR|CHF)\s?[\d\s.,'’]+[kKmM]?$|^[\d\s.,'’]+\s?(?:[$€£¥]|k\$|M\$|kr|EUR|CHF)$/
      .test(text)
  ) {
    return { kind: "money" };
  }
  if (/^[-−–]\s?\d[\d\s.,'’]*$|^\(\d[\d\s.,'’]*\)$|^\+\s?\d[\d.,]*$/.test(text)) {
    return { kind: "negative" };
  }
  if (/^\d[\d\s'’]*[.,]\d+$|^[.,]\d+$|^\d{1,3}(?:[.,]\d{3})+[.,]\d+$/.test(text)) {
    return { kind: "decimal" };
  }
  return { kind: "text" };
}

/** Small numbers in words. */
const WORDS: Readonly<Record<string, number>> = Object.assign(Object.create(null), {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  ten: 10,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  dix: 10,
  zehn: 10,
});
const numeral = (text: string) =>
  text.replace(/(?<=\s)\p{L}+$/u, (word) => String(WORDS[word.toLowerCase()] ?? word))
    .replace(/^n\s?(?=[<>≤≥])/i, "");

const BELOW =
  /^(?:<|less than|fewer than|under|moins de|weniger als|unter|menos de|meno di|minder dan|færre enn|färre än)\s?(\d{1,6})$/i;
const AT_MOST =
  /^(?:≤|<=|=<|at most|up to|au plus|höchstens|bis zu|hasta|como máximo)\s?(\d{1,6})$/i;
const SPAN = /^(\d{1,6})\s?(?:[-–—]|to|à|bis|a)\s?(\d{1,6})$/i;
const ABOVE = /^(?:>|over|more than|plus de|mehr als|más de)\s?(\d{1,9})$/i;
const AT_LEAST =
  /^(?:≥|>=|=>|at least|au moins|mindestens|al menos)\s?(\d{1,9})$|^(\d{1,9})\s?(?:\+|or more|and over|et plus|ou plus|und mehr|o más)$/i;
const OR_LESS = /^(\d{1,6}) (?:or|and) (?:fewer|less|under|below)$|^(\d{1,6}) (?:ou|et) moins$/i;

/** Marks that withhold a count wherever they are used. */
const WITHHELD =
  /^(?:x|c|\[c\]|\[x\]|\((?:c|x|s)\)|\*{1,5}|supp\.?|suppressed|supprim[ée]e?|masqu[ée]e?|conf\.?|confidential|confidentiel(?:le)?|geheim|s\.?s\.?|secret(?: statistique)?|withheld|redacted|caviardé|n\.?p\.?|\[u\]\?)$/i;
/** Not available: there may be a count or none. */
const MISSING =
  /^(?:\.\.|n\.?\s?[ad]\.?|n\/[ad]|n\.\s?disp\.?|not available|non disponible|…|\.{3})$/i;
const NOT_APPLICABLE = /^(?:\[z\]|\/{3}|s\.?\/?o\.?|not applicable|sans objet|n\.?\s?v\.?t\.?)$/i;
const UNRELIABLE = /^(?:\[u\]|unreliable|trop peu fiable|\[low\])$/i;
const ZERO = /^(?:nil|néant|none|aucun|aucune|keine?|ingen|0s|\[zero\])$/i;
/** Signs to which offices give different meanings: "-" is a zero here and a secret there. */
const OPEN =
  /^(?:[-–—−]{1,3}|\.|:|\/|#|##|#N\/A|~|\?|\[[a-z]{1,4}\]|\([a-z]{1,2}\)|n\.?s\.?|††?|‡)$/i;
const LETTER = /^[a-z]$/i;

/** What a text says as a mark; undefined where it is none. */
export function readMark(text: string): SourceMark | undefined {
  const value = text;
  text = numeral(text);
  const below = BELOW.exec(text);
  if (below && Number(below[1]) > 0) {
    return { value, atMost: Number(below[1]) - 1, meaning: "suppressed" };
  }
  const most = AT_MOST.exec(text) ?? OR_LESS.exec(text);
  if (most) return { value, atMost: Number(most[1] ?? most[2]), meaning: "suppressed" };
  const span = SPAN.exec(text);
  // "2021 to 2022" is no count between the two.
  if (span && !/^(?:19|20)\d\d\D+(?:19|20)\d\d$/.test(text) && Number(span[1]) < Number(span[2])) {
    return { value, atLeast: Number(span[1]), atMost: Number(span[2]), meaning: "suppressed" };
  }
  const above = ABOVE.exec(text);
  if (above) return { value, atLeast: Number(above[1]) + 1, meaning: "suppressed" };
  const least = AT_LEAST.exec(text);
  if (least) return { value, atLeast: Number(least[1] ?? least[2]), meaning: "suppressed" };
  if (WITHHELD.test(text)) return { value, meaning: "suppressed" };
  if (MISSING.test(text)) return { value, meaning: "not-available" };
  if (NOT_APPLICABLE.test(text)) return { value, meaning: "not-applicable" };
  if (UNRELIABLE.test(text)) return { value, meaning: "unreliable" };
  if (ZERO.test(text)) return { value, meaning: "zero" };
  if (OPEN.test(text)) return { value };
  return LETTER.test(text) ? { value, isWeak: true } : undefined;
}

/** Whether marks are groups such as 0-14, 15-24 and 65+, once or again: each begins above the end of the one before. */
export function areAgeGroups(marks: readonly SourceMark[]): boolean {
  const groups = [...new Map(marks.map((mark) => [mark.value, mark])).values()];
  return groups.length > 1 && groups.every(({ atLeast, atMost }, at) => {
    const before = groups[at - 1];
    return (atLeast ?? atMost) !== undefined &&
      (!before || (atLeast ?? 0) > (before.atMost ?? Infinity));
  });
}

const TOTAL =
  "totals?|totalt|totaux|totale|totales|totaal|ensemble|tous|toutes|all|alla|alle|overall|sum|somme|suma|soma|todos|todas|tutti|conjunto|insgesamt|gesamt|zusammen|summe|both sexes|les deux sexes|beide geschlechter|begge kjønn|båda könen|i alt|cumul|cumulative|cumulatif|hele landet|riket|grand-total|(?:city|state|country|nation|borough|county|province)-?wide(?! *\\p{L})";
const STARTS = new RegExp(`^[\\s(\\[]*(?:grand )?(?:${TOTAL})(?![\\p{L}\\p{N}-])`, "iu");
const ENDS = /(?<![\p{L}-])(?:total|totale|totalt|totaal|insgesamt|gesamt)[\s)\]*:]*$/iu;
const SUBTOTAL = /sous-?\s?total|sub-?\s?total|zwischensumme|subtotaal|delsum/iu;
/** Words for a rest, such as "all others", which is no total. */
const REST =
  /\b(?:others?|autres?|rest|übrigen?|sonstigen?|andere|remaining|otr[ao]s|except|sauf|ohne|excluding|sans)\b/iu;
/** What names a part of the row above it. */
const OF_WHICH =
  /^[\s–-]*(?:of which|of whom|thereof|including|dont|parmi lesquel(?:le)?s|davon|darunter|waarvan|w\.\s?v\.?|wv(?= \p{Ll})|herav|därav|de los cuales|di cui)(?![\p{L}])/iu;
const COUNTRY =
  /^(?:canada|united kingdom|uk|great britain|england|deutschland|germany|france(?: entière| métropolitaine)?|nederland|netherlands|norge|norway|sverige|sweden|united states|u\.s\.|usa|españa|italia|schweiz|suisse)$/iu;

/** A label that says it sums up the others. */
export const isTotalLabel: (label: string) => boolean = remembering((label) =>
  (STARTS.test(label) || ENDS.test(label)) && !REST.test(label) && !SUBTOTAL.test(label) &&
  isCount(label)
);

const MENTIONS =
  /(?<![\p{L}\p{N}])(?:total|totals|totale?s?|totaux|totalt|totaal|insgesamt|all categories|ensemble)(?![\p{L}\p{N}])/iu;

/** A label in which a word for a total stands, whatever else it says. */
export const mentionsTotal = (label: string): boolean => MENTIONS.test(label);

/** A label that says nothing but that it is a total, such as "Grand total" or "All ages". */
export const isPlainTotal = (label: string): boolean =>
  isTotalLabel(label) && label.trim().split(/\s+/).length < 3 &&
  !/^(?:total\s+\p{L}|cumul\p{L}*_)/iu.test(label.trim());

export const isSubtotalLabel = (label: string): boolean => SUBTOTAL.test(label);
export const isPartLabel = (label: string): boolean => OF_WHICH.test(label);
export const isCountryLabel = (label: string): boolean => COUNTRY.test(label);

/** Names of columns, and of rows that hold no counts, by what they say of the numbers. */
export const NAMES = {
  percentage:
    /%|\bper ?cent(?:age)?s?\b|\bpct\b|\bpourcentage|\bprozent|\bprosent|\bprocent|\bproportion|\banteil|\bandel|\baandeel|\bshare\b|\bpart (?:des|de|du|en)\b|\btaux\b|\brates?\b|\bquote\b|\bratio\b/iu,
  measure:
    /[$€£]|\baverage|\bmean\b|\bmedian|\bmoyenne|\bmédiane|\bdurchschnitt|\bgjennomsnitt|\bgenomsnitt|\bgemiddelde?|\bindex\b|\bindice\b|\bchange\b|\bdifference|\bdifférence|\bvariation|\bécart|\bveränderung|\bendring|\bförändring|\bverschil|\bper (?:1[ ,.]?000|10[ ,.]?000|100[ ,.]?000|capita)|\bpour (?:1|10|100) ?000|^(?:total )?(?:income|revenue?s?|salar(?:y|ies)|wages?|earnings|amounts?|montants?|betrag|dollars?|euros?|days|jours|hours|heures|score|valeur|bed[ -]days)(?: \(.*\))?$|\b(?:in|en) (?:millions?|milliers|thousands|1 ?000)\b|\bmargins? of error|\bmoe\b|\bstandard error|\bconfidence (?:interval|limit)|\b(?:lower|upper) (?:ci|cl|limit|bound|confidence)\b|\bmarge d.erreur|\bpopulation density|\byears of life lost|\bperson[- ]years|\binzidenz\b|\bc\.?v\.?$|[±]|\+\/-/iu,
  /** What is measured and never counted, whatever the numbers look like. */
  sureMeasure:
    /[$€£±]|\bmargins? of error|\bstandard error|\bconfidence (?:interval|limit)|^(?:average|mean|median|moyenne|médiane|durchschnitt|gjennomsnitt|genomsnitt|gemiddelde?)(?!\p{L})|\bper 1|\bpour 1|^(?:change|difference|différence|variation|écart)$|years of life lost/iu,
  code:
    /^(?:.*[ _-])?(?:(?:post|zip)?codes?|ids?|kode|kod|fipst?|uid|dguid|geocode|ags|siren|insee)$|^.+[ _-](?:nr|nummer)$/iu,
  /** Names of columns that number the rows, or that hold counts. */
  numbering: /^(?:no\.?|n[o°º]\.?|nr\.?|nummer|num[ée]ro|number|#)$/iu,
  order:
    /^(?:year|ann[ée]e|an|jahr|jaar|år|año|anno|period|p[ée]riode|month|mois|monat|quarter|trimestre|quartal|week|semaine|age|[âa]ges?|alter|leeftijd|alder|ålder|rank|rang|deciles?|d[ée]ciles?|quintiles?|quartiles?|percentiles?|cohort(?:e)?|grade|level|niveau|ref_date|time|temps|geo)$/iu,
  note:
    /^(?:notes?|footnotes?|remarks?|remarques?|comments?|commentaires?|kommentare?|bemerkung(?:en)?|anmerkung(?:en)?|status|statut|symbole?s?|(?:.*[ _])?flags?|n?diff|obs_status|conf_status|terminated|marker)$/iu,
  status: /^(?:status|statut|symbole?s?|(?:.*[ _])?flags?|n?diff|obs_status|conf_status|marker)$/iu,
} as const;

/** A name that a program gave, in words: "margin_of_error", "marginOfError". */
export const inWords = (name: string): string =>
  name.replaceAll("_", " ").replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, " ");

/** A share in the name of a column that says which cases are counted, as in "attended 80% or more", and no unit. */
const CONDITION =
  /\d\s?% (?:or|and|ou|to)\b|(?:≥|>|<|at least|under|over|more than|less than)\s?\d+\s?%/i;

export const saysPercentage = (name: string): boolean =>
  NAMES.percentage.test(inWords(name).replace(CONDITION, ""));
/** A sum of money in the name of a column that says whose cases are counted, as in "$1 to 1000". */
const SUM = String.raw`[$€£]\s?\d[\d,.]*k?`;
const BELOW_OR_ABOVE = String
  .raw`(?:\b(?:under|below|less than|up to|over|above|more than|moins de|plus de|unter|bis|über)|[<>≤≥])`;
const BAND = new RegExp(
  String.raw`${SUM}\s?(?:(?:to|or|and|à|bis)\b|[-–+])(?:\s?${SUM})?|${BELOW_OR_ABOVE}\s?${SUM}`,
  "i",
);

/** Persons counted by the hours that they work: shown whole, and no counts. */
export const saysEquivalents = (name: string): boolean =>
  /\bfull[- ]time[- ]equivalents?\b|\bftes?\b|équivalents? (?:à )?temps plein|\betp\b|vollzeitäquivalent/i
    .test(inWords(name));

export const saysMeasure = (name: string): boolean =>
  NAMES.measure.test(inWords(name).replace(BAND, "")) || saysEquivalents(name);

/** Whether something of this name is counted; false for rates, averages, differences and money. */
export function isCount(name: string): boolean {
  return !saysPercentage(name) && !saysMeasure(name);
}

/** Names of columns that say of which level a row's place is. */
export const namesLevel = (name: string): boolean =>
  /(?:^|\s)(?:level|niveau|ebene)$/iu.test(inWords(name));

/** Names of columns of periods, such as time_period and "Week ending": what they hold has to be looked at too. */
export const namesPeriod = (name: string): boolean =>
  /^(?:\p{L}+ )?(?:year|period|month|quarter|week|date|day|ann[ée]e|mois|semaine|trimestre|jahr|monat|woche|quartal)s?(?: (?:number|no\.?|nr|ending|beginning|starting|of (?!life).*))?$/iu
    .test(inWords(name));

/** "Table 1", "Tableau A", "Table IV", and no sentence that begins "Table below". */
export function isTitleLine(text: string): boolean {
  return /^(?i:table|tableau|tabelle|tabell|tabel|cuadro|tabla|figure|graphique)(?:\s?\d|\s[A-Z]\d|\s(?:[A-Z]|[IVX]+)(?![\p{L}\p{N}’']))/u
    .test(text);
}
