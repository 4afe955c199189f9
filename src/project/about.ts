/** What the project's page says of itself: who answers for it, what it may be used for, and what happened since. */
import type { AboutEntry, PageWords } from "@crosses/notebooks";
import type { Language } from "@crosses/text";
import publication from "./publication.json" with { type: "json" };
import { dateWords, WORDS } from "./words.ts";

/** A correction made after a page went out: its day, and what was wrong, in each language. */
type Correction = Readonly<Record<Language, string>> & { readonly date: string };

/** The words around a page that come from no release. Who publishes it is set in `publication.json`. */
export function aboutPage(
  lang: Language,
  letter: string,
): Pick<PageWords, "tab" | "foldTitle" | "about" | "source"> {
  const text = WORDS[lang];
  const { publisher, corrections_to: address } = publication;
  const corrections = (publication.corrections as readonly Correction[])
    .map((one) => `${dateWords(one.date, lang)}, ${one[lang]}`);
  const entries: readonly AboutEntry[] = [
    { label: text.publisher, parts: [publisher || text.noPublisher] },
    {
      label: text.corrections,
      parts: [
        corrections.length > 0 ? `${corrections.join(" ")} ` : text.noCorrections,
        address ? text.correctTo(address) : text.noAddress,
      ],
    },
    { label: text.programme, parts: text.programmeParts },
    { label: text.review, parts: text.reviewParts },
    { label: text.licence, parts: [text.licenceText] },
  ];
  return {
    tab: text.tab,
    foldTitle: text.workedOut,
    about: { ...text.about, entries },
    source: { label: text.letterText, lang: "fr", text: letter },
  };
}
