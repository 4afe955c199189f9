/**
 * Large programs by HiGHS (WebAssembly), which computes in floating point. What is said here is exact all the same: every point
 * is rounded and checked against the rows in whole numbers, and an optimum must agree with the bound that HiGHS proved. Where
 * a check fails, nothing is said. The only import of HiGHS.
 */

import type { Highs, Model } from "highs";
import {
  type Deadline,
  evaluate,
  holds,
  type IntegerProgram,
  type LinearRow,
  type Objective,
  type Optimum,
} from "./program.ts";

export type { Highs } from "highs";

export async function loadHighs(): Promise<Highs> {
  const { default: module } = await import("highs");
  // The package's types are read as CommonJS, where the default sits one level deeper than it does at run time.
  return await (module as unknown as typeof module.default)();
}

const GREATEST_COEFFICIENT = 1e7;
/** Beyond this, tolerances of 1e-7 are no longer far below 1 in sums of products. */
const GREATEST_LIMIT = 1e9;
/** How far from a whole number HiGHS may be before its answer counts as fractional. */
const TOLERANCE = 1e-5;
/** Denominators tried when a direction without end is turned into whole numbers. */
const GREATEST_RAY_DENOMINATOR = 60;
/** Nodes of a search for a good point, and of one for the best. */
const FEW_NODES = 20;
const MOST_NODES = 2 ** 31 - 1;

const NOTHING: Objective = { variables: [], coefficients: [] };

/**
 * Without presolve a relaxation starts from the last corner, and from one objective to the next that stays feasible: the
 * primal simplex (4) goes on from there.
 */
const WARM = { presolve: "off", solver: "simplex", simplex_strategy: 4 };

/** HiGHS stops by default within 0.01 % of the optimum; here less than 1 from it is the optimum. */
const WHOLE = { mip_rel_gap: 0, mip_abs_gap: 0.99 };

/** What HiGHS says, before any check; `bound` is what it proved of the objective. */
interface Run {
  readonly status: "optimal" | "infeasible" | "other" | "late";
  readonly point: Float64Array;
  readonly bound: number;
}

/** Whether HiGHS can take the program. */
export function isForHighs({ upper, rows }: IntegerProgram): boolean {
  const isCalm = (limit: bigint | null) => limit === null || isWithin(limit, GREATEST_LIMIT);
  return upper.length > 0 && upper.every(isCalm) &&
    rows.every((row) => isCalm(row.lower) && isCalm(row.upper) && isObjectiveForHighs(row));
}

export function isObjectiveForHighs({ coefficients }: Objective): boolean {
  return coefficients.every((coefficient) => isWithin(coefficient, GREATEST_COEFFICIENT));
}

function isWithin(number: bigint, greatest: number): boolean {
  return -greatest <= number && number <= greatest;
}

/** One program inside HiGHS, to be maximised. */
export class HighsProgram implements Disposable {
  #relaxed: Model | undefined;
  #integer: Model | undefined;
  #cone: Model | undefined;
  /** Whether a point was found: only then is a direction without end a proof. */
  #hasPoint = false;
  /** Seconds that HiGHS has spent on each model: it counts them over all runs. */
  readonly #spent = new Map<Model, number>();

  constructor(private readonly highs: Highs, private readonly program: IntegerProgram) {}

  /**
   * The optimum without whole numbers: exact where its corner is whole, as in tables of two dimensions, or where a point is known
   * and nothing caps the objective; else `undecided`, with the bound that it proves. Undefined where it says nothing.
   */
  relax(objective: Objective, deadline: Deadline): Optimum | undefined {
    const { status, ...found } = this.#run(this.#relaxedModel, objective, deadline);
    if (status === "infeasible") return { status };
    if (status === "other" && this.#hasPoint) return this.#findRay(objective, deadline);
    if (status !== "optimal") return undefined;
    const point = this.#roundPoint(found.point);
    const bound = roundInward(found.bound);
    return point && evaluate(objective, point) === bound
      ? { status, value: bound, point }
      : { status: "undecided", bound };
  }

  /** A good point for the objective, at little cost; null where none was found. */
  aim(objective: Objective, deadline: Deadline): bigint[] | null {
    const model = this.#integerModel;
    model.options.set({ mip_max_nodes: FEW_NODES });
    const { point } = this.#run(model, objective, deadline);
    model.options.set({ mip_max_nodes: MOST_NODES });
    return this.#roundPoint(point);
  }

  /** The optimum in whole numbers; undefined where what HiGHS says fails the check. */
  optimise(objective: Objective, deadline: Deadline): Optimum | undefined {
    // The relaxation first: a warm start makes it cheap.
    const relaxed = this.relax(objective, deadline);
    if (relaxed && relaxed.status !== "undecided") return relaxed;
    if (relaxed === undefined && !deadline.isOver) {
      if (this.#hasPoint || objective.variables.length === 0) return undefined;
      // Without an end, or without a point.
      const any = this.optimise(NOTHING, deadline);
      if (any?.status === "optimal") return this.#findRay(objective, deadline);
      return any?.status === "infeasible" ? any : undefined;
    }
    const { status, ...found } = this.#run(this.#integerModel, objective, deadline);
    if (status === "late") return relaxed ?? { status: "undecided", bound: null };
    if (status === "infeasible") return { status };
    const point = this.#roundPoint(found.point);
    if (status !== "optimal" || point === null) return undefined;
    // HiGHS 1.15.3 now and then ends too early on whole numbers without a limit: it proves 0 where 16 is attained (see the test).
    if (objective.variables.length > 0 && this.program.upper.includes(null)) return undefined;
    const value = evaluate(objective, point);
    return value === roundInward(found.bound) ? { status, value, point } : undefined;
  }

  [Symbol.dispose](): void {
    for (const model of [this.#relaxed, this.#integer, this.#cone]) model?.dispose();
    this.#relaxed = this.#integer = this.#cone = undefined;
  }

  /** A direction along which the program never ends and the objective grows: data are rational, so it leads on from any point. */
  #findRay(objective: Objective, deadline: Deadline): Optimum | undefined {
    const cone = this.#directions;
    this.#cone ??= this.#createModel(false, WARM, cone);
    const { status, ...found } = this.#run(this.#cone, objective, deadline);
    if (status !== "optimal" || found.bound < TOLERANCE) return undefined;
    const ray = toWholeRay([...found.point], objective, cone);
    return ray && { status: "unbounded", ray };
  }

  /** A direction without end that moves every variable that has any; undefined where none is proven. */
  findWidestRay(deadline: Deadline): bigint[] | undefined {
    if (!this.#hasPoint) return undefined;
    const cone = this.#directions;
    const size = cone.upper.length;
    const free = [...cone.upper.keys()].filter((variable) => cone.upper[variable] !== 0n);
    const objective = { variables: free, coefficients: free.map(() => 1n) };
    // Each variable in two parts: what counts, at most 1, and the rest, which nothing limits. So the sum counts how many
    // variables move, and not how far.
    const model = this.#createModel(false, {}, {
      upper: [...cone.upper, ...cone.upper.map((end) => end === 0n ? end : null)],
      rows: cone.rows.map((row) => ({
        ...row,
        variables: row.variables.flatMap((variable) => [variable, size + variable]),
        coefficients: row.coefficients.flatMap((coefficient) => [coefficient, coefficient]),
      })),
    });
    const { status, point } = this.#run(model, objective, deadline);
    this.#spent.delete(model);
    model.dispose();
    if (status !== "optimal") return undefined;
    const steps = cone.upper.map((_, variable) => point[variable]! + point[size + variable]!);
    return toWholeRay(steps, objective, cone);
  }

  /** The directions of the program, cut to a box so that a search among them ends. */
  get #directions(): IntegerProgram {
    const flatten = (limit: bigint | null) => limit === null ? null : 0n;
    return {
      upper: this.program.upper.map((end) => end === null ? 1n : 0n),
      rows: this.program.rows.map((row) => ({
        ...row,
        lower: flatten(row.lower),
        upper: flatten(row.upper),
      })),
    };
  }

  get #relaxedModel(): Model {
    return this.#relaxed ??= this.#createModel(false, WARM);
  }

  get #integerModel(): Model {
    return this.#integer ??= this.#createModel(true, WHOLE);
  }

  #createModel(
    isInteger: boolean,
    options: Record<string, string | number>,
    { upper, rows }: IntegerProgram = this.program,
  ): Model {
    const toNumber = (limit: bigint | null, none: number) => limit === null ? none : Number(limit);
    const model = this.highs.createModel({
      numCols: upper.length,
      numRows: rows.length,
      colCost: upper.map(() => 0),
      colLower: upper.map(() => 0),
      colUpper: upper.map((end) => toNumber(end, Infinity)),
      rowLower: rows.map((row) => toNumber(row.lower, -Infinity)),
      rowUpper: rows.map((row) => toNumber(row.upper, Infinity)),
      matrix: toSparseRows(rows, upper.length),
      integrality: isInteger ? upper.map(() => 1 as const) : undefined,
    });
    model.options.set({ output_flag: false, ...options });
    return model;
  }

  #run(model: Model, objective: Objective, deadline: Deadline): Run {
    const { modelStatus, objectiveSense } = this.highs.constants;
    const costs = new Float64Array(this.program.upper.length);
    objective.variables.forEach((variable, place) => {
      costs[variable] = Number(objective.coefficients[place]!);
    });
    model.changeColsCost({ kind: "range", from: 0, to: costs.length - 1 }, costs);
    model.changeObjectiveSense(objectiveSense.maximize);
    const { seconds } = deadline;
    const nothing = { point: new Float64Array(), bound: Infinity };
    if (seconds === 0) return { status: "late", ...nothing };
    const spent = this.#spent.get(model) ?? 0;
    const started = performance.now();
    if (seconds < Infinity) model.options.set({ time_limit: spent + seconds });
    model.run();
    this.#spent.set(model, spent + (performance.now() - started) / 1_000);
    const status = model.getModelStatus();
    if (status === modelStatus.infeasible) return { status: "infeasible", ...nothing };
    const point = model.getSolution().colValue;
    // Unbounded, "unbounded or infeasible", out of nodes and, on unbounded programs now and then, unknown.
    if (status !== modelStatus.optimal) {
      return { ...nothing, point, status: deadline.isOver ? "late" : "other" };
    }
    const bound = model === this.#integer
      ? Number(model.info.get("mip_dual_bound"))
      : model.getObjectiveValue();
    return { status: "optimal", point, bound };
  }

  /** The point in whole numbers, null where it is not close to one that satisfies every row exactly. */
  #roundPoint(point: Float64Array): bigint[] | null {
    const { upper, rows } = this.program;
    const whole = [...point].map(Math.round);
    const isClose = whole.length === upper.length &&
      whole.every((value, variable) =>
        Math.abs(value - point[variable]!) < TOLERANCE && value >= 0 &&
        value <= (upper[variable] ?? Infinity)
      );
    if (!isClose) return null;
    const rounded = whole.map(BigInt);
    if (!rows.every((row) => holds(row, rounded))) return null;
    this.#hasPoint = true;
    return rounded;
  }
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
    values: rows.flatMap(({ coefficients }) => coefficients.map(Number)),
  };
}

/** The best whole value that a proven bound still allows. */
function roundInward(bound: number): bigint {
  return BigInt(Math.floor(bound + TOLERANCE * Math.max(1, Math.abs(bound) / GREATEST_LIMIT)));
}

/** A direction in whole numbers, undefined where it does not stay in the cone or gains nothing there. */
function toWholeRay(
  steps: readonly number[],
  objective: Objective,
  { upper, rows }: IntegerProgram,
): bigint[] | undefined {
  // HiGHS scales a direction as it likes: whole in parts of its least step, it need not be whole in parts of 1.
  const least = steps.reduce((one, step) => step > TOLERANCE ? Math.min(one, step) : one, Infinity);
  for (const unit of [1, least]) {
    for (let parts = 1; parts <= GREATEST_RAY_DENOMINATOR; parts++) {
      const ray = steps.map((step) => BigInt(Math.round(step * parts / unit)));
      const isInside = ray.every((step, variable) =>
        step === 0n || (step > 0n && upper[variable] !== 0n)
      );
      if (isInside && evaluate(objective, ray) > 0n && rows.every((row) => holds(row, ray))) {
        return ray;
      }
    }
  }
  return undefined;
}
