/** Markup by anyone as a plain tree: read once, before anything is decided about what may stand in a page. */
import { DomHandler, Parser } from "htmlparser2";

/** An element, a text, or something else that has neither name nor data of use. */
export interface Piece {
  /** `text` for text, whose words are `data`. */
  readonly type: string;
  readonly data?: string;
  /** Lower case, but for the names of SVG, which have their own. */
  readonly name?: string;
  /** Values by name as written. */
  attribs?: Readonly<Record<string, string>>;
  readonly children?: readonly Piece[];
}

export interface Markup {
  readonly pieces: readonly Piece[];
  /** True when what is nested more than 1,000 deep was left out, with all after it. */
  readonly isCut: boolean;
}

const DEEPEST = 1_000;
const TOO_DEEP = new Error("Markup is nested too deep");

class Tree extends DomHandler {
  #depth = 0;
  override onopentag(name: string, attributes: Record<string, string>): void {
    if (++this.#depth > DEEPEST) throw TOO_DEEP;
    super.onopentag(name, attributes);
  }
  override onclosetag(): void {
    this.#depth--;
    super.onclosetag();
  }
}

/** Reads HTML, with the SVG and MathML in it; XML of these reads the same. */
export function parseMarkup(markup: string): Markup {
  const tree = new Tree();
  try {
    new Parser(tree, { lowerCaseAttributeNames: false }).end(markup);
    return { pieces: tree.dom, isCut: false };
  } catch (error) {
    if (error !== TOO_DEEP) throw error;
    return { pieces: tree.dom, isCut: true };
  }
}

/** The first element of a name, in the order of the markup. */
export function findPiece(pieces: readonly Piece[], name: string): Piece | undefined {
  for (const piece of pieces) {
    const found = piece.name === name ? piece : findPiece(piece.children ?? [], name);
    if (found) return found;
  }
  return undefined;
}

/** The text in a piece. */
export function textIn({ data, name, children = [] }: Piece): string {
  return name === undefined && children.length === 0 ? data ?? "" : children.map(textIn).join("");
}
