/** The line that says where the numbers come from. */
import { localText, type View } from "./view.ts";

/** "Source: publisher, reference, date." */
export function sourceLine(view: View): string {
  const { publisher, reference, documentDate } = view.release.provenance;
  return view.text.figure.source(
    localText(view, publisher),
    reference,
    view.text.date(documentDate),
  );
}
