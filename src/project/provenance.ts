/** What the project's page says of itself: where it comes from, who answers for it, and what happened since. */
import type { Release } from "@crosses/counts/release";
import type { Language } from "@crosses/text";
import {
  type AboutEntry,
  type Citation,
  executionRow,
  type PageWords,
  type Provenance,
  type ProvenanceRow,
} from "@crosses/notebooks";
import configuration from "@crosses/counts/deno.json" with { type: "json" };
import { pageFile } from "./places.ts";
import publication from "./publication.json" with { type: "json" };
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

/** A correction made after a page went out: its day, and what was wrong, in each language. */
type Correction = Readonly<Record<Language, string>> & { readonly date: string };

/** The words around a page that come from no release. Who publishes it is set in `publication.json`. */
export function aboutPage(
  lang: Language,
  letter: string,
): Pick<PageWords, "tab" | "foldTitle" | "about" | "source"> {
  const text = WORDS[lang];
  const { publisher, corrections_to: address } = publication;
  const corrections = (publication.corrections as readonly Correction[])
    .map((one) => `${dateWords(one.date, lang)}, ${one[lang]}`);
  const entries: readonly AboutEntry[] = [
    { label: text.publisher, parts: [publisher || text.noPublisher] },
    {
      label: text.corrections,
      parts: [
        corrections.length > 0 ? `${corrections.join(" ")} ` : text.noCorrections,
        address ? text.correctTo(address) : text.noAddress,
      ],
    },
    { label: text.programme, parts: text.programmeParts },
    { label: text.review, parts: text.reviewParts },
    { label: text.licence, parts: [text.licenceText] },
  ];
  return {
    tab: text.tab,
    foldTitle: text.workedOut,
    about: { ...text.about, entries },
    source: { label: text.letterText, lang: "fr", text: letter },
  };
}
