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
  tidyData: "Every cell of the tables, one a row (CSV)",
  tidyParquet: "The same cells, with their types (Parquet)",
  descriptor: "Description of the data, with its caveats (JSON)",
  /** A statement of its own. */
  withheld: (cells: number, quantities: number, assumption: string) =>
    `Under the assumption “${assumption}”, this report does not repeat the ranges of ${cells} suppressed ` +
    `${cells === 1 ? "cell" : "cells"} and of ${quantities} derived ` +
    `${quantities === 1 ? "quantity" : "quantities"}, marked [c]. ` +
    "No such range is printed, drawn or offered for download here.",
  /** What a report holds, as a sentence. */
  holds: "Tables, figures and what may be said of the suppressed cells.",
  description: (title: string) =>
    `${title}: tables, figures and what may be said of the suppressed cells.`,
  theLetter: "The letter",
  thisReport: "This report",
  decision: "Decision on an access-to-information request",
  /** The report by its own heading: nobody is named as its author. */
  quoted: (title: string) => `“${title}”`,
  reportOn: (reference: string) =>
    `Report made from notebooks on the letter ${reference}, no author named`,
  /** What lies beside the page and not in it. */
  notInside:
    "The notebooks and the Parquet file are files of their own, which this page does not hold.",
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
  tidyData: "Toutes les cellules des tableaux, une par ligne (CSV)",
  tidyParquet: "Les mêmes cellules, avec leurs types (Parquet)",
  descriptor: "Description des données, avec leurs mises en garde (JSON)",
  withheld: (cells, quantities, assumption) =>
    `Sous l’hypothèse «${NBSP}${assumption}${NBSP}», ce rapport ne répète pas les intervalles de ${cells}${NBSP}` +
    `${cells < 2 ? "cellule supprimée" : "cellules supprimées"} et de ${quantities}${NBSP}` +
    `${quantities < 2 ? "quantité dérivée" : "quantités dérivées"}, marqués [c]. ` +
    "Aucun de ces intervalles n’est imprimé, dessiné ou offert en téléchargement ici.",
  holds: "Les tableaux, les figures et ce qui peut être dit des cellules supprimées.",
  description: (title) =>
    `${title}${NBSP}: les tableaux, les figures et ce qui peut être dit des cellules supprimées.`,
  theLetter: "La lettre",
  thisReport: "Ce rapport",
  decision: "Décision sur une demande d’accès à l’information",
  quoted: (title) => `«${NBSP}${title}${NBSP}»`,
  reportOn: (reference) =>
    `Rapport produit à partir de carnets sur la lettre ${reference}, sans auteur désigné`,
  notInside:
    "Les carnets et le fichier Parquet sont des fichiers à part, que cette page ne contient pas.",
};

export const WORDS: Readonly<Record<Language, Words>> = { en, fr };

const DAYS: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  en: new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }),
  fr: new Intl.DateTimeFormat("fr-CA", { dateStyle: "long", timeZone: "UTC" }),
};

/** A day from its ISO date: 19 March 2025. */
export function dateWords(iso: string, locale: Language): string {
  const words = DAYS[locale].format(new Date(iso));
  return (locale === "en" ? words : words.replace(/^1 /, "1er ")).replaceAll(" ", NBSP);
}
