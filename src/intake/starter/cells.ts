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
const { cells } = protection;
const { figure, show, table } = localise(protection);`;

/** What the cells of one table say. */
export interface TableSlots {
  readonly lang: Language;
  /** Ends the names of the table's constants where there are several tables: `counts2`. */
  readonly suffix: string;
  readonly table: string;
  readonly title: string;
  /** The dimensions that its rows are labelled with. */
  readonly rows: readonly string[];
  /** The dimension whose categories are its columns. */
  readonly column: string;
  /** What its marks mean. */
  readonly marks: string;
}

/** The table as the source has it: a count, or the mark in its place. */
export function printedCell(
  { suffix, table, rows, column, title, note }: TableSlots & { readonly note: string },
): string {
  const own = new Code(suffix);
  return code`const counts${own} = cells.filter(pl.col("table").eq(pl.lit(${table})));
const printed${own} = counts${own}.withColumns(
  pl.when(pl.col("value").isNull()).then(pl.col("mark")).otherwise(pl.col("value").cast(pl.Utf8))
    .alias("printed"),
).pivot("printed", { index: [${rows}], on: ${column}, maintainOrder: true });

await show(table(printed${own}, {
  caption: ${title},
  note: ${note},
  headColumns: ${rows.length},
  maxRows: 1000,
}));`;
}

/** How the counts of one table are drawn. */
export interface FigureSlots extends Pick<TableSlots, "lang" | "suffix" | "table" | "column"> {
  /**
   * `rows`: a bar a row, its name beside it; `each`: the name of each bar over it; `bars` and `periods`: a panel a row, with a bar
   * a column in it, lying or upright.
   */
  readonly kind: "rows" | "each" | "bars" | "periods";
  readonly title: string;
  /** What the counts' axis is called; "" where its title says it. */
  readonly measure: string;
  readonly alt: string;
  readonly note: string;
  /** How many counts are drawn, and how many a row has. */
  readonly drawn: number;
  readonly columns: number;
}

/** The figure of one table. */
export function figureCell(slots: FigureSlots): string {
  const { kind, suffix, column, title, alt, note, drawn } = slots;
  const name = new Code(`${kind === "periods" ? "periods" : "bars"}${suffix}`);
  const plot = PLOTS[kind](slots, name).join("\n      ");
  const frame = code`counts${new Code(suffix)}.filter(pl.col("isTotal").not()).head(${drawn})`;
  const names = code`pl.concatString([pl.col("group"), pl.col(${column})], " · ").alias("bar")`;
  return code`const ${name} = ${new Code(frame)}${new Code(
    barOf(slots) === "bar" ? `\n  .withColumns(${names})` : "",
  )};

await show(figure(
  {
    id: ${`figure-${slots.table}`},
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

/** The column that names each bar: with the name of its own column, where a row has several. */
const barOf = ({ kind, columns }: FigureSlots) => kind === "each" && columns > 1 ? "bar" : "group";

const countsAxis = ({ measure, lang }: FigureSlots) =>
  code`{ label: ${measure || new Code("null")}, grid: true, ` +
  code`tickFormat: (tick) => tick.toLocaleString(${lang}) },`;
const inOrder = (name: Code, by: string) => code`[...new Set(${name}.getColumn(${by}))]`;

/** A telephone has room for as many turned labels. */
const MOST_TURNED = 18;

/** The options of the plot of each kind, by line. */
const PLOTS: Readonly<
  Record<FigureSlots["kind"], (slots: FigureSlots, name: Code) => readonly string[]>
> = {
  rows: (slots, name) => [
    `x: ${countsAxis(slots)}`,
    `y: { type: "band", label: null, domain: ${inOrder(name, "group")} },`,
    code`marks: [suppressedBarX(${name}, { y: "group" }), Plot.ruleX([0])],`,
  ],
  each: (slots, name) => [
    code`height: 16 * ${name}.height + 60,`,
    `x: ${countsAxis(slots)}`,
    `fy: { label: null, domain: ${inOrder(name, barOf(slots))}, padding: 0.6 },`,
    code`marks: [suppressedBarX(${name}, { fy: ${barOf(slots)} }), Plot.ruleX([0])],`,
  ],
  bars: (slots, name) => [
    code`height: 16 * ${name}.height + 60,`,
    `x: ${countsAxis(slots)}`,
    `y: { type: "band", label: null, domain: ${inOrder(name, slots.column)} },`,
    `fy: { label: null, domain: ${inOrder(name, "group")} },`,
    code`marks: [suppressedBarX(${name}, { y: ${slots.column}, fy: "group" }), Plot.ruleX([0])],`,
  ],
  periods: (slots, name) => {
    const { column, columns, drawn } = slots;
    const every = Math.ceil(columns / MOST_TURNED);
    const domain = inOrder(name, column);
    const ticks = every > 1 ? ` ticks: ${domain}.filter((_, at) => at % ${every} === 0),` : "";
    return [
      `height: ${120 * drawn / columns + 100},`,
      "marginBottom: 70,",
      `x: { type: "band", label: null, tickRotate: -45,${ticks} domain: ${domain} },`,
      `y: ${countsAxis(slots)}`,
      `fy: { label: null, domain: ${inOrder(name, "group")} },`,
      code`marks: [suppressedBarY(${name}, { x: ${column}, fy: "group" }), Plot.ruleY([0])],`,
    ];
  },
};

/** What stands over the columns of the tables that follow. */
type Heads = typeof STARTER_TEXT[Language]["heads"];
interface Captioned {
  readonly caption: string;
  readonly heads: Heads;
}
interface HiddenSlots extends Captioned {
  readonly lang: Language;
  /** Under each assumption, where there are several. */
  readonly isCompared: boolean;
  /** What names a count: its table, where there are several, its row, and its column, each with what stands over it. */
  readonly names: readonly (readonly [column: string, head: string])[];
  /** Nothing is said of what is withheld where nothing is. */
  readonly withheldNote: string;
}

/** Each count that is missing, with what it can be. */
export function hiddenCell(slots: HiddenSlots): string {
  const { lang, isCompared, names, caption, heads, withheldNote } = slots;
  const frame = isCompared
    ? code`await compareAssumptions(release, { locale: ${lang} })`
    : code`cells.filter(pl.col("status").eq(pl.lit("suppressed")))`;
  const columns = [
    ...names,
    ...isCompared ? [["assumptionLabel", heads.assumed] as const] : [],
    ["says", heads.says] as const,
  ].map(([column, head]) => code`  ${column}: ${head},`);
  return code`const hidden = ${new Code(frame)};
const isWithheld = hidden.filter(pl.col("range").eq(pl.lit("withheld"))).height > 0;
const heads = {
${new Code(columns.join("\n"))}
};

await show(table(hidden.select(...Object.keys(heads)), {
  caption: ${caption},
  note: isWithheld ? ${withheldNote} : "",
  columns: heads,
  headColumns: ${names.length},
}));`;
}

export const relationsCell = (lang: Language, { caption, heads }: Captioned) =>
  code`const columns = { relation: ${heads.relation}, confirmed: ${heads.confirmed}, breaks: ${heads.breaks}, open: ${heads.open} };
const checks = relationChecks(release, { locale: ${lang} })
  .withColumns(pl.col("holds").plus(pl.col("equal")).alias("confirmed"))
  .select("relation", "confirmed", "breaks", "open");

await show(table(checks, { caption: ${caption}, columns }));`;

export const reviewCell = (lang: Language, { caption, heads }: Captioned) =>
  code`const review = release.review.map(({ path, inferred }) => ({
  [${heads.number}]: path,
  [${heads.inferred}]: inferred.${new Code(lang)},
}));

await show(table(review, { caption: ${caption} }));`;
