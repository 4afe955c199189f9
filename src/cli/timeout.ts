/** How long a cell may take. */
import { UsageError } from "../errors.ts";

/** Seconds that a cell may take where the command line does not say. */
export const DEFAULT_TIMEOUT_SECONDS = 120;

/**
 * The value of `--timeout`.
 * @throws {UsageError} when it is not a number of seconds
 */
export function seconds(value: string | undefined): number {
  if (value === undefined) return DEFAULT_TIMEOUT_SECONDS;
  const number = Number(value);
  if (/^\d+(\.\d+)?$/.test(value) && number > 0 && number <= 86_400) return number;
  throw new UsageError(
    `Option "--timeout" is ${JSON.stringify(value)}`,
    "it takes a number of seconds above 0, at most 86400",
  );
}
