/** The words of a new release: what is said of each thing that is inferred, labels of its descriptor, the notebook that it starts with. */
import { type Language, type Paired, paired } from "@crosses/text";
import { en as sayEn } from "./intake_en.ts";
import { fr as sayFr } from "./intake_fr.ts";

export { type ColumnKind, type Fill, list } from "./intake_en.ts";

/** Every sentence that `new` says of a table. A missing key is a compile error. */
export const SAY: Paired<typeof sayEn> = paired({ en: sayEn, fr: sayFr });

const descriptorEn = {
  publisher: "publisher to be reviewed",
  markLabels: {
    suppressed: "suppressed by the source",
    "not-available": "not available",
    "not-applicable": "not applicable",
    unreliable: "too unreliable to be published",
    zero: "zero",
  },
  sumLabel: (total: string, dimension: string) => `${total} = sum of its parts (${dimension})`,
  /** Names that the draft itself gives. */
  own: {
    column: "Column",
    period: "Period",
    block: "Block",
    count: "count",
    "(no label)": "(no label)",
  },
  row: (number: string) => `Row ${number}`,
  note: (number: number) => `Note ${number} of the source`,
  /** Where something stands; the part of a file is a page, a sheet or a table, or "" where it has none. */
  place: (part: string, from: number, to: number) =>
    `${part && `${part}, `}${from === to ? `line ${from}` : `lines ${from} to ${to}`}`,
  assumptions: {
    none: "no assumption",
    noneText:
      "Counts are whole numbers, zero or more, within what a mark says of its size. Nothing else is assumed but what totals say.",
    sums: "sums",
    sumsText:
      "What is called a total is the sum of its parts, also where no published count confirms it.",
    cohort: "cohort",
    cohortText:
      "What is counted in the other tables is part of what the first counts, in the same place and period.",
  },
};

const descriptorFr: typeof descriptorEn = {
  publisher: "organisme à vérifier",
  markLabels: {
    suppressed: "masqué par la source",
    "not-available": "non disponible",
    "not-applicable": "sans objet",
    unreliable: "trop peu fiable pour être publié",
    zero: "zéro",
  },
  sumLabel: (total, dimension) => `${total} = somme de ses parties (${dimension})`,
  own: {
    column: "Colonne",
    period: "Période",
    block: "Bloc",
    count: "nombre",
    "(no label)": "(sans libellé)",
  },
  row: (number) => `Ligne ${number}`,
  note: (number) => `Note ${number} de la source`,
  place: (part, from, to) =>
    `${
      part && `${part.replace(/(?<=^|, )sheet "(.*)"$/, "feuille «\u00a0$1\u00a0»")}, `
        .replace(/(?<=^|, )table (?=\d)/, "tableau ").replace(/(pages \d+) to /, "$1 à ")
    }${from === to ? `ligne ${from}` : `lignes ${from} à ${to}`}`,
  assumptions: {
    none: "aucune hypothèse",
    noneText:
      "Les nombres sont entiers, nuls ou positifs, dans les limites qu’un signe indique. Rien d’autre n’est supposé, hors ce que disent les totaux.",
    sums: "sommes",
    sumsText:
      "Ce qui est appelé total est la somme de ses parties, même là où aucun nombre publié ne le confirme.",
    cohort: "cohorte",
    cohortText:
      "Ce que comptent les autres tableaux fait partie de ce que compte le premier, au même endroit et dans la même période.",
  },
};

/** What the descriptor says, in both languages. */
export const DESCRIPTOR_TEXT: Paired<typeof descriptorEn> = paired({
  en: descriptorEn,
  fr: descriptorFr,
});

/** What the notebook says: Markdown, captions and heads. */
const en = {
  notice:
    "_Draft: nobody has reviewed yet how the tables were understood ([what was inferred](#What-was-inferred))._",
  /** Where the tables come from; undefined is to be filled in by whoever publishes the page. */
  source: {
    publisher: (name = "**[who: to be filled in]**") => `Published by ${name}.`,
    document: (reference: string, day = "**[day: to be filled in]**") =>
      reference ? `Document ${reference}, dated ${day}.` : `Dated ${day}.`,
    taken: (places: string, day: string) => `Taken from ${places}, on ${day}.`,
  },
  /** Above what the source says of its marks, and its notes. */
  notes: "The source says:",
  quote: (place: string, words: string) => `**${place}:** “${words}”`,
  more: (n: number) => `${n} more in datapackage.json`,
  hidden: "What each missing count can be",
  hiddenText:
    "A mark stands for a count that the source does not publish: it may be read neither as zero nor as small, unless the source says so of the mark. Ranges are bounds, not estimates, and hold one at a time.",
  /** Where the file explains its marks, and nobody has said that it is to be used. */
  unusedLimits: "Limits that the source states in words are not used here.",
  withheldNote:
    "What comes close to giving a count away is not repeated by this report: “not given” stands in its place.",
  relations: "What ties the counts together",
  review: "What was inferred",
  reviewText: (command: string) =>
    `Each of these was inferred from the files alone. \`${command} FOLDER --update\`, with the flag that stands beside it in review.html, has it read otherwise.`,
  assumption: (name: string, supposed: string) => `**${name}:** ${supposed}`,
  assumed: (assumption: string) => `Under the assumption “${assumption}”.`,
  /** Below a table: what the source's has and this one has not. */
  leftOut: (names: string) => `Left out of the source’s table: ${names}`,
  /** What stands over a figure. */
  figure: (table: string, hasTotals: boolean, [shown, all]: readonly number[]) =>
    `${table ? `${table}: the` : "The"} same counts as bars${hasTotals ? ", without totals" : ""}${
      shown ? ` (the first ${shown} of ${all} rows)` : ""
    }`,
  key:
    "Beside a mark, hatching shows what the count can be; an arrow, that nothing published limits it.",
  alt: (cells: number, suppressed: number) =>
    `Bars of ${cells} counts${
      suppressed > 0 ? `, of which the source does not publish ${suppressed}` : ""
    }; the numbers stand in the table above.`,
  mark: (mark: string, label: string) => `${mark}: ${label}`,
  zero: (mark: string) => `0: also where the source has “${mark}”`,
  /** Between two marks. */
  between: "; ",
  /** What stands over tables. */
  captions: {
    hidden: "Counts that the source does not publish",
    compared: "What each missing count can be, by assumption",
    relations: "Relations, and in how many places published counts confirm them",
    review: "To be reviewed",
  },
  /** What stands over their columns. */
  heads: {
    table: "Table",
    group: "Row",
    assumed: "Assumption",
    says: "What it can be",
    relation: "Relation",
    confirmed: "Confirmed",
    breaks: "Contradicted",
    open: "Cannot be checked",
    number: "No.",
    inferred: "What was taken to be so",
  },
};
type StarterText = typeof en;

const fr: StarterText = {
  notice:
    "_Ébauche\u00a0: personne n’a encore vérifié comment les tableaux ont été compris ([ce qui a été déduit](#Ce-qui-a-été-déduit))._",
  source: {
    publisher: (name = "**[organisme\u00a0: à compléter]**") => `Publié par ${name}.`,
    document: (reference, day = "**[jour\u00a0: à compléter]**") =>
      reference ? `Document ${reference}, daté du ${day}.` : `Daté du ${day}.`,
    taken: (places, day) => `Tiré de ${places}, le ${day}.`,
  },
  notes: "La source précise\u00a0:",
  quote: (place, words) => `**${place}\u00a0:** «\u00a0${words}\u00a0»`,
  more: (n) => `${n} de plus dans datapackage.json`,
  hidden: "Ce que peut être chaque nombre manquant",
  hiddenText:
    "Une marque tient lieu d’un nombre que la source ne publie pas\u00a0: on ne peut le lire ni comme zéro ni comme petit, à moins que la source ne le dise de la marque. Les intervalles sont des bornes, non des estimations\u202f; chacun se lit isolément.",
  unusedLimits: "Les limites que la source exprime en mots ne sont pas utilisées ici.",
  withheldNote:
    "Ce qui révélerait presque un nombre n’est pas répété par ce rapport\u00a0: «\u00a0non donné\u00a0» le remplace.",
  relations: "Ce qui lie les nombres",
  review: "Ce qui a été déduit",
  reviewText: (command) =>
    `Chacun de ces points a été déduit des fichiers seuls. \`${command} DOSSIER --update\`, avec l’option qui figure à côté dans review.html, le fait lire autrement.`,
  assumption: (name, supposed) => `**${name}\u00a0:** ${supposed}`,
  assumed: (assumption) => `Avec l’hypothèse «\u00a0${assumption}\u00a0».`,
  leftOut: (names) => `Laissé de côté dans le tableau de la source\u00a0: ${names}`,
  figure: (table, hasTotals, [shown, all]) =>
    `${table ? `${table}\u00a0: les` : "Les"} mêmes nombres, en barres${
      hasTotals ? ", sans les totaux" : ""
    }${
      shown
        ? ` (${shown === 1 ? "la première ligne" : `les ${shown} premières lignes`} sur ${all})`
        : ""
    }`,
  key:
    "À côté d’une marque, les hachures montrent ce que le nombre peut être\u202f; une flèche, que rien de publié ne le limite.",
  alt: (cells, suppressed) =>
    `Barres de ${cells} nombres${
      suppressed > 0 ? `, dont ${suppressed} que la source ne publie pas` : ""
    }\u202f; les nombres sont dans le tableau ci-dessus.`,
  mark: (mark, label) => `${mark}\u00a0: ${label}`,
  zero: (mark) => `0\u00a0: aussi là où la source porte «\u00a0${mark}\u00a0»`,
  between: "\u202f; ",
  captions: {
    hidden: "Nombres que la source ne publie pas",
    compared: "Ce que peut être chaque nombre manquant, par hypothèse",
    relations: "Relations, et à combien d’endroits des nombres publiés les confirment",
    review: "À vérifier",
  },
  heads: {
    table: "Tableau",
    group: "Ligne",
    assumed: "Hypothèse",
    says: "Ce que cela peut être",
    relation: "Relation",
    confirmed: "Confirmée",
    breaks: "Contredite",
    open: "Invérifiable",
    number: "Nº",
    inferred: "Ce qui a été pris pour vrai",
  },
};

export const STARTER_TEXT: Readonly<Record<Language, StarterText>> = { en, fr };
