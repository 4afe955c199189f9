/** What is said of each thing that a draft infers, for somebody to check. */
import type { Language } from "./catalogue.ts";

export interface DraftText {
  readonly title: string;
  readonly provenance: string;
  readonly labels: string;
  readonly joinedRows: string;
  numericHeaders(names: string): string;
  rowName(place: number, name: string): string;
  columnName(name: string): string;
  filledLabels(count: number): string;
  period(label: string, start: string, end: string): string;
  maybePeriods(name: string): string;
  total(label: string, dimension: string): string;
  tableTitle(name: string): string;
  /** `limit`: the greatest count that the mark says it can stand for. */
  mark(mark: string, limit: number | null): string;
  /** A dash, which often is a zero. */
  dash(mark: string): string;
  /** A mark such as 1–4, whose lower limit is not used. */
  span(mark: string, limit: number): string;
  regrouped(count: number): string;
  severalTotals(count: number): string;
  totalBroken(total: string, places: number): string;
  totalHolds(total: string, places: number): string;
  sumLabel(total: string, dimension: string): string;
  withinBroken(relation: string, places: number): string;
  withinOffered(relation: string, places: number): string;
}

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;
const places = (n: number) => count(n, "place", "places");

const en: DraftText = {
  title: "the name of the folder stands in for a title",
  provenance: "publisher and reference are not known, and the date is that of the draft",
  labels: "each label is used in English and in French as the file writes it",
  joinedRows:
    "not every combination of row labels has a row, so they are joined into one label a row",
  numericHeaders: (names) =>
    `the first line names the columns (${names}…), though numbers stand in it: check that it is no row of counts`,
  rowName: (place, name) => `the column of labels ${place} is called “${name}”`,
  columnName: (name) => `what the columns of counts have in common is called “${name}”`,
  filledLabels: (n) =>
    `${
      count(n, "empty label is", "empty labels are")
    } read as the one above, or as the total beside`,
  period: (label, start, end) => `“${label}” is taken to be the days from ${start} to ${end}`,
  maybePeriods: (name) =>
    `the categories of “${name}” look like periods whose days cannot be told: give each its "start" and "end", or leave them as labels`,
  total: (label, dimension) =>
    `“${label}” is taken to be a total over “${dimension}”, to be left out of other sums`,
  tableTitle: (name) =>
    `the name of the file, “${name}”, stands in for a title and for what is counted`,
  mark: (mark, limit) =>
    `“${mark}” is taken to stand for a count that the source withholds, ${
      limit === null ? "of any size" : `of ${limit} at most`
    }`,
  dash: (mark) =>
    `“${mark}” is taken to stand for a count that the source withholds, of any size; many tables write it for none: then write 0 in the file`,
  span: (mark, limit) =>
    `“${mark}” is taken to stand for a count of ${limit} at most; its lower limit is not used, so ranges are wider than they might be`,
  regrouped: (n) =>
    `${count(n, "count was", "counts were")} rewritten without separators between thousands`,
  severalTotals: (n) =>
    `there are ${n} totals, so no relation between them and the parts is assumed`,
  totalBroken: (total, n) =>
    `“${total}” is not the sum of the others in ${places(n)}, so no relation is assumed`,
  totalHolds: (total, n) =>
    n === 0
      ? `“${total}” is taken to be the sum of its parts; it can be checked nowhere, as parts are withheld wherever it stands`
      : `“${total}” is taken to be the sum of its parts, as it is in the ${
        n === 1 ? "one place" : places(n)
      } where all are published`,
  sumLabel: (total, dimension) => `${total} = sum of its parts (${dimension})`,
  withinBroken: (relation, n) => `“${relation}” fails in ${places(n)}, so no assumption assumes it`,
  withinOffered: (relation, n) =>
    `the names of the tables suggest “${relation}”, which no published count contradicts (${
      places(n)
    } to check it by); only the assumption “cohort” assumes it, and it is not the one shown first`,
};

const endroits = (n: number) => `${n} ${n < 2 ? "endroit" : "endroits"}`;

const fr: DraftText = {
  title: "le nom du dossier tient lieu de titre",
  provenance: "l’organisme et la référence ne sont pas connus, et la date est celle de l’ébauche",
  labels: "chaque libellé sert en anglais et en français tel que le fichier l’écrit",
  joinedRows:
    "les libellés de lignes ne sont pas tous croisés : ils sont réunis en un seul par ligne",
  numericHeaders: (names) =>
    `la première ligne nomme les colonnes (${names}…), bien qu’elle porte des nombres : vérifiez que ce n’est pas une ligne de données`,
  rowName: (place, name) => `la colonne de libellés ${place} est nommée « ${name} »`,
  columnName: (name) => `ce que les colonnes de nombres ont en commun est nommé « ${name} »`,
  filledLabels: (n) =>
    n < 2
      ? "un libellé vide est lu comme celui du dessus, ou comme le total voisin"
      : `${n} libellés vides sont lus comme celui du dessus, ou comme le total voisin`,
  period: (label, start, end) => `« ${label} » est pris pour les jours du ${start} au ${end}`,
  maybePeriods: (name) =>
    `les catégories de « ${name} » semblent des périodes dont les jours ne se déduisent pas : donnez à chacune "start" et "end", ou laissez-les comme libellés`,
  total: (label, dimension) =>
    `« ${label} » est pris pour un total de « ${dimension} », à laisser hors des autres sommes`,
  tableTitle: (name) =>
    `le nom du fichier, « ${name} », tient lieu de titre et dit ce qui est compté`,
  mark: (mark, limit) =>
    `« ${mark} » est pris pour un nombre que la source retient, ${
      limit === null ? "de toute grandeur" : `d’au plus ${limit}`
    }`,
  dash: (mark) =>
    `« ${mark} » est pris pour un nombre que la source retient, de toute grandeur ; bien des tableaux l’écrivent pour zéro : alors écrivez 0 dans le fichier`,
  span: (mark, limit) =>
    `« ${mark} » est pris pour un nombre d’au plus ${limit} ; sa limite inférieure ne sert pas, et les intervalles sont plus larges qu’ils ne pourraient l’être`,
  regrouped: (n) =>
    n < 2
      ? "un nombre a été réécrit sans séparateur de milliers"
      : `${n} nombres ont été réécrits sans séparateur de milliers`,
  severalTotals: (n) =>
    `il y a ${n} totaux : aucune relation entre eux et les parties n’est supposée`,
  totalBroken: (total, n) =>
    `« ${total} » n’est pas la somme des autres à ${endroits(n)} : aucune relation n’est supposée`,
  totalHolds: (total, n) =>
    n === 0
      ? `« ${total} » est pris pour la somme de ses parties ; rien ne permet de le vérifier, car des parties sont retenues partout où il figure`
      : `« ${total} » est pris pour la somme de ses parties, ce qu’il est ${
        n === 1 ? "au seul endroit où" : `aux ${n} endroits où`
      } toutes sont publiées`,
  sumLabel: (total, dimension) => `${total} = somme de ses parties (${dimension})`,
  withinBroken: (relation, n) =>
    `« ${relation} » est contredit à ${endroits(n)} : aucune hypothèse ne le suppose`,
  withinOffered: (relation, n) =>
    `les noms des tableaux suggèrent « ${relation} », qu’aucun nombre publié ne contredit (${
      endroits(n)
    } pour le vérifier) ; seule l’hypothèse « cohorte » le suppose, et ce n’est pas elle qui est montrée d’abord`,
};

/** French sets no-break spaces inside guillemets and before a colon or semicolon. */
function spaced(text: string): string {
  return text.replaceAll("« ", "«\u00a0").replaceAll(/ (?=»|: )/g, "\u00a0")
    .replaceAll(" ; ", "\u202f; ");
}

const TEXTS: Readonly<Record<Language, DraftText>> = { en, fr };

/** A sentence in each language. */
export function draftText(
  say: (text: DraftText) => string,
): Readonly<Record<Language, string>> {
  return { en: say(TEXTS.en), fr: spaced(say(TEXTS.fr)) };
}
