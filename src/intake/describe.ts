/** What was understood, as a release's datapackage.json. */
import { SAY } from "../locale/draft.ts";
import { checksum } from "../release/checksums.ts";
import type { LocalText } from "../release/model.ts";
import type { Findings } from "./findings.ts";
import type { Folded, FoldedDimension } from "./fold.ts";
import type { SettledMark } from "./marks.ts";
import type { DraftOptions } from "./options.ts";
import { isDoubleYear, type Period, readPeriods } from "./periods.ts";
import type { DraftRelations } from "./relations.ts";
import type { Named } from "./titles.ts";
import type { Totals } from "./totals.ts";

export interface Parts {
  readonly folded: Folded;
  readonly marks: ReadonlyMap<string, SettledMark>;
  readonly rounded: number | undefined;
  readonly names: readonly Named[];
  readonly totals: Totals;
  readonly related: DraftRelations;
  readonly csvs: readonly string[];
  readonly options: DraftOptions;
}

/** What a release is not told by its tables. */
const PUBLISHER = { en: "publisher to be reviewed", fr: "organisme à vérifier" };
const KINDS = {
  suppressed: "suppressed",
  "not applicable": "notApplicable",
  unreliable: "unreliable",
  zero: "zero",
} as const;

export function describeRelease(parts: Parts, findings: Findings): Record<string, unknown> {
  const { folded, names, related, options } = parts;
  const file = folded.tables[0]!.source.file;
  const note = (said: LocalText) => findings.note(file, said);
  note(SAY.title);
  note(SAY.provenance);
  note(SAY.labels);
  const dimensions = describeDimensions(parts, findings, file);
  for (const { name, title } of names) {
    note(title ? SAY.tableTitle(name, title) : SAY.noTableTitle(name));
  }
  return {
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name: options.name,
    title: sentence(options.name),
    provenance: { publisher: PUBLISHER, reference: options.name, documentDate: options.today },
    resources: folded.tables.map((_, at) => describeTable(parts, at)),
    dimensions,
    assumptions: related.assumptions,
    defaultAssumption: related.defaultAssumption,
    relations: related.relations,
  };
}

function describeDimensions({ folded, totals, options }: Parts, findings: Findings, file: string) {
  let hasPeriods = false;
  return folded.dimensions.map((dimension) => {
    const { name, categories } = dimension;
    const own = totals.totals.filter((total) => total.dimension === name).map((total) =>
      total.name
    );
    const inside = totals.inside.get(name) ?? [];
    const isTotal = (label: string) => own.includes(label) || inside.includes(label);
    const yearStart = settleYearStart(dimension, isTotal, options, findings, file);
    const periods = hasPeriods ? undefined : readPeriods(categories, isTotal, yearStart);
    hasPeriods ||= periods !== undefined;
    if (periods) {
      findings.note(
        file,
        SAY.periods([...periods].map(([label, { start, end }]) => [label, start, end])),
      );
    } else if (categories.every((label) => isTotal(label) || /\b(19|20)\d\d\b/.test(label))) {
      findings.note(file, SAY.maybePeriods(name));
    }
    return {
      name,
      labels: both(sentence(name)),
      categories: categories.map((label) =>
        describeCategory(label, isTotal(label), periods?.get(label))
      ),
    };
  });
}

/** Years such as 2010-11 begin on a day that the table does not tell. */
function settleYearStart(
  { categories }: FoldedDimension,
  isTotal: (label: string) => boolean,
  { answers }: DraftOptions,
  findings: Findings,
  file: string,
): string | undefined {
  const years = categories.filter((label) => !isTotal(label));
  const given = answers.take("year-start");
  if (years.length === 0 || !years.every(isDoubleYear)) return undefined;
  const value = findings.decide({
    flag: "year-start",
    file,
    choices: ["no", "04-01", "01-01", "07-01", "09-01", "10-01"],
    // Without an answer they are labels, which is never wrong.
    isCertain: true,
    say: (value) => SAY.yearStart(years[0]!, value === "no" ? undefined : value),
    question: SAY.yearStart(years[0]!, undefined),
  });
  return given === undefined || !/^\d\d-\d\d$/.test(value) ? undefined : value;
}

function describeTable({ folded, marks, rounded, names, csvs }: Parts, at: number) {
  const { name, title } = names[at]!;
  const used = new Set(
    [...folded.tables[at]!.cells.values()].flatMap((cell) =>
      "mark" in cell ? [cell.mark.value] : []
    ),
  );
  const { bytes, sha256 } = checksum(`${name}.csv`, new TextEncoder().encode(csvs[at]!));
  const rows = folded.dimensions.slice(0, -1);
  const label = title ? title : sentence(name);
  return {
    name,
    type: "table",
    path: `${name}.csv`,
    labels: both(label),
    ...(label.length > 30 ? { shortLabels: both(sentence(name)) } : {}),
    measure: both(measureOf(folded, at) ?? sentence(name)),
    format: "csv",
    mediatype: "text/csv",
    encoding: "utf-8",
    bytes,
    hash: `sha256:${sha256}`,
    ...(rounded === undefined ? {} : { roundedTo: { base: rounded, method: "random" } }),
    schema: {
      fields: [
        ...rows.map(({ name }) => ({ name, type: "string" })),
        ...folded.dimensions.at(-1)!.categories.map((name) => ({
          name,
          type: "integer",
          constraints: { minimum: 0 },
        })),
      ],
      missingValues: [...marks].filter(([value]) => used.has(value)).map(([, mark]) =>
        describeMark(mark)
      ),
      primaryKey: rows.map(({ name }) => name),
    },
    columnDimension: folded.dimensions.at(-1)!.name,
  };
}

/** The only column of counts names what a tall table counts. */
function measureOf({ tables }: Folded, at: number): string | undefined {
  const { counts } = tables[at]!.source;
  return counts.length === 1 &&
      !/^(?:value|valeur|wert|count|obs_value|\d+)?$/i.test(counts[0]!.name)
    ? counts[0]!.name
    : undefined;
}

function describeMark({ value, meaning, atMost, atLeast }: SettledMark) {
  const isHidden = meaning === "suppressed" || meaning === "unreliable";
  return {
    value,
    kind: KINDS[meaning],
    labels: SAY.markLabels[meaning],
    ...(isHidden && atMost !== undefined ? { atMost } : {}),
    ...(isHidden && atLeast !== undefined && atLeast > 0 ? { atLeast } : {}),
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

function both(text: string): LocalText {
  return { en: text, fr: text };
}

function sentence(name: string): string {
  const words = name.replaceAll("-", " ").trim() || name;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
