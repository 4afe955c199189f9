/**
 * What the other packages share: languages, and errors that say where, what was found and what is wanted.
 * @module
 */
export {
  describeProblem,
  type FileProblem,
  NotebookError,
  type NotebookPlace,
  type Problem,
  quote,
  RegistrationError,
  ReleaseError,
  type Report,
  terminalSafe,
  UsageError,
} from "./errors.ts";
export { EMPTY_MARK, type Language, shownMark } from "./language.ts";
export { paired } from "./paired.ts";
