/** Contestants side by side: each round runs every one of them once, so that a busy minute slows all alike. */

/** What one run of a contestant took. */
export interface Measure {
  readonly seconds: number;
  /** Processor time of the process and all that it started and waited for; left out where the system does not tell. */
  readonly cpuSeconds?: number;
}

/** One way to do the work of a contest. */
export interface Contestant {
  readonly name: string;
  /** Why it cannot run here, where it cannot. */
  readonly absent?: string;
  readonly run: () => Promise<Measure>;
}

/** `of` takes at most `atMost` times as much as `against`. */
export interface Claim {
  readonly of: string;
  readonly against: string;
  readonly quantity: "seconds" | "cpuSeconds";
  readonly atMost: number;
}

export interface Contest {
  readonly title: string;
  readonly contestants: readonly Contestant[];
  readonly claims: readonly Claim[];
  readonly rounds: number;
}

/** A claim and how it came out; no `ratio` where one side is absent. */
export interface Verdict extends Claim {
  readonly contest: string;
  readonly medianOf?: number;
  readonly medianAgainst?: number;
  readonly ratio?: number;
  /** Why there is no ratio. */
  readonly absent?: string;
}

/** Runs the contest and judges its claims by medians. */
export async function compete(
  contest: Contest,
  say: (line: string) => void,
): Promise<Verdict[]> {
  const measures = new Map<string, Measure[]>();
  for (let round = 1; round <= contest.rounds; round++) {
    for (const { name, absent, run } of contest.contestants) {
      if (absent !== undefined) continue;
      const measure = await run();
      measures.set(name, [...measures.get(name) ?? [], measure]);
      say(`  round ${round} of ${contest.rounds}, ${name}: ${describeMeasure(measure)}`);
    }
  }
  return contest.claims.map((claim) => judge(contest, claim, measures));
}

function judge(
  { title, contestants }: Contest,
  claim: Claim,
  measures: ReadonlyMap<string, readonly Measure[]>,
): Verdict {
  const absent = contestants.find(({ name, absent }) =>
    absent !== undefined && (name === claim.of || name === claim.against)
  )?.absent;
  if (absent !== undefined) return { ...claim, contest: title, absent };
  const [of, against] = [claim.of, claim.against].map((name) =>
    median(measures.get(name)!.flatMap((measure) => measure[claim.quantity] ?? []))
  );
  if (of === undefined || against === undefined) {
    return {
      ...claim,
      contest: title,
      absent: "this system does not tell how much processor time was used",
    };
  }
  return {
    ...claim,
    contest: title,
    medianOf: of,
    medianAgainst: against,
    ratio: of / against,
  };
}

/** The middle value, between the middle two where their number is even; undefined of none. */
export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[middle]
    : sorted.length === 0
    ? undefined
    : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function describeMeasure({ seconds, cpuSeconds }: Measure): string {
  const cpu = cpuSeconds === undefined ? "" : `, ${formatSeconds(cpuSeconds)} of CPU`;
  return formatSeconds(seconds) + cpu;
}

/** A time with its unit and two or three digits that count. */
export function formatSeconds(value: number): string {
  return value < 1 ? `${digits(value * 1_000)} ms` : `${digits(value)} s`;
}

/** Two digits that count, three from 100 on. */
export function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(2);
}
