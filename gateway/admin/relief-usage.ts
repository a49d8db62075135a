import type { reliefTasks } from "./relief-task.ts";
import type { Usage } from "./usage-form.ts";

export const reliefUsages: Readonly<Record<keyof typeof reliefTasks, Usage>> = {
  "relief rule publish": {
    form: "FILE [--approver NAME]",
    words: ["FILE"],
    options: ["approver"],
    does: "a council's curve and cut-off (TOML), valid from a coming year",
  },
  "relief rule withdraw": {
    form: "RULE [--approver NAME]",
    words: ["RULE"],
    options: ["approver"],
    does: "take back a relief rule whose year has not begun",
  },
  "fees import": {
    form: "FILE --year FEEYEAR [--on DATE] [--dry-run]",
    words: ["FILE"],
    options: ["year", "on"],
    flags: ["dry-run"],
    does: "the municipality's fee accounts (CSV or XLSX), all rows or none",
  },
  "household move": {
    form: "HOUSEHOLD (--to ACCOUNT | --away) --on DATE",
    words: ["HOUSEHOLD"],
    options: ["to", "on"],
    flags: ["away"],
    does: "to another fee account, or to where there is none",
  },
  "relief draft": {
    form: "--year Y",
    words: [],
    options: ["year"],
    does: "a year's sums, and what to look at before the council decides",
  },
  "relief close": {
    form: "--year Y --decision NUMBER --date DATE [--approver NAME]",
    words: [],
    options: ["year", "decision", "date", "approver"],
    does: "freeze a year as its draft is now, by the council's decision",
  },
  "relief statement": {
    form: "HOUSEHOLD --year Y [--view now|frozen] [--lang ar|en]",
    words: ["HOUSEHOLD"],
    options: ["year", "view", "lang"],
    does: "a household's year, with every sum in a sentence",
  },
  "relief export": {
    form: "--year Y --out FOLDER [--view now|frozen] [--certificates]",
    words: [],
    options: ["year", "out", "view"],
    flags: ["certificates"],
    does: "statements, charge lines, spreadsheet and papers, with a signed manifest",
  },
};
