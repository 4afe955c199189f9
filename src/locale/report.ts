/** Every word that the report's page says by itself, in each of its languages. A missing key is a compile error. */

export type ReportLanguage = "en" | "fr";

export interface ReportText {
  readonly skipToContent: string;
  readonly contents: string;
  readonly otherLanguages: string;
  readonly code: (cell: number) => string;
  readonly output: (cell: number) => string;
  readonly errorOutput: (cell: number) => string;
  readonly image: (cell: number) => string;
  readonly table: (cell: number) => string;
  readonly drawing: string;
  readonly formula: string;
  readonly warning: string;
  readonly error: (name: string) => string;
  readonly traceback: string;
  readonly folded: (lines: number, bytes: number) => string;
  readonly foldedTable: (rows: number, bytes: number) => string;
  readonly foldedData: (type: string, bytes: number) => string;
  readonly unknownOutput: (types: readonly string[]) => string;
  readonly figureWithoutDescription: string;
  readonly remoteImage: (description: string, host: string) => string;
  readonly missingImage: (description: string) => string;
  readonly figureNumber: (number: number) => string;
  readonly tableNumber: (number: number) => string;
  readonly figureReference: (number: number) => string;
  readonly tableReference: (number: number) => string;
  readonly footnotes: string;
  readonly footnote: (number: string) => string;
  readonly backToText: (number: string) => string;
  readonly taskDone: string;
  readonly taskOpen: string;
  readonly provenance: string;
  readonly citation: string;
  readonly downloads: string;
  readonly generated: string;
  readonly bytes: (bytes: number) => string;
  /** A moment in UTC. */
  readonly dateTime: (moment: Date) => string;
}

const NARROW_SPACE = "\u202f";
const SPACE = "\u00a0";

const EN_MONTHS =
  "January February March April May June July August September October November December".split(
    " ",
  );
const FR_MONTHS =
  "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ");

const en: ReportText = {
  skipToContent: "Skip to the content",
  contents: "Contents",
  otherLanguages: "Other languages",
  code: (cell) => `Code of cell ${cell}`,
  output: (cell) => `Output of cell ${cell}`,
  errorOutput: (cell) => `Error output of cell ${cell}`,
  image: (cell) => `Figure of cell ${cell}`,
  table: (cell) => `Table of cell ${cell}`,
  drawing: "Drawing",
  formula: "Formula",
  warning: "Error output",
  error: (name) => name === "" ? "Error" : `Error: ${name}`,
  traceback: "Where the error arose",
  folded: (lines, bytes) =>
    `${number("en", lines)} ${lines === 1 ? "line" : "lines"}, ${size("en", bytes)}`,
  foldedTable: (rows, bytes) => `${number("en", rows)} rows, ${size("en", bytes)}`,
  foldedData: (type, bytes) => `${type}, ${size("en", bytes)}`,
  unknownOutput: (types) =>
    types.length === 0
      ? "An output that holds nothing."
      : `An output that a page cannot show. It is of type ${types.join(", ")}.`,
  figureWithoutDescription: "Figure without description",
  remoteImage: (description, host) => `${description || "Image"} (image not loaded, at ${host})`,
  missingImage: (description) => `${description || "Image"} (image not included)`,
  figureNumber: (n) => `Figure ${n}.`,
  tableNumber: (n) => `Table ${n}.`,
  figureReference: (n) => `Figure${SPACE}${n}`,
  tableReference: (n) => `Table${SPACE}${n}`,
  footnotes: "Notes",
  footnote: (n) => `Note ${n}`,
  backToText: (n) => `Back to the text, from note ${n}`,
  taskDone: "Done:",
  taskOpen: "To do:",
  provenance: "Where this comes from",
  citation: "How to cite it",
  downloads: "Take the data along",
  generated: "Page written",
  bytes: (bytes) => size("en", bytes),
  dateTime: (moment) =>
    `${moment.getUTCDate()} ${EN_MONTHS[moment.getUTCMonth()]} ${moment.getUTCFullYear()}, ` +
    `${twoDigits(moment.getUTCHours())}:${twoDigits(moment.getUTCMinutes())}${SPACE}UTC`,
};

const fr: ReportText = {
  skipToContent: "Aller au contenu",
  contents: "Sommaire",
  otherLanguages: "Autres langues",
  code: (cell) => `Code de la cellule${SPACE}${cell}`,
  output: (cell) => `Sortie de la cellule${SPACE}${cell}`,
  errorOutput: (cell) => `Sortie d’erreur de la cellule${SPACE}${cell}`,
  image: (cell) => `Figure de la cellule${SPACE}${cell}`,
  table: (cell) => `Tableau de la cellule${SPACE}${cell}`,
  drawing: "Dessin",
  formula: "Formule",
  warning: "Sortie d’erreur",
  error: (name) => name === "" ? "Erreur" : `Erreur${SPACE}: ${name}`,
  traceback: "D’où vient l’erreur",
  folded: (lines, bytes) =>
    `${number("fr", lines)}${SPACE}${lines < 2 ? "ligne" : "lignes"}, ${size("fr", bytes)}`,
  foldedTable: (rows, bytes) => `${number("fr", rows)}${SPACE}lignes, ${size("fr", bytes)}`,
  foldedData: (type, bytes) => `${type}, ${size("fr", bytes)}`,
  unknownOutput: (types) =>
    types.length === 0
      ? "Une sortie vide."
      : `Une sortie qu’une page ne peut pas montrer. Elle est de type ${types.join(", ")}.`,
  figureWithoutDescription: "Figure sans description",
  remoteImage: (description, host) => `${description || "Image"} (image non chargée, sur ${host})`,
  missingImage: (description) => `${description || "Image"} (image non jointe)`,
  figureNumber: (n) => `Figure${SPACE}${n}.`,
  tableNumber: (n) => `Tableau${SPACE}${n}.`,
  figureReference: (n) => `figure${SPACE}${n}`,
  tableReference: (n) => `tableau${SPACE}${n}`,
  footnotes: "Notes",
  footnote: (n) => `Note${SPACE}${n}`,
  backToText: (n) => `Retour au texte, depuis la note${SPACE}${n}`,
  taskDone: `Fait${SPACE}:`,
  taskOpen: `À faire${SPACE}:`,
  provenance: "D’où vient ce document",
  citation: "Comment le citer",
  downloads: "Emporter les données",
  generated: "Page produite le",
  bytes: (bytes) => size("fr", bytes),
  dateTime: (moment) =>
    `${moment.getUTCDate() === 1 ? "1er" : moment.getUTCDate()}${SPACE}${
      FR_MONTHS[moment.getUTCMonth()]
    } ${moment.getUTCFullYear()} à ${moment.getUTCHours()}${SPACE}h${SPACE}${
      twoDigits(moment.getUTCMinutes())
    } (UTC)`,
};

export const REPORT_TEXT: Record<ReportLanguage, ReportText> = { en, fr };

/** What each language calls itself: the same on every page. */
export const LANGUAGE_NAMES: Record<ReportLanguage, string> = { en: "English", fr: "Français" };

/** A whole number with its language's separator, by hand: the same bytes whatever ICU data the machine has. */
function number(language: ReportLanguage, value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, language === "fr" ? NARROW_SPACE : ",");
}

/** Bytes in decimal units, with one digit after the point below ten. */
function size(language: ReportLanguage, bytes: number): string {
  const units = language === "fr" ? ["octets", "ko", "Mo", "Go"] : ["bytes", "kB", "MB", "GB"];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit > 0 && value < 9.95 ? value.toFixed(1) : String(Math.round(value));
  return (language === "fr" ? digits.replace(".", ",") : digits) + SPACE +
    (bytes === 1 ? units[0]!.slice(0, -1) : units[unit]);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
