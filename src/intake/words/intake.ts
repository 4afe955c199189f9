/** What is said of each thing that is inferred of somebody's tables. A missing key is a compile error. */
import { type Paired, paired } from "@crosses/text";

type MarkAnswer = "suppressed" | "not-available" | "not-applicable" | "unreliable" | "zero";
/** What a mark says itself of the count behind it. */
type MarkLimits = { readonly atLeast?: number; readonly atMost?: number };
/** What a column holds. */
export type ColumnKind = "label" | "count" | "code" | "percentage" | "measure" | "note" | "ignore";

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;
const some = (names: readonly string[], more: (n: number) => string) =>
  names.length > 6 ? `${names.slice(0, 5).join(", ")} ${more(names.length - 5)}` : names.join(", ");
/** The first of many names. */
export const list = (names: readonly string[]) => some(names, (n) => `and ${n} more`);
const numbered = (titles: readonly string[], joint: string) =>
  titles.map((title, at) => `${at + 1}. ${title.slice(0, 60)}`).join(joint);

const KINDS: Readonly<Record<ColumnKind, string>> = {
  label: "labels",
  count: "counts",
  code: "codes, which are left out",
  percentage: "percentages, which are left out",
  measure: "no counts but a measure, which is left out",
  note: "notes, which are left out",
  ignore: "nothing that is used",
};

const en = {
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
    name: "its name",
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
    sdmx: "the names that SDMX-CSV gives its columns",
    flags: "signs beside the counts of the column before",
    apart: "without it rows could not be told apart",
    sentinel: "numbers below zero that stand for missing ones",
    legend: "a note of the table says so",
    zeroWritten: "zeros are written as 0 elsewhere",
    zeroNowhere: "no zero is written as 0",
    noTotalName: "its name does not say so",
    unchecked: "nothing published confirms it",
  },
  hidden: (what: "sheet" | "row" | "column", n: number) =>
    `${count(n, `hidden ${what}`, `hidden ${what}s`)} left out, and still in the copy in source/`,
  shownOnly: (cell: string, shown: string, behind: string, n: number) =>
    `what the sheet shows is read, not what stands behind it: ${shown} in ${cell}, not ${behind} (${
      count(n, "cell", "cells")
    })`,
  header: (lines: number) => `lines that name the columns: ${lines || "none"}`,
  column: (name: string, kind: ColumnKind) => `the column “${name}” holds ${KINDS[kind]}`,
  row: (name: string, isCount: boolean) =>
    `the row “${name}” ${isCount ? "counts something" : "holds no counts, and is left out"}`,
  heading: (name: string, isOne: boolean) =>
    isOne ? `“${name}” heads the rows below it` : `“${name}” is a note and heads no rows`,
  grandTotal: (label: string, heading: string, isOfAll: boolean) =>
    isOfAll
      ? `“${label}” sums up all rows, not only those below “${heading}”`
      : `“${label}” belongs to “${heading}”`,
  groups: (names: readonly string[], given: boolean) =>
    `a gap parts rows with the same labels: they are ${names.length} groups, called ${
      names.join(", ")
    }${given ? "" : " until somebody names them (--block NAME for each, in order)"}`,
  dimensionName: (categories: string, name: string) =>
    `what “${categories}” have in common is called “${name}”`,
  reservedName: (name: string, free: string) =>
    `“${name}” is the name of a column that every release has, so it is called “${free}”`,
  sameLabel: (one: string, label: string) =>
    `“${one}” is the same as “${label}” in the first table`,
  filledLabels: (n: number) =>
    `empty labels (${n}) are read as the one above, or as the total beside`,
  suffix: (sign: string, n: number) =>
    `“${sign}” after ${count(n, "count", "counts")} is the sign of a note, and is left out`,
  cutLabels: (labels: readonly (readonly [label: string, read: string])[]) =>
    `the sign of a note is left out of labels: ${
      list(labels.map(([label, read]) => `“${label}” is read as “${read}”`))
    }`,
  rowsAside: (rows: readonly string[]) => `rows that hold no counts are left out: ${list(rows)}`,
  periods: (periods: readonly (readonly [label: string, start: string, end: string])[]) =>
    `labels are periods: ${
      list(periods.map(([label, start, end]) => `“${label}” from ${start} to ${end}`))
    }`,
  maybePeriods: (name: string) =>
    `the labels of “${name}” look like periods whose days cannot be told, and stay labels`,
  yearStart: (label: string, start: string | undefined) =>
    `years such as “${label}” begin on ${
      start ? `${start} (month and day)` : "a day that the table does not tell, and stay labels"
    }`,
  tableTitle: (name: string, title: string | undefined) =>
    title
      ? `the table “${name}” has the title “${title}”`
      : `the name “${name}” stands in for a title and for what is counted`,
  titles: (titles: readonly string[]) =>
    `the titles that do not stand above their tables belong to them in their order: ${
      numbered(titles, "; ")
    }`,
  noTitles: "titles that do not stand above their tables belong to none",
  thousands: (example: string, sign: string, n: number) =>
    sign
      ? `the “${sign}” of “${example}” parts thousands (${count(n, "number", "numbers")})`
      : `“${example}” is a number with decimals, and no count`,
  mark: (
    mark: string,
    n: number,
    of: number,
    answer: MarkAnswer,
    { atLeast, atMost }: MarkLimits,
  ) => {
    const least = atLeast ? [`of ${atLeast} at least`] : [];
    const most = atMost === undefined ? [] : [`of ${atMost} at most`];
    const size = [...least, ...most].join(" and ") || "of any size";
    const means = {
      suppressed: `a count that is withheld, ${size}`,
      "not-available": `a count that is not available, ${size}`,
      "not-applicable": "a place that has no count",
      unreliable: "a count that is withheld because it is unreliable",
      zero: "none",
    };
    const what = mark === "empty" ? "an empty cell" : `“${mark}”`;
    return `${what} stands for ${means[answer]} (${n} of ${of} cells)`;
  },
  rounded: (base: number) =>
    `counts are rounded to ${base}, so no total is taken to be the exact sum of its parts`,
  notRounded: "counts are exact",
  multiples: (n: number, base: number) => `all ${n} counts above zero are multiples of ${base}`,
  ofWhich: (labels: readonly string[]) =>
    `part of a row beside, and added to no total: ${list(labels)}`,
  total: (label: string, parts: readonly string[]) => `“${label}” is the sum of ${list(parts)}`,
  totalOfNothing: (label: string, dimension: string) =>
    `“${label}” is a total over “${dimension}”, left out of other sums; of what, the counts do not say`,
  roundedTotal: (label: string) =>
    `“${label}” is a total, left out of other sums; rounded parts do not add up to it`,
  noTotal: (label: string) => `“${label}” is no total`,
  agrees: (n: number) =>
    `equal ${n === 1 ? "in the one place" : `in all ${n} places`} where every part is published`,
  differs: (places: readonly string[]) =>
    `not the sum of the others in ${count(places.length, "place", "places")}: ${list(places)}`,
  unit: (unit: string, n: number) => `“${unit}” after ${count(n, "count", "counts")} is left out`,
  share: (n: number) => `a percentage in brackets after ${count(n, "count", "counts")} is left out`,
  blank: (column: string, fill: "down" | "up" | "total" | "none", n: number) => {
    const means = {
      down: "the one above",
      up: "the one below",
      total: "the whole, called “Total”",
      none: "nothing",
    };
    return `${count(n, "empty label", "empty labels")} of “${column}” stand for ${means[fill]}`;
  },
  stems: (example: string) =>
    `totals stand below the rows that they sum up, and name them: “${example}”`,
  quantities: (names: readonly string[], areDifferent: boolean) =>
    areDifferent
      ? `${
        list(names)
      } count different things: each is a table of its own, and they are never added up`
      : `${list(names)} are parts of one whole`,
  percentages: (title: string, areCounts: boolean) =>
    `the title “${title}” speaks of percentages or rates, and the table holds ${
      areCounts ? "counts" : "none"
    }`,
  accounts: (counts: number, totals: number, measures: number, left: readonly string[]) =>
    `of the numbers that came in, ${count(counts, "is a count", "are counts")}, ${
      count(totals, "a total", "totals")
    }, ${count(measures, "a measure", "measures")}${
      left.length > 0 ? `; left out are ${left.join(", ")}` : ""
    }`,
  withinImpossible: (relation: string) =>
    `“${relation}” and the totals cannot both hold, so no assumption assumes it`,
  withinBroken: (relation: string, n: number) =>
    `“${relation}” fails in ${count(n, "place", "places")}, so no assumption assumes it`,
  withinOffered: (relation: string, n: number) =>
    n === 0
      ? `the titles suggest “${relation}”, which nothing published confirms; only the assumption “cohort” assumes it, and it is not the one shown first`
      : `the titles suggest “${relation}”, which holds in ${
        count(n, "place", "places")
      } and fails in none: the assumption “cohort”, shown first`,
};

const endroits = (n: number) => nombre(n, "endroit", "endroits");
const nombre = (n: number, un: string, plusieurs: string) => `${n} ${n < 2 ? un : plusieurs}`;
const liste = (names: readonly string[]) => some(names, (n) => `et ${n} autres`);

const SORTES: Readonly<Record<ColumnKind, string>> = {
  label: "des libellés",
  count: "des nombres",
  code: "des codes, qui sont écartés",
  percentage: "des pourcentages, qui sont écartés",
  measure: "une mesure et non des nombres, qui est écartée",
  note: "des notes, qui sont écartées",
  ignore: "rien qui serve",
};

const fr: typeof en = {
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
    name: "son nom",
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
    sdmx: "les noms que SDMX-CSV donne à ses colonnes",
    flags: "des signes à côté des nombres de la colonne précédente",
    apart: "sans elle, des lignes se confondraient",
    sentinel: "des nombres négatifs à la place de nombres manquants",
    legend: "une note du tableau le dit",
    zeroWritten: "ailleurs, zéro est écrit 0",
    zeroNowhere: "nulle part zéro n’est écrit 0",
    noTotalName: "son nom ne le dit pas",
    unchecked: "rien de publié ne le confirme",
  },
  hidden: (what, n) => {
    const quoi = { sheet: "feuille", row: "ligne", column: "colonne" }[what];
    const ecartees = nombre(n, `${quoi} masquée écartée`, `${quoi}s masquées écartées`);
    return `${ecartees}, et encore dans la copie de source/`;
  },
  shownOnly: (cell, shown, behind, n) =>
    `ce que la feuille montre est lu, non ce qui est derrière : ${shown} en ${cell}, non ${behind} (${
      nombre(n, "cellule", "cellules")
    })`,
  header: (lines) => `lignes qui nomment les colonnes : ${lines || "aucune"}`,
  column: (name, kind) => `la colonne « ${name} » contient ${SORTES[kind]}`,
  row: (name, isCount) =>
    `la ligne « ${name} » ${
      isCount ? "compte quelque chose" : "ne contient pas de nombres, et elle est écartée"
    }`,
  heading: (name, isOne) =>
    isOne
      ? `« ${name} » chapeaute les lignes qui suivent`
      : `« ${name} » est une note et ne chapeaute rien`,
  grandTotal: (label, heading, isOfAll) =>
    isOfAll
      ? `« ${label} » fait la somme de toutes les lignes, non de celles de « ${heading} » seules`
      : `« ${label} » appartient à « ${heading} »`,
  groups: (names, given) =>
    `un blanc sépare des lignes de mêmes libellés : ce sont ${names.length} groupes, nommés ${
      names.join(", ")
    }${given ? "" : " tant que personne ne les nomme (--block NOM pour chacun, dans l’ordre)"}`,
  dimensionName: (categories, name) =>
    `ce que « ${categories} » ont en commun est nommé « ${name} »`,
  reservedName: (name, free) =>
    `« ${name} » est le nom d’une colonne qu’a tout document : elle est nommée « ${free} »`,
  sameLabel: (one, label) => `« ${one} » est la même chose que « ${label} » du premier tableau`,
  filledLabels: (n) =>
    `les libellés vides (${n}) sont lus comme celui du dessus, ou comme le total voisin`,
  suffix: (sign, n) =>
    `« ${sign} » après ${nombre(n, "nombre", "nombres")} est un appel de note, et il est écarté`,
  cutLabels: (labels) =>
    `un appel de note est écarté de libellés : ${
      liste(labels.map(([label, read]) => `« ${label} » se lit « ${read} »`))
    }`,
  rowsAside: (rows) => `des lignes sans nombres sont écartées : ${liste(rows)}`,
  periods: (periods) =>
    `des libellés sont des périodes : ${
      liste(periods.map(([label, start, end]) => `« ${label} » du ${start} au ${end}`))
    }`,
  maybePeriods: (name) =>
    `les libellés de « ${name} » semblent des périodes dont les jours ne se déduisent pas, et restent des libellés`,
  yearStart: (label, start) =>
    `les années telles que « ${label} » commencent ${
      start
        ? `le ${start} (mois et jour)`
        : "un jour que le tableau ne dit pas, et restent des libellés"
    }`,
  tableTitle: (name, title) =>
    title
      ? `le tableau « ${name} » a pour titre « ${title} »`
      : `le nom « ${name} » tient lieu de titre et dit ce qui est compté`,
  titles: (titles) =>
    `les titres qui ne sont pas au-dessus de leurs tableaux leur reviennent dans l’ordre : ${
      numbered(titles, " ; ")
    }`,
  noTitles: "les titres qui ne sont pas au-dessus des tableaux ne reviennent à aucun",
  thousands: (example, sign, n) =>
    sign
      ? `le « ${sign} » de « ${example} » sépare des milliers (${nombre(n, "nombre", "nombres")})`
      : `« ${example} » a des décimales et ne compte rien`,
  mark: (mark, n, of, answer, { atLeast, atMost }) => {
    const least = atLeast ? [`d’au moins ${atLeast}`] : [];
    const most = atMost === undefined ? [] : [`d’au plus ${atMost}`];
    const size = [...least, ...most].join(" et ") || "de toute grandeur";
    const means = {
      suppressed: `à la place d’un nombre que la source masque, ${size}`,
      "not-available": `à la place d’un nombre qui n’est pas disponible, ${size}`,
      "not-applicable": "là où il n’y a pas de nombre",
      unreliable: "à la place d’un nombre masqué parce que peu fiable",
      zero: "pour zéro",
    };
    const what = mark === "empty" ? "une cellule vide" : `« ${mark} »`;
    return `${what} figure ${means[answer]} (${nombre(n, "cellule", "cellules")} sur ${of})`;
  },
  rounded: (base) =>
    `les nombres sont arrondis à ${base} : aucun total n’est pris pour la somme exacte de ses parties`,
  notRounded: "les nombres sont exacts",
  multiples: (n, base) => `les ${n} nombres non nuls sont tous des multiples de ${base}`,
  ofWhich: (labels) => `parties d’une ligne voisine, ajoutées à aucun total : ${liste(labels)}`,
  total: (label, parts) => `« ${label} » est la somme de ${liste(parts)}`,
  totalOfNothing: (label, dimension) =>
    `« ${label} » est un total de « ${dimension} », laissé hors des autres sommes ; de quoi, les nombres ne le disent pas`,
  roundedTotal: (label) =>
    `« ${label} » est un total, laissé hors des autres sommes ; des parties arrondies ne font pas sa somme`,
  noTotal: (label) => `« ${label} » n’est pas un total`,
  agrees: (n) =>
    n === 1
      ? "égal au seul endroit où toutes les parties sont publiées"
      : `égal aux ${n} endroits où toutes les parties sont publiées`,
  differs: (places) => `pas la somme des autres à ${endroits(places.length)} : ${liste(places)}`,
  unit: (unit, n) => `« ${unit} » après ${nombre(n, "nombre", "nombres")} est écarté`,
  share: (n) =>
    `un pourcentage entre parenthèses après ${nombre(n, "nombre", "nombres")} est écarté`,
  blank: (column, fill, n) => {
    const means = {
      down: "celui du dessus",
      up: "celui du dessous",
      total: "le tout, nommé « Total »",
      none: "rien",
    };
    return `${nombre(n, "libellé vide", "libellés vides")} de « ${column} » valent ${means[fill]}`;
  },
  stems: (example) =>
    `les totaux sont sous les lignes dont ils font la somme, et les nomment : « ${example} »`,
  quantities: (names, areDifferent) =>
    areDifferent
      ? `${
        liste(names)
      } comptent des choses différentes : chacune est un tableau, et rien ne les additionne`
      : `${liste(names)} sont les parties d’un tout`,
  percentages: (title, areCounts) =>
    `le titre « ${title} » parle de pourcentages ou de taux, et le tableau ${
      areCounts ? "contient des nombres" : "n’en contient pas"
    }`,
  accounts: (counts, totals, measures, left) =>
    `parmi les nombres reçus : ${nombre(counts, "compte", "comptes")}, ${
      nombre(totals, "total", "totaux")
    }, ${nombre(measures, "mesure", "mesures")}${
      left.length > 0 ? ` ; sont écartés : ${left.join(", ")}` : ""
    }`,
  withinImpossible: (relation) =>
    `« ${relation} » et les totaux ne peuvent valoir ensemble : aucune hypothèse ne le suppose`,
  withinBroken: (relation, n) =>
    `« ${relation} » est contredit à ${endroits(n)} : aucune hypothèse ne le suppose`,
  withinOffered: (relation, n) =>
    n === 0
      ? `les titres suggèrent « ${relation} », que rien de publié ne confirme ; seule l’hypothèse « cohorte » le suppose, et ce n’est pas elle qui est montrée d’abord`
      : `les titres suggèrent « ${relation} », respecté à ${
        endroits(n)
      } et contredit nulle part : l’hypothèse « cohorte », montrée d’abord`,
};

/** Every sentence that `new` says of a table. */
export const SAY: Paired<typeof en> = paired({ en, fr });
