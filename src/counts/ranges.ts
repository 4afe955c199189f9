/**
 * Exact ranges of suppressed counts, and which of them may be shown. Reaches neither Polars nor Plot.
 * @module
 */
export { Deadline, type End, type LinearRow, type Range, unit } from "./programs/program.ts";
export { loadSolver, type Solver } from "./programs/solver.ts";
export { checkRelations } from "./relations/kinds.ts";
export { explainEnd } from "./guard/explain_end.ts";
export { FeasibleSet } from "./relations/feasible_set.ts";
export { CellIndex, keysLabel } from "./relations/form.ts";
export { type ExplainedEnd, explainRelease } from "./guard/explain.ts";
export { explainInWords } from "./guard/explain_words.ts";
export { LIMIT_SECONDS, protectAssumptions, type Protected } from "./guard/protect.ts";
export { MIN_WIDTH_VALUES } from "./guard/shown.ts";
export { rangeWord, type ShownCount } from "./guard/shown.ts";
export { lowerEndsOf, uniformThresholds } from "./guard/thresholds.ts";
