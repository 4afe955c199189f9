/** French words, in the usage of Québec: thin spaces in numbers, no-break spaces before a colon and inside guillemets. */
import type { Catalogue } from "./catalogue.ts";

const NBSP = "\u00a0";
const THIN = "\u202f";

const integer = new Intl.NumberFormat("fr-CA");
const share = new Intl.NumberFormat("fr-CA", { style: "percent", maximumFractionDigits: 1 });
const day = new Intl.DateTimeFormat("fr-CA", { dateStyle: "long", timeZone: "UTC" });
const conjunction = new Intl.ListFormat("fr-CA", { type: "conjunction" });

const number = (value: number) => integer.format(value).replaceAll(NBSP, THIN);
/** In French, zero is singular. */
const plural = (count: number, one: string, other: string) =>
  `${number(count)}${NBSP}${count < 2 ? one : other}`;
/** Days keep together: 19 mars 2025; the first of a month is 1er. */
const date = (iso: string) =>
  day.format(new Date(iso)).replace(/^1 /, "1er ").replaceAll(" ", NBSP);
const quoted = (text: string) => `«${NBSP}${text}${NBSP}»`;

export const fr: Catalogue = {
  language: "fr",
  number,
  percent: (value) => share.format(value),
  date,
  list: (items) => conjunction.format(items),
  colon: (before, after) => `${before}${NBSP}: ${after}`,
  quoted,

  cell: {
    suppressed: "supprimé par la source",
    withheld: "intervalle retenu par ce rapport",
    withheldMark: "[c]",
    noUpperBound: "sans borne supérieure",
    range: (lower, upper) =>
      lower === null
        ? upper === null ? "tout nombre" : `${number(upper)} ou moins`
        : upper === null
        ? `${number(lower)} ou plus`
        : `de ${number(lower)} à ${number(upper)}`,
    contradictory: "les nombres publiés se contredisent",
    percentRange: (lower, upper) => `de ${lower} à ${upper}`,
    underReading: (reading) => `selon la lecture ${quoted(reading)}`,
    notComputable: "ne peut être calculé",
  },

  table: {
    marks: (marks, suppressed) =>
      suppressed === 0
        ? "Aucune cellule n’est supprimée."
        : `${conjunction.format(marks)} marque ${
          plural(suppressed, "cellule supprimée", "cellules supprimées")
        } par la source${NBSP}: une donnée manquante, ni zéro ni petit nombre.`,
    frame: (rows, columns, shown) =>
      `${plural(rows, "ligne", "lignes")} × ${plural(columns, "colonne", "colonnes")}` +
      (shown < rows ? `${THIN}; les ${number(shown)} premières lignes sont affichées` : ""),
    table: "Tableau",
    group: "Groupe",
    all: "Ensemble",
    atLeast: (value) => `au moins ${number(value)}`,
    cellsSuppressed: (count) => plural(count, "cellule supprimée", "cellules supprimées"),
    atLeastShort: (value, suppressed) => `au moins ${number(value)} (${suppressed}${NBSP}x)`,
    sum: "Somme",
    sums: "Sommes des nombres publiés",
    claims: "Ce que dit cette page, vérifié sur les données",
    claim: "Énoncé",
    holds: "vérifié",
  },

  figure: {
    numbers: "Les données de cette figure",
    source: (publisher, reference, date) => `Source${NBSP}: ${publisher}, ${reference}, ${date}.`,

    matrixName: "Toutes les cellules du document",
    matrixDescription: (cells, suppressed, tables) =>
      `Une grille de ${number(cells)} cellules en ${tables.length} blocs, un par tableau${NBSP}: ${
        conjunction.format(tables)
      }. Les lignes sont les groupes de la source, les colonnes sont les siennes. ${
        number(cells - suppressed)
      } cellules affichent leur nombre. ${
        number(suppressed)
      } sont hachurées et portent la marque de la source${NBSP}: leur nombre est manquant.`,
    matrixCaption:
      `Chaque cellule est à la place que lui donne la source. Une cellule hachurée portant un x a été supprimée par la source${NBSP}: son nombre est manquant, il n’est pas nul.`,

    lengthsName: "La durée de chaque période",
    lengthsDescription: (items) =>
      `Des barres sur un calendrier, une par période. ${items.join(`${THIN}; `)}.`,
    lengthsCaption:
      `Les jours que couvre chaque colonne${THIN}; un contour en tirets signale une période partielle. Des nombres portant sur des périodes de durées différentes ne se comparent pas comme des rythmes.`,
    days: (count) => plural(count, "jour", "jours"),
    daysOf: (name, days, start, end) =>
      `${name} couvre ${plural(days, "jour", "jours")}, du ${date(start)} au ${date(end)}`,
    firstDay: "Premier jour",
    lastDay: "Dernier jour",
    daysHeading: "Jours",

    crossesName: "Où sont les cellules supprimées",
    crossesDescription: (items) =>
      `Un carré par cellule de la source, par tableau et par colonne${THIN}; les cellules supprimées sont hachurées et portent leur marque. Cellules supprimées parmi l’ensemble${NBSP}: ${
        items.join(`${THIN}; `)
      }.`,
    crossesCaption:
      `Un carré est une cellule de la source${THIN}; les carrés hachurés sont supprimés. Les marges comptent les cellules supprimées parmi toutes les cellules.`,
    crossesOf: (suppressed, cells) => `${number(suppressed)} sur ${number(cells)}`,

    countsName: (measure, column) => `${capital(measure)}, par ${column.toLowerCase()}`,
    countsDescription: (measure, rows) =>
      `Des barres représentant les ${measure}, un panneau par groupe, à la même échelle. ${
        rows.join(". ")
      }.`,
    countsCaption: (reading, hasPartial) =>
      `Les barres pleines sont des nombres publiés. Un x est une cellule supprimée par la source, hachurée sur l’intervalle qu’elle peut prendre selon la lecture ${
        quoted(reading)
      }${THIN}; des hachures qui s’estompent n’ont pas de borne supérieure.${
        hasPartial ? " Un astérisque signale une période partielle." : ""
      }`,

    comparisonDescription: (measures, rows) =>
      `Des barres horizontales représentant les ${
        conjunction.format(measures)
      }, un panneau par groupe, à la même échelle. ${rows.join(". ")}.`,
    comparisonCaption: (reading) =>
      `Les barres pleines sont des nombres publiés. Un x est une cellule supprimée par la source, hachurée sur l’intervalle qu’elle peut prendre selon la lecture ${
        quoted(reading)
      }${THIN}; des hachures qui s’estompent n’ont pas de borne supérieure.`,

    totalsName: (dimension) => `Sommes des nombres publiés, par ${dimension.toLowerCase()}`,
    totalsDescription: (items) =>
      `Des barres horizontales, à la même échelle. La partie pleine est la somme des nombres publiés${THIN}; là où une cellule est supprimée, la barre se prolonge en hachures qui s’estompent, car la somme est une limite inférieure. ${
        items.join(`${THIN}; `)
      }.`,
    totalsCaption:
      `La partie pleine est la somme des nombres publiés. Des hachures qui s’estompent signifient que des cellules supprimées manquent à la somme${NBSP}: le total est au moins aussi grand, d’une quantité inconnue.`,

    orderName: "Ce que briserait l’échange des deux blocs d’un tableau",
    orderDescription: (items) =>
      `Une ligne par ordre des blocs, un carré par comparaison de nombres publiés${THIN}; les carrés pleins sont les comparaisons où les décisions dépassent les demandes. ${
        items.join(`${THIN}; `)
      }.`,
    orderCaption:
      `Un carré plein est une comparaison où les décisions publiées dépassent les demandes publiées. Échanger les blocs de tous les tableaux à la fois ne brise rien${NBSP}: l’image inversée de chaque ligne est la même.`,
    orderSame: "Tous les tableaux dans le même ordre",
    orderExchanged: (tables) => `Échangés${NBSP}: ${conjunction.format(tables)}`,
    orderBroken: (broken, comparisons) =>
      `${number(broken)} sur ${number(comparisons)} ${broken < 2 ? "brisée" : "brisées"}`,
    orderHeading: "Ordre des blocs",
    orderComparisons: "Comparaisons",
    orderBrokenHeading: "Brisées",
  },
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
