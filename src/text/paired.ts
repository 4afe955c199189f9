/** Sentences in both languages at once, as a release keeps them. */
import type { Language } from "./language.ts";

type Pair = Readonly<Record<Language, string>>;

/** French sets no-break spaces inside guillemets and before a colon, semicolon or question mark. */
const spaced = (text: string) =>
  text.replaceAll("« ", "«\u00a0").replaceAll(/ (?=»|: |\?)/g, "\u00a0")
    .replaceAll(" ; ", "\u202f; ");

type Words = { readonly [key: string]: string | ((...args: never[]) => string) | Words };
/** Each sentence in both languages at once, as a release keeps it. */
type Paired<T> = {
  readonly [K in keyof T]: T[K] extends string ? Pair
    : T[K] extends (...args: infer A) => string ? (...args: A) => Pair
    : Paired<T[K]>;
};

/** Two catalogues of the same keys as one; a missing key is a compile error. */
export function paired<T extends Words>(en: T, fr: T): Paired<T> {
  const pairs = Object.entries(en).map(([key, one]) => {
    const other = fr[key]!;
    if (typeof one === "string") return [key, { en: one, fr: spaced(other as string) }];
    if (typeof one !== "function") return [key, paired(one, other as Words)];
    const inFrench = other as typeof one;
    return [key, (...args: never[]) => ({ en: one(...args), fr: spaced(inFrench(...args)) })];
  });
  return Object.fromEntries(pairs);
}
