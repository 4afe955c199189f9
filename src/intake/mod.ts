/**
 * A table that somebody saved, understood in sight and made a release folder: grids, tables, inferences, questions.
 * @module
 */
export { type Draft, draftRelease, type SourceFile } from "./release/draft.ts";
export { type Ask, settle, type Settled } from "./ask/ask.ts";
export { type Given } from "./inferences/inferences.ts";
