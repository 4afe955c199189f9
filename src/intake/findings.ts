/**
 * Everything that is inferred of somebody's tables, each once: what was taken, what speaks for and against it, and which
 * flag says otherwise. The terminal, the descriptor, the review page and the questions all read these.
 */
import { quote, UsageError } from "../errors.ts";
import type { LocalText } from "../release/model.ts";
import { nearest } from "../release/nearest.ts";

export interface Inference {
  /** What answers it: `--mark="–=zero"` has the flag "mark" and the name "–". */
  readonly flag?: Flag;
  readonly name?: string;
  /** What was taken, as the flag would say it. */
  readonly value: string;
  /** What else it may be; the first is what is taken. Empty where nothing is asked. */
  readonly choices: readonly string[];
  readonly certainty: "certain" | "doubtful" | "answered";
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly said: LocalText;
  readonly supports: readonly LocalText[];
  readonly against: readonly LocalText[];
  /** For a doubtful one. */
  readonly question?: LocalText;
}

/** The flags of `new` that answer, and what each takes. */
export const FLAGS = {
  header: "how many lines name the columns: --header 2",
  column:
    'what a column holds: --column "Rate=percentage"; label, count, code, percentage, measure, note or ignore',
  mark:
    'what a mark means: --mark="–=zero"; suppressed, not-applicable, unreliable or zero; "empty" is a cell in which nothing stands',
  row: 'whether a row counts something: --row "Average=measure" or --row "Average=count"',
  total: 'what a row or column sums up: --total "Total=yes", "Total=no" or "Total=North + South"',
  heading:
    'whether a line without counts heads the rows below it: --heading "North=yes" or "North=no"',
  thousands: "what parts thousands: --thousands , or . or no",
  rounded: "what counts are rounded to: --rounded 5, or no",
  "year-start": "the first day of years such as 2010-11: --year-start 04-01, or no",
  titles: "whether titles below their tables belong to them in their order: --titles yes or no",
  block:
    "what groups of rows are called that only a gap parts, in their order: --block North --block South",
} as const;
export type Flag = keyof typeof FLAGS;

const YES_NO = /^(?:yes|no)$/;
/** What each flag may say. */
const TAKES: Readonly<Record<Flag, RegExp>> = {
  header: /^[0-4]$/,
  column: /^(?:label|count|code|percentage|measure|note|ignore)$/,
  mark: /^(?:suppressed|not-applicable|unreliable|zero)$/,
  row: /^(?:count|measure)$/,
  total: /\S/,
  heading: YES_NO,
  thousands: /^(?:[.,]|no)$/,
  rounded: /^(?:no|[1-9]\d{0,5})$/,
  "year-start": /^(?:no|(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))$/,
  titles: YES_NO,
  block: /\S/,
};

/** What the user answered, by flag and name; each is to be used. */
export class Answers {
  readonly #given = new Map<string, string>();
  readonly #used = new Set<string>();
  readonly blocks: readonly string[];

  /**
   * @param before answers that an earlier reading asked for, and that this one need not
   * @throws {UsageError} where an answer lacks its name, or is none
   */
  constructor(
    values: Readonly<Partial<Record<Flag, readonly string[]>>>,
    before: Readonly<Partial<Record<Flag, readonly string[]>>> = {},
  ) {
    const old = new Set(
      Object.entries(before).flatMap(([flag, all]) => all.map((one) => `${flag} ${one}`)),
    );
    this.blocks = values.block ?? [];
    for (const [flag, given] of Object.entries(values)) {
      for (const one of flag === "block" ? [] : given) {
        const cut = one.lastIndexOf("=");
        const isNamed = ["column", "mark", "total", "heading", "row"].includes(flag);
        if (isNamed && cut < 1) {
          throw new UsageError(`--${flag} "${one}" says nothing`, FLAGS[flag as Flag]);
        }
        const [name, value] = isNamed ? [one.slice(0, cut), one.slice(cut + 1)] : ["", one];
        if (!TAKES[flag as Flag].test(value.trim())) {
          throw new UsageError(
            `--${flag} does not take ${quote(value.trim())}`,
            FLAGS[flag as Flag],
          );
        }
        if (old.has(`${flag} ${one}`)) this.#used.add(`${flag} ${name}`);
        this.#given.set(`${flag} ${name}`, value.trim());
      }
    }
  }

  take(flag: Flag, name = ""): string | undefined {
    this.#used.add(`${flag} ${name}`);
    return this.#given.get(`${flag} ${name}`);
  }

  /** @throws {UsageError} for an answer to something that is not there */
  requireUsed(): void {
    for (const key of this.#given.keys()) {
      if (this.#used.has(key)) continue;
      const [flag, name] = [key.slice(0, key.indexOf(" ")), key.slice(key.indexOf(" ") + 1)];
      const known = [...this.#used].filter((one) => one.startsWith(`${flag} `)).map((one) =>
        one.slice(flag.length + 1)
      );
      const near = nearest(name, known);
      throw new UsageError(
        `--${flag} "${name}=…" answers nothing: no table has it`,
        near
          ? `did you mean "${near}"?`
          : known.length > 0
          ? `there is ${known.slice(0, 8).map((one) => `"${one}"`).join(", ")}`
          : FLAGS[flag as Flag],
      );
    }
  }
}

export interface Decision<V extends string> {
  readonly flag: Flag;
  readonly name?: string;
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** The first is proposed. */
  readonly choices: readonly V[];
  readonly isCertain: boolean;
  say(value: V): LocalText;
  readonly question: LocalText;
  readonly supports?: readonly LocalText[];
  readonly against?: readonly LocalText[];
}

/** Collects what is inferred. */
export class Findings {
  readonly list: Inference[] = [];
  constructor(readonly answers: Answers) {}

  /** Takes the answer, or else the first choice; writes down which. */
  decide<V extends string>(decision: Decision<V>): V {
    const { flag, name, file, line, column, choices, isCertain } = decision;
    const answer = this.answers.take(flag, name) as V | undefined;
    const value = answer ?? choices[0]!;
    this.#add({
      flag,
      ...(name === undefined ? {} : { name }),
      value,
      choices,
      certainty: answer !== undefined ? "answered" : isCertain ? "certain" : "doubtful",
      file,
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
      said: decision.say(value),
      supports: decision.supports ?? [],
      against: decision.against ?? [],
      question: decision.question,
    });
    return value;
  }

  /** Writes down what needs no answer. */
  note(file: string, said: LocalText, line?: number): void {
    const place = line === undefined ? {} : { line };
    this.#add({
      value: "",
      choices: [],
      certainty: "certain",
      file,
      ...place,
      said,
      supports: [],
      against: [],
    });
  }

  /** Once for all tables in which the same is found. */
  #add(inference: Inference): void {
    const same = (one: Inference) =>
      one.flag === inference.flag && one.name === inference.name &&
      one.said.en === inference.said.en &&
      (inference.flag !== undefined || one.file === inference.file);
    const at = this.list.findIndex(same);
    if (at < 0) this.list.push(inference);
    else if (this.list[at]!.certainty === "certain") this.list[at] = inference;
  }
}

/** A column that certainly holds labels or counts: the table shows it, and nobody reads a line about it. */
export function isPlain({ flag, certainty, value }: Inference): boolean {
  return flag === "column" && certainty === "certain" && (value === "label" || value === "count");
}

/** A flag as it is typed; what begins with a dash would be taken for another flag. */
export function flagOf({ flag, name, value }: Pick<Inference, "flag" | "name" | "value">): string {
  const text = name === undefined ? value : `${name}=${value}`;
  const quoted = /^[\p{L}\p{N}_.+,-]+$/u.test(text)
    ? text
    : `"${text.replaceAll(/["$`\\]/g, "\\$&")}"`;
  return `--${flag}${/^[-–—−]/.test(text) ? "=" : " "}${quoted}`;
}
