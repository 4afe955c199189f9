/** The time that a page says it was made. */
import { UsageError } from "../errors.ts";
import { environment } from "./command.ts";

/**
 * Now, or the moment of SOURCE_DATE_EPOCH (seconds since 1970), so that the same inputs give the same bytes.
 * @see https://reproducible-builds.org/specs/source-date-epoch/
 * @throws {UsageError} when the variable is not a whole number of seconds
 */
export function clock(): Date {
  const epoch = environment("SOURCE_DATE_EPOCH");
  if (epoch === undefined || epoch === "") return new Date();
  if (/^\d{1,11}$/.test(epoch)) return new Date(Number(epoch) * 1000);
  throw new UsageError(
    `SOURCE_DATE_EPOCH is ${JSON.stringify(epoch)}`,
    "it takes a whole number of seconds since 1970",
  );
}
