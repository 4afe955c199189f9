/** What the project's pages say besides their notebooks: titles, where it comes from, who answers for it, downloads, and the index that leads to them. */
import { join } from "node:path";
import { cellFrame, pl, tidyPackage } from "@crosses/counts";
import { loadRelease, type Release } from "@crosses/counts/release";
import { formatDay, type Language, LANGUAGES } from "@crosses/text";
import {
  type AboutEntry,
  type Citation,
  type Executed,
  executionRow,
  type Index,
  type PageWords,
  type Provenance,
  type ProvenanceRow,
} from "@crosses/notebooks";
import { clock } from "@crosses/text/command";
import { type Chapter, DATA_FOLDER, pageFile, RELEASE } from "./places.ts";
import { TIDY_WORDS, WORDS } from "./words.ts";
import configuration from "@crosses/counts/deno.json" with { type: "json" };
import publication from "./publication.json" with { type: "json" };

/**
 * Loads the release and makes of it what pages need; `isExecuted` is false where outputs are shown as they were saved.
 * @throws {ReleaseError} when the data cannot be read
 */
export async function loadPages(isExecuted: boolean) {
  const release = await loadRelease(new URL(`${RELEASE}/`, DATA_FOLDER));
  const data = dataFiles(release);
  const letter = await Deno.readTextFile(new URL(`${RELEASE}/letter.txt`, DATA_FOLDER));
  return {
    files: data.map(({ name, content }) => ({ path: join("data", name), content })),
    /** What a language's page says, beside others of other languages. */
    words(lang: Language, executed: readonly Executed[], siblings: readonly Language[]): PageWords {
      const title = release.title[lang];
      const made = { heading: headingOf(executed) ?? title, generatedAt: clock(), isExecuted };
      return {
        lang,
        title,
        description: WORDS[lang].description(title),
        provenance: projectProvenance(release, lang, made),
        downloads: data.filter(({ carriedIn }) => carriedIn.includes(lang))
          .map(({ name, mime, content: bytes, label }) => (
            { fileName: `${release.name}-${name}`, mime, bytes, label: WORDS[lang][label] }
          )),
        ...aboutPage(lang, letter),
        siblings: siblings.map((lang) => ({ lang, fileName: pageFile(lang) })),
      };
    },
    /** The page that leads to each language's report and to the files beside it. */
    index: (languages: readonly Language[], chapters: readonly Chapter[]): Index => ({
      heading: release.provenance.reference,
      entries: languages.map((lang) => ({
        lang,
        href: pageFile(lang),
        title: release.title[lang],
        description: WORDS[lang].holds,
        files: [
          ...data.map(({ name, label }) => ({ href: `data/${name}`, label: WORDS[lang][label] })),
          ...chapters.filter((chapter) => chapter.lang === lang)
            .map(({ name: href }) => ({ href, label: WORDS[lang].notebook })),
        ],
      })),
    }),
  };
}

/** The first heading of the first notebook, which is the page's. */
function headingOf([first]: readonly Executed[]): string | undefined {
  const texts = first?.notebook.cells.filter(({ cell_type }) => cell_type === "markdown") ?? [];
  return /^# (.+)$/m.exec(texts.map(({ source }) => source).join("\n"))?.[1];
}

interface DataFile {
  readonly name: string;
  readonly mime: string;
  readonly content: Uint8Array;
  /** What pages call it. */
  readonly label: "tidyData" | "tidyParquet" | "descriptor";
  readonly carriedIn: readonly Language[];
}

const CSV = "text/csv";
const PARQUET = "application/vnd.apache.parquet";

/** The files of `data/` in the output folder. */
export function dataFiles(release: Release): DataFile[] {
  const frame = cellFrame(release);
  const csv = frame.writeCSV();
  const parquet = frame.writeParquet({ compression: "zstd" });
  const described = tidyPackage(release, frame, [
    { path: "tidy.csv", format: "csv", mediatype: CSV },
    { path: "tidy.parquet", format: "parquet", mediatype: PARQUET },
  ]);
  const json = new TextEncoder().encode(JSON.stringify(described, null, 2) + "\n");
  const file = (
    name: string,
    mime: string,
    label: DataFile["label"],
    content: Uint8Array,
    carriedIn: readonly Language[],
  ) => ({ name, mime, label, content, carriedIn });
  return [
    file("tidy.csv", CSV, "tidyData", csv, ["en"]),
    ...(Object.keys(TIDY_WORDS) as (keyof typeof TIDY_WORDS)[]).map((language) =>
      file(`tidy.${language}.csv`, CSV, "tidyData", translated(release, language), [language])
    ),
    file("tidy.parquet", PARQUET, "tidyParquet", parquet, []),
    file("datapackage.json", "application/json", "descriptor", json, LANGUAGES),
  ];
}

/** The cells with heads, labels and words of another language than the code's. */
function translated(release: Release, locale: keyof typeof TIDY_WORDS): Uint8Array {
  const { columns, values } = TIDY_WORDS[locale];
  const word = (value: unknown): string | null => {
    if (value === null || value === undefined) return null;
    if (value instanceof Date) return value.toISOString().slice(0, 10);
    return values[value as keyof typeof values] ?? String(value);
  };
  const rows = cellFrame(release, { locale }).toRecords().map((row) => {
    const byName = new Map<string, unknown>(Object.entries(row));
    return Object.fromEntries(
      Object.entries(columns).map(([from, to]) => [to, word(byName.get(from))]),
    );
  });
  return pl.DataFrame(rows).writeCSV();
}

/** Packages that a reader who checks the numbers would ask for. */
const NAMED_PACKAGES = ["@observablehq/plot", "nodejs-polars", "highs", "zod"] as const;

interface MadeHow {
  /** The page's own heading, by which it is cited. */
  readonly heading: string;
  readonly generatedAt: Date;
  /** False where the outputs are shown as they were saved. */
  readonly isExecuted: boolean;
}

export function projectProvenance(release: Release, locale: Language, made: MadeHow): Provenance {
  const text = WORDS[locale];
  const { publisher, reference, documentDate, dataAsOf, extractedOn, system } = release.provenance;
  const execution = executionRow(locale, made.isExecuted, true);
  const date = (iso: string | undefined) => iso && formatDay(new Date(iso), locale);
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
  const day = (iso: string) => formatDay(new Date(iso), locale);
  const note = `${text.reportOn(reference)}, ${pageFile(locale)}`;
  return [
    {
      label: text.theLetter,
      plain: `${author} (${year(documentDate)}). ${text.decision}, ${reference}, ` +
        `${day(documentDate)}.`,
      bibtex: bibtex(`letter-${release.name}`, {
        author: `{${author}}`,
        title: text.decision,
        note: reference,
        date: documentDate,
      }),
    },
    {
      label: text.thisReport,
      plain: `${text.quoted(made.heading)} (${year(written)}). ${note}, ${day(written)}.`,
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
    .map((one) => `${formatDay(new Date(one.date), lang)}, ${one[lang]}`);
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
