/** What keeps the columns of a table from being read: none of counts, none of labels, heads that repeat or are not there. */
import { quote } from "@crosses/text";
import { SAY } from "../words/words.ts";
import { type Findings, flagOf } from "../inferences/inferences.ts";
import type { Block, GridLine } from "../read/grid.ts";
import { areSpansUneven, type ReadColumn } from "./labels.ts";

export function refuseColumns(
  { file, header }: Block,
  columns: readonly ReadColumn[],
  lacking: "counts" | "labels",
  findings: Findings,
) {
  const kinds = findings.list.filter((one) =>
    one.flag === "column" && one.file === file && one.value !== "label"
  ).map(({ said, supports }) => `${said.en} (${supports[0]!.en})`).join("; ");
  const found = `names no column of ${lacking}${kinds && `: ${kinds}`}`;
  const wanted = "a table has labels and counts";
  const other = columns.findLast(({ kind }) => kind !== "label" && kind !== "ignore") ?? columns[0];
  const name = other?.name || `column ${(other?.at ?? 0) + 1}`;
  const hint = `if one holds ${lacking}, say so: ${
    flagOf({ flag: "column", name, value: lacking.slice(0, -1) })
  }`;
  findings.refuse({ file, line: header[0]?.line, found, wanted, hint });
}

/** Which columns a heading spans is a guess where the groups differ in width. */
export function askOfSpans(
  file: string,
  header: readonly GridLine[],
  counts: readonly ReadColumn[],
  findings: Findings,
): void {
  // Where each column has all its heads, as where cells are merged, nothing is guessed.
  const isWhole = header.every(({ fields }) => counts.every(({ at }) => fields[at] !== ""));
  if (isWhole || !areSpansUneven(counts)) return;
  const heads = counts.map(({ name }) => name).slice(0, 8).join(", ");
  findings.decide({
    flag: "header",
    file,
    line: header[0]!.line,
    choices: [String(header.length)],
    say: (value) => SAY.header(Number(value)),
    question: `headings over several columns are read as ${heads}: are they?`,
  });
}

export function checkHeaders(
  block: Block,
  columns: readonly ReadColumn[],
  findings: Findings,
): void {
  const seen = new Map<string, number>();
  const [first, last] = [block.rows[0]?.line, block.rows.at(-1)?.line];
  const nameless = `its rows without names: --lines ${first}-${last} --header 0`;
  for (const { name, at, kind } of columns) {
    if (kind !== "count" && kind !== "label") continue;
    const place = { file: block.file, line: block.header.at(-1)?.line, column: at + 1 };
    if (name === "" && kind === "count" && block.header.length > 0) {
      const split = block.rows.find(({ fields }) =>
        /^\d{1,3}$/.test(fields[at - 1] ?? "") && /^\d{3}$/.test(fields[at] ?? "")
      );
      findings.refuse({
        ...place,
        found: "names no column, and counts stand below",
        wanted: "each column of counts has a header",
        hint: split && block.hasCommas
          ? `line ${split.line} may hold a number that its comma splits in two`
          : `name the lines of heads, as --header 1-3 does, or read ${nameless}`,
      });
    }
    if (name !== "" && seen.has(name)) {
      const found = `repeats the header ${quote(name)} of column ${seen.get(name)}`;
      findings.refuse({
        ...place,
        found,
        wanted: "each column has a header of its own",
        hint:
          `of tables side by side, --range A1:C9 reads one; lines of heads are named by --header 5-6; or read ${nameless}`,
      });
    }
    seen.set(name, at + 1);
  }
}
