import { budgetUsages } from "./budget-usage.ts";
import { cardUsages } from "./card-usage.ts";
import { correctionUsages } from "./correction-usage.ts";
import { councilUsages } from "./council-usage.ts";
import { creditsUsages } from "./credits-usage.ts";
import { disputeUsages } from "./dispute-usage.ts";
import { entryUsages } from "./entry-usage.ts";
import { reliefUsages } from "./relief-usage.ts";
import type { CommandName } from "./task.ts";
import type { Usage } from "./usage-form.ts";

const AT = "[--at POSITION]";

/** How each command is written. What it means stands in task.ts. */
export const USAGES: Readonly<Record<CommandName, Usage>> = {
  "station enrol": {
    form: "STATION --public-key JWKFILE [--out FILE]",
    words: ["STATION"],
    options: ["public-key", "out"],
    does: "register a station; prints, once, what its `join` takes",
  },
  "station approve": {
    form: "STATION CODE",
    words: ["STATION", "CODE"],
    options: [],
    does: "accept the further key whose code the station shows",
  },
  "station revoke": {
    form: "STATION",
    words: ["STATION"],
    options: [],
    does: "trust none of this station's keys any more",
  },
  ...cardUsages,
  "household add": {
    form: "HOUSEHOLD --members N",
    words: ["HOUSEHOLD"],
    options: ["members"],
    does: "enrol a household",
  },
  "household show": {
    form: "HOUSEHOLD",
    words: ["HOUSEHOLD"],
    options: [],
    does: "its balance, cards, points by year, weights by month, latest deposits",
  },
  ...councilUsages,
  ...creditsUsages,
  ...budgetUsages,
  ...entryUsages,
  ...correctionUsages,
  ...disputeUsages,
  "held list": {
    form: "",
    words: [],
    options: [],
    does: "deposits that wait for a person, and what lies in quarantine",
  },
  explain: {
    form: "DEPOSIT [--lang ar|en]",
    words: ["DEPOSIT"],
    options: ["lang"],
    does: "how a deposit became its credit and points",
  },
  status: { form: "", words: [], options: [], does: "stations, gaps, quarantine, the budget" },
  backup: {
    form: "TARGET",
    words: ["TARGET"],
    options: [],
    does: "copy journal and keys to a new folder",
  },
  restore: {
    form: "TARGET",
    words: ["TARGET"],
    options: [],
    does: "make the new folder --data DIR of a backup",
  },
  replay: {
    form: "--from JOURNAL.jsonl",
    words: [],
    options: ["from"],
    does: "build the journal of --data DIR anew from an export; prints its digests",
  },
  digests: {
    form: "",
    words: [],
    options: [],
    does: "a SHA-256 of each table, to compare with those of a replay",
  },
  "journal export": {
    form: "[--format jsonl|hledger [--from MONTH] [--to MONTH]] --out FILE",
    words: [],
    options: ["format", "from", "to", "out"],
    does: "the whole journal; --out - writes to the terminal",
  },
  "trial-balance": { form: AT, words: [], options: ["at"], does: "what every account holds" },
  "account show": {
    form: `ACCOUNT ${AT}`,
    words: ["ACCOUNT"],
    options: ["at"],
    does: "all that was posted to an account; at a journal position, up to it",
  },
  liability: { form: AT, words: [], options: ["at"], does: "credits issued and not yet spent" },
  "relief totals": {
    form: "--year Y [--format json|csv]",
    words: [],
    options: ["year", "format"],
    does: "every household's year, for the municipality",
  },
  "relief verify": {
    form: "--year Y",
    words: [],
    options: ["year"],
    does: "make the year anew from the events, by other code; fails where it differs",
  },
  ...reliefUsages,
};
