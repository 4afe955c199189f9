/** What columns hold, doubted or settled by what stands beside them. */
import { inWords, saysAverage } from "../fields/names.ts";
import { isPeriodLabel } from "../fields/periods.ts";
import type { Guess } from "./model.ts";
import { isIndex } from "./numbers.ts";

type Rows = readonly { readonly fields: readonly string[] }[];

/** What rises from year to year is no code; where nothing else is counted, what may be is asked about; so is what stands among decimals. */
export function countWhatMay(guesses: Guess[], rows: Rows, names: readonly string[]): void {
  const whyOf = (reason: Guess["why"]) => guesses.filter(({ why }) => why === reason).length;
  const areFew = whyOf("decimals") > 2 && whyOf("decimals") > 2 * whyOf("whole");
  const periods = new Set(rows.map(({ fields }) => fields[0]!));
  const isOverTime = periods.size === rows.length && [...periods].every(isPeriodLabel);
  const hasCounts = guesses.some(({ kind }) => kind === "count");
  for (const [at, { kind, other, why }] of guesses.entries()) {
    const mayCount = !hasCounts && other === "count" && (kind !== "label" || why === "order") &&
      !(kind === "measure" && saysAverage(names[at]!));
    if (why === "sorted" && isOverTime) guesses[at] = { kind: "count", why: "whole" };
    else if (areFew && kind === "count" && !other) guesses[at] = { kind, why, other: "measure" };
    else if (mayCount) guesses[at] = { kind: "count", why, other: kind };
  }
}

const COUNTS =
  /(?<!\p{L})(?:total|pop(?:ulation)?|persons?|people|cases?|votes?|counts?|numbers? of|nombre d|n)(?!\p{L})/iu;

/**
 * Counts stand behind the labels: a number before the first of them, or alone before another, is more often a code, unless its
 * name says that it counts.
 */
export function doubtWhatStandsBefore(
  guesses: Guess[],
  rows: Rows,
  names: readonly string[],
): void {
  const kinds = guesses.map(({ kind }) => kind);
  const behind = kinds.slice(0, kinds.lastIndexOf("count")).lastIndexOf("label");
  for (const [at, { kind, other }] of guesses.entries()) {
    if (at > behind || kind !== "count" || other || COUNTS.test(inWords(names[at]!))) continue;
    const isAlone = at < kinds.indexOf("label") ||
      kinds[at - 1] !== "count" && kinds[at + 1] !== "count";
    const isWhole = isAlone && rows.every(({ fields }) => /^\d*$/.test(fields[at]!));
    if (isWhole) guesses[at] = { kind: "code", why: "before", other: "count" };
  }
}

const PEOPLE =
  /popula(?:tion|ção|cion|zione)|población|bevölkerung|befolkning|bevolking|einwohner|inwoners|invånare/iu;

/** How many people live there, beside the same count in several periods, is no part of these. */
export function doubtPopulation(guesses: Guess[], names: readonly string[]): void {
  const counts = [...guesses.keys()].filter((at) => guesses[at]!.kind === "count");
  const others = counts.filter((at) => !PEOPLE.test(names[at]!));
  const arePeriods = others.length > 2 && others.every((at) => isPeriodLabel(names[at]!));
  if (!arePeriods || others.length + 1 !== counts.length) return;
  const at = counts.find((at) => !others.includes(at))!;
  guesses[at] = { ...guesses[at]!, kind: "measure", other: "count" };
}

/** A column of nothing but dashes, before the first that has numbers, may be one of labels that are not given. */
export function doubtMarksAlone(guesses: Guess[], rows: Rows, names: readonly string[]): void {
  const first = guesses.findIndex(({ kind, why }) => kind === "count" && why !== "marks");
  for (const [at, { kind, why }] of guesses.entries()) {
    const isAlone = at > 0 && at < first && kind === "count" && why === "marks" &&
      rows.every(({ fields }) => /^(?:[-–—−.]+|n\/?a)?$/i.test(fields[at]!));
    if (isAlone && !isPeriodLabel(names[at]!)) guesses[at] = { kind: "label", why, other: "count" };
  }
}

/**
 * Numbers that are the same wherever a label is: an identifier of what the label names, where all have as many digits, or a
 * count that each row gives again, such as the votes of a ward beside those of each candidate. Other counts differ there.
 */
export function findRepeated(guesses: Guess[], rows: Rows, names: readonly string[]): void {
  const labels = [...guesses.keys()].filter((at) => guesses[at]!.kind === "label");
  const counts = [...guesses.keys()].filter((at) => guesses[at]!.kind === "count");
  const keys = labels.flatMap((at, index) =>
    index === 0 ? [[at]] : [[at], labels.slice(0, index + 1)]
  );
  const groupings = counts.length === 0 ? [] : keys.map((key) => groupedBy(rows, key))
    .filter((groups) => 2 * groups.length <= rows.length);
  const isSame = (at: number, groups: readonly Rows[]) =>
    groups.every((own) => own.every(({ fields }) => fields[at] === own[0]!.fields[at]));
  const isOnly = counts.length < 2;
  for (const at of counts) {
    const values = new Set(rows.map(({ fields }) => fields[at]!));
    const numbers = [...values].filter((text) =>
      /^\d+(?:\.0)?$|^\d{1,3}(?:[,.'\s]\d{3})+$/.test(text)
    );
    const areCodes = values.size > 1 && !/pop|people|persons/i.test(names[at]!) &&
      numbers.every((text) => /^\d{5}/.test(text) && text.length === numbers[0]!.length);
    const isRepeated = values.size === 1
      ? !isOnly && rows.length > 5 && numbers.length === 1 && numbers[0] !== "0"
      : numbers.length > 2 - Number(areCodes) && groupings.some((groups) => {
        const some = groups.filter(([row]) => row!.fields[at] !== "0").length;
        // Few numbers come again in many groups, which is no chance where these are large.
        const isTold = 2 * values.size > some || some > 9 && 4 * groups.length <= rows.length;
        return isTold && isSame(at, groups) &&
          (isOnly && values.size > 3 && values.size === groups.length ||
            counts.some((other) => other !== at && !isSame(other, groups)));
      });
    if (!isRepeated || numbers.length < 0.9 * values.size - 1) continue;
    guesses[at] = isOnly
      ? { kind: "count", why: "repeated", other: "code" }
      : areCodes
      ? { kind: "code", why: "repeated", other: isSparse(rows, at) ? "count" : undefined }
      : { kind: "measure", why: "repeated", other: "count" };
  }
}

/** The rows that have the same in some columns. */
const groupedBy = (rows: Rows, key: readonly number[]): readonly Rows[] => [
  ...Map.groupBy(rows, ({ fields }) => JSON.stringify(key.map((at) => fields[at]))).values(),
];

const isSparse = (rows: Rows, at: number) =>
  2 * rows.filter(({ fields }) => /^\d/.test(fields[at]!)).length < rows.length;

/** Codes whose names are left out, but without which rows would be the same, are labels. */
export function keepWhatTellsApart(
  guesses: Guess[],
  rows: Rows,
): void {
  const distinct = (kept: readonly number[]) =>
    new Set(rows.map(({ fields }) => JSON.stringify(kept.map((at) => fields[at])))).size;
  const labels = [...guesses.keys()].filter((at) => guesses[at]!.kind === "label");
  let size = distinct(labels);
  if (size === rows.length) return;
  const isSteps = (at: number) =>
    guesses[at]!.kind === "count" && rows.every(({ fields }) => /^\d+$/.test(fields[at]!)) &&
    isIndex(rows.map(({ fields }) => Number(fields[at])));
  const isAside = (at: number) =>
    guesses[at]!.kind === "code" || guesses[at]!.kind === "note" && guesses[at]!.other === "label";
  const all = [...guesses.keys()];
  // Weeks and ages tell rows apart, before a number of each row does.
  const steps = guesses.filter(({ kind }) => kind === "count").length > 1
    ? all.filter(isSteps)
    : [];
  const isBefore = (at: number) => guesses[at]!.kind === "count" && at < labels.at(-1)!;
  const before = all.filter((at) => isBefore(at) && distinct([...labels, at]) === rows.length);
  for (const at of [...steps, ...all.filter(isAside), ...before]) {
    if (distinct([...labels, at]) === size) continue;
    guesses[at] = steps.includes(at) || before.includes(at)
      ? { kind: "label", why: "order", other: "count" }
      : { kind: "label", why: "apart" };
    labels.push(at);
    size = distinct(labels);
  }
}
