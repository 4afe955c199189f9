/** The words of the notebook that a new release starts with. Markdown. */
import type { Language } from "./language.ts";

export interface StarterText {
  readonly intro: string;
  readonly reviewTitle: string;
  readonly review: string;
  readonly tables: string;
  readonly crosses: string;
  readonly crossesText: string;
  readonly relations: string;
  readonly relationsText: string;
  readonly ranges: string;
  readonly rangesText: string;
  readonly figures: string;
  readonly figuresText: string;
  readonly frame: string;
}

const en: StarterText = {
  intro:
    "_A draft: what the tables mean was inferred from the tables alone. Review it before you pass anything on._",
  reviewTitle: "To be reviewed",
  review:
    "Each of these is written in `datapackage.json`, under the path that is given. Correct it there or leave it as it is, " +
    "take its entry out of `review`, and run this notebook again: the list gets shorter, and figures say how long it still is.",
  tables: "The tables",
  crosses: "Where counts are missing",
  crossesText:
    "A mark stands for a count that the source withholds. It is missing: neither zero nor small, unless the mark itself " +
    "says how great the count can be.",
  relations: "What ties the counts together",
  relationsText:
    "Relations are what lets something be said of a missing count. Each belongs to one assumption or to all, and each assumption " +
    "names what it assumes.",
  ranges: "What each missing count can be",
  rangesText:
    "Each range holds every whole number that agrees with the published counts under the assumption, and no other. These are " +
    "bounds, not estimates. Ranges that come close to giving a count away are withheld and marked **[c]**.",
  figures: "The counts as figures",
  figuresText: "A hatched bar spans what a missing count can be under the assumption.",
  frame: "The same data as a Polars frame",
};

const fr: StarterText = {
  intro:
    "_Une ébauche : le sens des tableaux a été déduit des tableaux seuls. Vérifiez-le avant de transmettre quoi que ce soit._",
  reviewTitle: "À vérifier",
  review:
    "Chacun de ces points est inscrit dans `datapackage.json`, à l’endroit indiqué. Corrigez-le là ou laissez-le tel quel, " +
    "retirez-le de `review`, puis réexécutez ce carnet : la liste raccourcit, et les figures disent ce qu’il en reste.",
  tables: "Les tableaux",
  crosses: "Où des nombres manquent",
  crossesText:
    "Une marque tient lieu d’un nombre que la source retient. C’est une donnée manquante : ni zéro, ni petit nombre, à moins " +
    "que la marque elle-même ne dise combien le nombre peut valoir.",
  relations: "Ce qui lie les nombres",
  relationsText:
    "Ce sont les relations qui permettent de dire quelque chose d’un nombre manquant. Chacune appartient à une hypothèse ou à " +
    "toutes, et chaque hypothèse nomme ce qu’elle suppose.",
  ranges: "Ce que peut être chaque nombre manquant",
  rangesText:
    "Chaque intervalle contient tous les nombres entiers compatibles avec les nombres publiés sous l’hypothèse, et aucun " +
    "autre. Ce sont des bornes, non des estimations. Les intervalles qui révéleraient presque un nombre sont retenus et " +
    "marqués **[c]**.",
  figures: "Les nombres en figures",
  figuresText: "Une barre hachurée couvre ce que peut être un nombre manquant sous l’hypothèse.",
  frame: "Les mêmes données en tableau Polars",
};

const NARROW = "\u00a0";

/** French puts a no-break space before a colon, semicolon or question mark. */
function spaced(text: StarterText): StarterText {
  return Object.fromEntries(
    Object.entries(text).map(([key, value]) => [key, value.replaceAll(/ (?=[:;?!])/g, NARROW)]),
  ) as unknown as StarterText;
}

export const STARTER_TEXT: Readonly<Record<Language, StarterText>> = { en, fr: spaced(fr) };
