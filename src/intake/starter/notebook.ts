/** The notebook that a new release starts with: its counts, what the missing ones can be, and what was inferred. */
import { type Language, shownMark } from "@crosses/text";
import { STARTER_TEXT } from "../words/words.ts";
import {
  assumptionsCell,
  barsCell,
  countsCell,
  hiddenCell,
  loadCell,
  monthsCell,
  MOST_BARS,
  MOST_MONTHS,
  printedCell,
  relationsCell,
  reviewCell,
  type TableSlots,
  withheldCell,
} from "./cells.ts";
import type { Release, Table } from "@crosses/counts/release";

interface StarterOptions {
  readonly lang: Language;
  /** From the notebook's folder to the release's, with a slash in it. */
  readonly releasePath: string;
  /** What makes a release folder, as its user types it: `intake`. */
  readonly command: string;
}

/** With more columns than this, bars are vertical and side by side. */
const MOST_PANELS = 6;

interface NotebookCell {
  readonly cell_type: "markdown" | "code";
  readonly id: string;
  readonly source: string;
}

/** The text of the .ipynb file, without outputs. */
export function starterNotebook(release: Release, options: StarterOptions): string {
  const { lang, releasePath } = options;
  const text = STARTER_TEXT[lang];
  const { defaultAssumption: assumption } = release;
  return formatNotebook([
    markdown("title", `# ${release.title[lang]}\n\n${text.notice}${notesText(release, lang)}`),
    code("import", loadCell({ lang, releasePath, assumption })),
    ...release.tables.flatMap((_, at) => tableCells(release, at, lang)),
    ...hiddenCells(release, lang),
    ...reviewCells(release, options),
  ]);
}

/** More notes than these stand in the descriptor alone. */
const MOST_NOTES = 6;

/** What the source says of its counts, as a list; nothing where it says nothing. */
function notesText({ caveats }: Release, lang: Language): string {
  if (caveats.length === 0) return "";
  const text = STARTER_TEXT[lang];
  const said = caveats.slice(0, MOST_NOTES).map((caveat) => {
    const words = caveat.text[lang];
    const short = words.length > 240 ? `${words.slice(0, 240).replace(/\s\S*$/, "")}…` : words;
    return short.replaceAll(/[\\`*_[\]<>#|~$]/g, "\\$&");
  });
  const more = caveats.length - said.length;
  const items = [...said, ...more > 0 ? [text.more(more)] : []].map((one) => `\n- ${one}`);
  return `\n\n${text.notes}\n${items.join("")}`;
}

const cellOf = (cell_type: NotebookCell["cell_type"]) => (id: string, source: string) => ({
  cell_type,
  id,
  source,
});
const [markdown, code] = [cellOf("markdown"), cellOf("code")];

/** One table: as the source has it, and as a figure. */
function tableCells(release: Release, at: number, lang: Language): NotebookCell[] {
  const table = release.tables[at]!;
  const number = at + 1;
  const isLong = hasManyPeriods(release, table);
  const slots = tableSlots(release, at, isLong ? MOST_MONTHS : MOST_BARS, lang);
  return [
    markdown(`about-${number}`, `## ${table.title[lang]}`),
    code(`counts-${number}`, countsCell(slots)),
    code(`printed-${number}`, printedCell(slots)),
    code(`figure-${number}`, isLong ? monthsCell(slots) : barsCell(slots)),
  ];
}

/** Periods as months or quarters: too many for a panel each. */
function hasManyPeriods({ dimensions }: Release, { columnDimension }: Table): boolean {
  const { categories } = dimensions.find(({ name }) => name === columnDimension)!;
  return categories.length > MOST_PANELS && categories.some(({ start }) => start !== undefined);
}

/** @param most how many counts the figure draws */
function tableSlots(release: Release, at: number, most: number, lang: Language): TableSlots {
  const { tables, dimensions } = release;
  const table = tables[at]!;
  const text = STARTER_TEXT[lang];
  const totals = dimensions.map(({ name, categories }) => ({
    name,
    labels: categories.filter(({ isTotal }) => isTotal).map(({ name }) => name),
  }));
  const drawn = table.cells.filter(({ keys }) =>
    totals.every(({ name, labels }) => !labels.includes(keys[name]!))
  );
  const suppressed = drawn.filter((cell) => isHidden(table, cell)).length;
  const marks = table.marks.map(({ value, label }) =>
    text.mark(shownMark(value, lang), label[lang])
  ).join(text.between);
  return {
    suffix: tables.length > 1 ? `${at + 1}` : "",
    table: table.name,
    title: table.title[lang],
    measure: table.measure[lang],
    rows: table.rowDimensions,
    column: table.columnDimension,
    marks,
    lang,
    alt: text.alt(drawn.length, suppressed),
    note: [
      marks && `${marks}.`,
      suppressed > 0 && assumedIn(release, lang),
      drawn.length > most && text.first(most, drawn.length),
    ]
      .filter(Boolean).join(" "),
  };
}

/** Whether the source hides a count; what is not available, nobody hides. */
const isHidden = ({ marks }: Table, { status, mark }: Table["cells"][number]) =>
  status === "suppressed" &&
  !marks.some(({ value, kind }) => value === mark && kind === "notAvailable");

function assumedIn({ assumptions, defaultAssumption }: Release, lang: Language): string {
  const { label } = assumptions.find(({ name }) => name === defaultAssumption)!;
  const { assumed, nothingAssumed } = STARTER_TEXT[lang];
  return defaultAssumption === "none" ? nothingAssumed : assumed(label[lang]);
}

/** What is known of the counts that the source does not publish; nothing where it publishes all. */
function hiddenCells(release: Release, lang: Language): NotebookCell[] {
  const { tables, assumptions, relations, dimensions } = release;
  if (!tables.some((table) => table.cells.some((cell) => isHidden(table, cell)))) return [];
  const { captions, heads, ...text } = STARTER_TEXT[lang];
  const column = tables[0]!.columnDimension;
  const columnHead = dimensions.find(({ name }) => name === column)!.label[lang];
  const slots = { column, columnHead, heads };
  const isCompared = assumptions.length > 1;
  return [
    markdown("hidden-text", `## ${text.hidden}\n\n${text.hiddenText} ${assumedIn(release, lang)}`),
    isCompared
      ? code("assumptions", assumptionsCell(lang, { ...slots, caption: captions.compared }))
      : code("hidden", hiddenCell({ ...slots, caption: captions.hidden })),
    ...relations.length > 0
      ? [
        markdown("relations-text", `## ${text.relations}`),
        code("relations", relationsCell(lang, { caption: captions.relations, heads })),
      ]
      : [],
    code("withheld", withheldCell(text.withheldNote, { caption: captions.withheld, heads })),
  ];
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
