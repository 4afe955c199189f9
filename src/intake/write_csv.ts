/** Rows to CSV as the loader reads it: commas, UTF-8, one line a row. */

/** Quotes a field only where it must be. */
export function stringify(rows: readonly (readonly string[])[]): string {
  const quoted = (field: string) =>
    /[",]|^\s|\s$/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
  return rows.map((row) => `${row.map(quoted).join(",")}\n`).join("");
}
