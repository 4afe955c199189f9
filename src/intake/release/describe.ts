/** What was understood, as a release's datapackage.json: provenance, dimensions, tables, and the relations that published counts do not contradict. */
import { DESCRIPTOR_TEXT, SAY } from "../words/words.ts";
import { forAll, inEachLanguage, type LocalText } from "@crosses/text";
import { checksum } from "@crosses/counts/release";
import type { Findings } from "../inferences/inferences.ts";
import type { Folded } from "./fold.ts";
import { canHold } from "./joint.ts";
import { type Letterhead, type Named, roleOf, shortened } from "../table/titles.ts";
import type { Caveat } from "./quotes.ts";
import { settleYearStart } from "./year_start.ts";
import { countIn } from "../table/model.ts";
import { isNone, type SettledMark } from "../table/conventions.ts";
import { namesCode } from "../fields/names.ts";
import { type Period, readPeriods } from "../fields/periods.ts";
import type { Totals } from "./counts.ts";

interface Parts {
  /** Of the release, as its folder is called. */
  readonly name: string;
  /** The date that stands in for the document's, ISO 8601. */
  readonly today: string;
  readonly folded: Folded;
  readonly marks: ReadonlyMap<string, SettledMark>;
  readonly rounded: number | undefined;
  readonly names: readonly Named[];
  readonly totals: Totals;
  readonly csvs: readonly string[];
  readonly letterhead: Letterhead;
  readonly caveats: readonly Caveat[];
  /** What the file says in words. */
  readonly sentences: readonly string[];
  /** The last day of each period that is not over; undefined where nothing says it. */
  readonly partial: ReadonlyMap<string, string | undefined>;
}

export function describeRelease(parts: Parts, findings: Findings): Record<string, unknown> {
  const { name, today, folded, names, caveats, letterhead: { reference, date } } = parts;
  const related = draftRelations(parts, findings);
  const { file } = folded.tables[0]!.source;
  const titles = titleOf(names.flatMap(({ title = "" }) => title || []));
  const title = titles.length > MOST_TITLE && names.length > 1 ? "" : titles;
  if (!title) findings.note(file, SAY.title);
  findings.note(file, SAY.provenance(reference, date), true);
  findings.note(file, SAY.labels);
  const dimensions = describeDimensions(parts, findings, file);
  for (const { name, title } of names) {
    findings.note(file, SAY.tableTitle(name, title), Boolean(title));
  }
  return {
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name,
    title: title || sentence(name),
    provenance: {
      publisher: DESCRIPTOR_TEXT.publisher,
      reference: reference ?? name,
      documentDate: date ?? today,
    },
    resources: names.map((named, at) => describeTable(parts, named, at)),
    dimensions,
    ...related,
    ...caveats.length > 0 ? { caveats } : {},
  };
}

/** Longer titles of several tables are none of the release. */
const MOST_TITLE = 120;

/** What the titles of all tables begin with, where that is a part of each; else all of them. */
function titleOf(titles: readonly string[]): string {
  const [shared, ...others] = new Set(titles.map((title) => title.replace(/ – [^–]*$/, "")));
  return titles.length > 1 && others.length === 0 ? shared! : [...new Set(titles)].join("; ");
}

function describeDimensions(
  { folded, totals, partial, sentences }: Parts,
  findings: Findings,
  file: string,
) {
  let hasPeriods = false;
  return folded.dimensions.map((dimension) => {
    const { name, categories } = dimension;
    const sums = totals.totals.filter((total) => total.dimension === name);
    const summed = new Set([...totals.inside.get(name) ?? [], ...sums.map(({ name }) => name)]);
    const isTotal = (label: string) => summed.has(label);
    const yearStart = settleYearStart(dimension, isTotal, sentences, findings, file);
    const read = hasPeriods ? undefined : readPeriods(categories, isTotal, yearStart);
    const periods = namesCode(name) ? undefined : read;
    hasPeriods ||= periods !== undefined;
    if (periods) {
      const days = [...periods].map(([label, { start, end }]) => [label, start, end] as const);
      findings.note(file, SAY.periods(days));
    } else if (
      !read && categories.every((label) => isTotal(label) || /\b(19|20)\d\d\b/.test(label))
    ) findings.note(file, SAY.maybePeriods(name));
    const described = categories.map((label) =>
      describeCategory(label, isTotal(label), periods?.get(label), partial)
    );
    for (const label of categories.filter((one) => partial.has(one))) {
      findings.note(file, SAY.partial(label, partial.get(label)));
    }
    return { name, labels: dimensionLabels(name), categories: described };
  });
}

function describeTable(parts: Parts, { name, title = sentence(name) }: Named, at: number) {
  const { folded, marks, rounded, csvs } = parts;
  const { source, cells } = folded.tables[at]!;
  const rows = folded.dimensions.slice(0, -1).map(({ name }) => name);
  const columns = folded.dimensions.at(-1)!;
  const found = new Set(cells.values().map(({ cell }) => "mark" in cell && cell.mark.value));
  const used = [...marks].filter(([value]) => found.has(value));
  const path = `${name}.csv`;
  const { bytes, sha256 } = checksum(path, new TextEncoder().encode(csvs[at]!));
  return {
    name,
    type: "table",
    path,
    labels: forAll(title),
    ...(title.length > 30 ? { shortLabels: forAll(shortTitles(parts.names)[at]!) } : {}),
    measure: measureOf(source, title),
    format: "csv",
    mediatype: "text/csv",
    encoding: "utf-8",
    bytes,
    hash: `sha256:${sha256}`,
    ...(rounded === undefined ? {} : { roundedTo: { base: rounded, method: "random" } }),
    schema: {
      fields: [
        ...rows.map((name) => ({ name, type: "string" })),
        ...columns.categories.map((name) => ({
          name,
          type: "integer",
          constraints: { minimum: 0 },
        })),
      ],
      missingValues: used.map(([, mark]) => describeMark(mark)),
      primaryKey: rows,
    },
    columnDimension: columns.name,
  };
}

/** Titles as far as the breakdown; what they count, or their names, where those would be cut or alike. */
function shortTitles(named: readonly Named[]): readonly string[] {
  const all = named.map(({ name, title }) => shortened(title ?? sentence(name)));
  const isClear = new Set(all).size === all.length && !all.some((title) => title.endsWith("…"));
  return isClear ? all : named.map(({ name, quantity }) => quantity ?? sentence(name));
}

/** The only column of counts names what a tall table counts; else its title, as short as an axis wants it, where that is no number. */
function measureOf(
  { counts: [first, ...others], rows, rowsAside }: Folded["tables"][number]["source"],
  title: string,
): LocalText {
  const isNamed = !/^(?:value|valeur|wert|count|obs_value|\d+)?$/i.test(first!.name);
  if (isNamed && others.length === 0) return forAll(first!.name);
  // The title may speak of the rows that are left out.
  if (rowsAside.length > 0) {
    const label = rows.length === 1 ? rows[0]!.labels.filter(Boolean).join(" · ") : "";
    return label ? forAll(shortened(label)) : DESCRIPTOR_TEXT.own.count;
  }
  const isNumber = /^(?:tab(?:le|leau)|sheet|feuille|page)?\W*\d*$/i.test(title);
  return isNumber ? DESCRIPTOR_TEXT.own.count : forAll(shortened(title));
}

function describeMark(mark: SettledMark) {
  const { value, meaning, atMost, atLeast } = mark;
  const isHidden = !isNone(mark);
  return {
    value,
    kind: meaning.replace(/-./, ([, letter]) => letter!.toUpperCase()),
    labels: DESCRIPTOR_TEXT.markLabels[meaning],
    ...(isHidden && atMost !== undefined ? { atMost } : {}),
    ...(isHidden && atLeast ? { atLeast } : {}),
  };
}

function describeCategory(
  label: string,
  isTotal: boolean,
  period: Period | undefined,
  partial: Parts["partial"],
) {
  const isMarked = partial.has(label);
  const isPartial = isMarked || period?.isPartial;
  const last = partial.get(label);
  const isWithin = period && last && last >= period.start && last <= period.end;
  // "2022 (from 22 April)" is too long for an axis.
  const isLong = isPartial && /^\d{4}\b/.test(label);
  const own = ownLabels(label);
  return {
    name: label,
    ...(own ? { labels: own, shortLabels: own } : {}),
    ...(isLong ? { shortLabels: forAll(`${isMarked ? label : label.slice(0, 4)}*`) } : {}),
    ...(isTotal ? { isTotal } : {}),
    ...(period ? { start: period.start, end: isWithin ? last : period.end } : {}),
    ...(isPartial ? { isPartial } : {}),
  };
}

/** The labels of a name that the draft itself gives; undefined where the source gives it. */
const ownLabels = (name: string): LocalText | undefined =>
  Object.hasOwn(DESCRIPTOR_TEXT.own, name)
    ? DESCRIPTOR_TEXT.own[name as keyof typeof DESCRIPTOR_TEXT.own]
    : undefined;

/** A dimension's labels, also of one that only stands in a certain place. */
function dimensionLabels(name: string): LocalText {
  const [, number] = /^row (\d+)$/.exec(name) ?? [];
  return (number ? DESCRIPTOR_TEXT.row(number) : ownLabels(name)) ?? forAll(sentence(name));
}

function sentence(name: string): string {
  const words = name.replaceAll("-", " ").trim() || name;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const assumption = (name: "none" | "sums" | "cohort") => ({
  name,
  labels: DESCRIPTOR_TEXT.assumptions[name],
  description: DESCRIPTOR_TEXT.assumptions[`${name}Text`],
});

/** Totals that hold wherever they can be checked, and an assumption "cohort" where the tables' names suggest it. */
function draftRelations(parts: Parts, findings: Findings) {
  const { totals, rounded } = parts;
  const summed = totals.totals.filter(({ parts }) => parts.length > 0);
  const isOpen = summed.some(({ checked }) => checked === 0);
  const cohort = rounded === undefined ? cohortOf(parts, findings) : undefined;
  const strong = [...isOpen ? ["sums" as const] : [], ...cohort ? ["cohort" as const] : []];
  const byDimension = Map.groupBy(summed, ({ dimension }) => dimension);
  const relations = summed.map(({ dimension, name, parts, checked }) => {
    const isAlone = byDimension.get(dimension)!.length === 1;
    return {
      name: isAlone ? `total-of-${dimension}` : `total-of-${dimension}-${name}`,
      type: "sum",
      dimension,
      total: name,
      parts,
      ...checked > 0 ? {} : { assumptions: strong },
      labels: inEachLanguage((language) =>
        DESCRIPTOR_TEXT.sumLabel(name, dimensionLabels(dimension)[language])[language]
      ),
    };
  });
  return {
    assumptions: ["none" as const, ...strong].map(assumption),
    /** The one that the tables support. */
    defaultAssumption: cohort?.checked ? "cohort" : "none",
    relations: [...relations, ...cohort ? [cohort.relation] : []],
  };
}

/** What the other tables count as part of what the first counts; undefined where no names suggest it, or counts contradict it. */
function cohortOf({ folded, names: named, marks, totals }: Parts, findings: Findings) {
  const names = named.map(({ name }) => name);
  const titles = shortTitles(named);
  const roles = names.map(roleOf);
  const whole = roles.indexOf("received");
  const parts = [...roles.keys()].filter((at) => at !== whole && roles[at] !== undefined);
  if (whole < 0 || parts.length === 0 || whole !== roles.lastIndexOf("received")) return undefined;
  let [checked, broken] = [0, 0];
  const count = (table: number, key: string) => countIn(folded.tables[table]!.cells.get(key)!.cell);
  for (const key of folded.tables[whole]!.cells.keys()) {
    const value = count(whole, key);
    if (value === undefined) continue;
    const counts = parts.map((part) => count(part, key));
    const sum = counts.reduce<number>((sum, one) => sum + (one ?? 0), 0);
    if (sum > value) broken++;
    else if (!counts.includes(undefined)) checked++;
  }
  const said = `${parts.map((at) => names[at]).join(" + ")} ≤ ${names[whole]}`;
  const { file } = folded.tables[0]!.source;
  const against = broken > 0
    ? SAY.withinBroken(said, broken)
    : canHold(folded, marks, totals, whole, parts)
    ? undefined
    : SAY.withinImpossible(said);
  findings.note(file, against ?? SAY.withinOffered(said, checked));
  if (against) return undefined;
  const relation = {
    name: "parts-within-whole",
    type: "atMost",
    assumptions: ["cohort"],
    left: parts.map((at) => names[at]),
    right: [names[whole]],
    labels: forAll(`${parts.map((at) => titles[at]).join(" + ")} ≤ ${titles[whole]}`),
  };
  return { relation, checked };
}
