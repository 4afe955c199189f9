/** What is said of each thing that is inferred of somebody's tables. A missing key is a compile error. */
import { type Paired, paired } from "@crosses/text";
import { en } from "./intake_en.ts";
import { fr } from "./intake_fr.ts";

export { type ColumnKind, list } from "./intake_en.ts";

/** Every sentence that `new` says of a table. */
export const SAY: Paired<typeof en> = paired({ en, fr });
