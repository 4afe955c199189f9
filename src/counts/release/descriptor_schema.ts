/**
 * The shape of `datapackage.json`: Frictionless Data Package v2 with a few properties of our own. Other properties are allowed
 * anywhere, and left out of what is read; labels that are not given come from names. Each message says what the value should be,
 * to be read after "it is".
 */
import { forAll } from "@crosses/text";
import { z } from "zod";
import type { Derived, RelationType } from "./model.ts";
import {
  date,
  flag,
  HASH,
  HASH_PATTERN,
  isDate,
  labels,
  layoutMark,
  listOf,
  localText,
  mark,
  markOf,
  name,
  object,
  oneOf,
  someOf,
  text,
  twoOrMore,
  wholeNumber,
  withLabel,
} from "./shapes.ts";

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

const path = z.string("one path inside the folder").min(1, "one path inside the folder");

/** `{"age": "All", "region": ["North", "South"]}`: the one category, or the categories, that a table is about. */
const keyed = z.union([name, someOf(name, "category", "categories")], {
  error: "a category, or a list of them",
});

const layoutResource = object({
  name,
  path,
  columnDimension: name.optional(),
  keys: z.record(z.string(), keyed, "categories by dimension").default({}),
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
    shortLabel: shortLabels ?? forAll(rest.name),
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
  const label = labels ?? forAll(title ?? rest.name);
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

const relation = oneOf(
  {
    /**
     * Over one dimension, the total equals its parts; `assumptions` left out: under all of them. With `hierarchy`, a `.hrc` file
     * of τ-ARGUS, so does each total in it.
     */
    sum: object({
      type: z.literal("sum"),
      name,
      labels,
      assumptions: assumptions.optional(),
      tables: tables.optional(),
      dimension: name,
      total: name.optional(),
      parts: someOf(name, "category", "categories").optional(),
      hierarchy: path.optional(),
      leadString: text.optional(),
    }).transform(withLabel),
    atMost: comparison("atMost"),
    equal: comparison("equal"),
  } satisfies Record<RelationType, z.ZodType>,
);

const derivedBase = {
  name,
  labels,
  shortLabels: localText.optional(),
  assumptions: assumptions.optional(),
};

const derived = oneOf(
  {
    difference: object({
      ...derivedBase,
      type: z.literal("difference"),
      plus: tables,
      minus: tables,
    })
      .transform(withLabel),
    share: object({
      ...derivedBase,
      type: z.literal("share"),
      numerator: tables,
      denominator: tables,
    })
      .transform(withLabel),
  } satisfies Record<Derived["type"], z.ZodType>,
);

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
