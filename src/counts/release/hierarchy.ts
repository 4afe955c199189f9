/** Hierarchies as τ-ARGUS writes them (`.hrc`), to the sums that they stand for. */
import { type OnProblem, quote } from "@crosses/text";
import type { Sum } from "./categories.ts";
import { didYouMean, listed, nearest } from "./names.ts";

/** What stands before a code once for each level, where nothing else is said. */
export const LEAD_STRING = "@";

/**
 * Reads a hierarchy: a code a line, deeper ones behind a lead string for each level. The total of all is not in the file.
 *
 * @param total what the codes without a lead string add up to
 * @param known what the codes may be
 * @returns a sum for the total and for each code that others stand below; incomplete where something was reported
 */
export function readHierarchy(
  text: string,
  total: string,
  known: readonly string[],
  report: OnProblem,
  lead = LEAD_STRING,
): Sum[] {
  const parts = new Map<string, string[]>([[total, []]]);
  const lines = new Map<string, number>();
  // The codes that the next line can stand below, the outermost first.
  let path = [total];
  for (const [i, content] of text.split(/\r\n|\n|\r/).entries()) {
    if (content.trim() === "") continue;
    const line = i + 1;
    // A lead string may be of spaces.
    let [level, rest] = [0, content.startsWith(lead) ? content : content.trimStart()];
    for (; lead !== "" && rest.startsWith(lead); level++) rest = rest.slice(lead.length);
    const code = rest.trim();
    const fault = faultOf(code, level, path.length, { total, known, lead, lines });
    if (fault) report({ line, ...fault });
    if (fault || level >= path.length) continue;
    lines.set(code, line);
    const parent = path[level]!;
    parts.set(parent, [...parts.get(parent) ?? [], code]);
    path = [...path.slice(0, level + 1), code];
  }
  if (lines.size === 0) {
    report({ found: "names no code", wanted: "a hierarchy has a code on each line" });
  }
  return [...parts].map(([total, parts]) => ({ total, parts }));
}

function faultOf(
  code: string,
  level: number,
  deepest: number,
  { total, known, lead, lines }: {
    readonly total: string;
    readonly known: readonly string[];
    readonly lead: string;
    readonly lines: ReadonlyMap<string, number>;
  },
) {
  if (code === "") {
    return {
      found: "has no code",
      wanted: `each line is a code, behind ${quote(lead)} once a level`,
    };
  }
  if (code === total) {
    return {
      found: `names the total ${quote(code)}`,
      wanted: `it is left out: what has no ${quote(lead)} before it is a part of it`,
    };
  }
  const earlier = lines.get(code);
  if (earlier !== undefined) {
    return {
      found: `names ${quote(code)} again, after line ${earlier}`,
      wanted: "each code stands once",
    };
  }
  if (!known.includes(code)) {
    return {
      found: `names ${quote(code)}`,
      wanted: `the categories are ${listed(known)}`,
      hint: didYouMean(nearest(code, known)) ??
        `what stands before a code at a deeper level is ${quote(lead)}`,
    };
  }
  if (level < deepest) return undefined;
  return {
    found: `stands at level ${level + 1}`,
    wanted: `it is one level deeper than the line before at most: level ${deepest}`,
  };
}
