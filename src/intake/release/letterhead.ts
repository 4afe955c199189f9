/** What stands around the tables of a letter: its reference and date above them, notes and what a star says below. */
import { splitSuffix } from "../fields/fields.ts";
import { isPeriodLabel, readPeriod } from "../fields/periods.ts";
import type { Grid } from "../read/grid.ts";
import type { Block } from "../table/block.ts";
import { isNoteLine } from "../table/titles.ts";

export interface Letterhead {
  readonly reference?: string;
  /** ISO 8601. */
  readonly date?: string;
}

/** "Your ref" is none of the letter. */
const REFERENCE =
  /(?<!\p{L})(?:N\/r[ée]f(?:[ée]rence|\.)?|(?<!(?:your|votre|v\/) ?)r[ée]f(?:[ée]rences?|\.)?|(?:file|dossier)(?: (?:no|number|numéro|n[o°º])\.?)?)\s*:?\s*((?=[\w./-]*\d)[\p{Lu}\d][\w./-]*\w)/iu;
const DATE =
  /(?<![\p{L}\p{N}])(\d{1,2}(?:er)? \p{L}{3,} \d{4}|\p{L}{3,} \d{1,2}, \d{4}|\d{4}-\d{2}-\d{2})\.?$/u;
const SALUTATION = /^(?:dear|madam|sir|madame|monsieur|mesdames|objet|subject|re ?:)/i;

/** The reference and the date in the lines above the first table, and above the first word of the letter itself. */
export function letterheadOf(grids: readonly Grid[], [first]: readonly Block[]): Letterhead {
  const end = (first?.header[0] ?? first?.rows[0])?.line ?? 0;
  const lines: string[] = [];
  for (const grid of grids) {
    for (const { line, fields } of grid.lines) {
      const text = fields.filter(Boolean).join(" ");
      if (grid.file === first?.file && line >= end || SALUTATION.test(text)) return readHead(lines);
      lines.push(text);
    }
  }
  return readHead(lines);
}

function readHead(lines: readonly string[]): Letterhead {
  const short = lines.slice(0, 20).filter((text) => text.length < 100 && !isNoteLine(text));
  const found = short.map((text) => REFERENCE.exec(text)?.[1]).find(Boolean);
  const date = short.map((text) => dayIn(text)).find(Boolean);
  return { ...found ? { reference: found } : {}, ...date ? { date } : {} };
}

/** The day with which a text ends. */
function dayIn(text: string): string | undefined {
  const period = readPeriod(DATE.exec(text.trim())?.[1] ?? "");
  return period?.start === period?.end ? period?.start : undefined;
}

const MOST_NOTES = 20;

/** The notes below the tables, each once. */
export function notesOf(tables: readonly { readonly notes: readonly string[] }[]): string[] {
  const notes = tables.flatMap(({ notes }) => notes)
    .filter((note) => isNoteLine(note) && !/^page \d/i.test(note));
  return [...new Set(notes)].slice(0, MOST_NOTES);
}

/** The periods that a star marks as not over, with their last day where a note says it. */
export function partialPeriods(blocks: readonly Block[]): Map<string, string | undefined> {
  const notes = blocks.flatMap(({ notes }) => notes);
  const fields = blocks.flatMap(({ header, rows }) => [...header, ...rows])
    .flatMap(({ fields }) => fields);
  return new Map([...new Set(fields)].flatMap((field) => {
    const { body, suffix } = splitSuffix(field);
    if (!/^[*†‡]+$/.test(suffix) || !/\d{4}/.test(body) || !isPeriodLabel(body)) return [];
    const note = notes.find((one) => /^[*†‡]*/.exec(one)?.[0] === suffix);
    const end = note && dayIn(note);
    // A star may as well say that counts were revised.
    const isOther = note && !end && !/parti(?:al|el)|to date|à ce jour|incompl/i.test(note);
    return isOther ? [] : [[body, end] as const];
  }));
}
