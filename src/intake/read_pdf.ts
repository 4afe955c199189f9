/** The pages of a PDF to grids: words with positions grouped into lines, then columns. */
import type { Problem } from "../errors.ts";
import { type Grid, gridLines } from "./grid.ts";
import { type Chunk, fieldsByPlace } from "./places.ts";

interface Word {
  readonly str: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly fontSize: number;
}

/** One grid a page; those without words give none. */
export async function readPdf(
  bytes: Uint8Array,
  file: string,
  name: string,
  page: number | undefined,
): Promise<Grid[] | Omit<Problem, "file">> {
  const { extractTextItems } = await import("unpdf");
  let pages: Word[][];
  try {
    // The library takes the bytes away.
    pages = (await extractTextItems(bytes.slice())).items;
  } catch (error) {
    const isLocked = /password/i.test(String(error));
    return {
      found: isLocked ? "is a PDF with a password" : "is a PDF that cannot be opened",
      wanted: "the text of its pages can be read",
      hint: isLocked
        ? "print it to a PDF without one"
        : "ask for the file again, or paste the table: deno task new FOLDER --from -",
    };
  }
  if (pages.every((words) => words.every(({ str }) => str.trim() === ""))) {
    return {
      found: "is a PDF of pictures: no page holds text",
      wanted: "the text of its pages can be read",
      hint: "have its letters recognised first (OCR), or ask the office for its data",
    };
  }
  if (page !== undefined && !pages[page - 1]) {
    return {
      found: `has ${pages.length} pages`,
      wanted: `--page ${page} asks for one that it has not`,
    };
  }
  return [...pages.entries()].filter(([at]) => page === undefined || at === page - 1).map(
    ([at, words]) => {
      const rows = linesOf(words);
      const fields = fieldsByPlace(rows.map(({ chunks }) => chunks));
      const spaced = rows.flatMap(({ isApart }, row) => [
        ...(isApart ? [{ line: row + 1, fields: [""] }] : []),
        { line: row + 1, fields: fields[row]! },
      ]);
      return {
        file: pages.length > 1 ? `${file}, page ${at + 1}` : file,
        name,
        format: { en: "PDF", fr: "PDF" },
        lines: gridLines(spaced),
      };
    },
  );
}

/** Words of one height, left to right; those closer than a letter are one chunk. */
function linesOf(words: readonly Word[]): { chunks: Chunk[]; isApart: boolean }[] {
  const sorted = words.filter(({ str }) => str.trim() !== "").toSorted((a, b) => b.y - a.y);
  const lines: Word[][] = [];
  for (const word of sorted) {
    const last = lines.at(-1);
    if (last && Math.abs(last[0]!.y - word.y) < 0.5 * word.fontSize) last.push(word);
    else lines.push([word]);
  }
  const steps = lines.slice(1).map((line, at) => lines[at]![0]!.y - line[0]!.y);
  const usual = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
  return lines.map((line, at) => ({
    chunks: joinClose(line.toSorted((a, b) => a.x - b.x)),
    isApart: at > 0 && steps[at - 1]! > 1.4 * usual,
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
