/** How a step hands on the problems it finds: one at a time, so that none hides another. */
import type { Problem } from "../errors.ts";

/** A problem of a file that the caller knows. */
export type FileProblem = Omit<Problem, "file" | "table">;

/** Takes a problem and lets the step go on. */
export type Report = (problem: FileProblem) => void;
