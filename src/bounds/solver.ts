/**
 * Integer programs over whole numbers >= 0, solved by search where they are small, else by HiGHS (WebAssembly). The
 * only import of HiGHS.
 *
 * HiGHS computes in floating point. What is given back is exact all the same: every point is
 * rounded and checked against the rows in whole numbers, every unbounded direction likewise,
 * and an optimum must agree with the bound that HiGHS proved. What fails a check is an error.
 */

import type { Highs, Model } from "highs";
import { MagnitudeError } from "../errors.ts";
import {
  Deadline,
  evaluate,
  holds,
  type IntegerProgram,
  type LinearRow,
  NO_DEADLINE,
  type Objective,
  type Optimum,
  type Sense,
} from "./program.ts";
import { searchGreatest, searchPoint, searchRay } from "./search.ts";

/** Loads HiGHS once for the process. */
export function loadSolver(): Promise<Solver> {
  loaded ??= loadHighs().then((highs) => ready = new Solver(highs));
  return loaded;
}
let loaded: Promise<Solver> | undefined;
let ready: Solver | undefined;

async function loadHighs(): Promise<Highs> {
  const { default: module } = await import("highs");
  // The package's types are read as CommonJS, where the default sits one level deeper than it does at run time.
  return await (module as unknown as typeof module.default)();
}

/** HiGHS is needed and not loaded. */
class SolverNeeded extends Error {
  override readonly name = "SolverNeeded";
}

/**
 * Does the work with what search alone can solve; only where that is not enough, loads HiGHS, which takes longer than most
 * releases do, and does it again. The work must change nothing outside.
 */
export async function withSolver<T>(work: (solver: Solver) => Promise<T>): Promise<T> {
  if (ready) return await work(ready);
  try {
    return await work(new Solver());
  } catch (error) {
    if (!(error instanceof SolverNeeded)) throw error;
  }
  return await work(await loadSolver());
}

/** Ready to take programs: with HiGHS, or with search alone. */
export class Solver {
  readonly #highs: Highs | undefined;

  constructor(highs?: Highs) {
    this.#highs = highs;
  }

  /**
   * Takes a program to be solved for any number of objectives; dispose of it afterwards.
   *
   * @param options.search false to ask HiGHS everything
   * @param options.deadline after which only what is known by then is said
   * @throws {RangeError} if a number in it is too large to be solved exactly.
   */
  open(
    program: IntegerProgram,
    { search = true, deadline = NO_DEADLINE }: { search?: boolean; deadline?: Deadline } = {},
  ): OpenProgram {
    return new OpenProgram(this.#highs, program, search, deadline);
  }
}

/** What HiGHS says, before any check; `bound` is what it proved of the objective. */
type Run =
  | { readonly status: "optimal"; readonly point: Float64Array; readonly bound: number }
  | { readonly status: "infeasible" | "undecided" | "late"; readonly point?: Float64Array };

/** Beyond this, tolerances of 1e-7 are no longer far below 1 in sums of products. */
const GREATEST_LIMIT = 1e9;
const GREATEST_COEFFICIENT = 1e7;
/** How far from a whole number HiGHS may be before its answer counts as fractional. */
const TOLERANCE = 1e-5;
/** Nodes of a search for a good point, and of one for the best. */
const FEW_NODES = 20;
const MOST_NODES = 2 ** 31 - 1;
/** Denominators tried when an unbounded direction is turned into whole numbers. */
const GREATEST_RAY_DENOMINATOR = 60;

/** One program inside HiGHS. */
export class OpenProgram implements Disposable {
  readonly #highs: Highs | undefined;
  readonly #program: IntegerProgram;
  readonly #isSearched: boolean;
  #relaxed: Model | undefined;
  #integer: Model | undefined;
  #cone: Model | undefined;
  #point: readonly number[] | null | undefined;
  #deadline: Deadline;
  /** Seconds that HiGHS has spent on each model: it counts them over all runs. */
  readonly #spent = new Map<Model, number>();

  constructor(
    highs: Highs | undefined,
    program: IntegerProgram,
    search: boolean,
    deadline: Deadline,
  ) {
    this.#highs = highs;
    this.#program = program;
    this.#isSearched = search;
    this.#deadline = deadline;
    for (const limit of program.upper) requireMagnitude(limit, GREATEST_LIMIT);
    for (const { coefficients, lower, upper } of program.rows) {
      for (const value of [lower, upper]) requireMagnitude(value, GREATEST_LIMIT);
      for (const value of coefficients) requireMagnitude(value, GREATEST_COEFFICIENT);
    }
  }

  /** Any feasible point, null where there is none, undefined where time is up, or that share of what is left of it. */
  findPoint(share = 1): readonly number[] | null | undefined {
    if (this.#isSearched) this.#point ??= searchPoint(this.#program);
    if (this.#point === undefined) {
      const whole = this.#deadline;
      this.#deadline = new Deadline(share * whole.seconds);
      const found = this.#solve({ variables: [], coefficients: [] }, "minimise");
      this.#deadline = whole;
      if (found.status === "undecided") return undefined;
      this.#point = found.status === "optimal" ? found.point : null;
    }
    return this.#point;
  }

  /** A bound that the objective does not pass, without whole numbers: exact where the corner is whole. */
  relax(objective: Objective, sense: Sense): Optimum {
    return this.#relax(objective, sense) ??
      { status: "undecided", bound: sense === "maximise" ? Infinity : -Infinity };
  }

  /** A good point for the objective, at little cost; null where none was found. */
  aim(objective: Objective, sense: Sense): readonly number[] | null {
    this.#integer ??= this.#createModel(true);
    this.#integer.options.set({ mip_max_nodes: FEW_NODES });
    const found = this.#run(this.#integer, objective, sense);
    this.#integer.options.set({ mip_max_nodes: MOST_NODES });
    return found.point === undefined ? null : this.#roundPoint(found.point);
  }

  /** The least or greatest value of a whole-number objective, exactly. */
  optimise(objective: Objective, sense: Sense): Optimum {
    for (const value of objective.coefficients) requireMagnitude(value, GREATEST_COEFFICIENT);
    const point = this.findPoint();
    if (point === null) return { status: "infeasible" };
    return (point && this.#search(objective, sense, point)) ?? this.#solve(objective, sense);
  }

  #search(objective: Objective, sense: Sense, point: readonly number[]): Optimum | undefined {
    if (!this.#isSearched) return undefined;
    const sign = sense === "maximise" ? 1 : -1;
    const turned = {
      variables: objective.variables,
      coefficients: objective.coefficients.map((coefficient) => sign * coefficient),
    };
    const found = searchGreatest(this.#program, turned, point);
    if (found) return { status: "optimal", value: sign * found.value + 0, point: found.point };
    const ray = searchRay(this.#program, turned);
    return ray && { status: "unbounded", ray };
  }

  [Symbol.dispose](): void {
    for (const model of [this.#relaxed, this.#integer, this.#cone]) model?.dispose();
    this.#relaxed = this.#integer = this.#cone = undefined;
  }

  /** The relaxation first: in tables of two dimensions its corner is whole, and a warm start makes it cheap. */
  #solve(objective: Objective, sense: Sense): Optimum {
    const { upper, rows } = this.#program;
    if (upper.length === 0) {
      // HiGHS takes a model without columns as unsolved.
      if (!rows.every((row) => holds(row, []))) return { status: "infeasible" };
      return { status: "optimal", value: 0, point: [] };
    }
    const relaxed = this.#relax(objective, sense);
    if (relaxed && relaxed.status !== "undecided") return relaxed;
    const found = this.#run(this.#integer ??= this.#createModel(true), objective, sense);
    if (found.status === "late") {
      return relaxed ??
        { status: "undecided", bound: sense === "maximise" ? Infinity : -Infinity };
    }
    if (found.status === "infeasible" && !this.#point) return { status: "infeasible" };
    const point = found.status === "optimal" ? this.#roundPoint(found.point) : null;
    const value = point && evaluate(objective, point);
    if (!point || found.status !== "optimal" || value !== roundInward(found.bound, sense)) {
      throw new Error(`Cannot solve exactly: what HiGHS calls ${found.status} fails the check`);
    }
    return { status: "optimal", value: value!, point };
  }

  /** What the relaxation says: an optimum where its corner is whole, else a bound; undefined where it says nothing. */
  #relax(objective: Objective, sense: Sense): Optimum | undefined {
    const relaxed = this.#run(this.#relaxed ??= this.#createModel(false), objective, sense);
    if (relaxed.status === "infeasible" && !this.#point) return { status: "infeasible" };
    if (relaxed.status === "late") return undefined;
    if (relaxed.status === "optimal") {
      const point = this.#roundPoint(relaxed.point);
      const value = point && evaluate(objective, point);
      const bound = roundInward(relaxed.bound, sense);
      if (point && value === bound) return { status: "optimal", value, point };
      return { status: "undecided", bound };
    }
    if (!this.#point) return undefined;
    // From a whole point, a whole direction without end leads on: the data are rational.
    const ray = this.#findRay(objective, sense);
    return ray ? { status: "unbounded", ray } : undefined;
  }

  /** A whole-number direction along which the program never ends and the objective improves; null if none. */
  #findRay(objective: Objective, sense: Sense): number[] | null {
    // The directions of the program, cut to a box so that the search always ends.
    const homogeneous = (limit: number) => Number.isFinite(limit) ? 0 : limit;
    const rows = this.#program.rows.map((row) => ({
      ...row,
      lower: homogeneous(row.lower),
      upper: homogeneous(row.upper),
    }));
    const upper = this.#program.upper.map((limit) => Number.isFinite(limit) ? 0 : 1);
    this.#cone ??= this.#createModel(false, { upper, rows });
    const found = this.#run(this.#cone, objective, sense);
    if (found.status === "late") return null;
    if (found.status !== "optimal") throw new Error("Cannot solve exactly: no direction found");
    if (Math.abs(found.bound) < TOLERANCE) return null;
    for (let factor = 1; factor <= GREATEST_RAY_DENOMINATOR; factor++) {
      const ray = [...found.point].map((value) => Math.round(value * factor) + 0);
      const gain = evaluate(objective, ray) * (sense === "maximise" ? 1 : -1);
      const isInside = ray.every((value, index) =>
        value >= 0 && (value === 0 || upper[index] === 1)
      );
      if (gain > 0 && isInside && rows.every((row) => holds(row, ray))) return ray;
    }
    throw new Error("Cannot solve exactly: no whole-number direction proves it unbounded");
  }

  #loaded(): Highs {
    if (this.#highs === undefined) throw new SolverNeeded("HiGHS is not loaded");
    return this.#highs;
  }

  #createModel(isInteger: boolean, { upper, rows }: IntegerProgram = this.#program): Model {
    const model = this.#loaded().createModel({
      numCols: upper.length,
      numRows: rows.length,
      colCost: upper.map(() => 0),
      colLower: upper.map(() => 0),
      colUpper: upper,
      rowLower: rows.map((row) => row.lower),
      rowUpper: rows.map((row) => row.upper),
      matrix: toSparseRows(rows, upper.length),
      integrality: isInteger ? upper.map(() => 1 as const) : undefined,
    });
    // HiGHS stops by default within 0.01 % of the optimum; here less than 1 from it is the optimum.
    model.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0.99 });
    // Without presolve the relaxation starts from the last corner and tells unbounded from infeasible.
    if (!isInteger) model.options.set({ presolve: "off", solver: "simplex" });
    // From one objective to the next the last corner stays feasible: the primal simplex goes on from there.
    if (!isInteger && rows === this.#program.rows) model.options.set({ simplex_strategy: 4 });
    return model;
  }

  #run(model: Model, objective: Objective, sense: Sense): Run {
    const { modelStatus, objectiveSense } = this.#loaded().constants;
    const costs = new Float64Array(this.#program.upper.length);
    objective.variables.forEach((variable, position) => {
      costs[variable] = costs[variable]! + objective.coefficients[position]!;
    });
    model.changeColsCost({ kind: "range", from: 0, to: costs.length - 1 }, costs);
    model.changeObjectiveSense(objectiveSense[sense === "minimise" ? "minimize" : "maximize"]);
    const started = performance.now();
    const spent = this.#spent.get(model) ?? 0;
    const { seconds } = this.#deadline;
    if (seconds === 0) return { status: "late" };
    if (seconds < Infinity) model.options.set({ time_limit: spent + seconds });
    model.run();
    this.#spent.set(model, spent + (performance.now() - started) / 1_000);
    const status = model.getModelStatus();
    if (status === modelStatus.infeasible) return { status: "infeasible" };
    if (status !== modelStatus.optimal && this.#deadline.isOver) return { status: "late" };
    // Unbounded, "unbounded or infeasible" and, on unbounded programs now and then, unknown.
    if (status !== modelStatus.optimal) {
      const point = model === this.#integer ? model.getSolution().colValue : undefined;
      return { status: "undecided", ...(point?.length ? { point } : {}) };
    }
    const bound = model === this.#integer
      ? Number(model.info.get("mip_dual_bound"))
      : model.getObjectiveValue();
    return { status: "optimal", point: model.getSolution().colValue, bound };
  }

  /** The point in whole numbers, null where it is not close to one that satisfies every row exactly. */
  #roundPoint(point: Float64Array): number[] | null {
    const rounded = [...point].map((value) => Math.round(value) + 0);
    const isClose = rounded.every((value, variable) =>
      Math.abs(value - point[variable]!) < TOLERANCE && value >= 0 &&
      value <= this.#program.upper[variable]!
    );
    return isClose && this.#program.rows.every((row) => holds(row, rounded)) ? rounded : null;
  }
}

/** The best whole value that a proven bound still allows. */
function roundInward(bound: number, sense: Sense): number {
  const slack = TOLERANCE * Math.max(1, Math.abs(bound) / GREATEST_LIMIT);
  return (sense === "maximise" ? Math.floor(bound + slack) : Math.ceil(bound - slack)) + 0;
}

function toSparseRows(rows: readonly LinearRow[], columns: number) {
  const starts = [0];
  for (const { variables } of rows) starts.push(starts.at(-1)! + variables.length);
  return {
    format: "csr" as const,
    numRows: rows.length,
    numCols: columns,
    starts,
    indices: rows.flatMap(({ variables }) => variables),
    values: rows.flatMap(({ coefficients }) => coefficients),
  };
}

function requireMagnitude(value: number, greatest: number): void {
  if (Number.isFinite(value) ? Math.abs(value) <= greatest : !Number.isNaN(value)) return;
  throw new MagnitudeError(greatest);
}
