/** A table by its lines, before it is understood. */
import type { GridLine } from "../read/grid.ts";

export interface Block {
  readonly file: string;
  readonly name: string;
  readonly hasCommas: boolean;
  readonly titles: string[];
  readonly header: GridLine[];
  readonly rows: BlockRow[];
  readonly notes: string[];
}

interface BlockRow extends GridLine {
  /** The heading that it stands under; `""` where there is none. */
  readonly heading: string;
}
