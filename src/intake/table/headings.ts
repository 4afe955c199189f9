/** Lines of one field among rows: they head the rows below them, are rows of which no count is given, or are notes. */
import { quote } from "@crosses/text";
import { SAY } from "../words/words.ts";
import type { Findings } from "../inferences/inferences.ts";
import { isSubtotalLabel, isTotalLabel, mentionsTotal } from "../fields/names.ts";
import type { ReadRow, ReadTable } from "./model.ts";
import { agreements } from "./numbers.ts";

/** So many lines of one field each are headings within headings; more are the cells of a table that lost its columns. */
const MOST_DEEP = 4;
/** Fewer labels than so many stand in the order of the alphabet by chance. */
const LEAST_SORTED = 7;

const linesOf = (heading: string): string[] => heading.split(" · ");

/**
 * @param table the first label of each row is the heading that it stands under, or `""`
 * @returns the table with rows of which no count is given; the heading of each row, undefined where no line heads any
 */
export function settleHeadings(
  table: ReadTable,
  findings: Findings,
): { readonly table: ReadTable; readonly headings?: readonly string[] } {
  refuseBeside(table, findings);
  table = withEnds(withBeside(withUpper(withFirst(table, findings))));
  const own = table.rows.map(({ labels }) => labels[0]!);
  const distinct = [...new Set(own)].filter((heading) => heading !== "");
  // One that stands above all rows names a unit, or the whole table.
  if (distinct.length === 0 || distinct.length === 1 && own.every((heading) => heading !== "")) {
    return { table };
  }
  const seen = seenIn(table.rows);
  const meant = new Map(
    distinct.map((name) => [name, settleOne(name, table.file, seen, findings)]),
  );
  let last = "";
  const settled = table.rows.flatMap((row, at) => {
    const heading = own[at]!;
    if (heading === "" || meant.get(heading) === "yes") last = heading;
    const begins = heading !== own[at - 1] && meant.get(heading) === "row";
    return [...begins ? emptyRows(row) : [], row].map((row) => ({ row, heading: last }));
  });
  const headings = settled.some(({ heading }) => heading !== "")
    ? settled.map(({ heading }) => heading)
    : undefined;
  return { table: { ...table, rows: settled.map(({ row }) => row) }, headings };
}

/** The table with each upper heading repeated: where "Public" begins below several, the "Private" that follows is below the same. */
function withUpper(table: ReadTable): ReadTable {
  const own = table.rows.map(({ labels }) => linesOf(labels[0]!));
  const pairs = own.filter((lines, at) =>
    lines.length === 2 && lines.join() !== own[at - 1]?.join()
  );
  const areAbove = pairs.length > 1 && pairs.every(([, lower]) => lower === pairs[0]![1]) &&
    new Set(pairs.map(([upper]) => upper)).size === pairs.length;
  if (!areAbove) return table;
  let upper = "";
  const rows = table.rows.map((row, at) => {
    const lines = own[at]!;
    if (lines.length === 2) upper = lines[0]!;
    const isBelow = upper !== "" && lines.length === 1 && lines[0] !== "";
    return isBelow ? { ...row, labels: row.labels.with(0, `${upper} · ${lines[0]}`) } : row;
  });
  return { ...table, rows };
}

/** The table without lines that hold a heading beside a word of the column before it, which is that of the rows below, too. */
function withBeside(table: ReadTable): ReadTable {
  const { rows } = table;
  const isEmpty = ({ cells }: ReadRow) =>
    cells.every((cell) => "mark" in cell && cell.mark.value === "");
  const areBeside = rows.map((row, at) => {
    const next = rows[at + 1];
    return row.labels.length === 3 && row.labels.slice(1).every(Boolean) && isEmpty(row) &&
      next !== undefined && next.labels[1] === "" && next.labels[2] !== "" && !isEmpty(next);
  });
  // One alone may well be a row of which nothing is given.
  if (!areBeside.includes(true) || rows.every(({ labels }) => labels[0] === "")) return table;
  let heading = "";
  const placed = rows.map((row, at) => {
    const [own, first, ...others] = row.labels as [string, string, ...string[]];
    const above = areBeside[at - 1] ? rows[at - 1]!.labels : undefined;
    // A new word in the first column ends what stands above it in the second, as another heading does.
    if (above) heading = above[2]!;
    else if (first !== "" || own !== rows[at - 1]?.labels[0]) {
      heading = own === rows[at - 1]?.labels[0] ? "" : own;
    }
    return { ...row, labels: [heading, above ? above[1]! : first, ...others] };
  });
  return { ...table, rows: placed.filter((_, at) => !areBeside[at]) };
}

/** The table whose groups, each with one sub-total below its rows, end with that. */
function withEnds(table: ReadTable): ReadTable {
  const groups: ReadRow[][] = [];
  for (const row of table.rows) {
    if (row.labels[0] === groups.at(-1)?.[0]?.labels[0]) groups.at(-1)!.push(row);
    else groups.push([row]);
  }
  const isEnd = ({ labels }: ReadRow) => isSubtotalLabel(labels.at(-1)!);
  const headed = groups.filter(([row]) => row!.labels[0] !== "");
  const areClosed = headed.length > 1 &&
    headed.every((own) => own.filter(isEnd).length === 1 && !isEnd(own[0]!));
  if (!areClosed) return table;
  const rows = groups.flatMap((own) => {
    const end = own.findIndex(isEnd);
    return own.map((row, at) =>
      own[0]!.labels[0] !== "" && at > end ? { ...row, labels: row.labels.with(0, "") } : row
    );
  });
  return { ...table, rows };
}

/** The table with its first heading, which may stand above the names of the columns, as the others stand above their rows. */
function withFirst(table: ReadTable, findings: Findings): ReadTable {
  const { file, titles, rows } = table;
  const own = rows.map(({ labels }) => labels[0]!);
  const [title = "", next = ""] = [titles.at(-1), own.find(Boolean)];
  const first = own.indexOf(next);
  const isCapital = (text: string) => text === text.toUpperCase();
  const isLike = title !== "" && title.length < 30 && isCapital(title) === isCapital(next) &&
    title.split(" ").length <= 1 + next.split(" ").length;
  if (first < 2 || !isLike || isTotalLabel(rows[0]!.labels[1]!)) return table;
  const isHeading = findings.agree({
    ...{ flag: "heading", name: title, file, line: rows[0]!.line },
    say: (isSo) => SAY.heading(title, isSo ? "yes" : "no"),
    question: `does “${title}”, which stands above the names of the columns, head the first rows?`,
  });
  const named = rows.map((row, at) =>
    at < first ? { ...row, labels: row.labels.with(0, title) } : row
  );
  return isHeading ? { ...table, rows: named } : table;
}

/** The rows below each heading, and what all of them show of the headings. */
function seenIn(rows: readonly ReadRow[]) {
  const under = Map.groupBy(rows, ({ labels }) => labels[0]!);
  return {
    under,
    isSorted: areSorted(rows),
    isDeep: [...under.keys()].some((heading) => linesOf(heading).length > MOST_DEEP),
    /** Whether each row but a total stands below one of several. */
    areAll: under.size > 1 && (under.get("") ?? []).every(({ labels }) => isTotalLabel(labels[1]!)),
  };
}

/** What the lines of one heading are: "yes" where they head rows, "row", or "no". */
function settleOne(
  name: string,
  file: string,
  { under, isSorted, isDeep, areAll }: ReturnType<typeof seenIn>,
  findings: Findings,
): string {
  const own = under.get(name)!;
  const { line } = own[0]!;
  const depth = linesOf(name).length;
  const isAbove = own.every(({ isUnder }) => isUnder);
  const areRows = !isAbove && (isSorted || isDeep);
  const isSure = isAbove || isSorted || !areRows && areAll;
  const value = findings.decide({
    ...{ flag: "heading", name, file, line },
    choices: areRows ? ["row", "yes", "no"] : ["yes", "no", "row"],
    isCertain: isSure,
    say: (value) => SAY.heading(name, value),
    question: areRows
      ? `are these rows without counts (row), or do they head the rows below (yes): ${name}?`
      : `does “${name}”, which has no counts, head the rows below it?`,
  });
  if (depth > MOST_DEEP && value === "yes") {
    findings.refuse({
      file,
      line,
      found: `comes after ${depth} lines of one field each`,
      wanted: "the cells of a row stand in one line",
      hint:
        "the text has lost its columns: save the table as CSV, or type it with two spaces between",
    });
  }
  return value;
}

/** Whether all labels of rows stand in the order of the alphabet, if lines of one field are rows, too. */
function areSorted(rows: readonly ReadRow[]): boolean {
  const labels = rows.flatMap(({ labels: [heading = "", label = ""] }, at) => [
    ...heading === "" || heading === rows[at - 1]?.labels[0] ? [] : linesOf(heading),
    label,
  ]).filter((label) => !isTotalLabel(label));
  return labels.length >= LEAST_SORTED &&
    labels.every((label, at) => label.length > 1 && (at === 0 || labels[at - 1]! < label));
}

/** The lines of one field above a row, as rows without counts. */
const emptyRows = (row: ReadRow): ReadRow[] =>
  linesOf(row.labels[0]!).map((label, at, all) => ({
    ...row,
    line: row.line - all.length + at,
    labels: row.labels.map((_, column) => column === 1 ? label : ""),
    cells: row.cells.map(() => ({ mark: { value: "" } })),
  }));

/** Labels that stand beside the middle of the rows they span are refused. */
function refuseBeside({ file, rows }: ReadTable, findings: Findings): void {
  const own = (row: ReadRow | undefined) => row?.labels.slice(1).join(" · ");
  const below = rows.findIndex(({ labels }) => labels[0] !== "");
  const again = rows.findIndex((row, at) => at > 0 && own(row) === own(rows[0]));
  if (below < 1 || again <= below) return;
  const beside = `${rows[0]!.line}-${rows[again - 1]!.line}`;
  findings.refuse({
    file,
    line: rows[below]!.line,
    found: `${quote(rows[below]!.labels[0]!)} seems to stand beside rows ${beside}`,
    wanted: "repeat it on each row, or put it above them",
  });
}

/** A total after the last heading's rows may be that of all rows: the counts tell, or somebody. */
export function freeGrandTotal(table: ReadTable, rows: string[][], findings: Findings): void {
  const last = rows.length - 1;
  const [heading, label] = rows[last]!;
  if (
    heading === label || rows[0]![0] === heading ||
    // Each heading has one of its own.
    rows.some(([one, own], at) => at < last && one !== heading && own === label) ||
    !mentionsTotal(label!) && !isTotalLabel(label!)
  ) {
    return;
  }
  const isSum = (own: readonly number[]) =>
    agreements(table.rows[last]!, own.map((row) => table.rows[row]!));
  const before = [...rows.keys()].slice(0, last).filter((row) => !isTotalLabel(rows[row]![1]!));
  const [ofAll, ofOne] = [before, before.filter((row) => rows[row]![0] === heading)].map(isSum);
  const isOfOne = ofOne!.length > 0 && ofOne!.every(Boolean);
  if (isOfOne) return;
  const isOfAll = findings.agree({
    flag: "heading",
    name: label!,
    file: table.file,
    line: table.rows[last]!.line,
    isCertain: ofAll!.length > 0 && ofAll!.every(Boolean),
    say: (isSo) => SAY.grandTotal(label!, heading!, isSo),
    question: `does “${label}” sum up all rows, and not only those below “${heading}”?`,
  });
  if (isOfAll) rows[last] = rows[last]!.with(0, label!);
}

/**
 * Rows that break down the one above them, which counts itself, such as the same ages below "Single" and below "Married": that one
 * heads them, and is their total; undefined where they do not.
 */
export function withLeads(table: ReadTable, findings: Findings): ReadTable | undefined {
  const { file, rows, labels } = table;
  const nameOf = ({ labels }: ReadRow) => labels[0]!;
  const sizes = Map.groupBy(rows, nameOf);
  const isLead = (row: ReadRow) => sizes.get(nameOf(row))!.length === 1;
  if (labels.length !== 1 || !isLead(rows[0]!)) return undefined;
  const groups: ReadRow[][] = [];
  for (const row of rows) isLead(row) ? groups.push([row]) : groups.at(-1)!.push(row);
  const areBroken = groups.length > 1 &&
    groups.every(([lead]) => /\p{L}/u.test(nameOf(lead!))) &&
    groups.every((own) => own.length > 2 && new Set(own.map(nameOf)).size === own.length);
  if (!areBroken) return undefined;
  const leads = groups.map(([lead]) => nameOf(lead!));
  const [first, second] = groups as [ReadRow[], ReadRow[]];
  const areSums = groups.every(([lead, ...parts]) => {
    const found = agreements(lead!, parts);
    return found.length > 0 && found.every(Boolean);
  });
  const areHeads = findings.agree({
    ...{ flag: "heading", name: leads[0]!, file, line: second[0]!.line, isCertain: areSums },
    say: (isSo) => SAY.leads(leads, isSo),
    question: `the rows “${nameOf(first[1]!)}” to “${nameOf(first.at(-1)!)}” come again below “${
      leads[1]
    }”: do they break down the row above them?`,
  });
  if (!areHeads) return undefined;
  const hasTotal = groups.some(([, ...parts]) => parts.some((row) => isTotalLabel(nameOf(row))));
  return {
    ...table,
    labels: [{ ...labels[0]!, name: "", levels: [] }, ...labels],
    rows: groups.flatMap(([lead, ...parts]) => [
      { ...lead!, labels: [nameOf(lead!), hasTotal ? nameOf(lead!) : "Total"] },
      ...parts.map((row) => ({ ...row, labels: [nameOf(lead!), nameOf(row)] })),
    ]),
  };
}
