/** The notebook that a new release starts with: its counts, what the missing ones can be, and what was inferred. */
import { formatDay, formatList, type Language, type LocalText, shownMark } from "@crosses/text";
import { DESCRIPTOR_TEXT, STARTER_TEXT } from "../words/words.ts";
import {
  figureCell,
  type FigureSlots,
  hiddenCell,
  loadCell,
  printedCell,
  relationsCell,
  reviewCell,
  type TableSlots,
} from "./cells.ts";
import type { Category, Release, Table } from "@crosses/counts/release";

interface StarterOptions {
  readonly lang: Language;
  /** From the notebook's folder to the release's, with a slash in it. */
  readonly releasePath: string;
  /** What makes a release folder, as its user types it: `intake`. */
  readonly command: string;
  readonly source: StarterSource;
}

/** What the tables were taken from. */
export interface StarterSource {
  /** Each file with its part and lines. */
  readonly places: readonly LocalText[];
  /** The day, ISO 8601; it stands in for the document's where that has none. */
  readonly today: string;
  /** Columns and rows that are left out of each table, by the table's name. */
  readonly aside?: ReadonlyMap<string, readonly string[]>;
}

interface NotebookCell {
  readonly cell_type: "markdown" | "code";
  readonly id: string;
  readonly source: string;
}

/** The text of the .ipynb file, without outputs. */
export function starterNotebook(release: Release, options: StarterOptions): string {
  const { lang, releasePath } = options;
  const { defaultAssumption: assumption } = release;
  const parts = [
    `# ${plain(release.title[lang])}`,
    STARTER_TEXT[lang].notice,
    sourceText(release, options),
    notesText(release, lang),
  ];
  return formatNotebook([
    markdown("title", parts.filter(Boolean).join("\n\n")),
    code("import", loadCell({ lang, releasePath, assumption })),
    ...release.tables.flatMap((_, at) => tableCells(release, at, options)),
    ...hiddenCells(release, lang),
    ...reviewCells(release, options),
  ]);
}

/** Text that is no Markdown. */
const plain = (text: string) => text.replaceAll(/[\\`*_[\]<>#|~$]/g, "\\$&");

/** Who published what, and what it was taken from; where nobody knows, that it is to be filled in. */
function sourceText(
  { name, provenance: { publisher, reference, documentDate } }: Release,
  { lang, source: { places, today } }: StarterOptions,
): string {
  const { source } = STARTER_TEXT[lang];
  const day = (iso: string) => formatDay(new Date(iso), lang);
  const isKnown = publisher[lang] !== DESCRIPTOR_TEXT.publisher[lang];
  return [
    source.publisher(isKnown ? plain(publisher[lang]) : undefined),
    source.document(
      reference === name ? "" : plain(reference),
      documentDate === today ? undefined : day(documentDate),
    ),
    source.taken(plain(formatList(places.map((place) => place[lang]), lang)), day(today)),
  ].join(" ");
}

/** More notes than these stand in the descriptor alone. */
const MOST_NOTES = 6;

/** What the source says of its counts, in its words, each with its place; nothing where it says nothing. */
function notesText({ caveats }: Release, lang: Language): string {
  if (caveats.length === 0) return "";
  const text = STARTER_TEXT[lang];
  const said = caveats.slice(0, MOST_NOTES).map(({ title, text: { [lang]: words } }) => {
    const short = words.length > 400 ? `${words.slice(0, 400).replace(/\s\S*$/, "")}…` : words;
    return text.quote(plain(title[lang]), plain(short));
  });
  const more = caveats.length - said.length;
  const items = [...said, ...more > 0 ? [text.more(more)] : []].map((one) => `\n- ${one}`);
  return `${text.notes}\n${items.join("")}`;
}

const cellOf = (cell_type: NotebookCell["cell_type"]) => (id: string, source: string) => ({
  cell_type,
  id,
  source,
});
const [markdown, code] = [cellOf("markdown"), cellOf("code")];

/** One table: as the source has it, and as a figure. The title of the only one stands above all. */
function tableCells(
  release: Release,
  at: number,
  { lang, source: { aside } }: StarterOptions,
): NotebookCell[] {
  const table = release.tables[at]!;
  const isOnly = release.tables.length === 1;
  const number = at + 1;
  const own = table.title[lang].replace(`${release.title[lang]} – `, "");
  const marks = Map.groupBy(table.marks, ({ label }) => label[lang]);
  const slots: TableSlots = {
    lang,
    suffix: isOnly ? "" : `${number}`,
    table: table.name,
    title: isOnly || own.length < 60 ? own : table.shortTitle[lang],
    rows: table.rowDimensions,
    column: table.columnDimension,
    marks: [...marks].map(([label, all]) => {
      const shown = all.map(({ value }) => shownMark(value, lang)).join(", ");
      // A mark for zero stands nowhere on the page: its cells hold 0.
      const { mark, zero } = STARTER_TEXT[lang];
      return all[0]!.kind === "zero" ? zero(shown) : mark(shown, label);
    }).join(STARTER_TEXT[lang].between),
  };
  const figure = figureSlots(release, table, slots);
  const left = aside?.get(table.name) ?? [];
  const note = left.length === 0
    ? slots.marks
    : [slots.marks, STARTER_TEXT[lang].leftOut(shortList(left, lang))].filter(Boolean).join(". ");
  return [
    ...isOnly ? [] : [markdown(`about-${number}`, `## ${plain(own)}`)],
    code(`printed-${number}`, printedCell({ ...slots, note })),
    ...figure ? [code(`figure-${number}`, figureCell(figure))] : [],
  ];
}

/** More names than these are only numbered. */
const MOST_NAMES = 6;

const shortList = (names: readonly string[], lang: Language) =>
  names.length > MOST_NAMES
    ? `${names.slice(0, MOST_NAMES).join(", ")}… (${names.length})`
    : formatList(names, lang);

/** As many counts as a figure may have bars; of more, the first rows are drawn, and its title says so. */
const MOST_BARS = { rows: 60, each: 40, bars: 120, periods: 120 };
/** More periods than these stand side by side, in upright bars: sooner where no marks stand between them. */
const MOST_LYING = { marked: 24, unmarked: 6 };
/** A longer name of a row stands over its bar. */
const LONG_NAME = 20;

/** How the bars of some cells are named, so that a telephone has room for both. */
function kindOf(
  cells: Table["cells"],
  { marks, rowDimensions }: Table,
  ofColumn: readonly Category[],
  lang: Language,
): FigureSlots["kind"] {
  const longest = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => text.length));
  if (ofColumn.length === 1) {
    const names = cells.map(({ keys }) => rowDimensions.map((name) => keys[name]).join(" · "));
    return longest(names) <= LONG_NAME ? "rows" : "each";
  }
  const isMarked = cells.some(({ status }) => status === "suppressed");
  const most = MOST_LYING[isMarked ? "marked" : "unmarked"];
  if (ofColumn.length > most && ofColumn.some(({ start }) => start !== undefined)) return "periods";
  // In pixels, as marks and labels take them beside bars.
  const left = 12 + 7 * longest(ofColumn.map(({ label }) => label[lang]));
  const mark = isMarked ? 100 + 8 * longest(marks.map(({ value }) => value)) : 0;
  return left > 45 && (left > 138 || left + mark > 210) ? "each" : "bars";
}

/** How a table is drawn; undefined where that would show nothing, or the least part of it. */
function figureSlots(release: Release, table: Table, slots: TableSlots): FigureSlots | undefined {
  const { lang, column } = slots;
  const text = STARTER_TEXT[lang];
  const ofColumn = release.dimensions.find(({ name }) => name === column)!.categories;
  const totals = release.dimensions.map(({ name, categories }) => ({
    name,
    own: new Set(categories.filter(({ isTotal }) => isTotal).map(({ name }) => name)),
  }));
  const isTotal = ({ keys }: Table["cells"][number]) =>
    totals.some(({ name, own }) => own.has(keys[name]!));
  const cells = table.cells.filter((cell) => !isTotal(cell));
  const used = new Set(cells.map(({ keys }) => keys[column]));
  const columns = used.size;
  const kind = kindOf(cells, table, ofColumn.filter(({ name }) => used.has(name)), lang);
  const all = cells.length / columns;
  const rows = Math.min(all, Math.round(MOST_BARS[kind] / columns));
  if (cells.length < 2 || 10 * rows < all) return undefined;
  const drawn = cells.slice(0, rows * columns);
  const suppressed = drawn.filter((cell) => isHidden(table, cell)).length;
  const name = release.tables.length > 1 ? slots.title : "";
  const measure = table.measure[lang];
  return {
    ...slots,
    kind,
    title: text.figure(name, cells.length < table.cells.length, rows < all ? [rows, all] : []),
    // A long name runs over the edge of a telephone; that of an upright axis stands in the first panel's.
    measure: measure.endsWith("…") || measure.length > 45 || kind === "periods" ? "" : measure,
    alt: text.alt(drawn.length, suppressed),
    note: [
      slots.marks && `${slots.marks}.`,
      suppressed > 0 && text.key,
      suppressed > 0 && assumedIn(release, lang),
    ].filter(Boolean).join(" "),
    drawn: drawn.length,
    columns,
  };
}

/** Whether the source hides a count; what is not available, nobody hides. */
const isHidden = ({ marks }: Table, { status, mark }: Table["cells"][number]) =>
  status === "suppressed" &&
  !marks.some(({ value, kind }) => value === mark && kind === "notAvailable");

/** Which assumption the ranges hold under; "" where nothing is assumed. */
function assumedIn({ assumptions, defaultAssumption }: Release, lang: Language): string {
  const { label } = assumptions.find(({ name }) => name === defaultAssumption)!;
  return defaultAssumption === "none" ? "" : STARTER_TEXT[lang].assumed(label[lang]);
}

/** What is known of the counts that the source does not publish; nothing where it publishes all. */
function hiddenCells(release: Release, lang: Language): NotebookCell[] {
  const { tables, assumptions, relations, dimensions } = release;
  if (!tables.some((table) => table.cells.some((cell) => isHidden(table, cell)))) return [];
  const { captions, heads, withheldNote, ...text } = STARTER_TEXT[lang];
  const { name, label, categories } = dimensions.find(({ name }) =>
    name === tables[0]!.columnDimension
  )!;
  const isCompared = assumptions.length > 1;
  const caption = isCompared ? captions.compared : captions.hidden;
  const names = [
    ...tables.length > 1 ? [["tableLabel", heads.table] as const] : [],
    ["group", heads.group] as const,
    ...categories.length > 1 ? [[name, label[lang]] as const] : [],
  ];
  return [
    markdown("hidden-text", `## ${text.hidden}\n\n${hiddenText(release, lang)}`),
    code("hidden", hiddenCell({ lang, isCompared, names, caption, heads, withheldNote })),
    ...relations.length > 0
      ? [
        markdown("relations-text", `## ${text.relations}`),
        code("relations", relationsCell(lang, { caption: captions.relations, heads })),
      ]
      : [],
  ];
}

/** What a range means, and what each assumption supposes. */
function hiddenText({ tables, assumptions, caveats }: Release, lang: Language): string {
  const { hiddenText, unusedLimits, assumption } = STARTER_TEXT[lang];
  const marks = tables.flatMap(({ marks }) => marks.filter(({ kind }) => kind === "suppressed"));
  const isExplained = marks.every(({ atMost, atLeast }) => (atMost ?? atLeast) === undefined) &&
    marks.some(({ value }) => caveats.some(({ text }) => text[lang].includes(value)));
  const assumed = assumptions.map(({ label, description }) =>
    assumptions.length > 1 ? `- ${assumption(label[lang], description[lang])}` : description[lang]
  );
  const said = `${hiddenText}${isExplained ? ` ${unusedLimits}` : ""}`;
  return `${said}\n\n${assumed.join("\n")}`;
}

function reviewCells({ review }: Release, { lang, command }: StarterOptions): NotebookCell[] {
  if (review.length === 0) return [];
  const { captions, heads, ...text } = STARTER_TEXT[lang];
  return [
    markdown("review-text", `## ${text.review}\n\n${text.reviewText(command)}`),
    code("review", reviewCell(lang, { caption: captions.review, heads })),
  ];
}

/** As Jupyter keeps a notebook: each cell's source as lines, each with its end. */
function formatNotebook(cells: readonly NotebookCell[]): string {
  const written = cells.map(({ cell_type, id, source }) => ({
    cell_type,
    id,
    metadata: {},
    source: source.split(/(?<=\n)/),
    ...cell_type === "code" ? { execution_count: null, outputs: [] } : {},
  }));
  const metadata = {
    kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
    language_info: { name: "typescript" },
  };
  const notebook = { cells: written, metadata, nbformat: 4, nbformat_minor: 5 };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}
