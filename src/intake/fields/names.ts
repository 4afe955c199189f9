/** Words in headers, labels and notes that say what a column, a row or a mark is, in several languages. */

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

/** Names of columns, and of rows that hold no counts, by what they say of the numbers. */
export const NAMES = {
  percentage:
    /%|\bper ?cent(?:age)?s?\b|\bpct\b|\bpourcentage|\bprozent|\bprosent|\bprocent|\bproportion|\banteil|\bandel|\baandeel|\bshare\b|\bpart (?:des|de|du|en)\b|\btaux\b|\brates?\b|\bquote\b|\bratio\b/iu,
  measure:
    /[$€£]|\baverage|\bmean\b|\bmedian|\bmoyenne|\bmédiane|\bdurchschnitt|\bgjennomsnitt|\bgenomsnitt|\bgemiddelde?|\bindex\b|\bindice\b|\bchange\b|\bdifference|\bdifférence|\bvariation|\bécart|\bveränderung|\bendring|\bförändring|\bverschil|\bper (?:1[ ,.]?000|10[ ,.]?000|100[ ,.]?000|capita)|\bpour (?:1|10|100) ?000|^(?:total )?(?:income|revenue?s?|salar(?:y|ies)|wages?|earnings|amounts?|montants?|betrag|dollars?|euros?|days|jours|hours|heures|score|valeur|bed[ -]days)(?: \(.*\))?$|\b(?:in|en) (?:millions?|milliers|thousands|1 ?000)\b|\bmargin of error|\bstandard error|\bc\.?v\.?$|[±]|\+\/-/iu,
  /** What is measured and never counted, whatever the numbers look like. */
  sureMeasure:
    /[$€£±]|^(?:average|mean|median|moyenne|médiane|durchschnitt|gjennomsnitt|genomsnitt|gemiddeld)|\bper 1|\bpour 1|^(?:change|difference|différence|variation|écart)$/iu,
  code: /^(?:.*[ _])?(?:codes?|id|kode|kod|fips|uid|dguid|geocode|ags|siren|insee)$/iu,
  /** What numbers the rows, and as often what is counted. */
  numbering: /^(?:no\.?|n[o°º]\.?|nr\.?|nummer|num[ée]ro|number|#)$/iu,
  order:
    /^(?:year|ann[ée]e|an|jahr|jaar|år|año|anno|period|p[ée]riode|month|mois|monat|quarter|trimestre|quartal|week|semaine|age|[âa]ges?|alter|leeftijd|alder|ålder|rank|rang|deciles?|d[ée]ciles?|quintiles?|quartiles?|percentiles?|cohort(?:e)?|grade|level|niveau|ref_date|time|temps|geo)$/iu,
  note:
    /^(?:notes?|footnotes?|remarks?|remarques?|comments?|commentaires?|anmerkung(?:en)?|status|statut|symbole?s?|flags?|obs_status|conf_status|terminated|value flag|marker)$/iu,
  status: /^(?:status|statut|symbole?|flags?|obs_status|conf_status|value flag|marker)$/iu,
} as const;

/** Whether something of this name is counted; false for rates, averages, differences and money. */
export function isCount(name: string): boolean {
  return !NAMES.percentage.test(name) && !NAMES.measure.test(name);
}
