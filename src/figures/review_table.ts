/** What a draft takes to be so. */
import { ShownTable } from "./table.ts";
import { localText, requireView, type View } from "./view.ts";

/** One row for each thing that was inferred and nobody has confirmed: where it is written, and what was taken to be so. */
export function reviewTable(view: View): ShownTable {
  const { text, release } = requireView(view);
  return new ShownTable({
    id: "table-review",
    caption: text.table.review(release.review.length),
    notes: release.review.length === 0 ? [text.table.nothingToReview] : [],
    headColumns: 1,
    columns: [
      { name: "path", heading: text.table.place, type: "string" },
      { name: "inferred", heading: text.table.inferred, type: "string" },
    ],
    rows: release.review.map(({ path, inferred }) => [
      { text: path, kind: "text" },
      { text: localText(view, inferred), kind: "text" },
    ]),
  });
}
