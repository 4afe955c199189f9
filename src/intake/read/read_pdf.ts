/** The pages of a PDF to grids: words with positions grouped into lines, then columns. */
import { isTitleLine, readField } from "../fields/fields.ts";
import {
  type Chunk,
  fieldsByPlace,
  type Grid,
  gridLines,
  numbersIn,
  overlap,
  standBelow,
  type Unreadable,
} from "./grid.ts";

interface Word {
  readonly str: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly fontSize: number;
}

interface PageLine {
  /** One-based, on its page. */
  readonly line: number;
  readonly chunks: readonly Chunk[];
  /** Whether a wider gap than usual is above it. */
  readonly isApart: boolean;
  /** Whether the gap above it is wider than between the lines of one cell. */
  readonly isLoose: boolean;
}

/** One grid a table; a table may go on from one page to the next. */
export async function readPdf(
  bytes: Uint8Array,
  file: string,
  name: string,
  page: number | undefined,
): Promise<Grid[] | Unreadable> {
  const pages = await wordsOf(bytes, page);
  if ("found" in pages) return pages;
  const chosen = page === undefined ? pages : [pages[page - 1]!];
  const parts = chosen.flatMap((words, at) =>
    partsOf(joinWrapped(linesOf(words))).map((lines) => ({ page: page ?? at + 1, lines }))
  );
  return together(parts).map(({ first, last, lines }) => {
    const fields = fieldsByPlace(lines.map(({ chunks }) => chunks));
    const spaced = lines.flatMap(({ isApart, line, chunks }, row) => [
      ...isApart ? [{ line, fields: [""] }] : [],
      { line, fields: fields[row]!, numbers: numbersIn(chunks) },
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

/** A page cut where the title of a table stands: tables below one another have columns of their own. */
function partsOf(lines: readonly PageLine[]): PageLine[][] {
  const parts: PageLine[][] = [[]];
  for (const line of lines) {
    const isTitle = line.chunks.length === 1 && isTitleLine(line.chunks[0]!.text);
    if (isTitle && parts.at(-1)!.length > 0) parts.push([]);
    parts.at(-1)!.push(line);
  }
  return parts;
}

/** The words of each page; or why there are none, such as a password or a page that is not there. */
async function wordsOf(
  bytes: Uint8Array,
  page: number | undefined,
): Promise<Word[][] | Unreadable> {
  const { getDocumentProxy } = await import("unpdf");
  const wanted = "the text of its pages can be read";
  const pages: Word[][] = [];
  try {
    // A copy: the library empties the array.
    const document = await getDocumentProxy(bytes.slice(), { verbosity: 0 });
    for (let at = 1; at <= document.numPages; at++) {
      const { items } = await (await document.getPage(at)).getTextContent();
      pages.push(upright(items.flatMap((item) => "str" in item ? [item] : [])));
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
  if (page !== undefined && !pages[page - 1]) {
    const found = `has ${pages.length} pages`;
    return { found, wanted: `--page ${page} asks for one that it has not` };
  }
  return pages;
}

/**
 * Words as somebody sees them who turns the page so that most of them are upright. On a page that need not be turned, heads
 * that are stay where they are.
 */
function upright(
  items: readonly { str: string; width: number; transform: readonly number[] }[],
): Word[] {
  const turned = items.map(({ str, width, transform: [a, b, , , x, y] }) => ({
    quarter: (Math.round(Math.atan2(b!, a!) / (Math.PI / 2)) + 4) % 4,
    word: { str, width, fontSize: Math.hypot(a!, b!), x: x!, y: y! },
  }));
  const letters = [0, 0, 0, 0];
  for (const { quarter, word } of turned) letters[quarter]! += word.str.trim().length;
  const usual = letters.indexOf(Math.max(...letters));
  return turned.filter(({ quarter }) => usual === 0 || quarter === usual).map(({ word }) => {
    const { x, y } = word;
    const places = [[x, y], [y, -x], [-x, -y], [-y, x]];
    return { ...word, x: places[usual]![0]!, y: places[usual]![1]! };
  });
}

/** Parts after one another whose columns stand below one another: a table goes on from one page to the next. */
function together(parts: readonly { page: number; lines: readonly PageLine[] }[]) {
  const joined: { first: number; last: number; lines: PageLine[] }[] = [];
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
        line === counting[0] || line.chunks.length === 1 && line.chunks[0]!.to < first.from
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

/** Words of one height, left to right; those closer than a letter are one chunk. */
function linesOf(words: readonly Word[]): PageLine[] {
  const lines: Word[][] = [];
  for (const word of words.toSorted((a, b) => b.y - a.y)) {
    if (word.str.trim() === "") continue;
    const last = lines.at(-1);
    if (last && Math.abs(last[0]!.y - word.y) < 0.5 * word.fontSize) last.push(word);
    else lines.push([word]);
  }
  const steps = lines.slice(1).map((line, at) => lines[at]![0]!.y - line[0]!.y);
  const usual = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
  const tight = Math.min(...steps.filter((step, at) => step > 0.8 * lines[at]![0]!.fontSize));
  return lines.map((line, at) => ({
    line: at + 1,
    chunks: joinClose(line.toSorted((a, b) => a.x - b.x)),
    isApart: at > 0 && steps[at - 1]! > 1.4 * usual,
    isLoose: at > 0 && steps[at - 1]! > 1.25 * tight,
  }));
}

function joinClose(line: readonly Word[]): Chunk[] {
  const chunks: { text: string; from: number; to: number }[] = [];
  for (const { str, x, width, fontSize } of line) {
    const last = chunks.at(-1);
    const gap = last ? x - last.to : 0;
    if (!last || gap > 0.7 * fontSize) chunks.push({ text: str, from: x, to: x + width });
    else {
      last.text += (gap > 0.15 * fontSize ? " " : "") + str;
      last.to = x + width;
    }
  }
  return chunks;
}
