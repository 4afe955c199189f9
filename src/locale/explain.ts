/** The words that say why a bound holds, in each language. */

import type { Language } from "./language.ts";

/** A published number and what it counts: 87, "received". */
export interface Known {
  readonly value: number;
  readonly what: string;
}

/** One relation at one place, with what is known of its sides. */
export interface Sides {
  /** The names of what stands on either side. */
  readonly left: readonly string[];
  readonly right: readonly string[];
  readonly knownLeft: readonly Known[];
  readonly knownRight: readonly Known[];
  /** Where sums run up to it, the category that they run up to. */
  readonly upTo?: string;
}

export interface ExplainText {
  /** `at most 7: …`; no upper end without a reason. */
  bound(end: "lower" | "upper", value: number | null, why: string): string;
  readonly notBelowZero: string;
  readonly noUpperEnd: string;
  readonly withheld: string;
  readonly notFinished: string;
  atMost(sides: Sides): string;
  equal(sides: Sides): string;
  /** A part beside the total that is published, of which the other published parts make so much. */
  sum(total: number | null, parts: number | null): string;
  /** What a mark says of its count, or a rounded count of the true one. */
  mark(mark: string): string;
  rounded(value: number, base: number): string;
  at(clause: string, place: string): string;
  together(clauses: readonly string[]): string;
  /** Four relations or more, by name; not searched for the smallest set where there were too many. */
  many(names: readonly string[], isSmallest: boolean): string;
}

function listed(items: readonly string[], and: string): string {
  return items.length < 2
    ? items.join()
    : `${items.slice(0, -1).join(", ")} ${and} ${items.at(-1)}`;
}

const number = (language: Language, value: number) => value.toLocaleString(language);

const en: ExplainText = {
  bound: (end, value, why) =>
    value === null
      ? why
      : `at ${end === "lower" ? "least" : "most"} ${number("en", value)}: ${why}`,
  notBelowZero: "no count is below 0",
  noUpperEnd: "no upper bound: nothing that is published limits it",
  notFinished: "the ends enclose what it can be; there was no time to find closer ones",
  withheld: "[c] no reason is given, as it would narrow a range that is withheld",
  atMost: ({ left, right, knownLeft, knownRight, upTo }) => {
    const so = upTo === undefined ? "" : ` up to ${upTo}`;
    const all = (known: readonly Known[]) =>
      listed(known.map(({ value, what }) => `${number("en", value)} ${what}`), "and");
    if (knownRight.length === 0 && knownLeft.length > 0) {
      return `${listed(right, "and")}${so} cannot be fewer than the ${all(knownLeft)}`;
    }
    const most = knownRight.length > 0 ? `the ${all(knownRight)}` : listed(right, "and");
    const known = knownLeft.length > 0 ? `, of which ${all(knownLeft)}` : "";
    return `${listed(left, "and")}${so} cannot exceed ${most}${known}`;
  },
  equal: ({ left, right, knownLeft, knownRight, upTo }) => {
    const known = [...knownLeft, ...knownRight].map(({ value, what }) =>
      `${number("en", value)} ${what}`
    );
    return `${listed(left, "and")}${upTo === undefined ? "" : ` up to ${upTo}`} equal ${
      listed(right, "and")
    }${known.length > 0 ? `, with ${listed(known, "and")}` : ""}`;
  },
  sum: (total, parts) =>
    total === null
      ? `the total is no less than its published parts, ${number("en", parts ?? 0)}`
      : `the total is ${number("en", total)}${
        parts === null ? "" : `, of which ${number("en", parts)} in other published cells`
      }`,
  mark: (mark) => `its mark “${mark}” says so`,
  rounded: (value, base) => `${number("en", value)} is rounded to ${number("en", base)}`,
  at: (clause, place) => `${clause} (${place})`,
  together: (clauses) => `${clauses.length} relations together: ${clauses.join("; ")}`,
  many: (names, isSmallest) =>
    `${isSmallest ? "it takes" : "it follows from"} ${names.length} relations together: ${
      names.join("; ")
    }`,
};

const fr: ExplainText = {
  bound: (end, value, why) =>
    value === null
      ? why
      : `au ${end === "lower" ? "moins" : "plus"} ${number("fr", value)} : ${why}`,
  notBelowZero: "aucun nombre n’est inférieur à 0",
  noUpperEnd: "pas de borne supérieure : rien de ce qui est publié ne le limite",
  notFinished: "les bornes encadrent sa valeur ; le temps a manqué pour en trouver de plus serrées",
  withheld: "[c] aucune raison n’est donnée : elle resserrerait un intervalle retenu",
  atMost: ({ left, right, knownLeft, knownRight, upTo }) => {
    const so = upTo === undefined ? "" : ` jusqu’à ${upTo}`;
    const all = (known: readonly Known[]) =>
      listed(known.map(({ value, what }) => `${number("fr", value)} ${what}`), "et");
    if (knownRight.length === 0 && knownLeft.length > 0) {
      const of = /^[aeiouyàâéèêëîïôœù]/i.test(right[0]!) ? "d’" : "de ";
      return `il ne peut y avoir moins ${of}${listed(right, "et")}${so} que les ${all(knownLeft)}`;
    }
    const most = knownRight.length > 0 ? `les ${all(knownRight)}` : listed(right, "et");
    const known = knownLeft.length > 0 ? `, dont ${all(knownLeft)}` : "";
    return `${listed(left, "et")}${so} ne peuvent dépasser ${most}${known}`;
  },
  equal: ({ left, right, knownLeft, knownRight, upTo }) => {
    const known = [...knownLeft, ...knownRight].map(({ value, what }) =>
      `${number("fr", value)} ${what}`
    );
    return `${listed(left, "et")}${upTo === undefined ? "" : ` jusqu’à ${upTo}`} égalent ${
      listed(right, "et")
    }${known.length > 0 ? `, avec ${listed(known, "et")}` : ""}`;
  },
  sum: (total, parts) =>
    total === null
      ? `le total n’est pas inférieur à ses parties publiées, ${number("fr", parts ?? 0)}`
      : `le total est ${number("fr", total)}${
        parts === null ? "" : `, dont ${number("fr", parts)} dans d’autres cases publiées`
      }`,
  mark: (mark) => `sa marque « ${mark} » le dit`,
  rounded: (value, base) => `${number("fr", value)} est arrondi à ${number("fr", base)}`,
  at: (clause, place) => `${clause} (${place})`,
  together: (clauses) => `${clauses.length} relations ensemble : ${clauses.join(" ; ")}`,
  many: (names, isSmallest) =>
    `${isSmallest ? "il y faut" : "cela suit de"} ${names.length} relations ensemble : ${
      names.join(" ; ")
    }`,
};

export const EXPLAIN_TEXT: Readonly<Record<Language, ExplainText>> = { en, fr };
