/** One count as a file writes it: the declared mark exactly, or a whole number >= 0. */
import { type FileProblem, quote } from "@crosses/text";

/** What a cell holds: a count, or the mark that stands for a missing one. */
type CellValue =
  | { readonly value: number; readonly mark?: undefined }
  | { readonly value: null; readonly mark: string };

/**
 * Reads one cell, or says why it is neither.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readCell } from "@crosses/counts/release";
 *
 * assert.deepEqual(readCell("0", ["x"]), { value: 0 });
 * assert.deepEqual(readCell("x", ["x"]), { value: null, mark: "x" });
 * assert("found" in readCell("n/a", ["x"]));
 * ```
 */
export function readCell(
  text: string,
  marks: readonly string[],
): CellValue | FileProblem & { readonly hint: string } {
  if (marks.includes(text)) return { value: null, mark: text };
  if (WHOLE_NUMBER.test(text) && Number(text) <= Number.MAX_SAFE_INTEGER) {
    return { value: Number(text) };
  }
  return {
    found: text === "" ? "is empty" : `holds ${quote(text)}`,
    wanted: `a cell is ${wantedCell(marks)}`,
    hint: hintFor(text, marks),
  };
}

/** Whether a text could be taken for a number: then it cannot be a mark. */
export function looksLikeNumber(text: string): boolean {
  return text.trim() !== "" && !Number.isNaN(Number(text)) ||
    /^[+\-−–]?[\p{Nd}\s.,'’_]*\p{Nd}[\p{Nd}\s.,'’_]*%?$/u.test(text);
}

/** Characters of a cell that is worth a guess at what it was meant to be. */
const LONGEST = 100;

const WHOLE_NUMBER = /^(0|[1-9][0-9]*)$/;

function wantedCell(marks: readonly string[]): string {
  const number = "a whole number >= 0";
  if (marks.length === 0) return number;
  const list = marks.map(quote).join(" or ");
  return `${number}, or ${list} where it is suppressed`;
}

/** In this order: the first that fits names the mistake. */
const MISTAKES: readonly (readonly [test: RegExp, hint: string])[] = [
  [/<[a-z/!][^<]*>?|&(#\d+|#x[0-9a-f]+|[a-z]+);/i, "this is HTML: write only what the page shows"],
  [
    /^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|N\/D|VALEUR!|NOM\?|NOMBRE!)/i,
    "this is a spreadsheet's error: mend it there and save the file again",
  ],
  [/^[+\-−–]?(nan|inf(inity)?|∞)$/i, "a count is a finite number"],
  [/^[\-−–]\s?[0-9]+([.,][0-9]+)?$/, "a count cannot be negative"],
  [/^\+\s?[0-9][0-9.,]*$/, "write it without the plus sign"],
  [
    /^[=@]|^[+\-][^+\-]/,
    "this is a spreadsheet formula, which is never computed here: write its value",
  ],
  [/^0[xob][0-9a-f]+$/i, "write it in decimal digits"],
  [/^[0-9]+([.,][0-9]+)?e[+-]?[0-9]+$/i, "write it out, without an exponent"],
  [/^0[0-9]+$/, "write it without leading zeros"],
  [/^[0-9]{16,}$/, `the greatest count that is held exactly is ${Number.MAX_SAFE_INTEGER}`],
  [/^[0-9]{1,3}([ \u00a0\u2009\u202f'’_,][0-9]{3})+$/, "write it without what groups thousands"],
  [
    /^[1-9][0-9]{0,2}(\.[0-9]{3})+$/,
    "a count has no decimal point; if the point groups thousands, leave it out",
  ],
  [/^[0-9]+\.[0-9]*$|^\.[0-9]+$/, "a count has no decimal point"],
  [/^[0-9]+,[0-9]*$|^,[0-9]+$/, "a count has no decimal comma"],
  [/%$/, "a percentage is not a count"],
];

const NOT_AVAILABLE = new Set([
  ..."n/a na n.a. #n/a n/d nd n.d. nil null none missing unknown undefined blank".split(" "),
  ..."s/o s.o. so inconnu aucun aucune manquant".split(" "),
]);

function hintFor(text: string, marks: readonly string[]): string {
  const marking = marks.length > 0
    ? `write ${marks.map(quote).join(" or ")} if the source suppressed it, and 0 if it is zero`
    : 'declare the source\'s mark for missing counts under "missingValues" in datapackage.json';
  if (text.length > LONGEST) return "a cell holds a few characters";
  if (text.trim() === "") return `a cell left empty says nothing: ${marking}`;
  const trimmed = text.replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, "");
  if (trimmed !== text) return "remove the spaces or invisible characters around it";
  const mark = marks.find((mark) => mark.toLowerCase() === text.toLowerCase());
  if (mark !== undefined) return `the declared mark is ${quote(mark)}, in exactly that case`;
  const mistake = MISTAKES.find(([test]) => test.test(text));
  if (mistake) return mistake[1];
  if (/(?![0-9])[\p{Nd}\p{No}\p{Nl}]/u.test(text)) return "write it with the digits 0 to 9";
  if (NOT_AVAILABLE.has(text.toLowerCase())) return marking;
  const below = /^[<≤]\s?([0-9]{1,6})$/.exec(text);
  const atMost = below && Number(below[1]) - (text.startsWith("<") ? 1 : 0);
  if (!below && /[0-9]/.test(text)) {
    return "keep only the number: a note or a unit belongs in datapackage.json";
  }
  return `no such mark is declared: if the source writes ${quote(text)} for a missing count, ` +
    `declare it under "missingValues" in datapackage.json` +
    (atMost !== null && atMost >= 0 ? ` with "atMost": ${atMost}` : "");
}
