/** The words around tables: titles and what the tables are called; a letter's reference and date above them, notes below. */
import { isNoteLine, isTitleLine, splitSuffix, withoutNumber } from "../fields/fields.ts";
import { isPeriodLabel, readPeriod } from "../fields/periods.ts";
import type { Block, Grid } from "../read/grid.ts";
import { slug } from "@crosses/text";
import { SAY } from "../words/words.ts";
import type { Findings } from "../inferences/inferences.ts";

/** A table with the lines above and below it. */
interface Titled {
  readonly file: string;
  readonly name: string;
  readonly titles: readonly string[];
  readonly notes: readonly string[];
}

export interface Named {
  readonly name: string;
  /** As the document has it; undefined where it has none. */
  readonly title?: string;
  /** What is counted, in the source's own letters, where one column is a table. */
  readonly quantity?: string;
}

/** @param quantities what is counted in each table that is made of a block, where one a column is */
export function nameTables(
  blocks: readonly Titled[],
  quantities: readonly (readonly (string | undefined)[])[],
  findings: Findings,
): Named[] {
  const titles = titlesOf(blocks, findings);
  const roles = blocks.map((block, at) => roleOf(titles[at] ?? "") ?? roleOf(block.name));
  const used = new Set<string>();
  return blocks.flatMap((block, at) =>
    quantities[at]!.map((quantity) => {
      // A year alone heads each of several tables that are alike.
      const last = block.titles.at(-1) ?? "";
      const period = blocks.length > 1 && isPeriodLabel(last) ? last : undefined;
      const isOwn = blocks.filter(({ name }) => name === block.name).length === 1;
      const role = roles[at];
      const isOnlyRole = role !== undefined && roles.filter((one) => one === role).length === 1;
      const wanted = quantity !== undefined
        ? slug([quantity, period].filter(Boolean).join(" ")) || "table"
        : isOwn
        ? slug(block.name) || "table"
        : isOnlyRole
        ? role
        : period
        ? `table-${slug(period)}`
        : `table-${at + 1}`;
      let name = wanted;
      for (let n = 2; used.has(name); n++) name = `${wanted}-${n}`;
      used.add(name);
      const title = [titles[at] ?? period, quantity].filter(Boolean).join(" – ");
      return { name, title: title || undefined, quantity };
    })
  );
}

function titlesOf(blocks: readonly Titled[], findings: Findings): (string | undefined)[] {
  const above = blocks.map(({ titles }) => titleIn(titles));
  const numbered = blocks.flatMap(({ titles, notes }) => numberedTitles([...titles, ...notes]));
  const isInPlace = blocks.every(({ titles }) => titles.filter(isTitleLine).length === 1);
  if (blocks.length < 2 || isInPlace || numbered.length !== blocks.length) return above;
  const listed = numbered.map((title, at) => `${at + 1}. “${title.slice(0, 60)}”`).join("; ");
  const areTheirs = findings.agree({
    flag: "titles",
    file: blocks[0]!.file,
    say: (isSo) => isSo ? SAY.titles(numbered) : SAY.noTitles,
    question: `do these titles belong to the ${blocks.length} tables in this order: ${listed}?`,
  });
  return areTheirs ? numbered : blocks.map(() => undefined);
}

/** The words of each line that begins "Table 1", and of the lines that go on with it. */
function numberedTitles(lines: readonly string[]): string[] {
  return lines.flatMap((line, at) => {
    if (!isTitleLine(line)) return [];
    const rest = lines.slice(at + 1);
    // A title goes on where its line is full, or where the next one does not begin anew.
    const end = rest.findIndex((one, next) =>
      isTitleLine(one) || isNoteLine(one) ||
      (next > 0 || /\s\S+\s\S/.test(line)) && one.length < 20 && /^\p{Lu}/u.test(one) ||
      !isOpen(lines[at + next]!) && !/^[\p{Ll}\d(]/u.test(one)
    );
    return [[line, ...rest.slice(0, end < 0 ? 3 : Math.min(end, 3))].join(" ")];
  }).map(withoutNumber);
}

/** A line that a title may go on from: a full one, or one that says no more than "Table 1". */
const isOpen = (line: string) => line.length > 40 || /^\p{L}+ \S{1,4}$/u.test(line.trim());

function titleIn(lines: readonly string[]): string | undefined {
  const [numbered] = numberedTitles(lines);
  const others = lines.filter((line) => !isNoteLine(line) && !/:\/\//.test(line));
  return numbered ?? (lines.length <= 4 && others.length > 0 ? others.join(" ") : undefined);
}

/** What a table may be about, told by its title: applications that come in, and their outcomes. */
const ROLES: readonly (readonly [string, RegExp])[] = [
  ["refused", /refus|reject|rejet|denied|negative|abgelehnt|rechazad|avslag|afgewezen/i],
  [
    "accepted",
    /accept|approv|grant|admitted|positive|bewilligt|aprobad|innvilg|beviljad|ingewilligd/i,
  ],
  ["withdrawn", /withdrawn|retir[ée]e|zurückgezogen/i],
  [
    "received",
    /receiv|re[çc]u|submitted|d[ée]pos|applications?$|demandes?$|intake|eingegangen|recibid|inkom/i,
  ],
];

/** What a table is about, by its name and title; undefined where that says nothing, or two things. */
export function roleOf(name: string): string | undefined {
  const roles = ROLES.filter(([, words]) => words.test(name)).map(([role]) => role);
  return roles.length === 1 || roles[1] === "received" ? roles[0] : undefined;
}

/** How long the label of an axis may be. */
const MOST_MEASURE = 40;
/** What comes after one of these says how the counts are broken down. */
const BREAKDOWN =
  /(?<=^.{8,}?)(?:[,;(]| [–-] | (?:by|according to|selon|par|nach|per|según|etter|efter|naar) ).*$/iu;

/** A title up to how its counts are broken down; if that is too long, its first words. */
export function shortened(title: string): string {
  if (title.length <= MOST_MEASURE) return title;
  const counted = title.replace(BREAKDOWN, "").trim();
  if (counted.length <= MOST_MEASURE) return counted;
  const words = counted.slice(0, MOST_MEASURE).replace(/\s\S*$/, "")
    .replace(/(?:\s(?:\p{L}{1,3}|with|from|dans|pour))+$/iu, "");
  return `${words}…`;
}

export interface Letterhead {
  readonly reference?: string;
  /** ISO 8601. */
  readonly date?: string;
}

/** "Your ref" is none of the letter. */
const REFERENCE =
  /(?<!\p{L})(?:N\/r[ée]f(?:[ée]rence|\.)?|(?<!(?:your|votre|v\/) ?)r[ée]f(?:[ée]rences?|\.)?|(?:file|dossier)(?: (?:no|number|numéro|n[o°º])\.?)?)\s*:?\s*((?:\p{Lu}{2,4} )?(?=[\w./-]*\d)[\p{Lu}\d][\w./-]*\w)/iu;
const DATE =
  /(?<![\p{L}\p{N}])(\d{1,2}(?:er)? \p{L}{3,} \d{4}|\p{L}{3,} \d{1,2}, \d{4}|\d{4}-\d{2}-\d{2})\.?$/u;
/** "Monsieur," begins the letter; "Monsieur Étienne Roy" is part of an address. */
const SALUTATION =
  /^(?:dear |objet|subject|re ?:|(?:(?:madam|sir|madame|monsieur|mesdames|messieurs)(?:,| or| ou)? ?)+$)/i;

/** The reference and the date in the lines above the first table, and above the first word of the letter itself. */
export function letterheadOf(grids: readonly Grid[], [first]: readonly Block[]): Letterhead {
  const end = (first?.header[0] ?? first?.rows[0])?.line ?? 0;
  const lines = grids.flatMap(({ file, lines }) =>
    lines.map(({ line, fields }) => ({
      text: fields.filter(Boolean).join(" "),
      isTable: file === first?.file && line >= end,
    }))
  );
  const stop = lines.findIndex(({ text, isTable }) => isTable || SALUTATION.test(text));
  return readHead(lines.slice(0, stop < 0 ? undefined : stop).map(({ text }) => text));
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

/** Lines of which one goes on in small letters are one. */
function joinedLines(lines: readonly string[]): string[] {
  const joined: string[] = [];
  for (const line of lines) {
    const goesOn = joined.length > 0 && /^\p{Ll}/u.test(line) && !/[.:;!?]$/.test(joined.at(-1)!);
    if (goesOn) joined.push(`${joined.pop()} ${line}`);
    else joined.push(line);
  }
  return joined;
}

/** The notes below the tables, each once. */
export function notesOf(tables: readonly { readonly notes: readonly string[] }[]): string[] {
  const notes = tables.flatMap(({ notes }) => joinedLines(notes))
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
