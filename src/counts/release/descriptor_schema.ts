/**
 * The shape of `datapackage.json`: Frictionless Data Package v2 with a few properties of our own. Other properties are allowed
 * anywhere, and left out of what is read; labels that are not given come from names. Each message says what the value should be,
 * to be read after "it is".
 */
import { z } from "zod";
import { looksLikeNumber } from "./cell.ts";
import type { LocalText, MarkKind, RelationType } from "./model.ts";

const NAME = "a text without spaces around it";
/** What can name a dimension or a category. */
export const NAME_PATTERN = /^[^\s\p{C}]([^\p{Cc}]*[^\s\p{C}])?$/u;
const name = z.string(NAME).regex(NAME_PATTERN, NAME);
const text = z.string("a text that is not empty").regex(/\S/, "a text that is not empty");
const date = z.iso.date("a date such as 2025-01-31");
const isDate = (value: unknown): value is string => date.safeParse(value).success;

/** Both languages, or one text for both. */
const localText = z.preprocess(
  (value) => typeof value === "string" ? both(value) : value,
  z.object({ en: text, fr: text }, 'a text, or {"en": …, "fr": …}'),
);

/** One text for both languages. */
export function both(text: string): LocalText {
  return { en: text, fr: text };
}

/** `label` in place of `labels`: the name, where there are none. */
function withLabel<T extends { name: string; labels?: LocalText }>(given: T) {
  const { labels, ...rest } = given;
  return { ...rest, label: labels ?? both(given.name) };
}

const labels = localText.optional();
const flag = z.boolean("true or false");

function listOf<T extends z.ZodType>(item: T, what: string) {
  return z.array(item, `a list of ${what}`);
}

function someOf<T extends z.ZodType>(item: T, one: string, several: string) {
  return listOf(item, several).min(1, `a list of at least one ${one}`);
}

function object<T extends z.ZodRawShape>(shape: T) {
  return z.object(shape, "an object: {…}");
}

/** `"a", "b" or "c"` */
function alternatives(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`);
  return `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
}

/** For a union told apart by "type": what that is, or that it needs an object to be in. */
function oneOfTypes(types: string) {
  return {
    error: ({ code }: { code?: string }) => code === "invalid_union" ? types : "an object: {…}",
  };
}

const wholeNumber = z.int("a whole number >= 0")
  .min(0, { error: "a whole number >= 0", abort: true });

const twoOrMore = z.int("a whole number >= 2").min(2, "a whole number >= 2");

/** What a mark says where the descriptor gives it no label. */
const MARK_LABEL: Readonly<Record<MarkKind, LocalText>> = {
  suppressed: { en: "suppressed by the source", fr: "supprimé par la source" },
  notApplicable: { en: "not applicable", fr: "sans objet" },
  unreliable: { en: "too unreliable to be published", fr: "trop peu fiable pour être publié" },
  zero: { en: "zero", fr: "zéro" },
};
const MARK_KINDS = Object.keys(MARK_LABEL) as MarkKind[];
/** Whether there is a count behind the mark, which it hides. */
const HIDES: Readonly<Record<MarkKind, boolean>> = {
  suppressed: true,
  notApplicable: false,
  unreliable: true,
  zero: false,
};
const HIDING = MARK_KINDS.filter((kind) => HIDES[kind]);

/** A mark as text is a mark with nothing else said of it. */
function markOf<T extends z.ZodRawShape>(shape: T) {
  return z.preprocess(
    (value) => typeof value === "string" ? { value } : value,
    z.object(shape, 'a mark such as "x", or {"value": "x"}'),
  );
}

/** What of a mark the CSVs are read by. */
const layoutMark = {
  value: name.max(20, "a mark of at most 20 characters"),
  kind: z.enum(MARK_KINDS, `one of ${MARK_KINDS.join(", ")}`).default("suppressed"),
};

/**
 * One of `missingValues`: the mark as the file writes it, and what it says.
 *
 * - `kind`: `suppressed` (the default: there is a count, and it is hidden), `unreliable` (hidden for its quality: as
 *   suppressed), `notApplicable` (no count exists: it counts as nothing in a sum, and there is no range of it), `zero` (another
 *   way to write 0).
 * - `atMost`, `atLeast`: the greatest and the least count that the mark can stand for (`<5`: at most 4; `1 to 4`: both).
 */
const mark = markOf({
  ...layoutMark,
  value: layoutMark.value.refine(
    (value) => !looksLikeNumber(value),
    "a mark that cannot be read as a number",
  ),
  label: text.optional(),
  labels,
  atMost: wholeNumber.optional(),
  atLeast: wholeNumber.optional(),
})
  .refine(
    ({ kind, atLeast, atMost }) => HIDES[kind] || (atLeast ?? atMost) === undefined,
    { path: ["kind"], error: `one of ${HIDING.join(", ")} where the mark has a limit` },
  )
  .refine(({ atLeast = 0, atMost = Infinity }) => atLeast <= atMost, {
    path: ["atLeast"],
    error: 'a count no greater than "atMost"',
  })
  .transform(({ label, labels, ...rest }) => ({
    ...rest,
    label: labels ?? (label === undefined ? MARK_LABEL[rest.kind] : both(label)),
  }));

/** A hash that is understood. */
export const HASH_PATTERN = /^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/i;
const HASH = '"sha256:" and 64 or "sha512:" and 128 hexadecimal digits';

/** What is needed to read the CSVs; a fault elsewhere in the descriptor need not hide theirs. */
const layoutDimension = object({
  name,
  categories: someOf(object({ name }), "category", "categories"),
});

/**
 * `{"base": 5, "method": "nearest"}`: every published count of the table is a multiple of the base, and the true one lies
 * within half a base of it (`nearest`), or less than a base away (`random`).
 */
const rounding = object({
  base: twoOrMore,
  method: z.enum(["nearest", "random"], '"nearest" or "random"'),
});

/** `{"keys": {"period": "2022"}, "width": 10}`: how many values a suppressed cell there must be able to take, for `audit --internal`. */
const requiredWidth = object({
  keys: z.record(z.string(), z.string("a category"), "categories by dimension").default({}),
  width: twoOrMore,
});

const layoutResource = object({
  name,
  path: z.string("one path inside the folder").min(1, "one path inside the folder"),
  columnDimension: name.optional(),
  bytes: wholeNumber.optional(),
  hash: z.string(HASH).optional(),
  roundedTo: rounding.optional(),
  schema: schemaOf(markOf(layoutMark)),
});

/** A Frictionless table schema, as far as it is used. */
function schemaOf<T extends z.ZodType>(mark: T) {
  return object({
    fields: listOf(object({ name }), "fields").optional(),
    missingValues: listOf(mark, "marks").default([]),
  }).prefault({});
}

const category = object({
  name,
  labels,
  shortLabels: localText.optional(),
  sourceLabel: text.optional(),
  inferredBy: name.optional(),
  isTotal: flag.default(false),
  start: date.optional(),
  end: date.optional(),
  isPartial: flag.default(false),
})
  .refine(({ start, end }) => (start === undefined) === (end === undefined), {
    error: 'a period with both "start" and "end", or neither',
  })
  .refine(({ start, end }) => !isDate(start) || !isDate(end) || start <= end, {
    path: ["end"],
    error: 'a day no earlier than "start"',
  })
  .transform(({ shortLabels, ...rest }) => ({
    ...withLabel(rest),
    shortLabel: shortLabels ?? both(rest.name),
  }));

const dimension = layoutDimension.extend({
  labels,
  caveats: listOf(name, "caveat ids").default([]),
  categories: someOf(category, "category", "categories"),
}).transform(withLabel);

const resource = layoutResource.extend({
  title: text.optional(),
  labels,
  shortLabels: localText.optional(),
  measure: localText.optional(),
  encoding: z.string("a text").regex(/^utf-?8$/i, '"utf-8"').optional(),
  dialect: object({ delimiter: z.literal(",", '","').optional() }).optional(),
  hash: z.string(HASH).regex(HASH_PATTERN, HASH).optional(),
  schema: schemaOf(mark),
  requiredWidths: listOf(requiredWidth, "widths").optional(),
}).transform(({ title, labels, shortLabels, measure, encoding: _, dialect: __, ...rest }) => {
  const label = labels ?? both(title ?? rest.name);
  return { ...rest, title: label, shortTitle: shortLabels ?? label, measure: measure ?? label };
});

const assumption = object({ name, labels, description: localText.optional() });

const assumptions = someOf(name, "assumption", "assumptions");
const tables = someOf(name, "table", "tables");

/** Cell by cell, the `left` tables together and the `right` ones; with `cumulativeOver`, summed up to each of its categories. */
function comparison<Type extends RelationType>(type: Type) {
  return object({
    type: z.literal(type),
    name,
    labels,
    assumptions,
    left: tables,
    right: tables,
    cumulativeOver: name.optional(),
  }).transform(withLabel);
}

const RELATIONS = {
  /** Over one dimension, the total equals its parts; `assumptions` left out: under all of them. */
  sum: object({
    type: z.literal("sum"),
    name,
    labels,
    assumptions: assumptions.optional(),
    tables: tables.optional(),
    dimension: name,
    total: name.optional(),
    parts: someOf(name, "category", "categories").optional(),
  }).transform(withLabel),
  atMost: comparison("atMost"),
  equal: comparison("equal"),
} satisfies Record<RelationType, z.ZodType>;
type RelationSchema = typeof RELATIONS[RelationType];

const relation = z.discriminatedUnion(
  "type",
  Object.values(RELATIONS) as unknown as readonly [RelationSchema, ...RelationSchema[]],
  oneOfTypes(alternatives(Object.keys(RELATIONS))),
);

const derivedBase = {
  name,
  labels,
  shortLabels: localText.optional(),
  assumptions: assumptions.optional(),
};

const derived = z.discriminatedUnion("type", [
  object({ ...derivedBase, type: z.literal("difference"), plus: tables, minus: tables })
    .transform(withLabel),
  object({ ...derivedBase, type: z.literal("share"), numerator: tables, denominator: tables })
    .transform(withLabel),
], oneOfTypes('"difference" or "share"'));

const provenance = object({
  publisher: localText,
  reference: text,
  documentDate: date,
  dataAsOf: date.optional(),
  extractedOn: date.optional(),
  system: localText.optional(),
  path: text.optional(),
});

/** The part of a descriptor that the CSVs are read by. */
export const layoutSchema = object({
  resources: someOf(layoutResource, "table", "tables"),
  dimensions: someOf(layoutDimension, "dimension", "dimensions"),
});

/** A whole descriptor. */
export const descriptorSchema = object({
  name,
  title: text.optional(),
  labels,
  provenance,
  resources: someOf(resource, "table", "tables"),
  dimensions: someOf(dimension, "dimension", "dimensions"),
  assumptions: listOf(assumption, "assumptions").default([]),
  defaultAssumption: name.optional(),
  relations: listOf(relation, "relations").default([]),
  derived: listOf(derived, "quantities").default([]),
  caveats: listOf(object({ id: name, title: localText, text: localText }), "caveats").default([]),
  review: listOf(object({ path: text, inferred: localText }), "things to review").default([]),
});

export type Layout = z.output<typeof layoutSchema>;
export type Descriptor = z.output<typeof descriptorSchema>;
