/** The notebook that a new release starts with: its numbers, what the missing ones can be, and what was inferred. */
import { type Language } from "../locale/language.ts";
import { STARTER_TEXT } from "../locale/starter.ts";
import { type Cell, formatNotebook } from "../notebook/format.ts";
import type { Release, Table } from "../release/model.ts";

export interface StarterOptions {
  readonly lang: Language;
  /** From the notebook's folder to src/mod.ts. */
  readonly modulePath: string;
  /** From the notebook's folder to the release's, with a slash in it. */
  readonly releasePath: string;
}

/** What stands in a template for what, always in quotes. */
type Names = Readonly<Record<string, string | readonly string[]>>;

const TEMPLATE = await Deno.readTextFile(new URL("./starter_cells.ts", import.meta.url));
const CELLS = new Map(
  [...TEMPLATE.matchAll(/^\/\/ %% (\w+)\n([^]*?)(?=\n*\/\/ %% |\n*$(?![^]))/gm)]
    .map(([, name, code]) => [name!, code!.trim()]),
);
/** Above so many columns, bars stand upright side by side. */
const MOST_PANELS = 6;

/** The text of the .ipynb file, without outputs. */
export function starterNotebook(release: Release, options: StarterOptions): string {
  const { lang } = options;
  const text = STARTER_TEXT[lang];
  const cells: Cell[] = [];
  const say = (id: string, source: string) =>
    cells.push({ cell_type: "markdown", id, metadata: {}, source });
  const run = (template: string, names: Names, id = template) =>
    cells.push({
      cell_type: "code",
      id,
      metadata: {},
      source: fill(CELLS.get(template)!, names),
      execution_count: null,
      outputs: [],
    });
  const assumption = release.assumptions.find(({ name }) => name === release.defaultAssumption)!;
  const common = {
    en: lang,
    RELEASE: options.releasePath,
    ASSUMPTION: assumption.name,
    "../mod.ts": options.modulePath,
  };
  say("title", `# ${release.title[lang]}\n\n${text.notice}`);
  run("import", common);
  for (const [at, table] of release.tables.entries()) {
    const names = namesOf(release, table, at, lang, assumption.label[lang]);
    say(`about-${at + 1}`, `## ${table.title[lang]}`);
    run("counts", names, `counts-${at + 1}`);
    run("printed", names, `printed-${at + 1}`);
    run(isLong(release, table) ? "months" : "bars", names, `figure-${at + 1}`);
  }
  const [first] = release.tables;
  const layout = { COLUMN: first!.columnDimension };
  if (release.tables.some(({ cells }) => cells.some(({ status }) => status === "suppressed"))) {
    say(
      "hidden-text",
      `## ${text.hidden}\n\n${text.hiddenText} ${text.assumed(assumption.label[lang])}`,
    );
    if (release.assumptions.length > 1) {
      run("assumptions", {
        ...common,
        ...layout,
        COMPARED: text.comparedCaption,
        ASSUMED: text.assumption,
      });
    } else run("hidden", { ...layout, HIDDEN: text.hiddenCaption });
    if (release.relations.length > 0) {
      say("relations-text", `## ${text.relations}`);
      run("relations", { ...common, ...text.relation, RELATIONS: text.relationsCaption });
    }
    run("withheld", { WITHHELD: text.withheld });
  }
  if (release.review.length > 0) {
    say("review-text", `## ${text.review}\n\n${text.reviewText}`);
    const words = { REVIEW: text.reviewCaption, NUMBER: text.number, INFERRED: text.inferred };
    run("review", { ...words, "inferred.en": `inferred.${lang}` });
  }
  const metadata = {
    kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
    language_info: { name: "typescript" },
  };
  return formatNotebook(
    { nbformat: 4, nbformat_minor: 5, metadata, cells },
    "the starter notebook",
  );
}

/** Periods as months or quarters: too many for a panel each. */
function isLong(release: Release, { columnDimension }: Table): boolean {
  const { categories } = release.dimensions.find(({ name }) => name === columnDimension)!;
  return categories.length > MOST_PANELS && categories.some(({ start }) => start !== undefined);
}

function namesOf(
  release: Release,
  table: Table,
  at: number,
  lang: Language,
  assumption: string,
): Names {
  const text = STARTER_TEXT[lang];
  const suffix = release.tables.length > 1 ? String(at + 1) : "";
  const shown = table.cells.filter(({ keys }) =>
    release.dimensions.every(({ name, categories }) =>
      !categories.find((category) => category.name === keys[name])?.isTotal
    )
  );
  const most = isLong(release, table) ? 120 : 60;
  const suppressed = shown.filter(({ status }) => status === "suppressed").length;
  const more = shown.length > most ? ` ${text.first(most, shown.length)}` : "";
  return {
    COUNTS: `counts${suffix}`,
    PRINTED: `printed${suffix}`,
    TABLE: table.name,
    TITLE: table.title[lang],
    MEASURE: table.measure[lang],
    ROWS: table.rowDimensions,
    COLUMN: table.columnDimension,
    MARKS: table.marks.map(({ value, label }) => `${value}: ${label[lang]}`).join("; "),
    ALT: text.alt(shown.length, suppressed),
    NOTE: text.assumed(assumption) + more,
  };
}

/** Names in quotes become text, those without become identifiers. */
function fill(code: string, names: Names): string {
  return Object.entries(names).reduce((code, [name, value]) => {
    if (typeof value !== "string") {
      return code.replaceAll(`"${name}"`, () => value.map((one) => JSON.stringify(one)).join(", "));
    }
    const isBare = /^(?:COUNTS|PRINTED|inferred\.en)$/.test(name);
    return isBare
      ? code.replaceAll(name, value)
      : code.replaceAll(`"${name}"`, () => JSON.stringify(value));
  }, code);
}
