/** Text as a terminal leaves it: what a carriage return or a backspace overwrote is gone. */

/**
 * Applies carriage returns and backspaces, line by line, as Jupyter's own hosts do.
 *
 * @example
 * ```ts
 * import { applyControls } from "./terminal_text.ts";
 * if (applyControls("10%\r100%\n") !== "100%\n") throw new Error("not overwritten");
 * ```
 */
export function applyControls(text: string): string {
  if (!/[\r\b]/.test(text)) return text;
  return text.replaceAll("\r\n", "\n").split("\n").map(applyToLine).join("\n");
}

function applyToLine(line: string): string {
  if (!/[\r\b]/.test(line)) return line;
  let column = 0;
  const shown: string[] = [];
  for (const character of line) {
    if (character === "\r") column = 0;
    else if (character === "\b") column = Math.max(0, column - 1);
    else shown[column++] = character;
  }
  // A carriage return at the end leaves the line for the next piece of text to overwrite.
  return shown.join("") + (line.endsWith("\r") ? "\r" : "");
}
