/** A Polars frame as a table. */
import type pl from "nodejs-polars";
import type { Catalogue } from "../locale/catalogue.ts";
import { ShownTable, type TableCell } from "./table.ts";

/** Rows that are shown before the rest is left out. */
const MAX_ROWS = 100;

/**
 * The first hundred rows of a frame. A null prints as "x", suppressed: in the frames of this project it is only that.
 */
export function frameTable(frame: pl.DataFrame, text: Catalogue): ShownTable {
  const columns = frame.columns.map((name, index) => {
    const type = String(frame.dtypes[index]?.variant);
    const isNumber = /^(U?Int|Float|Decimal)/.test(type);
    return { name, heading: name, type: isNumber ? "number" as const : "string" as const };
  });
  const { height } = frame.shape;
  const rows = frame.head(MAX_ROWS).rows().map((row: unknown[]) =>
    row.map((value) => frameCell(value, text))
  );
  return new ShownTable({
    id: `frame-${columns.map(({ name }) => name).join("-").replace(/[^\w-]/g, "")}`.slice(0, 60),
    caption: text.table.frame(height, columns.length, Math.min(height, MAX_ROWS)),
    columns,
    headColumns: 0,
    rows,
  });
}

function frameCell(value: unknown, text: Catalogue): TableCell {
  if (value === null || value === undefined) {
    return { text: "x", kind: "suppressed", abbreviation: text.cell.suppressed, value: null };
  }
  if (typeof value === "number" || typeof value === "bigint") {
    return { text: String(value), kind: "number", value: Number(value) };
  }
  if (value instanceof Date) {
    const iso = value.toISOString();
    const text = iso.endsWith("T00:00:00.000Z") ? iso.slice(0, 10) : iso;
    return { text, kind: "text", value: text };
  }
  return { text: String(value), kind: "text" };
}
