/** Reading tables with somebody before a terminal: what is asked until nothing is doubtful. */
import { type Problem, ReleaseError } from "@crosses/text";
import {
  type Draft,
  type DraftOptions,
  draftRelease,
  type SourceFile,
  UnreadTables,
} from "../release/draft.ts";
import { flagOf, type Given, type IdleAnswer, STARRED, takes } from "../inferences/answers.ts";
import type { Inference } from "../inferences/inferences.ts";
import { showTables, showUnread } from "./show.ts";

/** Asks a question, as `prompt` does; null where there is no answer. */
export type Ask = (question: string) => string | null;
/** Answers each question with what is proposed, as Enter does. */
export const AS_PROPOSED: Ask = () => "";

export interface Settled {
  readonly draft: Draft;
  /** What was answered before and now. */
  readonly given: Given;
}

/** Questions that nobody answered, with what keeps the tables from being read. */
export class Unanswered extends ReleaseError {
  constructor(
    readonly questions: readonly Problem[],
    others: readonly Problem[],
    /** Answers that nothing asked for, as far as the tables could be read. */
    readonly idle: readonly IdleAnswer[],
  ) {
    super([...questions, ...others]);
  }
}

type SettleOptions = Omit<DraftOptions, "answers" | "before">;
type Say = (line: string) => void;

/**
 * Reads the tables, shows them, and asks until nothing is doubtful.
 * @param ask undefined where there is nobody to ask
 * @param before answers that an earlier reading used; one that no longer fits is no error
 * @throws {ReleaseError} with the questions that nobody answered
 */
export async function settle(
  files: readonly SourceFile[],
  given: Given,
  options: SettleOptions,
  say: Say,
  ask: Ask | undefined,
  before: Given = {},
): Promise<Settled> {
  try {
    return await settleQuietly(files, given, options, say, ask, { before });
  } catch (error) {
    if (error instanceof Unanswered) sayTakeAll(error.questions, say);
    throw error;
  }
}

/** What was answered to questions about signs: of several tables, the same question is asked once. */
export type Memory = Map<string, string>;

const questionKey = ({ flag, name, choices }: Inference) => JSON.stringify([flag, name, choices]);

/** The questions about signs that were answered before; undefined where there is none. */
function remembered(questions: readonly Inference[], memory: Memory) {
  const known = questions.flatMap((one) => {
    const value = one.flag === "mark" ? memory.get(questionKey(one)) : undefined;
    return value === undefined ? [] : [[one, value] as const];
  });
  return known.length > 0 ? known : undefined;
}

/** As {@linkcode settle}, without the word on how all questions that are left are answered. */
export async function settleQuietly(
  files: readonly SourceFile[],
  given: Given,
  options: SettleOptions,
  say: Say,
  ask: Ask | undefined,
  { before = {}, memory = new Map() }: { readonly before?: Given; readonly memory?: Memory },
): Promise<Settled> {
  // What was answered here may change the tables, so that another answer no longer fits: that is no error.
  let [shown, settled] = ["", before];
  const show = (text: string) => text !== shown && say(shown = text);
  while (true) {
    const draft = await draftRelease(files, { ...options, answers: given, before: settled })
      .catch((error) => {
        if (error instanceof UnreadTables) return error;
        throw error;
      });
    const isUnread = draft instanceof UnreadTables;
    show((isUnread ? showUnread(draft) : showTables(draft)).join("\n"));
    const open = openQuestions(draft);
    if (open.length === 0) {
      if (isUnread) throw draft;
      return { draft, given };
    }
    const questions = questionsOf(open, 4).slice(0, isUnread ? 1 : undefined);
    const answers = ask && (remembered(questions, memory) ?? answersTo(questions, ask));
    if (!answers) {
      const [others, idle] = isUnread ? [draft.problems, []] : [[], draft.idle];
      throw new Unanswered(questionsOf(open, 2).map(asProblem), others, idle);
    }
    for (const [question, value] of answers) {
      const { flag, name } = question;
      memory.set(questionKey(question), value);
      const answer = name === undefined ? value : `${name}=${value}`;
      const withIt = (all: Given) => ({ ...all, [flag!]: [...all[flag!] ?? [], answer] });
      [given, settled] = [withIt(given), withIt(settled)];
    }
  }
}

/** What somebody answers to each; undefined where one has no answer. */
function answersTo(
  questions: readonly Inference[],
  ask: Ask,
): readonly (readonly [Inference, string])[] | undefined {
  const asProposed = askAll(questions, ask);
  const answers: [Inference, string][] = [];
  for (const inference of questions) {
    const isTaken = asProposed.has(inference);
    const value = isTaken ? inference.choices[0] : askOne(inference, ask);
    if (value === undefined) return undefined;
    answers.push([inference, value]);
  }
  return answers;
}

/** How all questions are answered, where that is not said by the few themselves. */
export function sayTakeAll(questions: readonly Problem[], say: Say): void {
  if (questions.length > 2) say(TAKE_ALL);
}

const TAKE_ALL =
  "Each question below names first what is proposed; where that is right for all, --proposed says so.";

/** Of three questions and more, those that are to be answered as proposed: they stand on one screen. */
function askAll(questions: readonly Inference[], ask: Ask): ReadonlySet<Inference> {
  if (questions.length < 3) return new Set();
  const lines = questions.map((one, at) => `  ${at + 1}. ${placed(one)} → ${one.choices[0]}`);
  const last = "Enter takes all of these answers; or type the numbers of those to be asked, or all";
  const answer = ask([...lines, last].join("\n"))?.trim().toLowerCase();
  if (answer === undefined || /[^\d\s,]/.test(answer)) return new Set();
  const asked = new Set(answer.split(/[\s,]+/).map(Number));
  return new Set(questions.filter((_, at) => !asked.has(at + 1)));
}

const placed = ({ file, line, question }: Inference) =>
  `${line === undefined ? file : `${file}, line ${line}`}: ${question}`;

/** The answer as its flag says it; undefined where there is none. */
function askOne(inference: Inference, ask: Ask): string | undefined {
  const { flag, choices } = inference;
  const [first, ...others] = choices;
  const isYesNo = choices.every((choice) => choice === "yes" || choice === "no");
  const all = [first!.toUpperCase(), ...others].join("/");
  const hint = inference.flag === "names"
    ? "Enter, or all names with | between"
    : isYesNo
    ? first === "yes" ? "Y/n" : "y/N"
    : all;
  let wrong = "";
  for (let tries = 0; tries < 3; tries++) {
    const given = ask(`${wrong}${placed(inference)} [${hint}]`)?.trim();
    if (given === undefined) return undefined;
    const answer = given.toLowerCase();
    if (answer === "") return first;
    const chosen = choices.find((choice) =>
      choice.toLowerCase() === answer || choices.includes("yes") && choice[0] === answer
    );
    if (chosen) return chosen;
    // Such as suppressed:1..5, the parts of a total, or names; capitals matter in these.
    const typed = [given, answer].find((one) => takes(flag!, one));
    if (typed && answer.length > 2 && /[:+|]/.test(answer)) return typed;
    wrong = `“${answer}” is none of: ${choices.join(", ")}; Enter takes ${first}. `;
  }
  return undefined;
}

/** Open questions, of which so many or more that one answer may settle are one. */
export function questionsOf(open: readonly Inference[], least: number): Inference[] {
  const kinds = Map.groupBy(open, ({ flag, choices }) => JSON.stringify([flag, choices]));
  return [...kinds.values()].flatMap((alike) => {
    const [first] = alike;
    if (alike.length < least || !STARRED.includes(first!.flag!)) return alike;
    const names = alike.map(({ name }) => `“${name}”`);
    const question = `${first!.question} The same of ${names.slice(1, 4).join(", ")}${
      names.length > 4 ? ` and ${names.length - 4} more` : ""
    }`;
    return [{ ...first!, name: "*", question }];
  });
}

/** An open question as a problem. */
function asProblem(inference: Inference) {
  const { file, line, column, question, choices } = inference;
  const flags = choices.map((value) => flagOf({ ...inference, value })).join(" or ");
  const more = inference.flag === "names"
    ? ", mended where it is wrong"
    : inference.flag === "mark"
    ? "; with limits: =suppressed:1..5"
    : inference.name === "*"
    ? " answers all; or each by its name"
    : "";
  const hint = flags + more;
  const found = "can be read in more than one way";
  return { file, line, column, found, wanted: question!, hint };
}

/** The inferences that somebody has to decide. */
export function openQuestions({ inferences }: Pick<Draft, "inferences">): Inference[] {
  const open = inferences.filter(({ certainty }) => certainty === "doubtful");
  // Columns that count different things have no totals: that is to be known first.
  const isFirst = open.some(({ flag }) => flag === "columns");
  return isFirst ? open.filter(({ flag }) => flag !== "total") : open;
}

/** The flags that give the same answers again. */
export function flagsOf(inferences: readonly Inference[], blocks: readonly string[]): string[] {
  const answered = inferences.filter(({ certainty }) => certainty === "answered").map(flagOf);
  return [...new Set([...answered, ...blocks.map((value) => flagOf({ flag: "block", value }))])];
}
