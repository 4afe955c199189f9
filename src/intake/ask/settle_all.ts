/** Several tables of one letter, each read for a release folder of its own: all are settled, or none. */
import { type Problem, ReleaseError } from "@crosses/text";
import { type DraftOptions, type SourceFile, UnreadTables } from "../release/draft.ts";
import type { TableChoice } from "../release/choose.ts";
import {
  type Given,
  type IdleAnswer,
  keyOf,
  MisfitError,
  refuseIdle,
} from "../inferences/answers.ts";
import {
  type Ask,
  type Memory,
  sayTakeAll,
  type Settled,
  settleQuietly,
  Unanswered,
} from "./ask.ts";

/** A table with what is known of it; what was answered is what fits it. */
export interface SettledTable extends Settled {
  readonly table: number;
}

type Options = Omit<DraftOptions, "answers" | "before" | "shared" | "table">;

/**
 * Reads each table by itself and asks about it. Answers go to the tables that they fit; the same
 * question about a sign is asked once. Tables that hold no counts are left out, and said.
 * @throws {ReleaseError} with the questions of all tables that nobody answered
 * @throws {UsageError} for an answer that fits none
 */
export async function settleAll(
  files: readonly SourceFile[],
  given: Given,
  options: Options,
  tables: readonly TableChoice[],
  say: (line: string) => void,
  ask: Ask | undefined,
): Promise<SettledTable[]> {
  const settled: SettledTable[] = [];
  const refused: Refused[] = [];
  const uses: Use[] = [];
  const memory: Memory = new Map();
  const asker = ask && untilNobody(ask);
  for (const choice of tables) {
    const called = nameOf(choice);
    say(`\n${called}${choice.holdsCounts ? "" : LEFT_OUT}`);
    if (!choice.holdsCounts) continue;
    const asking = asker?.((question) => `${called}:\n${question}`);
    const misfits: MisfitError[] = [];
    const read = (shared: Given) => {
      const own = { ...options, table: choice.number, shared };
      return settleQuietly(files, shared, own, say, asking, { memory });
    };
    try {
      const one = await withFitting(given, misfits, read);
      const { draft: { idle } } = one;
      uses.push({ idle, misfits });
      settled.push({ ...one, given: without(one.given, idle), table: choice.number });
    } catch (error) {
      if (!(error instanceof Unanswered || error instanceof UnreadTables)) throw error;
      const isAside = error instanceof UnreadTables && error.holdsNoCounts;
      if (isAside) say(`${called}${LEFT_OUT}`);
      uses.push({ idle: error.idle, misfits, isUnread: error instanceof UnreadTables && !isAside });
      refused.push({ choice, error, isAside });
    }
  }
  requireUses(uses);
  requireSettled(refused, settled.length, say);
  return settled;
}

/** Asks in other words; whoever ends the questions of one table is asked about no other. */
function untilNobody(ask: Ask): (inWords: (question: string) => string) => Ask | undefined {
  let isGone = false;
  return (inWords) =>
    isGone ? undefined : (question) => {
      const answer = ask(inWords(question));
      isGone ||= answer === null;
      return answer;
    };
}

const LEFT_OUT = ": holds no counts, and is left out";

/** A table as it is called before somebody who sees the letter. */
const nameOf = ({ number, title, place }: TableChoice) =>
  `--table ${number}, ${title ? `“${title}”` : place}`;

/** Which answers a table did not use. */
interface Use {
  readonly idle: readonly IdleAnswer[];
  readonly misfits: readonly MisfitError[];
  /** Whether it may use more of them once it can be read. */
  readonly isUnread?: boolean;
}

/** A table that is not settled. */
interface Refused {
  readonly choice: TableChoice;
  readonly error: Unanswered | UnreadTables;
  /** Whether it holds no counts. */
  readonly isAside: boolean;
}

/** Reads with the answers that fit: one that names what a table has not is for another. */
async function withFitting<T>(
  given: Given,
  misfits: MisfitError[],
  read: (fitting: Given) => Promise<T>,
): Promise<T> {
  try {
    return await read(given);
  } catch (error) {
    if (!(error instanceof MisfitError)) throw error;
    const fewer = without(given, [{ flag: error.flag, name: error.answered }]);
    // What was typed just now is for this one.
    if (JSON.stringify(fewer) === JSON.stringify(given)) throw error;
    misfits.push(error);
    return await withFitting(fewer, misfits, read);
  }
}

/** Answers without some of them. */
function without(given: Given, some: readonly Pick<IdleAnswer, "flag" | "name">[]): Given {
  const isOne = (flag: string, answer: string) =>
    some.some((one) => one.flag === flag && one.name === keyOf(one.flag, answer));
  const kept = Object.entries(given).map(([flag, answers]) =>
    [flag, answers.filter((one) => !isOne(flag, one))] as const
  );
  return Object.fromEntries(kept.filter(([, answers]) => answers.length > 0));
}

/** @throws {UsageError} for an answer that no table used */
function requireUses(uses: readonly Use[]): void {
  // What cannot be read may have to do with an answer that nothing asked for until then.
  if (uses.some(({ isUnread }) => isUnread)) return;
  const all = uses.flatMap(({ idle, misfits }) => [
    ...idle.map((one) => ({ ...one, misfit: undefined })),
    ...misfits.map((misfit) => ({ flag: misfit.flag, name: misfit.answered, known: [], misfit })),
  ]);
  const byKey = Map.groupBy(all, ({ flag, name }) => `${flag} ${name}`);
  for (const unused of byKey.values()) {
    if (unused.length < uses.length) continue;
    const misfit = unused.find((one) => one.misfit)?.misfit;
    if (misfit) throw misfit;
    refuseIdle([{ ...unused[0]!, known: [...new Set(unused.flatMap(({ known }) => known))] }]);
  }
}

/** @throws {ReleaseError} of what nobody answered, and what cannot be read */
function requireSettled(
  refused: readonly Refused[],
  settled: number,
  say: (line: string) => void,
): void {
  const left = refused.filter(({ isAside }) => !isAside || settled === 0);
  if (left.length === 0) return;
  const problems = left.flatMap(({ choice, error }) =>
    error.problems.map((one) => ({ ...one, file: `${one.file} (--table ${choice.number})` }))
  );
  const merged = onceEach(problems);
  sayTakeAll(merged, say);
  throw new ReleaseError(merged);
}

/** What a sign means is asked once, for all tables that have it. */
function onceEach(problems: readonly Problem[]): Problem[] {
  const isOfMark = ({ hint = "" }: Problem) => hint.startsWith("--mark");
  return problems.flatMap((problem, at) => {
    if (!isOfMark(problem)) return [problem];
    const first = problems.findIndex(({ hint }) => hint === problem.hint);
    if (first < at) return [];
    const others = problems.slice(at + 1).filter(({ hint }) => hint === problem.hint)
      .map(({ file }) => /\d+(?=\)$)/.exec(file)![0]);
    if (others.length === 0) return [problem];
    const tables = others.map((number) => `--table ${number}`).join(", ");
    return [{ ...problem, wanted: `${problem.wanted} The same in ${tables}` }];
  });
}
