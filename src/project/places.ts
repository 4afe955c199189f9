/** Where the project keeps things, found from this module and not from the working directory. */
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const PROJECT_FOLDER: string = fileURLToPath(new URL("../../", import.meta.url));
/** A folder for each language, with the notebooks that are its chapters in the order of their names. */
export const NOTEBOOKS_FOLDER: string = fileURLToPath(new URL("../../notebooks/", import.meta.url));
/** A folder for each release. */
export const DATA_FOLDER: URL = new URL("../../data/", import.meta.url);
/** Where reports are written unless the command line says otherwise. */
export const DIST_FOLDER: string = fileURLToPath(new URL("../../dist/", import.meta.url));

/** The project's page of a language, and the page that leads to all. */
export const pageFile = (lang: string): string => `report.${lang}.html`;
export const INDEX_FILE = "index.html";

/** The folder in data/ whose release the notebooks tell of. */
export const RELEASE = "28731";
