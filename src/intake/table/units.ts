/** Counts with what they count behind them, as in "78 students": read without it where a column says the same throughout. */
import { SAY } from "../words/intake.ts";
import type { Findings } from "../inferences/inferences.ts";
import type { Block } from "./block.ts";

const COUNTED = /^(\d[\d,.\s]*) (\p{L}{4,})$/u;

/** Cases in the singular and the plural are the same. */
const unitIn = (text: string) => COUNTED.exec(text)?.[2]?.toLowerCase().replace(/s$/, "");

/** Labels such as "12 months" stand in the first column, and stay. */
export function withoutUnits(block: Block, findings: Findings): Block {
  const units = (block.rows[0]?.fields ?? []).map((_, at) => {
    const own = block.rows.map(({ fields }) => fields[at]!).filter(Boolean);
    const found = own.map(unitIn).filter((unit) => unit !== undefined);
    const isOne = at > 0 && found.length > 1 && new Set(found).size === 1;
    return isOne && 2 * found.length > own.length ? found[0] : undefined;
  });
  if (units.every((unit) => unit === undefined)) return block;
  let cut = 0;
  const rows = block.rows.map((row) => ({
    ...row,
    fields: row.fields.map((text, at) => {
      if (units[at] === undefined || unitIn(text) !== units[at]) return text;
      cut++;
      return COUNTED.exec(text)![1]!.trim();
    }),
  }));
  findings.note(block.file, SAY.unit(units.find((unit) => unit !== undefined)!, cut));
  return { ...block, rows };
}
