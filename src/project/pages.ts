/** What the project's pages say besides their notebooks: titles, provenance, downloads, data, and the index that leads to them. */
import { join } from "node:path";
import { cellFrame, pl, tidyPackage } from "@crosses/counts";
import { loadRelease, type Release } from "@crosses/counts/release";
import { type Language, LANGUAGES } from "@crosses/text";
import type { Executed, Index, PageWords } from "@crosses/notebooks";
import { clock } from "@crosses/text/command";
import { DATA_FOLDER, pageFile, RELEASE } from "./places.ts";
import { aboutPage, projectProvenance } from "./provenance.ts";
import { TIDY_WORDS, WORDS } from "./words.ts";

/**
 * Loads the release and makes of it what pages need; `isExecuted` is false where outputs are shown as they were saved.
 * @throws {ReleaseError} when the data cannot be read
 */
export async function loadPages(isExecuted: boolean) {
  const release = await loadRelease(new URL(`${RELEASE}/`, DATA_FOLDER));
  const data = dataFiles(release);
  const letter = await Deno.readTextFile(new URL(`${RELEASE}/letter.txt`, DATA_FOLDER));
  return {
    /** The files of `data/`. */
    files: data.map(({ name, content }) => ({ path: join("data", name), content })),
    /** What a language's page says, beside others of other languages. */
    words(lang: Language, executed: readonly Executed[], siblings: readonly Language[]): PageWords {
      const title = release.title[lang];
      const made = { heading: headingOf(executed) ?? title, generatedAt: clock(), isExecuted };
      return {
        title,
        description: WORDS[lang].description(title),
        provenance: projectProvenance(release, lang, made),
        downloads: data.filter(({ carriedIn }) => carriedIn.includes(lang)).map((file) => ({
          fileName: `${release.name}-${file.name}`,
          mime: file.mime,
          bytes: file.content,
          label: WORDS[lang][file.label],
        })),
        ...aboutPage(lang, letter),
        siblings: siblings.map((lang) => ({ lang, fileName: pageFile(lang) })),
      };
    },
    /** The page that leads to each language's report and to the files beside it. */
    index: (notebooks: readonly (readonly [Language, readonly string[]])[]): Index => ({
      heading: release.provenance.reference,
      entries: notebooks.map(([lang, paths]) => ({
        lang,
        href: pageFile(lang),
        title: release.title[lang],
        description: WORDS[lang].holds,
        files: [
          ...data.map(({ name, label }) => ({ href: `data/${name}`, label: WORDS[lang][label] })),
          ...paths.map((href) => ({ href, label: WORDS[lang].notebook })),
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
  /** The languages whose pages carry the file with them. */
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
