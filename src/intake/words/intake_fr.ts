/** The same in French. A missing key is a compile error. */
import { type ColumnKind, type en, numbered, ofThese, some } from "./intake_en.ts";

const endroits = (n: number) => nombre(n, "endroit", "endroits");
const nombre = (n: number, un: string, plusieurs: string) => `${n} ${n < 2 ? un : plusieurs}`;
const liste = (names: readonly string[]) => some(names, (n) => `et ${n} autres`);

/** The names that the draft itself gives, as the page's heads have them. */
const PROPRES: ReadonlyMap<string, string> = new Map([
  ["column", "colonne"],
  ["period", "période"],
  ["block", "bloc"],
  ["count", "nombre"],
  ["row", "ligne"],
]);
const propre = (name: string) =>
  name.replace(/^[a-z]+(?=(?: \d+)?$)/, (one) => PROPRES.get(one) ?? one);

const SORTES: Readonly<Record<ColumnKind, string>> = {
  label: "des libellés",
  count: "des nombres",
  code: "des codes, qui sont écartés",
  percentage: "des pourcentages, qui sont écartés",
  measure: "une mesure et non des nombres, qui est écartée",
  note: "des notes, qui sont écartées",
  ignore: "rien qui serve",
};

export const fr: typeof en = {
  title: "le nom du dossier tient lieu de titre",
  provenance: (reference, date) =>
    [
      reference
        ? `la référence « ${reference} » figure au-dessus des tableaux`
        : "la référence n’est pas connue",
      date ? `la date ${date} figure au-dessus des tableaux` : "la date est celle de l’ébauche",
      "l’organisme n’est pas connu",
    ].join(" ; "),
  partial: (label, end) =>
    `« ${label} » n’est pas achevé : un astérisque le marque, et ${
      end ? `une note dit qu’il finit le ${end}` : "rien ne dit quand il finit"
    }`,
  labels: "chaque libellé sert dans toutes les langues tel que le fichier l’écrit",
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
    before: "un libellé la suit, et des nombres suivent ce libellé",
    apart: "sans elle, des lignes se confondraient",
    twin: "une colonne qui précède porte le même nom et contient la même chose",
    repeated: "le même nombre partout où un libellé est le même",
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
  sheetsAside: (parts) =>
    `ce qui ne contient pas d’effectifs est laissé de côté : ${
      liste(
        parts.map(({ name, titles }) => [name, ...titles.map((one) => `« ${one} »`)].join(", ")),
      )
    }`,
  shownOnly: (cell, shown, behind, n) =>
    `ce que la feuille montre est lu, non ce qui est derrière : ${shown} en ${cell}, non ${behind} (${
      nombre(n, "cellule", "cellules")
    })`,
  header: (lines) => `lignes qui nomment les colonnes : ${lines || "aucune"}`,
  names: (names) => `les colonnes se nomment ${names}`,
  column: (name, kind) => `la colonne « ${name} » contient ${SORTES[kind]}`,
  row: (name, isCount) =>
    `la ligne « ${name} » ${
      isCount ? "compte quelque chose" : "ne contient pas de nombres, et elle est écartée"
    }`,
  heading: (name, value) =>
    value === "row"
      ? `« ${name} » tient lieu de lignes sans nombres`
      : value === "yes"
      ? `« ${name} » chapeaute les lignes qui suivent`
      : `« ${name} » est une note et ne chapeaute rien`,
  leads: (names, areHeads) =>
    `les lignes sous chacun de ces libellés ${areHeads ? "le" : "ne le"} ventilent${
      areHeads ? "" : " pas"
    }\u00a0: ${liste(names)}`,
  grandTotal: (label, heading, isOfAll) =>
    isOfAll
      ? `« ${label} » fait la somme de toutes les lignes, non de celles de « ${heading} » seules`
      : `« ${label} » appartient à « ${heading} »`,
  groups: (names, given) =>
    `un blanc sépare des lignes de mêmes libellés : ce sont ${names.length} groupes, nommés ${
      names.join(", ")
    }${given ? "" : " tant que personne ne les nomme (--block NOM pour chacun, dans l’ordre)"}`,
  dimensionName: (categories, name) =>
    `ce que « ${categories} » ont en commun est nommé « ${propre(name)} »`,
  reservedName: (name, free) =>
    `« ${name} » est le nom d’une colonne qu’a tout document : elle est nommée « ${propre(free)} »`,
  sameLabel: (one, label) => `« ${one} » est la même chose que « ${label} » du premier tableau`,
  filledLabels: (n) =>
    `les libellés vides (${n}) sont lus comme celui du dessus, ou comme le total voisin`,
  suffix: (sign, n) =>
    `« ${sign} » après ${nombre(n, "nombre", "nombres")} est un appel de note, et il est écarté`,
  again: (names) => `les en-têtes que le fichier répète sont numérotés : ${liste(names)}`,
  cutLabels: (labels) =>
    `un appel de note est écarté de libellés : ${
      liste(labels.map(([label, read]) => `« ${label} » se lit « ${read} »`))
    }`,
  loneTotal: (name, isLeft) =>
    isLeft
      ? `la ligne « ${name} » est écartée : des tableaux ne l’ont pas, et rien n’en est déduit`
      : `la ligne « ${name} » compte, et chaque tableau l’a`,
  rowsAside: (rows) => `des lignes sans nombres sont écartées : ${liste(rows)}`,
  periods: (periods) =>
    `des libellés sont des périodes : ${
      liste(periods.map(([label, start, end]) => `« ${label} » du ${start} au ${end}`))
    }`,
  maybePeriods: (name) =>
    `les libellés de « ${
      propre(name)
    } » semblent des périodes dont les jours ne se déduisent pas, et restent des libellés`,
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
  level: (name, below, n, columns) =>
    `${nombre(n, "ligne", "lignes")} de « ${
      propre(name)
    } » comptent la même chose que celles de « ${propre(below)} »${
      columns > 0 ? ` (${nombre(columns, "colonne le confirme", "colonnes le confirment")})` : ""
    } et n’entrent dans aucune autre somme`,
  totalOfNothing: (label, dimension) =>
    `« ${label} » est un total de « ${
      propre(dimension)
    } », laissé hors des autres sommes ; de quoi, les nombres ne le disent pas`,
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
      middle: "celui du milieu de leurs lignes",
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
    `le titre « ${title} » parle de pourcentages, de taux, de valeurs ou d’équivalents temps plein, et le tableau ${
      areCounts ? "contient des nombres" : "n’en contient pas"
    }`,
  left: (codes, unused, lone, outside) =>
    ofThese(
      [codes, "dans des codes"],
      [unused, "dans des colonnes qui ne servent pas"],
      [lone, "dans des totaux que n’ont pas tous les tableaux"],
      [outside, "hors des tableaux"],
    ),
  accounts: (counts, totals, measures, left) =>
    `parmi les nombres reçus : ${nombre(counts, "compte", "comptes")}, ${
      nombre(totals, "total", "totaux")
    }, ${nombre(measures, "mesure", "mesures")}${left.fr ? ` ; sont écartés : ${left.fr}` : ""}`,
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
