/** Labels that have to fit into a drawing. Widths are in its units. */

/** Average width of a character at the size of the drawing's type. */
export const CHARACTER = 7;

/** About how wide a text is, its widest line where it has several. */
export function widthOf(text: string): number {
  return CHARACTER * Math.max(...text.split("\n").map(lengthOf));
}

/**
 * Folds a text at its spaces into lines of a width, at most so many; what is left over gives way to “…”.
 * @returns the lines, joined by line breaks
 */
export function foldLabel(text: string, width: number, most = 2): string {
  const room = Math.max(2, Math.floor(width / CHARACTER));
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && lengthOf(line) + 1 + lengthOf(word) <= room) {
      lines[lines.length - 1] = `${line} ${word}`;
    } else lines.push(word);
  }
  const kept = lines.slice(0, most).map((line) => cut(line, room));
  if (lines.length > most) kept[most - 1] = cut(`${lines[most - 1]}…`, room, "…");
  return kept.join("\n");
}

/** Whether a label keeps all of its words in so many lines of a width. */
export function fits(text: string, width: number, most = 2): boolean {
  return !foldLabel(text, width, most).includes("…");
}

function cut(line: string, room: number, end = ""): string {
  const characters = [...line];
  if (characters.length <= room) return line;
  return `${characters.slice(0, room - 1).join("").replace(/[ ·…]+$/, "")}${end || "…"}`;
}

function lengthOf(line: string): number {
  return [...line].length;
}
