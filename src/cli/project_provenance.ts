/** Where the project's report comes from, for its readers and for machines. */
import { localText, type View } from "../figures/view.ts";
import { PROVENANCE_TEXT, type ProvenanceText } from "../locale/provenance.ts";
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
export function projectProvenance(view: View, made: MadeHow): ProjectProvenance {
  const { release, publication, text: { language, date } } = view;
  const text = PROVENANCE_TEXT[language];
  const { publisher, reference, documentDate, dataAsOf, extractedOn, system } = release.provenance;
  const deno = Deno.version.deno;
  const row = (label: string, value: string | undefined): ProvenanceRow[] =>
    value === undefined ? [] : [{ label, value }];
  const seconds = made.seconds?.toFixed(1).replace(".", language === "fr" ? "," : ".");
  const execution = seconds === undefined
    ? text.asSaved
    : made.isTimeFixed
    ? text.executed(deno)
    : text.executedIn(deno, seconds);
  const title = localText(view, release.title);
  const cells = publication.withheld.filter(({ what }) => typeof what !== "string").length;
  return {
    provenance: {
      statements: [
        text.withheld(
          cells,
          publication.withheld.length - cells,
          localText(view, view.assumption.label),
        ),
      ],
      rows: [
        { label: text.source, value: localText(view, publisher) },
        { label: text.reference, value: reference },
        { label: text.documentDate, value: date(documentDate) },
        ...row(text.dataAsOf, dataAsOf && date(dataAsOf)),
        ...row(text.extractedOn, extractedOn && date(extractedOn)),
        ...row(text.system, system && localText(view, system)),
        ...release.files.map(({ path, sha256 }) => ({ label: text.checksum(path), value: sha256 })),
        { label: text.execution, value: execution },
        {
          label: text.versions,
          value: [`Deno ${deno}`, ...NAMED_PACKAGES.map(packageVersion)].join(", "),
        },
      ],
      citations: citations(view, title, made.generatedAt),
      notInside: text.notInside,
    },
    linkedData: linkedData(view, title, made.generatedAt),
    description: text.description(title),
    labels: text,
  };
}

function packageVersion(name: (typeof NAMED_PACKAGES)[number]): string {
  return configuration.imports[name].replace("npm:", "").replace(/@([^@]*)$/, " $1");
}

/** The letter and the report, each with its own author, title and date. */
function citations(view: View, title: string, generatedAt: Date): Citation[] {
  const { release, text: { date, language } } = view;
  const text = PROVENANCE_TEXT[language];
  const { publisher, reference, documentDate } = release.provenance;
  const author = localText(view, publisher);
  const written = generatedAt.toISOString().slice(0, 10);
  const file = `report.${language}.html`;
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

function linkedData(view: View, title: string, generatedAt: Date): unknown {
  const { release, text: { language } } = view;
  const { publisher, reference, documentDate } = release.provenance;
  const dataset = {
    "@type": "Dataset",
    name: title,
    identifier: reference,
    datePublished: documentDate,
    publisher: { "@type": "GovernmentOrganization", name: localText(view, publisher) },
    variableMeasured: release.tables.map(({ measure }) => localText(view, measure)),
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
    inLanguage: language,
    dateCreated: generatedAt.toISOString(),
    about: dataset,
  };
}
