/** The notebook that a new release starts with: its numbers, what the missing ones can be, and what was inferred. */
import { type Language, shownMark } from "@crosses/text";
import { STARTER_TEXT, type StarterText } from "../words/starter.ts";
import SOURCE from "./cells.ts" with { type: "text" };
import type { Release, Table } from "@crosses/counts/release";

export interface StarterOptions {
  readonly lang: Language;
  /** From the notebook's folder to the release's, with a slash in it. */
  readonly releasePath: string;
}

/** What stands in a cell for what. */
type Names = Readonly<Record<string, string | readonly string[]>>;

const CELLS = new Map(
  [...SOURCE.matchAll(/^\/\/ %% (\w+)\n([^]*?)(?=\n*\/\/ %% |\n*$(?![^]))/gm)]
    .map(([, name, code]) => [name!, code!.trim()]),
);
/** Above so many columns, bars stand upright side by side. */
const MOST_PANELS = 6;

/** The text of the .ipynb file, without outputs. */
export function starterNotebook(release: Release, options: StarterOptions): string {
  const { lang } = options;
  const { tables, assumptions, relations, review, title, defaultAssumption } = release;
  const text = STARTER_TEXT[lang];
  const assumed = text.assumed(
    assumptions.find(({ name }) => name === defaultAssumption)!.label[lang],
  );
  const common = {
    ...text.captions,
    en: lang,
    RELEASE: options.releasePath,
    ASSUMPTION: defaultAssumption,
    COLUMN: tables[0]!.columnDimension,
  };
  const cells: Record<string, unknown>[] = [];
  const say = (id: string, source: string) =>
    cells.push({ cell_type: "markdown", id, metadata: {}, source });
  const run = (name: string, names: Names = {}, id = name) => {
    const source = fill(CELLS.get(name)!, { ...common, ...names });
    cells.push({ cell_type: "code", id, metadata: {}, source, execution_count: null, outputs: [] });
  };
  say("title", `# ${title[lang]}\n\n${text.notice}`);
  run("import");
  for (const [at, table] of tables.entries()) {
    const number = at + 1;
    const isLong = hasManyPeriods(release, table);
    const names = namesOf(release, table, isLong ? 120 : 60, lang, text, assumed);
    const suffix = tables.length > 1 ? number : "";
    const own = ["counts", "printed", "bars", "months"]
      .map((name) => [name.toUpperCase(), `${name}${suffix}`]);
    const all = { ...names, ...Object.fromEntries(own) };
    say(`about-${number}`, `## ${table.title[lang]}`);
    run("counts", all, `counts-${number}`);
    run("printed", all, `printed-${number}`);
    run(isLong ? "months" : "bars", all, `figure-${number}`);
  }
  if (tables.some(({ cells }) => cells.some(({ status }) => status === "suppressed"))) {
    say("hidden-text", `## ${text.hidden}\n\n${text.hiddenText} ${assumed}`);
    run(assumptions.length > 1 ? "assumptions" : "hidden");
    if (relations.length > 0) {
      say("relations-text", `## ${text.relations}`);
      run("relations");
    }
    run("withheld");
  }
  if (review.length > 0) {
    say("review-text", `## ${text.review}\n\n${text.reviewText}`);
    run("review");
  }
  const metadata = {
    kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
    language_info: { name: "typescript" },
  };
  const lines = cells.map((cell) => ({ ...cell, source: linesOf(String(cell.source)) }));
  return `${JSON.stringify({ cells: lines, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}

/** As Jupyter keeps a cell's source: lines, each with its end. */
const linesOf = (source: string) => source.split(/(?<=\n)/);

/** Periods as months or quarters: too many for a panel each. */
function hasManyPeriods({ dimensions }: Release, { columnDimension }: Table): boolean {
  const { categories } = dimensions.find(({ name }) => name === columnDimension)!;
  return categories.length > MOST_PANELS && categories.some(({ start }) => start !== undefined);
}

function namesOf(
  { dimensions }: Release,
  table: Table,
  most: number,
  lang: Language,
  text: StarterText,
  assumed: string,
): Names {
  const totals = dimensions.map(({ name, categories }) => ({
    name,
    labels: categories.filter(({ isTotal }) => isTotal).map(({ name }) => name),
  }));
  const shown = table.cells.filter(({ keys }) =>
    totals.every(({ name, labels }) => !labels.includes(keys[name]!))
  );
  const suppressed = shown.filter(({ status }) => status === "suppressed").length;
  return {
    TABLE: table.name,
    TITLE: table.title[lang],
    MEASURE: table.measure[lang],
    ROWS: table.rowDimensions,
    COLUMN: table.columnDimension,
    MARKS: table.marks.map(({ value, label }) => text.mark(shownMark(value, lang), label[lang]))
      .join("; "),
    ALT: text.alt(shown.length, suppressed),
    NOTE: shown.length > most ? `${assumed} ${text.first(most, shown.length)}` : assumed,
  };
}

/** Names in quotes become text, those without become identifiers. */
function fill(code: string, names: Names): string {
  return code.replaceAll(/"([^"\n]+)"|\b[A-Z]{3,}\b|(?<=inferred\.)en/g, (found, quoted) => {
    const value = names[quoted ?? found];
    if (value === undefined) return found;
    return quoted ? [value].flat().map((one) => JSON.stringify(one)).join(", ") : String(value);
  });
}
