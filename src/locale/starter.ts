/** The words of the notebook that a new release starts with. Markdown, and captions. */
import type { Language } from "./language.ts";

interface StarterText {
  readonly notice: string;
  readonly hidden: string;
  readonly hiddenText: string;
  readonly hiddenCaption: string;
  assumed(assumption: string): string;
  readonly comparedCaption: string;
  readonly assumption: string;
  readonly relations: string;
  /** What stands over the columns of the relations. */
  readonly relation: Readonly<Record<"RELATION" | "HOLDS" | "BREAKS" | "OPEN", string>>;
  readonly relationsCaption: string;
  readonly withheld: string;
  readonly review: string;
  readonly reviewText: string;
  readonly reviewCaption: string;
  readonly number: string;
  readonly inferred: string;
  marks(said: string): string;
  alt(cells: number, suppressed: number): string;
  first(shown: number, all: number): string;
}

const en: StarterText = {
  notice:
    "_Draft: nobody has reviewed yet how the tables were understood ([what was inferred](#What-was-inferred))._",
  hidden: "What each missing count can be",
  hiddenText:
    "A mark stands for a count that the source does not publish: it is neither zero nor small, unless the mark says so itself. Ranges are bounds, not estimates, and hold one at a time. What comes close to giving a count away is withheld and marked **[c]**.",
  hiddenCaption: "Counts that the source does not publish",
  assumed: (assumption) => `Ranges under the assumption “${assumption}”.`,
  comparedCaption: "What each missing count can be, by assumption",
  assumption: "assumption",
  relation: {
    RELATION: "relation",
    HOLDS: "confirmed",
    BREAKS: "contradicted",
    OPEN: "not to be checked",
  },
  relations: "What ties the counts together",
  relationsCaption: "Relations, and in how many places published counts confirm them",
  withheld: "What is not repeated here",
  review: "What was inferred",
  reviewText:
    "Each of these was told from the tables alone. `npx --yes deno task new FOLDER --update`, with the flag that stands beside it in review.html, reads them otherwise.",
  reviewCaption: "To be reviewed",
  number: "No.",
  inferred: "What was taken to be so",
  marks: (said) => said,
  alt: (cells, suppressed) =>
    `Bars of ${cells} counts, of which the source does not publish ${suppressed}; the numbers stand in the table above.`,
  first: (shown, all) => `The first ${shown} of ${all}.`,
};

const fr: StarterText = {
  notice:
    "_Ébauche : personne n’a encore vérifié comment les tableaux ont été compris ([ce qui a été déduit](#Ce-qui-a-été-déduit))._",
  hidden: "Ce que peut être chaque nombre manquant",
  hiddenText:
    "Une marque tient lieu d’un nombre que la source ne publie pas : il n’est ni nul ni petit, à moins que la marque elle-même ne le dise. Les intervalles sont des bornes, non des estimations, et valent un à la fois. Ce qui révélerait presque un nombre n’est pas répété par ce rapport et est marqué **[c]**.",
  hiddenCaption: "Nombres que la source ne publie pas",
  assumed: (assumption) => `Intervalles sous l’hypothèse « ${assumption} ».`,
  comparedCaption: "Ce que peut être chaque nombre manquant, par hypothèse",
  assumption: "hypothèse",
  relation: {
    RELATION: "relation",
    HOLDS: "confirmée",
    BREAKS: "contredite",
    OPEN: "invérifiable",
  },
  relations: "Ce qui lie les nombres",
  relationsCaption: "Relations, et à combien d’endroits des nombres publiés les confirment",
  withheld: "Ce qui n’est pas répété ici",
  review: "Ce qui a été déduit",
  reviewText:
    "Chacun de ces points a été déduit des tableaux seuls. `npx --yes deno task new DOSSIER --update`, avec l’option qui figure à côté dans review.html, les lit autrement.",
  reviewCaption: "À vérifier",
  number: "Nº",
  inferred: "Ce qui a été pris pour vrai",
  marks: (said) => said,
  alt: (cells, suppressed) =>
    `Barres de ${cells} nombres, dont ${suppressed} que la source ne publie pas ; les nombres sont dans le tableau ci-dessus.`,
  first: (shown, all) => `Les ${shown} premiers de ${all}.`,
};

export const STARTER_TEXT: Readonly<Record<Language, StarterText>> = { en, fr };
