/** Every word that a page says by itself, in each of its languages, and where a text of theirs may not break. A missing key is a compile error. */
import { formatDay, type Language, LANGUAGES, LOCALES } from "@crosses/text";

const SPACE = "\u00a0";
const NARROW = "\u202f";

/** That the page exists in another language, as a file of its own; said in that language. */
const siblings: Record<Language, (fileName: string) => string> = {
  en: (fileName) => `The English version is a file of its own: ${fileName}`,
  fr: (fileName) => `La version française est un fichier à part${SPACE}: ${fileName}`,
};

const en = {
  /** The language's own name. */
  language: "English",
  skipToContent: "Skip to the content",
  contents: "Contents",
  siblings,
  linkTo: (title: string) => `Link to “${title}”`,
  code: (cell: number) => `Code of cell ${cell}`,
  howMade: "How this was made (code)",
  /** Statements that were checked, where their table has no caption. */
  checked: "What was checked",
  /** Before the words that a glossary explains. */
  terms: "Words that are explained:",
  take: (kind: "csv" | "svg", bytes: number) =>
    `${kind === "csv" ? "Numbers (CSV" : "Drawing (SVG"}, ${size("en", bytes)})`,
  output: (cell: number) => `Output of cell ${cell}`,
  errorOutput: (cell: number) => `Messages of cell ${cell}`,
  table: (cell: number) => `Table of cell ${cell}`,
  drawing: "Drawing",
  formula: "Formula",
  warning: "Messages",
  error: (name: string) => name === "" ? "Error" : `Error: ${name}`,
  traceback: "Where the error arose",
  folded: (lines: number, bytes: number) =>
    `${number("en", lines)} ${lines === 1 ? "line" : "lines"}, ${size("en", bytes)}`,
  foldedTable: (rows: number, bytes: number) => `${number("en", rows)} rows, ${size("en", bytes)}`,
  /** Characters of a text, or bytes of a cell, that are left out. */
  notShown: (count: number) =>
    `${number("en", count)} more ${count === 1 ? "character is" : "characters are"} not shown.`,
  tooLarge: (bytes: number) =>
    `This cell would take up ${
      size("en", bytes)
    } of the page, out of proportion to the notebook: its text stands for it.`,
  leftOut: "This cell cannot be shown.",
  unknownOutput: (types: readonly string[]) =>
    types.length === 0
      ? "An output that holds nothing."
      : `An output that a page cannot show. It is of type ${types.join(", ")}.`,
  figureWithoutDescription: "Figure without description",
  remoteImage: (description: string, host: string) =>
    `${description || "Image"} (image not loaded, at ${host})`,
  missingImage: (description: string) => `${description || "Image"} (image not included)`,
  notPlayed: {
    audio: "[An audio recording is not shown.]",
    video: "[A video is not shown.]",
    frame: "[Content of another page is not shown.]",
  },
  figureNumber: (n: number) => `Figure ${n}`,
  tableNumber: (n: number) => `Table ${n}`,
  figureReference: (n: number) => `Figure${SPACE}${n}`,
  tableReference: (n: number) => `Table${SPACE}${n}`,
  footnotes: "Notes",
  footnote: (n: string) => `Note ${n}`,
  backToText: (n: string) => `Back to the text, from note ${n}`,
  taskDone: "Done:",
  taskOpen: "To do:",
  notebook: "Notebook",
  execution: "Execution",
  executed: (deno: string) =>
    `run from the first cell to the last on a fresh kernel of Deno ${deno}`,
  executedChapters: (deno: string) =>
    `each notebook was run from its first cell to its last by Deno ${deno}; chapters may share a kernel`,
  asSaved: "not run for this page: the outputs are those saved in the notebook",
  provenance: "Where this comes from",
  /** Folds the files' checksums. */
  checksums: "Checksums of the files",
  backToContents: "Back to the contents",
  citation: "How to cite it",
  downloads: "Take the data along",
  howToSave:
    "These files are inside this page: where a mail app does not save them, open the page in a browser.",
  generated: "Page written",
  bytes: (bytes: number) => size("en", bytes),
  /** A moment in UTC. */
  dateTime: (moment: Date) =>
    `${formatDay(moment, "en")}, ${moment.toISOString().slice(11, 16)}${SPACE}UTC`,
};

export type PageText = typeof en;

const fr: PageText = {
  language: "Français",
  skipToContent: "Aller au contenu",
  contents: "Sommaire",
  siblings,
  linkTo: (title) => `Lien vers «${SPACE}${title}${SPACE}»`,
  code: (cell) => `Code de la cellule${SPACE}${cell}`,
  howMade: "Voir le code",
  checked: "Ce qui a été vérifié",
  terms: `Mots expliqués${SPACE}:`,
  take: (kind, bytes) =>
    `${kind === "csv" ? "Chiffres (CSV" : "Figure (SVG"}, ${size("fr", bytes)})`,
  output: (cell) => `Sortie de la cellule${SPACE}${cell}`,
  errorOutput: (cell) => `Messages de la cellule${SPACE}${cell}`,
  table: (cell) => `Tableau de la cellule${SPACE}${cell}`,
  drawing: "Dessin",
  formula: "Formule",
  warning: "Messages",
  error: (name) => name === "" ? "Erreur" : `Erreur${SPACE}: ${name}`,
  traceback: "D’où vient l’erreur",
  folded: (lines, bytes) =>
    `${number("fr", lines)}${SPACE}${lines < 2 ? "ligne" : "lignes"}, ${size("fr", bytes)}`,
  foldedTable: (rows, bytes) => `${number("fr", rows)}${SPACE}lignes, ${size("fr", bytes)}`,
  notShown: (count) =>
    count < 2
      ? `${count}${SPACE}caractère de plus n’est pas montré.`
      : `${number("fr", count)}${SPACE}caractères de plus ne sont pas montrés.`,
  tooLarge: (bytes) =>
    `Cette cellule prendrait ${
      size("fr", bytes)
    } de la page, hors de proportion avec le cahier${SPACE}: son texte la remplace.`,
  leftOut: "Cette cellule ne peut pas être montrée.",
  unknownOutput: (types) =>
    types.length === 0
      ? "Une sortie vide."
      : `Une sortie qu’une page ne peut pas montrer. Elle est de type ${types.join(", ")}.`,
  figureWithoutDescription: "Figure sans description",
  remoteImage: (description, host) => `${description || "Image"} (image non chargée, sur ${host})`,
  missingImage: (description) => `${description || "Image"} (image non jointe)`,
  notPlayed: {
    audio: "[Un enregistrement sonore n’est pas montré.]",
    video: "[Une vidéo n’est pas montrée.]",
    frame: "[Le contenu d’une autre page n’est pas montré.]",
  },
  figureNumber: (n) => `Figure${SPACE}${n}`,
  tableNumber: (n) => `Tableau${SPACE}${n}`,
  figureReference: (n) => `figure${SPACE}${n}`,
  tableReference: (n) => `tableau${SPACE}${n}`,
  footnotes: "Notes",
  footnote: (n) => `Note${SPACE}${n}`,
  backToText: (n) => `Retour au texte, depuis la note${SPACE}${n}`,
  taskDone: `Fait${SPACE}:`,
  taskOpen: `À faire${SPACE}:`,
  notebook: "Carnet",
  execution: "Exécution",
  executed: (deno) => `de la première à la dernière cellule, sur un noyau neuf de Deno ${deno}`,
  executedChapters: (deno) =>
    `chaque carnet, de la première à la dernière cellule, par Deno ${deno}\u202f; les chapitres peuvent partager un noyau`,
  asSaved:
    `aucune pour cette page${SPACE}: les résultats sont ceux qui étaient enregistrés dans le carnet`,
  provenance: "Provenance",
  checksums: "Sommes de contrôle des fichiers",
  backToContents: "Retour au sommaire",
  citation: "Citer ce rapport",
  downloads: "Télécharger les données",
  howToSave:
    `Ces fichiers sont dans cette page${SPACE}: l’ouvrir dans un navigateur pour les enregistrer.`,
  generated: "Page produite le",
  bytes: (bytes) => size("fr", bytes),
  dateTime: (moment) =>
    `${formatDay(moment, "fr")} à ${moment.getUTCHours()}${SPACE}h${SPACE}${
      moment.toISOString().slice(14, 16)
    } (UTC)`,
};

export const PAGE_TEXT: Record<Language, PageText> = { en, fr };

/** A whole number, in French with narrow spaces. */
function number(language: Language, value: number): string {
  return value.toLocaleString(LOCALES[language]).replaceAll(SPACE, NARROW);
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"];

/** Bytes in decimal units, with one digit after the point below ten. */
function size(language: Language, bytes: number): string {
  let value = bytes;
  let unit = 0;
  for (; value >= 999.5 && unit < UNITS.length - 1; unit++) value /= 1000;
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return value.toLocaleString(LOCALES[language], {
    style: "unit",
    unit: UNITS[unit],
    unitDisplay: unit === 0 ? "long" : "short",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).replaceAll(" ", SPACE);
}

/** What stands before the space, what follows it, and the space that it becomes. */
type Rule = readonly [pattern: RegExp, space: string];

const MONTH = LANGUAGES.flatMap((language) =>
  Array.from(
    { length: 12 },
    (_, month) => new Date(2000, month).toLocaleDateString(LOCALES[language], { month: "long" }),
  )
).join("|");
/** `Jan.`, `janv.`, `déc.` */
const SHORT_MONTH = "(?:jan|janv|feb|févr?|mar|apr|avr|aug|sept?|oct|nov|d[ée]c|juil)\\.";

const COMMON: readonly Rule[] = [
  // 31 January 2025, 1er janvier 2025
  [new RegExp(`(?<=\\b\\d{1,2}(?:er)?) (?=(?:${MONTH})\\b)`, "gi"), SPACE],
  [new RegExp(`(?<=\\b(?:${MONTH}|${SHORT_MONTH})) (?=\\d{4}\\b)`, "gi"), SPACE],
  // N/Réf. 28731, letter 28731, Table 4, no. 3, fewer than 5
  [
    /(?<=(?<!\p{L})(?:N\/Réf\.|no\.|n\.o|p\.|Tables?|Figures?|Tableaux?|letter|lettre)) (?=\d)/giu,
    SPACE,
  ],
  [/(?<=(?<!\p{L})(?:moins|plus)) (?=de \d)/giu, SPACE],
  [
    /(?<=(?<!\p{L})(?:(?:moins|plus)[ \u00a0]de|fewer than|less than|at least|at most)) (?=\d)/giu,
    SPACE,
  ],
  // 53 + 12 = 65; 1 434; 13 %
  [/(?<=[\d)x]) (?=[-+=−×÷<>≤≥±] [\d(x])/g, SPACE],
  [/(?<=[\dx)] ?\u00a0?[-+=−×÷<>≤≥±]) (?=[\d(x])/g, SPACE],
  [/(?<=\b\d{1,3}) (?=\d{3}\b(?![\d.,]))/g, NARROW],
  [/(?<=\d) (?=%)/g, SPACE],
  // no line begins with a dot between two
  [/(?<=\S) (?=· )/g, SPACE],
  // the star of a note: * From 22 April
  [/(?<=(?<!\S)\*) (?=\p{L})/gu, SPACE],
];

const FRENCH: readonly Rule[] = [
  [/(?<=\S) (?=[:»])/g, SPACE],
  [/(?<=«) /g, SPACE],
  [/(?<=\S) (?=[;!?])/g, NARROW],
];

const RULES: Record<Language, readonly Rule[]> = { en: COMMON, fr: [...COMMON, ...FRENCH] };

/** A text with the spaces that it must not break at: in numbers, dates and references, and before French signs. */
export function bindSpaces(text: string, lang: Language): string {
  if (!text.includes(" ")) return text;
  return RULES[lang].reduce((bound, [pattern, space]) => bound.replace(pattern, space), text);
}
