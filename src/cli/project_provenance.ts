/** Where the project's report comes from, for its readers and for machines. */
import type { Protection } from "../frames/protect.ts";
import type { Language } from "../locale/language.ts";
import { dateWords, PROVENANCE_TEXT, type ProvenanceText } from "../locale/provenance.ts";
import type { Release } from "../release/model.ts";
import type { Citation, Provenance, ProvenanceRow } from "../report/page.ts";
import configuration from "../../deno.json" with { type: "json" };

/** Packages that a reader who checks the numbers would ask for. */
const NAMED_PACKAGES = ["@observablehq/plot", "nodejs-polars", "highs", "zod"] as const;

export interface MadeHow {
  readonly generatedAt: Date;
  /** How long the notebooks ran, together; undefined where they were not run. */
  readonly seconds: number | undefined;
  /** Leaves out what varies from run to run. */
  readonly isTimeFixed: boolean;
}

export interface ProjectProvenance {
  readonly provenance: Provenance;
  /** schema.org: the report, and the data set it is about. */
  readonly linkedData: unknown;
  readonly description: string;
  readonly labels: Pick<ProvenanceText, "tidyData" | "tidyParquet" | "descriptor">;
}

/** Everything that a report says about its own making. */
export function projectProvenance(protection: Protection, made: MadeHow): ProjectProvenance {
  const { release, assumption, locale } = protection;
  const text = PROVENANCE_TEXT[locale];
  const date = (iso: string) => dateWords(iso, locale);
  const { publisher, reference, documentDate, dataAsOf, extractedOn, system } = release.provenance;
  const deno = Deno.version.deno;
  const row = (label: string, value: string | undefined): ProvenanceRow[] =>
    value === undefined ? [] : [{ label, value }];
  const seconds = made.seconds?.toFixed(1).replace(".", locale === "fr" ? "," : ".");
  const execution = seconds === undefined
    ? text.asSaved
    : made.isTimeFixed
    ? text.executed(deno)
    : text.executedIn(deno, seconds);
  const title = release.title[locale];
  const withheld = (frame: { toRecords(): { range: string }[] }) =>
    frame.toRecords().filter(({ range }) => range === "withheld").length;
  return {
    provenance: {
      statements: [
        text.withheld(
          withheld(protection.cells),
          withheld(protection.quantities),
          assumption.label[locale],
        ),
      ],
      rows: [
        { label: text.source, value: publisher[locale] },
        { label: text.reference, value: reference },
        { label: text.documentDate, value: date(documentDate) },
        ...row(text.dataAsOf, dataAsOf && date(dataAsOf)),
        ...row(text.extractedOn, extractedOn && date(extractedOn)),
        ...row(text.system, system && system[locale]),
        ...release.files.map(({ path, sha256 }) => ({ label: text.checksum(path), value: sha256 })),
        { label: text.execution, value: execution },
        {
          label: text.versions,
          value: [`Deno ${deno}`, ...NAMED_PACKAGES.map(packageVersion)].join(", "),
        },
      ],
      citations: citations(release, locale, title, made.generatedAt),
      notInside: text.notInside,
    },
    linkedData: linkedData(release, locale, title, made.generatedAt),
    description: text.description(title),
    labels: text,
  };
}

function packageVersion(name: (typeof NAMED_PACKAGES)[number]): string {
  return configuration.imports[name].replace("npm:", "").replace(/@([^@]*)$/, " $1");
}

/** The letter and the report, each with its own author, title and date. */
function citations(
  release: Release,
  locale: Language,
  title: string,
  generatedAt: Date,
): Citation[] {
  const text = PROVENANCE_TEXT[locale];
  const date = (iso: string) => dateWords(iso, locale);
  const { publisher, reference, documentDate } = release.provenance;
  const author = publisher[locale];
  const written = generatedAt.toISOString().slice(0, 10);
  const file = `report.${locale}.html`;
  const entry = (key: string, fields: readonly (readonly [string, string])[]) =>
    `@misc{${key},\n${fields.map(([name, value]) => `  ${name} = {${value}}`).join(",\n")}\n}`;
  return [
    {
      label: text.theLetter,
      plain: `${author} (${documentDate.slice(0, 4)}). ${text.decision}, ${reference}, ${
        date(documentDate)
      }.`,
      bibtex: entry(`letter-${release.name}`, [
        ["author", `{${author}}`],
        ["title", text.decision],
        ["note", reference],
        ["date", documentDate],
      ]),
    },
    {
      label: text.thisReport,
      plain: `${title} (${written.slice(0, 4)}). ${text.reportOn(reference)}, ${file}, ${
        date(written)
      }.`,
      bibtex: entry(`report-${release.name}`, [
        ["title", title],
        ["note", `${text.reportOn(reference)}, ${file}`],
        ["date", written],
      ]),
    },
  ];
}

function linkedData(
  release: Release,
  locale: Language,
  title: string,
  generatedAt: Date,
): unknown {
  const { publisher, reference, documentDate } = release.provenance;
  const dataset = {
    "@type": "Dataset",
    name: title,
    identifier: reference,
    datePublished: documentDate,
    publisher: { "@type": "GovernmentOrganization", name: publisher[locale] },
    variableMeasured: release.tables.map(({ measure }) => measure[locale]),
    distribution: release.files.map(({ path, sha256, bytes }) => ({
      "@type": "DataDownload",
      name: path,
      sha256,
      contentSize: String(bytes),
    })),
  };
  return {
    "@context": "https://schema.org",
    "@type": "Report",
    name: title,
    inLanguage: locale,
    dateCreated: generatedAt.toISOString(),
    about: dataset,
  };
}
