/** How the published counts bear out the relations that a release declares. */
import pl from "nodejs-polars";
import { checkRelations } from "../relations/evidence.ts";
import type { Release } from "../release/model.ts";
import { requireRelease } from "../release/require_release.ts";
import type { FrameOptions } from "./cells.ts";
import { type Frame, frameOf, requireLocale, requireOptions } from "./frame.ts";

/** A row of {@linkcode relationChecks}: at how many places the relation comes out how. */
export interface RelationRow {
  /** The relation in words of the locale. */
  readonly relation: string;
  /** The names of the assumptions that suppose it, joined. */
  readonly assumptions: string;
  /** At how many places it holds. */
  readonly holds: number;
  /** An "at most" that is met exactly; not counted under `holds`. */
  readonly equal: number;
  /** At how many places published counts contradict it. */
  readonly breaks: number;
  /** It depends on a suppressed count. */
  readonly open: number;
}

/** One row a relation of the release. Rests on published counts alone, whatever is assumed. */
export function relationChecks(release: Release, options?: FrameOptions): Frame<RelationRow> {
  requireRelease(release);
  requireOptions(options, ["locale"], "relationChecks(release, …)");
  const locale = requireLocale(options?.locale);
  const labels = new Map(release.assumptions.map(({ name, label }) => [name, label[locale]]));
  return frameOf(checkRelations(release), [
    { name: "relation", type: pl.String, of: ({ relation }) => relation.label[locale] },
    {
      name: "assumptions",
      type: pl.String,
      of: ({ relation }) => relation.assumptions.map((name) => labels.get(name) ?? name).join(", "),
    },
    { name: "holds", type: pl.Int64, of: ({ counts }) => counts.holds },
    { name: "equal", type: pl.Int64, of: ({ counts }) => counts.equality },
    { name: "breaks", type: pl.Int64, of: ({ counts }) => counts.breaks },
    { name: "open", type: pl.Int64, of: ({ counts }) => counts.unchecked },
  ]);
}
