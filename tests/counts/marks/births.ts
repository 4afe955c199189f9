/** Rows of another subject than the project's, with columns of their own. */
export const births = [
  { town: "Aa", year: "2023", births: 40, flag: null, least: 40, most: 40 },
  { town: "Bb", year: "2023", births: null, flag: "<5", least: 1, most: 4 },
  { town: "Cc", year: "2023", births: 100, flag: null, least: 100, most: 100 },
  { town: "Aa", year: "2024", births: null, flag: "..", least: 20, most: null },
  { town: "Bb", year: "2024", births: null, flag: "..", least: null, most: null },
  { town: "Cc", year: "2024", births: null, flag: null, least: null, most: null },
];

/** The channels that the marks need to be told of. */
export const own = { mark: "flag", lower: "least", upper: "most" } as const;
