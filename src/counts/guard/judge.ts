/** Which ranges are withheld over all assumptions together, as whoever changes the assumption sees every answer. */
import { Attacker, type Fact, factsOf } from "./attack.ts";
import { Guard, isMadeOfRests, type Rest, restsOf } from "./guard.ts";
import type { Deadline, End } from "../programs/program.ts";
import type { Solver } from "../programs/solver.ts";
import { formsOf, type Quantity } from "../relations/derived.ts";
import { FeasibleSet } from "../relations/feasible_set.ts";
import { type LinearForm, sumOf } from "../relations/form.ts";
import { isAssumed, requireAssumption } from "../relations/system.ts";
import type { Cell, Release } from "../release/model.ts";

/** Told before each component: what is being done, how many are done, how many there are. */
export type OnProgress = (step: string, done: number, of: number) => void;

/** Of the time that is left, what bounding may take, and then judging; explanations get the rest. */
const SHARE_FOR_BOUNDS = 0.8;
const SHARE_FOR_JUDGING = 0.7;

/** Holds what is known of a release under each of its assumptions. */
export class Judge {
  readonly #guards = new Map<string, Guard>();
  /** Undefined where nothing is withheld. */
  #attacker: Attacker | undefined;
  readonly #secrets = new Set<Cell>();
  /** What the shown cells say beyond the published counts. */
  #cellFacts: readonly Fact[] = [];
  #rests: readonly Rest[] | undefined;

  /** Bounds the release under every assumption that it has, and judges what may be shown, jointly. */
  static async of(
    release: Release,
    minWidth: number,
    { solver, deadline, onProgress }: {
      readonly solver: Solver;
      readonly deadline: Deadline;
      readonly onProgress?: OnProgress;
    },
  ): Promise<Judge> {
    const judge = new Judge(release, minWidth, deadline.seconds);
    const { assumptions } = release;
    const bounding = deadline.after(SHARE_FOR_BOUNDS);
    for (const [index, { name }] of assumptions.entries()) {
      const share = bounding.after(1 / (assumptions.length - index));
      const set = await FeasibleSet.of(release, name, { solver, deadline: share });
      // The smaller ones first: one that is too hard leaves the others their time.
      const components = set.components.toSorted((left, right) =>
        left.variables.length - right.variables.length
      );
      for (const [place, component] of components.entries()) {
        onProgress?.(`${name}, ranges`, place, components.length);
        set.rangesOf(component);
      }
      judge.#guards.set(name, new Guard(release, set, minWidth));
    }
    judge.continueUntil(deadline.after(SHARE_FOR_JUDGING));
    for (const [name, guard] of judge.#guards) {
      for (const [place, component] of guard.set.components.entries()) {
        onProgress?.(`${name}, values that can be taken`, place, guard.set.components.length);
        guard.judge(component);
      }
    }
    await judge.#attackCells(solver);
    judge.continueUntil(deadline);
    return judge;
  }

  private constructor(
    readonly release: Release,
    readonly minWidth: number,
    /** How many seconds it was given. */
    readonly seconds: number,
  ) {}

  /** Whether time was up before every component was bounded and judged. */
  get isUnfinished(): boolean {
    return [...this.#guards.values()].some(({ isUnfinished }) => isUnfinished);
  }

  /** Gives more time for what is asked from now on. */
  continueUntil(deadline: Deadline): void {
    for (const { set } of this.#guards.values()) set.deadline = deadline;
    if (this.#attacker) this.#attacker.set.deadline = deadline;
  }

  /** What is known under one assumption, the cells alone being shown. @throws {UsageError} if there is none such. */
  guardOf(assumption: string): Guard {
    requireAssumption(this.release, assumption);
    return this.#guards.get(assumption)!;
  }

  /**
   * Whether the range of a form under an assumption would, beside what is shown under the assumptions that go before it, give a
   * withheld range away.
   *
   * Where an end moves between two assumptions, it moves by what other cells add or take; if one of those is withheld, the
   * difference tells its range ("at most 8" beside "at most 7": the other is at most 1). So the release's default assumption goes
   * first and the others follow in the order of the release, and an end that differs from one shown before is withheld where,
   * under either assumption, it follows from what that assumption alone says of a narrow cell. An end that says nothing (the
   * published part alone, or none at all) is no secret. The rule does not depend on what is asked for, or in which order.
   */
  isDifferenced(form: LinearForm, assumption: string): boolean {
    const here = this.#guards.get(assumption)!;
    return this.#before(assumption).some((name) => {
      const there = this.#guards.get(name)!;
      if (!touches(here, form) && !touches(there, form)) return false;
      const [ours, theirs] = [here, there].map(({ set }) => set.bound(form));
      if (!ours || !theirs) return false;
      if (ours.isOuter || theirs.isOuter) return true;
      const silent = silentEnds(here, form);
      const tells = (end: End) => {
        const says = (value: number | null) => value !== null && value !== silent[end];
        return says(ours[end]) && says(theirs[end]) && ours[end] !== theirs[end] &&
          [here, there].some((guard) => guard.restsOnNarrow(form, end));
      };
      return tells("lower") || tells("upper");
    });
  }

  /** Whether a cell's range is withheld under an assumption. */
  withholdsCell(cell: Cell, assumption: string): boolean {
    return this.#guards.get(assumption)!.withholdsCell(cell) ||
      this.isDifferenced(sumOf([cell]), assumption);
  }

  /** Withholds the cells whose ranges, taken together, would narrow a withheld one: as few as it takes. */
  async #attackCells(solver: Solver): Promise<void> {
    const names = this.#before();
    const shown: Shown[] = [];
    for (const name of names) {
      const guard = this.#guards.get(name)!;
      for (const secret of guard.secrets) this.#secrets.add(secret);
      for (const cell of guard.set.system.cells) {
        const range = cell.status === "suppressed" ? guard.set.interval(cell) : null;
        if (range === null) continue;
        if (this.withholdsCell(cell, name)) this.#secrets.add(cell);
        else {
          const facts = factsOf({ kind: "linear", form: sumOf([cell]) }, range);
          shown.push({ cell, guard, facts });
        }
      }
    }
    if (this.#secrets.size === 0) return;
    const alone = [...this.#guards.values()].find(({ set }) =>
      set.system.rows.every((row) => !isAssumed(row, this.release))
    );
    const { deadline } = this.#guards.get(names[0]!)!.set;
    const set = alone?.set ?? await FeasibleSet.of(this.release, null, { solver, deadline });
    const attacker = this.#attacker = new Attacker(set, this.minWidth);
    const told = shown.flatMap((item) => {
      const facts = item.facts.filter((fact) => !attacker.knows(fact));
      return facts.length === 0 ? [] : [{ ...item, facts }];
    });
    const kept = attacker.group(told).flatMap((items) =>
      this.#withholdFewest(attacker, items, ({ guard, cell }) => {
        guard.withhold(cell);
        this.#secrets.add(cell);
      })
    );
    this.#cellFacts = kept.flatMap(({ facts }) => facts);
  }

  /** Takes from a list of what is said, in its order, what narrows a withheld cell beside what goes before it. */
  #withholdFewest<Item extends { readonly facts: readonly Fact[] }>(
    attacker: Attacker,
    items: readonly Item[],
    withhold: (item: Item) => void,
    given: readonly Fact[] = [],
  ): Item[] {
    const kept = [...items];
    const narrowed = (secrets: ReadonlySet<Cell>, count: number) =>
      attacker.findNarrowed(secrets, [
        ...given,
        ...kept.slice(0, count).flatMap(({ facts }) => facts),
      ]);
    for (
      let cell = narrowed(this.#secrets, kept.length);
      cell !== undefined && kept.length > 0;
      cell = narrowed(this.#secrets, kept.length)
    ) {
      if (attacker.set.deadline.isOver) {
        kept.splice(0).forEach(withhold);
        break;
      }
      // The more is said, the less is left: the first with which it is too little.
      let [from, to] = [1, kept.length];
      while (from < to) {
        const middle = Math.floor((from + to) / 2);
        if (narrowed(new Set([cell]), middle)) to = middle;
        else from = middle + 1;
      }
      kept.splice(from - 1, 1).forEach(withhold);
    }
    return kept;
  }

  /** Whether what a quantity's range says would narrow a withheld cell, beside all cells that are shown. */
  narrows(facts: readonly Fact[]): boolean {
    const attacker = this.#attacker;
    const told = attacker ? facts.filter((fact) => !attacker.knows(fact)) : [];
    return told.length > 0 &&
      attacker!.findNarrowed(this.#secrets, [...this.#cellFacts, ...told]) !== undefined;
  }

  /** Of quantities that narrow nothing one by one, those that do beside the others. */
  narrowingTogether<Item extends { readonly facts: readonly Fact[] }>(
    items: readonly Item[],
  ): Set<Item> {
    const found = new Set<Item>();
    const attacker = this.#attacker;
    const told = attacker
      ? items.filter(({ facts }) => facts.some((fact) => !attacker.knows(fact)))
      : [];
    if (told.length > 1) {
      this.#withholdFewest(attacker!, told, (item) => found.add(item), this.#cellFacts);
    }
    return found;
  }

  /** The default assumption first, then the others in the release's order; those before the given one, else all. */
  #before(assumption?: string): string[] {
    const { assumptions, defaultAssumption } = this.release;
    const others = assumptions.map(({ name }) => name).filter((name) => name !== defaultAssumption);
    const order = [defaultAssumption, ...others];
    return assumption === undefined ? order : order.slice(0, order.indexOf(assumption));
  }

  /**
   * True if a quantity prints what a relation leaves for a withheld cell under any assumption, or a sum of such rests:
   * `received − accepted` beside a withheld `refused`.
   */
  isRest(quantity: Quantity): boolean {
    if (quantity.kind !== "linear") return false;
    this.#rests ??= [...this.#guards.values()].flatMap(restsOf);
    const { index } = [...this.#guards.values()][0]!.set.system;
    return isMadeOfRests(quantity.form, this.#rests, index);
  }

  /** The same for a quantity: whether a form that it is made of is differenced, or holds a cell that is. */
  isQuantityDifferenced(quantity: Quantity, assumption: string): boolean {
    return formsOf(quantity).some((form) =>
      this.isDifferenced(form, assumption) ||
      form.terms.some(({ cell }) => this.isDifferenced(sumOf([cell]), assumption))
    );
  }
}

/** The range of a cell that is shown, and what it says. */
interface Shown {
  readonly cell: Cell;
  readonly guard: Guard;
  readonly facts: readonly Fact[];
}

/** Whether a form lies in a component that holds a withheld cell. */
function touches(guard: Guard, form: LinearForm): boolean {
  return guard.set.split(form).parts.some(({ component }) => guard.touches(component));
}

/** The ends that say nothing: the published part alone, where all that is not known can only add to it, or take from it. */
function silentEnds({ set }: Guard, form: LinearForm): Record<End, number | null> {
  const { constant, parts } = set.split(form);
  const factors = parts.flatMap(({ objective }) => objective.coefficients);
  const alone = (sign: bigint) =>
    factors.every((factor) => factor * sign > 0n) ? Number(constant) : null;
  return { lower: alone(1n), upper: alone(-1n) };
}
