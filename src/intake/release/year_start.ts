/** On which day years such as 2010-11 begin: as the file says in words, or as somebody says who knows. */
import { SAY } from "../words/words.ts";
import { firstDayIn, isDoubleYear } from "../fields/periods.ts";
import type { Findings } from "../inferences/inferences.ts";
import type { FoldedDimension } from "./fold.ts";

const NONE = "no";
const USUAL = ["04-01", "01-01", "07-01", "09-01", "10-01"];
/** "A financial year begins on 1 April", and what comes after it. */
const BEGINS =
  /(?<!\p{L})(?:(?:financial|fiscal|reporting|school|academic) years?|exercices?|années? (?:financières?|scolaires?))(?!\p{L})[^.]*?(?<!\p{L})(?:begins?|starts?|runs? from|commence(?:nt)?|débute(?:nt)?|(?:va|vont) du)(?!\p{L})\s?(?:on |le )?([^.,;]{3,24})/iu;

/** The first day of such years, `04-01`; undefined where nobody says it: then they stay labels. */
export function settleYearStart(
  { categories }: FoldedDimension,
  isTotal: (label: string) => boolean,
  sentences: readonly string[],
  findings: Findings,
  file: string,
): string | undefined {
  const years = categories.filter((label) => !isTotal(label));
  if (years.length === 0 || !years.every(isDoubleYear)) {
    findings.answers.take("year-start");
    return undefined;
  }
  const said = new Set(sentences.flatMap((one) => firstDayIn(BEGINS.exec(one)?.[1] ?? "") ?? []));
  const [first] = said.size === 1 ? said : [];
  const value = findings.decide({
    flag: "year-start",
    file,
    choices: [...new Set([first ?? NONE, NONE, ...USUAL])],
    isCertain: true,
    say: (value) => SAY.yearStart(years[0]!, value === NONE ? undefined : value),
    question: `on which day do years such as “${years[0]}” begin?`,
    supports: first ? [SAY.why.legend] : [],
  });
  return value === NONE ? undefined : value;
}
