/** Rows as CSV, in which no cell begins a formula. */

/**
 * Comma-separated, CRLF, the columns' names first; a null is an empty cell, a day ISO. Text that a spreadsheet would take for
 * a formula, since it begins with = + - or @, a tab or a carriage return, gets an apostrophe before it.
 */
export function toCsv(
  names: readonly string[],
  rows: readonly Readonly<Record<string, unknown>>[],
): string {
  const lines = [names.map(field), ...rows.map((row) => names.map((name) => field(row[name])))];
  return lines.map((cells) => `${cells.join(",")}\r\n`).join("");
}

function field(value: unknown): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "";
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  const text = plainText(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A value as text: days as ISO, lists joined. */
export function plainText(value: unknown): string {
  if (value instanceof Date) return value.toISOString().replace("T00:00:00.000Z", "");
  if (Array.isArray(value)) return value.map(plainText).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
