/** Words in headers, labels and notes that say what a column, a row or a mark is, in several languages. */
import type { Meaning } from "./fields.ts";

const TOTAL =
  "totals?|totalt|totaux|totale|totales|totaal|ensemble|tous|toutes|all|alla|alle|overall|sum|somme|suma|soma|todos|todas|tutti|conjunto|insgesamt|gesamt|zusammen|summe|both sexes|les deux sexes|beide geschlechter|begge kjønn|båda könen|i alt|cumul|cumulative|cumulatif|hele landet|riket|grand-total";
const STARTS = new RegExp(`^[\\s(\\[]*(?:grand )?(?:${TOTAL})(?![\\p{L}\\p{N}-])`, "iu");
const ENDS = /(?<![\p{L}-])(?:total|totale|totalt|totaal|insgesamt|gesamt)[\s)\]*:]*$/iu;
const SUBTOTAL = /sous-?\s?total|sub-?\s?total|zwischensumme|subtotaal|delsum/iu;
/** What names a rest and no total. */
const REST =
  /\b(?:others?|autres?|rest|übrigen?|sonstigen?|andere|remaining|otr[ao]s|except|sauf|ohne|excluding|sans)\b/iu;
/** What names a part of the row above it. */
const OF_WHICH =
  /^[\s–-]*(?:of which|of whom|thereof|including|dont|parmi lesquel(?:le)?s|davon|darunter|waarvan|w\.?v\.?|herav|därav|de los cuales|di cui)(?![\p{L}])/iu;
const COUNTRY =
  /^(?:canada|united kingdom|uk|great britain|england|deutschland|germany|france(?: entière| métropolitaine)?|nederland|netherlands|norge|norway|sverige|sweden|united states|u\.s\.|usa|españa|italia|schweiz|suisse)$/iu;

/** A label that says it sums up the others. */
export function isTotalLabel(label: string): boolean {
  return (STARTS.test(label) || ENDS.test(label)) && !REST.test(label) && !SUBTOTAL.test(label) &&
    isCount(label);
}

export function isSubtotalLabel(label: string): boolean {
  return SUBTOTAL.test(label);
}

export function isPartLabel(label: string): boolean {
  return OF_WHICH.test(label);
}

export function isCountryLabel(label: string): boolean {
  return COUNTRY.test(label);
}

const PERCENTAGE =
  /%|\bper ?cent(?:age)?s?\b|\bpct\b|\bpourcentage|\bprozent|\bprosent|\bprocent|\bproportion|\banteil|\bandel|\baandeel|\bshare\b|\bpart (?:des|de|du|en)\b|\btaux\b|\brates?\b|\bquote\b|\bratio\b/iu;
const MEASURE =
  /[$€£]|\baverage|\bmean\b|\bmedian|\bmoyenne|\bmédiane|\bdurchschnitt|\bgjennomsnitt|\bgenomsnitt|\bgemiddelde?|\bindex\b|\bindice\b|\bchange\b|\bdifference|\bdifférence|\bvariation|\bécart|\bveränderung|\bendring|\bförändring|\bverschil|\bper (?:1[ ,.]?000|10[ ,.]?000|100[ ,.]?000|capita)|\bpour (?:1|10|100) ?000|^(?:total )?(?:income|revenue?s?|salar(?:y|ies)|wages?|earnings|amounts?|montants?|betrag|dollars?|euros?|days|jours|hours|heures|score|valeur|bed[ -]days)(?: \(.*\))?$|\b(?:in|en) (?:millions?|milliers|thousands|1 ?000)\b|\bmargin of error|\bstandard error|\bc\.?v\.?$|[±]|\+\/-/iu;
const CODE = /^(?:.*[ _])?(?:codes?|id|kode|kod|fips|uid|dguid|geocode|ags|siren|insee)$/iu;
/** Names of what numbers the rows, and as often of what is counted. */
const NUMBERING = /^(?:no\.?|n[o°º]\.?|nr\.?|nummer|num[ée]ro|number|#)$/iu;
const ORDER =
  /^(?:year|ann[ée]e|an|jahr|jaar|år|año|anno|period|p[ée]riode|month|mois|monat|quarter|trimestre|quartal|week|semaine|age|[âa]ges?|alter|leeftijd|alder|ålder|rank|rang|deciles?|d[ée]ciles?|quintiles?|quartiles?|percentiles?|cohort(?:e)?|grade|level|niveau|ref_date|time|temps|geo)$/iu;
const NOTE =
  /^(?:notes?|footnotes?|remarks?|remarques?|comments?|commentaires?|anmerkung(?:en)?|status|statut|symbole?s?|flags?|obs_status|conf_status|terminated|value flag|marker)$/iu;
const STATUS = /^(?:status|statut|symbole?|flags?|obs_status|conf_status|value flag|marker)$/iu;

/** Whether something of this name is counted; false for rates, averages, differences and money. */
export function isCount(name: string): boolean {
  return !PERCENTAGE.test(name) && !MEASURE.test(name);
}

/** Names of what is measured and never counted, whatever the numbers look like. */
const SURE_MEASURE =
  /[$€£±]|^(?:average|mean|median|moyenne|médiane|durchschnitt|gjennomsnitt|genomsnitt|gemiddeld)|\bper 1|\bpour 1|^(?:change|difference|différence|variation|écart)$/iu;

export const isSureMeasure = (name: string): boolean => SURE_MEASURE.test(name);
export const isPercentageName = (name: string): boolean => PERCENTAGE.test(name);
export const isMeasureName = (name: string): boolean => MEASURE.test(name);
export const isCodeName = (name: string): boolean => CODE.test(name);
export const isNumberingName = (name: string): boolean => NUMBERING.test(name);
export const isOrderName = (name: string): boolean => ORDER.test(name);
export const isNoteName = (name: string): boolean => NOTE.test(name);
export const isStatusName = (name: string): boolean => STATUS.test(name);

/** The start of a line below a table, and no title of the next one. */
export function isNoteLine(text: string): boolean {
  return /^(?:sources?|notes?|nota|remarques?|footnotes?|quelle|anmerkung|kilde|källa|bron|fuente|fonte|date d|data as|symbols?|symboles?|legend|légende|zeichen|copyright|©|last updated|mise à jour|stand|extract|page \d|suppress|\(?[¹²³⁴⁵⁶⁷⁸⁹]|[*†‡]|\(\d{1,2}\)|\d{1,2}[.)] |\[[a-z]{1,5}\]|(?:[a-z]|[.]{1,3}|…|[-–—]|:|#|\/|<\d+)\s?(?:=|:|–|means|signifie))/iu
    .test(text);
}

/** "Table 1", "Tableau A", "Table IV", and no sentence that begins "Table below". */
export function isTitleLine(text: string): boolean {
  return /^(?i:table|tableau|tabelle|tabell|tabel|cuadro|tabla|figure|graphique)(?:\s?\d|\s[A-Z]\d|\s(?:[A-Z]|[IVX]+)(?![\p{L}\p{N}’']))/u
    .test(text);
}

const MEANINGS: readonly (readonly [Meaning, RegExp])[] = [
  [
    "unreliable",
    /unreliab|peu fiable|not reliable|low reliab|nicht sicher|unsicher|zu unsicher|quality|qualité|usikker|osäker/iu,
  ],
  [
    "suppressed",
    /suppress|supprim|[ck]onfiden|konfid|cannot be (?:shown|displayed)|between \d+ and \d+|withheld|masqu|remplac|protect|secret|geheim|gesperrt|disclos|privacy|renseignements personnels|fewer than|less than|moins de|small number|petits? (?:nombre|effectif)|skjult|sekretess|vertrouwelijk|not (?:shown|available|published|released)|non (?:disponible|publié)|nicht verfügbar|unknown|inconnu|unbekannt|mangler|saknas|redact/iu,
  ],
  [
    "not applicable",
    /not applicable|sans objet|ne s.appli|nicht sinnvoll|tabellenfach gesperrt|niet van toepassing|ikke aktuelt|kan inte förekomma|not possible|n\/a/iu,
  ],
  [
    "zero",
    /\b(?:zero|zéro|nil|null|nul|none|nichts|néant|nihil|no (?:cases|observations|persons)|aucun)\b/iu,
  ],
];

/** What the notes of a table say of a mark; undefined where they are silent. */
export function legendOf(mark: string, notes: readonly string[]): Meaning | undefined {
  const sign = RegExp.escape(mark);
  const starts = new RegExp(
    `(?:^|[;,.(«"“'‘\\s])["“«'‘]?\\s?${sign}\\s?["”»'’]?(?:\\s?(?:=|:|–|-|—)\\s?|\\s+(?:means|indicates?|denotes?|signifie|indique|bedeutet|stands for|is|are|:)?\\s?)(.*)`,
    "iu",
  );
  const named = new RegExp(
    `(?:symbole?|sign|mark|marked|shown as|represented by|replaced (?:by|with)|remplacée?s? par|par (?:un|le|des)|with an?|as)\\s.{0,20}?["“«'‘]?\\s?${sign}\\s?(?:["”»'’.,;)]|$)`,
    "iu",
  );
  for (const note of notes) {
    const said = starts.exec(note)?.[1]?.split(/;|\s(?=\S{1,3}\s?=)/u)[0] ??
      (named.test(note) ? note : undefined);
    if (said === undefined) continue;
    const meaning = MEANINGS.find(([, words]) => words.test(said));
    if (meaning) return meaning[0];
  }
  return undefined;
}

/** What the notes say that counts are rounded to; undefined where they are silent. */
export function roundingOf(notes: readonly string[]): number | undefined {
  for (const note of notes) {
    if (!/round|arrondi|gerundet|avrundet|avrunda|afgerond|redonde/iu.test(note)) continue;
    const base =
      /(?:nearest|to|multiple(?:s)? (?:of|de)|base (?:of |de )?|près|auf|à|til|närmaste|op)\D{0,25}?(\d{1,3}(?:[ ,.]?000)?|five|ten|hundred|cinq|dix|fünf)\b/iu
        .exec(note)?.[1];
    const words: Record<string, number> = {
      five: 5,
      ten: 10,
      hundred: 100,
      cinq: 5,
      dix: 10,
      fünf: 5,
    };
    const value = base === undefined
      ? NaN
      : words[base.toLowerCase()] ?? Number(base.replaceAll(/\D/g, ""));
    if (value > 1) return value;
  }
  return undefined;
}
