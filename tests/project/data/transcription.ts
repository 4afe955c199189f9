/** The marks of the letter's tables, read from its text and from the CSVs by two ways that share no code. */

/** One count or mark, with the row of its block and the column of its table. */
export interface Mark {
  /** One-based, in the order of the letter. */
  readonly table: number;
  /** One-based, within its table: the letter's text does not say which component a block is of. */
  readonly block: number;
  readonly row: string;
  readonly column: string;
  readonly mark: string;
}

/**
 * The marks in the letter's text. A table starts with the line of its years; under it, each line
 * "Profil …" is a row, and an empty line between rows ends a block.
 */
export function marksOfLetter(text: string): Mark[] {
  const marks: Mark[] = [];
  let table = 0, block = 0, columns: string[] = [], inBlock = false;
  for (const line of text.split("\n")) {
    if (line.startsWith("Programme pilote / volet ")) {
      table++;
      block = 0;
      columns = line.replaceAll(/\([^)]*\)/g, "").match(/\b20\d\d\b/g) ?? [];
    }
    const row = /^Profil (\S+) (.+)$/.exec(line);
    if (row && !inBlock) block++;
    inBlock = row !== null;
    if (!row) continue;
    const values = row[2]!.split(" ");
    if (values.length !== columns.length) throw new Error(`Not a row of ${columns}: ${line}`);
    marks.push(
      ...values.map((mark, i) => ({ table, block, row: row[1]!, column: columns[i]!, mark })),
    );
  }
  return marks;
}

/** The marks in the CSVs, given in the order of the letter's tables. */
export function marksOfTables(tables: readonly string[]): Mark[] {
  return tables.flatMap((csv, t) => {
    const [header, ...rows] = csv.trimEnd().split("\n").map((line) => line.split(","));
    const components = [...new Set(rows.map(([component]) => component))];
    return rows.flatMap(([component, profile, ...values]) =>
      values.map((mark, i) => ({
        table: t + 1,
        block: components.indexOf(component) + 1,
        row: profile!,
        column: header![i + 2]!,
        mark,
      }))
    );
  });
}

/** Where two transcriptions differ; nothing where they are the same marks in the same order. */
export function differences(expected: readonly Mark[], actual: readonly Mark[]): string[] {
  const length = Math.max(expected.length, actual.length);
  return Array.from({ length }, (_, i) => i).flatMap((i) => {
    const [wanted, found] = [expected[i], actual[i]].map((mark) => JSON.stringify(mark));
    return wanted === found ? [] : [`mark ${i + 1}: ${wanted} became ${found}`];
  });
}
