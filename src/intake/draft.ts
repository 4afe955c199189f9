/**
 * The draft of a release folder from tables that somebody saved: what can be told from the tables themselves is written
 * down, and each thing that was told so is listed for review. Nothing here is certain until somebody has looked.
 */
import { quote, ReleaseError } from "../errors.ts";
import type { Problem } from "../errors.ts";
import { type DraftText, draftText } from "../locale/draft.ts";
import { checksum } from "../release/checksums.ts";
import { type Folded, foldRows } from "./fold_rows.ts";
import { type Period, readPeriods } from "./periods.ts";
import { draftRelations } from "./relations.ts";
import type { Review } from "../release/model.ts";
import { readSourceTable, type SourceTable } from "./source_table.ts";

/** A file to read: its name as the user gave it, and what it holds. */
export interface SourceFile {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export type { Review };

export interface Draft {
  /** What datapackage.json holds; its `review` lists what was inferred. */
  readonly descriptor: Readonly<Record<string, unknown>>;
  /** The tables in the layout that the loader reads, by file name. */
  readonly tables: ReadonlyMap<string, string>;
  readonly reviews: readonly Review[];
}

/** What a release is not told by its tables. */
const PUBLISHER = { en: "publisher to be reviewed", fr: "organisme à vérifier" };

/**
 * Drafts a release.
 * @param name of the release, as its folder is called
 * @param today the date that stands in for the document's, ISO 8601
 * @throws {ReleaseError} of all that keeps the tables from being read
 */
export function draftRelease(files: readonly SourceFile[], name: string, today: string): Draft {
  const problems: Problem[] = [];
  const read = files.flatMap(({ path, bytes }) => {
    const table = readSourceTable(bytes, tableName(path), (problem) => {
      problems.push({ file: path, ...problem });
    });
    return table ? [{ path, table }] : [];
  });
  if (problems.length > 0) throw new ReleaseError(problems);
  const folded = foldRows(read.map(({ table }) => table));
  checkAlike(read, folded, problems);
  if (problems.length > 0) throw new ReleaseError(problems);
  return describe(folded, name, today);
}

/** A file's name as a name for its table: `Table 1 - Received.csv` → `table-1-received`. */
function tableName(path: string): string {
  const base = path.split(/[/\\]/).at(-1)!.replace(/\.[^.]*$/, "");
  const name = base.normalize("NFC").toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-+|-+$/g, "");
  return name || "table";
}

/** Every table has the same rows and columns: others belong in a release of their own. */
function checkAlike(
  read: readonly { readonly path: string; readonly table: SourceTable }[],
  { tables }: Folded,
  problems: Problem[],
): void {
  const [first, ...others] = tables;
  for (const [index, table] of others.entries()) {
    const file = read[index + 1]!.path;
    const hint = "tables that are broken down differently belong in separate release folders";
    const compare = (what: string, mine: readonly string[], theirs: readonly string[]) => {
      const missing = theirs.filter((one) => !mine.includes(one));
      const extra = mine.filter((one) => !theirs.includes(one));
      for (const [list, verb] of [[missing, "lacks"], [extra, "has"]] as const) {
        if (list.length === 0) continue;
        problems.push({
          file,
          found: `${verb} the ${what} ${list.slice(0, 5).map(quote).join(", ")}`,
          wanted: `it has the ${what}s of ${quote(read[0]!.path)}`,
          hint,
        });
      }
    };
    compare("column", table.columns, first!.columns);
    compare("row", table.rows.map(({ key }) => key), first!.rows.map(({ key }) => key));
  }
  const names = tables.map(({ name }) => name);
  for (const [index, one] of names.entries()) {
    if (names.indexOf(one) === index) continue;
    problems.push({
      file: read[index]!.path,
      found: `gives a second table the name ${quote(one)}`,
      wanted: "each file has a name of its own",
    });
  }
}

function describe({ dimensions, tables, notes }: Folded, name: string, today: string): Draft {
  const reviews: Review[] = [];
  const review = (path: string, say: (text: DraftText) => string) =>
    reviews.push({ path, inferred: draftText(say) });
  review("title", (text) => text.title);
  review("provenance", (text) => text.provenance);
  review("dimensions", (text) => text.labels);
  reviews.push(...notes);

  let hasPeriods = false;
  const described = dimensions.map(({ name, categories, totals }, index) => {
    const path = `dimensions[${index}]`;
    const isTotal = (label: string) => totals.some(({ name }) => name === label);
    const periods = hasPeriods ? undefined : readPeriods(categories, isTotal);
    hasPeriods ||= periods !== undefined;
    for (const [label, { start, end }] of periods ?? []) {
      review(path, (text) => text.period(label, start, end));
    }
    if (!periods && categories.every((label) => isTotal(label) || /\b(19|20)\d\d\b/.test(label))) {
      review(path, (text) => text.maybePeriods(name));
    }
    for (const total of totals) review(path, (text) => text.total(total.name, name));
    return {
      name,
      labels: both(sentence(name)),
      categories: categories.map((label) =>
        describeCategory(label, isTotal(label), periods?.get(label))
      ),
    };
  });

  const resources = tables.map(({ name, marks, columns, grouped, filled, csv }, index) => {
    const path = `resources[${index}]`;
    review(path, (text) => text.tableTitle(name));
    for (const [mark, { atMost, kind }] of marks) {
      review(
        `${path}.schema.missingValues`,
        (text) =>
          kind === "dash"
            ? text.dash(mark)
            : kind === "span"
            ? text.span(mark, atMost!)
            : text.mark(mark, atMost),
      );
    }
    if (grouped > 0) review(path, (text) => text.regrouped(grouped));
    if (filled > 0) review(path, (text) => text.filledLabels(filled));
    const { bytes, sha256 } = checksum(`${name}.csv`, new TextEncoder().encode(csv));
    return {
      name,
      type: "table",
      path: `${name}.csv`,
      labels: both(sentence(name)),
      measure: both(sentence(name)),
      format: "csv",
      mediatype: "text/csv",
      encoding: "utf-8",
      bytes,
      hash: `sha256:${sha256}`,
      schema: {
        fields: [
          ...dimensions.slice(0, -1).map(({ name }) => ({ name, type: "string" })),
          ...columns.map((name) => ({ name, type: "integer", constraints: { minimum: 0 } })),
        ],
        missingValues: [...marks].map(([value, { atMost }]) => ({
          value,
          labels: MARK_LABELS,
          ...(atMost === null ? {} : { atMost }),
        })),
        primaryKey: dimensions.slice(0, -1).map(({ name }) => name),
      },
      columnDimension: dimensions.at(-1)!.name,
    };
  });

  const related = draftRelations(dimensions, tables);
  reviews.push(...related.reviews);
  const descriptor = {
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name,
    title: sentence(name),
    review: reviews,
    provenance: { publisher: PUBLISHER, reference: name, documentDate: today },
    resources,
    dimensions: described,
    assumptions: related.assumptions,
    defaultAssumption: "none",
    relations: related.relations,
  };
  return {
    descriptor,
    tables: new Map(tables.map(({ name, csv }) => [`${name}.csv`, csv])),
    reviews,
  };
}

function describeCategory(label: string, isTotal: boolean, period: Period | undefined) {
  return {
    name: label,
    // "2022 (from 22 April)" is too long for an axis.
    ...(period?.isPartial && /^\d{4}\b/.test(label)
      ? { shortLabels: both(`${label.slice(0, 4)}*`) }
      : {}),
    ...(isTotal ? { isTotal } : {}),
    ...(period ? { start: period.start, end: period.end } : {}),
    ...(period?.isPartial ? { isPartial: true } : {}),
  };
}

function both(text: string) {
  return { en: text, fr: text };
}

function sentence(name: string): string {
  const words = name.replaceAll("-", " ").trim() || name;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const MARK_LABELS = { en: "suppressed by the source", fr: "supprimé par la source" };
