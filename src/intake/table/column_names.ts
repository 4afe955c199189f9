/** What columns are called: as their heads are read, or as somebody says who sees the page. */
import { SAY } from "../words/words.ts";
import { isTotalLabel } from "../fields/names.ts";
import { flagOf } from "../inferences/answers.ts";
import type { Findings } from "../inferences/inferences.ts";
import type { Block, GridLine } from "../read/grid.ts";
import { isIn } from "./headers.ts";
import type { Header, ReadColumn } from "./model.ts";

/** Whether heads stand by their places, as on a page, and not by what separates them. */
export const isByPlace = (header: readonly GridLine[]) =>
  header.some(({ numbers }) => numbers !== undefined);

/** Whether behind the labels each heading stands over the same names, as each sex over the same years: no chance does that. */
function areCrossed(headers: readonly Header[]): boolean {
  const first = headers.findIndex(({ levels }) => levels.length > 1);
  const last = headers.findLastIndex(({ name }) => !isTotalLabel(name));
  const crossed = headers.slice(first, last + 1);
  const distinct = (textOf: (header: Header) => string | undefined) =>
    new Set(crossed.map(textOf)).size;
  const over = distinct(({ levels }) => levels[0]);
  const below = distinct(({ levels }) => levels.slice(1).join());
  return first >= 0 && distinct(({ name }) => name) === crossed.length &&
    crossed.every(({ levels }) => levels.length > 1) && over * below === crossed.length;
}

/**
 * The headers, with the names that somebody gave; a name that is left empty stays as it was read. On a page, heads of several lines
 * are joined by their places alone, so that somebody has to see them.
 */
export function settleNames(
  headers: readonly Header[],
  { file, header, rows }: Block,
  findings: Findings,
): readonly Header[] {
  const { answers } = findings;
  const read = headers.map(({ name }) => name);
  const said = answers.namesFor(read);
  const line = (header[0] ?? rows[0])!.line;
  // What is merged over several of its cells stands in each.
  const isWhole = header.every(({ fields, isRuled }) => isRuled && fields.slice(1).every(Boolean));
  const asked = answers.peek("header");
  const isGuess = isByPlace(header) && (asked === undefined || !isIn(asked, header)) &&
    (header.length > 1
      ? !isWhole && !areCrossed(headers)
      : read.slice(1).every((name) => name.length < 2));
  if (said && said.length !== read.length) {
    findings.refuse({
      ...{ file, line },
      found: `has ${read.length} columns, of which --names names ${said.length}`,
      wanted: "--names names each column, those of labels too",
      hint: `as they were read: ${flagOf({ flag: "names", value: read.join(" | ") })}`,
    });
  } else if (said || isGuess) {
    findings.decide({
      flag: "names",
      ...{ file, line },
      choices: [(said ?? read).join(" | ")],
      say: (names) => SAY.names(names),
      question: `the heads of ${header.length} lines are read as ${
        read.map((name) => `“${name}”`).join(", ")
      }: are these the names of the columns?`,
    });
  }
  return headers.map((header, at) => {
    const levels = said?.[at]?.split("·").map((text) => text.trim()) ?? [];
    return levels.join("") === "" ? header : { name: levels.join(" · "), levels };
  });
}

/** The flag that names all columns: those without a name by their places, those of one name by numbers. */
export function namesFlag(columns: readonly ReadColumn[]): string {
  const names = columns.map(({ name, kind, at }, index) => {
    const before = columns.slice(0, index).filter((one) => one.name === name).length;
    if (name === "") return kind === "count" ? `column ${at + 1}` : "";
    return before > 0 ? `${name} (${before + 1})` : name;
  });
  return flagOf({ flag: "names", value: names.join(" | ") });
}
