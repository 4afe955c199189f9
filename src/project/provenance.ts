/** Where the project's report comes from, for its readers and for machines. */
import type { Release } from "@crosses/counts/release";
import type { Language } from "@crosses/text";
import {
  type Citation,
  executionRow,
  type Provenance,
  type ProvenanceRow,
} from "@crosses/notebooks";
import configuration from "@crosses/counts/deno.json" with { type: "json" };
import { pageFile } from "./places.ts";
import { dateWords, WORDS } from "./words.ts";

/** Packages that a reader who checks the numbers would ask for. */
const NAMED_PACKAGES = ["@observablehq/plot", "nodejs-polars", "highs", "zod"] as const;

interface MadeHow {
  /** The page's own heading, by which it is cited. */
  readonly heading: string;
  readonly generatedAt: Date;
  /** False where the outputs are shown as they were saved. */
  readonly isExecuted: boolean;
}

/** Everything that a report says about its own making. */
export function projectProvenance(release: Release, locale: Language, made: MadeHow): Provenance {
  const text = WORDS[locale];
  const { publisher, reference, documentDate, dataAsOf, extractedOn, system } = release.provenance;
  const execution = executionRow(locale, made.isExecuted, true);
  const date = (iso: string | undefined) => iso && dateWords(iso, locale);
  const packages = NAMED_PACKAGES.map((name) => configuration.imports[name])
    .map((address) => address.replace("npm:", "").replace(/@([^@]*)$/, " $1"));
  const rows: readonly (readonly [label: string, value: string | undefined])[] = [
    [text.source, publisher[locale]],
    [text.reference, reference],
    [text.documentDate, date(documentDate)],
    [text.dataAsOf, date(dataAsOf)],
    [text.extractedOn, date(extractedOn)],
    [text.system, system?.[locale]],
    ...release.files.map(({ path, sha256 }) => [text.checksum(path), sha256] as const),
    [execution.label, execution.value],
    [text.versions, [`Deno ${Deno.version.deno}`, ...packages].join(", ")],
  ];
  return {
    statement: text.withheld,
    rows: rows.flatMap(([label, value]): ProvenanceRow[] => value ? [{ label, value }] : []),
    citations: citations(release, locale, made),
    notInside: text.notInside,
  };
}

/** The letter by its author, and the report by its own heading, each with its date. */
function citations(release: Release, locale: Language, made: MadeHow): Citation[] {
  const text = WORDS[locale];
  const { publisher, reference, documentDate } = release.provenance;
  const author = publisher[locale];
  const written = made.generatedAt.toISOString().slice(0, 10);
  const year = (iso: string) => iso.slice(0, 4);
  const note = `${text.reportOn(reference)}, ${pageFile(locale)}`;
  return [
    {
      label: text.theLetter,
      plain: `${author} (${year(documentDate)}). ${text.decision}, ${reference}, ${
        dateWords(documentDate, locale)
      }.`,
      bibtex: bibtex(`letter-${release.name}`, {
        author: `{${author}}`,
        title: text.decision,
        note: reference,
        date: documentDate,
      }),
    },
    {
      label: text.thisReport,
      plain: `${text.quoted(made.heading)} (${year(written)}). ${note}, ${
        dateWords(written, locale)
      }.`,
      bibtex: bibtex(`report-${release.name}`, { title: made.heading, note, date: written }),
    },
    { label: text.oneFigure, plain: text.citeFigure },
  ];
}

function bibtex(key: string, fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}}`);
  return `@misc{${key},\n${lines.join(",\n")}\n}`;
}
