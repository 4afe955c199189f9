/** What each mark of the tables means: once for all tables. */
import { SAY } from "../words/intake.ts";
import { EMPTY_MARK } from "@crosses/text";
import type { Meaning } from "../fields/fields.ts";
import type { Findings } from "../answers/findings.ts";
import type { ReadTable } from "./table.ts";

export interface SettledMark {
  /** As the release's files write it. */
  readonly value: string;
  readonly meaning: Meaning;
  readonly atMost?: number;
  readonly atLeast?: number;
}

const ALL: readonly Meaning[] = ["suppressed", "not-applicable", "unreliable", "zero"];

/** Every mark of the tables, by how the tables write it. */
export function settleMarks(
  tables: readonly ReadTable[],
  findings: Findings,
): Map<string, SettledMark> {
  const cells = tables.flatMap(({ file, rows }) =>
    rows.flatMap(({ line, cells }) => cells.map((cell) => ({ file, line, cell })))
  );
  const hasZero = cells.some(({ cell }) => "digits" in cell && cell.digits === "0");
  const notes = tables.flatMap((table) => [...table.titles, ...table.notes]);
  const marked = cells.flatMap(({ file, line, cell }) =>
    "mark" in cell ? [{ file, line, mark: cell.mark }] : []
  );
  const settled = new Map<string, SettledMark>();
  for (const [value, all] of Map.groupBy(marked, ({ mark }) => mark.value)) {
    const { file, line, mark } = all[0]!;
    const { atMost, atLeast } = mark;
    const legend = value === "" ? undefined : legendOf(value, notes);
    const taken = legend ?? mark.meaning;
    const isDash = /^[-–—−]+$/.test(value);
    const likely = value === "/" ? "unreliable" : isDash && !hasZero ? "zero" : "suppressed";
    const first = taken ?? likely;
    const name = value || "empty";
    const asked = value === "" ? "do empty cells" : `does “${value}”`;
    const dash = hasZero ? SAY.why.zeroWritten : SAY.why.zeroNowhere;
    const meaning = findings.decide<Meaning>({
      flag: "mark",
      name,
      file,
      line,
      choices: [first, ...ALL.filter((one) => one !== first)],
      isCertain: taken !== undefined,
      say: (meaning) => SAY.mark(name, all.length, cells.length, meaning, mark),
      question: `what ${asked} stand for (${all.length} ${
        all.length === 1 ? "cell" : "cells"
      }): zero, a count that is withheld, or no count at all?`,
      supports: legend ? [SAY.why.legend] : isDash ? [dash] : [],
    });
    settled.set(value, { value: value || EMPTY_MARK, meaning, atMost, atLeast });
  }
  return settled;
}

const MEANINGS: readonly (readonly [Meaning, RegExp])[] = [
  [
    "unreliable",
    /unreliab|peu fiable|not reliable|low reliab|nicht sicher|unsicher|zu unsicher|quality|qualité|usikker|osäker/iu,
  ],
  [
    "suppressed",
    /suppress|supprim|[ck]onfiden|konfid|cannot be (?:shown|displayed)|between \d+ and \d+|withheld|masqu|remplac|protect|secret|geheim|gesperrt|disclos|privacy|renseignements personnels|fewer than|less than|moins de|small number|petits? (?:nombre|effectif)|skjult|sekretess|vertrouwelijk|not (?:shown|available|published|released)|non (?:disponible|publié)|nicht verfügbar|unknown|inconnu|unbekannt|mangler|saknas|redact/iu,
  ],
  [
    "not-applicable",
    /not applicable|sans objet|ne s.appli|nicht sinnvoll|tabellenfach gesperrt|niet van toepassing|ikke aktuelt|kan inte förekomma|not possible|n\/a/iu,
  ],
  [
    "zero",
    /\b(?:zero|zéro|nil|null|nul|none|nichts|néant|nihil|no (?:cases|observations|persons)|aucun)\b/iu,
  ],
];

/** What the notes of a table say of a mark; undefined where they are silent. */
function legendOf(mark: string, notes: readonly string[]): Meaning | undefined {
  const sign = RegExp.escape(mark);
  const starts = new RegExp(
    `(?:^|[;,.(«"“'‘\\s])["“«'‘]?\\s?${sign}\\s?["”»'’]?(?:\\s?(?:=|:|–|-|—)\\s?|\\s+(?:means|indicates?|denotes?|signifie|indique|bedeutet|stands for|is|are|:)?\\s?)(.*)`,
    "iu",
  );
  const named = new RegExp(
    `(?:symbole?|sign|mark|marked|shown as|represented by|replaced (?:by|with)|remplacée?s? par|par (?:un|le|des)|with an?|as)\\s.{0,20}?["“«'‘]?\\s?${sign}\\s?(?:["”»'’.,;)]|$)`,
    "iu",
  );
  for (const note of notes) {
    const said = starts.exec(note)?.[1]?.split(/;|\s(?=\S{1,3}\s?=)/u)[0] ??
      (named.test(note) ? note : undefined);
    if (said === undefined) continue;
    const meaning = MEANINGS.find(([, words]) => words.test(said));
    if (meaning) return meaning[0];
  }
  return undefined;
}
