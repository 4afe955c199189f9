/** Results as a table of docs/speed.md, between two marks that only this replaces. */
import { digits, formatSeconds, type Verdict } from "./contest.ts";

const START = "<!-- bench -->";
const END = "<!-- /bench -->";

/** Met, not met, or not measured. */
export function outcome({ ratio, atMost, absent }: Verdict): string {
  if (ratio === undefined) return `not measured: ${absent}`;
  return ratio <= atMost ? "met" : "**not met**";
}

/** One line for a terminal. */
export function describeVerdict(verdict: Verdict): string {
  const { of, against, atMost, ratio } = verdict;
  const found = ratio === undefined ? "" : ` ${digits(ratio)}`;
  return `${of} / ${against} (${unit(verdict)}):${found}, target ${target(atMost)}: ` +
    outcome(verdict).replaceAll("*", "");
}

/** The table in Markdown, a row a claim, with the machine and the day above it. */
export function formatResults(
  verdicts: readonly Verdict[],
  machine: string,
  day: string,
): string {
  const rows = verdicts.map((verdict) => {
    const { of, against, atMost, ratio, medianOf, medianAgainst } = verdict;
    const value = (median: number | undefined) =>
      median === undefined ? "" : ` (${formatSeconds(median)})`;
    return [
      `${of}${value(medianOf)}`,
      `${against}${value(medianAgainst)}`,
      unit(verdict),
      ratio === undefined ? "–" : digits(ratio),
      target(atMost),
      outcome(verdict),
    ];
  });
  const header = ["this", "against", "of", "ratio", "target", ""];
  const lines = [header, header.map(() => "---"), ...rows];
  return [
    `Measured ${day} on ${machine}; medians, side by side in one run.`,
    "",
    ...lines.map((cells) => `| ${cells.join(" | ")} |`),
  ].join("\n");
}

function unit({ quantity }: Verdict): string {
  return quantity === "seconds" ? "time" : "CPU";
}

function target(atMost: number): string {
  return `≤ ${atMost}`;
}

/**
 * The page with these results in the place of the earlier ones.
 * @throws {Error} where it has no such place
 */
export function replaceResults(readme: string, results: string): string {
  const [start, end] = [readme.indexOf(START), readme.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`Cannot find ${START} … ${END} in docs/speed.md`);
  return `${readme.slice(0, start + START.length)}\n${results}\n${readme.slice(end)}`;
}
