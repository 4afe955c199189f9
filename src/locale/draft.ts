/** What is said of each thing that is inferred of somebody's tables, and what is asked, in both languages. */
import type { Language } from "./language.ts";

type Pair = Readonly<Record<Language, string>>;
type Kind = "label" | "count" | "code" | "percentage" | "measure" | "note" | "ignore";
type MarkAnswer = "suppressed" | "not-applicable" | "unreliable" | "zero";

/** French sets no-break spaces inside guillemets and before a colon, semicolon or question mark. */
function pair(en: string, fr: string): Pair {
  const spaced = fr.replaceAll("« ", "«\u00a0").replaceAll(/ (?=»|: |\?)/g, "\u00a0");
  return { en, fr: spaced.replaceAll(" ; ", "\u202f; ") };
}

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;
const some = (names: readonly string[], more: (n: number) => string) =>
  names.length > 6 ? `${names.slice(0, 5).join(", ")} ${more(names.length - 5)}` : names.join(", ");
const list = (names: readonly string[]) => some(names, (n) => `and ${n} more`);
const liste = (names: readonly string[]) => some(names, (n) => `et ${n} autres`);

const KINDS: Readonly<Record<Kind, string>> = {
  label: "labels",
  count: "counts",
  code: "codes, which are left out",
  percentage: "percentages, which are left out",
  measure: "no counts but a measure, which is left out",
  note: "notes, which are left out",
  ignore: "nothing that is used",
};

const endroits = (n: number) => `${n} ${n < 2 ? "endroit" : "endroits"}`;
const nombre = (n: number, un: string, plusieurs: string) => `${n} ${n < 2 ? un : plusieurs}`;

const SORTES: Readonly<Record<Kind, string>> = {
  label: "des libellés",
  count: "des nombres",
  code: "des codes, qui sont écartés",
  percentage: "des pourcentages, qui sont écartés",
  measure: "une mesure et non des nombres, qui est écartée",
  note: "des notes, qui sont écartées",
  ignore: "rien qui serve",
};

/** Every sentence that `new` says of a table. */
export const SAY = {
  title: pair(
    "the name of the folder stands in for a title",
    "le nom du dossier tient lieu de titre",
  ),
  provenance: pair(
    "publisher and reference are not known, and the date is that of the draft",
    "l’organisme et la référence ne sont pas connus, et la date est celle de l’ébauche",
  ),
  labels: pair(
    "each label is used in English and in French as the file writes it",
    "chaque libellé sert en anglais et en français tel que le fichier l’écrit",
  ),
  joinedRows: pair(
    "not every combination of row labels has a row, so they are joined into one label a row",
    "les libellés de lignes ne sont pas tous croisés : ils sont réunis en un seul par ligne",
  ),
  why: {
    empty: pair("nothing stands in it", "rien n’y figure"),
    unit: pair("it says in which unit the others are", "elle dit l’unité des autres"),
    noteName: pair("its name, and words among its fields", "son nom, et des mots parmi ses champs"),
    code: pair("its name, or leading zeros", "son nom, ou des zéros initiaux"),
    signs: pair("percent signs", "des signes de pourcentage"),
    percentageName: pair("its name", "son nom"),
    measureName: pair("its name", "son nom"),
    money: pair("signs of a currency", "des signes de monnaie"),
    words: pair("it holds words", "elle contient des mots"),
    decimals: pair("decimals", "des décimales"),
    negative: pair("numbers below zero", "des nombres négatifs"),
    ranges: pair(
      "it holds ranges that differ from row to row",
      "elle contient des tranches qui diffèrent d’une ligne à l’autre",
    ),
    letters: pair("it holds single letters", "elle contient des lettres seules"),
    marks: pair(
      "it holds nothing but marks for missing counts",
      "elle ne contient que des marques de nombres manquants",
    ),
    sparse: pair("words in few of its rows", "des mots dans peu de ses lignes"),
    order: pair("its name, and numbers in order", "son nom, et des nombres dans l’ordre"),
    years: pair("it holds years", "elle contient des années"),
    first: pair(
      "the first column, and no other names the rows",
      "la première colonne, et aucune autre ne nomme les lignes",
    ),
    sorted: pair(
      "numbers of the same length in rising order",
      "des nombres de même longueur en ordre croissant",
    ),
    whole: pair("whole numbers", "des nombres entiers"),
    legend: pair("a note of the table says so", "une note du tableau le dit"),
    zeroWritten: pair("zeros are written as 0 elsewhere", "ailleurs, zéro est écrit 0"),
    zeroNowhere: pair("no zero is written as 0", "nulle part zéro n’est écrit 0"),
    totalName: pair("its name", "son nom"),
    noTotalName: pair("its name does not say so", "son nom ne le dit pas"),
    unchecked: pair("nothing published confirms it", "rien de publié ne le confirme"),
  },
  markLabels: {
    suppressed: pair("suppressed by the source", "supprimé par la source"),
    "not applicable": pair("not applicable", "sans objet"),
    unreliable: pair("too unreliable to be published", "trop peu fiable pour être publié"),
    zero: pair("zero", "zéro"),
  },
  hidden: (what: "sheet" | "row" | "column", n: number) => {
    const quoi = { sheet: "feuille", row: "ligne", column: "colonne" }[what];
    return pair(
      `${count(n, `hidden ${what}`, `hidden ${what}s`)} left out, though the copy in source/ has ${
        n === 1 ? "it" : "them"
      }`,
      `${
        nombre(n, `${quoi} masquée écartée`, `${quoi}s masquées écartées`)
      }, mais la copie dans source/ ${n < 2 ? "la" : "les"} contient`,
    );
  },
  header: (lines: number) =>
    pair(
      lines === 0
        ? "no line names the columns"
        : `${count(lines, "line names", "lines name")} the columns`,
      lines === 0
        ? "aucune ligne ne nomme les colonnes"
        : `${nombre(lines, "ligne nomme", "lignes nomment")} les colonnes`,
    ),
  askHeader: (fields: string) =>
    pair(
      `does this line name the columns: ${fields}?`,
      `cette ligne nomme-t-elle les colonnes : ${fields} ?`,
    ),
  askSpans: (names: string) =>
    pair(
      `headings over several columns are read as ${names}: are they?`,
      `les titres qui couvrent plusieurs colonnes sont lus ${names} : est-ce juste ?`,
    ),
  column: (name: string, kind: Kind) =>
    pair(
      `the column “${name}” holds ${KINDS[kind]}`,
      `la colonne « ${name} » contient ${SORTES[kind]}`,
    ),
  askColumn: (name: string, kind: Kind, other: Kind) =>
    pair(
      `does the column “${name}” hold ${KINDS[kind].split(",")[0]}, or ${
        KINDS[other].split(",")[0]
      }?`,
      `la colonne « ${name} » contient-elle ${SORTES[kind].split(",")[0]} ou ${
        SORTES[other].split(",")[0]
      } ?`,
    ),
  row: (name: string, isCount: boolean) =>
    pair(
      `the row “${name}” ${isCount ? "counts something" : "holds no counts, and is left out"}`,
      `la ligne « ${name} » ${
        isCount ? "compte quelque chose" : "ne contient pas de nombres, et elle est écartée"
      }`,
    ),
  askRow: (name: string) =>
    pair(
      `does the row “${name}” count something, or measure it?`,
      `la ligne « ${name} » compte-t-elle quelque chose, ou le mesure-t-elle ?`,
    ),
  heading: (name: string) =>
    pair(`“${name}” heads the rows below it`, `« ${name} » chapeaute les lignes qui suivent`),
  noHeading: (name: string) =>
    pair(`“${name}” is a note and heads no rows`, `« ${name} » est une note et ne chapeaute rien`),
  askHeading: (name: string) =>
    pair(
      `does “${name}”, which has no counts, head the rows below it?`,
      `« ${name} », qui n’a pas de nombres, chapeaute-t-il les lignes qui suivent ?`,
    ),
  groups: (names: readonly string[], given: boolean) =>
    pair(
      `a gap parts rows with the same labels: they are ${names.length} groups, called ${
        names.join(", ")
      }${given ? "" : " until somebody names them (--block NAME for each, in order)"}`,
      `un blanc sépare des lignes de mêmes libellés : ce sont ${names.length} groupes, nommés ${
        names.join(", ")
      }${given ? "" : " tant que personne ne les nomme (--block NOM pour chacun, dans l’ordre)"}`,
    ),
  dimensionName: (categories: string, name: string) =>
    pair(
      `what “${categories}” have in common is called “${name}”`,
      `ce que « ${categories} » ont en commun est nommé « ${name} »`,
    ),
  sameLabel: (one: string, label: string) =>
    pair(
      `“${one}” is the same as “${label}” in the first table`,
      `« ${one} » est la même chose que « ${label} » du premier tableau`,
    ),
  filledLabels: (n: number) =>
    pair(
      `${
        count(n, "empty label is", "empty labels are")
      } read as the one above, or as the total beside`,
      n < 2
        ? "un libellé vide est lu comme celui du dessus, ou comme le total voisin"
        : `${n} libellés vides sont lus comme celui du dessus, ou comme le total voisin`,
    ),
  suffix: (sign: string, n: number) =>
    pair(
      `“${sign}” after ${count(n, "count", "counts")} is the sign of a note, and is left out`,
      `« ${sign} » après ${nombre(n, "nombre", "nombres")} est un appel de note, et il est écarté`,
    ),
  rowsAside: (rows: readonly string[]) =>
    pair(
      `rows that hold no counts are left out: ${list(rows)}`,
      `des lignes sans nombres sont écartées : ${liste(rows)}`,
    ),
  periods: (periods: readonly (readonly [label: string, start: string, end: string])[]) =>
    pair(
      `labels are periods: ${
        list(periods.map(([label, start, end]) => `“${label}” from ${start} to ${end}`))
      }`,
      `des libellés sont des périodes : ${
        liste(periods.map(([label, start, end]) => `« ${label} » du ${start} au ${end}`))
      }`,
    ),
  maybePeriods: (name: string) =>
    pair(
      `the labels of “${name}” look like periods whose days cannot be told, and stay labels`,
      `les libellés de « ${name} » semblent des périodes dont les jours ne se déduisent pas, et restent des libellés`,
    ),
  yearStart: (label: string, start: string | undefined) =>
    pair(
      start
        ? `years such as “${label}” begin on ${start} (month and day)`
        : `years such as “${label}” begin on a day that the table does not tell, and stay labels`,
      start
        ? `les années telles que « ${label} » commencent le ${start} (mois et jour)`
        : `les années telles que « ${label} » commencent un jour que le tableau ne dit pas, et restent des libellés`,
    ),
  tableTitle: (name: string, title: string) =>
    pair(
      `the table “${name}” has the title “${title}”`,
      `le tableau « ${name} » a pour titre « ${title} »`,
    ),
  noTableTitle: (name: string) =>
    pair(
      `the name “${name}” stands in for a title and for what is counted`,
      `le nom « ${name} » tient lieu de titre et dit ce qui est compté`,
    ),
  titles: (titles: readonly string[]) =>
    pair(
      `the titles that do not stand above their tables belong to them in their order: ${
        titles.map((title, at) => `${at + 1}. ${title.slice(0, 60)}`).join("; ")
      }`,
      `les titres qui ne sont pas au-dessus de leurs tableaux leur reviennent dans l’ordre : ${
        titles.map((title, at) => `${at + 1}. ${title.slice(0, 60)}`).join(" ; ")
      }`,
    ),
  noTitles: pair(
    "titles that do not stand above their tables belong to none",
    "les titres qui ne sont pas au-dessus des tableaux ne reviennent à aucun",
  ),
  askTitles: (titles: readonly string[]) =>
    pair(
      `do these titles belong to the ${titles.length} tables in this order: ${
        titles.map((title, at) => `${at + 1}. “${title.slice(0, 60)}”`).join("; ")
      }?`,
      `ces titres reviennent-ils aux ${titles.length} tableaux dans cet ordre : ${
        titles.map((title, at) => `${at + 1}. « ${title.slice(0, 60)} »`).join(" ; ")
      } ?`,
    ),
  thousands: (example: string, sign: string, n: number) =>
    pair(
      sign
        ? `the “${sign}” of “${example}” parts thousands (${count(n, "number", "numbers")})`
        : `“${example}” is a number with decimals, and no count`,
      sign
        ? `le « ${sign} » de « ${example} » sépare des milliers (${nombre(n, "nombre", "nombres")})`
        : `« ${example} » a des décimales et ne compte rien`,
    ),
  askThousands: (example: string) =>
    pair(
      `does “${example}” count thousands, or has it decimals?`,
      `« ${example} » compte-t-il des milliers, ou a-t-il des décimales ?`,
    ),
  mark: (
    mark: string,
    n: number,
    of: number,
    answer: MarkAnswer,
    atLeast?: number,
    atMost?: number,
  ) => {
    const most = atMost === undefined;
    const limits = pair(
      [...atLeast ? [`of ${atLeast} at least`] : [], ...most ? [] : [`of ${atMost} at most`]].join(
        " and ",
      ) || "of any size",
      [...atLeast ? [`d’au moins ${atLeast}`] : [], ...most ? [] : [`d’au plus ${atMost}`]].join(
        " et ",
      ) || "de toute grandeur",
    );
    const means = {
      suppressed: pair(
        `a count that is withheld, ${limits.en}`,
        `à la place d’un nombre que la source masque, ${limits.fr}`,
      ),
      "not-applicable": pair("a place that has no count", "là où il n’y a pas de nombre"),
      unreliable: pair(
        "a count that is withheld because it is unreliable",
        "à la place d’un nombre masqué parce que peu fiable",
      ),
      zero: pair("none", "pour zéro"),
    }[answer];
    const isEmpty = mark === "empty";
    return pair(
      `${isEmpty ? "an empty cell" : `“${mark}”`} stands for ${means.en} (${n} of ${of} cells)`,
      `${
        isEmpty ? "une cellule vide" : `« ${mark} »`
      } figure ${means.fr} (${n} cellules sur ${of})`,
    );
  },
  askMark: (mark: string, n: number) =>
    pair(
      `what ${mark === "empty" ? "do empty cells" : `does “${mark}”`} stand for (${
        count(n, "cell", "cells")
      }): zero, a count that is withheld, or no count at all?`,
      `que ${mark === "empty" ? "veulent dire les cellules vides" : `veut dire « ${mark} »`} (${
        nombre(n, "cellule", "cellules")
      }) : zéro, un nombre masqué ou aucun nombre ?`,
    ),
  rounded: (base: number) =>
    pair(
      `counts are rounded to ${base}, so no total is taken to be the exact sum of its parts`,
      `les nombres sont arrondis à ${base} : aucun total n’est pris pour la somme exacte de ses parties`,
    ),
  notRounded: pair("counts are exact", "les nombres sont exacts"),
  multiples: (n: number, base: number) =>
    pair(
      `all ${n} counts above zero are multiples of ${base}`,
      `les ${n} nombres non nuls sont tous des multiples de ${base}`,
    ),
  askRounded: (base: number, n: number) =>
    pair(
      `all ${n} counts above zero are multiples of ${base}: are they rounded?`,
      `les ${n} nombres non nuls sont tous des multiples de ${base} : sont-ils arrondis ?`,
    ),
  ofWhich: (labels: readonly string[]) =>
    pair(
      `part of a row beside, and added to no total: ${list(labels)}`,
      `parties d’une ligne voisine, ajoutées à aucun total : ${liste(labels)}`,
    ),
  total: (label: string, parts: readonly string[]) =>
    pair(`“${label}” is the sum of ${list(parts)}`, `« ${label} » est la somme de ${liste(parts)}`),
  totalOfNothing: (label: string, dimension: string) =>
    pair(
      `“${label}” is a total over “${dimension}”, left out of other sums; of what, the counts do not say`,
      `« ${label} » est un total de « ${dimension} », laissé hors des autres sommes ; de quoi, les nombres ne le disent pas`,
    ),
  roundedTotal: (label: string) =>
    pair(
      `“${label}” is a total, left out of other sums; rounded parts do not add up to it`,
      `« ${label} » est un total, laissé hors des autres sommes ; des parties arrondies ne font pas sa somme`,
    ),
  noTotal: (label: string) => pair(`“${label}” is no total`, `« ${label} » n’est pas un total`),
  askTotal: (label: string, parts: readonly string[]) =>
    pair(
      parts.length > 0
        ? `is “${label}” the sum of these ${parts.length}: ${list(parts)}?`
        : `is “${label}” a total?`,
      parts.length > 0
        ? `« ${label} » est-il la somme de ces ${parts.length} : ${liste(parts)} ?`
        : `« ${label} » est-il un total ?`,
    ),
  agrees: (n: number) =>
    pair(
      `equal ${n === 1 ? "in the one place" : `in all ${n} places`} where every part is published`,
      n === 1
        ? "égal au seul endroit où toutes les parties sont publiées"
        : `égal aux ${n} endroits où toutes les parties sont publiées`,
    ),
  differs: (n: number) =>
    pair(
      `not the sum of the others in ${count(n, "place", "places")}`,
      `pas la somme des autres à ${endroits(n)}`,
    ),
  sumLabel: (total: string, dimension: string) =>
    pair(
      `${total} = sum of its parts (${dimension})`,
      `${total} = somme de ses parties (${dimension})`,
    ),
  withinBroken: (relation: string, n: number) =>
    pair(
      `“${relation}” fails in ${count(n, "place", "places")}, so no assumption assumes it`,
      `« ${relation} » est contredit à ${endroits(n)} : aucune hypothèse ne le suppose`,
    ),
  withinOffered: (relation: string, n: number) =>
    pair(
      n === 0
        ? `the titles suggest “${relation}”, which nothing published confirms; only the assumption “cohort” assumes it, and it is not the one shown first`
        : `the titles suggest “${relation}”, which holds in ${
          count(n, "place", "places")
        } and fails in none: the assumption “cohort”, shown first`,
      n === 0
        ? `les titres suggèrent « ${relation} », que rien de publié ne confirme ; seule l’hypothèse « cohorte » le suppose, et ce n’est pas elle qui est montrée d’abord`
        : `les titres suggèrent « ${relation} », respecté à ${
          endroits(n)
        } et contredit nulle part : l’hypothèse « cohorte », montrée d’abord`,
    ),
};
