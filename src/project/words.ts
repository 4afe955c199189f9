/** The words of a report's provenance: where its numbers come from, and how it was made. */
import type { Language } from "@crosses/text";

const NBSP = "\u00a0";

const en = {
  source: "Source",
  reference: "Reference",
  documentDate: "Date of the document",
  dataAsOf: "Data as of",
  extractedOn: "Extracted on",
  system: "System",
  checksum: (path: string) => `${path}, SHA-256`,
  notebook: "Notebook",
  versions: "Made with",
  tidyData: "Every count of the tables, one a row (CSV)",
  tidyParquet: "The same counts, with their types (Parquet)",
  descriptor: "Description of the data, with its caveats (JSON)",
  withheld: "No range that is “not given” is printed, drawn or offered for download here.",
  /** What a report holds, as a sentence. */
  holds: "Tables, figures and what may be said of the hidden counts.",
  description: (title: string) =>
    `${title}: tables, figures and what may be said of the hidden counts.`,
  theLetter: "The letter",
  thisReport: "This report",
  oneFigure: "A figure or table",
  citeFigure: "As the report, with its number, which leads to its own address.",
  decision: "Decision on an access-to-information request",
  /** The report by its own heading: nobody is named as its author. */
  quoted: (title: string) => `“${title}”`,
  reportOn: (reference: string) =>
    `Report made from notebooks on the letter ${reference}, no author named`,
  /** What a tab shows: at most 60 characters. */
  tab: "Québec’s AI and IT pilot: refusals by profile in 2023",
  workedOut: { title: "How this was worked out", short: "How" },
  about: { title: "About this report", short: "About" },
  publisher: "Publisher",
  noPublisher: "Nobody is named as the publisher of this copy.",
  corrections: "Corrections",
  correctTo: (address: string) => `Report one to: ${address}.`,
  noAddress: "This copy names no address to report one to.",
  noCorrections: "No correction so far. ",
  programme: "The programme",
  programmeParts: [
    "Permanent immigration pilot program for workers in the artificial intelligence, information technologies and visual effects sectors (",
    {
      text: "regulation I-0.2.1, r. 8",
      href: "https://legisquebec.gouv.qc.ca/en/document/cr/I-0.2.1,%20r.%208%20",
    },
    "). It opened on 22 April 2021 and ended on 1 January 2026 (",
    {
      text: "Québec.ca",
      href: "https://www.quebec.ca/en/immigration/immigration-programs/artificial-intelligence",
    },
    "); the letter’s numbers stop on 31 January 2025.",
  ],
  review: "Access to documents",
  reviewParts: [
    "Anyone who is refused a document may ask for a review by the ",
    { text: "Commission d’accès à l’information", href: "https://www.cai.gouv.qc.ca" },
    ".",
  ],
  licence: "Licence",
  licenceText:
    "Text, figures and code: MIT licence. The letter states no licence for its numbers; they are repeated here as it prints them.",
  letterText: "The letter’s text, word for word, without the name of who signed it (in French)",
  /** What lies beside the page and not in it. */
  notInside: "The notebooks and the Parquet file are files of their own.",
};

type Words = typeof en;

const fr: Words = {
  source: "Source",
  reference: "Référence",
  documentDate: "Date du document",
  dataAsOf: "Données au",
  extractedOn: "Extraites le",
  system: "Système",
  checksum: (path) => `${path}, SHA-256`,
  notebook: "Carnet",
  versions: "Produit avec",
  tidyData: "Tous les nombres des tableaux, un par ligne (CSV)",
  tidyParquet: "Les mêmes nombres, avec leurs types (Parquet)",
  descriptor: "Description des données, avec leurs mises en garde (JSON)",
  withheld:
    `Aucun intervalle «${NBSP}non donné${NBSP}» n’est affiché, dessiné ou offert en téléchargement ici.`,
  holds: "Les tableaux, les figures et ce qui peut être dit des nombres masqués.",
  description: (title) =>
    `${title}${NBSP}: les tableaux, les figures et ce qui peut être dit des nombres masqués.`,
  theLetter: "La lettre",
  thisReport: "Ce rapport",
  oneFigure: "Une figure ou un tableau",
  citeFigure: "Comme le rapport, avec son numéro, qui sert de lien.",
  decision: "Décision sur une demande d’accès à l’information",
  quoted: (title) => `«${NBSP}${title}${NBSP}»`,
  reportOn: (reference) =>
    `Rapport produit à partir de carnets sur la lettre ${reference}, sans auteur désigné`,
  tab: `Programme pilote IA et TI${NBSP}: refus selon le profil, 2023`,
  workedOut: { title: "Méthode", short: "Méthode" },
  about: { title: "À propos de ce rapport", short: "À propos" },
  publisher: "Éditeur",
  noPublisher: "Aucun éditeur n’est nommé dans cet exemplaire.",
  corrections: "Corrections",
  correctTo: (address) => `Pour en signaler${NBSP}: ${address}.`,
  noAddress: "Aucune adresse n’est indiquée pour en signaler.",
  noCorrections: "Aucune correction à ce jour. ",
  programme: "Le programme",
  programmeParts: [
    "Programme pilote d’immigration permanente des travailleurs des secteurs de l’intelligence artificielle, des technologies de l’information et des effets visuels (",
    {
      text: `règlement I-0.2.1, r.${NBSP}8`,
      href: "https://legisquebec.gouv.qc.ca/fr/document/rc/I-0.2.1,%20r.%208%20",
    },
    `). Ouvert le 22${NBSP}avril 2021, il a pris fin le 1er${NBSP}janvier 2026 (`,
    {
      text: "Québec.ca",
      href: "https://www.quebec.ca/immigration/programmes-immigration/intelligence-artificielle",
    },
    `) ; les chiffres de la lettre s’arrêtent au 31${NBSP}janvier 2025.`,
  ],
  review: "Accès aux documents",
  reviewParts: [
    "Un refus peut être révisé, sur demande, par la ",
    { text: "Commission d’accès à l’information", href: "https://www.cai.gouv.qc.ca" },
    ".",
  ],
  licence: "Licence",
  licenceText:
    `Textes, figures et code${NBSP}: licence MIT. La lettre n’énonce aucune licence pour ses chiffres, repris ici tels qu’elle les présente.`,
  letterText: "Le texte de la lettre, mot pour mot, sans le nom de la personne signataire",
  notInside: "Les carnets et le fichier Parquet sont des fichiers distincts.",
};

export const WORDS: Readonly<Record<Language, Words>> = { en, fr };

const tidyFr = {
  columns: {
    tableLabel: "tableau",
    component: "volet",
    profile: "profil",
    period: "période",
    periodStart: "début",
    periodEnd: "fin",
    value: "nombre",
    status: "statut",
    mark: "marque",
  },
  values: { published: "publié", suppressed: "masqué" },
};

/** The tidy CSV in other languages than the code: columns and values by their names in the frame. */
export const TIDY_WORDS: Readonly<Record<Exclude<Language, "en">, typeof tidyFr>> = { fr: tidyFr };
