/** Languages of everything that code says to readers. */

/** The languages that figures, tables and reports speak. */
export type Language = "en" | "fr";

/** What a release's files write for a cell in which the source leaves nothing. */
export const EMPTY_MARK = "(empty)";

/** A mark as readers see it: the source's own is in no language. */
export function shownMark(mark: string, language: Language): string {
  return mark === EMPTY_MARK && language === "fr" ? "(vide)" : mark;
}
