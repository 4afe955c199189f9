/** Names that no dimension may bear. */

/** The columns that the frames of a release have beside one for each dimension: a dimension of such a name would be there twice. */
export const RESERVED_COLUMNS: readonly string[] = [
  // cellFrame() and the cells of protect()
  ..."table tableLabel group periodStart periodEnd isPartial isTotal value status mark".split(" "),
  ..."lower upper range isOuter says".split(" "),
  // the quantities of protect()
  ..."quantity quantityLabel lowerAttained upperAttained".split(" "),
  // compareAssumptions(), explain(), lowerBounds()
  ..."assumption assumptionLabel end sentence relations published cells suppressed".split(" "),
];
