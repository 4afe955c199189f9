/** Whether a column holds codes, by its name or by what it holds. */
import { inWords, NAMES, namesPeriod } from "../fields/names.ts";
import type { Facts, Guess } from "./model.ts";
import { areLikeCodes, orderOf } from "./numbers.ts";

const PLACE_CODE = /^(?:vector|coordinate)$/i;

/** "ACVB Precinct": the number of one, more often than how many there are. */
const NUMBERED = /(?<=\s)(?:precinct|route|beat|room)$/i;

/** Codes by their name, or by zeros at their beginning. */
export function namesCodes({ name, raw }: Facts, hasNumbers: boolean): boolean {
  const hasZeros = raw.some((text) => /^0\d+$/.test(text)) &&
    raw.every((text) => /^(?:\d+|total|)$/i.test(text));
  const isCode = (NAMES.code.test(inWords(name)) || NAMES.code.test(name)) && !namesPeriod(name) ||
    hasNumbers && /identifi(?:er|ant)$/i.test(inWords(name)) ||
    NAMES.place.test(inWords(name).replace(/^\p{Lu}/u, (one) => one.toLowerCase())) &&
      raw.every((text) => /^\d{4,6}$/.test(text)) &&
      new Set(raw).size === raw.length;
  return isCode || PLACE_CODE.test(name) || hasZeros;
}

/** Whole numbers whose name says nothing: counts, unless they number the rows, or look like codes. */
export function codesOrCounts(
  { name, at, raw, marks, hasLabels, hasCounts }: Facts,
  values: readonly number[],
): Guess {
  const { isSorted, isByOne, isStepwise } = orderOf(values);
  const isNumbering = isByOne && values.length > 1;
  const hasMarks = marks.length > 0;
  const isNumbered = (values[0] === 1 || values[0] === 0) && values.length > (at === 0 ? 3 : 9) ||
    NAMES.numbering.test(name);
  if (hasLabels && !hasMarks && isNumbering && isNumbered) return { kind: "code", why: "order" };
  if (NUMBERED.test(inWords(name))) return { kind: "code", why: "name", other: "count" };
  // The newest first, or several of one number.
  const isAlone = (at === 0 || !hasCounts) && !/count|total|number|nombre|anzahl/i.test(name);
  if (isAlone && values.length > 5 && !hasMarks && isStepwise) {
    return { kind: "code", why: "order", other: "count" };
  }
  const isAcronym = /^[A-Z]{2,8}\d*$/.test(name) && at < 3 && hasLabels;
  const isUnique = new Set(values).size === values.length;
  const areLong = isUnique && values.length > 20 && areLikeCodes(raw, 7);
  // "Ward No" 12, 15 and 31.
  const isFirst = at === 0 && hasLabels && isUnique && NAMES.numbering.test(name);
  return at < 3 && (isFirst || areLikeCodes(raw, isAcronym ? 3 : 5)) &&
      (isSorted || isAcronym && isUnique || areLong) && !hasMarks
    ? { kind: "code", why: "sorted", other: "count" }
    : { kind: "count", why: "whole" };
}
