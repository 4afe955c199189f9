/** The code cells of the notebook that a new release starts with, one function a cell. */
import type { Language } from "@crosses/text";
import type { STARTER_TEXT } from "../words/words.ts";

/** What stands in code as it is, such as the name of a constant. */
class Code {
  constructor(readonly text: string) {}
}

type Slot = string | number | readonly string[] | Code;

/** Code with what it names and shows in slots: each text in quotes, several parted by commas. */
function code(parts: TemplateStringsArray, ...slots: readonly Slot[]): string {
  const written = slots.map((slot) =>
    slot instanceof Code ? slot.text : [slot].flat().map((one) => JSON.stringify(one)).join(", ")
  );
  return String.raw({ raw: parts }, ...written);
}

interface LoadSlots {
  readonly lang: Language;
  /** From the notebook's folder to the release's, with a slash in it. */
  readonly releasePath: string;
  readonly assumption: string;
}

export const loadCell = ({ lang, releasePath, assumption }: LoadSlots) =>
  code`import {
  compareAssumptions,
  loadRelease,
  localise,
  pl,
  Plot,
  protect,
  relationChecks,
  suppressedBarX,
  suppressedBarY,
} from "@crosses/counts";

const release = await loadRelease(${releasePath});
const protection = await protect(release, { assumption: ${assumption}, locale: ${lang} });
const { cells, withheld } = protection;
const { figure, show, table } = localise(protection);`;

/** What the cells of one table say. */
export interface TableSlots {
  readonly lang: Language;
  /** Ends the names of the table's constants where there are several tables: `counts2`. */
  readonly suffix: string;
  readonly table: string;
  readonly title: string;
  readonly measure: string;
  /** The dimensions that its rows are labelled with. */
  readonly rows: readonly string[];
  /** The dimension whose categories are its columns. */
  readonly column: string;
  /** What its marks mean. */
  readonly marks: string;
  readonly alt: string;
  readonly note: string;
}

export const countsCell = ({ suffix, table }: TableSlots) =>
  code`const counts${new Code(suffix)} = cells.filter(pl.col("table").eq(pl.lit(${table})));`;

/** The table as the source has it: a count, or the mark in its place. */
export function printedCell({ suffix, rows, column, title, marks }: TableSlots): string {
  const own = new Code(suffix);
  return code`const printed${own} = counts${own}.withColumns(
  pl.when(pl.col("value").isNull()).then(pl.col("mark")).otherwise(pl.col("value").cast(pl.Utf8))
    .alias("printed"),
).pivot("printed", { index: [${rows}], on: ${column}, maintainOrder: true });

await show(table(printed${own}, {
  caption: ${title},
  note: ${marks},
  headColumns: ${rows.length},
}));`;
}

/** How many rows each kind of figure draws; its note says where there are more. */
export const MOST_BARS = 60;
export const MOST_MONTHS = 120;

/** Horizontal bars, in a panel for each column. */
export function barsCell(slots: TableSlots): string {
  const { lang, column, measure } = slots;
  const name = new Code(`bars${slots.suffix}`);
  const plot = code`marginLeft: Math.min(250, 0.36 * width),
      x: { label: ${measure}, grid: true, tickFormat: (tick) => tick.toLocaleString(${lang}) },
      y: { type: "band", label: null, domain: [...new Set(${name}.getColumn("group"))] },
      fy: { label: null, domain: [...new Set(${name}.getColumn(${column}))] },
      marks: [suppressedBarX(${name}, { y: "group", fy: ${column} }), Plot.ruleX([0])],`;
  return figureCell(slots, name, MOST_BARS, plot);
}

/** Vertical bars, one a period, in a panel for each row. */
export function monthsCell(slots: TableSlots): string {
  const { lang, column, measure } = slots;
  const name = new Code(`months${slots.suffix}`);
  const plot = code`marginBottom: 70,
      x: {
        type: "band",
        label: null,
        tickRotate: -45,
        domain: [...new Set(${name}.getColumn(${column}))],
      },
      y: { label: ${measure}, grid: true, tickFormat: (tick) => tick.toLocaleString(${lang}) },
      fy: { label: null, domain: [...new Set(${name}.getColumn("group"))] },
      marks: [suppressedBarY(${name}, { x: ${column}, fy: "group" }), Plot.ruleY([0])],`;
  return figureCell(slots, name, MOST_MONTHS, plot);
}

function figureCell(
  { suffix, column, title, alt, note }: TableSlots,
  name: Code,
  most: number,
  plot: string,
): string {
  return code`const ${name} = counts${new Code(
    suffix,
  )}.filter(pl.col("isTotal").not()).head(${most});

await show(figure(
  {
    title: ${title},
    alt: ${alt},
    note: ${note},
    data: ${name}.select("group", ${column}, "value", "mark", "status", "says"),
  },
  (width) =>
    Plot.plot({
      width,
      ${new Code(plot)}
    }),
));`;
}

/** What stands over the columns of the tables that follow. */
type Heads = typeof STARTER_TEXT[Language]["heads"];
interface Captioned {
  readonly caption: string;
  readonly heads: Heads;
}
interface HiddenSlots extends Captioned {
  readonly column: string;
  /** What stands over that column. */
  readonly columnHead: string;
}

/** Each count that is missing, with what it can be. */
export const hiddenCell = (slots: HiddenSlots) =>
  code`const hidden = cells.filter(pl.col("status").eq(pl.lit("suppressed")))
  .select("tableLabel", "group", ${slots.column}, "says");

${shownCounts("hidden", slots)}`;

/** The same under each assumption. */
export const assumptionsCell = (lang: Language, slots: HiddenSlots) =>
  code`const compared = (await compareAssumptions(release, { locale: ${lang} }))
  .select("tableLabel", "group", ${slots.column}, "assumptionLabel", "says");

${shownCounts("compared", slots, code`\n    assumptionLabel: ${slots.heads.assumed},`)}`;

const shownCounts = (
  name: string,
  { column, columnHead, caption, heads }: HiddenSlots,
  assumed = "",
) =>
  new Code(code`await show(table(${new Code(name)}, {
  caption: ${caption},
  columns: {
    tableLabel: ${heads.table},
    group: ${heads.group},
    ${column}: ${columnHead},${new Code(assumed)}
    says: ${heads.says},
  },
}));`);

export const relationsCell = (lang: Language, { caption, heads }: Captioned) =>
  code`const columns = { relation: ${heads.relation}, confirmed: ${heads.confirmed}, breaks: ${heads.breaks}, open: ${heads.open} };
const checks = relationChecks(release, { locale: ${lang} })
  .withColumns(pl.col("holds").plus(pl.col("equal")).alias("confirmed"));

await show(table(checks, { caption: ${caption}, columns }));`;

/** Nothing is said of what is withheld where nothing is. */
export const withheldCell = (note: string, { caption, heads }: Captioned) =>
  code`if (withheld.height > 0) {
  await show(table(withheld, {
    caption: ${caption},
    note: ${note},
    columns: { what: ${heads.what}, where: ${heads.where} },
  }));
}`;

export const reviewCell = (lang: Language, { caption, heads }: Captioned) =>
  code`const review = release.review.map(({ path, inferred }) => ({
  [${heads.number}]: path,
  [${heads.inferred}]: inferred.${new Code(lang)},
}));

await show(table(review, { caption: ${caption} }));`;
