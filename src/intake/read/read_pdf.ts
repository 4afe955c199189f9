/** The pages of a PDF to grids: words with positions grouped into lines, then columns. */
import { isNoteLine, isTitleLine, readField } from "../fields/fields.ts";
import {
  fieldsByPlace,
  type Grid,
  gridLines,
  numbersIn,
  standBelow,
  type Unreadable,
} from "./grid.ts";
import { linesOf, type PageLine } from "./pdf_lines.ts";
import { overlap } from "./spans.ts";
import { upright, type Word } from "./pdf_cells.ts";
import { rulesOf } from "./pdf_rules.ts";

/** One grid a table; a table may go on from one page to the next. */
export async function readPdf(
  bytes: Uint8Array,
  file: string,
  name: string,
  page: number | string | undefined,
): Promise<Grid[] | Unreadable> {
  const pages = await wordsOf(bytes);
  if ("found" in pages) return pages;
  const [first = 1, last = first] = page === undefined
    ? [1, pages.length]
    : String(page).split("-").map(Number);
  if (last > pages.length) {
    const found = `has ${pages.length} ${pages.length === 1 ? "page" : "pages"}`;
    return { found, wanted: `--page ${page} asks for one that it has not` };
  }
  const bodies = pages.slice(first - 1, last)
    .map((words, at) => withoutFolio(linesOf(words), first + at));
  const parts = withoutRunning(bodies).flatMap((body, at) =>
    partsOf(joinWrapped(body)).map((lines) => ({ page: first + at, lines }))
  );
  const tables = together(parts);
  const holding = tables.filter(({ lines }) => lines.filter(hasNumbers).length > 1);
  if (page === undefined && pages.length > MOST_PAGES && holding.length > MOST_TABLES) {
    return asReport(pages.length, holding);
  }
  return tables.map(({ first, last, lines }) => {
    const fields = fieldsByPlace(lines.map(({ chunks }) => chunks));
    const spaced = lines.flatMap(({ isApart, line, chunks, isRuled }, row) => [
      ...isApart ? [{ line, fields: [""] }] : [],
      { line, fields: fields[row]!, numbers: numbersIn(chunks), indent: chunks[0]!.from, isRuled },
    ]);
    const named = first === last ? `page ${first}` : `pages ${first} to ${last}`;
    return {
      file: pages.length > 1 ? `${file}, ${named}` : file,
      name,
      format: "PDF",
      ...gridLines(spaced),
    };
  });
}

/** A letter has no more; of a report somebody says which pages to read, and is asked about no other. */
const MOST_PAGES = 8;
const MOST_TABLES = 3;
const MOST_NAMED = 12;

const hasNumbers = ({ chunks }: PageLine) => numbersIn(chunks) > 1;

/** What keeps a report from being read as a whole, with the pages that hold tables, and their titles. */
function asReport(pages: number, tables: readonly Pages[]): Unreadable {
  const named = tables.slice(0, MOST_NAMED).map(({ first, last, lines }) => {
    const texts = lines.map(({ chunks }) => chunks.map(({ text }) => text).join(" "));
    const title = texts.find(isTitleLine) ?? texts[0]!;
    return `--page ${first === last ? first : `${first}-${last}`} (“${title.slice(0, 60)}”)`;
  });
  const more = tables.length - named.length;
  return {
    found: `is a report of ${pages} pages with ${tables.length} tables or more`,
    wanted: "of a report, the pages of one table are read",
    hint: named.join(", or ") + (more > 0 ? `, and ${more} more` : ""),
  };
}

/** Lines without a running head or foot that holds the number of the page: "Page 1 of 2", or a number that stands apart. */
function withoutFolio(lines: readonly PageLine[], page: number): PageLine[] {
  const isFolio = ({ chunks, isApart }: PageLine) => {
    const last = chunks.at(-1)!.text;
    return /^(?:page|seite|side|p\.)\s\d+(?:\s?(?:of|sur|de|von|av|\/)\s?\d+)?$/i.test(last) ||
      /^\d+\s?\/\s?\d+$/.test(last) && !/^\d/.test(chunks[0]!.text) ||
      isApart && chunks.length === 2 && last === String(page) && /\p{L}{3}/u.test(chunks[0]!.text);
  };
  return lines.filter((line, at) => at > 0 && at < lines.length - 1 || !isFolio(line));
}

/** Pages without the first lines that the page before has, and the last that the next has: heads and feet that run on. */
function withoutRunning(pages: readonly (readonly PageLine[])[]): PageLine[][] {
  const textOf = (line: PageLine | undefined) => line?.chunks.map(({ text }) => text).join(" ");
  // Heads of columns and rows have more fields; titles and notes are those of the table on each page.
  const sameFor = (one: readonly PageLine[], other: readonly PageLine[] = []) => {
    const isOwn = (text: string) => isTitleLine(text) || isNoteLine(text);
    const end = one.findIndex((line, at) =>
      line.chunks.length > 2 || textOf(line) !== textOf(other[at]) || isOwn(textOf(line)!)
    );
    return end < 0 ? 0 : end;
  };
  return pages.map((lines, at) => {
    const first = sameFor(lines, pages[at - 1]);
    const last = sameFor(lines.toReversed(), pages[at + 1]?.toReversed());
    return lines.slice(first, lines.length - last);
  });
}

/** A page cut where the title of a table stands: tables below one another have columns of their own. */
const partsOf = (lines: readonly PageLine[]): PageLine[][] =>
  lines.length === 0 ? [[]] : groupsOf(
    lines,
    ({ chunks }) => chunks.length === 1 && isTitleLine(chunks[0]!.text),
  );

/** The words of each page; or why there are none, such as a password. */
async function wordsOf(bytes: Uint8Array): Promise<Word[][] | Unreadable> {
  const { getDocumentProxy } = await import("unpdf");
  const wanted = "the text of its pages can be read";
  const pages: Word[][] = [];
  try {
    // A copy: the library empties the array.
    const document = await getDocumentProxy(bytes.slice(), { verbosity: 0 });
    for (let at = 1; at <= document.numPages; at++) {
      const page = await document.getPage(at);
      const { items } = await page.getTextContent();
      const texts = items.flatMap((item) => "str" in item ? [item] : []);
      pages.push(upright(texts, await rulesOf(page)));
    }
  } catch (error) {
    if (/password/i.test(String(error))) {
      return { found: "is a PDF with a password", wanted, hint: "print it to a PDF without one" };
    }
    const hint = "ask for the file again, or paste the table: --from - reads what is pasted";
    return { found: "is a PDF that cannot be opened", wanted, hint };
  }
  if (pages.every((words) => words.every(({ str }) => str.trim() === ""))) {
    const hint = "have its letters recognised first (OCR), or ask the office for its data";
    return { found: "is a PDF of pictures: no page holds text", wanted, hint };
  }
  return pages;
}

interface Pages {
  readonly first: number;
  last: number;
  readonly lines: PageLine[];
}

/** Parts after one another whose columns stand below one another: a table goes on from one page to the next. */
function together(parts: readonly { page: number; lines: readonly PageLine[] }[]): Pages[] {
  const joined: Pages[] = [];
  const chunks = (lines: readonly PageLine[]) => lines.map(({ chunks }) => chunks);
  for (const { page, lines } of parts) {
    const above = joined.at(-1);
    if (above && standBelow(chunks(above.lines), chunks(lines))) {
      above.lines.push(...lines);
      above.last = page;
    } else joined.push({ first: page, last: page, lines: [...lines] });
  }
  return joined;
}

const has = (isOne: (text: string) => boolean) => ({ chunks }: PageLine) =>
  chunks.filter(({ text }) => isOne(text)).length > 1;
const isRow = has((text) => ["count", "grouped", "mark"].includes(readField(text).kind));
/** A header may be wrapped over several lines that name periods. */
const isHead = has((text) => /^(?:19|20)\d\d/.test(text));

/** Rows whose cells go over several lines, where a gap parts each row from the next: one line a row. */
function joinWrapped(lines: readonly PageLine[]): PageLine[] {
  const groups = groupsOf(lines, ({ isApart }) => isApart);
  const rows = groups.filter((group) => group.some(isRow));
  const isWrapped = rows.length > 1 && rows.some(({ length }) => length > 1) &&
    rows.every((group) => {
      const counting = group.filter((line) => isRow(line) && !isHead(line)).length;
      return counting === (group.some(isHead) ? 0 : 1);
    });
  return isWrapped ? groups.map(joinGroup) : joinLabels(lines);
}

/** Rows whose labels go over several lines, the counts beside one of them, closer to one another than to the next row. */
function joinLabels(lines: readonly PageLine[]): PageLine[] {
  const groups = groupsOf(lines, ({ isLoose }) => isLoose);
  const rows = groups.filter((group) => group.some((line) => isRow(line) && !isHead(line)));
  const isLabelled = (group: readonly PageLine[]) => {
    const counting = group.filter(isRow);
    const first = counting[0]!.chunks.find(({ text }) => readField(text).kind !== "text")!;
    return counting.length === 1 &&
      group.every((line) =>
        line === counting[0] ||
        line.chunks.length === 1 && line.chunks[0]!.to < first.from &&
          // Such as "x: withheld" below the last row.
          !/^\S{1,6}: /.test(line.chunks[0]!.text)
      );
  };
  const areWrapped = rows.length > 1 && rows.some(({ length }) => length > 1) &&
    rows.every(isLabelled);
  return areWrapped
    ? groups.flatMap((group) => rows.includes(group) ? [joinGroup(group)] : group)
    : [...lines];
}

function groupsOf(lines: readonly PageLine[], isFirst: (line: PageLine) => boolean): PageLine[][] {
  const groups: PageLine[][] = [];
  for (const line of lines) {
    if (isFirst(line) || groups.length === 0) groups.push([line]);
    else groups.at(-1)!.push(line);
  }
  return groups;
}

function joinGroup(group: readonly PageLine[]): PageLine {
  const joined: { text: string; from: number; to: number }[] = [];
  for (const chunk of group.flatMap(({ chunks }) => chunks)) {
    const above = joined.find((one) => overlap(one, chunk));
    if (!above) joined.push({ ...chunk });
    else {
      above.text += ` ${chunk.text}`;
      above.from = Math.min(above.from, chunk.from);
      above.to = Math.max(above.to, chunk.to);
    }
  }
  const chunks = joined.toSorted((a, b) => a.from - b.from);
  return { ...group[0]!, chunks, isApart: false };
}
