/** What the shape of a descriptor is made of: names, texts in every language, lists, marks. Messages are read after "it is". */
import { z } from "zod";
import { forAll, inEachLanguage, LANGUAGES, type LocalText } from "@crosses/text";
import { looksLikeNumber } from "./cell.ts";
import type { MarkKind } from "./model.ts";

const NAME = "a text without spaces around it";
/** What can name a dimension or a category. */
export const NAME_PATTERN = /^[^\s\p{C}]([^\p{Cc}]*[^\s\p{C}])?$/u;
export const name = z.string(NAME).regex(NAME_PATTERN, NAME);
export const text = z.string("a text that is not empty").regex(/\S/, "a text that is not empty");
export const date = z.iso.date("a date such as 2025-01-31");
export const isDate = (value: unknown): value is string => date.safeParse(value).success;

const EXAMPLE = LANGUAGES.map((language) => `"${language}": …`).join(", ");

/** A text in each language, or one for all. */
export const localText = z.preprocess(
  (value) => typeof value === "string" ? forAll(value) : value,
  z.object(inEachLanguage(() => text), `a text, or {${EXAMPLE}}`),
);

/** `label` in place of `labels`: the name, where there are none. */
export function withLabel<T extends { name: string; labels?: LocalText }>(given: T) {
  const { labels, ...rest } = given;
  return { ...rest, label: labels ?? forAll(given.name) };
}

export const labels = localText.optional();
export const flag = z.boolean("true or false");

export function listOf<T extends z.ZodType>(item: T, what: string) {
  return z.array(item, `a list of ${what}`);
}

export function someOf<T extends z.ZodType>(item: T, one: string, several: string) {
  return listOf(item, several).min(1, `a list of at least one ${one}`);
}

export function object<T extends z.ZodRawShape>(shape: T) {
  return z.object(shape, "an object: {…}");
}

/** Shapes that are told apart by "type", by what that says. */
export function oneOf<Schema extends z.core.$ZodTypeDiscriminable>(
  schemas: Readonly<Record<string, Schema>>,
) {
  const types = Object.keys(schemas).map((type) => `"${type}"`);
  const wanted = `${types.slice(0, -1).join(", ")} or ${types.at(-1)}`;
  const all = Object.values(schemas) as unknown as readonly [Schema, ...Schema[]];
  return z.discriminatedUnion("type", all, {
    error: ({ code }) => code === "invalid_union" ? wanted : "an object: {…}",
  });
}

export const wholeNumber = z.int("a whole number >= 0")
  .min(0, { error: "a whole number >= 0", abort: true });

export const twoOrMore = z.int("a whole number >= 2").min(2, "a whole number >= 2");

/** What a mark says where the descriptor gives it no label. */
const MARK_LABEL: Readonly<Record<MarkKind, LocalText>> = {
  suppressed: { en: "suppressed by the source", fr: "masqué par la source" },
  notAvailable: { en: "not available", fr: "non disponible" },
  notApplicable: { en: "not applicable", fr: "sans objet" },
  unreliable: { en: "too unreliable to be published", fr: "trop peu fiable pour être publié" },
  zero: { en: "zero", fr: "zéro" },
};
const MARK_KINDS = Object.keys(MARK_LABEL) as MarkKind[];
/** Whether there is a count behind the mark, which it hides. */
const HIDES: Readonly<Record<MarkKind, boolean>> = {
  suppressed: true,
  notAvailable: true,
  notApplicable: false,
  unreliable: true,
  zero: false,
};
const HIDING = MARK_KINDS.filter((kind) => HIDES[kind]);

/** A mark as text is a mark with nothing else said of it. */
export function markOf<T extends z.ZodRawShape>(shape: T) {
  return z.preprocess(
    (value) => typeof value === "string" ? { value } : value,
    z.object(shape, 'a mark such as "x", or {"value": "x"}'),
  );
}

/** What of a mark the CSVs are read by. */
export const layoutMark = {
  value: name.max(20, "a mark of at most 20 characters"),
  kind: z.enum(MARK_KINDS, `one of ${MARK_KINDS.join(", ")}`).default("suppressed"),
};

/**
 * One of `missingValues`: the mark as the file writes it, and what it says.
 *
 * - `kind`: `suppressed` (the default: there is a count, and it is hidden), `unreliable` (hidden for its quality: as
 *   suppressed), `notAvailable` (nobody has it: bounded as suppressed, drawn and named otherwise), `notApplicable` (no count
 *   exists: it counts as nothing in a sum, and there is no range of it), `zero` (another way to write 0).
 * - `atMost`, `atLeast`: the greatest and the least count that the mark can stand for (`<5`: at most 4; `1 to 4`: both).
 */
export const mark = markOf({
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
    label: labels ?? (label === undefined ? MARK_LABEL[rest.kind] : forAll(label)),
  }));

/** A hash that is understood. */
export const HASH_PATTERN = /^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/i;
export const HASH = '"sha256:" and 64 or "sha512:" and 128 hexadecimal digits';
