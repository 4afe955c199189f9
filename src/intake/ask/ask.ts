/** Reading tables with somebody beside who can be asked. */
import { ReleaseError } from "@crosses/text";
import { type Draft, type DraftOptions, draftRelease, type SourceFile } from "../release/draft.ts";
import { Answers, flagOf, type Given, type Inference } from "../answers/findings.ts";
import { openQuestions, showTables } from "./show.ts";

/** Asks; null where nobody answers. */
export type Ask = (question: string) => string | null;

export interface Settled {
  readonly draft: Draft;
  /** What was answered before and now. */
  readonly given: Given;
}

/**
 * Reads the tables, shows them, and asks until nothing is doubtful.
 * @param ask undefined where there is nobody to ask
 * @param before those of the answers that were given to an earlier reading
 * @throws {ReleaseError} with the questions that nobody answered
 */
export async function settle(
  files: readonly SourceFile[],
  given: Given,
  options: Omit<DraftOptions, "answers">,
  say: (line: string) => void,
  ask: Ask | undefined,
  before: Given = {},
): Promise<Settled> {
  let shown = "";
  while (true) {
    const draft = await draftRelease(files, { ...options, answers: new Answers(given, before) });
    const tables = showTables(draft).join("\n");
    if (tables !== shown) say(shown = tables);
    const open = openQuestions(draft);
    if (open.length === 0) return { draft, given };
    for (const inference of open) {
      const { flag, name } = inference;
      const value = ask && askOne(inference, ask);
      if (value === undefined) throw new ReleaseError(open.map(asProblem));
      const answer = name === undefined ? value : `${name}=${value}`;
      given = { ...given, [flag!]: [...given[flag!] ?? [], answer] };
    }
  }
}

/** The answer as its flag says it; undefined where there is none. */
function askOne({ question, choices, line, file }: Inference, ask: Ask): string | undefined {
  const [first, ...others] = choices;
  const isYesNo = choices.every((choice) => choice === "yes" || choice === "no");
  const all = [first!.toUpperCase(), ...others].join("/");
  const hint = isYesNo ? first === "yes" ? "Y/n" : "y/N" : all;
  const place = line === undefined ? file : `${file}, line ${line}`;
  for (let tries = 0; tries < 3; tries++) {
    const answer = ask(`${place}: ${question} [${hint}]`)?.trim().toLowerCase();
    if (answer === undefined) return undefined;
    if (answer === "") return first;
    const chosen = choices.find((choice) =>
      choice.toLowerCase() === answer || isYesNo && choice[0] === answer
    );
    if (chosen) return chosen;
  }
  return undefined;
}

/** A question that nobody could be asked. */
function asProblem(inference: Inference) {
  const { file, line, column, question, choices } = inference;
  const hint = choices.map((value) => flagOf({ ...inference, value })).join(" or ");
  const found = "can be read in more than one way";
  return { file, line, column, found, wanted: question!, hint };
}
