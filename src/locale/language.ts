/** Languages of everything that code says to readers. */

/** The languages that figures, tables and reports speak. */
export type Language = "en" | "fr";
