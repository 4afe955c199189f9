/** Which uniform thresholds agree with what is published, as a Polars frame. */
import pl from "nodejs-polars";
import { uniformThresholds } from "../guard/thresholds.ts";
import { cellsOf } from "./cells.ts";
import { type Frame, frameOf, requireProtection } from "./frame.ts";
import { cellLabel } from "./places.ts";
import type { Protection } from "./protect.ts";

/** A row of {@linkcode thresholds}. */
export interface ThresholdRow {
  /** "Each count from 1 to threshold − 1 is suppressed" agrees with every published count. */
  readonly threshold: number;
  /** How many suppressed cells must then be suppressed for another reason than smallness. */
  readonly mustBeComplementary: number;
  /** Which: table and place, joined by semicolons. */
  readonly cells: string;
}

/** Thresholds that are told one by one; beyond, only those at which the answer changes. */
const MOST_ROWS = 100;

/**
 * Every uniform threshold that agrees with what is published, from 2 up, and for each the suppressed cells that must be
 * complementary (secondary), by the lower ends that `protect` shows. Empty where no threshold agrees. Never which can only be
 * primary.
 */
export function thresholds(protection: Protection): Frame<ThresholdRow> {
  const { release, cells, locale } = requireProtection(protection);
  const lower = cells.getColumn("lower").toArray() as (number | null)[];
  const range = cells.getColumn("range").toArray() as string[];
  const suppressed = cellsOf(release).flatMap((cell, index) =>
    cell.status !== "suppressed" || lower[index] === null || range[index] === "withheld"
      ? []
      : [{ cell, lower: Number(lower[index]) }]
  );
  const rows = uniformThresholds(release, suppressed).flatMap(({ from, to, complementary }) =>
    Array.from(
      { length: Math.min(MOST_ROWS, (to ?? from) - from + 1) },
      (_, step) => ({ threshold: from + step, complementary }),
    )
  ).slice(0, MOST_ROWS);
  return frameOf<ThresholdRow, typeof rows[number]>(rows, [
    { name: "threshold", type: pl.Int64, of: ({ threshold }) => threshold },
    {
      name: "mustBeComplementary",
      type: pl.Int64,
      of: ({ complementary }) => complementary.length,
    },
    {
      name: "cells",
      type: pl.String,
      of: ({ complementary }) =>
        complementary.map((cell) => cellLabel(release, cell, locale)).join("; "),
    },
  ]);
}
