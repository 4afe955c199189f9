/** French words, in the usage of Québec: thin spaces in numbers, no-break spaces before a colon and inside guillemets. */
import type { Catalogue } from "./catalogue.ts";

const NBSP = "\u00a0";
const THIN = "\u202f";

const integer = new Intl.NumberFormat("fr-CA");
const share = new Intl.NumberFormat("fr-CA", { style: "percent" });
const decimal = new Intl.NumberFormat("fr-CA", {
  style: "percent",
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const day = new Intl.DateTimeFormat("fr-CA", { dateStyle: "long", timeZone: "UTC" });
const conjunction = new Intl.ListFormat("fr-CA", { type: "conjunction" });

const number = (value: number) => integer.format(value).replaceAll(NBSP, THIN);
/** One decimal; 0 % and 100 % only where they are exact. */
const percent = (value: number) => {
  if (value === 0 || value === 1) return share.format(value);
  if (value > 0 && value < 0.0005) return `moins de 0,1${NBSP}%`;
  if (value < 1 && value > 0.9995) return `plus de 99,9${NBSP}%`;
  return decimal.format(value);
};
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
  percent,
  date,
  list: (items) => conjunction.format(items),
  colon: (before, after) => `${before}${NBSP}: ${after}`,
  quoted,
  semicolon: `${THIN}; `,

  cell: {
    suppressed: "supprimé par la source",
    withheld: "intervalle retenu par ce rapport",
    withheldMark: "[c]",
    withheldShort: "retenu",
    range: (lower, upper) =>
      lower === null
        ? upper === null ? "tout nombre" : `${number(upper)} ou moins`
        : upper === null
        ? `${number(lower)} ou plus`
        : `de ${number(lower)} à ${number(upper)}`,
    contradictory: "les nombres publiés se contredisent",
    shareRange: (lower, upper, isAttained) => {
      if (lower !== null && upper !== null && !isAttained.lower && !isAttained.upper) {
        return `entre ${lower} et ${upper}, exclus`;
      }
      return [
        lower === null ? "" : `${isAttained.lower ? "de" : "plus de"} ${lower}`,
        upper === null ? "" : `${isAttained.upper ? "à" : "à moins de"} ${upper}`,
      ].filter((end) => end !== "").join(" ") || "toute part";
    },
    undefined: `non défini${NBSP}: rien à diviser`,
    orUndefined: "ou non défini",
  },

  table: {
    marks: (marks, suppressed) =>
      suppressed === 0
        ? "Aucune cellule n’est supprimée."
        : `${conjunction.format(marks)} marque ${
          plural(suppressed, "cellule supprimée", "cellules supprimées")
        } par la source${NBSP}: une donnée manquante, ni zéro ni petit nombre.`,
    marksAtMost: (mark, suppressed, atMost) =>
      `${mark} marque ${
        plural(suppressed, "cellule supprimée", "cellules supprimées")
      } par la source${NBSP}: ${number(atMost)} au plus.`,
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
    cell: "Cellule",
    mark: "Marque",
    range: "Intervalle",
    relations: "Ce que disent les nombres publiés de chaque relation",
    relation: "Relation",
    holdsStrictly: "Vérifiée",
    holdsWithEquality: "Vérifiée avec égalité",
    breaks: "Brisée",
    unchecked: "Invérifiable",
    assumptions: "Ce que chaque hypothèse permet de dire des cellules supprimées",
    assumption: "Lecture",
    assumes: "Ce qu’elle suppose",
    noUpperBound: "Sans borne supérieure",
    ranges: "Un intervalle",
    withheld: "Retenu",
    nothingWithheld: "Rien n’est retenu.",
    withheldCaption: (assumption) =>
      `Ce que ce rapport retient, sous l’hypothèse ${quoted(assumption)}`,
    subject: "Quoi",
    place: "Où",
    notUnder: (label, assumption, assumptions) =>
      `${label}${NBSP}: ne figure pas sous l’hypothèse ${
        quoted(assumption)
      }, car cela n’a de sens que selon ${conjunction.format(assumptions.map(quoted))}.`,
    notSmall: (assumption) =>
      `Cellules supprimées au moins aussi grandes qu’un nombre publié, sous l’hypothèse ${
        quoted(assumption)
      }`,
    smallestPublished: "Plus petit nombre publié",
    sums: "Sommes des nombres publiés",
    review: (count) => `Ce qui a été déduit et reste à vérifier (${number(count)})`,
    inferred: "Ce qui a été tenu pour vrai",
    nothingToReview: "Il ne reste rien à vérifier.",
    claims: "Ce que dit cette page, vérifié sur les données",
    claim: "Énoncé",
    result: "Résultat",
    holds: "vérifié",
  },

  figure: {
    numbers: "Les données de cette figure",
    draft: (count) =>
      `Ébauche${NBSP}: ${
        plural(count, "déduction n’a pas été vérifiée", "déductions n’ont pas été vérifiées")
      }.`,
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
      `Chaque cellule est à la place que lui donne la source. Une cellule hachurée a été supprimée par la source${NBSP}: son nombre est manquant, il n’est pas nul.`,

    withoutTotals: "Les totaux figurent dans les nombres et ne sont pas dessinés.",
    firstRows: (drawn, rows) =>
      `Seules les ${number(drawn)} premières sur ${
        number(rows)
      } sont dessinées${THIN}; les nombres y sont tous.`,

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
    crossesDescription: (isSquares, items) =>
      `${
        isSquares
          ? `Un carré par cellule de la source, par tableau et par colonne${THIN}; les cellules supprimées sont hachurées et portent leur marque.`
          : `Une barre par colonne de chaque tableau, longue comme son nombre de cellules${THIN}; la part des cellules supprimées est hachurée.`
      } Cellules supprimées parmi l’ensemble${NBSP}: ${items.join(`${THIN}; `)}.`,
    crossesCaption: (isSquares) =>
      isSquares
        ? `Un carré est une cellule de la source${THIN}; les carrés hachurés sont supprimés. Les marges comptent les cellules supprimées parmi toutes les cellules.`
        : `Une barre est une colonne de la source, longue comme son nombre de cellules${THIN}; la part hachurée compte celles qui sont supprimées, où qu’elles soient dans la colonne.`,
    crossesOf: (suppressed, cells) => `${number(suppressed)} sur ${number(cells)}`,

    countsName: (measure, column) => `${capital(measure)}, par ${column.toLowerCase()}`,
    countsDescription: (measure, rows) =>
      `Des barres représentant les ${measure}, un panneau par groupe, à la même échelle. ${
        rows.join(". ")
      }.`,
    countsCaption: (assumption, hasPartial) =>
      `Les barres pleines sont des nombres publiés. Une barre hachurée est une cellule supprimée par la source, sur l’intervalle qu’elle peut prendre sous l’hypothèse ${
        quoted(assumption)
      }${THIN}; des hachures qui s’estompent n’ont pas de borne supérieure.${
        hasPartial ? " Un astérisque signale une période partielle." : ""
      }`,

    comparisonDescription: (measures, rows) =>
      `Des barres horizontales représentant les ${
        conjunction.format(measures)
      }, un panneau par groupe, à la même échelle. ${rows.join(". ")}.`,
    comparisonCaption: (assumption) =>
      `Les barres pleines sont des nombres publiés. Une barre hachurée est une cellule supprimée par la source, sur l’intervalle qu’elle peut prendre sous l’hypothèse ${
        quoted(assumption)
      }${THIN}; des hachures qui s’estompent n’ont pas de borne supérieure, et [c] est un intervalle que ce rapport retient.`,

    rangesName: (assumption) =>
      `Ce que peut être chaque cellule supprimée, sous l’hypothèse ${quoted(assumption)}`,
    rangesDescription: (assumption, items) =>
      `Une ligne par cellule supprimée, hachurée sur les nombres entiers qu’elle peut prendre sous l’hypothèse ${
        quoted(assumption)
      }${THIN}; une ligne qui s’estompe n’a pas de borne supérieure. ${items.join(`${THIN}; `)}.`,
    rangesCaption: (assumption) =>
      `Chaque nombre supprimé se trouve quelque part dans son intervalle hachuré si l’hypothèse ${
        quoted(assumption)
      } est juste${THIN}; sans elle, rien ne s’ensuit. Aucune valeur d’un intervalle n’est plus probable qu’une autre. Des hachures qui s’estompent n’ont pas de borne supérieure${THIN}; [c] est un intervalle si étroit que ce rapport le retient.`,

    derivedName: (label, column) => `${label}, par ${column.toLowerCase()}`,
    derivedDescription: (label, assumption, rows) =>
      `Des barres horizontales${NBSP}: ${label}, un panneau par groupe, sous l’hypothèse ${
        quoted(assumption)
      }. Les barres pleines se calculent à partir de nombres publiés${THIN}; les barres hachurées sont des intervalles. ${
        rows.join(". ")
      }.`,
    derivedCaption: (label, assumption) =>
      `${
        capital(label)
      }. Les barres pleines découlent de nombres publiés${THIN}; les intervalles hachurés valent sous l’hypothèse ${
        quoted(assumption)
      }, et chacune de leurs valeurs est aussi possible qu’une autre. [c] est un intervalle que ce rapport retient.`,
    ofCounts: (part, whole) => `${number(part)} sur ${number(whole)}`,

    naiveName: (label) => `${label}${NBSP}: un traitement négligent à côté de ce qui peut être dit`,
    naiveDescription: (label, columns) =>
      `Pour chaque colonne, trois barres, tous groupes réunis${NBSP}: ${label}, en lisant chaque x comme 0, en écartant les lignes qui portent un x, et avec les bornes. ${
        columns.join(". ")
      }.`,
    naiveCaption: (assumption) =>
      `Les barres grises sont fausses à dessein${NBSP}: elles lisent chaque x comme 0, ou écartent les groupes qui en ont un. La troisième barre est ce que permettent les nombres publiés, sous l’hypothèse ${
        quoted(assumption)
      }.`,
    naiveRows: {
      asZero: "x lu comme 0",
      dropped: "lignes avec x écartées",
      honest: "ce qui peut être dit",
    },
    naiveHandling: "Traitement",
    naiveNothing: "il ne reste aucune ligne",

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
