/** What the names of columns and the labels of rows say: a total, a part, a share, a measure, a code, a period. */

/** Texts that a table repeats are looked at once; more than so many are forgotten again. */
const MOST_TEXTS = 100_000;

/** The same function, which remembers what it gave. */
export function remembering<T>(look: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (known.has(text)) return known.get(text)!;
    if (known.size > MOST_TEXTS) known.clear();
    const found = look(text);
    known.set(text, found);
    return found;
  };
}

const TOTAL =
  "totals?|totalt|totaux|totale|totales|totaal|ensemble|tous|toutes|all|alla|alle|overall|sum|somme|suma|soma|todos|todas|tutti|conjunto|insgesamt|gesamt|zusammen|summe|both sexes|les deux sexes|beide geschlechter|begge kjønn|båda könen|i alt|samtliga|samtlige|sammanlagt|yhteensä|kaikki|összesen|ogółem|razem|celkem|celkov[áýé]|spolu|ukupno|skupaj|toplam|cumul|cumulative|cumulatif|hele landet|riket|grand-total|(?:city|state|country|nation|borough|county|province)-?wide(?! *\\p{L})|総数|総計|合計|計|全体|全世代|全年齢|总计|合计|总数|합계|전체|총계";
const STARTS = new RegExp(`^[\\s(\\[]*(?:grand )?(?:${TOTAL})(?![\\p{L}\\p{N}-])`, "iu");
const ENDS =
  /(?<![\p{L}-])(?:total|totale|totalt|totaal|insgesamt|gesamt)[\s)\]*:]*$|\p{L} [-–—|] all$/iu;
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
  !/^all (?:saints?|souls|hallows|the time|day|year|round)(?!\p{L})/iu.test(label) &&
  isCount(label)
);

const MENTIONS =
  /(?<![\p{L}\p{N}])(?:total|totals|totale?s?|totaux|totalt|totaal|insgesamt|all categories|ensemble)(?![\p{L}\p{N}])/iu;

/** A label in which a word for a total stands, whatever else it says. */
export const mentionsTotal = (label: string): boolean =>
  MENTIONS.test(label) || /^[\dA-Z_]+TOTAL$/.test(label) && !SUBTOTAL.test(label);

/** A label that says nothing but that it is a total, such as "Grand total" or "All ages". */
export const isPlainTotal = (label: string): boolean =>
  isTotalLabel(label) && label.trim().split(/[\s._]+/).length < 3 &&
  !/^(?:total\s+\p{L}|cumul\p{L}*_)/iu.test(label.trim());

/** Whether a total is named like "All Nations Academy": what begins with such a word may be a name of something. */
export const mayBeName = (label: string): boolean =>
  label === "Tous" ||
  /^(?:all[ae]?|tous|toutes|todos|todas|tutti|ensemble|overall|sum|conjunto)\s.*\s/iu.test(label) &&
    /\s\p{Lu}/u.test(label) && !ENDS.test(label);

/** "Newfoundland" of "Newfoundland Total"; `""` of "Total". */
export const stemOf = (label: string): string =>
  label.replace(/^[\s(]*(?:sub-?)?total(?:s|e)?(?: (?:of|for|de|du)(?!\p{L}))?[\s:,–-]*/iu, "")
    .replace(/[\s:,–(-]*(?:sub-?)?total(?:s|e)?[\s)*:]*$/iu, "").trim();

export const isSubtotalLabel = (label: string): boolean => SUBTOTAL.test(label);
export const isPartLabel = (label: string): boolean => OF_WHICH.test(label);
export const isCountryLabel = (label: string): boolean => COUNTRY.test(label);

/** Finds any of some words, parted by semicolons, wherever one begins; one that ends in "*" may go on. */
const anyOf = (words: string): string => {
  const all = words.trim().split(/;\s+/)
    .map((word) => word.endsWith("*") ? word.slice(0, -1) : `${word}(?!\\p{L})`);
  return `(?<!\\p{L})(?:${all.join("|")})`;
};

const SHARES = String.raw`
  per ?cent*; pct; proportion*; share; rates?; ratio; pourcentage*; part (?:des|de|du|en); taux;
  prozent*; anteil*; quote; prosent*; procent*; andel*; percentage*; aandeel*;
  percentual*; porcentaje*; percentuale*; tasso; tasas?; taxas?; quota`;

/** In English, French, German, the Nordic languages and Dutch, Romance languages, and units. */
const MEASURES = String.raw`
  average*; \d+[- ]?day avg; mean; medians?; (?:score|points)(?= |$); (?<!crime )index; (?<!\bno )change; difference*; gdp; value of; costs?;
  per (?:1|10|100)[ ,.]?000; per (?:capita|square|km|head); in (?:millions?|thousands|lakhs?|crores?|1 ?000); population density;
  margins? of error; moe; standard error; confidence (?:interval|limit); c\.?v\.?$; expected; excess;
  (?:lower|upper) (?:ci|cl|b|limit|bound|confidence); years of life lost; person[- ]years; uptake;
  net (?:migration|change); (?:migration|natural|trade) balance; natural increase; percentiles?; p\d\d(?:th)?$; productivi*;
  ^(?:unit |total )?prices?(?= ?\(|$); price (?:of|index|per|in);
  temperature*; (?:max|min)\p{L}* (?:daily )?temp; age interval;
  latitude; longitude; lat$; lng$; long?$;
  moyennes?; médiane*; indice; différence*; variation*; exc[ée]dent.naturel; accroissement*; écart*; solde; valeur (?:de|des|du); coûts?;
  prix; \p{L}*-?dichte; pour (?:1|10|100) ?000; en (?:millions?|milliers); marge d.erreur;
  durchschnitt*; mittelwert*; veränderung*; \p{L}*saldo; \p{L}*bilanz; \p{L}*überschuss*; preis*; inzidenz; in (?:tausend|1 ?000);
  v tisících; tys\.?(?= |$); kč; zł;
  gjennomsnitt*; genomsnitt*; endring*; förändring*; gemiddelde?; verschil*;
  variaz*; variaci*; variaç*; media d(?:e|i); promedio; média; índice; inciden[cz]*;
  currency; (?:km|[kg]wh)(?=\)|$); tonnes?; litres?; hectares?; (?<=\(|(?<!\p{L})in )(?:miles|acres|pounds|lbs|ounces|gallons);
  (?:ha|hl|m[23]|km2|kg|tj|francs|franken)\)?$;
  (?:aud|bgn|brl|cad|chf|cny|czk|dkk|eur|gbp|hrk|huf|inr|jpy|mxn|nok|nzd|pln|ron|rub|sek|usd|zar)\)?$`;

/** What is measured where nothing else stands in the name of a column, but a "total" before it or a unit after it. */
const MEASURED =
  "income|revenues?|salar(?:y|ies)|wages?|earnings|amounts?|dollars?|days|hours|score|bed[ -]days|revenus?|montants?|jours|heures|valeur|betrag|euros?";

/** Names of columns, and of rows that hold no counts, by what they say of the numbers. */
export const NAMES = {
  percentage: new RegExp(`%|${anyOf(SHARES)}`, "iu"),
  measure: new RegExp(
    `[$€£±]|\\+\\/-|${
      anyOf(MEASURES)
    }|^(?:(?:total|annual|gross|net) )*(?:${MEASURED})(?: \\(.*\\))?$`,
    "iu",
  ),
  /** What is measured and never counted, whatever the numbers look like; the averages and differences as whole names. */
  sureMeasure:
    /[$€£±]|(?<!\p{L})(?:margins? of error|standard error|confidence (?:interval|limit)|\d+[- ]?day (?:avg|average|mean)|per 1|pour 1|years of life lost|percentiles?|p\d\d(?:th)?$)|^(?:average|mean|median|moyenne|médiane|durchschnitt|gjennomsnitt|genomsnitt|gemiddelde?)(?!\p{L})|^net (?:migration|change)$|^(?:natural (?:increase|change)|(?:exc[ée]dent|accroissement|solde).(?:naturel|migratoire))$|^change (?:in|from|since) |^(?:change|difference|différence|variation|écart)$/iu,
  code:
    /^(?:.*[ _-])?(?:(?:post|zip)?codes?(?: (?:19|20)\d\d)?|ids?|kode|kod|fipst?|\w*uid|geocode|ags|siren|insee|sort(?: order)?)$|^(?:code|codice|c[óo]digo|cod|cve|kode)_|^(?:code|codice|c[óo]digo) (?:postale?|insee|d[eu]s?|del|commune|d[ée]p|r[ée]g|prov|muni|istat)|^(?!n(?:umber|b|r)?_|count_|total_)\w+_codes?_\w+$|^.*(?:schlüssel|kommunenr)$|^.+[ _-](?:nr|nummer)$/iu,
  /** What the numbers of such a column name, where all have as many digits; "Auckland Region" is one itself. */
  place:
    /^(?:\p{Ll}+ )?(?:provinc(?:e|ia)s?|count(?:y|ies)|districts?|comm?unes?|municip\p{L}*|regi[oó]n\p{L}*|states?|kreis|gemeinden?|d[ée]part[ae]mento?s?|areas?|wards?|tracts?|zones?|authority)$/u,
  /** Names of columns that number the rows, or that hold counts. */
  numbering:
    /^(?:(?:s[lr]?\.? ?)?no\.?|n[o°º]\.?|(?:lfd\.[ ·]*)?nr\.?|nummer|num[ée]ro|number|#)$|[ _](?:no\.?|nr\.?|number)$/iu,
  rank: /(?<!\p{L})(?:rank(?:ing)?|position|rang|rango|ranking|klassement)(?!\p{L})/iu,
  order:
    /^(?:year|ann[ée]e|an|jahr|jaar|år|año|anno|period|p[ée]riode|month|mois|monat|quarter|trimestre|quartal|week|semaine|age|[âa]ges?|et[àa]|edad|idade|alter|leeftijd|alder|ålder|rank|rang|district|ward|precinct|arrondissement|distrito|deciles?|d[ée]ciles?|quintiles?|quartiles?|percentiles?|cohort(?:e)?|grade|level|niveau|ref_date|time|temps|geo)$/iu,
  note:
    /^(?:metadata(?: \d)?|notes?|footnotes?|remarks?|remarques?|comments?|commentaires?|kommentare?|bemerkung(?:en)?|anmerkung(?:en)?|status|statut|symbole?s?|(?:.*[ _])?flags?(?: and footnotes)?|n?diff|obs_status|conf_status|terminated|marker)$/iu,
  status: /^(?:status|statut|symbole?s?|(?:.*[ _])?flags?|n?diff|obs_status|conf_status|marker)$/iu,
} as const;

/** A name that a program gave, in words: "margin_of_error", "marginOfError"; without what a wrong encoding makes of a dash, "â€“". */
export const inWords = (name: string): string =>
  name.replaceAll("_", " ").replaceAll(/â€./g, " ").replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, " ");

/** A share in the name of a column that says which cases are counted, as in "attended 80% or more", and no unit. */
const CONDITION =
  /\d\s?(?:%|per ?cent) (?:or|and|ou|to)\b|(?:≥|>|<|at least|under|over|(?:no )?(?:more|less) than|\d to|\d)\s?\d+\s?(?:%|per ?cent)/gi;

/** A count with its share behind it: "n (%)". */
const WITH_SHARE =
  /\b(?:n|no\.?|numbers?|nombres?|counts?|anzahl|antall?|aantal) ?\((?:%|per ?cent)\)/i;

export const saysPercentage: (name: string) => boolean = remembering((name) =>
  NAMES.percentage.test(inWords(name).replace(CONDITION, "").replace(WITH_SHARE, ""))
);

/** A sum of money in the name of a column that says whose cases are counted, as in "$1 to 1000". */
const SUM = String.raw`[$€£]\s?\d[\d,.]*k?`;
const BELOW_OR_ABOVE = String
  .raw`(?:\b(?:under|below|less than|up to|over|above|more than|moins de|plus de|unter|bis|über)|[<>≤≥])`;
const BAND = new RegExp(
  String.raw`${SUM}\s?(?:(?:to|or|and|à|bis)\b|[-–+])(?:\s?${SUM})?|${BELOW_OR_ABOVE}\s?${SUM}`,
  "i",
);

/** Averages, rates and areas, of which whole numbers may be shown, though nothing is counted. */
export const saysAverage = (title: string): boolean =>
  /(?<!\p{L})(?:average|mean|median|moyennes?|médiane?|durchschnitt\p{L}*|promedio|gjennomsnitt\p{L}*|genomsnitt\p{L}*)(?!\p{L})|(?<!\p{L})hectares?(?!\p{L})|(?<!\p{L})(?:per|pour|par|je|pro) (?:square|capita|head|habitant|einwohner|1[ ,.]?000|10[ ,.]?000|100[ ,.]?000)/iu
    .test(title);

/** Persons counted by the hours that they work, and averages: shown whole, and no counts. */
export const saysEquivalents = (name: string): boolean =>
  /\bfull[- ]time[- ]equivalents?\b|\bftes?\b|équivalents? (?:à )?temps plein|\betp\b|vollzeitäquivalent|\b(?:average|mean) number|nombre moyen|(?:durchschnittliche|genomsnittligt|gjennomsnittlig|gemiddeld) (?:anzahl|antall?|aantal)/i
    .test(inWords(name));

/** What a whole table is worth, said by its title. */
export const saysValue = (title: string): boolean =>
  /[$€£]\s?(?:m|bn|million|billion|thousand|000)|(?<!\p{L})(?:gdp|pib|bip|bbp|constant prices|current prices)(?!\p{L})|\b(?:in|of|en) (?:us |canadian )?(?:dollars|euros|kroner)\b/iu
    .test(title);

export const saysMeasure: (name: string) => boolean = remembering((name) =>
  NAMES.measure.test(inWords(name).replace(BAND, "")) || saysEquivalents(name)
);

/** Whether something of this name is counted; false for rates, averages, differences and money. */
export function isCount(name: string): boolean {
  return !saysPercentage(name) && !saysMeasure(name);
}

/** Names of columns that say of which level a row's place is. */
export const namesLevel = (name: string): boolean =>
  /(?:^|\s)(?:level|niveau|ebene)$/iu.test(inWords(name));

/** Names of columns whose numbers are codes, though they may look like years, as postcodes do. */
export const namesCode = (name: string): boolean =>
  NAMES.code.test(name) || NAMES.numbering.test(name) ||
  /^(?:district|ward|precinct|arrondissement|route|lines?|ligne|linie|model|room)$/iu.test(name);

/** Names of columns of periods, such as time_period and "Week ending": what they hold has to be looked at too. */
export const namesPeriod = (name: string): boolean =>
  /^(?:\p{L}+ )?(?:year|period(?:en)?|month|quarter|week|date|day|ann[ée]e|mois|semaine|trimestre|jahr|monat|woche|quartal)s?(?: (?:number|no\.?|nr|ending|beginning|starting|of (?!life).*))?$/iu
    .test(inWords(name));

/** "Persons" beside the sexes is a total, too. */
export const isPersons = (label: string, others: readonly string[]): boolean =>
  /^(?:persons?|people|both)$/i.test(label) &&
  others.some((one) => /^(?:fe)?males?$|^(?:wo)?men$|^girls$/i.test(one));
