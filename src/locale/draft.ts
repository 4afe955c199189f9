/** What is said of each thing that is inferred of somebody's tables, and what is asked, for somebody to check. */
import type { Language } from "./language.ts";

type Kind = "label" | "count" | "code" | "percentage" | "measure" | "note" | "ignore";
type MarkAnswer = "suppressed" | "not-applicable" | "unreliable" | "zero";

/** What speaks for an inference, or against it. */
interface Reasons {
  readonly empty: string;
  readonly unit: string;
  readonly noteName: string;
  readonly code: string;
  readonly signs: string;
  readonly percentageName: string;
  readonly measureName: string;
  readonly money: string;
  readonly words: string;
  readonly decimals: string;
  readonly negative: string;
  readonly ranges: string;
  readonly letters: string;
  readonly marks: string;
  readonly sparse: string;
  readonly order: string;
  readonly years: string;
  readonly first: string;
  readonly sorted: string;
  readonly whole: string;
  readonly legend: string;
  readonly zeroWritten: string;
  readonly zeroNowhere: string;
  readonly totalName: string;
  readonly noTotalName: string;
  readonly unchecked: string;
}

export interface DraftText {
  readonly title: string;
  readonly provenance: string;
  readonly labels: string;
  readonly joinedRows: string;
  readonly why: Reasons;
  readonly markLabels: Readonly<
    Record<"suppressed" | "not applicable" | "unreliable" | "zero", string>
  >;
  header(lines: number): string;
  askHeader(fields: string): string;
  askSpans(names: string): string;
  column(name: string, kind: Kind): string;
  askColumn(name: string, kind: Kind, other: Kind): string;
  row(name: string, isCount: boolean): string;
  askRow(name: string): string;
  heading(name: string): string;
  noHeading(name: string): string;
  askHeading(name: string): string;
  groups(names: readonly string[], given: boolean): string;
  dimensionName(categories: string, name: string): string;
  sameLabel(one: string, label: string): string;
  filledLabels(count: number): string;
  suffix(sign: string, count: number): string;
  rowsAside(rows: readonly string[]): string;
  period(label: string, start: string, end: string): string;
  periods(said: readonly string[]): string;
  maybePeriods(name: string): string;
  yearStart(label: string, start: string | undefined): string;
  tableTitle(name: string, title: string): string;
  noTableTitle(name: string): string;
  titles(titles: readonly string[]): string;
  readonly noTitles: string;
  askTitles(titles: readonly string[]): string;
  thousands(example: string, sign: string, count: number): string;
  askThousands(example: string): string;
  mark(
    mark: string,
    count: number,
    of: number,
    answer: MarkAnswer,
    atLeast?: number,
    atMost?: number,
  ): string;
  askMark(mark: string, count: number): string;
  rounded(base: number): string;
  readonly notRounded: string;
  multiples(count: number, base: number): string;
  askRounded(base: number, count: number): string;
  ofWhich(labels: readonly string[]): string;
  total(label: string, parts: readonly string[]): string;
  totalOfNothing(label: string, dimension: string): string;
  roundedTotal(label: string): string;
  noTotal(label: string): string;
  askTotal(label: string, parts: readonly string[]): string;
  agrees(places: number): string;
  differs(places: number): string;
  sumLabel(total: string, dimension: string): string;
  withinBroken(relation: string, places: number): string;
  withinOffered(relation: string, places: number): string;
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

const en: DraftText = {
  title: "the name of the folder stands in for a title",
  provenance: "publisher and reference are not known, and the date is that of the draft",
  labels: "each label is used in English and in French as the file writes it",
  joinedRows:
    "not every combination of row labels has a row, so they are joined into one label a row",
  why: {
    empty: "nothing stands in it",
    unit: "it says in which unit the others are",
    noteName: "its name, and words among its fields",
    code: "its name, or leading zeros",
    signs: "percent signs",
    percentageName: "its name",
    measureName: "its name",
    money: "signs of a currency",
    words: "it holds words",
    decimals: "decimals",
    negative: "numbers below zero",
    ranges: "it holds ranges that differ from row to row",
    letters: "it holds single letters",
    marks: "it holds nothing but marks for missing counts",
    sparse: "words in few of its rows",
    order: "its name, and numbers in order",
    years: "it holds years",
    first: "the first column, and no other names the rows",
    sorted: "numbers of the same length in rising order",
    whole: "whole numbers",
    legend: "a note of the table says so",
    zeroWritten: "zeros are written as 0 elsewhere",
    zeroNowhere: "no zero is written as 0",
    totalName: "its name",
    noTotalName: "its name does not say so",
    unchecked: "nothing published confirms it",
  },
  markLabels: {
    suppressed: "suppressed by the source",
    "not applicable": "not applicable",
    unreliable: "too unreliable to be published",
    zero: "zero",
  },
  header: (lines) =>
    lines === 0
      ? "no line names the columns"
      : `${count(lines, "line names", "lines name")} the columns`,
  askHeader: (fields) => `does this line name the columns: ${fields}?`,
  askSpans: (names) => `headings over several columns are read as ${names}: are they?`,
  column: (name, kind) => `the column “${name}” holds ${KINDS[kind]}`,
  askColumn: (name, kind, other) =>
    `does the column “${name}” hold ${KINDS[kind].split(",")[0]}, or ${
      KINDS[other].split(",")[0]
    }?`,
  row: (name, isCount) =>
    `the row “${name}” ${isCount ? "counts something" : "holds no counts, and is left out"}`,
  askRow: (name) => `does the row “${name}” count something, or measure it?`,
  heading: (name) => `“${name}” heads the rows below it`,
  noHeading: (name) => `“${name}” is a note and heads no rows`,
  askHeading: (name) => `does “${name}”, which has no counts, head the rows below it?`,
  groups: (names, given) =>
    `a gap parts rows with the same labels: they are ${names.length} groups, called ${
      names.join(", ")
    }${given ? "" : " until somebody names them (--block NAME for each, in order)"}`,
  dimensionName: (categories, name) => `what “${categories}” have in common is called “${name}”`,
  sameLabel: (one, label) => `“${one}” is the same as “${label}” in the first table`,
  filledLabels: (n) =>
    `${
      count(n, "empty label is", "empty labels are")
    } read as the one above, or as the total beside`,
  suffix: (sign, n) =>
    `“${sign}” after ${count(n, "count", "counts")} is the sign of a note, and is left out`,
  rowsAside: (rows) => `rows that hold no counts are left out: ${list(rows)}`,
  period: (label, start, end) => `“${label}” from ${start} to ${end}`,
  periods: (said) => `labels are periods: ${list(said)}`,
  maybePeriods: (name) =>
    `the labels of “${name}” look like periods whose days cannot be told, and stay labels`,
  yearStart: (label, start) =>
    start
      ? `years such as “${label}” begin on ${start} (month and day)`
      : `years such as “${label}” begin on a day that the table does not tell, and stay labels`,
  tableTitle: (name, title) => `the table “${name}” has the title “${title}”`,
  noTableTitle: (name) => `the name “${name}” stands in for a title and for what is counted`,
  titles: (titles) =>
    `the titles that do not stand above their tables belong to them in their order: ${
      titles.map((title, at) => `${at + 1}. ${title.slice(0, 60)}`).join("; ")
    }`,
  noTitles: "titles that do not stand above their tables belong to none",
  askTitles: (titles) =>
    `do these titles belong to the ${titles.length} tables in this order: ${
      titles.map((title, at) => `${at + 1}. “${title.slice(0, 60)}”`).join("; ")
    }?`,
  thousands: (example, sign, n) =>
    sign
      ? `the “${sign}” of “${example}” parts thousands (${count(n, "number", "numbers")})`
      : `“${example}” is a number with decimals, and no count`,
  askThousands: (example) => `does “${example}” count thousands, or has it decimals?`,
  mark: (mark, n, of, answer, atLeast, atMost) => {
    const limits = [
      ...atLeast ? [`of ${atLeast} at least`] : [],
      ...atMost === undefined ? [] : [`of ${atMost} at most`],
    ].join(" and ") || "of any size";
    const means = {
      suppressed: `a count that is withheld, ${limits}`,
      "not-applicable": "a place that has no count",
      unreliable: "a count that is withheld because it is unreliable",
      zero: "none",
    }[answer];
    return `${
      mark === "empty" ? "an empty cell" : `“${mark}”`
    } stands for ${means} (${n} of ${of} cells)`;
  },
  askMark: (mark, n) =>
    `what ${mark === "empty" ? "do empty cells" : `does “${mark}”`} stand for (${
      count(n, "cell", "cells")
    }): zero, a count that is withheld, or no count at all?`,
  rounded: (base) =>
    `counts are rounded to ${base}, so no total is taken to be the exact sum of its parts`,
  notRounded: "counts are exact",
  multiples: (n, base) => `all ${n} counts above zero are multiples of ${base}`,
  askRounded: (base, n) => `all ${n} counts above zero are multiples of ${base}: are they rounded?`,
  ofWhich: (labels) => `part of a row beside, and added to no total: ${list(labels)}`,
  total: (label, parts) => `“${label}” is the sum of ${list(parts)}`,
  totalOfNothing: (label, dimension) =>
    `“${label}” is a total over “${dimension}”, left out of other sums; of what, the counts do not say`,
  roundedTotal: (label) =>
    `“${label}” is a total, left out of other sums; rounded parts do not add up to it`,
  noTotal: (label) => `“${label}” is no total`,
  askTotal: (label, parts) =>
    parts.length > 0
      ? `is “${label}” the sum of these ${parts.length}: ${list(parts)}?`
      : `is “${label}” a total?`,
  agrees: (n) =>
    `equal ${n === 1 ? "in the one place" : `in all ${n} places`} where every part is published`,
  differs: (n) => `not the sum of the others in ${count(n, "place", "places")}`,
  sumLabel: (total, dimension) => `${total} = sum of its parts (${dimension})`,
  withinBroken: (relation, n) =>
    `“${relation}” fails in ${count(n, "place", "places")}, so no assumption assumes it`,
  withinOffered: (relation, n) =>
    n === 0
      ? `the titles suggest “${relation}”, which nothing published confirms; only the assumption “cohort” assumes it, and it is not the one shown first`
      : `the titles suggest “${relation}”, which holds in ${
        count(n, "place", "places")
      } and fails in none: the assumption “cohort”, shown first`,
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

const fr: DraftText = {
  title: "le nom du dossier tient lieu de titre",
  provenance: "l’organisme et la référence ne sont pas connus, et la date est celle de l’ébauche",
  labels: "chaque libellé sert en anglais et en français tel que le fichier l’écrit",
  joinedRows:
    "les libellés de lignes ne sont pas tous croisés : ils sont réunis en un seul par ligne",
  why: {
    empty: "rien n’y figure",
    unit: "elle dit l’unité des autres",
    noteName: "son nom, et des mots parmi ses champs",
    code: "son nom, ou des zéros initiaux",
    signs: "des signes de pourcentage",
    percentageName: "son nom",
    measureName: "son nom",
    money: "des signes de monnaie",
    words: "elle contient des mots",
    decimals: "des décimales",
    negative: "des nombres négatifs",
    ranges: "elle contient des tranches qui diffèrent d’une ligne à l’autre",
    letters: "elle contient des lettres seules",
    marks: "elle ne contient que des marques de nombres manquants",
    sparse: "des mots dans peu de ses lignes",
    order: "son nom, et des nombres dans l’ordre",
    years: "elle contient des années",
    first: "la première colonne, et aucune autre ne nomme les lignes",
    sorted: "des nombres de même longueur en ordre croissant",
    whole: "des nombres entiers",
    legend: "une note du tableau le dit",
    zeroWritten: "ailleurs, zéro est écrit 0",
    zeroNowhere: "nulle part zéro n’est écrit 0",
    totalName: "son nom",
    noTotalName: "son nom ne le dit pas",
    unchecked: "rien de publié ne le confirme",
  },
  markLabels: {
    suppressed: "supprimé par la source",
    "not applicable": "sans objet",
    unreliable: "trop peu fiable pour être publié",
    zero: "zéro",
  },
  header: (lines) =>
    lines === 0
      ? "aucune ligne ne nomme les colonnes"
      : `${nombre(lines, "ligne nomme", "lignes nomment")} les colonnes`,
  askHeader: (fields) => `cette ligne nomme-t-elle les colonnes : ${fields} ?`,
  askSpans: (names) =>
    `les titres qui couvrent plusieurs colonnes sont lus ${names} : est-ce juste ?`,
  column: (name, kind) => `la colonne « ${name} » contient ${SORTES[kind]}`,
  askColumn: (name, kind, other) =>
    `la colonne « ${name} » contient-elle ${SORTES[kind].split(",")[0]} ou ${
      SORTES[other].split(",")[0]
    } ?`,
  row: (name, isCount) =>
    `la ligne « ${name} » ${
      isCount ? "compte quelque chose" : "ne contient pas de nombres, et elle est écartée"
    }`,
  askRow: (name) => `la ligne « ${name} » compte-t-elle quelque chose, ou le mesure-t-elle ?`,
  heading: (name) => `« ${name} » chapeaute les lignes qui suivent`,
  noHeading: (name) => `« ${name} » est une note et ne chapeaute rien`,
  askHeading: (name) =>
    `« ${name} », qui n’a pas de nombres, chapeaute-t-il les lignes qui suivent ?`,
  groups: (names, given) =>
    `un blanc sépare des lignes de mêmes libellés : ce sont ${names.length} groupes, nommés ${
      names.join(", ")
    }${given ? "" : " tant que personne ne les nomme (--block NOM pour chacun, dans l’ordre)"}`,
  dimensionName: (categories, name) =>
    `ce que « ${categories} » ont en commun est nommé « ${name} »`,
  sameLabel: (one, label) => `« ${one} » est la même chose que « ${label} » du premier tableau`,
  filledLabels: (n) =>
    n < 2
      ? "un libellé vide est lu comme celui du dessus, ou comme le total voisin"
      : `${n} libellés vides sont lus comme celui du dessus, ou comme le total voisin`,
  suffix: (sign, n) =>
    `« ${sign} » après ${nombre(n, "nombre", "nombres")} est un appel de note, et il est écarté`,
  rowsAside: (rows) => `des lignes sans nombres sont écartées : ${liste(rows)}`,
  period: (label, start, end) => `« ${label} » du ${start} au ${end}`,
  periods: (said) => `des libellés sont des périodes : ${liste(said)}`,
  maybePeriods: (name) =>
    `les libellés de « ${name} » semblent des périodes dont les jours ne se déduisent pas, et restent des libellés`,
  yearStart: (label, start) =>
    start
      ? `les années telles que « ${label} » commencent le ${start} (mois et jour)`
      : `les années telles que « ${label} » commencent un jour que le tableau ne dit pas, et restent des libellés`,
  tableTitle: (name, title) => `le tableau « ${name} » a pour titre « ${title} »`,
  noTableTitle: (name) => `le nom « ${name} » tient lieu de titre et dit ce qui est compté`,
  titles: (titles) =>
    `les titres qui ne sont pas au-dessus de leurs tableaux leur reviennent dans l’ordre : ${
      titles.map((title, at) => `${at + 1}. ${title.slice(0, 60)}`).join(" ; ")
    }`,
  noTitles: "les titres qui ne sont pas au-dessus des tableaux ne reviennent à aucun",
  askTitles: (titles) =>
    `ces titres reviennent-ils aux ${titles.length} tableaux dans cet ordre : ${
      titles.map((title, at) => `${at + 1}. « ${title.slice(0, 60)} »`).join(" ; ")
    } ?`,
  thousands: (example, sign, n) =>
    sign
      ? `le « ${sign} » de « ${example} » sépare des milliers (${nombre(n, "nombre", "nombres")})`
      : `« ${example} » a des décimales et ne compte rien`,
  askThousands: (example) => `« ${example} » compte-t-il des milliers, ou a-t-il des décimales ?`,
  mark: (mark, n, of, answer, atLeast, atMost) => {
    const limits = [
      ...atLeast ? [`d’au moins ${atLeast}`] : [],
      ...atMost === undefined ? [] : [`d’au plus ${atMost}`],
    ].join(" et ") || "de toute grandeur";
    const means = {
      suppressed: `à la place d’un nombre que la source masque, ${limits}`,
      "not-applicable": "là où il n’y a pas de nombre",
      unreliable: "à la place d’un nombre masqué parce que peu fiable",
      zero: "pour zéro",
    }[answer];
    return `${
      mark === "empty" ? "une cellule vide" : `« ${mark} »`
    } figure ${means} (${n} cellules sur ${of})`;
  },
  askMark: (mark, n) =>
    `que ${mark === "empty" ? "veulent dire les cellules vides" : `veut dire « ${mark} »`} (${
      nombre(n, "cellule", "cellules")
    }) : zéro, un nombre masqué ou aucun nombre ?`,
  rounded: (base) =>
    `les nombres sont arrondis à ${base} : aucun total n’est pris pour la somme exacte de ses parties`,
  notRounded: "les nombres sont exacts",
  multiples: (n, base) => `les ${n} nombres non nuls sont tous des multiples de ${base}`,
  askRounded: (base, n) =>
    `les ${n} nombres non nuls sont tous des multiples de ${base} : sont-ils arrondis ?`,
  ofWhich: (labels) => `parties d’une ligne voisine, ajoutées à aucun total : ${liste(labels)}`,
  total: (label, parts) => `« ${label} » est la somme de ${liste(parts)}`,
  totalOfNothing: (label, dimension) =>
    `« ${label} » est un total de « ${dimension} », laissé hors des autres sommes ; de quoi, les nombres ne le disent pas`,
  roundedTotal: (label) =>
    `« ${label} » est un total, laissé hors des autres sommes ; des parties arrondies ne font pas sa somme`,
  noTotal: (label) => `« ${label} » n’est pas un total`,
  askTotal: (label, parts) =>
    parts.length > 0
      ? `« ${label} » est-il la somme de ces ${parts.length} : ${liste(parts)} ?`
      : `« ${label} » est-il un total ?`,
  agrees: (n) =>
    n === 1
      ? "égal au seul endroit où toutes les parties sont publiées"
      : `égal aux ${n} endroits où toutes les parties sont publiées`,
  differs: (n) => `pas la somme des autres à ${endroits(n)}`,
  sumLabel: (total, dimension) => `${total} = somme de ses parties (${dimension})`,
  withinBroken: (relation, n) =>
    `« ${relation} » est contredit à ${endroits(n)} : aucune hypothèse ne le suppose`,
  withinOffered: (relation, n) =>
    n === 0
      ? `les titres suggèrent « ${relation} », que rien de publié ne confirme ; seule l’hypothèse « cohorte » le suppose, et ce n’est pas elle qui est montrée d’abord`
      : `les titres suggèrent « ${relation} », respecté à ${
        endroits(n)
      } et contredit nulle part : l’hypothèse « cohorte », montrée d’abord`,
};

/** French sets no-break spaces inside guillemets and before a colon, semicolon or question mark. */
function spaced(text: string): string {
  return text.replaceAll("« ", "«\u00a0").replaceAll(/ (?=»|: |\?)/g, "\u00a0")
    .replaceAll(" ; ", "\u202f; ");
}

const TEXTS: Readonly<Record<Language, DraftText>> = { en, fr };

/** A sentence in each language. */
export function draftText(say: (text: DraftText) => string): Readonly<Record<Language, string>> {
  return { en: say(TEXTS.en), fr: spaced(say(TEXTS.fr)) };
}
