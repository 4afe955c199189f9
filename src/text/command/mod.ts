/**
 * A command of Deno's: its line, its messages on stderr, its exit status, and files that nobody ever sees half of.
 * @module
 */
export {
  clock,
  environment,
  errorLines,
  exitStatus,
  oneOf,
  parseCommandLine,
  runCommand,
  seconds,
  userPath,
} from "./command.ts";
export { untilInterrupted } from "./interrupt.ts";
export { TextLineStream } from "./text_lines.ts";
export { type OutFile, writeFiles } from "./write_files.ts";
