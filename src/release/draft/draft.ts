/**
 * The draft of a release folder from tables that somebody saved: what can be told from the tables themselves is written
 * down, and each thing that was told so is listed for review. Nothing here is certain until somebody has looked.
 */
import { quote, ReleaseError } from "../../errors.ts";
import type { Problem } from "../../errors.ts";
import { checksum } from "../checksums.ts";
import { type Folded, foldRows } from "./fold_rows.ts";
import { type Period, readPeriods } from "./periods.ts";
import { draftRelations } from "./relations.ts";
import { readSourceTable, type SourceTable } from "./source_table.ts";
import { isTotalLabel } from "./tokens.ts";

/** A file to read: its name as the user gave it, and what it holds. */
export interface SourceFile {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Something that was inferred. */
export interface Review {
  /** Where in datapackage.json, e.g. `dimensions[1]`. */
  readonly path: string;
  /** What was taken to be so, and what to check. */
  readonly inferred: string;
}

export interface Draft {
  /** What datapackage.json holds; its `review` lists what was inferred. */
  readonly descriptor: Readonly<Record<string, unknown>>;
  /** The tables in the layout that the loader reads, by file name. */
  readonly tables: ReadonlyMap<string, string>;
  readonly reviews: readonly Review[];
}

/** What a release is not told by its tables. */
const TO_REVIEW = "TO REVIEW";

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
  const reviews: Review[] = [...notes];
  const review = (path: string, inferred: string) => reviews.push({ path, inferred });
  review("title", "the name of the folder stands in for a title");
  review("provenance", "publisher and reference are not known, and the date is that of the draft");

  let hasPeriods = false;
  const described = dimensions.map(({ name, categories }, index) => {
    const path = `dimensions[${index}]`;
    const totals = categories.filter(isTotalLabel);
    const periods = hasPeriods ? undefined : readPeriods(categories, isTotalLabel);
    hasPeriods ||= periods !== undefined;
    if (periods) {
      for (const [label, { start, end }] of periods) {
        review(path, `${quote(label)} is taken to be the days from ${start} to ${end}`);
      }
    }
    for (const total of totals) {
      review(path, `${quote(total)} is taken to sum up the other categories of ${quote(name)}`);
    }
    return {
      name,
      labels: { en: sentence(name), fr: sentence(name) },
      categories: categories.map((label) => describeCategory(label, periods?.get(label))),
    };
  });
  review("dimensions", "each label is used in English and in French as the file writes it");

  const resources = tables.map(({ name, marks, columns, grouped, csv }, index) => {
    const path = `resources[${index}]`;
    review(path, `the file's name ${quote(name)} stands in for a title and for what is counted`);
    for (const [mark, atMost] of marks) {
      review(
        `${path}.schema.missingValues`,
        `${quote(mark)} is taken to stand for a count that the source withholds${
          atMost === null ? ", of any size" : `, of ${atMost} at most`
        }; where it stands for zero or for no answer, write that instead`,
      );
    }
    if (grouped > 0) {
      const were = grouped === 1 ? "1 count was" : `${grouped} counts were`;
      review(path, `${were} rewritten without separators between thousands`);
    }
    const { bytes, sha256 } = checksum(`${name}.csv`, new TextEncoder().encode(csv));
    return {
      name,
      type: "table",
      path: `${name}.csv`,
      labels: { en: sentence(name), fr: sentence(name) },
      measure: { en: sentence(name), fr: sentence(name) },
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
        missingValues: [...marks].map(([value, atMost]) => ({
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
  for (const { path, inferred } of related.reviews) review(path, inferred);
  const descriptor = {
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name,
    title: sentence(name),
    isDraft: true,
    review: reviews,
    provenance: { publisher: TO_REVIEW, reference: TO_REVIEW, documentDate: today },
    resources,
    dimensions: described,
    readings: related.readings,
    defaultReading: "none",
    relations: related.relations,
    caveats: [DRAFT_CAVEAT],
  };
  return {
    descriptor,
    tables: new Map(tables.map(({ name, csv }) => [`${name}.csv`, csv])),
    reviews,
  };
}

function describeCategory(label: string, period: Period | undefined) {
  return {
    name: label,
    ...(isTotalLabel(label) ? { isTotal: true } : {}),
    ...(period ? { start: period.start, end: period.end } : {}),
    ...(period?.isPartial ? { isPartial: true } : {}),
  };
}

function sentence(name: string): string {
  const words = name.replaceAll("-", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const MARK_LABELS = { en: "suppressed by the source", fr: "supprimé par la source" };

const DRAFT_CAVEAT = {
  id: "draft",
  title: { en: "This is a draft", fr: "Ceci est une ébauche" },
  text: {
    en:
      "What the tables mean was inferred from the tables alone and has not been reviewed: labels, periods, marks, totals " +
      "and relations may be wrong.",
    fr:
      "Le sens des tableaux a été déduit des tableaux seuls et n’a pas été vérifié : libellés, périodes, marques, totaux et " +
      "relations peuvent être faux.",
  },
};
