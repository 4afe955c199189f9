/**
 * Everything that is inferred of somebody's tables, each once: what was taken, what speaks for and against it, and which
 * flag says otherwise. The terminal, the descriptor, the review page and the questions all read these.
 */
import { type Language, type Problem, ReleaseError } from "@crosses/text";
import type { LocalText } from "@crosses/counts/release";
import { type Answers, type Flag, STARRED } from "./answers.ts";

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
  /** Whether a page shows it by itself, so that only who makes the page is told. */
  readonly isShown?: boolean;
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
  /** Whether a table was refused as nothing in it is counted. */
  holdsNoCounts = false;
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
  note(file: string, said: LocalText, isShown = false): void {
    const none = { value: "", choices: [], supports: [], against: [] };
    this.#add({ ...none, certainty: "certain", file, said, isShown });
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

  /** Writes down that a table counts nothing. */
  refuseUncounted(problem: Problem): void {
    this.holdsNoCounts = true;
    this.refuse(problem);
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
 * itself. Terminal, review page and descriptor number what is told from 1, in the same order; the descriptor leaves out what a page shows by itself.
 */
function isListed({ flag, certainty, value }: Inference): boolean {
  const isPlain = value === "label" || value === "count";
  return flag !== "column" || certainty !== "certain" || !isPlain;
}

/** What is told, what a page shows by itself last: the descriptor leaves that out, and its numbers have no gaps. */
export function listed(list: readonly Inference[]): Inference[] {
  const told = list.filter(isListed);
  return [...told.filter(({ isShown }) => !isShown), ...told.filter(({ isShown }) => isShown)];
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
