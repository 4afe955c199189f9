/** Inputs that were once read wrong or refused needlessly, each for a kind: what is read of them, asked or refused. */
import assert from "node:assert/strict";
import { reviewPage } from "../../src/intake/ask/review_page.ts";
import type { ReadOptions } from "../../src/intake/read/read_file.ts";
import { assertSum, understoodOf } from "./corpus.ts";
import { draftOf, type Given, questionsOf, refusalOf, saidOf, written } from "./tables.ts";

interface Letter {
  readonly given?: Given;
  readonly options?: ReadOptions;
  /** What is asked without the answers. */
  readonly asks?: readonly RegExp[];
  /** What it is refused with, without the answers. */
  readonly refused?: RegExp;
  /** Each table: its header and its rows, fields parted by " | ". */
  readonly read?: readonly (readonly string[])[];
  /** What each table is called, where several are made. */
  readonly tables?: readonly string[];
  readonly totals?: Readonly<Record<string, readonly string[]>>;
  readonly marks?: Readonly<Record<string, string>>;
  /** Among what is inferred. */
  readonly said?: readonly RegExp[];
}

const DISTRICTS = (district: string, kind: string, first = "North") => [
  `${district} | ${kind} | 2023 | 2024 | Total`,
  `${first} | Homes | 112 | 98 | 210`,
  `${first} | Shops | x | 31 | 33`,
  "South | Homes | 64 | x | 149",
  "South | Shops | 17 | x | 26",
];
const STRAY: Letter = {
  read: [[
    "District | Kind | 2023 | 2024",
    "N | Homes | 112 | 98",
    "N | Shops | x | 31",
    "S | Homes | 64 | x",
    "S | Shops | 17 | 22",
  ]],
  said: [/left out are 1 outside the tables/],
};
const FILES = ["Office | 2023 | 2024", "Dakar | 214 | 198", "Lima | 75 | x", "Paris | 1204 | 1311"];
const PERMITS = ["Area | 2021 | 2022", "North | 214 | 198", "South | 75 | <5", "Total | 289 | 201"];

const BERTHS = [
  "Port | Class | 2022-2023 | 2023-2024 | 2024-2025",
  "Halifax | Fishing | 214 | 198 | 120",
  "Halifax | Pleasure | 75 | x | 31",
  "Gaspé | Fishing | 64 | 58 | 41",
];
const LETTERS: Readonly<Record<string, Letter>> = {
  "constant_column_Total_makes_the_sum_zero.csv": {
    read: [[
      "date | geography | Rural Urban | Men | Women",
      "2011 | Darlington | Total | 51000 | 54564",
      "2011 | Durham | Total | 250000 | 263242",
      "2011 | Hartlepool | Total | 44028 | 48000",
    ]],
    said: [/6 are counts, 0 totals, 0 measures/],
  },
  "count_and_percent_in_one_cell_refused_without_hint.csv": {
    read: [["Group | 2022 | 2023", "Women | 40 | 51", "Men | 118 | 113", "Unknown | * | *"]],
    said: [/a percentage in brackets after 4 counts is left out/],
  },
  "dfe_time_period_one_year_read_as_count.csv": {
    read: [[
      "time_period | time_identifier | geographic_level | country_name | sex | headcount",
      "202122 | Academic year | National | England | Female | 4520",
      "202122 | Academic year | National | England | Male | 4731",
      "202122 | Academic year | National | England | Total | 9251",
    ]],
    totals: { Total: ["Female", "Male"] },
  },
  "dfe_time_period_six_digits_read_as_count.csv": {
    read: [[
      "time_period | time_identifier | geographic_level | country_name | sex | headcount",
      "202122 | Academic year | National | England | Female | 4520",
      "202122 | Academic year | National | England | Male | 4731",
      "202122 | Academic year | National | England | Total | 9251",
      "202223 | Academic year | National | England | Female | 4611",
      "202223 | Academic year | National | England | Male | c",
      "202223 | Academic year | National | England | Total | 9402",
    ]],
    totals: { Total: ["Female", "Male"] },
  },
  "grand_total_after_headings_gets_last_heading.csv": {
    read: [[
      " |  | 2022 | 2023",
      "Public hospitals | Acute | 649 | 663",
      "Public hospitals | Psychiatric | 16 | 17",
      "Private hospitals | Day | 93 | 97",
      "Private hospitals | Other | 348 | x",
      "All hospitals | All hospitals | 1106 | 1129",
    ]],
    totals: {
      "All hospitals": [
        "Public hospitals · Acute",
        "Public hospitals · Psychiatric",
        "Private hospitals · Day",
        "Private hospitals · Other",
      ],
    },
  },
  "hash_is_not_applicable_but_taken_as_suppressed.csv": {
    asks: [/what does “#” stand for \(2 cells, in line 3\)/, /Pupils, With plan/],
    given: { mark: ["#=not-applicable"], columns: ["parts"] },
    read: [[
      "Council | Pupils | With plan",
      "Aberdeen | 136 | 29",
      "Angus | # | #",
      "Argyll | 25 | *",
    ]],
    marks: { "#": "notApplicable", "*": "suppressed" },
  },
  "margin_of_error_underscore_read_as_count.csv": {
    read: [[
      "name | total_population",
      "Adams County | 31299",
      "Arthur County | 490",
      "Banner County | 778",
      "Blaine County | 584",
    ]],
    said: [/4 are counts, 0 totals, 4 measures/],
  },
  "negative_sentinel_drops_two_columns_silently.csv": {
    asks: [/what does “-999999” stand for \(2 cells, in lines 2, 3\)/, /Beds, Admissions, Deaths/],
    given: { mark: ["-999999=suppressed"], columns: ["different"] },
    read: [[
      "Hospital | Beds | Admissions | Deaths",
      "Ash | 120 | 45 | [-999999]",
      "Birch | 88 | [-999999] | 12",
      "Cedar | 64 | 31 | 18",
    ]],
    tables: ["beds", "admissions", "deaths"],
  },
  "odd_pa_label_constructor.csv": {
    read: [DISTRICTS("District", "Kind", "constructor")],
    totals: { Total: ["2023", "2024"] },
  },
  "odd_pb_label_proto.csv": {
    read: [DISTRICTS("District", "Kind", "__proto__")],
    totals: { Total: ["2023", "2024"] },
  },
  "odd_pc_header_toString.csv": {
    read: [DISTRICTS("toString", "Kind")],
    totals: { Total: ["2023", "2024"] },
  },
  "odd_pd_header2_valueOf.csv": {
    read: [DISTRICTS("District", "valueOf")],
    totals: { Total: ["2023", "2024"] },
  },
  "odd_pe_header_proto.csv": {
    read: [DISTRICTS("District", "__proto__")],
    totals: { Total: ["2023", "2024"] },
  },
  "odd_pf_mark_constructor.csv": {
    asks: [/what does “constructor” stand for \(2 cells, in lines 2, 4\)/],
    given: { mark: ["constructor=suppressed:1..9"] },
    read: [[
      "District | Kind | 2023 | 2024",
      "N | Homes | 112 | constructor",
      "N | Shops | 12 | 31",
      "S | Homes | 64 | constructor",
      "S | Shops | 17 | 22",
    ]],
    said: [/“constructor” stands for a count that is withheld, of 1 at least and of 9 at most/],
  },
  "odd_x1_stray_cell_A1048576.xlsx": STRAY,
  "odd_x3_stray_cell_XFD1048576.xlsx": STRAY,
  "sdmx_csv_OBS_FLAG_read_as_counts.csv": {
    read: [[
      "freq | citizen | geo | TIME_PERIOD | OBS_VALUE",
      "A | AF | BE | 2021 | 350",
      "A | AF | BE | 2022 | 360",
      "A | AL | BE | 2021 | 12",
      "A | AL | BE | 2022 | 15",
    ]],
  },
  "second_table_cannot_be_chosen.csv": {
    refused: /holds 2 tables that are broken down differently.*--table 2 \(lines 6 to 7\)/,
    options: { table: 2 },
    read: [["Ward | Open | Closed | Total", "Ash | 112 | 98 | 210", "Birch | * | 211 | 302"]],
    totals: { Total: ["Open", "Closed"] },
  },
  "single_blank_label_filled_with_the_one_above.csv": {
    asks: [/what do empty labels of “Principal diagnosis” stand for \(1, in lines 5\)/],
    given: { blank: ["Principal diagnosis=none"] },
    read: [[
      "Principal diagnosis | Name | 2022 | 2023",
      "A00-B99 | Infections | 440 | 294",
      "C00-D48 | Neoplasms | 768 | 604",
      "Z00-Z99 | Other factors | 209 | 227",
      " | Not reported | 4 | x",
    ]],
  },
  "spanner_joined_to_title.csv": {
    read: [["Area | 2021 | 2022", "North | 110 | 121", "South | 64 | x"]],
    said: [/has the title “Separations, 2021 to 2022”/, /3 are counts, 0 totals, 1 a measure/],
  },
  "tidy_blank_label_for_the_whole.csv": {
    asks: [/are they rounded/],
    given: { rounded: ["no"] },
    read: [[
      "level | region | sex | count",
      "National | Total | Female | 310",
      "National | Total | Male | 300",
      "Regional | North | Female | 110",
      "Regional | North | Male | 100",
      "Regional | South | Female | 200",
      "Regional | South | Male | 200",
    ]],
    totals: { Total: ["North", "South"] },
  },
  "title_says_percentage_read_as_counts.csv": {
    refused: /holds no counts, as its title says.*--column "title=count"/,
  },
  "total_below_its_block_next_block_gets_wrong_province.csv": {
    asks: [/what does “--” stand for/],
    given: { mark: ["--=suppressed:0..5"] },
    read: [[
      "Province | Level | 2023 | 2024",
      "Newfoundland | Secondary | 15 | 20",
      "Newfoundland | Post-secondary | 80 | 90",
      "Newfoundland | Other | 5 | --",
      "Newfoundland | Total | 100 | 113",
      "Prince Edward Island | Secondary | 25 | 20",
      "Prince Edward Island | Post-secondary | 70 | 90",
      "Prince Edward Island | Total | 95 | 110",
      "Nova Scotia | Secondary | 11 | 12",
      "Nova Scotia | Post-secondary | 40 | 41",
      "Nova Scotia | Total | 51 | 53",
    ]],
    totals: {
      "Newfoundland · Total": [
        "Newfoundland · Secondary",
        "Newfoundland · Post-secondary",
        "Newfoundland · Other",
      ],
      "Prince Edward Island · Total": [
        "Prince Edward Island · Secondary",
        "Prince Edward Island · Post-secondary",
      ],
      "Nova Scotia · Total": ["Nova Scotia · Secondary", "Nova Scotia · Post-secondary"],
    },
  },
  "total_in_the_middle_of_a_label_not_a_total.csv": {
    read: [[
      "Country | 2022 | 2023",
      "Argentina | 410 | 520",
      "Brazil | 330 | x",
      "Chile | 120 | 131",
      "World total (rounded) | 860 | 980",
      "Total population of region | 860 | 980",
    ]],
    totals: {
      "World total (rounded)": ["Argentina", "Brazil", "Chile"],
      "Total population of region": ["Argentina", "Brazil", "Chile"],
    },
  },
  "unknown_mark_cannot_be_declared.csv": {
    asks: [/does the column “Tested” hold labels, or counts/, /what does “PS” stand for/],
    given: { mark: ["PS=suppressed", "GE50=suppressed:50.."], columns: ["parts"] },
    read: [[
      "School | Tested | Proficient",
      "North | 120 | 80",
      "South | PS | PS",
      "West | GE50 | 12",
    ]],
    said: [/“GE50” stands for a count that is withheld, of 50 at least/],
  },
  "west_virginia_code_WV_taken_for_of_which.csv": {
    read: [[
      "State | 2022 | 2023",
      "AL | 120 | 131",
      "TX | 340 | 350",
      "WV | 45 | x",
      "WY | 12 | 13",
      "Total | 517 | 560",
    ]],
    totals: { Total: ["AL", "TX", "WV", "WY"] },
  },
  "world_total_rounded_not_seen_as_total.csv": {
    asks: [/is “World total \(rounded\)” a total/],
    given: { total: ["World total (rounded)=yes"] },
    read: [[
      "Country | 2022 | 2023",
      "Argentina | 410 | 523",
      "Brazil | 331 | x",
      "Chile | 120 | 131",
      "Peru | 77 | 92",
      "World total (rounded) | 940 | 1080",
    ]],
    said: [/7 are counts, 2 totals/],
  },
  "deaths_and_population_added_up.txt": {
    asks: [/Deaths, Population/],
    given: { columns: ["different"] },
    read: [[
      "Gender | Year | Deaths | Population",
      "Female | 2019 | Suppressed | 17362",
      "Female | 2020 | 22 | 23505",
      "Male | 2019 | 116 | 18686",
      "Male | 2020 | 94 | 17020",
    ]],
    tables: ["deaths", "population"],
  },
  "letterhead_pasted_above_table.txt": {
    read: [PERMITS],
    totals: { Total: ["North", "South"] },
    said: [/has the title “Applications received”/],
  },
  "upper_bound_explained_as_no_less_than.txt": {
    read: [[
      "Ward | 2021/22 | 2022/23 | 2023/24",
      "Ashby | 14 | 11 | 9",
      "Birch | <5 | 6 | <5",
      "Cole | 22 | 19 | 25",
      "Total | * | 36 | *",
    ]],
    totals: { Total: ["Ashby", "Birch", "Cole"] },
  },
  "date_headers_year_ends.xlsx": {
    read: [["Area | 2022-12-31 | 2023-12-31", "North | 14 | 11", "South | 22 | 19"]],
  },
  "decimals_shown_as_whole_numbers.xlsx": {
    asks: [/“2022” hold counts, or measures/],
    given: { column: ["*=count"] },
    read: [["Area | 2022 | 2023", "North | 14 | 11", "South | 23 | 19"]],
    said: [
      /what the sheet shows is read, not what stands behind it: 14 in B2, not 14.2 \(4 cells\)/,
    ],
  },
  "error_values.xlsx": {
    refused: /line 3, column 3 \("2023"\) holds "#DIV\/0!".*spreadsheet's error[^]*line 4/,
    given: { mark: ["#DIV/0!=not-available", "#REF!=not-available"] },
    read: [["Area | 2022 | 2023", "North | 14 | 11", "South | 22 | #DIV/0!", "West | 5 | #REF!"]],
  },
  "flag_columns_between.xlsx": {
    read: [["Area | 2022 | 2023", "North | 14 | 11", "South | 22 | x"]],
    marks: { x: "suppressed" },
  },
  "format_scaled_to_thousands.xlsx": {
    read: [["Area | 2022 | 2023", "North | 14 | 11", "South | 23 | 19"]],
    said: [/14 in B2, not 14234/],
  },
  "formula_without_cached_value.xlsx": {
    refused: /cell B4 of sheet "S" a formula whose value the file does not keep[^]*C4/,
    options: { range: "A1:C3" },
    read: [["Area | 2022 | 2023", "North | 14 | 11", "South | 22 | 19"]],
  },
  "pdf_letterhead_in_two_columns_taken_for_header.pdf": {
    read: [PERMITS],
    totals: { Total: ["North", "South"] },
  },
  "pdf_page_number_under_last_column.pdf": {
    read: [PERMITS],
    totals: { Total: ["North", "South"] },
  },
  "pdf_plain.pdf": { read: [PERMITS], totals: { Total: ["North", "South"] } },
  "letter_en_refused.pdf": {
    read: [
      [
        "Area and applicant type | 2021 | 2022 | 2023 | 2024",
        "Harrow Vale North – new applicants | 214 | 1198 | 243 | 251",
        "Harrow Vale North – renewals | 75 | 81 | <5 | 88",
        "Harrow Vale South – new applicants | 166 | 154 | 171 | *",
        "Harrow Vale South – renewals | 59 | <5 | 62 | *",
        "Total | 514 | 1436 | 480 | 566",
      ],
      [
        "Area and applicant type | 2021 | 2022 | 2023 | 2024",
        "Harrow Vale North – new applicants | 31 | 44 | 38 | 29",
        "Harrow Vale North – renewals | <5 | * | 0 | <5",
        "Harrow Vale South – new applicants | 22 | * | 25 | 19",
        "Harrow Vale South – renewals | * | 7 | 0 | *",
        "Total | 60 | 63 | 63 | 54",
      ],
      [
        "Area and applicant type | 2021 | 2022 | 2023 | 2024",
        "Harrow Vale North – new applicants | 180 | 1150 | 201 | 219",
        "Harrow Vale North – renewals | 71 | 76 | <5 | 83",
        "Harrow Vale South – new applicants | 141 | 130 | 143 | 151",
        "Harrow Vale South – renewals | 54 | * | 60 | 56",
        "Total | 446 | 1358 | 407 | 509",
      ],
    ],
    tables: ["received", "refused", "accepted"],
    totals: {
      Total: [
        "Harrow Vale North – new applicants",
        "Harrow Vale North – renewals",
        "Harrow Vale South – new applicants",
        "Harrow Vale South – renewals",
      ],
    },
    said: [/and the totals cannot both hold/, /36 are counts, 12 totals/],
  },
  "two_tables_with_words_on_one_page.pdf": {
    read: [
      ["Area | Men | Women", ...PERMITS.slice(1)],
      ["Area | Men | Women", "North | 31 | 44", "South | <5 | 7", "Total | 34 | 51"],
    ],
    tables: ["received", "refused"],
    totals: { Total: ["North", "South"] },
  },
  "two_tables_with_years_on_one_page.pdf": {
    read: [PERMITS, ["Area | 2021 | 2022", "North | 31 | 44", "South | <5 | 7", "Total | 34 | 51"]],
    tables: ["received", "refused"],
    totals: { Total: ["North", "South"] },
  },
  "pdf_three_tables_read_as_one_garbage_row.pdf": {
    refused: /holds 3 tables that are broken down differently.*--table 3 \(lines 16 to 18\)/,
    given: { columns: ["different"] },
    options: { table: 2 },
    read: [[
      " | Number of financial companies | Number of financial companies on FTSE Eurotop 100",
      "0 reclassifications | 52 | 14",
      "1 reclassification | 28 | 4",
      "2 reclassifications | 11 | 2",
      "3 reclassifications | 8 | 2",
      "4 reclassifications | 1 | 0",
      "Total | 100 | 22",
    ]],
    totals: {
      Total: [
        "0 reclassifications",
        "1 reclassification",
        "2 reclassifications",
        "3 reclassifications",
        "4 reclassifications",
      ],
    },
  },
  "pdf_label_over_three_lines.pdf": {
    read: [[
      "Area | 2021 | 2022",
      "Harrow Vale North and the islands beyond | 214 | 198",
      "South | 75 | <5",
      "Total of all of the areas | 289 | 201",
    ]],
    totals: {
      "Total of all of the areas": ["Harrow Vale North and the islands beyond", "South"],
    },
  },
  "pdf_number_of_the_page_in_a_column.pdf": {
    read: [["Offence | 2021 | 2022", "Arson | 41 | 37", "Fraud | 77 | x"]],
    said: [/left out are 1 outside the tables/],
  },
  "pdf_number_of_the_page_below_a_note.pdf": {
    read: [["Outcome of the test | Number", "Negative samples | 2817", "Positive cases | 172"]],
    said: [/left out are 1 outside the tables/],
  },
  "pdf_months_without_counts.pdf": { refused: /names several columns/ },
  "pdf_small_counts_raised.pdf": {
    asks: [/count different things/],
    given: { columns: ["parts"] },
    read: [["County | Suspected | Confirmed", "Bomi | 12 | 0", "Bong | 41 | 4", "Lofa | 17 | 2"]],
  },
  "pdf_head_of_three_lines_beside_two.pdf": {
    asks: [/“American Indian Native”, “Asian Islander”: are these the names/],
    given: { names: ["Offence|Total||Asian and Islander"], columns: ["parts"] },
    read: [[
      "Offence | Total | American Indian Native | Asian and Islander",
      "Arson | 9466 | 115 | 112",
      "Fraud | 161233 | 1315 | 1519",
      "Theft | 14646 | 872 | 992",
    ]],
  },
  "pdf_spanners_over_two_columns_each.pdf": {
    read: [[
      "Office | Women · 2021 | Women · 2022 | Men · 2021 | Men · 2022",
      "Dakar | 41 | 37 | 12 | 13",
      "Lima | 77 | x | 8 | 9",
      "Oslo | 5 | 6 | x | 9",
    ]],
  },
  "pdf_headings_over_uneven_groups.pdf": {
    asks: [/“Adults · Women”, “Children · 0-4”/, /what does “x” stand for/],
    given: {
      names: [
        "Region | Adults · Men | Adults · Women | Children · 0-4 | Children · 5-9 | Children · 10-17",
      ],
      columns: ["parts"],
      mark: ["x=suppressed:0..4"],
    },
    read: [[
      "Region | Adults · Men | Adults · Women | Children · 0-4 | Children · 5-9 | Children · 10-17",
      "North | 225 | x | 31 | x | 12",
      "South | 96 | 118 | 320 | 54 | x",
    ]],
  },
  "pdf_heading_over_some_columns.pdf": {
    read: [[
      "Décision | Année 2024 · 1er trim. | Année 2024 · 2e trim. | Année 2024 · 3e trim. | Année 2024 · 4e trim. | Total",
      "Accordée | 188 | 203 | 176 | 241 | 808",
      "Refusée | 97 | 84 | 121 | 102 | 404",
    ]],
    totals: {
      Total: [
        ...["Année 2024 · 1er trim.", "Année 2024 · 2e trim."],
        ...["Année 2024 · 3e trim.", "Année 2024 · 4e trim."],
      ],
    },
  },
  "pdf_rules_around_groups_alone.pdf": {
    given: { columns: ["different"] },
    read: [[
      "Region | In hospital · New cases | At home · New cases",
      "North | 2 | 27",
      "South | 9 | 14",
      "East | 17 | 8",
    ]],
  },
  "pdf_heading_in_the_cells_of_its_first_row.pdf": {
    read: [["Region | 2023 | 2024", "Dakar | 214 | 198", "Lima | 75 | x", "Oslo | 64 | 58"]],
  },
  "pdf_names_of_two_lines_under_headings.pdf": {
    given: { columns: ["different"] },
    read: [[
      "Offence | INCIDENTS · 08/15 | INCIDENTS · 2015 · Year | INCIDENTS · 2014 · Year | ARRESTS · 08/15 | ARRESTS · 2015 · Year | ARRESTS · 2014 · Year",
      "Arson | 14 | 115 | 98 | 11 | 92 | 90",
      "Fraud | 16 | 131 | 120 | 15 | 19 | 31",
      "Theft | 41 | 872 | 901 | 99 | 210 | 188",
    ]],
  },
  "pdf_years_in_one_run.pdf": {
    read: [[
      "Hate crimes | 2011 | 2012 | 2013",
      "January | 0 | 1 | 0",
      "February | 2 | 0 | 14",
      "March | 11 | 3 | 1",
    ]],
  },
  "pdf_number_and_percent.pdf": {
    read: [["Group | Number", "Girls | 1204", "Boys | 1148", "All | 2352"]],
    totals: { All: ["Girls", "Boys"] },
    said: [/2 are counts, 1 a total, 3 measures/],
  },
  "pdf_tables_side_by_side.pdf": {
    refused: /repeats the header "Area" of column 1.*--range A1:C9 reads one/,
    options: { range: "A1:C4" },
    read: [["Area | 2021 | 2022", "North | 41 | 37", "South | 77 | x"]],
  },
  "pdf_two_tables_of_other_columns.pdf": {
    refused:
      /holds 2 tables .*--table all .*--table 2 \(Table 2: Refusals by reason and sex, lines 7 to 8\)/,
    options: { table: 2 },
    read: [[
      "Reason for refusal | Men | Women | Total",
      "Incomplete | 12 | 14 | 26",
      "Fraud | 3 | x | 8",
    ]],
    totals: { Total: ["Men", "Women"] },
  },
  "pdf_francais.pdf": {
    read: [[
      "Bureau | 2021 | 2022",
      "Dakar | 1204 | moins de 5",
      "Lima | 77 | 12",
      "Total | 1281 | 15",
    ]],
    totals: { Total: ["Dakar", "Lima"] },
    said: [/“moins de 5” stands for a count that is withheld, of 4 at most/],
  },
  "pdf_two_titles_side_by_side.pdf": {
    asks: [/what does “x” stand for/],
    given: { mark: ["x=suppressed:0..4"] },
    read: [FILES],
  },
  "pdf_turned_page.pdf": { read: [FILES] },
  "pdf_report_of_nine_pages.pdf": {
    refused:
      /a report of 9 pages with 4 tables or more.*--page 2 \(“Table 1\. Files by office”\), or --page 4 /,
    options: { page: "2-3" },
    given: { columns: ["parts"] },
    read: [["Office | 2021 | 2022", "Dakar | 100 | 131", "Lima | 117 | 148", "Paris | 134 | 165"]],
  },
  "pdf_raised_signs_of_notes.pdf": { read: [FILES], said: [/“²” after 2 counts/, /“Lima³”/] },
  "pdf_raised_signs_in_ruled_cells.pdf": { read: [FILES], said: [/“²” after 2 counts/] },
  "pdf_labels_in_the_middle_of_their_rows.pdf": {
    asks: [
      /“Sector” stand for \(4, .*: the label that stands in the middle of its rows \(middle\)/,
    ],
    given: { blank: ["Sector=middle"] },
    read: [[
      "Sector | Trade | 2023 | 2024",
      "Building | Masons | 41 | 38",
      "Building | Roofers | 17 | x",
      "Building | Painters | 64 | 58",
      "Food | Bakers | 12 | 15",
      "Food | Butchers | 8 | x",
      "Food | Cooks | 90 | 97",
      "All sectors | Total | 232 | 229",
    ]],
    totals: {
      "All sectors · Total": [
        ...["Building · Masons", "Building · Roofers", "Building · Painters"],
        ...["Food · Bakers", "Food · Butchers", "Food · Cooks"],
      ],
    },
  },
  "pdf_heads_over_three_lines.pdf": {
    asks: [/granted/],
    given: { columns: ["different"] },
    read: [[
      "Office | Number of · permits · granted | Number of · permits · refused",
      ...FILES.slice(1),
    ]],
    tables: ["number-of-permits-granted", "number-of-permits-refused"],
  },
  "pdf_nombre.pdf": {
    asks: [/what does “x” stand for/],
    given: { mark: ["x=suppressed:0..4"] },
    read: [["Bureau | 2023 | 2024", ...FILES.slice(1), "Total | 1493 | 1512"]],
    totals: { Total: ["Dakar", "Lima", "Paris"] },
  },
  "pdf_label_around_numbers.pdf": {
    read: [[
      "Office | 2023 | 2024",
      "Dakar, with the honorary consulates of the coast | 214 | 198",
      "Lima | 75 | x",
      "Paris and its region | 1204 | 1311",
    ]],
  },
  "pdf_lettre_deux_colonnes.pdf": {
    asks: [/Accordées, Refusées/],
    given: { columns: ["different"] },
    read: [
      ["Bureau | Accordées | Refusées", ...FILES.slice(1)],
      ["Bureau | Accordées | Refusées", "Dakar | 41 | x", "Lima | 38 | 12", "Paris | 902 | 77"],
    ],
    tables: ["accordées-2023", "refusées-2023", "accordées-2024", "refusées-2024"],
  },
  "pdf_header_again_on_next_page.pdf": {
    read: [[
      "Office | 2023 | 2024",
      ...Array.from(
        { length: 60 },
        (_, at) => `Office ${at + 1} | ${11 + 7 * at} | ${at % 9 ? 13 + 5 * at : "x"}`,
      ),
    ]],
  },
  "pdf_unit_line.pdf": {
    read: [[
      "Offence | 2021 | 2022",
      "Arson | 41 | 37",
      "Fraud | 77 | n.p.",
      "Theft | 204 | 198",
    ]],
  },
  "pdf_ruled_tight.pdf": {
    asks: [/what does “x” stand for/],
    given: { mark: ["x=suppressed:0..4"] },
    read: [BERTHS, [
      BERTHS[0]!,
      "Halifax | Fishing | 4 | 1198 | x",
      "Halifax | Pleasure | x | 7 | 3",
      "Gaspé | Fishing | 6 | x | x",
    ]],
  },
  "pdf_unruled_tight.pdf": {
    asks: [/what does “x” stand for/],
    given: { mark: ["x=suppressed:0..4"] },
    read: [BERTHS],
  },
  "pdf_ruled_merged_and_wrapped.pdf": {
    asks: [/what does “x” stand for/],
    given: { mark: ["x=suppressed:0..4"] },
    read: [[
      "Port | Class | 2023 · Asked | 2023 · Refused | 2024 · Asked | 2024 · Refused",
      "Halifax Harbour | Fishing (inshore) | 214 | x | 120 | 9",
      "Halifax Harbour | Pleasure | 75 | x | 31 | x",
      "Gaspé | Fishing (inshore) | 64 | 8 | 41 | x",
      "Gaspé | Pleasure | 12 | x | 17 | x",
    ]],
  },
  "total_in_one_of_two_tables.txt": {
    asks: [
      /the row “Total” stands here, and in no row of the table at line 13: is it left out/,
      /what does “x” stand for/,
    ],
    given: { row: ["Total=ignore"], mark: ["x=suppressed"] },
    read: [
      [
        "Port Class | 2022 | 2023",
        "Halifax Fishing | 214 | 198",
        "Halifax Pleasure | 75 | x",
        "Gaspé Fishing | 64 | 58",
        "Gaspé Pleasure | x | 12",
      ],
      [
        "Port Class | 2022 | 2023",
        "Halifax Fishing | 14 | 11",
        "Halifax Pleasure | x | x",
        "Gaspé Fishing | 6 | x",
        "Gaspé Pleasure | x | x",
      ],
    ],
    said: [
      /the row “Total” is left out: some of the tables lack it/,
      /left out are 2 in totals that some tables lack/,
    ],
  },
  "line_that_holds_no_counts.csv": {
    asks: [/what do empty cells stand for .*no row: --lines or --header leaves it out/],
    given: { mark: ["empty=not-applicable"] },
    read: [[
      "Port | Class | 2022 | 2023",
      "Halifax | Fishing | 214 | 198",
      "Ports of the coast | all classes | (empty) | (empty)",
      "Gaspé | Fishing | 64 | 58",
    ]],
  },
  "pdf_spanner_above_header.pdf": { read: [PERMITS], totals: { Total: ["North", "South"] } },
};

for (const [file, letter] of Object.entries(LETTERS)) {
  Deno.test(`letters: ${file}`, async () => {
    const files = { [file]: await Deno.readFile(new URL(`letters/${file}`, import.meta.url)) };
    const { asks = [], refused, given, options, read, tables, totals = {}, marks } = letter;
    if (refused) assert.match(await refusalOf(files), refused);
    else if (asks.length > 0) {
      const questions = questionsOf(await draftOf(files));
      for (const one of asks) assert.ok(questions.some((question) => one.test(question)), `${one}`);
    }
    if (!read) return;
    const draft = await draftOf(files, given, options);
    const release = await written(draft);
    const shown = reviewPage(file, draft, "new").match(/<caption>As it was read/g);
    assert.equal(shown!.length, draft.understood.tables.length, "each table is shown once");
    // Lines of several pages have the same numbers.
    if (!file.endsWith(".pdf")) assertSum(draft, release);
    assert.deepEqual(
      draft.understood.tables.map((_, at) => linesOf(draft, at)),
      read,
    );
    const understood = understoodOf(draft);
    assert.deepEqual(understood.totals, totals);
    if (marks) assert.deepEqual(understood.marks, marks);
    if (tables) assert.deepEqual(release.tables.map(({ name }) => name), tables);
    const said = saidOf(draft);
    for (const one of letter.said ?? []) assert.ok(said.some((text) => one.test(text)), `${one}`);
  });
}

/** A table as it was understood: its header and its rows. */
function linesOf(
  { understood: { tables, marks } }: Awaited<ReturnType<typeof draftOf>>,
  at: number,
) {
  const { labels, counts, rows } = tables[at]!;
  return [
    [...labels, ...counts].map(({ name }) => name),
    ...rows.map(({ labels, cells }) => [
      ...labels,
      ...cells.map((cell) => "digits" in cell ? cell.digits : marks.get(cell.mark.value)!.value),
    ]),
  ].map((fields) => fields.join(" | "));
}

Deno.test("letters: every input has its test", () => {
  const files = Array.from(
    Deno.readDirSync(new URL("letters", import.meta.url)),
    ({ name }) => name,
  );
  const others = files.filter((name) => !Object.hasOwn(LETTERS, name));
  assert.deepEqual(others.filter((name) => !name.startsWith("cohort_")), []);
});

Deno.test("letters: cohort_shown_first_contradicts_counts_*.csv bear no cohort, solved with their totals", async () => {
  const names = ["received", "refused", "granted"];
  const files = Object.fromEntries(
    await Promise.all(names.map(async (name) => {
      const file = `cohort_shown_first_contradicts_counts_${name}.csv`;
      return [file, await Deno.readFile(new URL(`letters/${file}`, import.meta.url))];
    })),
  );
  const draft = await draftOf(files);
  const { assumptions, defaultAssumption } = await written(draft);
  assert.deepEqual([assumptions.map(({ name }) => name), defaultAssumption], [["none"], "none"]);
  assert.match(saidOf(draft).join("\n"), /and the totals cannot both hold/);
});
