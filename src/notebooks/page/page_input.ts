/** What a page is made of, as text that goes to the process which renders it, and back. */
import type { ChapterInput } from "./chapter.ts";
import { openImages } from "./local_images.ts";
import { renderReport, type Report, type ReportInput } from "./render_report.ts";

/** As `renderReport` takes it, with the folder of each notebook in the place of what finds its images. */
export interface PageInput extends Omit<ReportInput, "chapters"> {
  readonly chapters: readonly PageChapterInput[];
}

/** A notebook of a page, and the folder that its addresses are relative to. */
export interface PageChapterInput extends Omit<ChapterInput, "findImage"> {
  readonly folder: string;
}

/** Renders a page in this process. */
export function renderHere({ chapters, ...input }: PageInput): Promise<Report> {
  return renderReport({
    ...input,
    chapters: chapters.map(({ folder, ...chapter }) => ({
      ...chapter,
      findImage: openImages(folder),
    })),
  });
}

/** What the renderer wrote. */
export function decodeInput(line: string): PageInput {
  const { downloads, generatedAt, ...input } = JSON.parse(line);
  return {
    ...input,
    generatedAt: new Date(generatedAt),
    downloads: downloads?.map((one: { bytes: string }) => ({
      ...one,
      bytes: Uint8Array.fromBase64(one.bytes),
    })),
  };
}
