/**
 * Integer programs over whole numbers >= 0, optimised exactly: by propagation and the simplex of big integers where they are
 * small or their numbers large, else by HiGHS.
 */

import { type Highs, HighsProgram, isForHighs, isObjectiveForHighs, loadHighs } from "./highs.ts";
import {
  type Deadline,
  evaluate,
  type IntegerProgram,
  NO_DEADLINE,
  type Objective,
  type Optimum,
  scale,
  type Sense,
} from "./program.ts";
import { reduce } from "./propagate.ts";
import { ExactProgram } from "./simplex.ts";

/** Loads HiGHS once for the process. */
export function loadSolver(): Promise<Solver> {
  return loaded ??= loadHighs().then((highs) => {
    shared.highs = highs;
    return shared;
  });
}
let loaded: Promise<Solver> | undefined;

/** A program is too large to be solved without HiGHS. */
class SolverNeeded extends Error {
  override readonly name = "SolverNeeded";
}

/**
 * Does the work without HiGHS, and again with it where a program needs it: loading HiGHS takes longer than most releases do. So
 * the work may be done twice.
 */
export async function withSolver<T>(work: (solver: Solver) => Promise<T>): Promise<T> {
  try {
    return await work(shared);
  } catch (error) {
    if (!(error instanceof SolverNeeded)) throw error;
  }
  return await work(await loadSolver());
}

/** Solves programs: with HiGHS once that is loaded, or without it small ones only. */
export class Solver {
  highs: Highs | undefined;

  /**
   * Prepares a program, for one objective after another; dispose of it when done.
   *
   * @param options.deadline after which only what is known by then is said
   * @param options.isReduced true for what `shift()` gives, which cannot be reduced again
   * @param options.isLarge true to ask HiGHS first even where the program is small
   */
  open(program: IntegerProgram, options: OpenOptions = {}): OpenProgram {
    return new OpenProgram(program, this.highs, options);
  }
}
const shared = new Solver();

interface OpenOptions {
  readonly deadline?: Deadline;
  readonly isReduced?: boolean;
  readonly isLarge?: boolean;
}

/** Up to so many variables times rows, the simplex is tried first, and up to so many branches of it. */
const SMALL = 2_500;
const FEW_BRANCHES = 60;
/** Branches after which it is given up where there is no other way. */
const MOST_BRANCHES = 500;

/** A prepared program. Inside, each variable is counted from its lower end, as propagation finds it. */
export class OpenProgram implements Disposable {
  readonly #deadline: Deadline;
  readonly #base: readonly bigint[];
  /** Undefined where propagation proves that there is no point. */
  readonly #program: IntegerProgram | undefined;
  readonly #isLarge: boolean;
  #exact: ExactProgram | undefined;
  #inHighs: HighsProgram | undefined;

  constructor(
    program: IntegerProgram,
    private readonly highs: Highs | undefined,
    { deadline = NO_DEADLINE, isReduced = false, isLarge }: OpenOptions,
  ) {
    this.#deadline = deadline;
    const asItIs = { base: program.upper.map(() => 0n), program };
    const reduced = isReduced ? asItIs : reduce(program);
    // Propagation may diverge past the range of HiGHS; then keep the original.
    const isBetter = reduced === null || isForHighs(reduced.program) || !isForHighs(program);
    const { base, program: inside } = isBetter && reduced ? reduced : asItIs;
    this.#base = base;
    this.#program = reduced ? inside : undefined;
    this.#isLarge = isLarge ?? program.upper.length * inside.rows.length > SMALL;
  }

  /** Any feasible point, null where there is none, undefined where time is up before it can be told. */
  findPoint(deadline: Deadline = this.#deadline): readonly bigint[] | null | undefined {
    const found = this.optimise({ variables: [], coefficients: [] }, "maximise", deadline);
    if (found.status === "optimal") return found.point;
    return found.status === "infeasible" ? null : undefined;
  }

  /** The least or greatest value of an objective. */
  optimise(objective: Objective, sense: Sense, deadline: Deadline = this.#deadline): Optimum {
    return this.#turned(objective, sense, (turned) => this.#greatest(turned, deadline));
  }

  /** At little cost: the optimum where that comes easily, else `undecided`, with a bound that the objective does not pass. */
  relax(objective: Objective, sense: Sense): Optimum {
    return this.#turned(
      objective,
      sense,
      (turned) =>
        this.#isLarge
          ? this.#large(turned)?.relax(turned, this.#deadline) ??
            { status: "undecided", bound: null }
          : this.#greatest(turned, this.#deadline),
    );
  }

  /** A good point for the objective, at little cost; null where none was found. */
  aim(objective: Objective): readonly bigint[] | null {
    const point = this.#large(objective)?.aim(objective, this.#deadline) ?? null;
    return point && this.#rebase(point);
  }

  /** A direction without end that moves every variable that has any; undefined where none is sought or proven. */
  findWidestRay(): readonly bigint[] | undefined {
    return this.#isLarge ? this.#inHighs?.findWidestRay(this.#deadline) : undefined;
  }

  [Symbol.dispose](): void {
    this.#inHighs?.[Symbol.dispose]();
    this.#inHighs = undefined;
  }

  #greatest(objective: Objective, deadline: Deadline): Optimum {
    if (this.#program === undefined) return { status: "infeasible" };
    this.#exact ??= this.#isLarge ? undefined : new ExactProgram(this.#program);
    const quick = this.#exact?.greatest(objective, deadline, FEW_BRANCHES);
    if (quick && quick.status !== "undecided") return quick;
    const found = this.#large(objective)?.optimise(objective, deadline);
    if (found) return found;
    if (deadline.isOver) return { status: "undecided", bound: null };
    this.#exact ??= new ExactProgram(this.#program);
    return this.#exact.greatest(objective, deadline, MOST_BRANCHES);
  }

  /** The program in HiGHS; undefined where its numbers are too large for it. */
  #large(objective: Objective): HighsProgram | undefined {
    const program = this.#program;
    if (!program || !isForHighs(program) || !isObjectiveForHighs(objective)) return undefined;
    if (this.highs === undefined) throw new SolverNeeded("HiGHS is not loaded");
    return this.#inHighs ??= new HighsProgram(this.highs, program);
  }

  /** Maximises in its place, and turns the answer back. */
  #turned(objective: Objective, sense: Sense, maximise: (turned: Objective) => Optimum): Optimum {
    const sign = sense === "maximise" ? 1n : -1n;
    const found = maximise(sign === 1n ? objective : scale(objective, sign));
    const rebase = (value: bigint) => sign * value + evaluate(objective, this.#base);
    if (found.status === "undecided") {
      return { status: found.status, bound: found.bound === null ? null : rebase(found.bound) };
    }
    if (found.status !== "optimal") return found;
    return { status: "optimal", value: rebase(found.value), point: this.#rebase(found.point) };
  }

  #rebase(point: readonly bigint[]): bigint[] {
    return point.map((value, variable) => value + this.#base[variable]!);
  }
}
