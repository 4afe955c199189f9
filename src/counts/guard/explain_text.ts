/** The words of explanations, in each language. A missing one does not compile. */
import { formatList, formatNumber, type Language } from "@crosses/text";

/** A published number and what it counts: 87, "received". */
interface Known {
  readonly value: number;
  readonly what: string;
}

/** One side of a comparison. */
export interface Side {
  /** The names of its tables. */
  readonly names: readonly string[];
  readonly known: readonly Known[];
  /** Whether nothing of it is unknown. */
  readonly isWhole: boolean;
}

/** One comparison at one place. */
export interface Sides {
  readonly left: Side;
  readonly right: Side;
  /** Where sums run up to it, the category that they run up to. */
  readonly upTo?: string;
}

/** What a mark or a rounded count stands for. */
interface Limits {
  readonly atLeast?: number;
  readonly atMost?: number;
}

const en = {
  colon: ":",
  semicolon: ";",
  upTo: "up to",
  the: "the",
  ofWhich: "of which",
  lower: "at least",
  upper: "at most",
  notBelowZero: "no count is below 0",
  noUpperEnd: "no upper bound: nothing that is published limits it",
  notFinished: "no short reason was found",
  withheld: "no reason is given, as it would narrow a range that is withheld",
  cannotExceed: "cannot exceed",
  equal: "equal",
  having: "with",
  total: "the total",
  over: "over",
  is: "is",
  parts: "is the sum of its parts",
  otherCells: "in other published cells",
  standsFor: "stands for",
  to: "to",
  roundedTo: "rounded to a multiple of",
  takes: "it takes",
  follows: "it follows from",
  together: "relations together",
  cannotBeFewer: (what: string, than: string) => `${what} cannot be fewer than the ${than}`,
  mark: (mark: string, isOwn: boolean) => `${isOwn ? "its" : "the"} mark “${mark}”`,
};

const fr: typeof en = {
  colon: " :",
  semicolon: " ;",
  upTo: "jusqu’à",
  the: "les",
  ofWhich: "dont",
  lower: "au moins",
  upper: "au plus",
  notBelowZero: "aucun nombre n’est inférieur à 0",
  noUpperEnd: "pas de borne supérieure : rien de ce qui est publié ne le limite",
  notFinished: "aucune raison courte n’a été trouvée",
  withheld: "aucune raison n’est donnée : elle resserrerait un intervalle qui n’est pas donné",
  cannotExceed: "ne peuvent dépasser",
  equal: "égalent",
  having: "avec",
  total: "le total",
  over: "par",
  is: "est",
  parts: "est la somme de ses parties",
  otherCells: "dans d’autres cases publiées",
  standsFor: "représente",
  to: "à",
  roundedTo: "arrondi à un multiple de",
  takes: "il faut pour cela",
  follows: "cela découle de",
  together: "relations ensemble",
  cannotBeFewer: (what, than) => {
    const of = /^[aeiouyàâéèêëîïôœù]/i.test(what) ? "d’" : "de ";
    return `le nombre ${of}${what} ne peut être inférieur à celui des ${than}`;
  },
  mark: (mark, isOwn) => `${isOwn ? "sa" : "la"} marque « ${mark} »`,
};

/** What the sentences of a language are put together from. */
function clausesIn(language: Language, words: typeof en) {
  // A thin space keeps thousands together.
  const number = (value: number) => formatNumber(value, language).replaceAll("\u00a0", "\u202f");
  const listed = (items: readonly string[]) => formatList(items, language);
  const counts = (known: readonly Known[]) =>
    listed(known.map(({ value, what }) => `${number(value)} ${what}`));
  const upTo = (names: readonly string[], last: string | undefined) =>
    listed(names) + (last === undefined ? "" : ` ${words.upTo} ${last}`);
  const having = (...sides: readonly Side[]) => {
    const known = sides.flatMap((side) => side.known);
    return known.length === 0 ? "" : `, ${words.having} ${counts(known)}`;
  };
  const within = ({ atLeast, atMost }: Limits) =>
    atLeast === undefined
      ? `${words.upper} ${number(atMost!)}`
      : atMost === undefined
      ? `${words.lower} ${number(atLeast)}`
      : `${number(atLeast)} ${words.to} ${number(atMost)}`;
  const together = (clauses: readonly string[]) =>
    `${clauses.length} ${words.together}${words.colon} ${clauses.join(`${words.semicolon} `)}`;
  return { number, counts, upTo, having, within, together };
}

/** The sentences of a language. */
function explainText(language: Language, words: typeof en) {
  const { number, counts, upTo, having, within, together } = clausesIn(language, words);
  return {
    ...words,
    /** `at most 7: …`; no upper end without a reason. */
    bound: (end: "lower" | "upper", value: number | null, why: string) =>
      value === null ? why : `${words[end]} ${number(value)}${words.colon} ${why}`,
    /** Left is at most right. Alone, what is not published only adds to the left side. */
    atMost: ({ left, right, upTo: last }: Sides, isAlone: boolean) => {
      const named = upTo(left.names, last);
      if (right.isWhole) {
        const known = left.known.length > 0 ? `, ${words.ofWhich} ${counts(left.known)}` : "";
        return `${named} ${words.cannotExceed} ${words.the} ${counts(right.known)}${known}`;
      }
      if (right.known.length === 0 && left.known.length > 0 && (isAlone || left.isWhole)) {
        return words.cannotBeFewer(upTo(right.names, last), counts(left.known));
      }
      return `${named} ${words.cannotExceed} ${upTo(right.names, last)}${having(left, right)}`;
    },
    equal: ({ left, right, upTo: last }: Sides) =>
      `${upTo(left.names, last)} ${words.equal} ${upTo(right.names, last)}${having(left, right)}`,
    /** The total and what its published parts make; both ways, as it is an equation. */
    sum: (total: number | null, parts: number | null, over: string | undefined) =>
      `${words.total}${over === undefined ? "" : ` ${words.over} ${over}`} ` +
      (total === null ? words.parts : `${words.is} ${number(total)}`) +
      (parts === null ? "" : `, ${words.ofWhich} ${number(parts)} ${words.otherCells}`),
    mark: (mark: string, isOwn: boolean, limits: Limits) =>
      `${words.mark(mark, isOwn)} ${words.standsFor} ${within(limits)}`,
    rounded: (value: number, base: number, limits: Limits) =>
      `${number(value)}, ${words.roundedTo} ${number(base)}, ${words.standsFor} ${within(limits)}`,
    at: (clause: string, place: string | undefined) =>
      place === undefined ? clause : `${clause} (${place})`,
    together,
    /** Four relations or more, by name; not searched for the smallest set where there were too many. */
    many: (names: readonly string[], isSmallest: boolean) =>
      `${isSmallest ? words.takes : words.follows} ${together(names)}`,
  };
}

/** The words by language. */
export const EXPLAIN_TEXT = {
  en: explainText("en", en),
  fr: explainText("fr", fr),
} satisfies Record<Language, unknown>;
