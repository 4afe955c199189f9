/** The flags of `new` that answer its questions, and what was answered by them. */
import { nearest, quote, UsageError } from "@crosses/text";

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

/** By what an answer is known among those of its flag: its name; all names of columns, as each table has its own. */
export function keyOf(flag: Flag, answer: string): string {
  const [name, value] = partsOf(flag, answer);
  return flag === "names" ? namesIn(value).join(" | ") : name;
}

/** Whether names are surely meant for the columns that are read so: of the same labels, and most others the same. */
function areOf(names: readonly string[], read: readonly string[]): boolean {
  const same = names.map((name, at) => name === read[at] || name === "");
  return (same[0]! || read[0] === "") && 2 * same.filter(Boolean).length > read.length;
}

const namesIn = (answer: string) => answer.split("|").map((name) => name.trim());

/** An answer that nothing asked for, and what was asked for by its flag. */
export interface IdleAnswer {
  readonly flag: Flag;
  /** As {@linkcode keyOf} has it. */
  readonly name: string;
  readonly known: readonly string[];
}

/** An answer that names what its table has not. */
export class MisfitError extends UsageError {
  constructor(message: string, hint: string, readonly flag: Flag, readonly answered: string) {
    super(message, hint);
  }
}

/** What the user answered, by flag and name. An answer that nothing asks for is an error. */
export class Answers {
  readonly #given = new Map<string, string>();
  readonly #used = new Set<string>();
  /** Those that nothing need ask for. */
  readonly #mayRest = new Set<string>();
  /** Names of columns that may be those of another table. */
  readonly #shared: readonly string[];
  readonly #namesFor = new Map<string, string>();
  readonly blocks: readonly string[];

  /**
   * @param before earlier answers; unused ones are no error
   * @param shared those that may be for other tables; unused ones are no error
   * @throws {UsageError} where an answer lacks its name, or is none
   */
  constructor(
    { block = [], ...values }: Given,
    before: Given = {},
    shared: Given = {},
  ) {
    this.#shared = (shared.names ?? []).map((one) => keyOf("names", one));
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
        const key = `${flag} ${keyOf(flag, one)}`;
        if ([before, shared].some((all) => all[flag]?.includes(one))) this.#mayRest.add(key);
        this.#given.set(key, value);
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
    const free = given.filter((one) =>
      ![...this.#namesFor.values()].includes(one) &&
      (!this.#shared.includes(one) || areOf(namesIn(one), read))
    );
    const own = this.#namesFor.get(key) ??
      given.find((one) => one === key) ??
      free.find((one) => namesIn(one).length === read.length) ??
      (given.length === 1 && !this.#mayRest.has(`names ${free[0]}`) ? free[0] : undefined);
    if (own === undefined) return undefined;
    this.#namesFor.set(key, own);
    this.take("names", own);
    return namesIn(own);
  }

  /** The answer; with it, that there is a question, so that the answer is used if there is one. */
  take(flag: Flag, name = ""): string | undefined {
    this.#used.add(`${flag} ${name}`);
    return this.#given.get(`${flag} ${name}`);
  }

  /** The answer, be there a question or not. */
  peek(flag: Flag, name = ""): string | undefined {
    return this.#given.get(`${flag} ${name}`);
  }

  /** The answers that nothing asked for. */
  idle(): IdleAnswer[] {
    return [...this.#given.keys()].filter((key) => !this.#used.has(key)).map((key) => {
      const [flag, name] = key.split(/ (.*)/s) as [Flag, string];
      const known = [...this.#used].filter((one) => one.startsWith(`${flag} `))
        .map((one) => one.slice(flag.length + 1));
      return { flag, name, known };
    });
  }

  /** @throws {UsageError} for an answer to something that is not there */
  requireUsed(): void {
    refuseIdle(this.idle().filter(({ flag, name }) => !this.#mayRest.has(`${flag} ${name}`)));
  }
}

/** @throws {UsageError} for the first answer, with what there is */
export function refuseIdle([first]: readonly IdleAnswer[]): void {
  if (first === undefined) return;
  const { flag, name, known } = first;
  const near = nearest(name, known);
  const all = known.filter(Boolean).slice(0, 8).map((one) => `"${one}"`).join(", ");
  throw new UsageError(
    `--${flag}${
      name && ` "${name}${NAMED.includes(flag) ? "=…" : ""}"`
    } answers nothing: no table has it`,
    near ? `did you mean "${near}"?` : all ? `there is ${all}` : FLAGS[flag],
  );
}

/** A flag as it is typed; what begins with a dash would be taken for another flag. */
export function flagOf(
  { flag, name, value }: { readonly flag?: string; readonly name?: string; readonly value: string },
): string {
  const text = name === undefined ? value : `${name}=${value}`;
  const quoted = /^[\p{L}\p{N}_.+,-]+$/u.test(text)
    ? text
    : `"${text.replaceAll(/["$`\\]/g, "\\$&")}"`;
  return `--${flag}${/^[-–—−]/.test(text) ? "=" : " "}${quoted}`;
}
