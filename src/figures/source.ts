/** The line that says where the numbers come from. */
import { localText, type View } from "./view.ts";

/** "Source: publisher, reference, date." And that the release is a draft, where it is one. */
export function sourceLine(view: View): string {
  const { publisher, reference, documentDate } = view.release.provenance;
  const { figure } = view.text;
  const source = figure.source(localText(view, publisher), reference, view.text.date(documentDate));
  const { length } = view.release.review;
  return length === 0 ? source : `${source} ${figure.draft(length)}`;
}
