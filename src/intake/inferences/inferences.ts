/**
 * Everything that is inferred of somebody's tables, each once: what was taken, what speaks for and against it, and which
 * flag says otherwise. The terminal, the descriptor, the review page and the questions all read these.
 */
import { type Language, type Problem, quote, ReleaseError, UsageError } from "@crosses/text";
import { type LocalText, nearest } from "@crosses/counts/release";

/** Where something stands. */
interface Place {
  /** As the user named it, with its sheet or page. */
  readonly file: string;
  /** One-based, as is the column. */
  readonly line?: number;
  readonly column?: number;
}

export interface Inference extends Place {
  /** What answers it: `--mark="–=zero"` has the flag "mark" and the name "–". */
  readonly flag?: Flag;
  readonly name?: string;
  /** What was taken, as the flag would say it. */
  readonly value: string;
  /** What else it may be; the first is what is taken. Empty where nothing is asked. */
  readonly choices: readonly string[];
  readonly certainty: "certain" | "doubtful" | "answered";
  readonly said: LocalText;
  readonly supports: readonly LocalText[];
  readonly against: readonly LocalText[];
  /** Asked where it is doubtful. */
  readonly question?: string;
}

/** The flags of `new` that answer, and what each takes. */
export const FLAGS = {
  header: "how many lines name the columns, or which: --header 2 or --header 5-6",
  names:
    'what all columns are called, one behind the other, where they were read otherwise: --names "Region | 2013 | 2014"',
  column:
    'what a column holds: --column "Rate=rate"; label, count, rate, code, note or skip; "*" is each that is doubtful',
  columns: "whether columns are parts of one whole or count different things: --columns different",
  mark:
    'what a text means: --mark="–=zero"; suppressed, not-available, not-applicable, unreliable or zero; with limits --mark "few=suppressed:1..5"; "empty" is a cell in which nothing stands',
  blank:
    'what empty labels of a column stand for: --blank "Region=down" for the one above; up, middle, total or none',
  row:
    'whether a row counts something: --row "Average=measure" or --row "Average=count"; "Total=ignore" leaves out a total that other tables lack',
  total:
    'what a row or column sums up: --total "Total=yes", "Total=no" or "Total=North + South"; "*" is each that is doubtful, also of --column, --heading, --blank and --row',
  heading:
    'whether a line without counts heads the rows below it: --heading "North=yes" or "North=no"; or is one: "North=row"',
  thousands: "what parts thousands: --thousands , or . or no",
  rounded: "what counts are rounded to: --rounded 5, or no",
  "year-start": "the first day of years such as 2010-11: --year-start 04-01, or no",
  rest: "whether numbers that are neither counts nor measures are left out: --rest yes",
  titles: "whether titles below their tables belong to them in their order: --titles yes or no",
  block:
    "what groups of rows are called that only a gap parts, in their order: --block North --block South",
} as const;
export type Flag = keyof typeof FLAGS;
export type Given = Readonly<Partial<Record<Flag, readonly string[]>>>;

/** The flags whose answers have a name and a value: `--mark="–=zero"`. */
const NAMED: readonly string[] = ["column", "mark", "total", "heading", "row", "blank"];
/** Those whose name "*" answers all that is doubtful. */
export const STARRED: readonly string[] = ["total", "heading", "blank", "row", "column"];
/** Other words for what a column holds. */
const KIND_OF: ReadonlyMap<string, string> = new Map([["rate", "percentage"], ["skip", "ignore"]]);
const YES_NO = /^(?:yes|no)$/;
/** What each flag may say. */
const TAKES: Readonly<Record<Flag, RegExp>> = {
  header: /^(?:[0-4]|[1-9]\d*-[1-9]\d*)$/,
  names: /[^|]\|[^|]/,
  column: /^(?:label|count|code|percentage|measure|note|ignore)$/,
  columns: /^(?:parts|different)$/,
  mark:
    /^(?:(?:suppressed|not-available|unreliable)(?::(?=\d|\.\.\d)\d*\.\.\d*)?|not-applicable|zero)$/,
  blank: /^(?:down|up|middle|total|none)$/,
  rest: YES_NO,
  row: /^(?:count|measure|ignore)$/,
  total: /\S/,
  heading: /^(?:yes|no|row)$/,
  thousands: /^(?:[.,]|no)$/,
  rounded: /^(?:no|[1-9]\d{0,5})$/,
  "year-start": /^(?:no|(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))$/,
  titles: YES_NO,
  block: /\S/,
};

export const takes = (flag: Flag, value: string): boolean => TAKES[flag].test(value);

/** The name and the value of an answer; the name is `""` where its flag takes none. */
export function partsOf(flag: string, answer: string): [name: string, value: string] {
  const cut = NAMED.includes(flag) ? answer.lastIndexOf("=") : -1;
  return [answer.slice(0, Math.max(0, cut)), answer.slice(cut + 1).trim()];
}

const namesIn = (answer: string) => answer.split("|").map((name) => name.trim());

/** What the user answered, by flag and name. An answer that nothing asks for is an error. */
export class Answers {
  readonly #given = new Map<string, string>();
  readonly #used = new Set<string>();
  readonly #namesFor = new Map<string, string>();
  readonly blocks: readonly string[];

  /**
   * @param before earlier answers; unused ones are no error
   * @throws {UsageError} where an answer lacks its name, or is none
   */
  constructor({ block = [], ...values }: Given, before: Given = {}) {
    this.blocks = block;
    for (const [flag, given] of Object.entries(values) as [Flag, string[]][]) {
      for (const one of given) {
        const [name, said] = partsOf(flag, one);
        const value = flag === "names"
          ? namesIn(said).join(" | ")
          : flag === "column"
          ? KIND_OF.get(said) ?? said
          : said;
        const refuse = (why: string) => {
          throw new UsageError(`--${flag} ${why}`, FLAGS[flag]);
        };
        if (NAMED.includes(flag) && name === "") refuse(`"${one}" says nothing`);
        if (!TAKES[flag].test(value)) refuse(`does not take ${quote(value)}`);
        // Each table has names of its own.
        const key = flag === "names" ? value : name;
        if (before[flag]?.includes(one)) this.take(flag, key);
        this.#given.set(`${flag} ${key}`, value);
      }
    }
  }

  /** The names for which a flag was given. */
  namesOf(flag: Flag): string[] {
    return [...this.#given.keys()].filter((key) => key.startsWith(`${flag} `))
      .map((key) => key.slice(flag.length + 1));
  }

  /** The names that were given for columns, one by one: those that were read, or else as many that no other table took. */
  namesFor(read: readonly string[]): readonly string[] | undefined {
    const key = read.join(" | ");
    const given = this.namesOf("names");
    const free = given.filter((one) => ![...this.#namesFor.values()].includes(one));
    const own = this.#namesFor.get(key) ??
      given.find((one) => one === key) ??
      free.find((one) => namesIn(one).length === read.length) ??
      (given.length === 1 ? free[0] : undefined);
    if (own === undefined) return undefined;
    this.#namesFor.set(key, own);
    this.take("names", own);
    return namesIn(own);
  }

  take(flag: Flag, name = ""): string | undefined {
    this.#used.add(`${flag} ${name}`);
    return this.#given.get(`${flag} ${name}`);
  }

  /** @throws {UsageError} for an answer to something that is not there */
  requireUsed(): void {
    const unused = [...this.#given.keys()].find((key) => !this.#used.has(key));
    if (unused === undefined) return;
    const [flag, name] = unused.split(/ (.*)/s) as [Flag, string];
    const known = [...this.#used].filter((one) => one.startsWith(`${flag} `))
      .map((one) => one.slice(flag.length + 1));
    const near = nearest(name, known);
    const all = known.slice(0, 8).map((one) => `"${one}"`).join(", ");
    throw new UsageError(
      `--${flag} "${name}=…" answers nothing: no table has it`,
      near ? `did you mean "${near}"?` : all ? `there is ${all}` : FLAGS[flag],
    );
  }
}

interface Decision<V extends string> extends Place {
  readonly flag: Flag;
  readonly name?: string;
  /** The first is proposed. */
  readonly choices: readonly V[];
  readonly isCertain?: boolean;
  say(value: V): LocalText;
  /** Asked on a terminal, in English as all that `new` prints. */
  readonly question: string;
  readonly supports?: readonly LocalText[];
  readonly against?: readonly LocalText[];
}

/** Collects what is inferred, and what keeps the tables from being read. */
export class Findings {
  readonly list: Inference[] = [];
  /** Where in the list each stands. */
  readonly #places = new Map<string, number>();
  readonly #problems: Problem[] = [];
  constructor(readonly answers: Answers) {}

  /** Takes the answer, or else the first choice; writes down which. */
  decide<V extends string>(decision: Decision<V>): V {
    const { isCertain = false, say, ...rest } = decision;
    const forAll = isCertain || !STARRED.includes(rest.flag) ? "" : "*";
    const name = rest.flag === "names" ? rest.choices[0] : rest.name;
    const answer = (this.answers.take(rest.flag, name) ??
      (forAll && this.answers.take(rest.flag, forAll) || undefined)) as V | undefined;
    const value = answer ?? rest.choices[0]!;
    const certainty = answer !== undefined ? "answered" : isCertain ? "certain" : "doubtful";
    // What speaks for the proposal does not speak for another answer.
    const isProposed = value === rest.choices[0];
    const supports = isProposed ? rest.supports ?? [] : [];
    const against = isProposed ? rest.against ?? [] : [];
    this.#add({ ...rest, supports, against, value, certainty, said: say(value) });
    return value;
  }

  /** Whether something is so, which is proposed. */
  agree(decision: Omit<Decision<string>, "choices" | "say"> & { say(isSo: boolean): LocalText }) {
    const { say, ...rest } = decision;
    const choices = ["yes", "no"];
    return this.decide({ ...rest, choices, say: (value) => say(value !== "no") }) !== "no";
  }

  /** Writes down what needs no answer. */
  note(file: string, said: LocalText): void {
    const none = { value: "", choices: [], supports: [], against: [] };
    this.#add({ ...none, certainty: "certain", file, said });
  }

  /** Takes over what others found. */
  join(other: Findings): void {
    other.list.forEach((inference) => this.#add(inference));
    this.#problems.push(...other.#problems);
  }

  /** Writes down what no answer mends. */
  refuse(problem: Problem): void {
    this.#problems.push(problem);
  }

  /** @throws {ReleaseError} of all that was refused */
  requireReadable(): void {
    if (this.#problems.length > 0) throw new ReleaseError(this.#problems);
  }

  /** The same inference from several tables is listed once; one that is certain gives way to one that is not. */
  #add(inference: Inference): void {
    const { flag, name, said, file } = inference;
    const key = JSON.stringify([flag ?? { file }, name, said.en]);
    const at = this.#places.get(key);
    if (at === undefined) this.#places.set(key, this.list.push(inference) - 1);
    else if (this.list[at]!.certainty === "certain") this.list[at] = inference;
  }
}

/**
 * Whether an inference is told to people: all are, but that a column certainly holds labels or counts, as the table shows that by
 * itself. Terminal, review page and descriptor number what is told from 1, in the same order.
 */
export function isListed({ flag, certainty, value }: Inference): boolean {
  const isPlain = value === "label" || value === "count";
  return flag !== "column" || certainty !== "certain" || !isPlain;
}

const FOR_AND_AGAINST: Readonly<Record<Language, readonly [pro: string, contra: string]>> = {
  en: ["for", "against"],
  fr: ["pour\u00a0", "contre\u00a0"],
};

/** What speaks for an inference, and what against it. */
export function reasonsOf({ supports, against }: Inference, language: Language): string[] {
  const [pro, contra] = FOR_AND_AGAINST[language];
  const list = (word: string, said: readonly LocalText[]) =>
    said.length > 0 ? [`${word}: ${said.map((one) => one[language]).join(", ")}`] : [];
  return [...list(pro, supports), ...list(contra, against)];
}

/** A flag as it is typed; what begins with a dash would be taken for another flag. */
export function flagOf(
  { flag, name, value }: Pick<Inference, "name" | "value"> & { readonly flag?: string },
): string {
  const text = name === undefined ? value : `${name}=${value}`;
  const quoted = /^[\p{L}\p{N}_.+,-]+$/u.test(text)
    ? text
    : `"${text.replaceAll(/["$`\\]/g, "\\$&")}"`;
  return `--${flag}${/^[-–—−]/.test(text) ? "=" : " "}${quoted}`;
}
