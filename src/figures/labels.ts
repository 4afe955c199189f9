/** Labels that have to fit into a drawing. Widths are in its units. */

/** Average width of a character at the size of the drawing's type. */
export const CHARACTER = 7;

/** About how wide a text is, its widest line where it has several. */
export function widthOf(text: string): number {
  return Math.max(...text.split("\n").map((line) => CHARACTER * lengthOf(line)));
}

/**
 * Folds a text at its spaces into lines of a width, at most so many; what is left over gives way to “…”.
 * @returns the lines, joined by line breaks
 */
export function foldLabel(text: string, width: number, most = 2): string {
  const room = Math.max(2, width / CHARACTER);
  const lines: string[] = [];
  // A separator stays with what it follows.
  for (const word of text.replaceAll(" ·", "\u00a0·").split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && lengthOf(line) + 1 + lengthOf(word) <= room) {
      lines[lines.length - 1] = `${line} ${word}`;
    } else lines.push(word);
  }
  const kept = lines.slice(0, most).map((line) => cut(line, room));
  if (lines.length > most) {
    kept[most - 1] = `${cut(lines[most - 1]!, room - 1, "").replace(/[ \u00a0·]+$/, "")}…`;
  }
  return kept.join("\n").replaceAll("\u00a0·", " ·");
}

/** Whether a label keeps all of its words in so many lines of a width. */
export function fits(text: string, width: number, most = 2): boolean {
  return !foldLabel(text, width, most).includes("…");
}

function cut(line: string, room: number, end = "…"): string {
  if (lengthOf(line) <= room) return line;
  const characters = [...line];
  while (lengthOf(characters.join("")) > room - 1) characters.pop();
  return `${characters.join("").replace(/[ \u00a0·…]+$/, "")}${end}`;
}

/** In average characters: some letters are wider, and some scripts twice as wide. */
function lengthOf(line: string): number {
  let length = 0;
  for (const character of line) {
    length += /[mMW@%]/.test(character) ? 1.6 : WIDE.test(character) ? 2 : 1;
  }
  return length;
}

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u;
