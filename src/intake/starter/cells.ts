/**
 * The code cells of the notebook that a new release starts with, one function a cell. What a cell names and shows comes in
 * typed slots: `text` writes it into the code in quotes; names of constants stand as they are.
 */
import type { Language } from "@crosses/text";

/** A text as code. */
const text = (value: string) => JSON.stringify(value);
const texts = (values: readonly string[]) => values.map(text).join(", ");

interface LoadSlots {
  readonly lang: Language;
  /** From the notebook's folder to the release's, with a slash in it. */
  readonly releasePath: string;
  readonly assumption: string;
}

export const loadCell = ({ lang, releasePath, assumption }: LoadSlots) =>
  `import {
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

const release = await loadRelease(${text(releasePath)});
const protection = await protect(release, { assumption: ${text(assumption)}, locale: ${
    text(lang)
  } });
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
  `const counts${suffix} = cells.filter(pl.col("table").eq(pl.lit(${text(table)})));`;

/** The table as the source has it: a count, or the mark in its place. */
export const printedCell = ({ suffix, rows, column, title, marks }: TableSlots) =>
  `const printed${suffix} = counts${suffix}.withColumns(
  pl.when(pl.col("value").isNull()).then(pl.col("mark")).otherwise(pl.col("value").cast(pl.Utf8))
    .alias("printed"),
).pivot("printed", { index: [${texts(rows)}], on: ${text(column)}, maintainOrder: true });

await show(table(printed${suffix}.head(40), {
  caption: ${text(title)},
  note: ${text(marks)},
  headColumns: ${rows.length},
}));`;

/** The numbers of a figure: what tells its rows apart, and what is said of each. */
const numbersOf = (frame: string, column: string) =>
  `${frame}.select("group", ${text(column)}, "value", "mark", "status", "says")`;

/** How many rows each kind of figure draws; its note says where there are more. */
export const MOST_BARS = 60;
export const MOST_MONTHS = 120;

/** Horizontal bars, in a panel for each column. */
export const barsCell = ({ lang, suffix, column, title, measure, alt, note }: TableSlots) =>
  `const bars${suffix} = counts${suffix}.filter(pl.col("isTotal").not()).head(${MOST_BARS});

await show(figure(
  {
    title: ${text(title)},
    alt: ${text(alt)},
    note: ${text(note)},
    data: ${numbersOf(`bars${suffix}`, column)},
  },
  (width) =>
    Plot.plot({
      width,
      marginLeft: Math.min(250, 0.36 * width),
      x: { label: ${text(measure)}, grid: true, tickFormat: (tick) => tick.toLocaleString(${
    text(lang)
  }) },
      y: { type: "band", label: null, domain: [...new Set(bars${suffix}.getColumn("group"))] },
      fy: { label: null, domain: [...new Set(bars${suffix}.getColumn(${text(column)}))] },
      marks: [suppressedBarX(bars${suffix}, { y: "group", fy: ${text(column)} }), Plot.ruleX([0])],
    }),
));`;

/** Vertical bars, one a period, in a panel for each row. */
export const monthsCell = ({ lang, suffix, column, title, measure, alt, note }: TableSlots) =>
  `const months${suffix} = counts${suffix}.filter(pl.col("isTotal").not()).head(${MOST_MONTHS});

await show(figure(
  {
    title: ${text(title)},
    alt: ${text(alt)},
    note: ${text(note)},
    data: ${numbersOf(`months${suffix}`, column)},
  },
  (width) =>
    Plot.plot({
      width,
      marginBottom: 70,
      x: {
        type: "band",
        label: null,
        tickRotate: -45,
        domain: [...new Set(months${suffix}.getColumn(${text(column)}))],
      },
      y: { label: ${text(measure)}, grid: true, tickFormat: (tick) => tick.toLocaleString(${
    text(lang)
  }) },
      fy: { label: null, domain: [...new Set(months${suffix}.getColumn("group"))] },
      marks: [suppressedBarY(months${suffix}, { x: ${
    text(column)
  }, fy: "group" }), Plot.ruleY([0])],
    }),
));`;

/** What stands over the columns of the tables of missing counts. */
type HiddenHeads = Readonly<
  Record<"table" | "group" | "column" | "assumed" | "says" | "what" | "where", string>
>;
interface HiddenSlots {
  readonly column: string;
  readonly caption: string;
  readonly heads: HiddenHeads;
}

const hiddenColumns = (column: string, heads: HiddenHeads, assumed = "") =>
  `  columns: {
    tableLabel: ${text(heads.table)},
    group: ${text(heads.group)},
    ${text(column)}: ${text(heads.column)},${assumed}
    says: ${text(heads.says)},
  },`;

/** Each count that is missing, with what it can be. */
export const hiddenCell = ({ column, caption, heads }: HiddenSlots) =>
  `const hidden = cells.filter(pl.col("status").eq(pl.lit("suppressed")))
  .select("tableLabel", "group", ${text(column)}, "says");

await show(table(hidden.head(60), {
  caption: ${text(caption)},
${hiddenColumns(column, heads)}
}));`;

/** The same under each assumption. */
export const assumptionsCell = (
  { lang, column, caption, heads }: HiddenSlots & { readonly lang: Language },
) =>
  `const compared = (await compareAssumptions(release, { locale: ${text(lang)} }))
  .select("tableLabel", "group", ${text(column)}, "assumptionLabel", "says");

await show(table(compared.head(60), {
  caption: ${text(caption)},
${hiddenColumns(column, heads, `\n    assumptionLabel: ${text(heads.assumed)},`)}
}));`;

interface RelationSlots {
  readonly lang: Language;
  readonly caption: string;
  /** The heads of the columns. */
  readonly heads: Readonly<Record<"relation" | "confirmed" | "breaks" | "open", string>>;
}

export const relationsCell = ({ lang, caption, heads }: RelationSlots) =>
  `const columns = { relation: ${text(heads.relation)}, confirmed: ${
    text(heads.confirmed)
  }, breaks: ${text(heads.breaks)}, open: ${text(heads.open)} };
const checks = relationChecks(release, { locale: ${text(lang)} })
  .withColumns(pl.col("holds").plus(pl.col("equal")).alias("confirmed"));

await show(table(checks, { caption: ${text(caption)}, columns }));`;

/** Nothing is said of what is withheld where nothing is. */
export const withheldCell = (
  { caption, note, heads }: Omit<HiddenSlots, "column"> & { readonly note: string },
) =>
  `if (withheld.height > 0) {
  await show(table(withheld.head(60), {
    caption: ${text(caption)},
    note: ${text(note)},
    columns: { what: ${text(heads.what)}, where: ${text(heads.where)} },
  }));
}`;

interface ReviewSlots {
  readonly lang: Language;
  readonly caption: string;
  /** The heads of the columns. */
  readonly heads: Readonly<Record<"number" | "inferred", string>>;
}

export const reviewCell = ({ lang, caption, heads }: ReviewSlots) =>
  `const review = release.review.map(({ path, inferred }) => ({
  [${text(heads.number)}]: path,
  [${text(heads.inferred)}]: inferred.${lang},
}));

await show(table(review, { caption: ${text(caption)} }));`;
